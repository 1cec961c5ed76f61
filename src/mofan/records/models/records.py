"""Records, what they count for, and their numbers (记录、履行、数值): what figures count is in rows of its own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from mofan.org.models import Person, Unit
from mofan.org.models.units import sees_every_unit
from mofan.org.roles import Right
from mofan.records.attendance import Tally

if TYPE_CHECKING:
    from mofan.records.models.parts import AgendaItem, Attachment, Participant


class RecordState(models.TextChoices):
    """What became of a record (记录状态). Only one that is kept counts."""

    KEPT = "kept", "有效"
    CORRECTED = "corrected", "已更正"
    VOIDED = "voided", "已作废"


def readable_by(person: Person, record: str = "") -> Q:
    """What makes a record readable for somebody; `record` names the way to it from the rows that are asked:
    record__."""
    approved = Unit.objects.where(person, Right.APPROVE).order_by().values("pk")
    open_to_him = Q(**{f"{record}restricted": False}) | Q(**{f"{record}entered_by": person})
    readable = open_to_him | Q(**{f"{record}unit__in": approved})
    if sees_every_unit(person):
        return readable
    units = Unit.objects.visible_to(person).order_by().values("pk")
    return readable & Q(**{f"{record}unit__in": units})


def withheld_from(person: Person) -> RecordQuerySet:
    """The restricted records that somebody may not read, wherever they are."""
    approved = Unit.objects.where(person, Right.APPROVE).order_by().values("pk")
    # all keys are above 0; said so, SQLite reads the few of the index of restricted records and not all records
    restricted = Record.objects.filter(restricted=True, unit__gt=0)
    return restricted.exclude(entered_by=person).exclude(unit__in=approved).order_by()


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, person: Person) -> RecordQuerySet:
        """Those of the units that the person may look at or has a place in; of restricted kinds those that he entered
        himself and those of units in which he may approve."""
        return self.filter(readable_by(person))

    def kept(self) -> RecordQuerySet:
        """Those that count: neither corrected nor voided (有效)."""
        return self.filter(state=RecordState.KEPT)


class Record(models.Model):
    """One thing that happened (记录): what kind, where it belongs, when it was and when it was entered.

    What was written stands in `RecordDetail`, people in `Participant`. A record never changes: a correction is another
    record that names this one.
    """

    kind = models.CharField("种类", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位", db_index=False)
    title = models.CharField("主题", max_length=200)
    held_on = models.DateField("日期")
    state = models.CharField("状态", max_length=10, choices=RecordState.choices, default=RecordState.KEPT)
    restricted = models.BooleanField("限阅", default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="录入人")
    entered_at = models.DateTimeField("录入时间")
    is_late = models.BooleanField("补记", default=False)
    due = models.PositiveIntegerField("应到", null=True)
    due_voting = models.PositiveIntegerField("有表决权", null=True)
    present = models.PositiveIntegerField("实到", null=True)
    present_voting = models.PositiveIntegerField("实到有表决权", null=True)
    on_leave = models.PositiveIntegerField("请假", default=0)
    absent = models.PositiveIntegerField("缺席", default=0)
    observers = models.PositiveIntegerField("列席", default=0)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="更正的是"
    )
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废缘由", max_length=200, blank=True)

    objects = RecordQuerySet.as_manager()

    if TYPE_CHECKING:
        detail: RecordDetail
        participants: models.QuerySet[Participant]
        agenda: models.QuerySet[AgendaItem]
        attachments: models.QuerySet[Attachment]

    class Meta:
        ordering = ("-held_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RecordState.values), name="record_state_known"),
            models.CheckConstraint(
                condition=Q(state=RecordState.VOIDED, voided_at__isnull=False)
                | (~Q(state=RecordState.VOIDED) & Q(voided_at=None)),
                name="a_void_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(due=None) | Q(due=F("present") + F("on_leave") + F("absent")), name="the_roll_adds_up"
            ),
        )
        indexes = (
            models.Index(
                fields=("kind", "state", "-held_on", "-id", "unit", "restricted", "entered_by"),
                name="record_read_of_kind",
            ),
            models.Index(
                fields=("state", "-held_on", "-id", "unit", "restricted", "entered_by"), name="record_read_of_all"
            ),
            models.Index(fields=("unit", "kind", "-held_on", "-id"), name="record_of_unit"),
            models.Index(
                fields=("unit", "held_on", "kind", "state", "is_late", "entered_by", "restricted"),
                name="record_restricted",
                condition=Q(restricted=True),
            ),
            models.Index(fields=("-entered_at",), name="record_as_entered"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def tally(self) -> Tally | None:
        """The roll as counted when it was entered (到会情况); None for a kind without one."""
        if self.due is None:
            return None
        return Tally(
            due=self.due,
            due_voting=self.due_voting or 0,
            present=self.present or 0,
            present_voting=self.present_voting or 0,
            leave=self.on_leave,
            absent=self.absent,
            observers=self.observers,
        )

    @property
    def first_entered_at(self) -> datetime:
        """When the event was entered first, before any correction (首次录入): what decides whether it was late."""
        first = self
        while first.corrects is not None:
            first = first.corrects
        return first.entered_at

    @property
    def counts(self) -> bool:
        """Whether it is counted by figures and duties."""
        return self.state == RecordState.KEPT


class RecordDetail(models.Model):
    """What was written in a record (记录正文): kept apart so that lists stay light."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="detail")
    values = models.JSONField("栏目内容", default=dict)
    """Field code → text, ISO date, choice code, number as text. People are rows of their own."""
    text = models.TextField("全文", blank=True)
    """What its author wrote, in the order of the fields, for the check of repetitions."""
    prints = models.BinaryField("指纹", default=b"")

    def __str__(self) -> str:
        return f"{self.record_id}"


class Serving(models.Model):
    """That a record counts for a kind (履行): its own, and each further duty that it meets. Figures count these rows.

    `unit`, `held_on`, `present` and `is_late` repeat those of the record, which never change; `counts` follows its
    state.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="servings", verbose_name="记录")
    kind = models.CharField("种类", max_length=40)
    own = models.BooleanField("本种类", default=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位", db_index=False)
    held_on = models.DateField("日期")
    present = models.PositiveIntegerField("实到", null=True)
    is_late = models.BooleanField("补记", default=False)
    counts = models.BooleanField("计入", default=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("record", "kind"), name="one_serving_a_kind"),)
        indexes = (
            models.Index(
                fields=("kind", "unit", "held_on", "is_late", "own", "present", "record"),
                name="serving_counted",
                condition=Q(counts=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.kind}"


class Value(models.Model):
    """A number or choice of a record (数值、选项), where figures find it; repeats kind, unit and day like `Serving`."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="numbers", verbose_name="记录")
    kind = models.CharField("种类", max_length=40)
    field = models.CharField("栏目", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位", db_index=False)
    held_on = models.DateField("日期")
    choice = models.CharField("选项", max_length=40, blank=True)
    number = models.DecimalField("数", max_digits=18, decimal_places=4, null=True)
    counts = models.BooleanField("计入", default=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("record", "field"), name="one_value_a_field"),)
        indexes = (
            models.Index(
                fields=("kind", "field", "choice", "unit", "held_on", "number", "record"),
                name="value_counted",
                condition=Q(counts=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.field}"
