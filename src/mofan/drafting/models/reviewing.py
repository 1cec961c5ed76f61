"""The way to the signature (审签): the unit's chain, remarks beside paragraphs, approvals bound to what was read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mofan.drafting.models.drafts import Draft
from mofan.org.models import Person, Unit


class Stage(models.TextChoices):
    """A stage of the way (环节)."""

    REVIEW = "review", "审核"
    COUNTERSIGN = "countersign", "会签"
    SIGN = "sign", "签发"


class Verdict(models.TextChoices):
    """What somebody said at a stage (意见)."""

    APPROVED = "approved", "同意"
    RETURNED = "returned", "退回修改"


class ChainStepQuerySet(models.QuerySet["ChainStep"]):
    def standing(self) -> ChainStepQuerySet:
        """Not ended."""
        return self.filter(ended_at=None)


class ChainStep(models.Model):
    """One step of a unit's own chain (审签环节): a person, or whoever approves in the unit that is asked."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="chain_steps", verbose_name="单位")
    place = models.PositiveSmallIntegerField("次序")
    stage = models.CharField("环节", max_length=12, choices=Stage.choices)
    name = models.CharField("名称", max_length=40, blank=True)
    """What it is called here: 办公室核稿, 分管领导审核."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人")
    asked = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="由哪个单位")
    ended_at = models.DateTimeField("停用时间", null=True)

    objects = ChainStepQuerySet.as_manager()

    class Meta:
        ordering = ("unit", "place", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "place"), condition=Q(ended_at=None), name="one_chain_step_a_place"
            ),
        )

    def __str__(self) -> str:
        return self.name or Stage(self.stage).label


class Approval(models.Model):
    """What somebody said of a draft, and of which text exactly (审签意见). `digest`: sha256 of text and figures."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="approvals", verbose_name="草稿")
    stage = models.CharField("环节", max_length=12, choices=Stage.choices)
    place = models.PositiveSmallIntegerField("次序", default=0)
    verdict = models.CharField("意见", max_length=10, choices=Verdict.choices)
    note = models.CharField("说明", max_length=300, blank=True)
    sending = models.PositiveIntegerField("第几次送审", default=1)
    revision = models.PositiveIntegerField("版次")
    digest = models.CharField("文本指纹", max_length=64)
    numbers = models.JSONField("当时的数", default=dict)
    """Slot → what it read when this was said."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{Stage(self.stage).label}：{Verdict(self.verdict).label}"


class Remark(models.Model):
    """What somebody wrote beside a paragraph (批注), and what became of it."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="remarks", verbose_name="草稿")
    block = models.CharField("段", max_length=40)
    quote = models.CharField("所指", max_length=300, blank=True)
    text = models.TextField("批注")
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies", verbose_name="答复")
    revision = models.PositiveIntegerField("版次")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人处理")
    settled_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("draft", "block"), name="remarks_of_a_block"),)

    def __str__(self) -> str:
        return self.text[:40]
