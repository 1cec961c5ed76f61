"""Whistles (吹哨报到): one level calls departments to a place; each answers, comes, reports; both are assessed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mofan.cases.models.cases import Case, readable
from mofan.org.models import Person, Unit


class CallState(models.TextChoices):
    """How far a department that was called has come (报到情况)."""

    CALLED = "called", "待响应"
    COMING = "coming", "已响应"
    REFUSED = "refused", "拒不报到"
    ARRIVED = "arrived", "已报到"
    REPORTED = "reported", "已报结果"


class Mark(models.TextChoices):
    """How one side found the other (评价)."""

    GOOD = "good", "好"
    FAIR = "fair", "一般"
    POOR = "poor", "差"


class WhistleQuerySet(models.QuerySet["Whistle"]):
    def visible_to(self, person: Person) -> WhistleQuerySet:
        """Those of the cases that the person may read; whoever is called may read the case."""
        return self.filter(readable(person, "case__"))


class Whistle(models.Model):
    """A call to departments (吹哨) about one case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="whistles", verbose_name="事项")
    caller = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="吹哨单位")
    matter = models.CharField("事由", max_length=500)
    place = models.CharField("到哪里", max_length=120, blank=True)
    answer_by = models.DateTimeField("响应时限")
    called_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="吹哨人")
    called_at = models.DateTimeField("吹哨时间")
    ended_at = models.DateTimeField("销哨时间", null=True)

    objects = WhistleQuerySet.as_manager()

    class Meta:
        ordering = ("-called_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(answer_by__gte=F("called_at")), name="answered_after_the_call"),
        )
        indexes = (models.Index(fields=("caller", "-called_at"), name="whistle_of_caller"),)

    def __str__(self) -> str:
        return self.matter


class Call(models.Model):
    """One department that is called (被吹单位): its answer, arrival, result; how each side found the other."""

    whistle = models.ForeignKey(Whistle, models.PROTECT, related_name="calls", verbose_name="吹哨")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    state = models.CharField("状态", max_length=10, choices=CallState.choices, default=CallState.CALLED)
    answer = models.CharField("回应", max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="回应人")
    answered_at = models.DateTimeField("响应时间", null=True)
    arrived_at = models.DateTimeField("到场时间", null=True)
    result = models.TextField("办理结果", blank=True)
    result_at = models.DateTimeField("报结果时间", null=True)
    reported_to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="报告给")
    """The unit above to which a refusal was reported (拒不报到的上报)."""
    reported_at = models.DateTimeField("上报时间", null=True)
    of_called = models.CharField("对被吹单位的评价", max_length=5, choices=Mark.choices, blank=True)
    of_called_words = models.CharField("评价说明", max_length=300, blank=True)
    of_caller = models.CharField("对吹哨单位的评价", max_length=5, choices=Mark.choices, blank=True)
    of_caller_words = models.CharField("评价的说明", max_length=300, blank=True)

    class Meta:
        ordering = ("whistle", "pk")
        constraints = (
            models.UniqueConstraint(fields=("whistle", "unit"), name="one_call_a_unit"),
            models.CheckConstraint(condition=Q(state__in=CallState.values), name="call_state_known"),
            models.CheckConstraint(
                condition=~Q(state=CallState.REFUSED) | ~Q(answer=""), name="a_refusal_to_come_has_words"
            ),
        )
        indexes = (models.Index(fields=("unit", "state"), name="call_of_unit"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.get_state_display()}"
