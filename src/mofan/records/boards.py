"""How duties stand (履责台账): every occasion with the record that met it, by unit and period."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple, cast

from django.db.models import Aggregate, CharField, Func, IntegerField, QuerySet
from django.db.models.functions import Cast

from mofan.measure import Period
from mofan.org.models import Person, Unit
from mofan.org.working_calendar import plan_of, working_calendar
from mofan.org.working_days import DayOff, WorkingCalendar
from mofan.records.catalogue import Kind
from mofan.records.catalogue.kinds import Cadence, Every
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Duty, Excuse, Serving
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
OWN, ANOTHERS, OWN_LATE, ANOTHERS_LATE = "0123"
"""Behind the day of what was recorded: of the duty's own kind or of another, entered in time or late. Of several on a
day those in time come first, and of these its own."""
IN_TIME: Final = (OWN, ANOTHERS)
ALL_MARKS: Final = (*IN_TIME, OWN_LATE, ANOTHERS_LATE, "")
_AFTER_ALL: Final = "9"
NAMED_AT_ONCE: Final = 500
"""Up to so many duties are named one by one in a query."""


def mark_of(*, is_late: bool, own: bool) -> str:
    """The mark of what was recorded."""
    return str(is_late * 2 + 1 - own)


class Days(NamedTuple):
    """The days off around a period, read once for a whole board (放假安排)."""

    plan: tuple[DayOff, ...]
    calendar: WorkingCalendar


class Expected(NamedTuple):
    """One occasion as it is met (应做一次): its first day and the last, as texts that days of records are compared
    with."""

    first: str
    last: str
    occasion: Occasion
    belongs: bool
    """Whether it belongs to the period: some before it are looked at because one record meets the first of two."""


@dataclass(frozen=True)
class Asked:
    """What a rhythm expects over a period (应做时点), worked out once for all duties that have it."""

    occasions: tuple[Occasion, ...]
    period: Period

    @cached_property
    def in_order(self) -> tuple[Expected, ...]:
        """The occasions in the order in which they are met."""
        ordered = sorted(self.occasions, key=lambda one: (one.period.end, one.number))
        return tuple(
            Expected(
                one.period.start.isoformat(),
                one.period.end.isoformat() + _AFTER_ALL,
                one,
                self.period.contains(one.deadline),
            )
            for one in ordered
        )

    @cached_property
    def before(self) -> int:
        """How many of them do not belong to the period: they end before it, and so come first."""
        return sum(not one.belongs for one in self.in_order)

    @cached_property
    def months(self) -> list[tuple[int, int]]:
        """The year and month in which the last day of each that belongs lies."""
        ends = (one.occasion.period.end for one in self.in_order[self.before :])
        return [(end.year, end.month) for end in ends]


@dataclass(frozen=True)
class BoardRow:
    """One duty of one unit over a period (一格). How often each state occurs is reckoned from days alone; the standings
    themselves are only made where somebody looks at them: a board has tens of thousands."""

    duty: Duty
    kind: Kind
    asked: Asked
    served: tuple[str, ...]
    """What was recorded, in order: the day as an ISO text, then the mark of its sort: `OWN`, `ANOTHERS` …"""
    excuses: Mapping[date, str]
    today: date

    @property
    def unit(self) -> Unit:
        """Who owes it."""
        return self.duty.unit

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How every occasion stands."""
        days = [date.fromisoformat(one[:-1]) for one in self.served]
        return _standings(self.duty, self.asked, days, self.excuses, self.today)

    @cached_property
    def walked(self) -> list[tuple[Expected, State, str]]:
        """Every occasion as `occasions.board` finds it, those before the period too, and what met it, as in `served`;
        empty where nothing did."""
        return list(zip(self.asked.in_order, self._stood[0], self._stood[1], strict=True))

    @cached_property
    def _stood(self) -> tuple[list[State], list[str]]:
        """How each occasion stands, and what met it."""
        left, today = list(self.served), self.today.isoformat()
        states: list[State] = []
        met: list[str] = []
        for expected in self.asked.in_order:
            place = bisect_left(left, expected.first)
            by = ""
            state: State
            if place < len(left) and left[place] < expected.last:
                state, by = "done", left.pop(place)
            elif not _applies(self.duty, expected.occasion.period):
                state = "not_applicable"
            elif expected.occasion.period.start in self.excuses:
                state = "excused"
            else:
                state = "late" if expected.last < today else "due"
            states.append(state)
            met.append(by)
        return states, met

    @cached_property
    def counts(self) -> Counter[State]:
        """State → how many of the occasions are in it."""
        return Counter(self._stood[0][self.asked.before :])

    @cached_property
    def marks(self) -> list[str]:
        """Of each occasion that belongs to the period the mark of what met it; empty where nothing did."""
        return [by[-1:] for by in self._stood[1][self.asked.before :]]

    def by_month(self, states: Container[State], marks: Container[str]) -> Counter[tuple[int, int]]:
        """(year, month) → how many occasions end in it that are in one of these states and were met by one of these
        sorts, or by nothing where "" is among them."""
        of_each = zip(self.asked.months, self._stood[0][self.asked.before :], self.marks, strict=True)
        return Counter(month for month, state, mark in of_each if state in states and mark in marks)

    @cached_property
    def _met(self) -> Counter[str]:
        return Counter(self.marks)

    @property
    def on_time(self) -> int:
        """How many were met by a record that was entered in time (按时)."""
        return self._met[OWN] + self._met[ANOTHERS]

    @property
    def entered(self) -> int:
        """How many were met by a record of the duty's own kind (专门填)."""
        return self._met[OWN] + self._met[OWN_LATE]

    @property
    def reused(self) -> int:
        """How many were met by a record of another kind (一并履行)."""
        return self._met[ANOTHERS] + self._met[ANOTHERS_LATE]

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


