"""Imports that take long (导入任务): asked for on a page, carried out by the worker, looked at while they run."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from mofan.org.models.people import Person
from mofan.org.models.units import Unit
from mofan.org.roles import Right


class ImportState(models.TextChoices):
    """Where an import stands (导入状态)."""

    WAITING = "waiting", "等待"
    WORKING = "working", "正在导入"
    DONE = "done", "已导入"
    FAILED = "failed", "没有导入"


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, person: Person) -> ImportRunQuerySet:
        """An administrator sees every one; anyone else his own: names of people stand in them."""
        return self if person.may(Right.ADMINISTER) else self.filter(by=person)


class ImportRun(models.Model):
    """One file on its way in (导入任务). Carried out twice, it changes nothing the second time."""

    what = models.CharField("导入什么", max_length=10)
    """units: units and people; ledger: records of a kind."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    name = models.CharField("文件名", max_length=255)
    key = models.CharField("暂存", max_length=32)
    """Where the bytes wait until it is over."""
    asked: models.JSONField[Any] = models.JSONField("要求", default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")
    state = models.CharField("状态", max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    total = models.PositiveIntegerField("总行数")
    done = models.PositiveIntegerField("已办行数", default=0)
    seen_at = models.DateTimeField("最近动静", null=True)
    """When the worker took it or went on with it last; long ago, it died, and another takes it up."""
    ended_at = models.DateTimeField("结束时间", null=True)
    report: models.JSONField[Any] = models.JSONField("结果", default=dict)
    problem = models.TextField("没有导入的原因", blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="state_of_import_known"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="no_more_rows_than_there_are"),
        )
        indexes = (
            models.Index(
                fields=("id",), name="import_to_do", condition=Q(state__in=(ImportState.WAITING, ImportState.WORKING))
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (ImportState.DONE, ImportState.FAILED)
