"""Secret addresses under which a feed reader fetches what was published (材料订阅)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mofan.org.models import Person, Unit


class MaterialFeedQuerySet(models.QuerySet["MaterialFeed"]):
    def visible_to(self, person: Person) -> MaterialFeedQuerySet:
        """One's own: an address is a key, and nobody else's business."""
        return self.filter(person=person)

    def good(self) -> MaterialFeedQuerySet:
        """Those that were not revoked (有效)."""
        return self.filter(revoked_at=None)


class MaterialFeed(models.Model):
    """A person's address for the published materials of a unit and all below it (材料订阅). The address holds `nonce`
    and this house's signature over it (`org.feed_secrets`); it shows what its person may see, when it is fetched."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="单位")
    """None: of every unit that the person may look at."""
    nonce = models.CharField("编号", max_length=32, unique=True)
    created_at = models.DateTimeField("开通时间")
    last_used_at = models.DateTimeField("最近取用", null=True)
    revoked_at = models.DateTimeField("停用时间", null=True)

    objects = MaterialFeedQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "unit"),
                condition=Q(revoked_at=None, unit__isnull=False),
                name="one_material_feed_a_unit",
            ),
            models.UniqueConstraint(
                fields=("person",), condition=Q(revoked_at=None, unit=None), name="one_material_feed_of_all"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit or '全部单位'}发布的材料"
