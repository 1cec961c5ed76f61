"""Links between cases (关联): repeats, neighbours, groups, merged; and files of a case (附件)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mofan.cases.models.cases import Case
from mofan.cases.models.legs import Leg
from mofan.org.models import Person


class Relation(models.TextChoices):
    """How two cases belong together (关联方式)."""

    REPEAT_PERSON = "repeat_person", "同一人重复"
    REPEAT_MATTER = "repeat_matter", "同一事重复"
    NEIGHBOUR = "neighbour", "同地同因"
    GROUP = "group", "群体事项"
    MERGED = "merged", "并入"
    LISTED = "listed", "列入清单"
    """A proposal that became, or became part of, a practical matter."""


class Link(models.Model):
    """That one case belongs to another (关联): `later` to `earlier`; what is merged went into `earlier`."""

    earlier = models.ForeignKey(Case, models.PROTECT, related_name="links_from", verbose_name="主事项")
    later = models.ForeignKey(Case, models.PROTECT, related_name="links_to", verbose_name="关联事项")
    relation = models.CharField("关联方式", max_length=20, choices=Relation.choices)
    why = models.CharField("理由", max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")
    undone_at = models.DateTimeField("解除时间", null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="解除人")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="relation_known"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="two_cases_a_link"),
            models.UniqueConstraint(
                fields=("earlier", "later", "relation"), condition=Q(undone_at=None), name="one_link_of_a_sort"
            ),
            models.UniqueConstraint(
                fields=("later",), condition=Q(undone_at=None, relation="merged"), name="merged_into_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.later_id} {self.get_relation_display()} {self.earlier_id}"


class CaseFile(models.Model):
    """A file of a case (附件); its bytes are kept once under their sha256. Taken off, it stays readable with why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="files", verbose_name="事项")
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, related_name="files", verbose_name="环节")
    name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("指纹", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    added_at = models.DateTimeField("添加时间")
    taken_off_at = models.DateTimeField("取下时间", null=True)
    why = models.CharField("缘由", max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
