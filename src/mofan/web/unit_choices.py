"""The units that a form offers (可选单位), each below its parent, as the tree shows them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString, mark_safe

from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit
from mofan.org.queries import units_visible_to, units_where
from mofan.org.roles import Right
from mofan.web.asked import number_asked
from mofan.web.unit_tree import option, option_that_says

MOST_OFFERED: Final = 1_000
"""Units of one choice: of more only the upper levels are offered, as far down as fits."""


def units_in_order(person: Person, right: Right) -> list[Unit]:
    """Open units in which the person has that right, in the order of the tree."""
    return in_tree_order(units_where(person, right).filter(until=None).order_by("order", "pk"))


def in_tree_order(units: Iterable[Unit]) -> list[Unit]:
    """Units that come in the order of neighbours, each behind its parent and those before it (按树的次序)."""
    rows = {unit.pk: unit for unit in units}
    return [rows[key] for key, _ in _walked([(unit.pk, unit.parent_id) for unit in rows.values()])]


def places_in_order(units: QuerySet[Unit]) -> dict[int, int]:
    """Key of a unit → its place in the order of the tree."""
    rows = units.order_by("order", "pk").values_list("pk", "parent_id")
    return {key: place for place, (key, _) in enumerate(_walked(list(rows)))}


def _walked(rows: Sequence[tuple[int, int | None]]) -> Iterator[tuple[int, int]]:
    """(key, depth) of each of these (key, parent), parents before those below them."""
    here = {key for key, _ in rows}
    below: dict[int | None, list[int]] = defaultdict(list)
    for key, parent in rows:
        below[parent if parent in here else None].append(key)
    waiting = [(key, 0) for key in reversed(below[None])]
    while waiting:
        key, depth = waiting.pop()
        yield key, depth
        waiting += [(one, depth + 1) for one in reversed(below[key])]


def first_in_order(units: QuerySet[Unit]) -> Unit | None:
    """The first of these units in the order of the tree: one that stands below none of them."""
    here = units.order_by().values("pk")
    return units.exclude(parent__in=here).order_by("order", "pk").first()


def branches_in_order(person: Person) -> list[Unit]:
    """Of those, the branches of the Party with their groups."""
    return [one for one in units_in_order(person, Right.MANAGE) if one.kind in (UnitKind.BRANCH, UnitKind.CELL)]


def offered(units: QuerySet[Unit], chosen: Collection[object] = ()) -> SafeString:
    """The options of a choice among these units, as the tree shows them, deeper ones further in. Three columns of each:
    hundreds of them stand on almost every page of the ledgers."""
    rows = list(units.order_by("order", "pk").values_list("pk", "name", "parent_id"))
    here = {key for key, *_ in rows}
    below: dict[int | None, list[tuple[int, str, Any]]] = defaultdict(list)
    for row in rows:
        below[row[2] if row[2] in here else None].append(row)
    levels, shown, level = 0, 0, below[None]
    while level and (not levels or shown + len(level) <= MOST_OFFERED):
        levels, shown = levels + 1, shown + len(level)
        level = [row for above in level for row in below[above[0]]]
    marked = {str(one) for one in chosen}
    parts, waiting = [], [(row, 0) for row in reversed(below[None])]
    while waiting:
        (key, name, _), depth = waiting.pop()
        parts.append(option(str(key), f"{'　' * depth}{name}", str(key) in marked))
        if depth + 1 < levels:
            waiting += [(row, depth + 1) for row in reversed(below[key])]
    if level:
        parts.append(option_that_says("单位太多，只列到这一级"))
    return mark_safe("".join(parts))


def unit_asked(person: Person, given: str) -> Unit | None:
    """The unit whose key an address names, if this person may look at it; none named, none asked for."""
    key = number_asked(given)
    return units_visible_to(person).filter(pk=key).first() if key else None


def unit_chosen(person: Person, given: str) -> Unit:
    """The unit whose key came with a form. Raises Http404 for one that the person may not see."""
    key = number_asked(given)
    if key is None:
        raise Http404
    return get_object_or_404(units_visible_to(person), pk=key)
