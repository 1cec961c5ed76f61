"""A canary in a tip-off, and personal data in an ordinary case: looked for on every page and in every file, feed and
error page that somebody without the right can ask for."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from mofan.cases import public_page, suggesting
from mofan.cases.actions import Dispatch, attach, dispatch, issue_letter, move, raise_alerts
from mofan.cases.actions.writing_letters import Issue
from mofan.cases.catalogue import kind_of
from mofan.cases.channels.mailing import keep_mail, take_mail_in
from mofan.cases.hot_spots import hot_spots_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Case, Channel, Mail
from mofan.cases.queries import Asked
from mofan.cases.similar import Asking, similar_cases
from mofan.org.actions import open_feed
from mofan.org.feed_secrets import secret_of
from mofan.org.models import Person, RoleGrant
from mofan.org.roles import Role, UnitRole
from mofan.records.actions import remind
from mofan.records.models import Digest
from mofan.web import case_urls, channel_urls, draft_urls, figure_urls, record_urls, unit_urls
from tests.cases.channels.test_mail_reading import attach as attached
from tests.cases.channels.test_mail_reading import letter
from tests.make import AT, make_person
from tests.make_cases import dispatched, make_county, taken_in
from tests.stock import Kept, below_each_test, copy_of
from tests.web.conftest import Enter

CANARY = "金丝雀密语"
TOLD = tuple(f"{CANARY}{one}" for one in ("标题", "内容", "地点", "某", "公司", "附件", "核查", "来信"))
"""Words of the tip-off: each more than what is asked for, which a page may repeat."""
PHONE, WITNESS = "13800005678", "13912345678"
"""Of the ordinary case's applicant, and of the informant."""
MATTER = ("/", "/library/", "/library/browse/", "/library/new/", "/health", "/account", "/people/", "/matters/")


class Place:
    """An ordinary case with a leg, and tip-offs: one at a window, dispatched and overdue, one that came by mail, one
    refused by letter."""

    def __init__(self) -> None:
        county = self.county = make_county()
        (self.leg,) = dispatched(county)
        self.ordinary = self.leg.case
        accused = county.outsider
        tip = Intake(
            kind_of("tip_off"),
            f"{CANARY}标题",
            Channel.HOTLINE,
            text=f"{CANARY}内容",
            place=f"{CANARY}地点",
            points=(f"{CANARY}核查",),
            parties=(
                PartyFacts("informant", name=f"{CANARY}某", phone=WITNESS),
                PartyFacts("respondent", organisation=f"{CANARY}公司", unit=county.streets, person=accused),
            ),
        )
        self.tip = taken_in(county, tip, at=AT - timedelta(days=60))
        officer, at = county.tip_officer, AT - timedelta(days=59)
        move(self.tip, "accept", by=officer, at=at)
        dispatch(self.tip, Dispatch(county.water, (), f"{CANARY}核查"), by=officer, at=at)
        attach(self.tip, f"{CANARY}附件.jpg", [CANARY.encode()], by=officer, at=at)
        refused = taken_in(county, tip, at=at)
        move(refused, "refuse", {"ground": "tip_no_clue", "why": f"{CANARY}线索不清"}, by=officer, at=at)
        issue_letter(refused, Issue("refusal", f"{CANARY}内容"), by=officer, at=at)
        keep_mail(
            bytes(attached(letter(f"{CANARY}来信", Subject=f"{CANARY}来信"), "a.jpg", b"x")), "a", county.centre, at=AT
        )
        against = (PartyFacts("respondent", unit=county.streets, person=accused),)
        mailed = Intake(kind_of("tip_off"), f"{CANARY}来信", Channel.MAIL, text=f"{CANARY}来信", parties=against)
        self.mail = Mail.objects.get()
        take_mail_in(self.mail, mailed, county.centre, by=officer, at=AT)
        raise_alerts(at=timezone.now())
        remind(at=timezone.now())

    def person(self, who: str) -> Person:
        county = self.county
        if who == "administrator":
            return make_person("boss", Role.ADMINISTRATOR)
        if who == "the accused with every role":
            until = AT.date().replace(year=2999)
            for role in UnitRole:
                RoleGrant.objects.create(person=county.outsider, unit=county.root, role=role, until=until)
            return Person.objects.get(pk=county.outsider.pk)
        if who == "a tip-off officer of the unit reported":
            RoleGrant.objects.create(person=county.streets_handler, unit=county.root, role=UnitRole.TIP_OFFICER)
            return Person.objects.get(pk=county.streets_handler.pk)
        if who == "a tip-off officer elsewhere":
            made = make_person("elsewhere")
            RoleGrant.objects.create(person=made, unit=county.town, role=UnitRole.TIP_OFFICER)
            RoleGrant.objects.create(person=made, unit=county.root, role=UnitRole.LEADER)
            return Person.objects.get(pk=made.pk)
        found: Person = getattr(county, who)
        return found


