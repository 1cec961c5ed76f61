"""Units as a tree (单位): each above and each below stand in a row of their own, dated (docs/decisions/0008)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from mofan.org.kinds import UnitKind
from mofan.org.models.dated import Dated, DatedQuerySet
from mofan.org.roles import Right, roles_with

if TYPE_CHECKING:
    from mofan.org.models.people import Person
    from mofan.org.models.remembered import Remembered

OF_OLD = date(1, 1, 1)
STILL = date(9999, 12, 31)
"""The ends of a place in the tree that nobody has dated: from of old, until now."""


class UnitQuerySet(DatedQuerySet["Unit"]):
    """Units; `on(day)`: those that existed then (当日存续)."""

    def under(self, *units: Unit, day: date | None = None) -> UnitQuerySet:
        """The units themselves and all below them (及下属), as the tree stood on `day`, today if none is named."""
        return self.filter(pk__in=UnitLink.objects.on(day).filter(above__in=units).values("below"))

    def over(self, unit: Unit, day: date | None = None) -> UnitQuerySet:
        """All above a unit, itself last, as the tree stood on `day` (逐级上级)."""
        links = UnitLink.objects.on(day).filter(below=unit)
        return self.filter(pk__in=links.values("above")).order_by("depth", "pk")

    def where(self, person: Person, right: Right) -> UnitQuerySet:
        """The units in which the person has that right today."""
        if not person.may(right):
            return self.none()
        if person.may_everywhere(right):
            return self
        if person.remembered is not None:
            return self.filter(pk__in=_remembered(person.remembered, right))
        return self.filter(pk__in=_units_granted(person, right))

    def visible_to(self, person: Person) -> UnitQuerySet:
        """Those that the person may look at, and those in which he has a place himself: his own unit, his posts, his
        branch."""
        if sees_every_unit(person):
            return self
        if not person.may_be(Right.VIEW):
            return self.none()
        if person.remembered is not None:
            keys, places = _remembered(person.remembered, Right.VIEW), person.remembered.places
            if isinstance(keys, tuple):
                return self.filter(pk__in={*keys, *places})
            return self.filter(Q(pk__in=keys) | Q(pk__in=places))
        today = timezone.localdate()
        return self.filter(
            Q(pk__in=_units_granted(person, Right.VIEW))
            | Q(pk=person.unit_id)
            | Q(pk__in=person.posts.on(today).values("unit"))
            | Q(pk__in=person.memberships.on(today).values("branch"))
            | Q(pk__in=person.memberships.on(today).values("cell"))
        )


class Unit(Dated):
    """A unit of the organisation (单位). `since` and `until`: when it was founded and closed (成立、撤销).

    Planted and moved by `org.actions.units` alone, which keep `UnitLink` and `depth`.
    """

    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("类别", max_length=20, choices=UnitKind.choices, default=UnitKind.AGENCY)
    called = models.CharField("当地称谓", max_length=20, blank=True)
    """What the tier or kind is called here, if not as usual: 旗、苏木、嘎查、社区."""
    code = models.CharField("机构代码", max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    depth = models.PositiveSmallIntegerField("层级", default=0)
    """How many units stand above it today; 0 for a root."""
    order = models.PositiveIntegerField("次序", default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("parent", "name"),
                condition=Q(voided_at=None),
                name="one_name_below_a_unit",
            ),
            models.UniqueConstraint(
                fields=("name",), condition=Q(voided_at=None, parent=None), name="one_name_at_the_top"
            ),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="unit_kind_known"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="unit_ends_after_it_begins"
            ),
        )
        indexes = (models.Index(fields=("name",), name="unit_by_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def kind_name(self) -> str:
        """What it is called here: the local word, or that of its kind."""
        return self.called or UnitKind(self.kind).label


class UnitLinkQuerySet(models.QuerySet["UnitLink"]):
    def on(self, day: date | None = None) -> UnitLinkQuerySet:
        """The tree as it stood on `day`, today if none is named."""
        day = day or timezone.localdate()
        return self.filter(since__lte=day, until__gte=day)


class UnitLink(models.Model):
    """That one unit stood somewhere above another, or is it (从属), from a day to a day, both included."""

    above = models.ForeignKey(Unit, models.CASCADE, related_name="links_below", verbose_name="上级")
    below = models.ForeignKey(Unit, models.CASCADE, related_name="links_above", verbose_name="下级")
    distance = models.PositiveSmallIntegerField("相隔")
    """0: the unit itself; 1: directly below."""
    since = models.DateField("自", default=OF_OLD)
    until = models.DateField("至", default=STILL)

    objects = UnitLinkQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("above", "below", "since"), name="one_link_at_a_time"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="link_ends_after_it_begins"),
        )
        indexes = (
            models.Index(fields=("above", "since", "until", "below"), name="link_downwards"),
            models.Index(fields=("below", "since", "until", "above"), name="link_upwards"),
        )

    def __str__(self) -> str:
        return f"{self.above} > {self.below}"


def sees_every_unit(person: Person) -> bool:
    """Whether somebody may look at every unit that there is, as far as that is known: then what belongs to units need
    not be narrowed to his. Of few units it is not asked: these are named."""
    if person.may_everywhere(Right.VIEW):
        return True
    known = person.remembered
    return known is not None and person.may_be(Right.VIEW) and known.below(Right.VIEW) is None and known.sees_every_unit


def _remembered(one: Remembered, right: Right) -> tuple[int, ...] | models.QuerySet[UnitLink, Any]:
    """The keys of the units in which a grant gives that right, from what was looked up for this page."""
    if (keys := one.below(right)) is not None:
        return keys
    return UnitLink.objects.on().filter(above__in=one.granted(right)).values("below")


def _units_granted(person: Person, right: Right) -> models.QuerySet[UnitLink, Any]:
    """The keys of the units in which a grant of today gives that right."""
    grants = person.grants.on(timezone.localdate()).filter(role__in=roles_with(right))
    return UnitLink.objects.on().filter(above__in=grants.values("unit")).values("below")
