"""Entries of the demonstration as rows, many at a time (批量载入).

Rows are those that `records.actions.enter`, `correct` and `void` leave behind (a test compares the two); only checks
and one transaction an entry are spared, which makes two years of a county a matter of a minute.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from mofan.ops.demo.entries import Entered
from mofan.ops.demo.places import Place
from mofan.org.models import History
from mofan.records.entry import Entry, OnRoll, Who
from mofan.records.models import (
    AgendaItem,
    Participant,
    Record,
    RecordDetail,
    RecordState,
    Serving,
    Task,
    TaskState,
    Value,
)
from mofan.records.models.parts import ROLL
from mofan.records.rows import detail_of, items_of, record_of, servings_of, values_of
from mofan.text.reuse import fingerprint

AT_ONCE = 2_000
WRONG, TWICE = "数字写错，按原始材料更正", "重复登记"
_CLOSED, _REPORTED = 0.7, 0.86
"""By which share of the tasks whose time has come are closed, or said to be done."""
_EARLY = 0.4
"""How much less of those whose time has not."""
_STATES = {"kept": RecordState.KEPT, "corrected": RecordState.CORRECTED, "voided": RecordState.VOIDED}
_COLUMNS = "record_id, field, person_id, name, state, has_vote, reason, no"


def write(entered: Iterable[Entered], places: Mapping[int, Place], now: datetime) -> Counter[str]:
    """Write these, in their order; how many rows of which table were made."""
    made: Counter[str] = Counter()
    waiting = iter(entered)
    while some := list(islice(waiting, AT_ONCE)):
        with transaction.atomic():
            _Batch(some, places, now, made).write()
    return made


@lru_cache(maxsize=20_000)
def _prints(text: str) -> bytes:
    return fingerprint(text).packed() if text else b""


class _Batch:
    def __init__(self, entered: list[Entered], places: Mapping[int, Place], now: datetime, made: Counter[str]) -> None:
        self.places, self.now, self.made = places, now, made
        self.first = entered
        self.history: list[History] = []

    def write(self) -> None:
        pairs = [(one, _record(one.entry, one, _moment(one.at))) for one in self.first]
        Record.objects.bulk_create(record for _, record in pairs)
        for one, record in pairs:
            self._tell(record, "登记", one.by, record.entered_at, "补记" if record.is_late else "")
            if one.fate == "voided":
                self._tell(record, "作废", one.by, record.voided_at, TWICE)
        corrected = [(one, self._corrected(one, record)) for one, record in pairs if one.fate == "corrected"]
        Record.objects.bulk_create(record for _, record in corrected)
        for one, record in corrected:
            self._tell(record.corrects, "更正", one.by, record.entered_at, WRONG)
        self._write_parts([*pairs, *corrected])
        History.objects.bulk_create(self.history)
        self.made["records"] += len(pairs) + len(corrected)
        self.made["history"] += len(self.history)

    def _corrected(self, one: Entered, record: Record) -> Record:
        at = min(record.entered_at + timedelta(days=1 + record.pk % 6, minutes=record.pk % 50), self.now)
        again = _record(one.entry, one, max(at, record.entered_at))
        again.state, again.voided_at, again.void_reason = RecordState.KEPT, None, ""
        again.title, again.corrects, again.is_late = f"{record.title}（更正）"[:200], record, record.is_late
        return again

    def _tell(self, record: Record | None, verb: str, by: int, at: datetime | None, why: str) -> None:
        assert record is not None
        assert at is not None
        subject = Record._meta.label_lower
        self.history.append(History(at=at, by_id=by, verb=verb, subject=subject, subject_id=record.pk, note=why))

    def _write_parts(self, pairs: list[tuple[Entered, Record]]) -> None:
        RecordDetail.objects.bulk_create(detail_of(record, one.entry, _prints(one.entry.text)) for one, record in pairs)
        self._write_people(pairs)
        servings = [row for one, record in pairs for row in servings_of(record, one.entry)]
        values = [row for one, record in pairs for row in values_of(record, one.entry)]
        items = [(one, record, items_of(record, one.entry)) for one, record in pairs if one.entry.agenda]
        Serving.objects.bulk_create(servings)
        Value.objects.bulk_create(values)
        AgendaItem.objects.bulk_create(row for _, _, rows in items for row in rows)
        of_record = {record.pk: rows for _, record, rows in items}
        tasks = [
            row
            for one, record in pairs
            if record.state != RecordState.CORRECTED  # its tasks went over to the record that came after
            for row in self._tasks(one, record, of_record.get(record.pk, []))
        ]
        Task.objects.bulk_create(tasks)
        self.made.update(servings=len(servings), values=len(values), items=sum(len(rows) for *_, rows in items))
        self.made["tasks"] += len(tasks)

    def _write_people(self, pairs: list[tuple[Entered, Record]]) -> None:
        """By the cursor: there are many of them, and a model for each would take most of the time."""
        rows = [row for one, record in pairs for row in _people(one.entry, record.pk)]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {Participant._meta.db_table} ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", rows
            )
        self.made["participants"] += len(rows)

    def _tasks(self, one: Entered, record: Record, items: list[AgendaItem]) -> list[Task]:
        asked = [(None, task) for task in one.entry.tasks]
        given = zip(items, one.entry.agenda, strict=True) if items else ()
        pairs = [*asked, *((item, task) for item, written in given for task in written.tasks)]
        rows = []
        for (item, task), done in zip(pairs, one.done, strict=True):
            row = Task(
                record=record,
                item=item if record.corrects_id is None else None,
                what=task.what.strip(),
                owner_id=task.owner,
                due_on=task.due_on,
            )
            rows.append(row)
            if record.state == RecordState.VOIDED:
                row.state = TaskState.DROPPED
            else:
                self._carry_on(row, one, record, done)
        return rows

    def _carry_on(self, row: Task, one: Entered, record: Record, done: float) -> None:
        """How far the task has come: most that are due are closed, by somebody else than who did it."""
        shares = 1.0 if row.due_on <= self.now.date() else _EARLY
        other = next((who.person for who in self._around(one) if who.person != row.owner_id), None)
        if done > _REPORTED * shares or other is None:
            return
        reported = min(record.entered_at + timedelta(days=2 + round(done * 30)), self.now)
        row.state, row.evidence = TaskState.REPORTED, "已经办完，材料交办公室存档。"
        row.reported_by_id, row.reported_at = row.owner_id, reported
        if done < _CLOSED * shares:
            row.state, row.closed_by_id = TaskState.CLOSED, other
            row.closed_at = min(reported + timedelta(days=1 + round(done * 5)), self.now)

    def _around(self, one: Entered) -> list[Who]:
        return self.places[one.place].people(one.entry.held_on)


def _moment(at: datetime) -> datetime:
    return timezone.make_aware(at)


def _record(entry: Entry, one: Entered, at: datetime) -> Record:
    record = record_of(entry, one.place, by_id=one.by, at=at)
    record.state = _STATES[one.fate]
    if one.fate == "voided":
        record.voided_at, record.void_reason = at + timedelta(hours=3), TWICE
    return record


Line = tuple[int, str, int | None, str, str, bool, str, int]


def _people(entry: Entry, record: int) -> list[Line]:
    named: list[Line] = [
        (record, code, who.person, who.name, "present", True, "", no)
        for code, people in entry.people.items()
        for no, who in enumerate(people)
    ]
    return named + [_on_roll(record, no, one) for no, one in enumerate(entry.roll)]


def _on_roll(record: int, no: int, one: OnRoll) -> Line:
    return (record, ROLL, one.who.person, one.who.name, one.state, one.has_vote, one.reason, no)
