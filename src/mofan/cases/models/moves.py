"""The history of a case (办理记录): every move, in order; states can be rebuilt from it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from mofan.cases.kinds import ACTORS
from mofan.cases.models.cases import Case
from mofan.cases.models.legs import Leg
from mofan.org.models import Person, Unit

EARLIER_REPLY = "earlier_reply"
"""Among the values of a move that opens a case again: what the person had been told (上次的答复)."""


class Move(models.Model):
    """One thing that was done to a case or to a leg of it (一步办理): what was, what is, by whom, for which unit, when.

    It is the history entry of its action (docs/decisions/0014); nothing is ever taken out of it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves", verbose_name="事项", db_index=False)
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, related_name="moves", verbose_name="环节", db_index=False)
    code = models.CharField("动作", max_length=40)
    name = models.CharField("做了什么", max_length=40)
    was = models.CharField("原状态", max_length=40, blank=True)
    now = models.CharField("现状态", max_length=40)
    """Of the leg, where there is one, else of the case."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人", db_index=False)
    part = models.CharField("以何身份", max_length=20, choices=[*ACTORS.items()], blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="单位", db_index=False)
    at = models.DateTimeField("时间")
    note = models.TextField("说明", blank=True)
    values: models.JSONField[Any] = models.JSONField("所填", default=dict)
    """Code of what was asked → what was given; people and units by their names, personal data never."""
    public = models.CharField("对外", max_length=200, blank=True)
    """What the person who handed it in reads of it; empty: nothing."""
    counted_as = models.CharField("计入种类", max_length=40, null=True)  # noqa: DJ001  None stands in no index
    """The kind of its case, of what was done to the case itself, for its unit; None: in no figure."""

    class Meta:
        ordering = ("case", "pk")
        indexes = (
            models.Index(fields=("case", "id"), name="move_of_case"),
            models.Index(fields=("leg",), name="move_of_leg", condition=Q(leg__isnull=False)),
            models.Index(
                fields=("code", "unit", "at", "counted_as", "case"),
                name="move_counted",
                condition=Q(counted_as__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.name}"
