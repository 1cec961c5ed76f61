"""How duties stand (履责台账): every occasion with the record that met it, by unit and period."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple, cast

from django.db.models import Aggregate, CharField, F, Func, IntegerField, QuerySet
from django.db.models.functions import Cast

from mofan.measure import Period
from mofan.org.models import Person, Unit
from mofan.org.working_calendar import plan_of, working_calendar
from mofan.org.working_days import DayOff, WorkingCalendar
from mofan.records.catalogue import Kind
from mofan.records.catalogue.kinds import Cadence, Every
from mofan.records.courses import KEYS_FROM, Applies, Asked, Expected, Tally, sorted_days, stands, walk
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
)

ALWAYS = Period(date(1949, 10, 1), date(2999, 12, 31))
NAMED_AT_ONCE: Final = 500
"""Up to so many duties are named one by one in a query."""
_TOGETHER: Final = timedelta(days=45)
"""Kinds whose first occasions begin no further before a period than this are looked up together."""


class Days(NamedTuple):
    """The days off around a period, read once for a whole board (放假安排)."""

    plan: tuple[DayOff, ...]
    calendar: WorkingCalendar


class InLittle(NamedTuple):
    """A duty as a board needs it, thousands at a time (任务摘要)."""

    pk: int
    kind: str
    unit_id: int
    responsible_id: int | None
    every: str
    times: int
    rule: str
    since: date | None
    until: date | None

    @classmethod
    def of(cls, duty: Duty) -> "InLittle":
        """That of a duty that is loaded."""
        return cls(*(getattr(duty, name) for name in cls._fields))


@dataclass
class BoardRow:
    """One duty of one unit over a period (一格), never changed (a frozen one takes thrice as long to make). How often
    each state occurs is reckoned from days alone; the duty, its unit and the standings are only made where
    somebody looks at them: a board has tens of thousands."""

    line: InLittle
    kind: Kind
    asked: Asked
    days: str
    """What was recorded: each an ISO day and the mark of its sort, joined by commas in no order."""
    excuses: Mapping[date, str]
    today: date
    course: str
    """A letter for each occasion that belongs to the period (`courses`)."""
    tally: Tally
    """How often each state occurs."""

    @cached_property
    def duty(self) -> Duty:
        """The duty itself; `with_units` gives many their units."""
        known = self.line._asdict() | {"id": self.line.pk}
        names = [one.attname for one in Duty._meta.concrete_fields if one.attname in known]
        return Duty.from_db(None, names, [known[name] for name in names])

    @property
    def unit(self) -> Unit:
        """Who owes it."""
        return self.duty.unit

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How every occasion stands."""
        days = [date.fromisoformat(one[:10]) for one in sorted_days(self.days)]
        applies = Period(self.line.since or ALWAYS.start, self.line.until or ALWAYS.end)
        stood = board(self.asked.occasions, days, today=self.today, excuses=self.excuses, applies=applies)
        return tuple(one for one in stood if self.asked.period.contains(one.occasion.deadline))

    def walked(self, days: str | None = None) -> list[tuple[Expected, str, str]]:
        """Every occasion as `courses.walk` finds it, those before the period too; with the keys of records where `days`
        have them."""
        served = sorted_days(self.days if days is None else days)
        return walk(self.asked, served, _applies(self.line, self.excuses), self.today)

    @property
    def counts(self) -> Mapping[State, int]:
        """State → how many of the occasions are in it."""
        return self.tally.counts

    @property
    def fulfilment(self) -> Fulfilment:
        """How much of what fell due was done."""
        return Fulfilment(self.tally.done, self.tally.fell_due)

    @property
    def state(self) -> State:
        """How the duty stands as a whole."""
        return self.tally.state

    @property
    def done(self) -> int:
        """How many occasions were met."""
        return self.tally.done

    @property
    def owed(self) -> int:
        """How many there are, those excused and not applicable left out."""
        return self.tally.owed


