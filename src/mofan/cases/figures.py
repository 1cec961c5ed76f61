"""The figures of cases (事项的数): counted live, and the cases behind.

What is counted is declared in `cases.takes`. Tip-offs are in no figure: a number of them in a small unit would tell
that there is one (DOMAIN 4.2: no copy into general lists); whoever may read them counts them in their own list.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import In
from django.utils import timezone

from mofan.cases.days_taken import days_between, quantile
from mofan.cases.kinds import URGENCIES, Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Callback, Case, Channel, Clock, Decision, Leg, LegPart, Move
from mofan.cases.models.callbacks import Answered, Satisfied
from mofan.cases.models.cases import CaseQuerySet
from mofan.cases.takes import BASES, FINISH, TAKES, Base, Take, applies
from mofan.measure import Period
from mofan.org.kinds import UnitKind
from mofan.org.models import Unit, UnitLink

Facet = Literal["category", "channel", "urgency", "level"]
PREFIX: Final = "cases"
EVERY_KIND: Final = "各类受理事项"
LEVELS: Final = {"county": "县级", "township": "乡镇级", "village": "村级"}
FACETS: Final[Mapping[Facet, str]] = {"category": "类别", "channel": "渠道", "urgency": "轻重缓急", "level": "层级"}


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A number of cases (事项的数) of one kind, or of all that are accepted or refused; narrowed by a facet, or not."""

    take: Take
    kind: str = ""
    facet: Facet | None = None
    choice: str = ""

    @property
    def prefix(self) -> str:
        """The code without the number: what the parts of a rate have in common."""
        return ".".join([PREFIX, *filter(None, (self.kind, self.facet, self.choice))])

    @property
    def code(self) -> str:
        return f"{self.prefix}.{self.take.code}"

    @property
    def of(self) -> str:
        """Of what: 群众诉求, 群众诉求（城乡建设）, 各类受理事项."""
        name = known_kinds()[self.kind].name if self.kind else EVERY_KIND
        return f"{name}（{choices(self.facet, self.kind)[self.choice]}）" if self.facet else name

    @property
    def name(self) -> str:
        return f"{self.of}{self.take.name}"

    @property
    def definition(self) -> str:
        counted = BASES[self.take.base]
        everything = f"{EVERY_KIND}是{'、'.join(one.name for one in kinds_of(self))}。" if not self.kind else ""
        return (
            f"{self.of}，{self.take.means}。期间按{counted.period_by}，范围按{counted.scope_by}。"
            f"{everything}举报另有权限，不在数里。"
        )

    @property
    def adds_up(self) -> bool:
        """Whether the number over several units is the sum of theirs."""
        return not self.take.quantile


def figure_of(code: str) -> CaseFigure | None:
    """The figure of a code (cases.public_demand.category.housing.received); None where there is none."""
    prefix, *between, last = code.split(".") if code.count(".") else (code, "")
    take = TAKES.get(last)
    if prefix != PREFIX or take is None:
        return None
    kind = between.pop(0) if between and between[0] in known_kinds() else ""
    facet = next((one for one in FACETS if between[:1] == [one]), None)
    choice = between[1] if len(between) == 2 else ""
    figure = CaseFigure(take, kind, facet, choice)
    if (between and (facet is None or choice not in choices(facet, kind))) or not kinds_of(figure):
        return None
    return figure


@lru_cache(maxsize=4)
def _shipped(kinds: tuple[str, ...]) -> tuple[CaseFigure, ...]:
    every = [CaseFigure(take, kind) for kind in ("", *kinds) for take in TAKES.values()]
    return tuple(one for one in every if kinds_of(one))


def figures() -> tuple[CaseFigure, ...]:
    """Those of all kinds together, then kind by kind; facets are asked for by their codes."""
    return _shipped(tuple(known_kinds()))


def kinds_of(figure: CaseFigure) -> tuple[Kind, ...]:
    """The kinds whose cases are counted; nothing where the number does not apply."""
    kinds = known_kinds()
    if figure.kind:
        return (kinds[figure.kind],) if applies(figure.take, kinds[figure.kind]) else ()
    return tuple(one for one in kinds.values() if one.decides and applies(figure.take, one))


def choices(facet: Facet, kind: str = "") -> Mapping[str, str]:
    """Code → name of what a facet narrows to; categories are those of one kind."""
    match facet:
        case "category":
            return known_kinds()[kind].categories if kind else {}
        case "channel":
            return {one.value: one.label for one in Channel}
        case "urgency":
            return {code: name for code, name in URGENCIES.items()}
        case "level":
            return LEVELS


