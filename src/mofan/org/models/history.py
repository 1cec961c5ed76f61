"""History, which screens show, and the access log, which is apart (履历、访问日志)."""

from django.db import models


class History(models.Model):
    """Who did what to which row, when and why, what was and what is now (履历). Screens show it; nothing is ever taken
    out of it."""

    at = models.DateTimeField("时间")
    by = models.ForeignKey("org.Person", models.PROTECT, related_name="+", verbose_name="何人")
    verb = models.CharField("做了什么", max_length=40)
    subject = models.CharField("对象", max_length=40)
    subject_id = models.BigIntegerField("编号")
    note = models.TextField("缘由", blank=True)
    changes = models.JSONField("变更", default=list, blank=True)
    """[[what, was, is now], …] in words that a reader knows; personal data masked."""

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("subject", "subject_id", "-at"), name="history_of_subject"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.verb}"


class Access(models.Model):
    """A line of the access log (访问日志): sign-ins, downloads, unmasking. Kept six months at least (DOMAIN 7.2)."""

    at = models.DateTimeField("时间", db_index=True)
    by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+", verbose_name="何人")
    what = models.CharField("做了什么", max_length=40)
    detail = models.CharField("详情", max_length=300, blank=True)
    address = models.CharField("来自", max_length=60, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"
