"""The figures of the records (数): every one agrees with a count in plain Python over the same rows."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from mofan.measure import Period
from mofan.org.kinds import UnitKind
from mofan.org.models import Unit
from mofan.org.queries import units_under
from mofan.org.tree import plant
from mofan.records.actions import correct, enter, void
from mofan.records.attendance import State
from mofan.records.entry import Entry
from mofan.records.figures import by_unit, figures, keys_shown, rows_of, value_of, values_of
from mofan.records.models import Record
from tests.make import AT
from tests.records.conftest import NAMES, House
from tests.records.making import entered, meeting, roll_of, visit

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SPRING = Period(date(2026, 2, 1), date(2026, 4, 30))


def value(code: str, unit: Unit, period: Period = YEAR) -> Decimal | None:
    return value_of(figures()[code], units_under(unit), period)


def test_a_figure_counts_what_is_kept_and_opens_to_it(house: House) -> None:
    first = entered(house, meeting(house))
    second = entered(house, meeting(house, held_on=date(2026, 3, 5), title="一季度大会"))
    assert value("general_meeting.count", house.agency) == 2
    assert value("general_meeting.attendance", house.agency) == 20
    assert value("general_meeting.people", house.agency) == 10
    assert value("general_meeting.count", house.agency, SPRING) == 1
    rows = rows_of(figures()["general_meeting.count"], units_under(house.branch), YEAR)
    assert list(rows) == [first, second]
    void(second, why="重复", by=house.recorder, at=AT)
    corrected = correct(first, meeting(house), why="写错", by=house.recorder, at=AT)
    assert value("general_meeting.count", house.agency) == 1
    assert list(rows_of(figures()["general_meeting.people"], units_under(house.branch), YEAR)) == [corrected]


def test_a_record_that_serves_another_duty_counts_there_too(house: House) -> None:
    entered(house, meeting(house, serves=("party_lecture",)))
    assert value("party_lecture.count", house.agency) == 1
    assert value("party_lecture.people", house.agency) == 10
    assert value("party_lecture.by_leader", house.agency) == 0
    assert value("party_lecture.sum.hours", house.agency) == 0


def test_nothing_to_average_is_none_and_nothing_to_sum_is_nought(house: House) -> None:
    assert value("policy_session.average.households", house.agency) is None
    assert value("policy_session.sum.households", house.agency) == 0
    assert value("field_visit.sum.problems", house.agency) == 0


def test_units_beside_are_not_counted(house: House) -> None:
    entered(house, visit(house))
    assert value("field_visit.count", house.branch) == 1
    assert value("field_visit.count", plant("另一机关")) == 0


def test_a_restricted_row_is_counted_and_opened_only_by_whom_it_concerns(house: House) -> None:
    from mofan.records.catalogue import kind_of
    from mofan.records.entry import Who

    talk = Entry(
        kind_of("reminder_talk"), "提醒", date(2026, 11, 19), {"reason": "迟到", "points": "守时"},
        {"talker": (Who("沈知行"),), "partner": (Who("许见山"),)},
    )  # fmt: skip
    entered(house, talk)
    figure = figures()["reminder_talk.count"]
    units = units_under(house.agency)
    assert value_of(figure, units, YEAR) == 1
    assert keys_shown(figure, units, YEAR, house.leader).count() == 1
    assert keys_shown(figure, units, YEAR, house.reader).count() == 0


def test_every_figure_agrees_with_a_count_in_plain_python(house: House) -> None:
    chance = random.Random(11)
    other = plant("第二支部", UnitKind.BRANCH, parent=house.agency)
    kept: list[tuple[Record, Entry, Unit]] = []
    for number in range(40):
        day = date(2025, 12, 1) + timedelta(chance.randrange(330))
        if chance.random() < 0.5:
            away: dict[str, State] = {
                name: chance.choice(["absent", "leave"]) for name in chance.sample(NAMES, chance.randrange(6))
            }
            serves = tuple(chance.sample(["themed_party_day", "party_lecture"], chance.randrange(3)))
            entry = meeting(
                house, held_on=day, roll=roll_of(house, away), agenda=meeting(house).agenda[:1], serves=serves
            )
        else:
            entry = visit(house, day, chance.randrange(9))
            if chance.random() < 0.3:
                entry = visit(house, day, values={**entry.values, "to": "enterprise"})
        unit = chance.choice([house.branch, other])
        record = enter(entry, unit, by=house.recorder, at=AT)
        if number % 7 == 0:
            void(record, why="重复", by=house.recorder, at=AT)
        else:
            kept.append((record, entry, unit))
    for unit in (house.agency, other):
        units = units_under(unit)
        for period in (YEAR, SPRING):
            seen = [
                (record, entry, where)
                for record, entry, where in kept
                if period.contains(entry.held_on) and unit in (house.agency, where)
            ]
            for code, counted in COUNTED.items():
                figure = figures()[code]
                assert value_of(figure, units, period) == counted([(entry, record) for record, entry, _ in seen]), code
                if figure.take in ("count", "sum"):
                    assert sum(by_unit(figure, units, period).values()) == value_of(figure, units, period)
                if figure.take == "count":
                    assert rows_of(figure, units, period).count() == value_of(figure, units, period)


Rows = list[tuple[Entry, Record]]


def _of(rows: Rows, kind: str) -> list[Entry]:
    return [entry for entry, _ in rows if entry.kind.code == kind or kind in entry.serves]


def _own(rows: Rows, kind: str) -> list[Entry]:
    return [entry for entry, _ in rows if entry.kind.code == kind]


def _came(entries: list[Entry]) -> list[str]:
    return [one.who.name for entry in entries for one in entry.roll if one.state == "present"]


def _problems(rows: Rows) -> list[Decimal]:
    return [Decimal(str(entry.values["problems"])) for entry in _own(rows, "field_visit")]


COUNTED: dict[str, Callable[[Rows], Decimal | int | None]] = {
    "general_meeting.count": lambda rows: len(_of(rows, "general_meeting")),
    "general_meeting.attendance": lambda rows: len(_came(_of(rows, "general_meeting"))),
    "general_meeting.people": lambda rows: len(set(_came(_of(rows, "general_meeting")))),
    "themed_party_day.count": lambda rows: len(_of(rows, "themed_party_day")),
    "themed_party_day.people": lambda rows: len(set(_came(_of(rows, "themed_party_day")))),
    "party_lecture.attendance": lambda rows: len(_came(_of(rows, "party_lecture"))),
    "field_visit.count": lambda rows: len(_own(rows, "field_visit")),
    "field_visit.sum.problems": lambda rows: sum(_problems(rows), Decimal(0)),
    "field_visit.enterprise": lambda rows: len(
        [one for one in _own(rows, "field_visit") if one.values["to"] == "enterprise"]
    ),
}


def test_a_sum_opens_to_the_records_that_hold_a_number(house: House) -> None:
    with_number = entered(house, visit(house))
    bare = {code: one for code, one in visit(house).values.items() if code != "problems"}
    entered(house, visit(house, date(2026, 11, 14), values=bare))
    figure, units = figures()["field_visit.sum.problems"], units_under(house.agency)
    assert value_of(figure, units, YEAR) == 3
    assert list(rows_of(figure, units, YEAR)) == [with_number]


def test_averages_and_heads_are_not_added_up_over_units(house: House) -> None:
    with pytest.raises(ValueError, match="cannot be added up"):
        by_unit(figures()["general_meeting.people"], units_under(house.agency), YEAR)
    entered(house, meeting(house))
    assert by_unit(figures()["general_meeting.attendance"], units_under(house.agency), YEAR) == {house.branch.pk: 10}


def test_people_of_many_kinds_asked_together_are_those_of_each_alone(house: House) -> None:
    entered(house, meeting(house, serves=("party_lecture",)))
    entered(house, meeting(house, held_on=date(2026, 3, 5), roll=roll_of(house, {"沈知行": "leave"})))
    void(
        entered(house, meeting(house, held_on=date(2026, 4, 5), roll=roll_of(house))),
        why="重复",
        by=house.recorder,
        at=AT,
    )
    units, some = units_under(house.agency), [one for one in figures().values() if one.take == "people"]
    for period in (YEAR, SPRING):
        together = values_of(some, units, period)
        assert together == {one.code: value_of(one, units, period) for one in some}
    assert values_of(some, units, YEAR)["general_meeting.people"] == 12
    assert values_of(some, units, YEAR)["party_lecture.people"] == 10
    assert values_of([], units, YEAR) == {}
