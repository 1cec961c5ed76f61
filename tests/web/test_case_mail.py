"""Mails to the centre on the pages (来信)."""

import pytest
from django.test import Client
from django.urls import reverse

from mofan.cases.channels.mailing import keep_mail
from mofan.cases.models import Case, Mail
from tests.cases.channels.test_mail_reading import attach, letter
from tests.make import AT
from tests.make_cases import County, make_county
from tests.web.conftest import Enter

ADDRESS = "jing@citizen.example"


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


@pytest.fixture
def mail(county: County) -> Mail:
    data = bytes(attach(letter("南门的路灯坏了一周，请修一修。电话13800005678。"), "照片.jpg", b"\xff\xd8x"))
    keep_mail(data, "一.eml", county.centre, at=AT)
    return Mail.objects.get()


@pytest.fixture
def clerk(county: County, enter: Enter) -> Client:
    return enter(county.clerk)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_mail_becomes_a_case_by_the_form_of_its_kind(county: County, clerk: Client, mail: Mail) -> None:
    listed = page(clerk, reverse("mails"))
    assert "路灯不亮" in listed
    assert ADDRESS not in listed
    told = page(clerk, reverse("mail", args=[mail.pk]))
    assert "南门的路灯坏了一周" in told
    assert "欧阳*" in told
    assert ADDRESS not in told
    address = reverse("take_in_mail", args=[mail.pk, "public_demand"])
    form = page(clerk, address)
    assert 'value="欧阳静"' in form
    assert 'value="路灯不亮"' in form
    assert 'value="13800005678"' in form
    given = {"title": "路灯不亮", "text": "坏了一周", "unit": county.centre.pk, "applicant-0-name": "欧阳静"}
    assert "不该有的字符" in clerk.post(address, given | {"applicant-0-phone": "见信"}).content.decode()
    assert "登记" in clerk.post(address, given | {"do": "check"}).content.decode()
    done = clerk.post(address, given)  # who wrote a mail is answered without a telephone number
    case = Case.objects.get()
    assert done["Location"] == reverse("case", args=[case.pk])
    assert (case.channel, case.files.get().name) == ("mail", "照片.jpg")
    assert clerk.get(address).status_code == 404
    assert f"{case.title}</a>" in page(clerk, reverse("mail", args=[mail.pk]))


def test_a_mail_is_set_aside_and_brought_back(clerk: Client, mail: Mail) -> None:
    aside = reverse("set_mail_aside", args=[mail.pk])
    assert clerk.post(aside, {"why": " "}).status_code == 422
    assert clerk.post(aside, {"why": "是广告"})["Location"] == reverse("mails")
    assert "是广告" in page(clerk, reverse("mails") + "?state=aside")
    assert "路灯不亮" not in page(clerk, reverse("mails"))
    back = reverse("bring_mail_back", args=[mail.pk])
    assert clerk.post(back)["Location"] == reverse("mail", args=[mail.pk])
    assert clerk.post(back).status_code == 422


def test_who_sent_it_is_seen_with_a_reason(clerk: Client, mail: Mail) -> None:
    address = reverse("unmask_mail", args=[mail.pk])
    assert clerk.post(address, {"why": ""}).status_code == 422
    assert ADDRESS in clerk.post(address, {"why": "回信告知"}).content.decode()


def test_what_is_attached_is_fetched(clerk: Client, mail: Mail) -> None:
    answer = clerk.get(reverse("mail_file", args=[mail.pk, mail.files.get().pk]))
    assert b"".join(answer.streaming_content) == b"\xff\xd8x"  # type: ignore[attr-defined]
    answer.close()
    assert clerk.get(reverse("mail_file", args=[mail.pk, 987])).status_code == 404


def test_a_tip_off_by_mail_is_taken_in_and_seen_no_more(county: County, clerk: Client, mail: Mail) -> None:
    address = reverse("take_in_mail", args=[mail.pk, "tip_off"])
    given = {"title": "举报某某", "text": "弄虚作假", "unit": county.centre.pk, "informant-0-name": "某"}
    assert clerk.post(address, given)["Location"] == reverse("mails")
    assert clerk.get(reverse("mail", args=[mail.pk])).status_code == 404
    assert "路灯不亮" not in page(clerk, reverse("mails") + "?state=taken")


def test_an_empty_box_says_what_comes_there(clerk: Client, county: County) -> None:
    assert "没有待处理的来信" in page(clerk, reverse("mails"))
    assert "没有这样的来信" in page(clerk, reverse("mails") + "?state=refused")
    assert "没有待处理的来信" in page(clerk, reverse("mails") + "?state=nothing")


def test_a_mail_is_made_no_kind_that_nobody_hands_in(clerk: Client, mail: Mail, county: County, enter: Enter) -> None:
    assert clerk.get(reverse("take_in_mail", args=[mail.pk, "approval"])).status_code in (200, 404)
    assert clerk.get(reverse("take_in_mail", args=[mail.pk, "nothing"])).status_code == 404
    assert clerk.get(reverse("take_in_mail", args=[mail.pk, "practical_matter"])).status_code == 403
