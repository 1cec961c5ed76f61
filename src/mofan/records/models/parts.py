"""The parts of a record (记录的组成): people, agenda items, files."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from mofan.org.models import Person
from mofan.records.attendance import STATES
from mofan.records.models.records import Record

ROLL = ""
"""The `field` of those on the roll (到会名册); other people stand under the code of their field."""


class Participant(models.Model):
    """Somebody in a record (人员): on its roll, or in a field such as chair or lecturer. The name is as it was then."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="participants", verbose_name="记录", db_index=False)
    field = models.CharField("栏目", max_length=40, blank=True, default=ROLL)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人")
    name = models.CharField("姓名", max_length=60)
    state = models.CharField("到会情况", max_length=10, choices=[*STATES.items()], default="present")
    has_vote = models.BooleanField("有表决权", default=True)
    reason = models.CharField("事由", max_length=100, blank=True)
    no = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        ordering = ("field", "no", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=tuple(STATES)), name="attendance_known"),
            models.UniqueConstraint(
                fields=("record", "field", "person"), condition=Q(person__isnull=False), name="one_place_a_person"
            ),
        )
        indexes = (models.Index(fields=("record", "field", "state", "person"), name="participant_of_record"),)

    def __str__(self) -> str:
        return self.name


class AgendaItem(models.Model):
    """One item of an agenda (议题): what was said by whom, what was decided, the vote where there was one."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="agenda", verbose_name="记录")
    no = models.PositiveSmallIntegerField("次序")
    title = models.CharField("议题", max_length=200)
    points: models.JSONField[Any] = models.JSONField("发言要点", default=list)
    """[[who, what he said], …]; who is empty for a line that names nobody."""
    conclusion = models.TextField("决定", blank=True)
    yes = models.PositiveSmallIntegerField("赞成", null=True)
    no_votes = models.PositiveSmallIntegerField("反对", null=True)
    abstained = models.PositiveSmallIntegerField("弃权", null=True)

    class Meta:
        ordering = ("record", "no")
        constraints = (
            models.UniqueConstraint(fields=("record", "no"), name="one_item_a_place"),
            models.CheckConstraint(
                condition=Q(yes=None, no_votes=None, abstained=None)
                | Q(yes__isnull=False, no_votes__isnull=False, abstained__isnull=False),
                name="a_vote_is_whole",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Attachment(models.Model):
    """A file of a record (附件); its bytes are kept once under their sha256. Taken off, it stays readable with why."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="attachments", verbose_name="记录")
    field = models.CharField("栏目", max_length=40, blank=True)
    name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("指纹", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    added_at = models.DateTimeField("添加时间")
    taken_off_at = models.DateTimeField("取下时间", null=True, blank=True)
    why = models.CharField("缘由", max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
