"""Files of a record (附件)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from mofan.library.storage import open_store
from mofan.org.actions import allow, note, reason
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records.known_kinds import allow_entering, kind_named
from mofan.records.models import Attachment, Record, Task

MOST_FILES = 50


def attach(
    record: Record, name: str, chunks: Iterable[bytes], *, field: str = "", by: Person, at: datetime
) -> Attachment:
    """Add a file to a record (添加附件). Its bytes are kept first, so that a row never names bytes that are not there.

    Raises RuleBroken for whoever may not enter the kind, for an empty file, and beyond 50 files.
    """
    allow_entering(by, kind_named(record.kind), record.unit, date.min)
    return _attach(record, name, chunks, field=field, by=by, at=at)


def attach_evidence(task: Task, name: str, chunks: Iterable[bytes], *, by: Person, at: datetime) -> Attachment:
    """Add to the record of a task what shows that it is done (凭据): its owner may, whatever else he may there. Raises
    RuleBroken for anybody else but a recorder of the unit, and as `attach`."""
    if task.owner_id != by.pk:
        allow(by, Right.RECORD, task.record.unit)
    return _attach(task.record, name, chunks, field="", by=by, at=at)


def _attach(record: Record, name: str, chunks: Iterable[bytes], *, field: str, by: Person, at: datetime) -> Attachment:
    if record.attachments.filter(taken_off_at=None).count() >= MOST_FILES:
        raise RuleBroken(f"一条记录最多 {MOST_FILES} 个附件。")
    kept = open_store(settings.STORAGE_URL).put(chunks)
    if not kept.size:
        raise RuleBroken(f"“{name}”是空文件，没有附上。")
    with transaction.atomic():
        made = Attachment.objects.create(
            record=record, field=field, name=name[-255:], sha256=kept.sha256, size=kept.size, added_by=by, added_at=at
        )
        note(record, "添加附件", by=by, at=at, why=made.name)
    return made


@transaction.atomic
def take_off(attachment: Attachment, *, why: str, by: Person, at: datetime) -> None:
    """Take a file off its record (取下附件); it stays readable. Raises RuleBroken without a reason."""
    allow_entering(by, kind_named(attachment.record.kind), attachment.record.unit, date.min)
    why = reason(why)
    if not Attachment.objects.filter(pk=attachment.pk, taken_off_at=None).update(taken_off_at=at, why=why):
        raise RuleBroken("这个附件已经取下。")
    note(attachment.record, "取下附件", by=by, at=at, why=f"{attachment.name}：{why}")