WITHOUT = (
    "clerk",
    "water_handler",
    "administrator",
    "the accused with every role",
    "a tip-off officer of the unit reported",
    "a tip-off officer elsewhere",
)
"""Who has no right to these tip-offs: who takes others in, the unit that one was sent to, the accused; the lists of
cases are asked for as every role and as strangers in test_case_permissions.py."""
WIDELY = ("administrator", "the accused with every role")
"""Whoever sees most of all else looks into the rooms beside the cases too."""


@pytest.fixture(scope="module")
def place_of_all(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept[Place]]:
    with below_each_test(django_db_blocker, tmp_path_factory.mktemp("place"), Place) as kept:
        yield kept


@pytest.fixture
def place(place_of_all: Kept[Place], db: None, home: Path) -> Place:
    return copy_of(place_of_all, home)


def addresses(place: Place, *, widely: bool) -> list[tuple[str, bool]]:
    """Every address of the rooms that can be asked for with what the tip-off's rows would name, and the others; and
    whether it lists something."""
    rows: dict[str, Any] = {"leg": 1, "party": 1, "no": 1, "last": 0, "callback": 1, "link": 1, "letter": 1, "file": 1}
    rows |= {
        "extension": 1,
        "whistle": 1,
        "call": 1,
        "kind": "tip_off",
        "verb": "end",
        "what": "category",
        "code": "accept",
    }
    found = [(one, True) for one in MATTER]
    beside = (record_urls, draft_urls, unit_urls) if widely else ()
    for urls in (case_urls, channel_urls, figure_urls, *beside):
        for route in urls.urlpatterns:
            keys = set(route.pattern.converters)
            name = str(route.name)
            if urls is figure_urls and "code" in keys:
                codes = ("cases.received", "cases.tip_off.received", "cases.public_demand.received")
                found += [(reverse(name, args=[code]), False) for code in codes]
            elif not keys:
                found.append((reverse(name), True))
            elif urls in (case_urls, channel_urls) and keys <= {"pk", *rows}:
                pk = place.mail.pk if urls is channel_urls else place.tip.pk
                found.append((reverse(name, kwargs={key: {"pk": pk, **rows}[key] for key in keys}), False))
    return found


ASKED: tuple[dict[str, str], ...] = ({}, {"q": CANARY, "words": CANARY, "kind": "tip_off", "state": "taken"})


def whole(answer: Any) -> str:
    """What an answer says, unpacked where it is a workbook or a document; its headers too. Workbooks write characters
    as references (&#37329;)."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    told = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as packed:
            data = unescape(b"\n".join(map(packed.read, packed.namelist())).decode("utf-8", "ignore")).encode()
    return f"{told}\n{data.decode('utf-8', 'ignore')}"


def betrayed(said: str, tip: Case) -> list[str]:
    """What of the tip-off stands there."""
    return [one for one in (*TOLD, WITNESS, f"{tip.code}<", f'"{reverse("case", args=[tip.pk])}"') if one in said]


@pytest.mark.parametrize("who", WITHOUT)
def test_nothing_of_a_tip_off_is_told(who: str, place: Place, enter: Enter) -> None:
    me = place.person(who)
    client = enter(me)
    client.raise_request_exception = False
    for address, lists in addresses(place, widely=who in WIDELY):
        for asked in ASKED if lists and who in WIDELY else ASKED[:1]:
            answer: Any = client.get(address, asked)
            assert answer.status_code != 500, address
            assert betrayed(whole(answer), place.tip) == [], (address, asked)
    for name in ("cases_alike", "case_suggested"):
        given = {
            "title": CANARY,
            "text": CANARY,
            "place": CANARY,
            "applicant-0-phone": WITNESS,
            "informant-0-phone": WITNESS,
        }
        address = reverse(name, args=["public_demand"] if name == "case_suggested" else [])
        assert betrayed(whole(client.post(address, given)), place.tip) == [], name
    kind = kind_of("public_demand")
    assert similar_cases(me, kind, Asking(CANARY, CANARY, CANARY)) == []
    assert similar_cases(me, kind_of("tip_off"), Asking(CANARY)) == []
    spots = hot_spots_of(me, Asked(), timezone.localdate(), days=365, least=1)
    assert place.tip.pk not in {pk for spot in spots for pk in spot.cases}
    feed = reverse("feed", args=[secret_of(open_feed(by=me, at=timezone.now()).nonce)])
    calendar = whole(Client().get(feed))
    assert "BEGIN:VCALENDAR" in calendar
    assert betrayed(calendar, place.tip) == []


def test_those_who_may_are_told(place: Place, enter: Enter) -> None:
    """So that the canary sings at all: what is looked for above stands on the officer's pages."""
    client = enter(place.county.tip_officer)
    page = whole(client.get(reverse("case", args=[place.tip.pk])))
    assert not [one for one in TOLD[:2] if one not in page]
    assert f"{CANARY}标题" in whole(client.get(reverse("all_cases")))
    assert f"{CANARY}标题" in whole(client.get(reverse("export_cases")))
    assert f"{CANARY}来信" in whole(client.get(reverse("mail", args=[place.mail.pk])))
    assert WITNESS not in page


