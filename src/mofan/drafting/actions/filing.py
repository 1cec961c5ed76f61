"""The two boxes beside a draft (事实材料、参考文风), which never mix."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction

from mofan.drafting.actions.leave import allow_writing
from mofan.drafting.models import Draft, FactFile, StyleFile
from mofan.library.ingestion.receiving import clean_name, store
from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.text.clean import clean
from mofan.text.read import Unreadable, read_bytes

MOST_FILES = 30
MOST_BYTES = 50 * 1024 * 1024


def put_fact(draft: Draft, name: str, data: bytes, *, by: Person, at: datetime) -> FactFile:
    """Put a file into the box of facts (放入事实材料). Raises RuleBroken without leave, and for what cannot be read."""
    return _put(FactFile, draft, name, data, by, at)


def put_style(draft: Draft, name: str, data: bytes, *, by: Person, at: datetime) -> StyleFile:
    """Put a file into the box of styles (放入参考文风): it gives no facts. Raises as `put_fact`."""
    return _put(StyleFile, draft, name, data, by, at)


@transaction.atomic
def take_out(file: FactFile | StyleFile, *, by: Person, at: datetime) -> None:
    """Take a file out of its box (移出); its bytes stay. Raises RuleBroken without leave, and where it was
    taken out before."""
    allow_writing(by, file.draft)
    if file.voided_at is not None:
        raise RuleBroken("这个文件已经移出了。")
    file.voided_at = at
    file.save(update_fields=["voided_at"])
    note(file.draft, f"移出{file._meta.verbose_name}", by=by, at=at, why=file.name)


Box = TypeVar("Box", FactFile, StyleFile)


def _put(box: type[Box], draft: Draft, name: str, data: bytes, by: Person, at: datetime) -> Box:
    allow_writing(by, draft)
    if len(data) > MOST_BYTES:
        raise RuleBroken(f"文件太大，每个最多 {MOST_BYTES // 1024 // 1024} MB。")
    if box.objects.filter(draft=draft, voided_at=None).count() >= MOST_FILES:
        raise RuleBroken(f"最多放 {MOST_FILES} 个文件，请先移出用不着的。")
    try:
        text = clean(read_bytes(data, name).text).text
    except Unreadable as error:
        raise RuleBroken(str(error)) from error
    kept = store().put([data])
    with transaction.atomic():
        made = box.objects.create(
            draft=draft, name=clean_name(name)[-255:], sha256=kept.sha256, size=kept.size, text=text, by=by, at=at
        )
        note(draft, f"放入{box._meta.verbose_name}", by=by, at=at, why=made.name)
    return made
