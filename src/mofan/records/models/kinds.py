"""Kinds of record that an administrator added (自定种类), beside those that ship."""

from __future__ import annotations

from django.db import models

from mofan.org.models import Person


class AddedKind(models.Model):
    """A kind of record of this place (自定记录种类). A new form is a burden: why, on what basis and until when is kept
    with it (《整治形式主义为基层减负若干规定》)."""

    code = models.CharField("代号", max_length=40, unique=True)
    table = models.JSONField("定义")
    """What a [[kind]] of the catalogue holds, group included."""
    purpose = models.CharField("用途", max_length=200)
    basis = models.CharField("依据", max_length=200)
    ends_on = models.DateField("停用日期")
    """From the day after, no record of it is entered; those that there are stay."""
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    added_at = models.DateTimeField("添加时间")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.code
