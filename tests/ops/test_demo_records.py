"""Two years of records in the demonstration: believable, the same from the same seed, as the actions write them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from mofan.ops.demo.entries import Entered, entries, owed
from mofan.ops.demo.happenings import Calendar
from mofan.ops.demo.places import Held, Place
from mofan.ops.demo.recording import calendar_until, fill, record_happenings
from mofan.ops.demo.rhythms import rhythms
from mofan.ops.demo.staffing import places_of
from mofan.ops.demo.writing import TWICE, WRONG, write
from mofan.org.models import History, Person, Unit
from mofan.org.roles import Role
from mofan.org.working_days import packaged, published
from mofan.records.actions import correct, enter, void
from mofan.records.boards import units_board
from mofan.records.catalogue import kind_of
from mofan.records.checking import problems
from mofan.records.entry import Who
from mofan.records.models import (
    AgendaItem,
    Duty,
    Participant,
    Record,
    RecordDetail,
    RecordState,
    Serving,
    Task,
    Value,
)
from mofan.records.queries import roster
from tests.records.conftest import House, house

__all__ = ["house"]

TODAY = date(2026, 11, 22)
CALENDAR = Calendar.until(TODAY, packaged())


def somewhere(sort: str, key: int = 1) -> Place:
    """A unit of fourteen people, two of whom lead it."""
    people = [Who(name, number) for number, name in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯", 1)]
    posts = [Held(who, leads=number < 4) for number, who in enumerate(people[:8])]
    return Place(key, sort, f"第{key}单位", [Held(who) for who in people], posts, people)


@pytest.fixture(scope="module")
def two_years() -> list[Entered]:
    """Of one unit of every sort."""
    sorts = ("branch", "cell", "agency", "agency", "village", "window", "team")
    return [one for key, sort in enumerate(sorts) for one in entries(somewhere(sort, key), CALENDAR)]


def test_an_agency_and_all_below_it_have_two_years_of_records(house: House) -> None:
    done = record_happenings(agencies=1)
    assert done == Record.objects.count() > 300
    kinds = Counter(Record.objects.values_list("kind", flat=True))
    assert kinds["themed_party_day"] > kinds["general_meeting"] > 0
    assert 0 < Record.objects.filter(is_late=True).count() < done / 2
    assert {row.unit for row in units_board(house.leader, CALENDAR.period, TODAY)} == {house.agency, house.branch}
    assert record_happenings() == 0, "loaded once"


def test_the_same_seed_gives_the_same_and_nothing_lies_ahead(two_years: list[Entered]) -> None:
    branch = somewhere("branch", 0)
    assert list(entries(branch, CALENDAR)) == [one for one in two_years if one.place == 0]
    assert list(entries(branch, CALENDAR, seed=8)) != list(entries(branch, CALENDAR))
    assert max(one.entry.held_on for one in two_years) <= TODAY
    assert all(published().is_working_day(one.entry.held_on) for one in two_years)
    assert all(one.entry.held_on <= one.at.date() <= TODAY for one in two_years)


def test_every_entry_could_have_been_made_on_its_page(two_years: list[Entered]) -> None:
    for one in two_years:
        assert problems(one.entry, one.at.date()) == ()
        codes = {field.code for field in one.entry.kind.fields}
        assert {*one.entry.values, *one.entry.people} <= codes
        for field in one.entry.kind.fields:
            if field.type == "choice" and field.code in one.entry.values:
                assert one.entry.values[field.code] in field.choices


def test_months_weekdays_and_entering_are_not_uniform(two_years: list[Entered]) -> None:
    agencies = [one for one in two_years if one.place in (2, 3)]
    visits = Counter(one.entry.held_on.month for one in agencies if one.entry.kind.code == "field_visit")
    assert visits[2] < visits[3]
    delays = [(one.at.date() - one.entry.held_on).days for one in two_years]
    assert delays.count(0) > len(delays) / 3
    assert max(delays) > 5
    fates = Counter(one.fate for one in two_years)
    assert fates["kept"] > 20 * (fates["corrected"] + fates["voided"]) > 0


def test_no_more_is_solved_than_was_found(two_years: list[Entered]) -> None:
    for one in two_years:
        values = one.entry.values
        assert int(str(values.get("solved", 0))) <= int(str(values.get("problems", 0)))
        assert one.entry.kind.code != "weekly_supervision" or values["done"] <= values["items"]  # type: ignore[operator]


def test_what_is_owed_is_done_mostly() -> None:
    branch = somewhere("branch", 5)
    kinds = [one.kind for one in owed(branch)]
    assert {"general_meeting", "committee_meeting", "themed_party_day"} <= set(kinds)
    days = [one for one in entries(branch, CALENDAR) if one.entry.kind.code == "themed_party_day"]
    assert 17 <= len(days) <= 25


def test_every_rhythm_is_of_a_kind_that_ships() -> None:
    for one in rhythms():
        kind = kind_of(one.kind)
        assert set(one.serves) <= set(kind.may_serve)
        assert {*one.texts, *one.numbers, *one.people} <= {field.code for field in kind.fields}
        assert bool(one.every) != bool(one.per_month)
    assert {sort for one in rhythms() for sort in one.of} == {"branch", "cell", "agency", "village", "window", "team"}


def test_a_place_has_the_roll_that_the_form_has(house: House) -> None:
    asked = {
        house.branch: ("general_meeting", "committee_meeting", "field_visit", "volunteer_service"),
        house.agency: ("study_day", "first_agenda_item", "democratic_life_meeting"),
    }
    for unit, codes in asked.items():
        (place,) = places_of((unit,))
        for code in codes:
            for day in (TODAY, date(2019, 1, 1)):
                assert place.roll(kind_of(code), day) == roster(kind_of(code), unit, day)


TABLES: tuple[type[models.Model], ...] = (RecordDetail, Participant, Serving, Value, AgendaItem, Task)


def rows_of(record: Record) -> dict[str, list[dict[str, Any]]]:
    """All rows of a record without keys, as they would compare after either way of writing."""
    found = {"Record": [_plain(record)]}
    for table in TABLES:
        found[table.__name__] = [_plain(one) for one in table._default_manager.filter(record=record).order_by("pk")]
    history = History.objects.filter(subject="records.record", subject_id=record.pk).order_by("pk")
    return found | {"History": [_plain(one) for one in history]}


def _plain(row: models.Model) -> dict[str, Any]:
    values = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for name in ("id", "record", "corrects", "subject_id", "item"):
        values.pop(name, None)
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in values.items()}


@pytest.fixture
def writer(house: House) -> Person:
    """Somebody who may enter everything everywhere."""
    house.leader.role = Role.ADMINISTRATOR
    house.leader.save()
    return house.leader


def some_entries(house: House, writer: Person) -> Iterator[Entered]:
    """A few of every kind, as the writer's own and kept, its tasks not begun."""
    seen: Counter[str] = Counter()
    for place in places_of((house.agency, house.branch)):
        for one in entries(place, CALENDAR):
            seen[one.entry.kind.code] += 1
            if seen[one.entry.kind.code] < 4:
                yield replace(one, by=writer.pk, fate="kept", done=(1.0,) * len(one.done))


