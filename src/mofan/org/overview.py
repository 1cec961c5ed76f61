"""The organisation as pages show it (组织概览): the tree with its numbers, a unit on a day, what happened around a
row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils import timezone

from mofan.org.id_numbers import is_id_number
from mofan.org.models import History, Membership, Person, Post, RoleGrant, Unit, UnitLink
from mofan.org.models.people import PersonQuerySet
from mofan.org.models.units import UnitQuerySet, sees_every_unit
from mofan.org.queries import members_on, units_under, units_visible_to
from mofan.org.roles import Right
from mofan.org.sealing import digest

NAMED_AT_ONCE = 60
"""Up to so many units are named one by one in a query."""


@dataclass(slots=True)
class Node:
    """A unit in the tree (树上的单位): how many people have a place in it or below, and the units directly below it
    that this person may see. `people` is None where he may not look at its people."""

    unit: Unit
    people: int | None = None
    below: list[Node] = field(default_factory=list)
    inside: int = 0
    """How many units of the tree stand below it."""


def tree_of(person: Person, day: date, *, closed: bool = False) -> list[Node]:
    """The units that this person may see, each below the nearest above it that he may see, in their order; closed ones
    only if asked for."""
    units = Unit.objects.visible_to(person).valid() if closed else Unit.objects.visible_to(person).on(day)
    nodes = {unit.pk: Node(unit) for unit in units.order_by("order", "pk")}
    among = None if sees_every_unit(person) else _named(nodes, units)
    links = UnitLink.objects.on(day).filter(distance__gt=0)
    if among is not None:
        links = links.filter(below__in=among)  # a few each; those above are looked at here
    nearest: dict[int, tuple[int, int]] = {}
    over: dict[int, list[int]] = defaultdict(list)
    for high, low, distance in links.order_by().values_list("above", "below", "distance"):
        if high in nodes and low in nodes:
            nodes[high].inside += 1
            over[low].append(high)
            if low not in nearest or (distance, high) < nearest[low]:
                nearest[low] = distance, high
    looked_at = Unit.objects.where(person, Right.VIEW).order_by().values_list("pk", flat=True)
    people = _people_in(_places(among, day), over)
    for pk in nodes.keys() & set(looked_at):
        nodes[pk].people = people[pk]
    roots: list[Node] = []
    for pk, node in nodes.items():
        (nodes[nearest[pk][1]].below if pk in nearest else roots).append(node)
    return roots


def _named(nodes: Collection[int], units: UnitQuerySet) -> Any:
    """These units as a query names them: one by one, or, of many, as they were found."""
    return list(nodes) if len(nodes) <= NAMED_AT_ONCE else units.order_by().values("pk")


def _places(among: Any, day: date) -> dict[int, set[int]]:
    """Person → the units in which he has a place on `day`; `among`: in these alone, as queries name them."""
    posts, members = Post.objects.on(day), Membership.objects.on(day)
    rows: list[QuerySet[Any, tuple[int, int]]] = [
        posts.values_list("person_id", "unit_id"),
        members.values_list("person_id", "branch_id"),
        members.filter(cell__isnull=False).values_list("person_id", "cell_id"),
    ]
    if day >= timezone.localdate():
        rows.append(Person.objects.filter(unit__isnull=False).values_list("pk", "unit_id"))
    if among is not None:
        columns = ("unit__in", "branch__in", "cell__in", "unit__in")
        rows = [some.filter(**{column: among}) for some, column in zip(rows, columns, strict=False)]
    places: dict[int, set[int]] = defaultdict(set)
    for some in rows:
        for person, unit in some.order_by():
            places[person].add(unit)
    for voided in Person.objects.filter(voided_at__isnull=False).order_by().values_list("pk", flat=True):
        places.pop(voided, None)
    return places


def _people_in(places: Mapping[int, set[int]], over: Mapping[int, Sequence[int]]) -> Counter[int]:
    """Unit → how many people have a place in it or below. Hundreds have their places in the same units: what stands
    above these is put together once for all of them."""
    found: Counter[int] = Counter()
    for units, number in Counter(map(frozenset, places.values())).items():
        for unit in units.union(*(over[one] for one in units if one in over)):
            found[unit] += number
    return found


def people_on(unit: Unit, day: date) -> PersonQuerySet:
    """Who has a place in a unit or below it on `day` (在册人员): a post or a membership that holds then,
    or, of today, the unit as his own."""
    keys = units_under(unit, day).values("pk")
    members = Membership.objects.on(day).filter(Q(branch__in=keys) | Q(cell__in=keys))
    place = Q(pk__in=Post.objects.on(day).filter(unit__in=keys).values("person"))
    place |= Q(pk__in=members.values("person"))
    if day >= timezone.localdate():
        place |= Q(unit__in=keys)
    return Person.objects.valid().filter(place)


@dataclass(frozen=True, slots=True)
class UnitShown:
    """A unit on a day (单位概况), as far as this person may see it; `looks` is whether he may look at its people."""

    unit: Unit
    day: date
    path: tuple[tuple[Unit, bool], ...]
    """All above it, from the top, and whether this person may open each."""
    below: UnitQuerySet
    looks: bool
    people: int
    members: int
    voting: int


def unit_shown(person: Person, unit: Unit, day: date) -> UnitShown:
    """What the page of a unit that was loaded through `units_visible_to` says of it."""
    visible = set(units_visible_to(person).filter(links_below__below=unit).values_list("pk", flat=True))
    path = Unit.objects.over(unit, day).exclude(pk=unit.pk)
    nearest = UnitLink.objects.on(day).filter(above=unit, distance=1).values("below")
    below = units_visible_to(person).on(day).filter(pk__in=nearest).order_by("order", "pk")
    looks = person.may(Right.VIEW, unit)
    members = members_on(unit, day) if looks else Membership.objects.none()
    return UnitShown(
        unit=unit,
        day=day,
        path=tuple((one, one.pk in visible) for one in path),
        below=below,
        looks=looks,
        people=people_on(unit, day).count() if looks else 0,
        members=members.count(),
        voting=members.voting().count(),
    )


def history_around(subject: Unit | Person, limit: int = 50) -> QuerySet[History]:
    """What happened to a unit or a person and to the posts, memberships and roles there, newest first (履历)."""
    if isinstance(subject, Unit):
        held: tuple[tuple[str, Q], ...] = (("post", Q(unit=subject)), ("rolegrant", Q(unit=subject)))
        held += (("membership", Q(branch=subject) | Q(cell=subject)),)
    else:
        held = tuple((name, Q(person=subject)) for name in ("post", "membership", "rolegrant"))
    models = {"post": Post, "membership": Membership, "rolegrant": RoleGrant}
    about = Q(subject=subject._meta.label_lower, subject_id=subject.pk)
    for name, condition in held:
        about |= Q(subject=f"org.{name}", subject_id__in=models[name].objects.filter(condition).values("pk"))  # type: ignore[attr-defined]
    return History.objects.filter(about).select_related("by")[:limit]


def roster(person: Person, unit: Unit | None, day: date, *, words: str = "", standing: str = "") -> PersonQuerySet:
    """The people that this person may see, by pinyin (花名册): of a unit with all below it, by name, initials or ID
    number in full, members of the Party alone (`member`), those with a vote (`voting`), of one standing, or those who
    were voided (`voided`), of whatever unit."""
    rows = Person.objects.visible_to(person).valid().exclude(account="console")
    if unit is not None:
        rows = rows.filter(pk__in=people_on(unit, day).values("pk"))
    if standing == "voided":
        rows = Person.objects.visible_to(person).exclude(voided_at=None)
    elif standing:
        members = Membership.objects.on(day) if unit is None else members_on(unit, day)
        if standing == "voting":
            members = members.voting()
        elif standing != "member":
            members = members.filter(standing=standing)
        members = members.order_by()
        rows = rows.filter(pk__in=members.values("person"))
    rows = rows.annotate(spelt=Replace("pinyin", Value(" "), Value("")))
    for word in words.split():
        low = word.lower()
        said = Q(name__icontains=word) | Q(initials__startswith=low) | Q(spelt__startswith=low) | Q(number=word)
        if is_id_number(word.upper()):
            said |= Q(data__id_number_digest=digest(word.upper()))
        rows = rows.filter(said | Q(pinyin__contains=f" {low}"))
    return rows.select_related("unit").order_by("pinyin", "pk")
