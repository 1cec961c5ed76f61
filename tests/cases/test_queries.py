"""What waits for whom, and what is public by code."""

from datetime import date, timedelta
from itertools import product

import pytest

from mofan.cases import queries
from mofan.cases.actions import ask_return, assign, move, sign, take_in
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.kinds import MEASURES, Measure
from mofan.cases.models import Case, Channel, Clock
from mofan.cases.queries import Asked, Received
from mofan.org.models import Person, RoleGrant
from mofan.org.roles import UnitRole
from tests.make import AT, make_person
from tests.make_cases import County, accepted, approved, dispatched, submitted, taken_in

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TIP = Intake(
    kind_of("tip_off"),
    "城管局工作人员收受商户好处",
    Channel.WINDOW,
    text="每月收一次。",
    parties=(PartyFacts("informant", name="匿名", phone="13900001111"),),
)
PRACTICAL = Intake(
    kind_of("practical_matter"), "新建三处直饮水点", Channel.OWN, values={"goal": "三处", "due_on": date(2026, 12, 20)}
)


def test_my_work_shows_what_is_due_first(county: County) -> None:
    dispatched(county, urgency="complex")
    dispatched(county, title="又一件急事", urgency="urgent")
    work = list(queries.my_work(county.water_handler))
    assert (work[0].case.title, work[0].code) == ("又一件急事", "sign")
    assert [one.due_at for one in work] == sorted(one.due_at for one in work)
    assert not queries.my_work(county.streets_handler).exists()


def test_a_tip_off_waits_for_those_who_are_named_for_it_from_the_day_it_came(county: County) -> None:
    officer = make_person("named", name="钟楚")
    RoleGrant.objects.create(person=officer, unit=county.centre, role=UnitRole.TIP_OFFICER)
    tip = taken_in(county, TIP)
    owed = [(one.case, one.code) for one in queries.my_work(Person.objects.get(pk=officer.pk))]
    assert owed == [(tip, "verify")]
    assert not queries.my_work(county.dispatcher).filter(case=tip).exists()


def test_the_desk_shows_what_waits_at_the_centre(county: County) -> None:
    new, ready = taken_in(county), accepted(county)
    leg = submitted(county)
    (back,) = dispatched(county)
    ask_return(back, "不归我们管", by=county.water_handler, at=AT)
    waiting = queries.desk(county.dispatcher, county.centre)
    assert list(waiting.undecided) == [new]
    assert list(waiting.to_dispatch) == [ready]
    assert list(waiting.to_review) == [leg]
    assert list(waiting.returns) == [back]
    assert not queries.desk(county.outsider, county.centre).undecided.exists()


def test_at_the_desk_danger_to_life_goes_before_what_came_first(county: County) -> None:
    first = taken_in(county)
    urgent, life = (
        taken_in(county, at=AT + MINUTE, urgency="urgent"),
        taken_in(county, at=AT + DAY, urgency="emergency"),
    )
    assert list(queries.desk(county.dispatcher, county.centre).undecided) == [life, urgent, first]


def test_what_is_neither_accepted_nor_refused_by_its_kind_is_not_undecided(county: County) -> None:
    listed = take_in(PRACTICAL, county.centre, by=county.dispatcher, at=AT)
    assert listed.decision == "undecided"
    assert not queries.desk(county.dispatcher, county.centre).undecided.exists()


def test_received_is_refused_and_accepted_and_undecided(county: County) -> None:
    taken_in(county)
    accepted(county)
    refused = taken_in(county)
    move(refused, "refuse", {"ground": "other_authority", "why": "请找燃气公司"}, by=county.dispatcher, at=AT)
    assert queries.received(Case.objects.all()) == Received(3, 1, 1, 1)


@pytest.mark.parametrize("measure", MEASURES)
def test_clocks_are_found_by_how_they_stand(measure: Measure, county: County) -> None:
    (leg,) = dispatched(county)
    leg.clocks.all().delete()
    started = AT - 90 * DAY
    for number, added, minutes, paused in product(
        (1, 3, 4, 30), (0, 1), (-1, 59, 60 * 24, 60 * 47, 60 * 24 * 7), (0, 1)
    ):
        Clock.objects.create(
            case=leg.case, leg=leg, unit=leg.unit, code=f"{number} {added} {minutes} {paused}", name="办理",
            number=number, added=added, measure=measure, started_at=started, due_at=AT + minutes * MINUTE,
            paused_at=started if paused else None,
        )  # fmt: skip
    clocks, found = Clock.objects.running(), Clock.objects.running().conditions(AT)
    for standing in ("overdue", "soon", "paused"):
        expected = {one.pk for one in clocks if one.standing(AT) == standing}
        assert {one.pk for one in clocks.filter(found[standing])} == expected
        assert expected


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), 2),
        (Asked(kind="dispute"), 0),
        (Asked(state="handling"), 1),
        (Asked(category="housing", channel="window", urgency="ordinary", decision="accepted"), 2),
        (Asked(words="停水 三号楼"), 2),
        (Asked(words="供暖"), 0),
        (Asked(since=AT.date(), until=AT.date()), 2),
        (Asked(since=AT.date() + DAY), 0),
        (Asked(until=AT.date() - DAY), 0),
        (Asked(overdue_at=AT + 30 * DAY), 1),
        (Asked(order="title"), 2),
        (Asked(order="nonsense"), 2),
    ],
)
def test_a_list_is_narrowed(asked: Asked, found: int, county: County) -> None:
    accepted(county)
    dispatched(county)
    rows = queries.case_list(county.dispatcher, asked)
    assert rows.count() == found
    assert list(queries.case_list(county.dispatcher, asked, many=True)) == list(rows)