def test_rows_are_those_that_entering_leaves(house: House, writer: Person) -> None:
    found = list(some_entries(house, writer))
    places = {one.key: one for one in places_of((house.agency, house.branch))}
    write(found, places, timezone.now())
    in_bulk = [rows_of(one) for one in Record.objects.order_by("pk")]
    for one, rows in zip(found, in_bulk, strict=True):
        by_action = enter(one.entry, Unit.objects.get(pk=one.place), by=writer, at=timezone.make_aware(one.at))
        assert rows == rows_of(by_action), one.entry.kind.code
    assert len({one.entry.kind.code for one in found}) > 20


def test_a_correction_and_a_void_leave_the_rows_of_their_actions(house: House, writer: Person) -> None:
    first = next(one for one in some_entries(house, writer) if one.entry.agenda and one.done)
    places = {one.key: one for one in places_of((house.agency, house.branch))}
    write([replace(first, fate="corrected"), replace(first, fate="voided")], places, timezone.now())
    wrong, right, twice = (Record.objects.get(**one) for one in (
        {"state": RecordState.CORRECTED}, {"corrects__isnull": False}, {"state": RecordState.VOIDED},
    ))  # fmt: skip
    at = timezone.make_aware(first.at)
    corrected = enter(first.entry, wrong.unit, by=writer, at=at)
    items = tuple(replace(item, tasks=()) for item in first.entry.agenda)  # its tasks go over by themselves
    entry = replace(first.entry, title=right.title, agenda=items)
    again = correct(corrected, entry, why=WRONG, by=writer, at=right.entered_at)
    voided = enter(first.entry, wrong.unit, by=writer, at=at)
    void(voided, why=TWICE, by=writer, at=twice.voided_at or at)
    for bulk, action in ((wrong, corrected), (right, again), (twice, voided)):
        action.refresh_from_db()
        assert rows_of(bulk) == rows_of(action)


def test_tasks_are_closed_by_somebody_else(house: House) -> None:
    fill((house.agency, house.branch))
    closed = [one for one in Task.objects.all() if one.closed_by_id]
    assert closed
    assert all(one.closed_by_id not in (one.owner_id, one.reported_by_id) for one in closed)
    assert all(one.closed_at and one.reported_at and one.reported_at <= one.closed_at for one in closed)
    assert Duty.objects.filter(unit=house.branch).count() >= 6
    assert calendar_until(TODAY).period.start == TODAY - timedelta(days=729)
