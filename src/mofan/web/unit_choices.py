"""The units that a form offers (可选单位), each below its parent, as the tree shows them."""

from collections import defaultdict

from django.http import Http404
from django.shortcuts import get_object_or_404

from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit
from mofan.org.queries import units_visible_to, units_where
from mofan.org.roles import Right
from mofan.web.asked import number_asked


def units_in_order(person: Person, right: Right) -> list[Unit]:
    """Open units in which the person has that right, in the order of the tree."""
    rows = list(units_where(person, right).filter(until=None).order_by("order", "pk"))
    here = {unit.pk for unit in rows}
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in rows:
        below[unit.parent_id if unit.parent_id in here else None].append(unit)
    found: list[Unit] = []
    waiting = list(reversed(below[None]))
    while waiting:
        unit = waiting.pop()
        found.append(unit)
        waiting += reversed(below[unit.pk])
    return found


def branches_in_order(person: Person) -> list[Unit]:
    """Of those, the branches of the Party with their groups."""
    return [one for one in units_in_order(person, Right.MANAGE) if one.kind in (UnitKind.BRANCH, UnitKind.CELL)]


def unit_chosen(person: Person, given: str) -> Unit:
    """The unit whose key came with a form. Raises Http404 for one that the person may not see."""
    key = number_asked(given)
    if key is None:
        raise Http404
    return get_object_or_404(units_visible_to(person), pk=key)
