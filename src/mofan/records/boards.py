"""How duties stand (履责台账): every occasion with the record that met it, by unit and period."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import cast

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

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
    occasions,
    recurring,
    whole_of,
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
class Asked:
    """What a rhythm expects over a period (应做时点), worked out once for all duties that have it."""

    occasions: tuple[Occasion, ...]
    period: Period

    @cached_property
    def in_order(self) -> tuple[tuple[str, str, Occasion, bool], ...]:
        """(first day, last day, occasion, whether it belongs to the period), as they are met; days as ISO texts."""
        ordered = sorted(self.occasions, key=lambda one: (one.period.end, one.number))
        return tuple(
            (one.period.start.isoformat(), one.period.end.isoformat(), one, self.period.contains(one.deadline))
            for one in ordered
        )


@dataclass(frozen=True)
class BoardRow:
    """One duty of one unit over a period (一格). How often each state occurs is reckoned from days alone; the standings
    themselves are only made where somebody looks at them: a board has tens of thousands."""

    duty: Duty
    unit: Unit
    kind: Kind
    asked: Asked
    served: tuple[str, ...]
    """The days of what was recorded, ISO texts."""
    excuses: Mapping[date, str]
    today: date

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How every occasion stands."""
        days = [date.fromisoformat(one) for one in self.served]
        return _standings(self.duty, self.asked, days, self.excuses, self.today)

    @cached_property
    def counts(self) -> Counter[State]:
        """State → how many of the occasions are in it; as `occasions.board` finds it."""
        left, today = sorted(self.served), self.today.isoformat()
        counts: Counter[State] = Counter()
        for first, last, one, belongs in self.asked.in_order:
            place = bisect_left(left, first)
            if place < len(left) and left[place] <= last:
                left.pop(place)
                state: State = "done"
            elif not _applies(self.duty, one.period):
                state = "not_applicable"
            elif one.period.start in self.excuses:
                state = "excused"
            else:
                state = "late" if last < today else "due"
            if belongs:
                counts[state] += 1
        return counts

    @property
    def fulfilment(self) -> Fulfilment:
        """How much of what fell due was done."""
        return Fulfilment(self.done, self.done + self.counts["late"])

    @cached_property
    def state(self) -> State:
        """How the duty stands as a whole."""
        return whole_of(self.counts)

    @property
    def done(self) -> int:
        """How many occasions were met."""
        return self.counts["done"]

    @property
    def owed(self) -> int:
        """How many there are, those excused and not applicable left out."""
        return self.counts["done"] + self.counts["due"] + self.counts["late"]


def _applies(duty: Duty, stretch: Period) -> bool:
    """Whether the duty was owed on a day of that stretch."""
    return (duty.since is None or duty.since <= stretch.end) and (duty.until is None or stretch.start <= duty.until)


def standings_of(duty: Duty, period: Period, today: date) -> tuple[Stood, ...]:
    """How every occasion of a duty that falls due in a period stands, each with its record."""
    served = list(_servings([duty], _wide(period)).select_related("record"))
    found = {one.held_on: one.record for one in served}
    days = [one.held_on for one in served]
    asked = Asked(_expected_around(duty, period, days_around(period)), period)
    standings = _standings(duty, asked, days, _excuses([duty])[duty.pk], today)
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
    asked = _asked_of(duties, period, around)
    days, excuses = _days_served(duties, asked), _excuses(duties)
    return [
        BoardRow(
            duty,
            duty.unit,
            known[duty.kind],
            asked[duty.pk],
            tuple(days[duty.unit_id, duty.kind]),
            excuses[duty.pk],
            today,
        )
        for duty in duties
    ]


def _asked_of(duties: list[Duty], period: Period, days: Days) -> dict[int, Asked]:
    """Duty → what it expects: worked out once for all duties of the same rhythm."""
    rhythms: dict[object, Asked] = {}
    found = {}
    for duty in duties:
        rhythm = (duty.every, duty.times, duty.rule, duty.since if duty.every == "rule" else None)
        if rhythm not in rhythms:
            rhythms[rhythm] = Asked(_expected_around(duty, period, days), period)
        found[duty.pk] = rhythms[rhythm]
    return found


def _days_served(duties: list[Duty], asked: Mapping[int, Asked]) -> defaultdict[tuple[int, str], list[str]]:
    """(unit, kind) → the days of what was recorded, ISO texts, from the first day on that an occasion of the kind may
    lie."""
    first: dict[str, date] = {}
    last = date.min
    for kind, one in {(duty.kind, id(asked[duty.pk])): (duty.kind, asked[duty.pk]) for duty in duties}.values():
        for occasion in one.occasions:
            first[kind] = min(first.get(kind, occasion.period.start), occasion.period.start)
            last = max(last, occasion.period.end)
    units = {one.unit_id for one in duties}
    days: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for start in sorted(set(first.values())):
        kinds = [kind for kind, day in first.items() if day == start]
        rows = Serving.objects.filter(
            counts=True, kind__in=kinds, unit__in=units, held_on__gte=start, held_on__lte=last
        ).annotate(day=Cast("held_on", CharField()))
        for unit, kind, day in rows.order_by().values_list("unit_id", "kind", "day"):
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
    duty: Duty, asked: Asked, served: list[date], excuses: Mapping[date, str], today: date
) -> tuple[Standing, ...]:
    applies = Period(duty.since or ALWAYS.start, duty.until or ALWAYS.end)
    standings = board(asked.occasions, served, today=today, excuses=excuses, applies=applies)
    return tuple(one for one in standings if asked.period.contains(one.occasion.deadline))


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
