"""Who may open what of the cases: every address against every role, tip-offs beside ordinary cases, strangers; and a
canary that nobody without the right ever sees."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from mofan.cases.actions import Blow, Issue, ask_extension, attach, issue_letter, move, record_callback, whistle
from mofan.cases.actions.calling_back import Said
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Case, Channel, Satisfied
from mofan.org.models import Person, RoleGrant
from mofan.org.roles import Role, UnitRole
from mofan.web.case_urls import urlpatterns
from tests.make import AT, make_person
from tests.make_cases import County, dispatched, make_county, taken_in
from tests.stock import Kept, below_each_test, copy_of
from tests.web.conftest import Enter

LOOKS = ("case", "case_since", "case_units", "case_file", "merge_case")
"""Of one case: for whoever may read it; for others it is not there."""
ACTS = (
    *("move_case", "dispatch_case", "answer_point", "unmask_party", "move_leg", "attach_to_case", "take_case_file_off"),
    *(
        "deliver_case_letter",
        "void_case_letter",
        "link_case",
        "unlink_case",
        "mediate_case",
        "extend_clock",
        "call_back",
        "exclude_callback",
        "blow_whistle",
        "classify_case",
        "wave_off",
        "end_whistle",
        "answer_call",
    ),
)
"""What is done to one case: for others it is not there; who reads it and may not is told so, and nothing changes."""
OPEN = (
    *("cases", "export_my_cases", "all_cases", "export_cases", "case_kinds", "intake_units", "cases_alike"),
    *("rectification", "export_rectification"),
    *("case_desk", "case_board", "case_dashboard", "whistles"),
    *("case_routing", "case_hot_spots", "case_suggested"),
)
"""Pages for everybody: each shows what he may see."""
OF_THOSE_WHO_ACT = ("case_letter", "case_letter_file", "case_dossier")
"""Letters name the addressee: for those who have a part in the case; who only reads it is told so (403)."""
OWN = (
    "import_rectification",
    "confirm_rectification",
    "take_in_case",
)
"""For those who take in: others are told so (403)."""
PUBLIC = ("portal", "hand_in", "follow", "rate_case", "case_code", "case_picture", "public_figures", "privacy")
"""Without signing in; tested beside them."""
OF_THOSE_ABOVE = ("see_alert",)
"""For those to whom it was reported: for others it is not there (`test_case_steps`)."""
RULES = ("add_routing_rule", "change_routing_rule", "move_routing_rule", "end_routing_rule")
"""For dispatchers of the centre; tested with the page of the rules."""
POSTED = {*ACTS, "case_dossier", "cases_alike", "case_suggested"}
CANARY = "金丝雀密语"
"""Stands in the text, the title and the names of a tip-off."""


class Ground:
    """One case far on its way, and one tip-off, both with everything that an address can name."""

    def __init__(self, county: County) -> None:
        self.county = county
        (leg,) = dispatched(county)
        self.case = leg.case
        self.ids = self._ids(self.case, leg.pk)
        self.ids["extension"] = ask_extension(
            leg.clocks.get(code="finish"), 3, "要开挖", by=county.water_handler, at=AT
        ).pk
        blow = Blow(county.centre, (county.town,), "到现场", AT.replace(year=2999))
        blown = whistle(self.case, blow, by=county.dispatcher, at=AT)
        self.ids |= {"whistle": blown.pk, "call": blown.calls.get().pk}
        self.ids["letter"] = issue_letter(self.case, Issue("acceptance", "已受理。"), by=county.dispatcher, at=AT).pk
        self.ids["file"] = attach(self.case, "照片.jpg", [b"x"], by=county.dispatcher, at=AT).pk
        self.tip = taken_in(
            county,
            Intake(
                kind_of("tip_off"),
                f"{CANARY}举报标题",
                Channel.WINDOW,
                text=f"{CANARY}举报内容",
                place=f"{CANARY}地点",
                parties=(
                    PartyFacts("informant", name=f"{CANARY}某", phone="13912345678"),
                    PartyFacts("respondent", organisation=f"{CANARY}公司", unit=county.streets),
                ),
            ),
        )

    def _ids(self, case: Case, leg: int) -> dict[str, int]:
        party = case.parties.filter(role="applicant").get()
        last = case.moves.last()
        assert last is not None
        return {"leg": leg, "party": party.pk, "no": 1, "last": last.pk, "callback": 1, "link": 1}

    def address(self, name: str, case: Case | None = None) -> str:
        given: dict[str, Any] = {"pk": (case or self.case).pk, **self.ids}
        given |= {"kind": "public_demand", "code": "sign" if name == "move_leg" else "accept", "verb": "grant"}
        given["what"] = "category"
        if name == "mediate_case":
            given["verb"] = "end"
        if name == "case_letter":
            given["code"] = "acceptance" if case is None else "refusal"
        if name == "answer_call":
            given["verb"] = "come"
        route = next(one for one in urlpatterns if one.name == name).pattern
        return reverse(name, kwargs={key: given[key] for key in route.converters})

    def ask(self, client: Client, name: str, case: Case | None = None) -> int:
        address = self.address(name, case)
        answer: Any = client.post(address) if name in POSTED else client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        answer.close()
        return int(answer.status_code)


@pytest.fixture(scope="module")
def ground_of_all(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept[Ground]]:
    with below_each_test(django_db_blocker, tmp_path_factory.mktemp("ground"), lambda: Ground(make_county())) as kept:
        yield kept


@pytest.fixture
def ground(ground_of_all: Kept[Ground], db: None, home: Path) -> Ground:
    return copy_of(ground_of_all, home)


def holding(role: UnitRole, ground: Ground, *, beside: bool = False) -> Person:
    person = make_person(f"as-{role}", Role.READER)
    Person.objects.filter(pk=person.pk).update(unit=None)
    unit = ground.county.streets if beside else ground.county.centre
    RoleGrant.objects.create(person=person, unit=unit, role=role, until=AT.date().replace(year=2999))
    person.refresh_from_db()
    return person


def standing(case: Case) -> tuple[Any, ...]:
    case.refresh_from_db()
    legs = tuple(case.legs.order_by("pk").values_list("state", "signed_at"))
    return case.state, case.decision, case.moves.count(), legs


def test_every_address_is_crossed_here_or_set_apart() -> None:
    assert sorted(str(one.name) for one in urlpatterns) == sorted(
        [*LOOKS, *ACTS, *OPEN, *OWN, *PUBLIC, *OF_THOSE_WHO_ACT, *OF_THOSE_ABOVE, *RULES]
    )


@pytest.mark.parametrize("role", UnitRole)
def test_each_role_in_the_centre_reads_the_case(role: UnitRole, ground: Ground, enter: Enter) -> None:
    client = enter(holding(role, ground))
    for name in LOOKS:
        assert ground.ask(client, name) == 200, name
    for name in OPEN:
        assert ground.ask(client, name) == 200, name
    acting = role in (
        UnitRole.CLERK,
        UnitRole.DISPATCHER,
        UnitRole.LEADER,
        UnitRole.SUPERVISOR,
        UnitRole.MEDIATOR,
        UnitRole.HANDLER,
        UnitRole.TIP_OFFICER,
    )
    for name in OF_THOSE_WHO_ACT:
        assert ground.ask(client, name) == (200 if acting else 403), name
    taking_in = role in (UnitRole.CLERK, UnitRole.DISPATCHER)
    assert ground.ask(client, "take_in_case") == (200 if taking_in else 403)


@pytest.mark.parametrize("role", [UnitRole.READER, UnitRole.RECORDER, UnitRole.INSPECTOR, UnitRole.ADMINISTRATOR])
def test_who_only_reads_changes_nothing(role: UnitRole, ground: Ground, enter: Enter) -> None:
    client, before = enter(holding(role, ground)), standing(ground.case)
    for name in ACTS:
        assert ground.ask(client, name) in (200, 404, 422), name
    assert standing(ground.case) == before


@pytest.mark.parametrize("role", UnitRole)
def test_no_role_in_the_unit_beside_finds_it(role: UnitRole, ground: Ground, enter: Enter) -> None:
    client, before = enter(holding(role, ground, beside=True)), standing(ground.case)
    for name in (*LOOKS, *ACTS, *OF_THOSE_WHO_ACT):
        assert ground.ask(client, name) == 404, name
    for name in OPEN:
        answer = client.post(ground.address(name)) if name in POSTED else client.get(ground.address(name))
        assert ground.case.title not in answer.content.decode("utf-8", "ignore"), name
    assert standing(ground.case) == before


def test_strangers_find_nothing(ground: Ground, enter: Enter) -> None:
    client = enter(ground.county.outsider)
    for name in (*LOOKS, *ACTS, *OF_THOSE_WHO_ACT):
        assert ground.ask(client, name) == 404, name
    assert ground.ask(client, "take_in_case") == 403


def test_nobody_comes_in_without_signing_in(ground: Ground) -> None:
    for name in (*LOOKS, *ACTS, *OPEN, *OWN, *OF_THOSE_WHO_ACT):
        assert ground.ask(Client(), name) == 302, name


@pytest.mark.parametrize("role", [one for one in UnitRole if one != UnitRole.TIP_OFFICER])
def test_a_tip_off_is_not_there_for_any_other_role(role: UnitRole, ground: Ground, enter: Enter) -> None:
    client, before = enter(holding(role, ground)), standing(ground.tip)
    for name in (*LOOKS, *ACTS, *OF_THOSE_WHO_ACT):
        assert ground.ask(client, name, ground.tip) == 404, name
    assert standing(ground.tip) == before


def pages_of(client: Client, ground: Ground) -> dict[str, str]:
    """Every page that takes no one case, as this person sees it, asked in ways that could betray something."""
    words: list[dict[str, str]] = [{}, {"words": CANARY}, {"kind": "tip_off"}, {"q": CANARY}, {"title": CANARY}]
    words += [{"words": ground.tip.code}, {"order": "title"}, {"tab": "undecided"}]
    found = {}
    for name in OPEN:
        for asked in words:
            address = ground.address(name)
            more = {"place": CANARY, "informant-0-phone": "13912345678", "applicant-0-phone": "13912345678"}
            answer = client.post(address, asked | more) if name in POSTED else client.get(address, asked)
            found[f"{name} {asked}"] = _whole(answer.content)
    for address in ("/", "/figures/", f"/library/?q={CANARY}", "/reminders/", "/records/all/", "/units/", "/drafts/"):
        found[address] = _whole(client.get(address, follow=True).content)
    for name in LOOKS:
        found[name] = _whole(client.get(ground.address(name, ground.tip)).content)
    return found


def _whole(content: bytes) -> str:
    """What a page or a workbook says."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "ignore")
    from html import unescape  # workbooks write characters as references
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as packed:
        return unescape("".join(packed.read(one).decode("utf-8", "ignore") for one in packed.namelist()))