def units_board(person: Person, period: Period, today: date, units: QuerySet[Unit] | None = None) -> list[BoardRow]:
    """Every duty of the units that this person sees, over a period, in the order of the units: hundreds of units in a
    handful of queries. Duties, units and who is responsible are loaded by `with_units` for those that are shown."""
    rows = Duty.objects.visible_to(person).between(period.start, period.end)
    if units is not None:
        rows = rows.filter(unit__in=units.order_by().values("pk"))
    return board_of(rows, period, today)


def board_of(duties: DutyQuerySet, period: Period, today: date) -> list[BoardRow]:
    """How these duties stand over a period, in the order of their units."""
    ordered = duties.order_by("unit__order", "unit_id", "kind", "pk")
    days: dict[str | None, date | None] = {None: None}  # a few days, which thousands of duties have
    lines = []
    for row in ordered.values_list(*InLittle._fields[:-2], *_AS_TEXT):
        for day in row[-2:]:
            if day not in days:
                days[day] = date.fromisoformat(day)
        lines.append(InLittle._make((*row[:-2], days[row[-2]], days[row[-1]])))
    return _rows(lines, period, today)


_AS_TEXT: Final = (Cast("since", CharField()), Cast("until", CharField()))


def rows_of(duties: Iterable[Duty], period: Period, today: date) -> list[BoardRow]:
    """How duties that are loaded stand over a period: in a few queries, however many they are."""
    loaded = {one.pk: one for one in duties}
    rows = _rows([InLittle.of(one) for one in loaded.values()], period, today)
    for row in rows:
        row.__dict__["duty"] = loaded[row.line.pk]
    return rows


def with_units(rows: Sequence[BoardRow]) -> Sequence[BoardRow]:
    """These rows, each with its duty and its unit, which is read once however many duties it has."""
    units = units_of(rows)
    for one in rows:
        one.duty.unit = units[one.line.unit_id]
    return rows


def units_of(rows: Iterable[BoardRow]) -> dict[int, Unit]:
    """Key → unit of those that owe these duties."""
    return Unit.objects.in_bulk({one.line.unit_id for one in rows})


def _rows(lines: Sequence[InLittle], period: Period, today: date) -> list[BoardRow]:
    known, around = known_kinds(), days_around(period)
    lines = [one for one in lines if one.kind in known]
    asked = _asked_by_duty(lines, period, around)
    days = days_recorded([(one, asked[one.pk]) for one in lines])
    excuses = _excuses([one.pk for one in lines])
    none: dict[date, str] = {}
    whole: dict[tuple[date | None, date | None], Applies] = {}
    """Of duties without an excuse, thousands of which begin and end on the same days."""
    rows = []
    for one in lines:
        expected, recorded = asked[one.pk], days.get((one.kind, one.unit_id), "")
        if excused := excuses.get(one.pk, none):
            applies = _applies(one, excused)
        elif (ends := one[-2:]) in whole:
            applies = whole[ends]
        else:
            applies = whole[ends] = _applies(one, none)
        course, tally = stands(expected, recorded, applies, today)
        rows.append(BoardRow(one, known[one.kind], expected, recorded, excused, today, course, tally))
    return rows


def _applies(line: InLittle, excuses: Mapping[date, str]) -> Applies:
    return Applies(line.since, line.until, tuple(sorted(excuses)))


def _asked_by_duty(lines: Iterable[InLittle], period: Period, days: Days) -> dict[int, Asked]:
    """Duty → what it expects: worked out once for all duties of the same rhythm."""
    rhythms: dict[object, Asked] = {}
    found = {}
    for line in lines:
        since = line.since if line.every == "rule" else None
        rhythm = (line.every, line.times, line.rule, since)
        if rhythm not in rhythms:
            plan = days.plan if line.every == "festival" else ()
            calendar = days.calendar if line.every == "working_day" else None
            rhythms[rhythm] = _asked(*rhythm, period, plan, calendar)
        found[line.pk] = rhythms[rhythm]
    return found


