"""What people decided while proofreading (校对处理): corrections, refusals, the unit's dictionary. Nothing is deleted:
what was undone stays, with who did it and when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mofan.org.models import History, Person, Unit
from mofan.org.roles import Right


class Judgement(models.Model):
    """What somebody decided of a finding (处理). `subject` and `subject_id` say which row the text belongs to, as in
    the history; `done` and `undone` say who decided and who took it back, and when."""

    subject = models.CharField("对象", max_length=40)
    subject_id = models.BigIntegerField("编号")
    kind = models.CharField("种类", max_length=30)
    rule = models.CharField("规则", max_length=60)
    message = models.CharField("意见", max_length=300, blank=True)
    done = models.ForeignKey(History, models.PROTECT, related_name="%(class)ss", verbose_name="何时何人")
    undone = models.ForeignKey(History, models.PROTECT, null=True, related_name="+", verbose_name="撤销")

    class Meta:
        abstract = True


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def of(self, row: models.Model) -> CorrectionQuerySet:
        """Those of one text."""
        return self.filter(subject=row._meta.label_lower, subject_id=row.pk)

    def in_force(self) -> CorrectionQuerySet:
        """Neither undone nor taken up in a later one."""
        return self.filter(undone=None, taken_up_by=None)


class Correction(Judgement):
    """A finding that was accepted (改正). The text as it was stays; offsets count in it, in code points.

    A later correction that touches this one takes it up, and gives it back when it is undone.
    """

    start = models.PositiveIntegerField("起点")
    end = models.PositiveIntegerField("止点")
    was = models.TextField("原文")
    new = models.TextField("改为", blank=True)
    title_as_read = models.CharField("原标题", max_length=500, blank=True)
    subtitle_as_read = models.CharField("原副标题", max_length=500, blank=True)
    taken_up_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="takes_up", verbose_name="并入")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("start", "pk")
        constraints = (models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="correction_span"),)
        indexes = (models.Index(fields=("subject", "subject_id"), name="corrections_of_a_text"),)

    def __str__(self) -> str:
        return f"{self.was} → {self.new}"


class RefusalQuerySet(models.QuerySet["Refusal"]):
    def of(self, row: models.Model) -> RefusalQuerySet:
        """Those of one text."""
        return self.filter(subject=row._meta.label_lower, subject_id=row.pk)

    def standing(self) -> RefusalQuerySet:
        """Not taken back."""
        return self.filter(undone=None)


class Refusal(Judgement):
    """A finding that was refused for one text (不采纳): known again by its words and those around it."""

    quote = models.TextField("所指")
    before = models.CharField("前文", max_length=20, blank=True)
    after = models.CharField("后文", max_length=20, blank=True)
    start = models.PositiveIntegerField("当时的位置")

    objects = RefusalQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("subject", "subject_id"), name="refusals_of_a_text"),)

    def __str__(self) -> str:
        return self.quote[:40]


class EntryKind(models.TextChoices):
    """What a word of the dictionary is (词典类别)."""

    WORD = "word", "词语"
    UNIT = "unit", "单位名称"
    PERSON = "person", "人名"
    PLACE = "place", "地名"
    SLOGAN = "slogan", "提法"


class DictionaryEntryQuerySet(models.QuerySet["DictionaryEntry"]):
    def visible_to(self, person: Person) -> DictionaryEntryQuerySet:
        """The words that hold for this person's unit: its own, those of the units above, those of everybody. An
        administrator sees all."""
        if person.may(Right.ADMINISTER):
            return self
        if not person.may(Right.READ):
            return self.none()
        return self.filter(Q(unit=None) | Q(unit__in=units_above(person.unit)))

    def standing(self) -> DictionaryEntryQuerySet:
        """Not voided."""
        return self.filter(voided_at=None)

    def holding_for(self, person: Person) -> DictionaryEntryQuerySet:
        """The words that hold when this person has a text proofread."""
        return self.standing().filter(Q(unit=None) | Q(unit__in=units_above(person.unit)))


class DictionaryEntry(models.Model):
    """A word that is right as it stands (词典词条): no text of the unit, or of those below it, is asked about it.

    Without a unit it holds for everybody. A voided entry stays, with who, when and why.
    """

    LONGEST: ClassVar[int] = 60

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="dictionary", verbose_name="单位")
    word = models.CharField("词语", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=EntryKind.choices, default=EntryKind.WORD)
    why = models.CharField("缘由", max_length=200, blank=True)
    subject = models.CharField("取自何处", max_length=40, blank=True)
    subject_id = models.BigIntegerField("取自何处的编号", null=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人收入")
    added_at = models.DateTimeField("收入时间")
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人作废")
    voided_at = models.DateTimeField("作废时间", null=True)
    void_reason = models.CharField("作废缘由", max_length=200, blank=True)

    objects = DictionaryEntryQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "word"), condition=Q(voided_at=None, unit__isnull=False), name="one_word_a_unit"
            ),
            models.UniqueConstraint(
                fields=("word",), condition=Q(voided_at=None, unit=None), name="one_word_for_everybody"
            ),
        )

    def __str__(self) -> str:
        return self.word


def units_above(unit: Unit | None) -> list[int]:
    """The keys of a unit and the units above it, nearest first."""
    keys: list[int] = []
    while unit is not None and unit.pk not in keys:
        keys.append(unit.pk)
        unit = unit.parent
    return keys
