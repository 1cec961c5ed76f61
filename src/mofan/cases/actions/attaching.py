"""Files of a case (附件): added, taken off; the bytes are kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, write
from mofan.cases.models import Case, CaseFile, Leg
from mofan.cases.photos import LARGEST as LARGEST_PHOTO
from mofan.cases.photos import MOST as MOST_PHOTOS
from mofan.cases.photos import NotAPhoto, without_traces
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


def attach_photos(case: Case, photos: Sequence[bytes], *, by: Person, at: datetime) -> list[CaseFile]:
    """Add what the public hands in with a case (随件提交照片), without what telephones write into photos; what is there
    already is not added again. `by`: the system itself. Raises RuleBroken, before any is kept, for too many, too large
    ones, and for what is no photo."""
    if len(photos) > MOST_PHOTOS:
        raise RuleBroken(f"照片最多 {MOST_PHOTOS} 张。")
    if any(len(one) > LARGEST_PHOTO for one in photos):
        raise RuleBroken(f"一张照片不超过 {LARGEST_PHOTO // 1024 // 1024} MB，请选小一些的。")
    try:
        plain = [without_traces(one) for one in photos]
    except NotAPhoto as error:
        raise RuleBroken(str(error)) from error
    store, made = open_store(settings.STORAGE_URL), []
    for no, (photo, ending) in enumerate(plain, 1):
        kept = store.put([photo])
        with transaction.atomic():
            facts = {"name": f"照片{no}.{ending}", "size": kept.size, "added_by": by, "added_at": at}
            file, new = CaseFile.objects.get_or_create(case=case, leg=None, sha256=kept.sha256, defaults=facts)
            if new:
                made.append(file)
                _note(case, None, _ATTACH, Doing(by, at, "citizen", None), file.name)
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
