"""Enter, correct, void (登记、更正、作废)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mofan.measure import date_text
from mofan.org.actions import note, reason
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken
from mofan.records.checking import problems
from mofan.records.entry import Assigned, Entry, Who
from mofan.records.known_kinds import allow_entering, kind_named, known_kinds
from mofan.records.models import (
    AgendaItem,
    Attachment,
    Draft,
    Participant,
    Record,
    RecordState,
    Serving,
    Task,
    TaskState,
    Value,
)
from mofan.records.models.parts import ROLL
from mofan.records.rows import detail_of, items_of, record_of, servings_of, values_of
from mofan.text.reuse import fingerprint


@transaction.atomic
def enter(entry: Entry, unit: Unit, *, draft: Draft | None = None, by: Person, at: datetime) -> Record:
    """Enter what happened (登记). A draft that it came from is closed.

    Raises RuleBroken when the person may not, for a day on which the unit was closed already, and for what cannot stand
    (`checking.problems`); remarks do not hinder.
    """
    allow_entering(by, entry.kind, unit, timezone.localtime(at).date())
    _check(entry, unit, at)
    record = _write(entry, unit, None, by, at)
    for item, one in _assigned(record, entry):
        _give(record, item, one, by, at)
    _close_draft(draft, record, by, at)
    note(record, "登记", by=by, at=at, why="补记" if record.is_late else "")
    return record


@transaction.atomic
def correct(record: Record, entry: Entry, *, why: str, draft: Draft | None = None, by: Person, at: datetime) -> Record:
    """Put another record in the place of one that holds a mistake (更正); both stay readable. Files go over to the new
    one, and tasks as they stand: one that the entry names again is not given twice, only until another day perhaps.

    Raises RuleBroken without a reason, for a record that does not count any more, and as `enter`.
    """
    why = reason(why)
    if entry.kind.code != record.kind:
        raise RuleBroken("更正不能换成另一种记录。种类记错了，请作废后重新登记。")
    allow_entering(by, entry.kind, record.unit, date.min)  # a mistake is put right after the end of its kind too
    _check(entry, record.unit, at)
    if not Record.objects.filter(pk=record.pk, state=RecordState.KEPT).update(state=RecordState.CORRECTED):
        raise RuleBroken("这条记录已经更正或者作废，不能再更正。请打开最新的一条。")
    _stop_counting(record)
    corrected = _write(entry, record.unit, record, by, at)
    Attachment.objects.bulk_create(
        Attachment(
            record=corrected,
            field=one.field,
            name=one.name,
            sha256=one.sha256,
            size=one.size,
            added_by_id=one.added_by_id,
            added_at=one.added_at,
        )
        for one in record.attachments.filter(taken_off_at=None)
    )
    _carry_over(record, corrected, entry, by, at)
    record.state = RecordState.CORRECTED
    _close_draft(draft, corrected, by, at)
    note(record, "更正", by=by, at=at, why=why)
    return corrected


@transaction.atomic
def void(record: Record, *, why: str, by: Person, at: datetime) -> None:
    """Say that a record does not hold (作废); it stays readable and counts no more. Its open tasks are dropped.

    Raises RuleBroken without a reason, and for one that was corrected or voided before.
    """
    why = reason(why)
    allow_entering(by, kind_named(record.kind), record.unit, date.min)
    changed = Record.objects.filter(pk=record.pk, state=RecordState.KEPT).update(
        state=RecordState.VOIDED, voided_at=at, void_reason=why
    )
    if not changed:
        raise RuleBroken("这条记录已经更正或者作废。")
    _stop_counting(record)
    for task in Task.objects.filter(record=record).unfinished():
        Task.objects.filter(pk=task.pk).update(state=TaskState.DROPPED)
        note(task, "取消", by=by, at=at, why=f"所出自的记录已作废：{why}"[:200])
    record.state, record.voided_at, record.void_reason = RecordState.VOIDED, at, why
    note(record, "作废", by=by, at=at, why=why)


def _check(entry: Entry, unit: Unit, at: datetime) -> None:
    today = timezone.localtime(at).date()
    if unit.until is not None and entry.held_on > unit.until:
        raise RuleBroken(f"“{unit}”已于{date_text(unit.until)}撤销，那以后的事不能记在它名下。请选接续的单位。")
    if found := problems(entry, today):
        raise RuleBroken("".join(one.sentence for one in found))
    known = known_kinds()
    if gone := [code for code in entry.serves if code not in known]:
        raise RuleBroken(f"没有这一种记录：{'、'.join(gone)}。")


def _write(entry: Entry, unit: Unit, corrects: Record | None, by: Person, at: datetime) -> Record:
    first = corrects.first_entered_at if corrects is not None else None
    record = record_of(entry, unit.pk, by_id=by.pk, at=at, first_entered=first)
    record.unit, record.entered_by, record.corrects = unit, by, corrects
    record.save(force_insert=True)
    text = entry.text
    detail_of(record, entry, fingerprint(text).packed() if text else b"").save(force_insert=True)
    Participant.objects.bulk_create(_people(record, entry))
    Serving.objects.bulk_create(servings_of(record, entry))
    Value.objects.bulk_create(values_of(record, entry))
    AgendaItem.objects.bulk_create(items_of(record, entry))
    return record


def _people(record: Record, entry: Entry) -> list[Participant]:
    found = [
        Participant(record=record, field=code, person_id=who.person, name=who.name, no=no)
        for code, people in entry.people.items()
        for no, who in enumerate(_once(people))
    ]
    found += [
        Participant(
            record=record,
            field=ROLL,
            person_id=one.who.person,
            name=one.who.name,
            state=one.state,
            has_vote=one.has_vote,
            reason=one.reason.strip(),
            no=no,
        )
        for no, one in enumerate(entry.roll)
    ]
    return found


def _once(people: tuple[Who, ...]) -> list[Who]:
    return list({who.person or who.name: who for who in people}.values())


def _assigned(record: Record, entry: Entry) -> list[tuple[AgendaItem | None, Assigned]]:
    """What the entry gives to somebody to do, each with the item that it follows from."""
    found: list[tuple[AgendaItem | None, Assigned]] = [(None, one) for one in entry.tasks]
    items = record.agenda.order_by("no")
    return found + [(item, one) for item, given in zip(items, entry.agenda, strict=True) for one in given.tasks]


def _give(record: Record, item: AgendaItem | None, one: Assigned, by: Person, at: datetime) -> None:
    task = Task.objects.create(record=record, item=item, what=one.what.strip(), owner_id=one.owner, due_on=one.due_on)
    note(task, "交办", by=by, at=at, why=f"{task.owner.name}：{task.what}")


def _carry_over(before: Record, corrected: Record, entry: Entry, by: Person, at: datetime) -> None:
    """The tasks of the record before, as far as they were not dropped; those of the entry that are not among them are
    given now. One that was dropped and is named again stays dropped."""
    there = list(Task.objects.filter(record=before))
    Task.objects.filter(record=before).exclude(state=TaskState.DROPPED).update(record=corrected, item=None)
    for item, one in _assigned(corrected, entry):
        same = next((task for task in there if (task.what, task.owner_id) == (one.what.strip(), one.owner)), None)
        if same is None:
            _give(corrected, item, one, by, at)
            continue
        there.remove(same)
        if same.state != TaskState.DROPPED:
            Task.objects.filter(pk=same.pk).update(item=item)
            _set_deadline(same, one.due_on, by, at)


def _set_deadline(task: Task, due_on: date, by: Person, at: datetime) -> None:
    """An open task is due on another day, by a correction; a day that was named takes the place of a term."""
    if task.state != TaskState.OPEN or task.due_on == due_on:
        return
    Task.objects.filter(pk=task.pk).update(
        due_on=due_on, reckoned_from=None, length=None, measure="", provisional=False
    )
    note(task, "更正时限", by=by, at=at, changes=[("时限", f"{task.due_on}", f"{due_on}")])


def _stop_counting(record: Record) -> None:
    Serving.objects.filter(record=record).update(counts=False)
    Value.objects.filter(record=record).update(counts=False)


def _close_draft(draft: Draft | None, record: Record, by: Person, at: datetime) -> None:
    if draft is not None:
        Draft.objects.visible_to(by).filter(pk=draft.pk).update(closed_at=at, became=record)