# what is counted


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the things of a base stand: their moment, their unit, the way to their case."""

    all: Callable[[], QuerySet[Any]]
    at: str
    unit: str
    case: str
    """Before a column of the case; "" for the case itself."""


_BASES: Final[Mapping[Base, _Rows]] = {
    "intake": _Rows(lambda: Case.objects.all(), "taken_in_at", "unit", ""),
    "decision": _Rows(lambda: Case.objects.all(), "decided_at", "unit", ""),
    "closing": _Rows(lambda: Case.objects.all(), "closed_at", "unit", ""),
    "leg": _Rows(lambda: Leg.objects.all(), "sent_at", "unit", "case__"),
    "clock": _Rows(
        lambda: Clock.objects.filter(Q(leg=None) | Q(leg__part=LegPart.LEAD), code=FINISH), "due_at", "unit", "case__"
    ),
    "move": _Rows(lambda: Move.objects.filter(leg=None, code__in=_counted()), "at", "case__unit", "case__"),
    "callback": _Rows(lambda: Callback.objects.all(), "due_at", "unit", "case__"),
}


def _counted() -> list[str]:
    """The moves that are counted at all: those that close or open again."""
    moves = (move for kind in known_kinds().values() for move in kind.moves)
    return sorted({one.code for one in moves if one.effect in ("close", "reopen")})


_GIVEN_BACK: Final = Q(leg__state__in=("returned", "recalled")) | Q(
    leg=None, stopped_at__isnull=False, case__closed_at=None
)
_LIVE: Final = Q(leg__state__in=("sent", "working", "return_asked", "submitted", "done")) | (
    Q(leg=None) & (Q(stopped_at=None) | Q(case__closed_at__isnull=False))
)
_DONE: Final = Q(leg__state="done") | Q(leg=None, stopped_at__isnull=False, case__closed_at__isnull=False)
_EXCLUDED: Final = Q(exclusion__confirmed_by__isnull=False)
_VALID: Final = Q(state=Answered.ANSWERED, exclusion__confirmed_by=None)


def _due(start: datetime) -> Q:
    """Done, or overdue when the day began."""
    return _LIVE & (_DONE | Q(paused_at=None, due_at__lt=start))


def _moves(effect: str, kinds: Iterable[Kind]) -> Q:
    found = Q(pk__in=())
    for kind in kinds:
        found |= Q(case__kind=kind.code, code__in=[one.code for one in kind.moves if one.effect == effect])
    return found


def _condition(figure: CaseFigure, today: date) -> Q:
    """Which things of its base a figure counts: by its kinds and facet, and by what it takes. Things of a case are
    found by their own moment and unit, never from all cases of some kinds: to the planner the kind is no column."""
    kinds, rows = kinds_of(figure), _BASES[figure.take.base]
    codes = [one.code for one in kinds]
    kind = Q(In(Coalesce(f"{rows.case}kind", Value("")), codes)) if rows.case else Q(kind__in=codes)
    where = Q(**{f"{rows.case}restricted": False}) & kind
    where &= _taken(figure.take.code, kinds, _begin(today))
    if figure.facet == "level":
        return where & _level(rows.unit, figure.choice)
    return where & Q(**{f"{rows.case}{figure.facet}": figure.choice}) if figure.facet else where


def _of_kinds(base: Base, figures: Sequence[CaseFigure]) -> Q:
    """Of cases themselves, those that any of these figures counts: they are found by their kinds in an index."""
    kinds = sorted({one.code for figure in figures for one in kinds_of(figure)})
    return Q() if _BASES[base].case else Q(kind__in=kinds, restricted=False)


def _taken(code: str, kinds: Sequence[Kind], start: datetime) -> Q:
    match code:
        case "accepted" | "accepted_then":
            return Q(decision=Decision.ACCEPTED)
        case "refused" | "refused_then":
            return Q(decision=Decision.REFUSED)
        case "undecided":
            return Q(decision=Decision.UNDECIDED)
        case "returned":
            return Q(state="returned")
        case "due":
            return _due(start)
        case "done":
            return _DONE
        case "on_time":
            return _DONE & Q(stopped_at__lte=F("due_at"))
        case "extended":
            return _due(start) & Q(added__gt=0)
        case "closings":
            return _moves("close", kinds)
        case "reopenings":
            return _moves("reopen", kinds)
        case "callbacks_answered":
            return Q(state=Answered.ANSWERED)
        case "callbacks_excluded":
            return Q(state=Answered.ANSWERED) & _EXCLUDED
        case "callbacks":
            return _VALID
        case "contacted" | "solved":
            return _VALID & Q(**{code: True})
        case "satisfied":
            return _VALID & Q(satisfied__in=(Satisfied.YES, Satisfied.MOSTLY))
    return Q()


def _level(unit: str, choice: str) -> Q:
    """Things of units of a tier: of the county, of a town, of a village."""
    below = {
        kind: UnitLink.objects.on().filter(above__kind=kind).values("below")
        for kind in (UnitKind.TOWNSHIP, UnitKind.VILLAGE)
    }
    village, town = (Q(**{f"{unit}__in": below[kind]}) for kind in (UnitKind.VILLAGE, UnitKind.TOWNSHIP))
    return {"village": village, "township": town & ~village, "county": ~town & ~village}[choice]


# the number


def value_of(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> Decimal | None:
    """The number (值) over those units and days as it is now; a count of nothing is 0, a median of nothing None."""
    return values_over(figure, units, [period], today)[0]


def values_over(
    figure: CaseFigure, units: QuerySet[Unit], periods: Sequence[Period], today: date
) -> list[Decimal | None]:
    """The number over each of several periods and the same units (逐期的数), in one query."""
    rows, whole = _BASES[figure.take.base], Period(min(p.start for p in periods), max(p.end for p in periods))
    things = _within(figure.take.base, units, whole).filter(_condition(figure, today))
    if figure.take.quantile:
        each = (things.filter(**_between(rows.at, period)) for period in periods)
        return [quantile(_took(some), figure.take.quantile) for some in each]
    asked = {f"p{no}": Count("pk", filter=Q(**_between(rows.at, period))) for no, period in enumerate(periods)}
    found = things.order_by().aggregate(**asked)
    return [Decimal(found[f"p{no}"]) for no in range(len(periods))]


def values_of(asked: Sequence[CaseFigure], units: QuerySet[Unit], period: Period, today: date) -> list[Decimal | None]:
    """Many numbers at once (多数同问): those of one base in one query, median and ninth decile of one reading."""
    found: dict[CaseFigure, Decimal | None] = {}
    took: dict[str, list[float]] = {}
    by_base: dict[Base, list[CaseFigure]] = {}
    for one in asked:
        if one.take.quantile:
            if one.prefix not in took:
                took[one.prefix] = _took(_things(one, units, period, today))
            found[one] = quantile(took[one.prefix], one.take.quantile)
        else:
            by_base.setdefault(one.take.base, []).append(one)
    for base, some in by_base.items():
        for start in range(0, len(some), _AT_ONCE):
            part = some[start : start + _AT_ONCE]
            counts = {f"n{no}": Count("pk", filter=_condition(one, today)) for no, one in enumerate(part)}
            row = _within(base, units, period).filter(_of_kinds(base, part)).order_by().aggregate(**counts)
            found |= {one: Decimal(row[f"n{no}"]) for no, one in enumerate(part)}
    return [found[one] for one in asked]


_AT_ONCE: Final = 40
"""Counts in one query."""


def by_unit(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> dict[int, Decimal]:
    """Unit → its own number, without those below it; units without any are left out. Counts only."""
    unit = _BASES[figure.take.base].unit
    things = _things(figure, units, period, today).order_by().values(unit).annotate(all=Count("pk"))
    return {row[unit]: Decimal(row["all"]) for row in things}


def rows_of(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> CaseQuerySet:
    """The cases behind the number (数到的事项), the latest first; whoever shows them narrows by `visible_to`."""
    things = _things(figure, units, period, today)
    return _as_shown(things) if not _BASES[figure.take.base].case else cases_named(things.order_by().values("case"))


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
            reasons["不合理诉求，经两人核准剔除"] = Q(state=Answered.ANSWERED) & _EXCLUDED
    every = _within(figure.take.base, units, period).filter(_condition(_whole(figure), today))
    found = [(why, some.count(), some) for why, where in reasons.items() if (some := every.filter(where)) is not None]
    return [(why, count, cases_named(some.order_by().values("case"))) for why, count, some in found if count]


def _whole(figure: CaseFigure) -> CaseFigure:
    """Everything of the base, of the same kinds and facet."""
    return CaseFigure(_EVERYTHING[figure.take.base], figure.kind, figure.facet, figure.choice)


_EVERYTHING: Final = {base: Take("everything", "", base, "") for base in BASES}


def _things(figure: CaseFigure, units: QuerySet[Unit], period: Period, today: date) -> QuerySet[Any]:
    return _within(figure.take.base, units, period).filter(_condition(figure, today))


def _within(base: Base, units: QuerySet[Unit], period: Period) -> QuerySet[Any]:
    """Everything of a base in a scope and a period."""
    rows = _BASES[base]
    return rows.all().filter(**_between(rows.at, period), **{f"{rows.unit}__in": units.order_by().values("pk")})


def _between(column: str, period: Period) -> dict[str, datetime]:
    since, until = _span(period)
    return {f"{column}__gte": since, f"{column}__lt": until}


def _span(period: Period) -> tuple[datetime, datetime]:
    """From the first moment of the first day to the first after the last, here."""
    return _begin(period.start), _begin(period.end + timedelta(days=1))


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
