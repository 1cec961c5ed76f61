"""The figures of cases (事项的数): counted live, and the cases behind.

What is counted is declared in `cases.takes`. Tip-offs are in no figure: a number of them in a small unit would tell
that there is one (DOMAIN 4.2: no copy into general lists); whoever may read them counts them in their own list.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from mofan.cases.days_taken import days_between, quantile
from mofan.cases.kinds import Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Callback, Case, Clock, Decision, Leg, Move
from mofan.cases.models.callbacks import Answered, Satisfied
from mofan.cases.models.cases import CaseQuerySet, looks_everywhere
from mofan.cases.named_figures import CaseFigure, kinds_of
from mofan.cases.stretches import counts_between
from mofan.cases.takes import Base
from mofan.measure import Period
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit, UnitLink

# what is counted


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the things of a base stand: their moment, the way to their case. All have a unit, and a column with the
    kind that they are counted as."""

    all: Callable[[], QuerySet[Any]]
    at: str
    case: str = "case__"
    """Before a column of the case; "" for the case itself."""
    kind: str = "counted_as"


_COUNTED: Final = Q(counted_as__isnull=False)
"""What stands in the indexes out of which is counted: each holds all that a figure asks for, so that neither the rows
nor their cases are looked at."""
_BASES: Final[Mapping[Base, _Rows]] = {
    "intake": _Rows(lambda: Case.objects.filter(restricted=False), "taken_in_at", "", "kind"),
    "decision": _Rows(lambda: Case.objects.filter(restricted=False), "decided_at", "", "kind"),
    "closing": _Rows(lambda: Case.objects.filter(restricted=False), "closed_at", "", "kind"),
    "leg": _Rows(lambda: Leg.objects.filter(_COUNTED), "sent_at"),
    "clock": _Rows(lambda: Clock.objects.filter(_COUNTED), "due_at"),
    "move": _Rows(lambda: Move.objects.filter(_COUNTED, code__in=_counted()), "at"),
    "callback": _Rows(lambda: Callback.objects.filter(_COUNTED), "due_at"),
}


def _counted() -> list[str]:
    """The moves that are counted at all: those that close or open again."""
    moves = (move for kind in known_kinds().values() for move in kind.moves)
    return sorted({one.code for one in moves if one.effect in ("close", "reopen")})


_GIVEN_BACK: Final = Q(owner_state__in=("returned", "recalled")) | Q(owner_state="open", stopped_at__isnull=False)
_LIVE: Final = ~_GIVEN_BACK
_DONE: Final = Q(owner_state="done") | Q(owner_state="closed", stopped_at__isnull=False)


_ANSWERED: Final = Q(state=Answered.ANSWERED)
_VALID: Final = Q(excluded=False)
"""Of what was answered."""


def _due(start: datetime) -> Q:
    """Done, or overdue when the day began."""
    return _DONE | (Q(paused_at=None, due_at__lt=start) & _LIVE)


