"""The figures of cases (事项的数): counted live, and the cases behind.

What is counted is declared in `cases.takes`. Tip-offs are in no figure: a number of them in a small unit would tell
that there is one (DOMAIN 4.2: no copy into general lists); whoever may read them counts them in their own list.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from mofan.cases.counted_things import (
    ANSWERED,
    BASE_ROWS,
    DONE,
    GIVEN_BACK,
    LIVE,
    always,
    begin,
    codes_of,
    condition,
    further,
    narrowed,
    of_kinds,
)
from mofan.cases.days_taken import days_between, quantile
from mofan.cases.models import Case
from mofan.cases.models.callbacks import Answered
from mofan.cases.models.cases import CaseQuerySet, looks_everywhere
from mofan.cases.named_figures import CaseFigure
from mofan.cases.stretches import counts_between
from mofan.cases.takes import Base
from mofan.cases.whistle_counts import not_owed
from mofan.measure import Period
from mofan.org.models import Person, Unit


def value_of(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> Decimal | None:
    """The number (值) over those units and days as it is now; a count of nothing is 0, a median of nothing None."""
    return values_of([figure], units, [period], today)[0][0]


def values_of(
    asked: Sequence[CaseFigure], units: QuerySet[Unit], periods: Sequence[Period], today: date
) -> list[list[Decimal | None]]:
    """Many numbers (多数同问), each over several periods and the same units: those of one base in one query, median and
    ninth decile of one reading."""
    found = values_over(dict.fromkeys(asked, periods), units, today)
    return [found[one] for one in asked]


def values_over(
    asked: Mapping[CaseFigure, Sequence[Period]], units: QuerySet[Unit], today: date
) -> dict[CaseFigure, list[Decimal | None]]:
    """The same, each number over periods of its own: those of one base are still one query."""
    found: dict[CaseFigure, list[Decimal | None]] = {}
    took: dict[tuple[str, Period], list[float]] = {}
    by_base: dict[Base, list[CaseFigure]] = {}
    for one, periods in asked.items():
        if one.take.quantile:
            for period in periods:
                if (one.prefix, period) not in took:
                    took[one.prefix, period] = _took(_things(one, units, period, today))
            found[one] = [quantile(took[one.prefix, period], one.take.quantile) for period in periods]
        else:
            by_base.setdefault(one.take.base, []).append(one)
    for base, some in by_base.items():
        every = list(dict.fromkeys(period for one in some for period in asked[one]))
        for start in range(0, len(some), _AT_ONCE):
            part = some[start : start + _AT_ONCE]
            for one, numbers in zip(part, _counts(base, part, units, every, today), strict=True):
                over = dict(zip(every, numbers, strict=True))
                found[one] = [over[period] for period in asked[one]]
    return found


def _counts(
    base: Base, asked: Sequence[CaseFigure], units: QuerySet[Unit], periods: Sequence[Period], today: date
) -> list[list[Decimal | None]]:
    """Counts of one base: of every stretch of time between two ends of periods."""
    ends = sorted({end for period in periods for end in _span(period)})
    kinds = frozenset().union(*map(codes_of, asked))
    things = _of_units(base, units).filter(of_kinds(base, kinds), always(base, today)).order_by()
    counts = {f"n{no}": Count("pk", filter=_among(one, kinds, today)) for no, one in enumerate(asked)}
    stretches = counts_between(things, BASE_ROWS[base].at, ends, counts)
    spans = [range(*(ends.index(end) for end in _span(period))) for period in periods]
    return [[Decimal(sum(stretches[at][name] for at in span)) for span in spans] for name in counts]


def _among(figure: CaseFigure, kinds: frozenset[str], today: date) -> Q:
    """Which of the things of these kinds a figure counts."""
    return further(figure) if codes_of(figure) == kinds else condition(figure, today)


_AT_ONCE: Final = 40
"""Counts in one query."""


def by_unit(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> dict[int, Decimal]:
    """Unit → its own number, without those below it; units without any are left out. Counts only."""
    column = BASE_ROWS[figure.take.base].unit
    things = _things(figure, units, period, today).order_by().values(column).annotate(all=Count("pk"))
    return {row[column]: Decimal(row["all"]) for row in things}


def rows_of(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> CaseQuerySet:
    """The cases behind the number (数到的事项), the latest first; whoever shows them narrows by `visible_to`."""
    rows, things = BASE_ROWS[figure.take.base], _things(figure, units, period, today)
    return _as_shown(things) if not rows.case else cases_named(things.order_by().values(rows.key))


def how_many(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> int:
    """How many `rows_of` are."""
    key = BASE_ROWS[figure.take.base].key
    things = _things(figure, units, period, today).order_by()
    return int(things.aggregate(all=Count(key, distinct=key != "pk"))["all"])


def keys_shown(
    figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date, person: Person, many: int
) -> Sequence[int]:
    """The keys of those of `rows_of`, which are so `many`, that this person may read, in their order. Many are found by
    going through the cases in order; whoever looks everywhere reads all that are counted."""
    rows = rows_of(figure, units, period, today)
    if many <= _MANY or not BASE_ROWS[figure.take.base].case:
        return _Keys(rows.visible_to(person), many if looks_everywhere(person) else None)
    behind = Q(pk__in=_things(figure, units, period, today).order_by().values(BASE_ROWS[figure.take.base].key))
    return _Keys(Case.objects.visible_in_order(person, behind), many if looks_everywhere(person) else None)


class _Keys(Sequence[int]):
    """Keys of cases in their order, of which may be known how many there are."""

    def __init__(self, rows: CaseQuerySet, count: int | None) -> None:
        self._rows, self._count = rows, count

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._rows.order_by().count()
        return self._count

    def __getitem__(self, part: Any) -> Any:
        keys = self._rows.values_list("pk", flat=True)[part]
        return keys if isinstance(keys, int) else list(keys)


_MANY: Final = 1_000
"""Cases behind a number that are not put in order to show some of them."""


def cases_named(keys: Any) -> CaseQuerySet:
    """Cases by their keys, as figures show them."""
    return _as_shown(Case.objects.filter(pk__in=keys))


def _as_shown(cases: QuerySet[Any]) -> CaseQuerySet:
    rows: CaseQuerySet = cases.prefetch_related("unit", "taken_in_by").order_by("-taken_in_at", "-pk")  # type: ignore[assignment]
    return rows


def _took(things: QuerySet[Any]) -> list[float]:
    """How many seconds each of these closed cases took, to the microsecond. The moments are read as text: to make
    moments with a zone of tens of thousands of them is most of the work otherwise."""
    moment = datetime.fromisoformat
    spans = things.order_by().values_list(Cast("taken_in_at", TextField()), Cast("closed_at", TextField()))
    return [(moment(closed) - moment(came)).total_seconds() for came, closed in spans]


def contributions(
    figure: CaseFigure, cases: CaseQuerySet, units: QuerySet[Unit], period: Period, today: date
) -> dict[int, Decimal]:
    """Case → what each of these adds to the number: how many of its things are counted, or the days it took."""
    if figure.take.quantile:
        took = cases.order_by().values_list("pk", "taken_in_at", "closed_at")
        return {pk: days_between(came, closed) for pk, came, closed in took if closed is not None}
    keys = cases.order_by().values("pk")
    if not BASE_ROWS[figure.take.base].case:
        return {row["pk"]: Decimal(1) for row in keys}
    key = BASE_ROWS[figure.take.base].key
    things = _things(figure, units, period, today).filter(**{f"{key}__in": keys}).order_by()
    return {pk: Decimal(times) for pk, times in Counter(things.values_list(key, flat=True)).items()}


def left_out(
    figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date
) -> list[tuple[str, int, CaseQuerySet]]:
    """What stands in the same units and days and is not counted: why, how many things, of which cases."""
    start = begin(today)
    reasons: dict[str, Q] = {}
    if figure.take.base == "clock":
        open_yet = LIVE & ~DONE
        reasons = {
            "退单、收回或者撤回的，不算交办": GIVEN_BACK,
            "正在中止计时": open_yet & Q(paused_at__isnull=False),
            "还没有到期": open_yet & Q(paused_at=None, due_at__gte=start),
        }
        if figure.take.code in ("done", "on_time"):
            reasons["到期没有办完"] = open_yet & Q(paused_at=None, due_at__lt=start)
        if figure.take.code == "on_time":
            reasons["办完了，报结果时已经超过时限"] = DONE & Q(stopped_at__gt=F("due_at"))
    elif figure.take.base == "callback":
        reasons = {
            "联系不上": Q(state=Answered.UNREACHABLE),
            "还没有回访，或者过期没有回访": Q(state=Answered.DUE),
        }
        if not figure.take.code.startswith("callbacks_"):
            reasons["不合理诉求，经两人核准剔除"] = ANSWERED & Q(excluded=True)
    elif figure.take.base in ("calling", "called"):
        reasons = not_owed(figure.take.code.partition("_")[2], start)
    if not reasons:
        return []
    whole = of_kinds(figure.take.base, codes_of(figure)) & narrowed(figure)
    every = _within(figure.take.base, units, period).filter(whole)
    whys = {f"n{no}": Count("pk", filter=where) for no, where in enumerate(reasons.values())}
    counts = every.order_by().aggregate(**whys).values()
    found = [(why, count, every.filter(where)) for (why, where), count in zip(reasons.items(), counts, strict=True)]
    key = BASE_ROWS[figure.take.base].key
    return [(why, count, cases_named(some.order_by().values(key))) for why, count, some in found if count]


def _things(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> QuerySet[Any]:
    return _within(figure.take.base, units, period).filter(condition(figure, today))


def _within(base: Base, units: QuerySet[Unit], period: Period) -> QuerySet[Any]:
    """Everything of a base in a scope and a period."""
    return _of_units(base, units).filter(**_from_to(base, *_span(period)))


def _of_units(base: Base, units: QuerySet[Unit]) -> QuerySet[Any]:
    return BASE_ROWS[base].all().filter(**{f"{BASE_ROWS[base].unit}__in": units.order_by().values("pk")})


def _from_to(base: Base, since: datetime, until: datetime) -> dict[str, datetime]:
    """From a moment until just before another."""
    column = BASE_ROWS[base].at
    return {f"{column}__gte": since, f"{column}__lt": until}


def _span(period: Period) -> tuple[datetime, datetime]:
    """From the first moment of the first day to the first after the last, here."""
    return begin(period.start), begin(period.end + timedelta(days=1))
