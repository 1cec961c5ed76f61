"""Cases counted by month, kind, unit (事项的分类计数): for the boards and the public page. A number comes with what it
counts, so that it can be a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mofan.cases.legs import LEG_STATES
from mofan.cases.models import Case, Clock, Concern, Leg
from mofan.cases.models.cases import CaseQuerySet
from mofan.cases.models.whistles import Whistle, WhistleQuerySet
from mofan.cases.queries import Asked, case_list, first_moment, looks_at
from mofan.org.models import Person, Unit
from mofan.org.models.units import UnitQuerySet

SMALL = 5
"""Fewer than so many are not told in public (少于5): whoever knows the place could tell who it was."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What came in and was closed (收件与办结), as the public reads it: all but tip-offs, by the day of intake."""

    received: int
    closed: int
    """Of those received: closed by now."""


def counted_in(year: int) -> dict[tuple[int, str], Counted]:
    """(month, kind) → what came in in that month of a year; those without any are left out. Only ever numbers. A month
    is asked for at a time: by its first and last moment it is found in an index that holds all that is asked for."""
    firsts = [date(year, month, 1) for month in range(1, 13)] + [date(year + 1, 1, 1)]
    found = {}
    for first, after in pairwise(firsts):
        cases = Case.objects.filter(taken_in_at__gte=first_moment(first), taken_in_at__lt=first_moment(after))
        counts = {"received": Count("pk"), "closed": Count("closed_at")}
        for kind, *some in cases.filter(restricted=False).order_by().values_list("kind").annotate(**counts):
            found[first.month, kind] = Counted(*some)
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


def concerning(cases: CaseQuerySet, units: UnitQuerySet) -> CaseQuerySet:
    """Of these cases, those with which these units have to do: they received it, or have or had a leg of it."""
    concerns = Concern.objects.filter(unit__in=units.order_by().values("pk")).order_by()
    return cases.filter(pk__in=concerns.values("case"))


def standing_of(person: Person, unit: Unit, now: datetime) -> dict[str, int]:
    """Key of `LEGS`, but for `any` → with how many cases that the person may read the unit, with all below it, stands
    so."""
    below = units_below(unit.pk).order_by().values("pk")
    whole = not Unit.objects.exclude(pk__in=below).exists()
    here = {} if whole else {"unit__in": below}
    legs = Leg.objects.filter(_read_by(person, unit), **here).order_by()
    running = (
        legs.running()
        .filter(state__in=LEGS["running"][1])
        .aggregate(
            **{
                stands: Count("case", distinct=True, filter=Q(state__in=LEGS[stands][1]))
                for stands in ("sent", "working", "submitted", "running")
            }
        )
    )
    late = Clock.objects.overdue(now).filter(_read_by(person, unit, "leg__"), leg__isnull=False, **here).order_by()
    return running | {
        "done": legs.filter(state__in=LEGS["done"][1]).values("case").distinct().count(),
        "late": late.aggregate(all=Count("case", distinct=True))["all"],
    }


def _read_by(person: Person, unit: Unit, leg: str = "") -> Q:
    """Of legs, or of rows by a leg, to which `leg` is the way, of cases that have to do with a unit: that the person
    may read the case. That it is no tip-off stands in the leg itself."""
    if looks_at(person, unit):
        return Q(**{f"{leg}counted_as__isnull": False})
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
    below, theirs, each = units_below(unit.pk).order_by().values("pk"), Q(), Q()
    if Unit.objects.exclude(pk__in=below).exists():
        concerns = Concern.objects.filter(unit__in=below).order_by()
        theirs = Q(case__in=concerns.values("case"))
        each = Q(Exists(concerns.filter(case=OuterRef("case"))))  # of few rows each is tried
    legs = Leg.objects.filter(_read_by(person, unit)).order_by()
    late = Clock.objects.overdue(now).filter(_read_by(person, unit, "leg__"), each, leg__isnull=False).order_by()
    counts = {
        "any": _cases_by(legs.filter(theirs), "unit") if theirs or not looks_at(person, unit) else _ever_by_unit(),
        "running": _cases_by(legs.running().filter(each), "unit"),
        "late": _cases_by(late, "unit"),
    }
    units = Unit.objects.filter(pk__in=counts["any"]).order_by("depth", "order", "pk")[:most]
    return [UnitTally(one, {name: some.get(one.pk, 0) for name, some in counts.items()}) for one in units]


def _cases_by(rows: QuerySet[Any], unit: str) -> dict[int, int]:
    """Key of a unit → of how many cases these rows are."""
    return dict(rows.values(unit).annotate(all=Count("case", distinct=True)).values_list(unit, "all"))


def _ever_by_unit() -> dict[int, int]:
    """Key of a unit → of how many cases, but tip-offs, it has or had a leg. All are counted in the order of an index,
    and those of tip-offs, which are few, taken away."""
    few = Case.objects.filter(restricted=True, pk__gt=0).order_by().values("pk")  # by a bound their index is found
    every = _cases_by(Leg.objects.order_by(), "unit")
    tip_offs = _cases_by(Leg.objects.filter(case__in=few).order_by(), "unit")
    return {unit: count for unit in every if (count := every[unit] - tip_offs.get(unit, 0))}


def whistles_visible_to(person: Person) -> WhistleQuerySet:
    """The whistles of cases that the person may read, the latest first (吹哨)."""
    rows = Whistle.objects.visible_to(person).select_related("case", "caller", "called_by")
    return rows.prefetch_related("calls__unit", "calls__reported_to").order_by("-called_at", "-pk")


def units_below(unit: int, *, alone: bool = False) -> UnitQuerySet:
    """A unit with all below it (本单位及下属), or it alone."""
    return Unit.objects.filter(pk=unit) if alone else Unit.objects.under(Unit(pk=unit))