def units_board(person: Person, period: Period, today: date, units: QuerySet[Unit] | None = None) -> list[BoardRow]:
    """Every duty of the units that this person sees, over a period: a hundred units in a handful of queries. Who is
    responsible is not loaded with them."""
    rows = Duty.objects.visible_to(person).between(period.start, period.end)
    if units is not None:
        rows = rows.filter(unit__in=units.order_by().values("pk"))
    return rows_of(with_units(in_order(rows)), period, today)


def in_order(duties: DutyQuerySet) -> list[Duty]:
    """These duties in the order of their units."""
    return list(duties.order_by("unit__order", "unit_id", "kind", "pk"))


def with_units(duties: list[Duty]) -> list[Duty]:
    """These duties, each with its unit, which is read once however many duties it has."""
    units = Unit.objects.in_bulk({one.unit_id for one in duties})
    for one in duties:
        one.unit = units[one.unit_id]
    return duties


def rows_of(duties: list[Duty], period: Period, today: date) -> list[BoardRow]:
    """How these duties stand over a period: in a few queries, however many they are."""
    known, around = known_kinds(), days_around(period)
    duties = [one for one in duties if one.kind in known]
    asked = _asked_of(duties, period, around)
    days, excuses = _days_served(duties, asked), _excuses(duties)
    none: dict[date, str] = {}
    return [
        BoardRow(
            duty,
            known[duty.kind],
            asked[duty.pk],
            days.get((duty.unit_id, duty.kind), ()),
            excuses.get(duty.pk, none),
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


class _Joined(Aggregate):
    """The days of many rows, each with its mark, in one text (合并日期): one value to read in place of hundreds."""

    function = "GROUP_CONCAT"
    name = "Joined"

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """PostgreSQL calls it otherwise and names the mark between."""
        template = "%(function)s(%(distinct)s%(expressions)s, ',')"
        return self.as_sql(compiler, connection, function="STRING_AGG", template=template, **more)


class _Marked(Func):
    """A day and behind it a digit."""

    template = "%(expressions)s"
    arg_joiner = " || "


def _days_served(duties: list[Duty], asked: Mapping[int, Asked]) -> dict[tuple[int, str], tuple[str, ...]]:
    """(unit, kind) → what was recorded, as `BoardRow.served` has it, from the first day on that an occasion of the kind
    may lie."""
    first: dict[str, date] = {}
    last = date.min
    for kind, one in {(duty.kind, id(asked[duty.pk])): (duty.kind, asked[duty.pk]) for duty in duties}.values():
        for occasion in one.occasions:
            first[kind] = min(first.get(kind, occasion.period.start), occasion.period.start)
            last = max(last, occasion.period.end)
    units = {one.unit_id for one in duties}
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    marks = Cast("is_late", IntegerField()) * 2 + 1 - Cast("own", IntegerField())  # the digits of OWN, ANOTHERS …
    marked = _Marked(Cast("held_on", CharField()), Cast(marks, CharField()), output_field=CharField())
    for start in sorted(set(first.values())):
        kinds = [kind for kind, earliest in first.items() if earliest == start]
        rows = Serving.objects.filter(
            counts=True, kind__in=kinds, unit__in=units, held_on__gte=start, held_on__lte=last
        ).order_by()
        for kind, unit, days in rows.values_list("kind", "unit_id").annotate(days=_Joined(marked)):
            found[unit, kind] = tuple(sorted(days.split(",")))
    return found


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


def _excuses(duties: list[Duty]) -> dict[int, dict[date, str]]:
    found: dict[int, dict[date, str]] = defaultdict(dict)
    rows = Excuse.objects.filter(withdrawn_at=None).order_by()
    if len(duties) <= NAMED_AT_ONCE:
        rows = rows.filter(duty__in=[one.pk for one in duties])
    for duty, starts_on, reason in rows.values_list("duty_id", "starts_on", "reason"):
        found[duty][starts_on] = reason
    return found
