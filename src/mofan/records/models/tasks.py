"""Tasks that follow from records (任务): what, who, until when; closed with evidence by another person."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from mofan.org.models import Person
from mofan.records.models.parts import AgendaItem, Attachment
from mofan.records.models.records import Record, readable_by
from mofan.records.terms import MEASURES


class TaskState(models.TextChoices):
    """Where a task stands (任务状态)."""

    OPEN = "open", "办理中"
    REPORTED = "reported", "已报完成"
    CLOSED = "closed", "已销号"
    DROPPED = "dropped", "已取消"


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, person: Person) -> TaskQuerySet:
        """Those of the records that the person sees, and those that he owns."""
        return self.filter(readable_by(person, "record__") | Q(owner=person))

    def unfinished(self) -> TaskQuerySet:
        """Neither closed nor dropped (未销号)."""
        return self.filter(state__in=(TaskState.OPEN, TaskState.REPORTED))


class Task(models.Model):
    """What somebody has to do because of a record (任务)."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="tasks", verbose_name="出自")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="tasks", verbose_name="议题")
    what = models.CharField("事项", max_length=300)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="责任人")
    due_on = models.DateField("时限")
    reckoned_from = models.DateField("自哪一天算起", null=True)
    """With `length` and `measure`: what the last day was reckoned from, where nobody named the day itself."""
    length = models.PositiveSmallIntegerField("期限", null=True)
    measure = models.CharField("计量", max_length=20, blank=True, choices=[*MEASURES.items()])
    provisional = models.BooleanField("暂定", default=False)
    """The last day rests on a year whose days off are not published; it is reckoned again when they are."""
    state = models.CharField("状态", max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    evidence = models.TextField("完成情况", blank=True)
    evidence_file = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+", verbose_name="凭据")
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人报")
    reported_at = models.DateTimeField("报完成时间", null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="销号核准人")
    closed_at = models.DateTimeField("销号时间", null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
            models.CheckConstraint(
                condition=Q(closed_by=None) | (~Q(closed_by=F("owner")) & ~Q(closed_by=F("reported_by"))),
                name="another_person_closes",
            ),
            models.CheckConstraint(
                condition=Q(reckoned_from=None, length=None, measure="", provisional=False)
                | (Q(reckoned_from__isnull=False, length__isnull=False) & ~Q(measure="")),
                name="a_term_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.CLOSED) | (Q(closed_by__isnull=False) & ~Q(evidence="")),
                name="closed_with_evidence",
            ),
        )
        indexes = (
            models.Index(fields=("state", "due_on"), name="task_due"),
            models.Index(fields=("due_on",), name="task_provisional", condition=Q(provisional=True)),
        )

    def __str__(self) -> str:
        return self.what

    def is_late(self, today: date) -> bool:
        """Whether it should have been done by now (超期)."""
        return self.state == TaskState.OPEN and self.due_on < today
