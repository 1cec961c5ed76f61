"""Templates, the way to the signature, and help of a language model, on pages."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from mofan.drafting.chain import chain_of
from mofan.drafting.models import Template
from mofan.org.models import RoleGrant
from mofan.org.roles import UnitRole
from tests.drafting.making import make_skeleton
from tests.drafting.test_language_model import Heard, heard
from tests.records.conftest import House, house
from tests.web.conftest import Enter

__all__ = ["heard", "house"]


@pytest.fixture
def writers(house: House, enter: Enter) -> Client:
    return enter(house.recorder)


def test_a_draft_is_kept_as_a_template_chosen_and_retired(house: House, writers: Client) -> None:
    draft = make_skeleton(house)
    keep = reverse("keep_template", args=[draft.pk])
    assert "已存为模板“框架”" in writers.post(keep, {"name": "框架"}, follow=True).content.decode()
    assert "已有模板" in writers.post(keep, {"name": "框架"}, follow=True).content.decode()
    template = Template.objects.get()
    assert "模板：框架" in writers.get(reverse("new_draft")).content.decode()
    facts = {"unit": house.agency.pk, "template": template.pk, "title": "新的一份"}
    assert "新的一份" in writers.post(reverse("new_draft"), facts, follow=True).content.decode()
    drop = reverse("drop_template", args=[template.pk])
    assert "停用</button>" in writers.get(reverse("draft_templates")).content.decode()
    assert "缘由" in writers.post(drop, {"why": ""}, follow=True).content.decode()
    assert "已停用" in writers.post(drop, {"why": "过时了"}, follow=True).content.decode()
    assert writers.post(drop, {"why": "过时了"}).status_code == HTTPStatus.NOT_FOUND


def test_whoever_manages_a_unit_settles_its_way_to_the_signature(house: House, writers: Client, enter: Enter) -> None:
    assert writers.get(reverse("draft_chain")).status_code == HTTPStatus.NOT_FOUND
    RoleGrant.objects.create(person=house.leader, unit=house.agency, role=UnitRole.ADMINISTRATOR)
    leaders, address = enter(house.leader), reverse("draft_chain")
    assert "审核（" in leaders.get(address).content.decode()
    rows = {"unit": house.agency.pk, "stage-1": "review", "name-1": "办公室核稿", "who-1": house.recorder.name}
    answer = leaders.post(address, rows)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "签发环节" in answer.content.decode()
    page = leaders.post(address, rows | {"stage-2": "sign", "unit-2": house.agency.pk}, follow=True).content.decode()
    assert f"办公室核稿（{house.recorder.name}）" in page
    assert [one.name for one in chain_of(house.agency)] == ["办公室核稿", "签发"]
    nobody = leaders.post(address, rows | {"stage-2": "sign", "who-2": "查无此人"})
    assert "没有找到“查无此人”" in nobody.content.decode()


def test_help_of_a_model_is_shown_sent_and_put_in_by_hand(
    house: House, writers: Client, heard: Heard, settings: Settings
) -> None:
    draft = make_skeleton(house)
    address = reverse("draft_help", args=[draft.pk])
    settings.LANGUAGE_MODEL = ""
    assert "没有接语言模型" in writers.get(address).content.decode()
    settings.LANGUAGE_MODEL, settings.LANGUAGE_MODEL_NAME = heard.place, "本地"
    assert "看将要送出的" in writers.get(address).content.decode()
    block = next(one.id for one in draft.text.blocks if one.kind == "paragraph" and one.slots)
    shown = writers.post(address, {"do": "show", "after": block}).content.decode()
    assert "将要送出的，全在这里" in shown
    assert heard.asked == []
    given = {"words": "走访群众。", "wish": "", "after": block}
    assert "走访群众" in writers.post(address, {"do": "show", **given}).content.decode()
    answer = writers.post(address, {"do": "send", **given}).content.decode()
    assert "放入稿中" in answer
    assert len(heard.asked) == 1
    page = writers.post(address, {"do": "put", "answer": "办结5件。", "after": block, "revision": "1"}, follow=True)
    assert "模型所写" in page.content.decode()
    for wrong in ({"do": "nonsense"}, {"do": "show"}, {"do": "put", "answer": " "}):
        assert writers.post(address, wrong).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    heard.status = 500
    assert "语言模型没有答复" in writers.post(address, {"do": "send", **given}).content.decode()


def test_a_reader_may_not_ask_the_model(house: House, enter: Enter, settings: Settings) -> None:
    settings.LANGUAGE_MODEL = "http://127.0.0.1:9/v1"
    draft = make_skeleton(house)
    page = enter(house.reader).get(reverse("draft_help", args=[draft.pk])).content.decode()
    assert "您只能看" in page
    assert enter(house.stranger).get(reverse("draft_help", args=[draft.pk])).status_code == HTTPStatus.NOT_FOUND
