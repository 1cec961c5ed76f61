"""Mediation (调解): consent, mediator, sessions, agreement, performance, confirmation (People's Mediation Law)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from mofan.cases.models.cases import Case, Party, readable
from mofan.org.models import Person, Unit


class Ending(models.TextChoices):
    """How a mediation ended (调解结果)."""

    RUNNING = "running", "调解中"
    AGREED = "agreed", "达成协议"
    FAILED = "failed", "调解不成"


class MediationQuerySet(models.QuerySet["Mediation"]):
    def visible_to(self, person: Person) -> MediationQuerySet:
        """Those of the cases that the person may read, and those that he mediates himself."""
        return self.filter(readable(person, "case__") | Q(mediator=person))


class Mediation(models.Model):
    """The mediation of one case (调解). Free of charge, voluntary; it stops when a party clearly refuses."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="mediation", verbose_name="事项")
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="调解组织")
    mediator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="调解员")
    mediator_name = models.CharField("调解员姓名", max_length=60)
    """As it stands on the agreement; a mediator from outside has no row of his own."""
    chosen = models.BooleanField("当事人选定", default=False)
    private = models.BooleanField("不公开", default=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    opened_at = models.DateTimeField("开始时间")
    ending = models.CharField("结果", max_length=10, choices=Ending.choices, default=Ending.RUNNING)
    ended_at = models.DateTimeField("结束时间", null=True)
    why = models.CharField("说明", max_length=500, blank=True)

    objects = MediationQuerySet.as_manager()

    if TYPE_CHECKING:
        consents: models.QuerySet[Consent]
        sessions: models.QuerySet[Session]
        agreement: Agreement

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(ending__in=Ending.values), name="ending_known"),
            models.CheckConstraint(
                condition=Q(ending=Ending.RUNNING, ended_at=None)
                | (~Q(ending=Ending.RUNNING) & Q(ended_at__isnull=False)),
                name="an_ending_has_its_moment",
            ),
        )
        indexes = (models.Index(fields=("mediator", "ending"), name="mediation_of_mediator"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_ending_display()}"


class Consent(models.Model):
    """That a party agrees to be mediated, or does not (同意调解)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="consents", verbose_name="调解")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="当事人")
    given = models.BooleanField("同意")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("mediation", "party"), name="one_consent_a_party"),)

    def __str__(self) -> str:
        return "同意" if self.given else "不同意"


class Session(models.Model):
    """One sitting (调解笔录): when, where, who came, what was said; as the mediator wrote it."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="sessions", verbose_name="调解")
    no = models.PositiveSmallIntegerField("次序")
    held_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=120)
    present = models.CharField("到场人员", max_length=300)
    record = models.TextField("调解记录")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="记录人")
    at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ("mediation", "no")
        constraints = (models.UniqueConstraint(fields=("mediation", "no"), name="one_session_a_place"),)

    def __str__(self) -> str:
        return f"第{self.no}次调解"


class Form(models.TextChoices):
    """The form of an agreement (协议形式)."""

    ORAL = "oral", "口头协议"
    WRITTEN = "written", "书面协议"


class Performance(models.TextChoices):
    """Whether it was kept (履行情况)."""

    OPEN = "open", "未到期或者履行中"
    WHOLE = "whole", "已全部履行"
    PART = "part", "部分履行"
    NONE = "none", "未履行"


class Agreement(models.Model):
    """What the parties agreed (调解协议). An oral one takes effect on agreement; a written one when all parties have
    signed, the mediator has signed and the committee's seal is on it (Art. 28, 29)."""

    mediation = models.OneToOneField(Mediation, models.PROTECT, related_name="agreement", verbose_name="调解")
    form = models.CharField("形式", max_length=10, choices=Form.choices)
    facts = models.TextField("纠纷事实和责任", blank=True)
    disputed = models.TextField("争议事项", blank=True)
    content = models.TextField("协议内容")
    manner = models.CharField("履行方式", max_length=300, blank=True)
    perform_by = models.DateField("履行期限", null=True)
    amount = models.DecimalField("涉及金额（元）", max_digits=18, decimal_places=2, null=True)
    agreed_at = models.DateTimeField("达成时间")
    mediator_signed_at = models.DateTimeField("调解员签名时间", null=True)
    sealed_at = models.DateTimeField("盖章时间", null=True)
    effective_at = models.DateTimeField("生效时间", null=True)
    performance = models.CharField("履行情况", max_length=10, choices=Performance.choices, default=Performance.OPEN)
    performed_at = models.DateTimeField("履行登记时间", null=True)
    confirmation_asked_at = models.DateTimeField("共同申请司法确认时间", null=True)
    court = models.CharField("人民法院", max_length=100, blank=True)
    confirmed = models.BooleanField("裁定有效", null=True)
    confirmed_on = models.DateField("裁定日期", null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(form__in=Form.values), name="form_known"),
            models.CheckConstraint(condition=Q(performance__in=Performance.values), name="performance_known"),
            models.CheckConstraint(
                condition=Q(effective_at=None)
                | Q(form=Form.ORAL)
                | Q(mediator_signed_at__isnull=False, sealed_at__isnull=False),
                name="a_written_one_is_signed_and_sealed",
            ),
            models.CheckConstraint(
                condition=Q(confirmation_asked_at=None) | Q(confirmation_asked_at__gte=F("effective_at")),
                name="confirmed_after_it_took_effect",
            ),
        )

    def __str__(self) -> str:
        return self.get_form_display()


class Signature(models.Model):
    """That a party signed, sealed or finger-printed an agreement (签名、盖章、按指印)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures", verbose_name="协议")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="当事人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("agreement", "party"), name="one_signature_a_party"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
