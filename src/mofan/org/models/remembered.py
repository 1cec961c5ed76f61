"""What a person may do where, looked up once while a page is drawn (一页之内只查一次)."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from mofan.org.roles import Right, UnitRole, roles_with

if TYPE_CHECKING:
    from mofan.org.models.people import Person

MOST_NAMED = 60
"""Up to so many units are named one by one in a query; of more the tree is asked."""


class Remembered:
    """The grants and places of today of one person. It lives as long as the person that was loaded for a request that
    changes nothing, so that it never grows old."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.kept: dict[Hashable, Any] = {}
        """What other packages found out about this person and need again on the same page."""
        self._below: dict[Right, tuple[int, ...]] = {}

    @cached_property
    def grants(self) -> tuple[tuple[int, str], ...]:
        """Unit and role of each grant of today."""
        grants = self._person.grants.on(timezone.localdate())
        return tuple(grants.values_list("unit_id", "role"))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Units in which the person has a place: his own, his posts, his branch and group."""
        today = timezone.localdate()
        memberships = self._person.memberships.on(today).values_list("branch_id", "cell_id")
        found = {self._person.unit_id, *self._person.posts.on(today).values_list("unit_id", flat=True)}
        found.update(key for pair in memberships for key in pair)
        return tuple(sorted(key for key in found if key is not None))

    @cached_property
    def sees_every_unit(self) -> bool:
        """Whether there is no unit that the person may not look at: whoever sees a whole county is asked once, and each
        list after that has no condition more."""
        from mofan.org.models.units import Unit, UnitLink

        below = UnitLink.objects.on().filter(above__in=self.granted(Right.VIEW)).values("below")
        return not Unit.objects.exclude(pk__in=below).exclude(pk__in=self.places).order_by().exists()

    def granted(self, right: Right) -> tuple[int, ...]:
        """The units for which a role with that right was given."""
        roles: tuple[UnitRole, ...] = roles_with(right)
        return tuple(sorted({unit for unit, role in self.grants if role in roles}))

    def below(self, right: Right) -> tuple[int, ...] | None:
        """These units and all below them; None where they are too many to name."""
        from mofan.org.models.units import UnitLink

        if right not in self._below:
            links = UnitLink.objects.on().filter(above__in=self.granted(right)).order_by()
            self._below[right] = tuple(links.values_list("below_id", flat=True).distinct()[: MOST_NAMED + 1])
        found = self._below[right]
        return found if len(found) <= MOST_NAMED else None
