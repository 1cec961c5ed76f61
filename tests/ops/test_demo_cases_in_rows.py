"""The full demonstration of cases is told into rows; the rows are those that the actions leave behind."""

import re
from collections import Counter
from datetime import datetime
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from mofan.cases.actions.timing import due_of
from mofan.cases.catalogue import kind_of
from mofan.cases.legs import LEG_MOVES, LEG_START
from mofan.cases.models import Case, Clock, Concern, Leg, Link, Mediation, Move, Relation, Whistle
from mofan.cases.moves import Step, rebuilt
from mofan.cases.queries import cases_visible_to, received
from mofan.ops.demo.cases import load_cases, tell
from mofan.ops.demo.cases.by_actions import ByActions
from mofan.ops.demo.cases.heap import TABLES
from mofan.ops.demo.cases.moments import Moments
from mofan.ops.demo.cases.rows_beside import Rows
from mofan.ops.demo.cases.telling import Mix
from mofan.ops.demo.county import make_people, plant_county
from mofan.ops.demo.organisation import SMALL
from mofan.org.models import Person
from mofan.org.working_calendar import working_calendar

MANY, DAYS, SEED = 36, 200, 5
EVERYTHING = Mix(
    {
        "public_demand": 30, "enterprise_demand": 4, "dispute": 20, "consumer_complaint": 10, "tip_off": 8,
        "approval": 10, "first_offence": 5, "public_proposal": 5, "practical_matter": 4, "rectification_item": 5,
        "supervised_matter": 4, "case_file_review": 4,
    },
    whistles=0.6, merges=0.4, passed_on=0.5,
)  # fmt: skip
_CODE = re.compile(r"\d{6}-\w{4}-\w{4}-\w")
_DRAWN = {"code", "sealed"}
"""What is drawn by chance for every row."""


@pytest.fixture
def county(db: None, home: object, standing_clock: None) -> None:
    plant_county(SMALL)
    make_people()


class Undone(Exception):
    """Nothing of it shall stay."""


def told_by(do: ByActions | Rows, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """Every row that is left behind, and nothing stays."""
    found: dict[str, list[dict[str, Any]]] = {}
    try:
        with transaction.atomic():
            tell(do, EVERYTHING, MANY, DAYS, SEED, now)
            if isinstance(do, Rows):
                do.heap.close()
            places = {table: {pk: no for no, pk in enumerate(_keys(table))} for table in TABLES}
            found = {table._meta.label: [_plain(row, places) for row in _rows(table)] for table in TABLES}
            raise Undone
    except Undone:
        return found


def _keys(table: type[Model]) -> list[int]:
    return list(table._default_manager.order_by("pk").values_list("pk", flat=True))


def _rows(table: type[Model]) -> list[Model]:
    return list(table._default_manager.order_by("pk"))


def _plain(row: Model, places: dict[type[Model], dict[int, int]]) -> dict[str, Any]:
    """Its columns; keys of rows that were told are their places, codes of cases are left out."""
    plain: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = field.value_from_object(row)
        of = field.related_model if field.is_relation else None
        if of in places and value is not None:
            value = places[of][value]
        elif field.primary_key or field.name in _DRAWN:
            continue
        plain[field.name] = _CODE.sub("CODE", value) if isinstance(value, str) else value
    return plain


def test_the_same_stories_leave_the_same_rows_both_ways(county: None) -> None:
    now = timezone.now()
    acted, loaded = told_by(ByActions(), now), told_by(Rows(), now)
    for table, rows in acted.items():
        assert len(rows) == len(loaded[table]), table
        for one, other in zip(rows, loaded[table], strict=True):
            assert one == other, table
    assert all(acted[table] for table in ("cases.Whistle", "cases.Agreement", "cases.Link", "cases.Callback"))


def test_what_was_loaded_holds_together(county: None) -> None:
    made = load_cases(300, 400, mix=EVERYTHING)
    assert made["case"] == Case.objects.count() > 250
    assert load_cases(300) == Counter()
    counts = received(Case.objects.all())
    assert counts.received == counts.accepted + counts.refused + counts.undecided
    every_state_follows_from_the_history()
    every_end_is_what_it_comes_to()
    whoever_has_to_do_with_a_case_finds_it()
    assert set(Case.objects.values_list("kind", flat=True)) == set(EVERYTHING.kinds)
    assert Link.objects.filter(relation=Relation.MERGED).exists()
    assert Whistle.objects.exists()
    assert Mediation.objects.filter(ending="agreed").exists()
    assert Leg.objects.filter(above__isnull=False).exists()
    assert Clock.objects.overdue(timezone.now()).exists()
    assert not Move.objects.filter(at__gt=timezone.now()).exists()


def every_state_follows_from_the_history() -> None:
    steps: dict[tuple[int, int | None], list[Step]] = {}
    for one in Move.objects.order_by("pk"):
        steps.setdefault((one.case_id, one.leg_id), []).append(Step(one.code, one.was, one.now))
    for case in Case.objects.all():
        assert rebuilt(steps[case.pk, None], kind_of(case.kind).start) == case.state
    moving = {one.code: one for one in LEG_MOVES}
    for leg in Leg.objects.all():
        state = ""
        for step in steps[leg.case_id, leg.pk]:
            assert step.was == state or not moving.get(step.move)
            state = step.now
        assert state == leg.state
        assert steps[leg.case_id, leg.pk][0].now == LEG_START


def every_end_is_what_it_comes_to() -> None:
    for clock in Clock.objects.prefetch_related("pauses"):
        assert due_of(clock).at == clock.due_at
        assert clock.stopped_at is None or clock.paused_at is None


def whoever_has_to_do_with_a_case_finds_it() -> None:
    """The units of a case and of its legs stand in the rows by which it is found."""
    found = set(Concern.objects.values_list("case", "unit"))
    assert set(Case.objects.values_list("pk", "unit")) <= found
    assert set(Leg.objects.values_list("case", "unit")) <= found
    supervisor = Person.objects.get(account="supervisor")
    assert set(cases_visible_to(supervisor)) == set(Case.objects.filter(restricted=False))


def test_more_come_in_summer_and_on_working_days(db: None, home: object) -> None:
    now, calendar = timezone.now(), working_calendar()
    drawn = Moments(Random(3), now, 730, calendar).drawn(20_000)
    assert drawn == sorted(drawn, key=lambda one: one[0])
    assert all(at <= now for at, _ in drawn)
    days = Counter(timezone.localdate(at) for at, _ in drawn)
    months = Counter({month: 0 for month in range(1, 13)})
    for day, many in days.items():
        months[day.month] += many
    assert months[7] > 1.5 * months[2]
    worked = [many for day, many in days.items() if calendar.is_working_day(day)]
    off = [many for day, many in days.items() if not calendar.is_working_day(day)]
    assert sum(worked) / len(worked) > 2 * sum(off) / len(off)