@lru_cache(maxsize=500)
def _asked(
    every: str,
    times: int,
    rule: str,
    since: date | None,
    period: Period,
    plan: tuple[DayOff, ...],
    calendar: WorkingCalendar | None,
) -> Asked:
    """What a rhythm expects in a period, and before it where one record meets the first of two that overlap, whichever
    of them is looked at."""
    start = period.start - timedelta(days=2 * BEFORE_A_FESTIVAL) if every == "festival" else period.start
    return Asked(_expected(every, times, rule, since, Period(start, period.end), plan, calendar), period)


def _expected(
    every: str,
    times: int,
    rule: str,
    since: date | None,
    period: Period,
    plan: Sequence[DayOff],
    calendar: WorkingCalendar | None,
) -> tuple[Occasion, ...]:
    if every == "rule":
        return recurring(rule, since or period.start, period)
    return occasions(Cadence(cast(Every, every), times), period, plan, calendar)


class _Joined(Aggregate):
    """The days of many rows, each with its mark, in one text (合并日期): one value to read in place of hundreds."""

    function = "GROUP_CONCAT"
    name = "Joined"

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """PostgreSQL calls it otherwise and names the mark between."""
        template = "%(function)s(%(distinct)s%(expressions)s, ',')"
        return self.as_sql(compiler, connection, function="STRING_AGG", template=template, **more)


class _Marked(Func):
    """A day and behind it a digit, and perhaps more."""

    template = "%(expressions)s"
    arg_joiner = " || "


_MARK: Final = Cast(
    Cast("is_late", IntegerField()) * 2 + 1 - Cast("own", IntegerField()), CharField()
)  # as `courses.mark_of`
_DAY: Final = Cast("held_on", CharField())
_MARKED: Final = _Marked(_DAY, _MARK, output_field=CharField())
_KEYED: Final = _Marked(_DAY, _MARK, Cast(F("record_id") + KEYS_FROM, CharField()), output_field=CharField())


def days_recorded(duties: Iterable[tuple[InLittle, Asked]], *, keyed: bool = False) -> dict[tuple[str, int], str]:
    """(kind, unit) → what was recorded from the first day on that an occasion of the kind may lie, as `BoardRow.days`
    has it; `keyed`: with the keys of the records."""
    first: dict[str, date] = {}
    units, last = set(), date.min
    for line, asked in duties:
        units.add(line.unit_id)
        if asked.occasions:
            first[line.kind] = min(first.get(line.kind, asked.first), asked.first)
            last = max(last, asked.over)
    found: dict[tuple[str, int], str] = {}
    for start, kinds in _begun_together(first).items():
        rows = Serving.objects.filter(
            counts=True, kind__in=kinds, unit__in=units, held_on__gte=start, held_on__lt=last
        ).order_by()
        joined = rows.values_list("kind", "unit_id").annotate(days=_Joined(_KEYED if keyed else _MARKED))
        found.update({(kind, unit): days for kind, unit, days in joined})
    return found


def _begun_together(first: Mapping[str, date]) -> dict[date, list[str]]:
    """First day → the kinds that are looked up from it on: a few days more of one cost less than another query."""
    found: dict[date, list[str]] = {}
    for kind, start in sorted(first.items(), key=lambda one: one[1]):
        near = next((day for day in found if start - day <= _TOGETHER), start)
        found.setdefault(near, []).append(kind)
    return found


def days_around(period: Period) -> Days:
    """The plans of the years of a period and of the one after it, whose first holiday has its eve in the last."""
    years = range(period.start.year, period.end.year + 2)
    return Days(tuple(day for year in years for day in plan_of(year)), working_calendar())


def duties_visible_to(person: Person) -> DutyQuerySet:
    """The duties that this person may see."""
    return Duty.objects.visible_to(person).valid().select_related("unit", "responsible")


def _excuses(duties: Sequence[int]) -> dict[int, dict[date, str]]:
    found: dict[int, dict[date, str]] = defaultdict(dict)
    rows = Excuse.objects.filter(withdrawn_at=None).order_by()
    if len(duties) <= NAMED_AT_ONCE:
        rows = rows.filter(duty__in=duties)
    for duty, starts_on, reason in rows.values_list("duty_id", "starts_on", "reason"):
        found[duty][starts_on] = reason
    return found
