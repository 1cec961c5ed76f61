"""Burdens that were reported (反映负担): to the supervising office, which answers."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q

from mofan.org.models import Person, Unit
from mofan.org.roles import Right

SORTS: Final = {
    "repeated": "重复填报",
    "too_often": "报送太频繁",
    "short_notice": "时限太紧",
    "traces": "要照片、要截图、过度留痕",
    "useless": "与工作无关",
    "hard": "系统不好用",
    "other": "其他",
}


class BurdenReportQuerySet(models.QuerySet["BurdenReport"]):
    def visible_to(self, person: Person) -> BurdenReportQuerySet:
        """One's own, and those of the units that one supervises."""
        supervised = Unit.objects.where(person, Right.SUPERVISE).order_by().values("pk")
        return self.filter(Q(by=person) | Q(unit__in=supervised))


class BurdenReport(models.Model):
    """That something asked for weighs more than it is worth (反映负担), and what the supervising office says."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    sort = models.CharField("哪一类", max_length=20, choices=[*SORTS.items()])
    kind = models.CharField("哪一种记录", max_length=40, blank=True)
    words = models.TextField("说明")
    named = models.BooleanField("署名", default=True)
    """Whether the supervising office sees who it was."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人答复")
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = BurdenReportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=Q(sort__in=tuple(SORTS)), name="sort_of_burden_known"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="") & ~Q(answered_by=F("by"))),
                name="another_person_answers",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.get_sort_display()}"
