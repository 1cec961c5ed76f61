"""What comes in from outside before it is a case (来路): how lists of upper platforms are read, mails to decide on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mofan.cases.models.cases import Case
from mofan.org.models import Person, Unit
from mofan.org.roles import Right


class ListMapping(models.Model):
    """Which column of an upper platform's list is what (列的对应), remembered by its headings."""

    kind = models.CharField("种类", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="受理单位")
    headings = models.CharField("表头指纹", max_length=64)
    platform = models.CharField("平台名称", max_length=60, blank=True)
    columns = models.JSONField("对应", default=dict)
    """Heading → what it is; "" for a column that is left out."""
    words = models.JSONField("类别对应", default=dict)
    """What the platform calls a category → the code of ours; "" where none fits."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "unit", "headings"), name="one_list_of_these_headings"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.headings[:8]}"


class MailState(models.TextChoices):
    """What became of a mail (来信的处理)."""

    WAITING = "waiting", "待定"
    TAKEN = "taken", "已登记"
    ASIDE = "aside", "不登记"
    REFUSED = "refused", "没有收"


class MailQuerySet(models.QuerySet["Mail"]):
    def visible_to(self, person: Person) -> MailQuerySet:
        """Those of the units in which the person takes in (可见来信); what became a tip-off is for those alone who read
        that tip-off."""
        if not person.may_be(Right.VIEW):
            return self.none()
        rows = self.filter(unit__in=Unit.objects.where(person, Right.INTAKE).order_by().values("pk"))
        secret = Case.objects.visible_to(person).filter(restricted=True).order_by().values("pk")
        return rows.filter(Q(case=None) | Q(case__restricted=False) | Q(case__in=secret))


class Mail(models.Model):
    """A mail that came to a centre's address (来信): whether it is a case is for somebody to decide. Who sent it is
    sealed; of one that was refused nothing is kept but that it came, and why it was refused."""

    key = models.CharField("识别", max_length=64, unique=True)
    """Of its Message-ID, or of its bytes where it has none: the same mail comes in once."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="受理单位", db_index=False)
    subject = models.CharField("主题", max_length=300, blank=True)
    sealed = models.TextField("发件人（加密保存）", blank=True)
    text = models.TextField("正文", blank=True)
    sent_at = models.DateTimeField("寄出时间", null=True)
    """As the mail says; None where it says nothing that can be read."""
    came_at = models.DateTimeField("收到时间")
    source = models.CharField("来自", max_length=255)
    """The file, or the box."""
    state = models.CharField("处理", max_length=10, choices=MailState.choices, default=MailState.WAITING)
    reason = models.CharField("缘由", max_length=300, blank=True)
    """Why it is no case, or was refused."""
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="mails", verbose_name="事项")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人处理")
    """None where a rule set it aside."""
    decided_at = models.DateTimeField("处理时间", null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ("-came_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(
                condition=(Q(state=MailState.TAKEN) & Q(case__isnull=False))
                | (~Q(state=MailState.TAKEN) & Q(case=None)),
                name="a_mail_that_was_taken_in_has_its_case",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(MailState.ASIDE, MailState.REFUSED)) | ~Q(reason=""),
                name="a_mail_set_aside_has_its_reason",
            ),
        )
        indexes = (models.Index(fields=("unit", "state", "-came_at", "-id"), name="mail_of_unit"),)

    def __str__(self) -> str:
        return self.subject or "（没有主题）"


class MailFile(models.Model):
    """What is attached to a mail (来信的附件)."""

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="files", verbose_name="来信")
    name = models.CharField("名称", max_length=255)
    sha256 = models.CharField("指纹", max_length=64)
    size = models.PositiveBigIntegerField("字节数")

    class Meta:
        ordering = ("mail", "pk")

    def __str__(self) -> str:
        return self.name
