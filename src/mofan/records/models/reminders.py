"""Reminders (提醒): one digest a day, at a time that the person chose; kept as rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mofan.org.models import Person
from mofan.records.reminding import QuietHours

DEFAULT = QuietHours()


class Reminding(models.Model):
    """How a person wants to be reminded (提醒设置), and when he is next. Whoever changed nothing has no row until the
    worker makes one."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="reminding")
    wanted = models.BooleanField("提醒", default=True)
    quiet_from = models.TimeField("免打扰自", default=DEFAULT.begin)
    quiet_until = models.TimeField("免打扰至", default=DEFAULT.end)
    days_off_too = models.BooleanField("休息日不提醒", default=True)
    mail = models.EmailField("邮箱", blank=True)
    """Where the digest also goes, if this place sends mail at all."""
    next_at = models.DateTimeField("下一次")

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("next_at",), name="reminding_due", condition=Q(wanted=True)),)

    def __str__(self) -> str:
        return f"{self.person}"

    @property
    def quiet(self) -> QuietHours:
        """Its quiet hours."""
        return QuietHours(self.quiet_from, self.quiet_until, self.days_off_too)


class DigestQuerySet(models.QuerySet["Digest"]):
    def visible_to(self, person: Person) -> DigestQuerySet:
        """Everybody sees his own, nobody another's: whether somebody was reminded is no measure of him."""
        return self.filter(person=person)


class Digest(models.Model):
    """What somebody was reminded of on a day (每日提醒). Nothing says whether he read it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人", db_index=False)
    day = models.DateField("日期")
    text = models.TextField("内容")
    count = models.PositiveIntegerField("件数")
    made_at = models.DateTimeField("时间")
    mail_claimed_at = models.DateTimeField("寄出时间", null=True)
    """When a worker took it upon itself to send it; it is never sent a second time."""
    mail_problem = models.CharField("没有寄到的原因", max_length=200, blank=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ("-day", "-pk")
        constraints = (models.UniqueConstraint(fields=("person", "day"), name="one_digest_a_day"),)

    def __str__(self) -> str:
        return f"{self.person} {self.day}"
