"""Duties (履责任务): a kind that a unit owes at a rhythm, and who answers for it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mofan.org.models import Person, Unit
from mofan.org.models.dated import Dated, DatedQuerySet
from mofan.org.models.units import sees_every_unit
from mofan.records.catalogue.kinds import EVERY


class DutyQuerySet(DatedQuerySet["Duty"]):
    def visible_to(self, person: Person) -> DutyQuerySet:
        """Those of the units that the person may look at or has a place in."""
        if sees_every_unit(person):
            return self
        return self.filter(unit__in=Unit.objects.visible_to(person).order_by().values("pk"))


class Duty(Dated):
    """That a unit owes records of a kind (履责任务), from `since` to `until`. Occasions are computed, never stored."""

    kind = models.CharField("种类", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    responsible = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="责任人")
    every = models.CharField("频次", max_length=20, choices=[*EVERY.items(), ("rule", "自定周期")])
    times = models.PositiveSmallIntegerField("次数", default=1)
    rule = models.CharField("周期规则", max_length=200, blank=True)
    """iCalendar RRULE, for a rhythm that is none of the named ones."""

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ("unit", "kind")
        constraints = (
            models.CheckConstraint(condition=Q(times__gte=1), name="a_duty_is_owed_once_at_least"),
            models.CheckConstraint(
                condition=(Q(every="rule") & ~Q(rule="")) | (~Q(every="rule") & Q(rule="")), name="a_rule_has_its_words"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="duty_ends_after_it_begins"
            ),
        )
        indexes = (models.Index(fields=("kind", "unit"), name="duty_of_kind"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.kind}"


class Excuse(models.Model):
    """That one occasion of a duty need not be met (免做), and why."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="excuses", verbose_name="任务")
    starts_on = models.DateField("时段首日")
    reason = models.CharField("缘由", max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        ordering = ("duty", "starts_on")
        constraints = (
            models.UniqueConstraint(
                fields=("duty", "starts_on"), condition=Q(withdrawn_at=None), name="one_excuse_an_occasion"
            ),
        )

    def __str__(self) -> str:
        return self.reason
