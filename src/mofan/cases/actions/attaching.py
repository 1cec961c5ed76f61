"""Files of a case (附件): added, taken off; the bytes are kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, write
from mofan.cases.models import Case, CaseFile, Leg
from mofan.cases.standing import parts_in_case, parts_in_leg
from mofan.library.storage import open_store
from mofan.org.actions import reason
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

MOST_FILES: Final = 50
_ATTACH: Final = k.Move(
    "attach", "添加附件", (), "", ("clerk", "centre", "handler", "leader", "mediator", "supervisor", "taker")
)
_TAKE_OFF: Final = k.Move("take_off", "取下附件", (), "", _ATTACH.who)


def attach(
    case: Case, name: str, chunks: Iterable[bytes], *, leg: Leg | None = None, by: Person, at: datetime
) -> CaseFile:
    """Add a file to a case, or to a leg of it (添加附件). Its bytes are kept first, so that a row never names bytes
    that are not there. Raises RuleBroken for whoever has no part in it, an empty file, beyond 50 files."""
    doing = _doing(case, leg, _ATTACH, by, at)
    if case.files.filter(taken_off_at=None).count() >= MOST_FILES:
        raise RuleBroken(f"一件事最多 {MOST_FILES} 个附件。")
    kept = open_store(settings.STORAGE_URL).put(chunks)
    if not kept.size:
        raise RuleBroken(f"“{name}”是空文件，没有附上。")
    with transaction.atomic():
        made = CaseFile.objects.create(
            case=case, leg=leg, name=name[-255:], sha256=kept.sha256, size=kept.size, added_by=by, added_at=at
        )
        _note(case, leg, _ATTACH, doing, made.name)
    return made


@transaction.atomic
def take_off(file: CaseFile, why: str, *, by: Person, at: datetime) -> None:
    """Take a file off its case (取下附件); it stays readable. Raises RuleBroken without a reason, and a second time."""
    why = reason(why)
    doing = _doing(file.case, file.leg, _TAKE_OFF, by, at)
    if not CaseFile.objects.filter(pk=file.pk, taken_off_at=None).update(taken_off_at=at, why=why):
        raise RuleBroken("这个附件已经取下。")
    _note(file.case, file.leg, _TAKE_OFF, doing, f"{file.name}：{why}")


def _doing(case: Case, leg: Leg | None, move: k.Move, by: Person, at: datetime) -> Doing:
    parts = parts_in_leg(leg, by) if leg is not None else parts_in_case(case, by)
    part = next((one for one in move.who if one in parts), None)
    if part is None:
        raise RuleBroken("附件由登记、承办和中心的人管理，您没有这个身份。")
    return Doing(by, at, part, leg.unit if leg is not None else case.unit)


def _note(case: Case, leg: Leg | None, move: k.Move, doing: Doing, note: str) -> None:
    write(case, move, leg.state if leg is not None else case.state, doing, leg=leg, note=note)
