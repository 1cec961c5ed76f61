"""Secret addresses under which a feed reader fetches what was published (材料订阅)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mofan.org.models import Person
from mofan.org.models.feeds import SecretAddress


class MaterialFeedQuerySet(models.QuerySet["MaterialFeed"]):
    def visible_to(self, person: Person) -> MaterialFeedQuerySet:
        """One's own: an address is a key, and nobody else's business."""
        return self.filter(person=person)

    def good(self) -> MaterialFeedQuerySet:
        """Those that were not revoked (有效)."""
        return self.filter(revoked_at=None)


class MaterialFeed(SecretAddress):
    """A person's address for the published materials of a unit and all below it, or without one of every unit that he
    may look at, when it is fetched (材料订阅)."""

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
