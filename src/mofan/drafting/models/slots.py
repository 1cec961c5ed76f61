"""Slots and what was borrowed (数位、借用)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mofan.drafting.models.drafts import Draft
from mofan.figures.models import FrozenFigure
from mofan.org.models import Person, Unit


class SlotState(models.TextChoices):
    """What stands in a slot (数位状态)."""

    OPEN = "open", "待定"
    LIVE = "live", "活数"
    TYPED = "typed", "手填"
    TASK = "task", "待登记"


class NumberStyle(models.TextChoices):
    """How a number is written in the text (写法)."""

    EXACT = "exact", "准确数"
    ABOUT = "about", "约数（余）"
    MYRIADS = "myriads", "以万计"
    WORDS = "words", "汉字（百分之）"


class Slot(models.Model):
    """A place of a draft where a number stands (数位). `key` is what the body calls it."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="slots", verbose_name="草稿")
    key = models.CharField("数位", max_length=40)
    state = models.CharField("状态", max_length=10, choices=SlotState.choices, default=SlotState.OPEN)
    written = models.CharField("原来的写法", max_length=60, blank=True)
    """As the piece or the writer wrote it: x余次, 36场次."""
    what = models.CharField("数的是什么", max_length=100, blank=True)
    measure = models.CharField("量词", max_length=20, blank=True)
    """The measure word of the text, written behind the number."""
    style = models.CharField("写法", max_length=10, choices=NumberStyle.choices, default=NumberStyle.EXACT)
    code = models.CharField("数的代码", max_length=80, blank=True)
    units = models.ManyToManyField(Unit, related_name="+", verbose_name="范围")
    below = models.BooleanField("含下属单位", default=True)
    period_words = models.CharField("统计期间", max_length=60, blank=True)
    typed = models.CharField("手填的数", max_length=60, blank=True)
    evidence = models.CharField("依据", max_length=300, blank=True)
    """Where a number typed by hand comes from."""
    note = models.CharField("待办", max_length=300, blank=True)
    """Of a task: what is to be recorded, by whom."""
    frozen = models.ForeignKey(FrozenFigure, models.PROTECT, null=True, related_name="+", verbose_name="定数")
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人认定")
    settled_at = models.DateTimeField("认定时间", null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("draft", "key"), name="one_slot_a_key"),
            models.CheckConstraint(condition=~Q(state="live") | ~Q(code=""), name="live_slot_has_a_figure"),
            models.CheckConstraint(condition=~Q(state="typed") | ~Q(typed=""), name="typed_slot_has_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.what or self.written or self.key}"


class Borrowing(models.Model):
    """What a heading or a paragraph of a draft was taken from (借用). It stays when the words are changed later."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="borrowings", verbose_name="草稿")
    block = models.CharField("段", max_length=40)
    piece = models.ForeignKey("library.Piece", models.PROTECT, null=True, related_name="+", verbose_name="取自篇目")
    earlier = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="+", verbose_name="取自草稿")
    source = models.CharField("来源", max_length=500)
    """The title of what it was taken from, as it was then."""
    text = models.TextField("借用的文字")
    characters = models.PositiveIntegerField("字数")
    share = models.FloatField("占本段")
    """How much of the block was borrowed when it was taken over, 0 … 1."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("draft", "block"), name="borrowings_of_a_block"),)

    def __str__(self) -> str:
        return f"{self.source}：{self.text[:20]}"
