"""How duties stand (履责台账): every occasion with the record that met it, by unit and period."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import cast

from django.db.models import QuerySet

from mofan.measure import Period
from mofan.org.models import Person, Unit
from mofan.org.working_calendar import plan_of, working_calendar
from mofan.org.working_days import DayOff, WorkingCalendar
from mofan.records.catalogue import Kind
from mofan.records.catalogue.kinds import Cadence, Every
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Duty, Excuse, Record, Serving
from mofan.records.models.duties import DutyQuerySet
from mofan.records.occasions import (
    BEFORE_A_FESTIVAL,
    Fulfilment,
    Occasion,
    Standing,
    State,
    board,
    fulfilment,
    occasions,
    recurring,
    whole,
)

ALWAYS = Period(date(1949, 10, 1), date(2999, 12, 31))


@dataclass(frozen=True, slots=True)
class Stood:
    """One occasion of a duty, and the record that met it."""

    standing: Standing
    record: Record | None


@dataclass(frozen=True, slots=True)
class Days:
    """The days off around a period, read once for a whole board (放假安排)."""

    plan: tuple[DayOff, ...]
    calendar: WorkingCalendar


@dataclass(frozen=True)
class BoardRow:
    """One duty of one unit over a period (一格)."""

    duty: Duty
    unit: Unit
    kind: Kind
    standings: tuple[Standing, ...]

    @cached_property
    def fulfilment(self) -> Fulfilment:
        """How much of what fell due was done."""
        return fulfilment(self.standings)

    @cached_property
    def state(self) -> State:
        """How the duty stands as a whole."""
        return whole(self.standings)

    @property
    def done(self) -> int:
        """How many occasions were met."""
        return self.fulfilment.done

    @cached_property
    def owed(self) -> int:
        """How many there are, those excused and not applicable left out."""
        return sum(one.state in ("done", "due", "late") for one in self.standings)


def standings_of(duty: Duty, period: Period, today: date) -> tuple[Stood, ...]:
    """How every occasion of a duty that falls due in a period stands, each with its record."""
    served = list(_servings([duty], _wide(period)).select_related("record"))
    found = {one.held_on: one.record for one in served}
    days = [one.held_on for one in served]
    asked = _expected_around(duty, period, days_around(period))
    standings = _standings(duty, period, asked, days, _excuses([duty])[duty.pk], today)
    return tuple(Stood(one, found.get(one.served_by) if one.served_by else None) for one in standings)


def units_board(person: Person, period: Period, today: date, units: QuerySet[Unit] | None = None) -> list[BoardRow]:
    """Every duty of the units that this person sees, over a period: a hundred units in a handful of queries."""
    rows = Duty.objects.visible_to(person).between(period.start, period.end)
    rows = rows.prefetch_related("unit", "responsible")  # a row of each is read once, however many duties it has
    if units is not None:
        rows = rows.filter(unit__in=units.order_by().values("pk"))
    return rows_of(list(rows.order_by("unit__order", "unit_id", "kind")), period, today)


def rows_of(duties: list[Duty], period: Period, today: date) -> list[BoardRow]:
    """How these duties stand over a period, each with its unit loaded: in a few queries, however many they are."""
    known, around = known_kinds(), days_around(period)
    duties = [one for one in duties if one.kind in known]
    asked = _occasions_of(duties, period, around)
    days, excuses = _days_served(duties, asked), _excuses(duties)
    return [
        BoardRow(
            duty,
            duty.unit,
            known[duty.kind],
            _standings(duty, period, asked[duty.pk], days[duty.unit_id, duty.kind], excuses[duty.pk], today),
        )
        for duty in duties
    ]


def _occasions_of(duties: list[Duty], period: Period, days: Days) -> dict[int, tuple[Occasion, ...]]:
    """Duty → what it expects: worked out once for all duties of the same rhythm."""
    rhythms: dict[object, tuple[Occasion, ...]] = {}
    found = {}
    for duty in duties:
        rhythm = (duty.every, duty.times, duty.rule, duty.since if duty.every == "rule" else None)
        if rhythm not in rhythms:
            rhythms[rhythm] = _expected_around(duty, period, days)
        found[duty.pk] = rhythms[rhythm]
    return found


def _days_served(
    duties: list[Duty], asked: Mapping[int, tuple[Occasion, ...]]
) -> defaultdict[tuple[int, str], list[date]]:
    """(unit, kind) → the days of what was recorded, from the first day on that an occasion of the kind may lie."""
    first: dict[str, date] = {}
    last = date.min
    for duty in duties:
        for one in asked[duty.pk]:
            first[duty.kind] = min(first.get(duty.kind, one.period.start), one.period.start)
            last = max(last, one.period.end)
    units = {one.unit_id for one in duties}
    days: defaultdict[tuple[int, str], list[date]] = defaultdict(list)
    for start in sorted(set(first.values())):
        kinds = [kind for kind, day in first.items() if day == start]
        rows = Serving.objects.filter(
            counts=True, kind__in=kinds, unit__in=units, held_on__gte=start, held_on__lte=last
        )
        for unit, kind, day in rows.order_by().values_list("unit_id", "kind", "held_on"):
            days[unit, kind].append(day)
    return days


def days_around(period: Period) -> Days:
    """The plans of the years of a period and of the one after it, whose first holiday has its eve in the last."""
    years = range(period.start.year, period.end.year + 2)
    return Days(tuple(day for year in years for day in plan_of(year)), working_calendar())


def expected(duty: Duty, period: Period, days: Days) -> tuple[Occasion, ...]:
    """What a duty expects in a period."""
    if duty.every == "rule":
        return recurring(duty.rule, duty.since or period.start, period)
    every = cast(Every, duty.every)
    return occasions(Cadence(every, duty.times), period, days.plan, days.calendar)


def _expected_around(duty: Duty, period: Period, days: Days) -> tuple[Occasion, ...]:
    """What a duty expects in a period, and before it where one record meets the first of two that overlap, whichever
    of them is looked at."""
    overlapping = duty.every == "festival"
    start = period.start - timedelta(days=2 * BEFORE_A_FESTIVAL) if overlapping else period.start
    return expected(duty, Period(start, period.end), days)


def _standings(
    duty: Duty,
    period: Period,
    asked: tuple[Occasion, ...],
    served: list[date],
    excuses: dict[date, str],
    today: date,
) -> tuple[Standing, ...]:
    applies = Period(duty.since or ALWAYS.start, duty.until or ALWAYS.end)
    standings = board(asked, served, today=today, excuses=excuses, applies=applies)
    return tuple(one for one in standings if period.contains(one.occasion.deadline))


def duties_visible_to(person: Person) -> DutyQuerySet:
    """The duties that this person may see."""
    return Duty.objects.visible_to(person).valid().select_related("unit", "responsible")


def _servings(duties: list[Duty], period: Period) -> QuerySet[Serving]:
    return Serving.objects.filter(
        counts=True,
        kind__in={one.kind for one in duties},
        unit__in={one.unit_id for one in duties},
        held_on__gte=period.start,
        held_on__lte=period.end,
    ).order_by("held_on", "pk")


def _wide(period: Period) -> Period:
    """A stretch that ends in the period may begin a year before it."""
    return Period(period.start - timedelta(days=366), period.end)


def _excuses(duties: list[Duty]) -> dict[int, dict[date, str]]:
    found: dict[int, dict[date, str]] = {one.pk: {} for one in duties}
    for one in Excuse.objects.filter(duty__in=duties, withdrawn_at=None):
        found[one.duty_id][one.starts_on] = one.reason
    return found