@pytest.mark.parametrize(
    "who", ["dispatcher", "clerk", "head", "streets_handler", "county_viewer", "outsider", "administrator"]
)
def test_the_canary_is_seen_nowhere(who: str, ground: Ground, enter: Enter) -> None:
    person = make_person("admin", Role.ADMINISTRATOR) if who == "administrator" else getattr(ground.county, who)
    for where, said in pages_of(enter(person), ground).items():
        told = [f"{CANARY}{one}" for one in ("举报", "地点", "公司", "某")]
        assert not [one for one in told if one in said], where  # what was asked for stands on the page, no more
        assert f"{ground.tip.code}</" not in said, where
        assert reverse("case", args=[ground.tip.pk]) not in said, where
        assert "13912345678" not in said, where


def test_the_officer_sees_the_tip_off_and_not_who_told(ground: Ground, enter: Enter) -> None:
    said = enter(ground.county.tip_officer).get(ground.address("case", ground.tip)).content.decode()
    assert f"{CANARY}举报内容" in said
    assert "13912345678" not in said
    assert "保密" in said


@pytest.mark.parametrize("who", ["dispatcher", "clerk", "head", "water_handler", "county_viewer"])
def test_a_telephone_number_is_masked_on_every_page(who: str, ground: Ground, enter: Enter) -> None:
    client = enter(getattr(ground.county, who))
    for name in ("cases", "all_cases", "export_cases", "export_my_cases", "case_desk", "case_board", "case"):
        assert "13800005678" not in _whole(client.get(ground.address(name)).content), name


