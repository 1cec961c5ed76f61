"""Tasks (任务): assigned by a record, reported by their owner, closed with evidence by another person (销号)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mofan.org.actions import allow, note, reason
from mofan.org.deadlines import recomputed
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.working_calendar import working_calendar
from mofan.org.working_days import Due
from mofan.records.known_kinds import allow_entering, kind_named
from mofan.records.models import AgendaItem, Attachment, Record, Task, TaskState
from mofan.records.provisional import running_of
from mofan.records.terms import Term

LONGEST = 300


@transaction.atomic
def assign(
    record: Record,
    what: str,
    *,
    owner: Person,
    due_on: date | Term,
    item: AgendaItem | None = None,
    by: Person,
    at: datetime,
) -> Task:
    """Give somebody something to do because of a record (交办), until a day or within a term that runs from today.
    Raises RuleBroken without a sentence of what, for a deadline before the record itself, and for a record that does
    not count."""
    allow_entering(by, kind_named(record.kind), record.unit, date.min)
    what = " ".join(what.split())
    if not what or len(what) > LONGEST:
        raise RuleBroken(f"写明要办的事，{LONGEST} 字以内。")
    today, term = timezone.localtime(at).date(), due_on if isinstance(due_on, Term) else None
    due = Due(due_on, False) if not isinstance(due_on, Term) else due_on.due(today, working_calendar())
    if due.day < record.held_on:
        raise RuleBroken("时限不能早于记录的日期。")
    if not record.counts:
        raise RuleBroken("这条记录已经更正或者作废，不能再交办。")
    task = Task.objects.create(
        record=record,
        item=item,
        what=what,
        owner=owner,
        due_on=due.day,
        reckoned_from=today if term else None,
        length=term.number if term else None,
        measure=term.measure if term else "",
        provisional=due.provisional,
    )
    note(task, "交办", by=by, at=at, why=f"{owner.name}：{what}")
    return task


@transaction.atomic
def reckon_again(*, by: Person, at: datetime) -> list[Task]:
    """Reckon the provisional deadlines of unfinished tasks by the calendar as it stands now (重算暂定时限); those that
    changed. Done again, it changes nothing."""
    tasks = {one.pk: one for one in Task.objects.unfinished().filter(provisional=True)}
    changed = []
    for found in recomputed((running_of(one) for one in tasks.values()), working_calendar()):
        task = tasks[found.key]
        task.due_on, task.provisional = found.now.day, found.now.provisional
        task.save(update_fields=["due_on", "provisional"])
        was, now = (f"{one.day}{'（暂定）' if one.provisional else ''}" for one in (found.was, found.now))
        note(task, "时限重算", by=by, at=at, why="放假安排有变化", changes=[("时限", was, now)])
        changed.append(task)
    return changed


@transaction.atomic
def report_task(task: Task, evidence: str, *, file: Attachment | None = None, by: Person, at: datetime) -> None:
    """Say that it is done, and what shows it (报完成). Raises RuleBroken for anybody but the owner or a recorder of the
    unit, without evidence, and for a task that is not open."""
    if task.owner_id != by.pk:
        allow(by, Right.RECORD, task.record.unit)
    evidence = evidence.strip()
    if not evidence:
        raise RuleBroken("写明完成情况和凭据。")
    changed = Task.objects.filter(pk=task.pk, state=TaskState.OPEN).update(
        state=TaskState.REPORTED, evidence=evidence, evidence_file=file, reported_by=by, reported_at=at
    )
    if not changed:
        raise RuleBroken("这件事已经报过完成或者已经了结。")
    task.refresh_from_db()
    note(task, "报完成", by=by, at=at, why=evidence)


@transaction.atomic
def close_task(task: Task, *, remark: str = "", by: Person, at: datetime) -> None:
    """Approve that it is done (销号). Raises RuleBroken for the owner and for whoever reported it: another person
    closes; and for one that was not reported."""
    if by.pk in (task.owner_id, task.reported_by_id):
        raise RuleBroken("销号要由责任人和报完成的人以外的人核准。")
    _allow_judging(task, by)
    changed = Task.objects.filter(pk=task.pk, state=TaskState.REPORTED).update(
        state=TaskState.CLOSED, closed_by=by, closed_at=at
    )
    if not changed:
        raise RuleBroken("责任人还没有报完成，或者已经了结。")
    task.refresh_from_db()
    note(task, "销号", by=by, at=at, why=remark.strip())


@transaction.atomic
def send_back(task: Task, *, why: str, by: Person, at: datetime) -> None:
    """It is not done yet (退回续办). Raises RuleBroken without a reason, and for one that was not reported."""
    if by.pk in (task.owner_id, task.reported_by_id):
        raise RuleBroken("退回要由责任人以外的人来做。")
    _allow_judging(task, by)
    why = reason(why)
    if not Task.objects.filter(pk=task.pk, state=TaskState.REPORTED).update(state=TaskState.OPEN):
        raise RuleBroken("责任人还没有报完成，或者已经了结。")
    task.refresh_from_db()
    note(task, "退回续办", by=by, at=at, why=why)


@transaction.atomic
def drop_task(task: Task, *, why: str, by: Person, at: datetime) -> None:
    """It need not be done any more (取消). Raises RuleBroken without a reason, and for one that is finished."""
    allow_entering(by, kind_named(task.record.kind), task.record.unit, date.min)
    why = reason(why)
    if not Task.objects.filter(pk=task.pk).unfinished().update(state=TaskState.DROPPED):
        raise RuleBroken("这件事已经了结。")
    task.refresh_from_db()
    note(task, "取消", by=by, at=at, why=why)


def _allow_judging(task: Task, by: Person) -> None:
    """Whoever may approve, record or supervise in the unit may judge what others did."""
    if not any(by.may(right, task.record.unit) for right in (Right.APPROVE, Right.RECORD, Right.SUPERVISE)):
        raise RuleBroken("您不能核准这件事。请本单位负责人、记录员或督查员核准。")