def _moves(effect: str, kinds: Iterable[Kind]) -> Q:
    """Moves of that effect, of cases of these kinds: kinds in which the same moves have it are asked for together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for kind in kinds:
        alike.setdefault(tuple(one.code for one in kind.moves if one.effect == effect), []).append(kind.code)
    if len(alike) == 1:
        return Q(code__in=next(iter(alike)))
    found = Q(pk__in=())
    for codes, some in alike.items():
        found |= Q(counted_as__in=some, code__in=codes)
    return found


def _condition(figure: CaseFigure, today: date) -> Q:
    """Which things of its base a figure counts: by its kinds and facet, and by what it takes."""
    base = figure.take.base
    return _of_kinds(base, _codes_of(figure)) & _every(base, today) & _further(figure)


def _every(base: Base, today: date) -> Q:
    """What all numbers of a base have in common, so that it is asked once of many."""
    match base:
        case "clock":
            return _due(_begin(today))
        case "callback":
            return _ANSWERED
    return Q()


def _further(figure: CaseFigure) -> Q:
    """Which of the things of its kinds a figure counts, of those that all numbers of its base have in common."""
    return _taken(figure.take.code, kinds_of(figure)) & _narrowed(figure)


def _narrowed(figure: CaseFigure) -> Q:
    """To its facet."""
    if figure.facet == "level":
        return _level(figure.choice)
    return Q(**{f"{_BASES[figure.take.base].case}{figure.facet}": figure.choice}) if figure.facet else Q()


def _codes_of(figure: CaseFigure) -> frozenset[str]:
    return frozenset(one.code for one in kinds_of(figure))


def _of_kinds(base: Base, codes: Iterable[str]) -> Q:
    """Things of cases of these kinds."""
    return Q(**{f"{_BASES[base].kind}__in": sorted(codes)})


def _taken(code: str, kinds: Sequence[Kind]) -> Q:
    """What a number takes of what all numbers of its base have in common, among things of these kinds."""
    match code:
        case "accepted" | "accepted_then":
            return Q(decision=Decision.ACCEPTED)
        case "refused" | "refused_then":
            return Q(decision=Decision.REFUSED)
        case "undecided":
            return Q(decision=Decision.UNDECIDED)
        case "returned":
            return Q(state="returned")
        case "done":
            return _DONE
        case "on_time":
            return _DONE & Q(stopped_at__lte=F("due_at"))
        case "extended":
            return Q(added__gt=0)
        case "closings":
            return _moves("close", kinds)
        case "reopenings":
            return _moves("reopen", kinds)
        case "callbacks_excluded":
            return Q(excluded=True)
        case "callbacks":
            return _VALID
        case "contacted" | "solved":
            return _VALID & Q(**{code: True})
        case "satisfied":
            return _VALID & Q(satisfied__in=(Satisfied.YES, Satisfied.MOSTLY))
    return Q()


def _level(choice: str) -> Q:
    """Things of units of a tier: of the county, of a town, of a village."""
    below = {
        kind: UnitLink.objects.on().filter(above__kind=kind).values("below")
        for kind in (UnitKind.TOWNSHIP, UnitKind.VILLAGE)
    }
    village, town = (Q(unit__in=below[kind]) for kind in (UnitKind.VILLAGE, UnitKind.TOWNSHIP))
    return {"village": village, "township": town & ~village, "county": ~town & ~village}[choice]


# the number


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
    kinds = frozenset().union(*map(_codes_of, asked))
    things = _of_units(base, units).filter(_of_kinds(base, kinds), _every(base, today)).order_by()
    counts = {f"n{no}": Count("pk", filter=_among(one, kinds, today)) for no, one in enumerate(asked)}
    stretches = counts_between(things, _BASES[base].at, ends, counts)
    spans = [range(*(ends.index(end) for end in _span(period))) for period in periods]
    return [[Decimal(sum(stretches[at][name] for at in span)) for span in spans] for name in counts]


def _among(figure: CaseFigure, kinds: frozenset[str], today: date) -> Q:
    """Which of the things of these kinds a figure counts."""
    return _further(figure) if _codes_of(figure) == kinds else _condition(figure, today)


_AT_ONCE: Final = 40
"""Counts in one query."""


def by_unit(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> dict[int, Decimal]:
    """Unit → its own number, without those below it; units without any are left out. Counts only."""
    things = _things(figure, units, period, today).order_by().values("unit").annotate(all=Count("pk"))
    return {row["unit"]: Decimal(row["all"]) for row in things}


def rows_of(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> CaseQuerySet:
    """The cases behind the number (数到的事项), the latest first; whoever shows them narrows by `visible_to`."""
    things = _things(figure, units, period, today)
    return _as_shown(things) if not _BASES[figure.take.base].case else cases_named(things.order_by().values("case"))


def how_many(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> int:
    """How many `rows_of` are."""
    key = _BASES[figure.take.base].case.removesuffix("__") or "pk"
    things = _things(figure, units, period, today).order_by()
    return int(things.aggregate(all=Count(key, distinct=key != "pk"))["all"])


def keys_shown(
    figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date, person: Person, many: int
) -> Sequence[int]:
    """The keys of those of `rows_of`, which are so `many`, that this person may read, in their order. Many are found by
    going through the cases in order; whoever looks everywhere reads all that are counted."""
    rows = rows_of(figure, units, period, today)
    if many <= _MANY or not _BASES[figure.take.base].case:
        return _Keys(rows.visible_to(person), many if looks_everywhere(person) else None)
    behind = Q(pk__in=_things(figure, units, period, today).order_by().values("case"))
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
    if not _BASES[figure.take.base].case:
        return {row["pk"]: Decimal(1) for row in keys}
    things = _things(figure, units, period, today).filter(case__in=keys).order_by()
    return {pk: Decimal(times) for pk, times in Counter(things.values_list("case", flat=True)).items()}


def left_out(
    figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date
) -> list[tuple[str, int, CaseQuerySet]]:
    """What stands in the same units and days and is not counted: why, how many things, of which cases."""
    start = _begin(today)
    reasons: dict[str, Q] = {}
    if figure.take.base == "clock":
        open_yet = _LIVE & ~_DONE
        reasons = {
            "退单、收回或者撤回的，不算交办": _GIVEN_BACK,
            "正在中止计时": open_yet & Q(paused_at__isnull=False),
            "还没有到期": open_yet & Q(paused_at=None, due_at__gte=start),
        }
        if figure.take.code in ("done", "on_time"):
            reasons["到期没有办完"] = open_yet & Q(paused_at=None, due_at__lt=start)
        if figure.take.code == "on_time":
            reasons["办完了，报结果时已经超过时限"] = _DONE & Q(stopped_at__gt=F("due_at"))
    elif figure.take.base == "callback":
        reasons = {
            "联系不上": Q(state=Answered.UNREACHABLE),
            "还没有回访，或者过期没有回访": Q(state=Answered.DUE),
        }
        if not figure.take.code.startswith("callbacks_"):
            reasons["不合理诉求，经两人核准剔除"] = _ANSWERED & Q(excluded=True)
    if not reasons:
        return []
    whole = _of_kinds(figure.take.base, _codes_of(figure)) & _narrowed(figure)
    every = _within(figure.take.base, units, period).filter(whole)
    whys = {f"n{no}": Count("pk", filter=where) for no, where in enumerate(reasons.values())}
    counts = every.order_by().aggregate(**whys).values()
    found = [(why, count, every.filter(where)) for (why, where), count in zip(reasons.items(), counts, strict=True)]
    return [(why, count, cases_named(some.order_by().values("case"))) for why, count, some in found if count]


def _things(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> QuerySet[Any]:
    return _within(figure.take.base, units, period).filter(_condition(figure, today))


def _within(base: Base, units: QuerySet[Unit], period: Period) -> QuerySet[Any]:
    """Everything of a base in a scope and a period."""
    return _of_units(base, units).filter(**_from_to(base, *_span(period)))


def _of_units(base: Base, units: QuerySet[Unit]) -> QuerySet[Any]:
    return _BASES[base].all().filter(unit__in=units.order_by().values("pk"))


def _from_to(base: Base, since: datetime, until: datetime) -> dict[str, datetime]:
    """From a moment until just before another."""
    column = _BASES[base].at
    return {f"{column}__gte": since, f"{column}__lt": until}


def _span(period: Period) -> tuple[datetime, datetime]:
    """From the first moment of the first day to the first after the last, here."""
    return _begin(period.start), _begin(period.end + timedelta(days=1))


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
