"""Letters of a case (文书), as issued; and alerts of clocks (提醒), each made once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mofan.cases.models.cases import Case, Party
from mofan.cases.models.clocks import Clock
from mofan.cases.models.legs import Leg
from mofan.org.models import Person, Unit
from mofan.org.sealing import unseal


class LetterSeries(models.Model):
    """The serial numbers of a unit's letters under one mark in one year (发文字号的顺序号). `last` only grows: a number
    that was given is never given again, whatever becomes of its letter."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="发文单位")
    mark = models.CharField("发文代字", max_length=20)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        ordering = ("unit", "-year", "mark")
        constraints = (models.UniqueConstraint(fields=("unit", "mark", "year"), name="one_series_a_mark_and_year"),)

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕"


class Letter(models.Model):
    """A letter that was issued (文书): acceptance, refusal, extension, reply, agreement. What it says stays as it was.

    It names people whole, so its text is kept sealed; it is opened for whoever has a part in the case, and that is
    logged. One that was issued by mistake is voided: it stays, and so does its number.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="issued", verbose_name="事项")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="发文单位")
    """Whose letter it is; None of those issued before this was kept: the unit of the case."""
    code = models.CharField("文书种类", max_length=40)
    name = models.CharField("名称", max_length=60)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+", verbose_name="写给谁")
    number = models.CharField("文号", max_length=60, blank=True)
    """As it stands on paper: 安治理函〔2026〕3号; empty where none was asked for."""
    series = models.ForeignKey(LetterSeries, models.PROTECT, null=True, related_name="letters", verbose_name="编号")
    serial = models.PositiveIntegerField("顺序号", null=True)
    sealed = models.TextField("正文（加密保存）")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="制作人")
    made_at = models.DateTimeField("制作时间")
    delivered_at = models.DateTimeField("送达时间", null=True)
    delivered_how = models.CharField("送达方式", max_length=100, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="作废人")
    void_why = models.CharField("作废缘由", max_length=200, blank=True)

    class Meta:
        ordering = ("case", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "serial"), condition=Q(serial__isnull=False), name="one_letter_a_number"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> str:
        """What it says, whole. Raises SealBroken with another key."""
        return unseal(self.sealed)


class AlertStep(models.TextChoices):
    """How urgent (提醒级别)."""

    SOON = "soon", "临期提醒"
    OVERDUE = "overdue", "超期提醒"
    UPWARD = "upward", "超期报上级"


class Alert(models.Model):
    """That an end draws near or has passed (提醒), for a unit; of each clock, step and end one, whoever works."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="alerts", verbose_name="时限")
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, related_name="+", verbose_name="环节")
    step = models.CharField("级别", max_length=10, choices=AlertStep.choices)
    due_at = models.DateTimeField("届满")
    made_at = models.DateTimeField("时间")
    seen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="已阅")
    seen_at = models.DateTimeField("已阅时间", null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("clock", "step", "due_at"), name="one_alert_an_end"),)

    def __str__(self) -> str:
        return self.get_step_display()
