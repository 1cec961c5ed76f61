"""Who answers for what (责任清单、责任书): by level and post, for a time; a letter keeps the items as they were
signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.db.models import F, Q

from mofan.measure import Period
from mofan.org.models import Person, Unit
from mofan.org.models.dated import Voidable, VoidableQuerySet

LEVELS: Final = {
    "group": "党组（党委）",
    "leader": "班子成员",
    "branch": "党支部、内设机构",
    "member": "党员、工作人员",
}
"""The four levels (四级); what the posts (四岗) are called is local and written with each list."""


class ResponsibilityQuerySet(VoidableQuerySet["Responsibility"]):
    def visible_to(self, person: Person) -> ResponsibilityQuerySet:
        """Those of the units that the person may look at or has a place in, and his own."""
        units = Unit.objects.visible_to(person).order_by().values("pk")
        return self.filter(Q(unit__in=units) | Q(owner=person))


class Responsibility(Voidable):
    """The list of one post for a time (责任清单)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    level = models.CharField("级", max_length=10, choices=[*LEVELS.items()])
    post = models.CharField("岗", max_length=60)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="责任人")
    basis = models.CharField("依据", max_length=200)
    since = models.DateField("自")
    until = models.DateField("至")

    objects = ResponsibilityQuerySet.as_manager()

    if TYPE_CHECKING:
        items: models.QuerySet[ResponsibilityItem]
        letters: models.QuerySet[ResponsibilityLetter]

    class Meta:
        ordering = ("unit", "-since", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(level__in=tuple(LEVELS)), name="level_known"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="responsibility_ends_after_it_begins"),
        )
        indexes = (models.Index(fields=("unit", "level", "until"), name="responsibility_of_unit"),)

    def __str__(self) -> str:
        return f"{self.unit}{self.post}责任清单"

    @property
    def period(self) -> Period:
        """The days that it holds for."""
        return Period(self.since, self.until)


class ResponsibilityItem(Voidable):
    """One item (责任事项): what, on what basis, until when; `kinds` of records are its evidence."""

    responsibility = models.ForeignKey(Responsibility, models.PROTECT, related_name="items", verbose_name="清单")
    no = models.PositiveSmallIntegerField("序号")
    what = models.CharField("责任事项", max_length=300)
    basis = models.CharField("依据", max_length=200, blank=True)
    standard = models.CharField("标准", max_length=200, blank=True)
    due_on = models.DateField("时限", null=True)
    kinds: models.JSONField[Any] = models.JSONField("凭据的种类", default=list)
    """Codes of kinds of record; the records themselves are found, never copied."""

    class Meta:
        ordering = ("responsibility", "no", "pk")
        constraints = (models.UniqueConstraint(fields=("responsibility", "no"), name="one_responsibility_a_number"),)

    def __str__(self) -> str:
        return self.what


class ResponsibilityLetter(models.Model):
    """A letter made of a list and signed by both sides (责任书). What it says never changes afterwards."""

    responsibility = models.ForeignKey(Responsibility, models.PROTECT, related_name="letters", verbose_name="清单")
    items: models.JSONField[Any] = models.JSONField("事项", default=list)
    """[[number, what, basis, standard, last day], …] as they were when it was drawn up, all as text."""
    drawn_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人拟")
    drawn_at = models.DateTimeField("拟定时间")
    owner_signed_at = models.DateTimeField("责任人签订时间", null=True)
    giver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="交付责任的人")
    giver_signed_at = models.DateTimeField("交付人签订时间", null=True)
    withdrawn_at = models.DateTimeField("收回时间", null=True)
    why = models.CharField("收回缘由", max_length=200, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("responsibility",), condition=Q(withdrawn_at=None), name="one_letter_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(giver=None, giver_signed_at=None) | Q(giver__isnull=False, giver_signed_at__isnull=False),
                name="a_giver_signs",
            ),
        )

    def __str__(self) -> str:
        return f"{self.responsibility.post}责任书"

    @property
    def is_signed(self) -> bool:
        """Whether both sides have signed (已签订)."""
        return self.owner_signed_at is not None and self.giver_signed_at is not None