def test_digests_and_what_was_learnt_hold_nothing(place: Place) -> None:
    assert not [
        one for digest in Digest.objects.exclude(person=place.county.tip_officer) for one in TOLD if one in digest.text
    ]
    Case.objects.filter(pk=place.tip.pk).update(
        closed_at=timezone.now(), category=next(iter(kind_of("tip_off").categories))
    )
    assert suggesting.learn_from_cases().cases == 0
    assert suggesting.suggest_category(kind_of("tip_off"), CANARY, CANARY) is None


def test_error_pages_repeat_nothing(place: Place, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter(place.county.dispatcher)
    client.raise_request_exception = False

    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError(f"{CANARY}标题 {PHONE}")

    monkeypatch.setattr("mofan.web.views.cases.listing.all_of", breaks)
    answers = {
        500: client.get(reverse("all_cases")),
        404: client.get(reverse("case", args=[place.tip.pk])),
        403: enter(place.county.county_viewer).get(reverse("take_in_case", args=["tip_off"])),
    }
    for status, answer in answers.items():
        said = whole(answer)
        assert answer.status_code == status
        assert betrayed(said, place.tip) == []
        assert "Traceback" not in said
        assert PHONE not in said


def test_the_public_page_tells_no_unit_and_no_words(place: Place) -> None:
    code = place.tip.code
    for proof in (public_page.secret_of(code), public_page.word_of(code)):
        found = whole(Client().post(reverse("follow"), {"code": code, "proof": proof}, follow=True))
        assert [one for one in (*TOLD[:1], *TOLD[2:5], WITNESS, "县水务局", "县社会治理中心") if one in found] == []
    assert Client().get(reverse("case_code", args=[code, "x" * 24])).status_code == 404
    stranger = whole(Client().post(reverse("follow"), {"code": code, "proof": "0000"}))
    assert "没有查到" in stranger
    assert betrayed(re.sub(r'value="[^"]*"', "", stranger), place.tip) == []
    for address in (reverse("portal"), reverse("public_figures"), reverse("privacy")):
        assert betrayed(whole(Client().get(address)), place.tip) == []


@pytest.mark.parametrize("who", ["dispatcher", "water_handler", "county_viewer", "administrator"])
def test_people_are_masked_wherever_the_case_is_shown(who: str, place: Place, enter: Enter) -> None:
    client = enter(place.person(who))
    pk = place.ordinary.pk
    shown = [reverse(name, args=[pk]) for name in ("case",)]
    shown += [reverse("case_since", args=[pk, 0]), "/", "/reminders/"]
    shown += [reverse(name) for name in ("cases", "all_cases", "export_cases", "export_my_cases", "case_desk")]
    shown += [reverse(name) for name in ("case_board", "case_dashboard", "case_hot_spots", "case_routing")]
    shown.append(reverse("figure", args=["cases.public_demand.received"]))
    for address in shown:
        said = whole(client.get(address, follow=True))
        assert PHONE not in said, address
        assert "欧阳静" not in said, address
