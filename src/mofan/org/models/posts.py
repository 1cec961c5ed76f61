"""What people are, where and when (职务、组织关系、角色): dated rows, so that old figures stay true."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mofan.org.kinds import VOTING, Rank, Standing
from mofan.org.models.dated import Dated, DatedQuerySet
from mofan.org.models.people import Person
from mofan.org.models.units import Unit
from mofan.org.roles import UnitRole

_ENDS_AFTER = Q(since=None) | Q(until=None) | Q(until__gte=F("since"))


class PostQuerySet(DatedQuerySet["Post"]):
    """Posts."""


class Post(Dated):
    """A post of a person in a unit (职务); one person may have several at a time (一人多岗)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name="何人")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    title = models.CharField("职务", max_length=60, blank=True)
    rank = models.CharField("层次", max_length=10, choices=Rank.choices, default=Rank.STAFF)
    order = models.PositiveIntegerField("次序", default=0)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(rank__in=Rank.values), name="post_rank_known"),
            models.CheckConstraint(condition=_ENDS_AFTER, name="post_ends_after_it_begins"),
        )
        indexes = (models.Index(fields=("unit", "since", "until"), name="post_of_unit"),)

    def __str__(self) -> str:
        return f"{self.person} {self.unit}{self.title}"


class MembershipQuerySet(DatedQuerySet["Membership"]):
    """Memberships."""

    def voting(self) -> MembershipQuerySet:
        """Of those who have a vote (有表决权): full members; probationary ones and those on probation have none."""
        return self.filter(standing__in=VOTING)


class Membership(Dated):
    """That a person belongs to a branch of the Party (组织关系), in a group of it (党小组) if it has groups, and with
    what standing. When the standing or the branch changes, this row ends and another begins."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name="何人")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name="党支部")
    cell = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="cell_memberships", verbose_name="党小组"
    )
    standing = models.CharField("党籍", max_length=20, choices=Standing.choices, default=Standing.FULL)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="standing_known"),
            models.CheckConstraint(condition=_ENDS_AFTER, name="membership_ends_after_it_begins"),
        )
        indexes = (models.Index(fields=("branch", "since", "until"), name="membership_of_branch"),)

    def __str__(self) -> str:
        return f"{self.person} {self.branch}"

    @property
    def votes(self) -> bool:
        """Whether it gives a vote (有表决权)."""
        return self.standing in VOTING


class RoleGrantQuerySet(DatedQuerySet["RoleGrant"]):
    """Roles given."""


class RoleGrant(Dated):
    """That a person has a role in a unit and all below it (单位角色), until it ends; an inspector's always ends."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants", verbose_name="何人")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name="单位")
    role = models.CharField("角色", max_length=20, choices=UnitRole.choices)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(role__in=UnitRole.values), name="unit_role_known"),
            models.CheckConstraint(condition=_ENDS_AFTER, name="grant_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(role=UnitRole.INSPECTOR) | Q(until__isnull=False), name="an_inspection_ends"
            ),
        )
        indexes = (models.Index(fields=("person", "since", "until"), name="grant_of_person"),)

    def __str__(self) -> str:
        return f"{self.person} {self.unit} {self.get_role_display()}"
