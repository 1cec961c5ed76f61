"""Secret addresses under which a calendar program fetches what is due (日历订阅)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mofan.org.models.people import Person
from mofan.org.models.units import Unit
from mofan.org.roles import Right


class FeedLinkQuerySet(models.QuerySet["FeedLink"]):
    def visible_to(self, person: Person) -> FeedLinkQuerySet:
        """An administrator sees every one; anyone else his own."""
        return self if person.may(Right.ADMINISTER) else self.filter(person=person)

    def good(self) -> FeedLinkQuerySet:
        """Those that were not revoked (有效)."""
        return self.filter(revoked_at=None)


class SecretAddress(models.Model):
    """A person's address that a program fetches without signing in (秘密地址): it holds `nonce` and a signature of this
    house over it, so that whoever reads the rows alone cannot open it, and shows what its person may see."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="单位")
    nonce = models.CharField("编号", max_length=32, unique=True)
    created_at = models.DateTimeField("开通时间")
    last_used_at = models.DateTimeField("最近取用", null=True)
    revoked_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        abstract = True


class FeedLink(SecretAddress):
    """A person's address for what a unit owes, or without one for what he owes himself (日历订阅)."""

    objects = FeedLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "unit"), condition=Q(revoked_at=None, unit__isnull=False), name="one_feed_a_unit"
            ),
            models.UniqueConstraint(
                fields=("person",), condition=Q(revoked_at=None, unit=None), name="one_feed_of_ones_own"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit or '本人'}的日历"
