"""Legs (承办环节): what one unit has of a case, from whom, in what part; and requests to give it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from mofan.cases.legs import LEG_ENDS, LEG_START, LEG_STATES, OUTCOMES
from mofan.cases.models.cases import Case, readable
from mofan.org.models import Person, Unit

if TYPE_CHECKING:
    from mofan.cases.models.clocks import ClockQuerySet


class LegPart(models.TextChoices):
    """What part a unit has (办理角色). The first receiver leads (首接负责)."""

    LEAD = "lead", "主办"
    CO = "co", "协办"


class LegQuerySet(models.QuerySet["Leg"]):
    def visible_to(self, person: Person) -> LegQuerySet:
        """Those of the cases that the person may read."""
        return self.filter(readable(person, "case__"))

    def running(self) -> LegQuerySet:
        """Those that still owe something (未了): whatever ended has its moment, by a constraint."""
        return self.filter(ended_at=None)


class Leg(models.Model):
    """What one unit has of a case (承办环节): dispatched by a centre or by the unit of the leg above it, at any depth.
    Never overwritten: given back or taken back it stays, and another begins."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="legs", verbose_name="事项", db_index=False)
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="below", verbose_name="上一环节")
    no = models.PositiveSmallIntegerField("次序")
    sender = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="交办单位", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="承办单位", db_index=False)
    part = models.CharField("角色", max_length=4, choices=LegPart.choices, default=LegPart.LEAD)
    state = models.CharField("状态", max_length=20, choices=[*LEG_STATES.items()], default=LEG_START)
    instruction = models.TextField("交办要求", blank=True)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="交办人", db_index=False)
    sent_at = models.DateTimeField("交办时间")
    signed_at = models.DateTimeField("签收时间", null=True)
    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="承办人", db_index=False
    )
    submitted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="报结果的人", db_index=False
    )
    submitted_at = models.DateTimeField("报结果时间", null=True)
    ended_at = models.DateTimeField("了结时间", null=True)
    outcome = models.CharField("结果", max_length=20, choices=[*OUTCOMES.items()], blank=True)
    result = models.TextField("办理情况", blank=True)
    reply = models.TextField("给诉求人的答复", blank=True)
    rework = models.PositiveSmallIntegerField("退回重办次数", default=0)
    revision = models.PositiveIntegerField("版次", default=0)
    counted_as = models.CharField("计入种类", max_length=40, null=True)  # noqa: DJ001  None stands in no index
    """The kind of its case, kept beside it so that figures need no look at the case (`counted_kind`); None: in none."""

    objects = LegQuerySet.as_manager()

    if TYPE_CHECKING:
        clocks: ClockQuerySet
        below: LegQuerySet
        returns: models.QuerySet[ReturnRequest]

    class Meta:
        ordering = ("case", "no")
        constraints = (
            models.UniqueConstraint(fields=("case", "no"), name="one_leg_a_place"),
            models.CheckConstraint(condition=Q(state__in=tuple(LEG_STATES)), name="leg_state_known"),
            models.CheckConstraint(condition=Q(part__in=LegPart.values), name="leg_part_known"),
            models.CheckConstraint(
                condition=(Q(state__in=LEG_ENDS) & Q(ended_at__isnull=False))
                | (~Q(state__in=LEG_ENDS) & Q(ended_at=None)),
                name="a_leg_that_ended_has_its_moment",
            ),
        )
        indexes = (
            models.Index(fields=("unit", "case", "state", "counted_as"), name="leg_of_unit"),
            models.Index(fields=("case", "state", "unit", "counted_as"), name="leg_of_case"),
            models.Index(
                fields=("unit", "state", "case", "counted_as", "ended_at"),
                name="leg_running",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(fields=("unit", "-sent_at"), name="leg_of_unit_in_time"),
            models.Index(fields=("sender", "state", "submitted_at"), name="leg_of_sender"),
            models.Index(fields=("handler", "state"), name="leg_of_handler", condition=Q(handler__isnull=False)),
            models.Index(
                fields=("unit", "sent_at", "counted_as", "state", "case"),
                name="leg_counted",
                condition=Q(counted_as__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.get_part_display()}"

    @property
    def is_running(self) -> bool:
        """Whether it still owes something."""
        return self.state not in LEG_ENDS


class ReturnRequest(models.Model):
    """That a unit says a case was sent to it wrongly (退单申请), and what became of it. The clock runs on meanwhile:
    the first receiver stays responsible."""

    leg = models.ForeignKey(Leg, models.PROTECT, related_name="returns", verbose_name="环节")
    why = models.CharField("理由", max_length=500)
    suggested = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="建议由谁办")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    granted = models.BooleanField("同意", null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="裁定人")
    decided_at = models.DateTimeField("裁定时间", null=True)
    answer = models.CharField("裁定意见", max_length=500, blank=True)

    class Meta:
        ordering = ("leg", "pk")
        constraints = (
            models.UniqueConstraint(fields=("leg",), condition=Q(granted=None), name="one_return_open_a_leg"),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="a_return_is_decided_whole",
            ),
        )

    def __str__(self) -> str:
        return self.why
