"""Whom a case can be sent to and handed to (可交办的单位、可指定的人): names to choose from, no cases."""

from collections import Counter
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from mofan.cases.models import Case, Leg, LegPart
from mofan.org.kinds import PARTY_KINDS, UnitKind
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.models.units import UnitQuerySet
from mofan.org.roles import Right, roles_with
from mofan.org.spelling import spell

RECENT: Final = 2_000
"""Cases in which a habit of dispatching is looked for: more would tell of habits of old."""


def receivers(sender: Unit) -> UnitQuerySet:
    """The units that `sender` can send a case to (可交办单位): those under the unit above it, with all below them, and
    the centres of the levels above (上报); no organisations of the Party; in the order of the tree. What may not lead
    is for `dispatch` to say."""
    inside = Unit.objects.under(sender.parent or sender).order_by().values("pk")
    above = Unit.objects.over(sender).order_by().values("pk")
    return _open_to(Q(pk__in=inside) | Q(kind=UnitKind.CENTRE, parent__in=above), sender)


def callable_units(caller: Unit) -> UnitQuerySet:
    """The units that can be called to report in (可吹哨的单位), or named as the right ones: all of the county, whatever
    their level, but organisations of the Party; beyond a county all of the tree."""
    over = list(Unit.objects.over(caller))
    county = next((one for one in over if one.kind == UnitKind.COUNTY), over[0] if over else caller)
    return _open_to(Q(pk__in=Unit.objects.under(county).order_by().values("pk")), caller)


def _open_to(which: Q, sender: Unit) -> UnitQuerySet:
    units = Unit.objects.filter(which).valid().filter(until=None).exclude(kind__in=PARTY_KINDS).exclude(pk=sender.pk)
    return units.order_by("depth", "order", "pk")


def calling_centre(unit: Unit) -> Unit:
    """Who calls back what this unit received (回访单位): of what mediators take in and mediate themselves the nearest
    centre above them, the first of its level; every other unit does it itself, and so where there is no centre."""
    if unit.kind != UnitKind.MEDIATION:
        return unit
    above = Unit.objects.over(unit).order_by().values("pk")
    centres = Unit.objects.filter(Q(pk__in=above) | Q(parent__in=above), kind=UnitKind.CENTRE).valid()
    return centres.filter(until=None).order_by("-depth", "order", "pk").first() or unit


def units_found(units: UnitQuerySet, typed: str, most: int = 10) -> list[Unit]:
    """Of such units those behind what was typed: characters of the name, or its initials in pinyin; first those that
    begin with it."""
    typed = typed.strip().lower()
    if not typed:
        return []
    found = [one for one in units if typed in one.name.lower() or typed in spell(one.name)[1]]
    found.sort(key=lambda one: (not one.name.lower().startswith(typed), len(one.name)))
    return found[:most]


def usual_receivers(case: Case, most: int = 9) -> list[tuple[Unit, int]]:
    """The units to which this centre sent cases of the same kind and category as leads (常交办给), the most often
    first, and how often among the latest `RECENT` of the kind. A habit told, no advice."""
    recent = Case.objects.filter(kind=case.kind).exclude(pk=case.pk).order_by("-taken_in_at", "-pk").values("pk")
    like = Case.objects.filter(pk__in=recent[:RECENT], category=case.category, unit=case.unit_id).order_by()
    legs = Leg.objects.filter(case__in=list(like.values_list("pk", flat=True)), part=LegPart.LEAD, sender=case.unit_id)
    given = legs.exclude(state__in=("returned", "recalled")).order_by().values_list("unit", flat=True)
    counted = dict(sorted(Counter(given).items(), key=lambda one: (-one[1], one[0]))[:most])
    units = {one.pk: one for one in receivers(case.unit).filter(pk__in=counted)}
    return [(units[key], count) for key, count in counted.items() if key in units]


def handlers_of(unit: Unit, *, restricted: bool = False) -> QuerySet[Person]:
    """Who can be named to handle what `unit` has (可指定的承办人): who handles there by a role in it or above; of
    tip-offs only those who are named for them."""
    roles = roles_with(Right.TIP_OFF if restricted else Right.HANDLE)
    over = Unit.objects.over(unit).order_by().values("pk")
    grants = RoleGrant.objects.on(timezone.localdate()).filter(unit__in=over, role__in=roles)
    people = Person.objects.valid().filter(pk__in=grants.values("person"), is_active=True)
    return people.order_by("pinyin", "pk")


def concerned_units(case: Case) -> UnitQuerySet:
    """The units that have to do with a case (关联单位): it received it, has or had a leg of it, or was called."""
    return Unit.objects.filter(pk__in=case.concerns.order_by().values("unit")).order_by("depth", "order", "pk")
