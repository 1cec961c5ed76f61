"""Letters of a case (文书), as issued; and alerts of clocks (提醒), each made once."""

from __future__ import annotations

from django.db import models

from mofan.cases.models.cases import Case
from mofan.cases.models.clocks import Clock
from mofan.cases.models.legs import Leg
from mofan.org.models import Person


class Letter(models.Model):
    """A letter that was issued (文书): acceptance, refusal, extension, reply, agreement. Its text stays as it was."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="issued", verbose_name="事项")
    code = models.CharField("文书种类", max_length=40)
    name = models.CharField("名称", max_length=60)
    number = models.CharField("文号", max_length=60, blank=True)
    text = models.TextField("正文")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="制作人")
    made_at = models.DateTimeField("制作时间")
    delivered_at = models.DateTimeField("送达时间", null=True)
    delivered_how = models.CharField("送达方式", max_length=100, blank=True)

    class Meta:
        ordering = ("case", "pk")

    def __str__(self) -> str:
        return self.name


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
