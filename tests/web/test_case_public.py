"""The public's pages: handed in without an account, followed by code, rated; not too often; small numbers hidden."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mofan.cases.actions import answer_point, move
from mofan.cases.models import Case
from mofan.cases.photos import LARGEST
from mofan.cases.public_page import protected, secret_of, word_of
from tests.cases.test_photos import SECRET, exif, jpeg
from tests.make_cases import County, approved, make_county, taken_in
from tests.web.conftest import Enter

GIVEN = {"text": "桥头的路灯不亮。已经三晚。", "place": "滨河路桥头", "applicant-0-phone": "13600008841", "agree": "1"}


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


def closed(county: County) -> Case:
    at = timezone.now() - timedelta(days=3)
    case = approved(county, at=at)
    for one in case.points.all():
        answer_point(case, one.no, "已恢复供水", by=county.dispatcher, at=at + timedelta(days=1))
    move(
        case, "close", {"outcome": "solved", "reply": "已经恢复供水。"}, by=county.dispatcher, at=at + timedelta(days=1)
    )
    return case


def test_somebody_hands_in_and_follows_it(county: County) -> None:
    client = Client()
    assert "群众诉求" in client.get(reverse("portal")).content.decode()
    form = client.get(reverse("hand_in", args=["public_demand"])).content.decode()
    token = re.search(r'name="token" value="(\w+)"', form)
    assert token is not None
    assert "身份证号" not in form
    for _ in range(2):  # pressed twice, it comes in once
        answer = client.post(reverse("hand_in", args=["public_demand"]), GIVEN | {"token": token[1]}, follow=True)
    case = Case.objects.get()
    said = answer.content.decode()
    assert case.code in said
    assert word_of(case.code) in said
    assert (case.channel, case.unit, case.title) == ("web", county.centre, "桥头的路灯不亮")
    picture = client.get(reverse("case_picture", args=[case.code, secret_of(case.code)]))
    assert b"<svg" in picture.content
    for proof in ("8841", word_of(case.code).lower()):
        answer = client.post(reverse("follow"), {"code": case.code.lower(), "proof": proof}, follow=True)
        assert "办理进度" in answer.content.decode()
    answer = client.post(reverse("follow"), {"code": case.code, "proof": "0000"})
    assert answer.status_code == 422


def test_photos_come_along_without_what_telephones_write(county: County, enter: Enter) -> None:
    """Pressed twice they come in once; who may not read the case does not see them, nor does whoever has its code."""
    client, address = Client(), reverse("hand_in", args=["public_demand"])
    given = GIVEN | {"token": "0" * 32}

    def photos(*bytes_: bytes) -> list[SimpleUploadedFile]:
        return [SimpleUploadedFile("IMG_1.jpg", one, "image/jpeg") for one in bytes_]

    for wrong, said in (
        (photos(b"no photo"), "不是照片"),
        (photos(*[jpeg(b"")] * 7), "照片最多 6 张"),
        (photos(jpeg(b"") + bytes(LARGEST)), "不超过 10 MB"),
    ):
        answer = client.post(address, given | {"photos": wrong})
        assert (answer.status_code, Case.objects.count()) == (422, 0)
        assert said in answer.content.decode()
        assert "要重新选一次" in answer.content.decode()
    for _ in range(2):
        client.post(address, given | {"photos": photos(jpeg(exif()), jpeg(exif(turned=1)))})
    case = Case.objects.get()
    files = list(case.files.all())
    assert [one.name for one in files] == ["照片1.jpg", "照片2.jpg"]
    shown = reverse("case_file", args=[case.pk, files[0].pk])
    opened: Any = enter(county.dispatcher).get(shown)
    assert SECRET not in b"".join(opened.streaming_content)
    assert enter(county.outsider).get(shown).status_code == 404
    followed = client.get(reverse("case_code", args=[case.code, secret_of(case.code)])).content.decode()
    assert "照片1" not in followed


def test_only_the_public_part_is_shown_and_it_is_rated(county: County) -> None:
    case = closed(county)
    client = Client()
    address = reverse("case_code", args=[case.code, secret_of(case.code)])
    said = client.get(address).content.decode()
    assert "已经恢复供水。" in said
    for hidden in ("更换了损坏的阀门", "欧阳", "13800005678", "陆怀瑾", "许望舒", "行动不便"):
        assert hidden not in said
    rating = reverse("rate_case", args=[case.code, secret_of(case.code)])
    assert client.post(rating, {}).status_code == 422
    client.post(rating, {"contacted": "1", "solved": "1", "satisfied": "mostly"})
    assert "您评价过：基本满意" in client.get(address).content.decode()
    assert case.callbacks.get().own


def test_a_wrong_secret_finds_nothing(county: County) -> None:
    case = taken_in(county)
    client = Client()
    for name in ("case_code", "case_picture"):
        assert client.get(reverse(name, args=[case.code, "0" * 24])).status_code == 404
        assert client.get(reverse(name, args=[case.code, word_of(case.code)])).status_code == 404
    assert client.post(reverse("rate_case", args=[case.code, "wrong"])).status_code == 404


def test_what_is_lacking_is_said(county: County) -> None:
    client = Client()
    form = reverse("hand_in", args=["public_demand"])
    without: dict[str, Any] = {key: value for key, value in GIVEN.items() if key != "agree"}
    assert "勾选同意" in client.post(form, without).content.decode()
    assert client.post(form, GIVEN | {"text": ""}).status_code == 422
    bare = client.post(form, {}).content.decode()
    assert "请写什么事。" in bare
    assert "勾选同意" in bare, "all that is lacking at once"
    assert "标题" not in bare, "of a control that the form does not have"
    assert client.get(reverse("hand_in", args=["supervised_matter"])).status_code == 404
    assert not Case.objects.exists()


def test_nobody_floods_the_centre(county: County) -> None:
    client = Client()
    answers = [client.post(reverse("hand_in", args=["public_demand"]), GIVEN).status_code for _ in range(9)]
    assert answers.count(302) <= 6 + 6  # a minute may end meanwhile
    for _ in range(60):
        answer = client.post(reverse("follow"), {"code": "x", "proof": "1"})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert "请过一分钟再试" in answer.content.decode()


def test_a_tip_off_is_handed_in_without_a_name(county: County) -> None:
    client = Client()
    said = client.post(reverse("hand_in", args=["tip_off"]), {"text": "某店卖过期食品。", "agree": "1"}, follow=True)
    case = Case.objects.get()
    assert case.restricted
    assert str(county.centre) not in said.content.decode().replace("<footer>", "")


def test_small_numbers_are_not_told(county: County) -> None:
    taken_in(county)
    said = Client().get(reverse("public_figures")).content.decode()
    assert "少于5" in said
    assert protected([0, 3, 8, 1204]) == ["0", "少于5", "不公布", "1,204"]
    assert protected([2, 3, 8]) == ["少于5", "少于5", "8"]
    assert protected([9, 10]) == ["9", "10"]
    assert Client().get(reverse("privacy")).status_code == 200
