"""Cases counted by month, category, unit (事项的分类计数): for the dashboard and the public page. Each number comes
with what it counts, so that it can be a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from mofan.cases.legs import LEG_STATES
from mofan.cases.models import Case, Clock, Decision, Leg
from mofan.cases.models.cases import CaseQuerySet
from mofan.cases.models.whistles import Whistle, WhistleQuerySet
from mofan.cases.queries import Asked, case_list, first_moment, looks_at
from mofan.org.models import Person, Unit
from mofan.org.models.units import UnitQuerySet

SMALL = 5
"""Fewer than so many are not told in public (少于5): whoever knows the place could tell who it was."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came in and what became of it (收件与办理): received = accepted + refused + undecided, always."""

    received: int = 0
    accepted: int = 0
    refused: int = 0
    undecided: int = 0
    closed: int = 0
    """Of those received: closed by now."""
    overdue: int = 0
    """Of those received: with a clock that is overdue now."""


def tally(cases: CaseQuerySet, now: datetime) -> Tally:
    """The numbers over any cases."""
    return tallies(cases, "", now).get("", Tally())


def tallies(cases: CaseQuerySet, by: str, now: datetime) -> dict[str, Tally]:
    """The same for each value of a column of the cases; "" for all together."""
    rows = cases.order_by()
    late = Clock.objects.overdue(now).order_by().values("case")
    columns = (by,) if by else ()
    counted = rows.values(*columns).annotate(**_counts(late)) if by else [rows.aggregate(**_counts(late))]
    return {str(row.get(by, "")) if by else "": _tally(row) for row in counted}


def _counts(late: Any) -> dict[str, Count]:
    return {
        "received": Count("pk"),
        "accepted": Count("pk", filter=Q(decision=Decision.ACCEPTED)),
        "refused": Count("pk", filter=Q(decision=Decision.REFUSED)),
        "undecided": Count("pk", filter=Q(decision=Decision.UNDECIDED)),
        "closed": Count("pk", filter=Q(closed_at__isnull=False)),
        "overdue": Count("pk", filter=Q(pk__in=late)),
    }


def _tally(row: Mapping[str, Any]) -> Tally:
    names = ("received", "accepted", "refused", "undecided", "closed", "overdue")
    return Tally(*(int(row[name]) for name in names))


def by_month(cases: CaseQuerySet, now: datetime) -> dict[date, Tally]:
    """First day of a month → what came in then and what became of it by now; months without any are left out. A month
    is asked for at a time: by its first and last moment it is found in an index."""
    ends = cases.order_by().aggregate(first=Min("taken_in_at"), last=Max("taken_in_at"))
    found: dict[date, Tally] = {}
    if ends["first"] is None:
        return found
    month, last = timezone.localdate(ends["first"]).replace(day=1), timezone.localdate(ends["last"])
    while month <= last:
        after = (month + timedelta(days=31)).replace(day=1)
        some = tally(cases.filter(taken_in_at__gte=first_moment(month), taken_in_at__lt=first_moment(after)), now)
        if some.received:
            found[month] = some
        month = after
    return found


LEGS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "sent": ("待签收", ("sent",)),
    "working": ("办理中", ("working", "return_asked")),
    "submitted": ("待审核", ("submitted",)),
    "done": ("已办完", ("done",)),
    "running": ("还在办", ("sent", "working", "return_asked", "submitted")),
    "late": ("超期", ()),
    "any": ("交办过", tuple(LEG_STATES)),
}
"""How a unit stands with cases (承办情况): what it is called, the states of its legs; late: with an overdue clock."""


def with_legs(cases: CaseQuerySet, units: UnitQuerySet, stands: str, now: datetime) -> CaseQuerySet:
    """Of these cases, those with which these units stand so: a key of `LEGS`."""
    keys = units.order_by().values("pk")
    if stands == "late":
        late = Clock.objects.overdue(now).filter(leg__isnull=False, unit__in=keys)
        return cases.filter(pk__in=late.order_by().values("case"))
    legs = Leg.objects.filter(unit__in=keys, state__in=LEGS[stands][1])
    return cases.filter(pk__in=legs.order_by().values("case"))


