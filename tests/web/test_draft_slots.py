"""The numbers of a draft on pages (数位): proposals, the figure behind, a number by hand, a task."""

import json
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from mofan.drafting.models import Draft
from tests.drafting.making import make_skeleton
from tests.records.conftest import House, house
from tests.records.making import entered, meeting
from tests.web.conftest import Enter

__all__ = ["house"]


@pytest.fixture
def writers(house: House, enter: Enter) -> Client:
    return enter(house.recorder)


@pytest.fixture
def draft(house: House) -> Draft:
    return make_skeleton(house)


def key_of(draft: Draft, what: str) -> str:
    """The slot whose sentence says that."""
    for one in draft.text.blocks:
        said = ""
        for run in one.runs:
            if key := getattr(run, "key", ""):
                if said.endswith(what):
                    return str(key)
                said = ""
            else:
                said += getattr(run, "text", "")
    raise AssertionError(what)


def test_the_proposed_figure_is_taken_with_one_button_and_opens_to_its_rows(
    house: House, writers: Client, draft: Draft
) -> None:
    key = key_of(draft, "召开警示教育")
    page = writers.get(reverse("slot", args=[draft.pk, key])).content.decode()
    code = page.split('name="code" value="')[1].split('"')[0]
    assert code == "cautionary_education.count"
    assert "句中说“警示教育”" in page
    answer = writers.post(
        reverse("settle_slot", args=[draft.pk, key]), {"do": "accept", "code": code}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer["HX-Trigger"] == "slots-changed"
    assert "<html" not in page
    assert "口径" in page
    assert "数到的记录" in page
    assert "下一处待定" in page
    chips = writers.get(reverse("draft_chips", args=[draft.pk])).json()
    assert chips["chips"][key]["face"] == "live"
    assert key not in chips["waiting"]


def test_the_chip_follows_the_records(house: House, writers: Client, draft: Draft) -> None:
    key = key_of(draft, "召开警示教育")
    given = {"do": "accept", "code": "general_meeting.count", "period": "2025年", "measure": "次"}
    writers.post(reverse("settle_slot", args=[draft.pk, key]), given)
    chips = reverse("draft_chips", args=[draft.pk])
    assert writers.get(chips).json()["chips"][key]["shown"] == "0次"
    entered(house, meeting(house, held_on=date(2025, 3, 5)))
    assert writers.get(chips).json()["chips"][key]["shown"] == "1次"
    page = writers.get(reverse("slot", args=[draft.pk, key])).content.decode()
    assert "2025年3月5日" in page
    assert "换一个数" in page
    assert "换个词找数" in writers.get(reverse("slot", args=[draft.pk, key]), {"other": "1"}).content.decode()


def test_a_figure_is_looked_for_by_its_name(house: House, writers: Client, draft: Draft) -> None:
    address = reverse("slot", args=[draft.pk, "s1"])
    assert "主题党日" in writers.get(address, {"words": "主题党日"}).content.decode()
    assert "没有名称带“没有的数”的数" in writers.get(address, {"words": "没有的数"}).content.decode()


def test_a_number_by_hand_stays_marked_until_it_has_evidence(house: House, writers: Client, draft: Draft) -> None:
    settle, chips = reverse("settle_slot", args=[draft.pk, "s1"]), reverse("draft_chips", args=[draft.pk])
    writers.post(settle, {"do": "type", "number": "36场次"})
    assert writers.get(chips).json()["chips"]["s1"] | {"address": ""} == {
        "shown": "36场次", "face": "blank", "state": "手填，无依据", "now": "", "address": "",
    }  # fmt: skip
    page = writers.post(
        settle, {"do": "type", "number": "36场次", "evidence": "局办台账"}, follow=True
    ).content.decode()
    assert "局办台账" in page
    assert writers.get(chips).json()["chips"]["s1"]["face"] == "typed"
    writers.post(settle, {"do": "reopen"})
    assert writers.get(chips).json()["chips"]["s1"]["state"] == "待定"


def test_what_nothing_records_becomes_a_task(house: House, writers: Client, draft: Draft) -> None:
    settle = reverse("settle_slot", args=[draft.pk, "s1"])
    page = writers.post(settle, {"do": "task"}, follow=True).content.decode()
    assert "还没有记录能数出这个数" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"do": "accept", "code": "nonsense"}, "没有代码为"),
        ({"do": "type", "number": ""}, "请写出这个数"),
        ({"do": "reopen"}, "还没有填数"),
        ({}, "没有这种办法"),
    ],
)
def test_what_cannot_be_put_into_a_slot_is_said(
    writers: Client, draft: Draft, given: dict[str, str], said: str
) -> None:
    answer = writers.post(reverse("settle_slot", args=[draft.pk, "s1"]), given)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()


def test_words_that_were_marked_become_a_slot(house: House, writers: Client, draft: Draft) -> None:
    made = writers.post(reverse("add_slot", args=[draft.pk]), {"written": "36场次"}).json()
    assert made["chips"][made["key"]]["shown"] == "x场次"
    body = draft.text.as_json()
    body["blocks"][1]["runs"].append({"slot": made["key"]})
    answer = writers.post(
        reverse("save_draft", args=[draft.pk]),
        json.dumps({"revision": 1, "body": body}),
        content_type="application/json",
    )
    assert answer.status_code == HTTPStatus.OK
    assert writers.get(reverse("slot", args=[draft.pk, "nonsense"])).status_code == HTTPStatus.NOT_FOUND
