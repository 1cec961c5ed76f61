"""What holds from a day to a day and can be voided (起止日期、作废): the parts that several tables share."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

M = TypeVar("M", bound=models.Model)


class VoidableQuerySet(models.QuerySet[M]):
    """Rows that may have been voided."""

    def valid(self) -> Self:
        """Without those that were voided (未作废)."""
        return self.filter(voided_at=None)


class DatedQuerySet(VoidableQuerySet[M]):
    """Rows that hold from `since` to `until`, both included."""

    def on(self, day: date) -> Self:
        """Those that hold on `day` (当日有效); voided ones never hold."""
        return self.valid().filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))

    def between(self, first: date, last: date) -> Self:
        """Those that hold on any day from `first` to `last`."""
        return self.valid().filter(Q(since=None) | Q(since__lte=last), Q(until=None) | Q(until__gte=first))


class Voidable(models.Model):
    """A row that is never deleted: entered by mistake, it is voided with a reason and stays readable (作废)."""

    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废缘由", max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None


class Dated(Voidable):
    """A row that holds from a day to a day, both included; None: from of old, until now."""

    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether this row holds on `day`."""
        return not self.is_void and (self.since is None or self.since <= day) and (not self.until or day <= self.until)