def standing_of(person: Person, unit: Unit, now: datetime) -> dict[str, int]:
    """Key of `LEGS` → with how many cases that the person may read the unit, with all below it, stands so."""
    here = {"unit__in": units_below(unit.pk).order_by().values("pk")}
    legs = Leg.objects.filter(_read_by(person, unit), **here).order_by()
    running = legs.filter(state__in=LEGS["running"][1]).aggregate(
        **{
            stands: Count("case", distinct=True, filter=Q(state__in=LEGS[stands][1]))
            for stands in ("sent", "working", "submitted", "running")
        }
    )
    late = Clock.objects.overdue(now).filter(_read_by(person, unit), leg__isnull=False, **here).order_by()
    return running | {
        "done": legs.filter(state__in=LEGS["done"][1]).aggregate(all=Count("case", distinct=True))["all"],
        "any": legs.aggregate(all=Count("case", distinct=True))["all"],
        "late": late.aggregate(all=Count("case", distinct=True))["all"],
    }


def _read_by(person: Person, unit: Unit) -> Q:
    """Of rows by cases that have to do with a unit: that the person may read the case. Few cases are tip-offs: to know
    them is quicker than to look at each case."""
    if looks_at(person, unit):
        return ~Q(case__in=Case.objects.filter(restricted=True).order_by().values("pk"))
    return Q(case__in=case_list(person, Asked(unit=unit.pk)).order_by().values("pk"))


@dataclass(frozen=True, slots=True)
class UnitTally:
    """With how many cases a unit, without those below it, stands how (承办情况)."""

    unit: Unit
    counts: Mapping[str, int]
    """Key of `LEGS` → cases."""


def by_unit(person: Person, unit: Unit, now: datetime, most: int = 200) -> list[UnitTally]:
    """The units that have or had legs of the cases that this unit or one below it received or had, as far as the person
    may read them; in the order of the tree: no ranking."""
    theirs = _read_by(person, unit)
    below = units_below(unit.pk).order_by().values("pk")
    if Unit.objects.exclude(pk__in=below).exists():
        theirs &= Q(case__in=Case.objects.filter(unit__in=below).order_by().values("pk")) | Q(
            case__in=Leg.objects.filter(unit__in=below).order_by().values("case")
        )
    legs = Leg.objects.filter(theirs).order_by()
    late = Clock.objects.overdue(now).filter(theirs, leg__isnull=False).order_by()
    counts = {
        "any": _cases_by(legs, "unit"),
        "running": _cases_by(legs.filter(state__in=LEGS["running"][1]), "unit"),
        "late": _cases_by(late, "unit"),
    }
    units = Unit.objects.filter(pk__in=counts["any"]).order_by("depth", "order", "pk")[:most]
    return [UnitTally(one, {name: some.get(one.pk, 0) for name, some in counts.items()}) for one in units]


def _cases_by(rows: QuerySet[Any], unit: str) -> dict[int, int]:
    """Key of a unit → of how many cases these rows are."""
    return dict(rows.values(unit).annotate(all=Count("case", distinct=True)).values_list(unit, "all"))


def whistles_visible_to(person: Person) -> WhistleQuerySet:
    """The whistles of cases that the person may read, the latest first (吹哨)."""
    rows = Whistle.objects.visible_to(person).select_related("case", "caller", "called_by")
    return rows.prefetch_related("calls__unit", "calls__reported_to").order_by("-called_at", "-pk")


def public_cases(since: date, until: date) -> CaseQuerySet:
    """What public statistics count (公开统计): everything but tip-offs, by the day of intake; only ever as numbers."""
    ends = {"taken_in_at__gte": first_moment(since), "taken_in_at__lt": first_moment(until + timedelta(days=1))}
    return Case.objects.filter(restricted=False, **ends)


def units_below(unit: int, *, alone: bool = False) -> UnitQuerySet:
    """A unit with all below it (本单位及下属), or it alone."""
    return Unit.objects.filter(pk=unit) if alone else Unit.objects.under(Unit(pk=unit))