def test_the_unit_that_is_reported_never_hears_of_it(ground: Ground, enter: Enter) -> None:
    county = ground.county
    RoleGrant.objects.create(person=county.streets_handler, unit=county.root, role=UnitRole.TIP_OFFICER)
    client = enter(county.streets_handler)
    assert client.get(ground.address("case", ground.tip)).status_code == 404


def test_what_a_callback_needs_is_crossed_too(ground: Ground, enter: Enter) -> None:
    """A closed case has a callback that only the centre writes."""
    from tests.make_cases import approved

    case = approved(ground.county)
    for point in case.points.all():
        from mofan.cases.actions import answer_point

        answer_point(case, point.no, "已修好", by=ground.county.dispatcher, at=AT)
    move(case, "close", {"outcome": "solved", "reply": "好了"}, by=ground.county.dispatcher, at=AT)
    callback = case.callbacks.get()
    address = reverse("call_back", args=[case.pk, callback.pk])
    for who, status in ((ground.county.water_handler, 422), (ground.county.outsider, 404)):
        assert enter(who).post(address, {"contacted": "1", "solved": "1", "satisfied": "yes"}).status_code == status
    callback.refresh_from_db()
    assert callback.state == "due"
    said = Said(True, True, Satisfied.YES)
    record_callback(callback, said, by=ground.county.dispatcher, at=callback.due_at)
