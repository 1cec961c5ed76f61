"""Clocks, pauses, extensions (时限、中止、延期). A clock never shrinks and never vanishes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import models
from django.db.models import F, Q

from mofan.cases.deadlines import Standing, soon_before, standing
from mofan.cases.kinds import MEASURES, Measure
from mofan.cases.models.cases import Case, readable
from mofan.cases.models.legs import Leg
from mofan.org.models import Person, Unit


class ClockQuerySet(models.QuerySet["Clock"]):
    def visible_to(self, person: Person) -> ClockQuerySet:
        """Those of the cases that the person may read."""
        return self.filter(readable(person, "case__"))

    def running(self) -> ClockQuerySet:
        """Those not stopped, paused ones too (未停)."""
        return self.filter(stopped_at=None)

    def overdue(self, now: datetime) -> ClockQuerySet:
        """Those that should have been stopped by `now` (超期)."""
        return self.running().filter(paused_at=None, due_at__lt=now)

    def conditions(self, now: datetime) -> dict[str, Q]:
        """By what those are told that are overdue, due soon or paused (超期、临期、中止), of these. How near the
        end of a clock is due soon follows from its length (`soon_before`)."""
        days, few = (now + soon_before(number, "working_day") for number in (_FEW_DAYS + 1, _FEW_DAYS))
        hours = self.running().filter(measure__in=_HOURS, paused_at=None, due_at__gte=now)
        lengths = hours.order_by().values_list("pk", "due_at", "number", "added")
        near = (
            Q(measure="month", due_at__lte=now + soon_before(1, "month"))
            | Q(measure__in=_DAYS, number__gt=_FEW_DAYS - F("added"), due_at__lte=days)
            | Q(measure__in=_DAYS, number__lte=_FEW_DAYS - F("added"), due_at__lte=few)
            | Q(pk__in=[pk for pk, due, *some in lengths if due - now <= soon_before(sum(some), "hour")])
        )
        return {
            "overdue": Q(paused_at=None, due_at__lt=now),
            "soon": Q(paused_at=None, due_at__gte=now) & near,
            "paused": Q(paused_at__isnull=False),
        }


_HOURS: Final = ("hour", "working_hour")
_DAYS: Final = ("working_day", "calendar_day", "given_day")
_FEW_DAYS: Final = 3
"""Clocks of more days are due soon two days before their end, others one."""


class Clock(models.Model):
    """A time limit that runs or ran (时限). `due_at` is what its start, length, pauses and extensions come to; whether
    it is overdue is asked of it, never stored."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks", verbose_name="事项")
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, related_name="clocks", verbose_name="环节", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位", db_index=False)
    code = models.CharField("代号", max_length=40)
    name = models.CharField("名称", max_length=40)
    number = models.PositiveIntegerField("长度")
    """As granted at the start; what extensions added is in `added`."""
    measure = models.CharField("单位", max_length=20, choices=[*MEASURES.items()])
    given_on = models.DateField("约定之日", null=True)
    """The last day, where it was set by somebody (限定日期) and is no period."""
    added = models.PositiveIntegerField("延长", default=0)
    started_at = models.DateTimeField("起")
    due_at = models.DateTimeField("届满")
    """Of days, 23:59:59 of the last one. While it is paused: as it was when the pause began."""
    provisional = models.BooleanField("暂定", default=False)
    paused_at = models.DateTimeField("中止于", null=True)
    stopped_at = models.DateTimeField("止", null=True)
    counted_as = models.CharField("计入种类", max_length=40, null=True)  # noqa: DJ001  None stands in no index
    """The kind of its case, of the clock of handling it, which whoever leads has to keep; None: in no figure."""
    owner_state = models.CharField("所属环节的状态", max_length=20, default="open")
    """The state of its leg; of a case itself “open” or “closed”. Written with the move that changes it, so that figures
    need no look at legs and cases."""

    objects = ClockQuerySet.as_manager()

    if TYPE_CHECKING:
        pauses: models.QuerySet[Pause]
        extensions: models.QuerySet[Extension]

    class Meta:
        ordering = ("due_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(measure__in=tuple(MEASURES)), name="clock_measure_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="a_clock_has_a_length"),
            models.CheckConstraint(condition=Q(due_at__gte=F("started_at")), name="due_after_start"),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")), name="stopped_after_start"
            ),
            models.CheckConstraint(condition=Q(paused_at=None) | Q(stopped_at=None), name="what_stopped_is_not_paused"),
            models.UniqueConstraint(
                fields=("case", "code"), condition=Q(stopped_at=None, leg=None), name="one_clock_running_a_case"
            ),
            models.UniqueConstraint(
                fields=("leg", "code"),
                condition=Q(stopped_at=None, leg__isnull=False),
                name="one_clock_running_a_leg",
            ),
        )
        indexes = (
            models.Index(fields=("unit", "due_at"), name="clock_running_of_unit", condition=Q(stopped_at=None)),
            models.Index(fields=("due_at",), name="clock_running", condition=Q(stopped_at=None)),
            models.Index(
                fields=("unit", "due_at", "counted_as", "owner_state", "stopped_at", "paused_at", "added", "case"),
                name="clock_counted",
                condition=Q(counted_as__isnull=False),
            ),
            models.Index(fields=("leg",), name="clock_of_leg", condition=Q(leg__isnull=False)),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def soon(self) -> timedelta:
        """How long before its end it is called due soon."""
        return soon_before(self.number + self.added, self.a_measure)

    @property
    def a_measure(self) -> Measure:
        """What it is counted in."""
        return next(one for one in MEASURES if one == self.measure)

    def standing(self, now: datetime) -> Standing:
        """How it stands (状态): stopped in time or late, paused, overdue, due soon, running."""
        if self.stopped_at is not None:
            return "in_time" if self.stopped_at <= self.due_at else "late"
        return standing(self.due_at, now, paused=self.paused_at is not None, soon=self.soon)


class Pause(models.Model):
    """That a clock stood still (中止计时), and why."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses", verbose_name="时限")
    since = models.DateTimeField("自")
    until = models.DateTimeField("至", null=True)
    why = models.CharField("缘由", max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")

    class Meta:
        ordering = ("clock", "pk")
        constraints = (
            models.UniqueConstraint(fields=("clock",), condition=Q(until=None), name="one_pause_a_clock"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_pause_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.why


class Extension(models.Model):
    """That more time was asked for (延期): asked, granted or not, told to the person."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="extensions", verbose_name="时限")
    number = models.PositiveIntegerField("延长多少")
    """In the unit of the clock."""
    why = models.CharField("缘由", max_length=500)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    granted = models.BooleanField("批准", null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="批准人")
    decided_at = models.DateTimeField("批准时间", null=True)
    answer = models.CharField("意见", max_length=500, blank=True)
    told_at = models.DateTimeField("告知诉求人时间", null=True)
    told_how = models.CharField("告知方式", max_length=100, blank=True)

    class Meta:
        ordering = ("clock", "pk")
        constraints = (
            models.UniqueConstraint(fields=("clock",), condition=Q(granted=None), name="one_extension_open_a_clock"),
            models.CheckConstraint(condition=Q(number__gte=1), name="an_extension_has_a_length"),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="an_extension_is_decided_whole",
            ),
            models.CheckConstraint(condition=Q(told_at=None) | Q(granted=True), name="only_what_was_granted_is_told"),
        )

    def __str__(self) -> str:
        return self.why