def test_the_list_of_all_is_the_same_and_as_many_whichever_way_it_is_found(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    (leg,) = dispatched(county)
    dispatched(county, at=AT + MINUTE)
    accepted(county)
    taken_in(county, TIP)
    sign(leg, by=county.water_handler, at=AT)
    assign(leg, county.water_head, by=county.water_handler, at=AT)
    RoleGrant.objects.filter(person=county.water_head).delete()  # reads only what he handles
    people = [one for one in vars(county).values() if isinstance(one, Person)]
    for many, limit in ((False, 2_000), (True, 0)):
        monkeypatch.setattr(queries, "MANY", limit)
        for person in people:
            rows, count = queries.all_of(person)
            assert list(rows) == list(queries.cases_visible_to(person)), (person, many)
            assert count == len(rows), (person, many)
    assert {queries.all_of(one)[1] for one in (county.water_head, county.dispatcher, county.outsider)} == {0, 1, 3}


def test_a_list_of_a_unit_has_what_it_received_and_what_it_handles(county: County) -> None:
    (leg,) = dispatched(county)
    assert queries.case_list(county.dispatcher, Asked(unit=county.water.pk)).get() == leg.case
    assert queries.case_list(county.dispatcher, Asked(unit=county.centre.pk)).get() == leg.case
    assert not queries.case_list(county.dispatcher, Asked(unit=county.streets.pk)).exists()
    assert queries.case_list(county.dispatcher, Asked(words=leg.case.code.lower())).get() == leg.case


def test_by_code_a_person_reads_how_it_goes_and_nothing_private(county: County) -> None:
    case = taken_in(county)
    move(case, "refuse", {"ground": "other_route_open", "why": "法院正在审理"}, by=county.dispatcher, at=AT)
    shown = queries.public_case(case.code.replace("-", "").lower())
    assert shown is not None
    assert [one.words for one in shown.steps] == ["已登记", "不予受理"]
    assert (shown.state, shown.unit) == ("不予受理", "县社会治理中心")
    assert "法院" in shown.elsewhere
    assert "欧阳" not in repr(shown)
    assert "停水" not in repr(shown)
    assert queries.public_case("261120-AAAA-AAAA-A") is None
    assert queries.public_case("不是编码") is None


def test_the_buttons_of_a_case_and_of_a_leg(county: County) -> None:
    (leg,) = dispatched(county)
    assert [one.code for one in queries.next_moves(leg.case, county.dispatcher)] == ["dispatch", "close", "withdraw"]
    assert [one.code for one in queries.next_leg_moves(leg, county.water_handler)] == ["sign", "assign", "ask_return"]
    assert queries.next_moves(leg.case, county.outsider) == ()


def test_a_tip_off_is_read_by_those_named_for_it_alone(county: County, leader: object) -> None:
    case = taken_in(county, TIP)
    readers = [county.clerk, county.dispatcher, county.head, county.county_viewer, county.outsider, leader]
    assert not any(queries.cases_visible_to(one).exists() for one in readers)  # type: ignore[arg-type]
    assert queries.cases_visible_to(county.tip_officer).get() == case
    shown = queries.public_case(case.code)
    assert shown is not None
    assert shown.unit == ""


def test_a_tip_off_is_never_shown_where_it_is_against(county: County) -> None:
    against = PartyFacts("respondent", name="某人", unit=county.centre)
    taken_in(county, TIP, parties=(*TIP.parties, against))
    assert not queries.cases_visible_to(county.tip_officer).exists()


def test_the_timeline_and_the_clocks_of_a_case(county: County) -> None:
    case = approved(county)
    assert [one.code for one in queries.timeline(case)][:3] == ["take_in", "accept", "dispatch"]
    assert {one.code for one in queries.clocks_of(case)} == {"decide", "sign", "finish"}
    assert queries.legs_of(case).get().outcome == "solved"
