"""What is not a record yet (草稿), and how a unit's own ledger is read (台账对应)."""

from __future__ import annotations

from django.db import models

from mofan.org.models import Person, Unit
from mofan.records.models.records import Record


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, person: Person) -> DraftQuerySet:
        """Everybody sees his own."""
        return self.filter(by=person, closed_at=None)


class Draft(models.Model):
    """A form that somebody is filling in (草稿): saved while he types. It counts for nothing."""

    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    kind = models.CharField("种类", max_length=40)
    form = models.JSONField("填写内容", default=dict)
    """Name of the control → what stands in it, a list of texts."""
    title = models.CharField("主题", max_length=200, blank=True)
    corrects = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name="更正的是")
    saved_at = models.DateTimeField("保存时间")
    closed_at = models.DateTimeField("了结时间", null=True, blank=True)
    became = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name="记成")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at", "-pk")
        indexes = (
            models.Index(fields=("by", "-saved_at"), name="draft_of_person", condition=models.Q(closed_at=None)),
        )

    def __str__(self) -> str:
        return self.title or f"草稿 {self.pk}"


class LedgerMapping(models.Model):
    """Which column of somebody's own sheet is which field (列的对应), remembered by its headings."""

    kind = models.CharField("种类", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    headings = models.CharField("表头指纹", max_length=64)
    columns = models.JSONField("对应", default=dict)
    """Heading → field code; "" for a column that is left out."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "unit", "headings"), name="one_mapping_of_these_headings"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.headings[:8]}"
