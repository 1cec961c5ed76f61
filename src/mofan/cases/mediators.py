"""Who can be named as a mediator (调解员名册): names to choose from, no cases."""

from dataclasses import dataclass

from django.utils import timezone

from mofan.cases.models import Case
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.roles import Right, roles_with


@dataclass(frozen=True, slots=True)
class Listed:
    """A mediator of a committee (调解员)."""

    person: Person
    committee: Unit


def mediators_for(case: Case) -> list[Listed]:
    """Those who mediate in a unit under the one above the unit of the case, the nearest committee first; whoever the
    case is against is left out."""
    top = case.unit.parent or case.unit
    units = Unit.objects.under(top).valid()
    grants = RoleGrant.objects.on(timezone.localdate()).filter(role__in=roles_with(Right.MEDIATE), unit__in=units)
    grants = grants.filter(person__is_active=True).exclude(
        person__in=case.parties.filter(role="respondent", person__isnull=False).values("person")
    )
    rows = grants.select_related("person", "unit").order_by("unit__depth", "unit__order", "person__pinyin", "pk")
    listed = {(one.person_id, one.unit_id): Listed(one.person, one.unit) for one in rows}
    return sorted(listed.values(), key=lambda one: _far(one.committee, case.unit_id))


def _far(committee: Unit, unit: int) -> int:
    """A committee of the unit itself, one right below it, another."""
    return 0 if committee.pk == unit else 1 if committee.parent_id == unit else 2


def mediator_listed(case: Case, person: int, committee: int) -> Listed | None:
    """The one of them with those keys."""
    found = (one for one in mediators_for(case) if one.person.pk == person and one.committee.pk == committee)
    return next(found, None)
