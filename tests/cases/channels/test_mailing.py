"""Mails to a centre: kept once, decided on, made into cases."""

import pytest
from pytest_django import Settings

from mofan.cases.catalogue import kind_of
from mofan.cases.channels.mailing import (
    bring_mail_back,
    keep_mail,
    mail_centre,
    mails_visible_to,
    mask_mail_address,
    sender_of,
    set_mail_aside,
    take_mail_in,
    unmask_sender,
)
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Case, Channel, Mail
from mofan.org.models import Access, History
from mofan.org.rules import RuleBroken
from tests.cases.channels.test_mail_reading import attach, letter
from tests.make import AT
from tests.make_cases import County

DEMAND = Intake(
    kind_of("public_demand"),
    "路灯不亮",
    Channel.WINDOW,
    parties=(PartyFacts("applicant", name="欧阳静", phone="13800005678"),),
)


def kept(county: County, text: str = "路灯坏了。", **headers: str) -> Mail:
    data = bytes(attach(letter(text, **headers), "照片.jpg", b"\xff\xd8x"))
    keep_mail(data, "一.eml", county.centre, at=AT)
    return Mail.objects.latest("pk")


def test_a_mail_waits_and_becomes_a_case_with_its_files(county: County) -> None:
    mail = kept(county)
    assert (mail.state, mail.subject, mail.text) == ("waiting", "路灯不亮", "路灯坏了。")
    case = take_mail_in(mail, DEMAND, county.centre, by=county.clerk, at=AT)
    assert (case.channel, case.outside) == ("mail", f"mail:{mail.key}")
    assert [one.name for one in case.files.all()] == ["照片.jpg"]
    assert [one.name for one in case.moves.all()] == ["登记", "添加附件"]
    assert (mail.state, mail.case, mail.decided_by) == ("taken", case, county.clerk)
    assert [one.verb for one in History.objects.filter(subject="cases.mail").order_by("pk")] == ["收信", "登记来信"]


def test_the_same_mail_is_kept_once(county: County) -> None:
    kept(county)
    again = keep_mail(bytes(letter("重寄的")), "二.eml", county.centre, at=AT)
    assert (again.what, Mail.objects.count()) == ("known", 1)


def test_two_who_take_it_in_make_one_case(county: County) -> None:
    mail = kept(county)
    other = Mail.objects.get(pk=mail.pk)
    take_mail_in(mail, DEMAND, county.centre, by=county.clerk, at=AT)
    with pytest.raises(RuleBroken, match="已经有人处理过"):
        take_mail_in(other, DEMAND, county.centre, by=county.dispatcher, at=AT)
    assert Case.objects.count() == 1


def test_who_sent_it_is_sealed_and_seen_with_a_reason(county: County) -> None:
    mail = kept(county)
    assert "citizen" not in mail.sealed
    with pytest.raises(RuleBroken, match="缘由"):
        unmask_sender(mail, " ", by=county.clerk, at=AT)
    with pytest.raises(RuleBroken, match="权限"):
        unmask_sender(mail, "回信", by=county.head, at=AT)
    assert unmask_sender(mail, "回信", by=county.clerk, at=AT).address == "jing@citizen.example"
    assert Access.objects.get().detail.endswith("回信")
    assert mask_mail_address("jing@citizen.example") == "j****@citizen.example"
    assert mask_mail_address("") == ""


def test_a_mail_is_set_aside_with_a_reason_and_brought_back(county: County) -> None:
    mail = kept(county)
    with pytest.raises(RuleBroken, match="缘由"):
        set_mail_aside(mail, "", by=county.clerk, at=AT)
    set_mail_aside(mail, "是广告", by=county.clerk, at=AT)
    assert (mail.state, mail.reason) == ("aside", "是广告")
    with pytest.raises(RuleBroken, match="已经有人处理过"):
        set_mail_aside(mail, "又一次", by=county.clerk, at=AT)
    bring_mail_back(mail, by=county.dispatcher, at=AT)
    assert (mail.state, mail.reason, mail.decided_by) == ("waiting", "", None)


def test_an_automatic_answer_is_set_aside_by_a_rule_and_can_be_brought_back(county: County) -> None:
    mail = kept(county, Auto_Submitted="auto-replied")
    assert (mail.state, mail.reason, mail.decided_by) == ("aside", "自动回复", None)
    bring_mail_back(mail, by=county.clerk, at=AT)
    assert mail.state == "waiting"


def test_of_a_mail_with_a_secrecy_mark_nothing_is_kept(county: County) -> None:
    done = keep_mail(bytes(attach(letter("机密★10年\n某事"), "a.jpg", b"x")), "三.eml", county.centre, at=AT)
    mail = Mail.objects.get()
    assert done.what == mail.state == "refused"
    assert "机密★10年" in mail.reason
    assert (mail.subject, mail.text, mail.sealed, mail.files.count()) == ("", "", "", 0)
    assert sender_of(mail).address == ""
    assert keep_mail(bytes(letter("机密★10年\n某事")), "三.eml", county.centre, at=AT).what == "known"


def test_a_broken_mail_is_said(county: County) -> None:
    assert keep_mail(b"\x00", "坏.eml", county.centre, at=AT).why.startswith("这不是邮件")
    assert keep_mail(b"\x00", "坏.eml", county.centre, at=AT).what == "known"


@pytest.mark.parametrize("who", ["head", "water_handler", "county_viewer", "outsider", "town_handler"])
def test_who_does_not_take_in_sees_no_mail_and_decides_nothing(who: str, county: County) -> None:
    mail, person = kept(county), getattr(county, who)
    assert not mails_visible_to(person).exists()
    for act in (
        lambda: set_mail_aside(mail, "不要", by=person, at=AT),
        lambda: bring_mail_back(mail, by=person, at=AT),
        lambda: take_mail_in(mail, DEMAND, county.centre, by=person, at=AT),
    ):
        with pytest.raises(RuleBroken, match="您没有这个身份"):
            act()


def test_a_mail_that_became_a_tip_off_is_seen_no_more(county: County) -> None:
    """The clerk who took it in has read it; from then on only the officer has it."""
    mail = kept(county, "举报：某某公司弄虚作假。")
    tip = Intake(kind_of("tip_off"), "举报某某公司", Channel.MAIL, parties=(PartyFacts("informant", name="某"),))
    case = take_mail_in(mail, tip, county.centre, by=county.clerk, at=AT)
    assert case.restricted
    assert case.files.count() == 1
    for person in (county.clerk, county.dispatcher):
        assert not mails_visible_to(person).exists()
    assert mails_visible_to(county.tip_officer).get() == mail


def test_the_centre_is_the_one_that_is_set_or_the_highest(county: County, settings: Settings) -> None:
    assert mail_centre() == county.centre
    settings.MAIL_CENTRE = "没有这个中心"
    assert mail_centre() is None
    settings.MAIL_CENTRE = "县社会治理中心"
    assert mail_centre() == county.centre
