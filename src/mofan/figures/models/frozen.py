"""A figure frozen with its rows (定数): what a signed document claimed, however the records change afterwards."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q

from mofan.figures.models.kept_occasions import KeptOccasion
from mofan.figures.sources.protocol import Behind, Noun
from mofan.measure import Period
from mofan.org.models import Person, Unit


class FrozenQuerySet(models.QuerySet["FrozenFigure"]):
    def visible_to(self, person: Person) -> FrozenQuerySet:
        """Those over units all of which this person may look at."""
        hidden = Unit.objects.exclude(pk__in=Unit.objects.visible_to(person).order_by().values("pk"))
        return self.exclude(units__in=hidden.order_by().values("pk"))


class FrozenFigure(models.Model):
    """One number as it was (定数). Nothing in it ever changes."""

    code = models.CharField("代码", max_length=80)
    name = models.CharField("名称", max_length=100)
    definition = models.TextField("口径")
    units = models.ManyToManyField(Unit, related_name="+", verbose_name="单位")
    below = models.BooleanField("含下属单位", default=False)
    scope_label = models.CharField("范围", max_length=400)
    start = models.DateField("起")
    end = models.DateField("止")
    value = models.DecimalField("值", max_digits=24, decimal_places=6, null=True)
    shown = models.CharField("读作", max_length=60)
    """The number with its measure word, as the document says it."""
    rows = models.JSONField("数到的记录", default=list)
    """[record, what it adds (as text)] for each record that was counted, [case, what it adds, "case"] for each case; of
    a derived figure those of its parts."""
    occasions: models.JSONField[Any] = models.JSONField("数到的各次", default=list)
    """Of a figure of duties the occasions that were counted (`KeptOccasion`), those that nobody met too; of a derived
    figure those of its parts."""
    purpose = models.CharField("用途", max_length=200)
    frozen_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="定数人")
    frozen_at = models.DateTimeField("定数时间")

    objects = FrozenQuerySet.as_manager()

    class Meta:
        ordering = ("-frozen_at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(end__gte=F("start")), name="frozen_over_a_period"),)

    def __str__(self) -> str:
        return f"{self.name} {self.shown}"

    @property
    def period(self) -> Period:
        """The days that it was counted over."""
        return Period(self.start, self.end)

    @property
    def behind(self) -> dict[Behind, Decimal]:
        """Row → what it added."""
        return {Behind(_noun(rest), int(pk)): Decimal(adds) for pk, adds, *rest in self.rows}

    @property
    def kept_occasions(self) -> tuple[KeptOccasion, ...]:
        """The occasions that were counted, as they were."""
        return tuple(map(KeptOccasion.from_row, self.occasions))


def _noun(rest: list[str]) -> Noun:
    return "case" if rest == ["case"] else "record"
