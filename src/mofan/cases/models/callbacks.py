"""Callbacks (回访): what the person says of how it went; asked by the centre, never by whoever handled it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from mofan.cases.models.cases import Case, readable
from mofan.org.models import Person, Unit


class Answered(models.TextChoices):
    """What became of a callback (回访情况)."""

    DUE = "due", "待回访"
    ANSWERED = "answered", "已回答"
    UNREACHABLE = "unreachable", "联系不上"


class Satisfied(models.TextChoices):
    """How satisfied (满意程度)."""

    YES = "yes", "满意"
    MOSTLY = "mostly", "基本满意"
    NO = "no", "不满意"


UNHAPPY = {
    "slow": "办得慢",
    "not_solved": "问题没有解决",
    "manner": "态度不好",
    "no_contact": "没有人联系",
    "reply": "答复看不懂或者答非所问",
    "other": "其他",
}
"""Why somebody is not satisfied (不满意的原因)."""


class CallbackQuerySet(models.QuerySet["Callback"]):
    def visible_to(self, person: Person) -> CallbackQuerySet:
        """Those of the cases that the person may read."""
        return self.filter(readable(person, "case__"))

    def waiting(self, now: datetime) -> CallbackQuerySet:
        """Those that may be called now (待回访)."""
        return self.filter(state=Answered.DUE, due_at__lte=now, expires_at__gt=now)

    def valid(self) -> CallbackQuerySet:
        """Those that rates are reckoned over (有效回访): answered, and not excluded by two persons with a ground."""
        return self.filter(state=Answered.ANSWERED, excluded=False)


class Callback(models.Model):
    """One callback of one closing of a case (回访)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="callbacks", verbose_name="事项")
    round = models.PositiveSmallIntegerField("第几次办结")
    """How often the case had been reopened when it was closed; one callback a closing."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="回访单位")
    due_at = models.DateTimeField("可回访时间")
    """Not before the time limit has run out."""
    expires_at = models.DateTimeField("过期时间")
    state = models.CharField("状态", max_length=12, choices=Answered.choices, default=Answered.DUE)
    attempts = models.PositiveSmallIntegerField("联系次数", default=0)
    contacted = models.BooleanField("是否联系过您", null=True)
    solved = models.BooleanField("是否解决", null=True)
    satisfied = models.CharField("是否满意", max_length=6, choices=Satisfied.choices, blank=True)
    unhappy = models.CharField("不满意的原因", max_length=20, choices=[*UNHAPPY.items()], blank=True)
    words = models.CharField("本人的话", max_length=500, blank=True)
    wants_reopening = models.BooleanField("要求重办", default=False)
    declined_why = models.CharField("不重办的说明", max_length=500, blank=True)
    declined_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人说明")
    declined_at = models.DateTimeField("说明时间", null=True)
    own = models.BooleanField("本人凭编码自评", default=False)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="回访人")
    at = models.DateTimeField("回访时间", null=True)
    counted_as = models.CharField("计入种类", max_length=40, null=True)  # noqa: DJ001  None stands in no index
    """The kind of its case (`counted_kind`); None: in no figure."""
    excluded = models.BooleanField("已剔除", default=False)
    """Whether two persons left it out with a ground (`Exclusion`): kept beside it as the kind is."""

    objects = CallbackQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("case", "round"), name="one_callback_a_closing"),
            models.CheckConstraint(condition=Q(state__in=Answered.values), name="callback_state_known"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("due_at")), name="expires_after_due"),
            models.CheckConstraint(
                condition=~Q(state=Answered.ANSWERED)
                | (Q(contacted__isnull=False, solved__isnull=False, at__isnull=False) & ~Q(satisfied="")),
                name="an_answer_is_whole",
            ),
        )
        indexes = (
            models.Index(fields=("unit", "state", "due_at"), name="callback_of_unit"),
            models.Index(
                fields=(
                    "unit",
                    "due_at",
                    "counted_as",
                    "state",
                    "contacted",
                    "solved",
                    "satisfied",
                    "excluded",
                    "case",
                ),
                name="callback_counted",
                condition=Q(counted_as__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_state_display()}"


class Exclusion(models.Model):
    """That what a person says is not counted, the demand being unreasonable (不合理诉求剔除): proposed by one,
    confirmed by another, with a ground; the share is published."""

    callback = models.OneToOneField(Callback, models.PROTECT, related_name="exclusion", verbose_name="回访")
    ground = models.CharField("理由", max_length=40)
    words = models.CharField("说明", max_length=500)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="核准人")
    decided_at = models.DateTimeField("核准时间", null=True)
    refused = models.BooleanField("未核准", default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name="two_persons_exclude"
            ),
        )

    def __str__(self) -> str:
        return self.ground
