"""Who acts where in the cases of the demonstration (各岗位人员): roles given to people of the units."""

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from typing import Final

from django.utils import timezone

from mofan.ops.demo.names import COUNTY
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.roles import UnitRole

CENTRE: Final = f"{COUNTY}社会治理中心"
MARKET: Final = f"{COUNTY}市场监督管理局"
APPROVALS: Final = f"{COUNTY}行政审批服务局"
JUSTICE: Final = f"{COUNTY}司法局"
COMMITTEE: Final = f"{COUNTY}直属机关工作委员会"
GOVERNMENT: Final = f"{COUNTY}人民政府办公室"
_FEWEST: Final = 5
"""A unit with fewer people takes no cases."""


class Staff:
    """The units that act, and their people by role. Roles are given where they are not; nothing else is written."""

    def __init__(self, county: Unit, chance: Random) -> None:
        self.chance = chance
        units = Unit.objects.under(county).valid().filter(until=None).order_by("depth", "order", "pk")
        self.units = {one.name: one for one in units}
        self.below: dict[int, list[Unit]] = defaultdict(list)
        for one in self.units.values():
            self.below[one.parent_id or 0].append(one)
        self._of: dict[int, list[Person]] = defaultdict(list)
        for person in Person.objects.filter(unit__in=units, account=None, is_active=True).order_by("pk"):
            self._of[person.unit_id or 0].append(person)
        self._who: dict[tuple[UnitRole, int], list[Person]] = {}
        self.first = self.units[CENTRE]
        self.towns = [one for one in self.units.values() if one.kind == UnitKind.TOWNSHIP and self._enough(one)]
        self.centres = [self.first, *(self._centre(one) for one in self.towns)]
        self.town_of = {self._centre(one).pk: one for one in self.towns}
        self._grant()

    def named(self, name: str) -> Unit | None:
        """A unit that acts; None where it does not exist, or has too few people."""
        unit = self.units.get(name)
        return unit if unit is not None and (UnitRole.HANDLER, unit.pk) in self._who else None

    def pick(self, role: UnitRole, unit: Unit, but: Iterable[Person] = ()) -> Person:
        """Somebody who has that role there. Raises LookupError where nobody has."""
        left_out = {one.pk for one in but}
        found = [one for one in self._who.get((role, unit.pk), ()) if one.pk not in left_out]
        if not found:
            raise LookupError(f"{unit}: {role}")
        return self.chance.choice(found)

    def villages(self, town: Unit) -> list[Unit]:
        """The villages of a town."""
        return [one for one in self.below[town.pk] if one.kind == UnitKind.VILLAGE]

    def stations(self, unit: Unit) -> list[Unit]:
        """What a bureau has in the towns."""
        return [one for one in self.below[unit.pk] if one.kind == UnitKind.STATION]

    def committee(self, unit: Unit) -> Unit:
        """Where cases of a centre or bureau are mediated."""
        near = self.town_of.get(unit.pk, unit)
        kinds = (UnitKind.STATION,) if unit.name == MARKET else (UnitKind.MEDIATION,)
        return next(one for one in self.below[near.pk] if one.kind in kinds)

    def bureaus(self) -> list[Unit]:
        """The units directly below the county that handle cases."""
        return [
            one
            for one in self.units.values()
            if one.depth == 1 and one.kind != UnitKind.CENTRE and self.named(one.name)
        ]

    def _enough(self, unit: Unit) -> bool:
        return len(self._of[unit.pk]) >= _FEWEST

    def _centre(self, town: Unit) -> Unit:
        return next(one for one in self.below[town.pk] if one.kind == UnitKind.CENTRE)

    def _grant(self) -> None:
        for unit in list(self.units.values()):
            if unit.depth == 1 and self._enough(unit):
                self._place(unit, self._of[unit.pk])
        wanted = [(person, unit, role) for (role, unit), people in self._who.items() for person in people]
        there = set(RoleGrant.objects.on(timezone.localdate()).values_list("person", "unit", "role"))
        RoleGrant.objects.bulk_create(
            RoleGrant(person=person, unit_id=unit, role=role)
            for person, unit, role in wanted
            if (person.pk, unit, role) not in there
        )

    def _place(self, unit: Unit, people: list[Person]) -> None:
        """Three lead and keep the desk, the others handle; large ones have several of each."""
        many = len(people) >= 14
        desk = unit if unit.kind != UnitKind.TOWNSHIP else self._centre(unit)
        centre = unit.kind in (UnitKind.TOWNSHIP, UnitKind.CENTRE)
        if centre or unit.name in (MARKET, APPROVALS):
            self._have(UnitRole.CLERK, desk, [people[0], *people[7:9]] if many else people[:1])
        if centre or unit.name == MARKET:
            self._have(UnitRole.DISPATCHER, desk, [people[1], *people[9:10]] if many else people[1:2])
        if unit.name in (COMMITTEE, GOVERNMENT, JUSTICE):
            self._have(UnitRole.SUPERVISOR, unit, people[1:2])
        if unit.name == MARKET:
            self._have(UnitRole.TIP_OFFICER, unit, [people[2], people[3], people[4]])
        self._have(UnitRole.LEADER, unit, people[2:3])
        if desk != unit:
            self._have(UnitRole.LEADER, desk, people[2:3])
        self._have(UnitRole.HANDLER, unit, [people[3], *people[10:14]] if many else people[3:4])
        for one in self.below[unit.pk]:
            if one.kind in (UnitKind.MEDIATION, UnitKind.STATION):
                self._have(UnitRole.MEDIATOR, one, people[4:7])
            if one.kind in (UnitKind.VILLAGE, UnitKind.STATION):
                self._have(UnitRole.HANDLER, one, (self._of[one.pk] or people[4:5])[:1])

    def _have(self, role: UnitRole, unit: Unit, people: list[Person]) -> None:
        self._who[role, unit.pk] = list(people)
