"""What people say of two pieces that look alike (认定): one transaction and one history entry for each of the two."""

from datetime import datetime

from django.db import transaction

from mofan.library.models import Likeness, Verdict
from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken


@transaction.atomic
def mark_same(likeness: Likeness, *, by: Person, at: datetime) -> None:
    """The two are versions of one text (认定同篇). Raises RuleBroken when that was said before."""
    _decide(likeness, Verdict.SAME, "认定为同一篇", by=by, at=at)


@transaction.atomic
def mark_different(likeness: Likeness, *, by: Person, at: datetime) -> None:
    """The two are not the same (认定不同篇): their families part, now and after every later comparison. Raises
    RuleBroken when that was said before."""
    _decide(likeness, Verdict.DIFFERENT, "认定为不是同一篇", by=by, at=at)


@transaction.atomic
def undo(likeness: Likeness, *, by: Person, at: datetime) -> None:
    """Take back what was said of the two (撤销认定). Raises RuleBroken when nothing was said."""
    _decide(likeness, Verdict.OPEN, "撤销认定", by=by, at=at)


def _decide(likeness: Likeness, verdict: Verdict, verb: str, *, by: Person, at: datetime) -> None:
    if not by.may(Right.CURATE):
        raise RuleBroken("您没有认定相似篇目的权限，请找素材库管理员。")
    rows = Likeness.objects.filter(pk=likeness.pk).exclude(verdict=verdict)
    said = verdict != Verdict.OPEN
    if not rows.update(verdict=verdict, decided_by=by if said else None, decided_at=at if said else None):
        raise RuleBroken("这两篇已经是这样认定的。" if said else "这两篇还没有认定，不用撤销。")
    for piece, other in ((likeness.one, likeness.other), (likeness.other, likeness.one)):
        note(piece, verb, by=by, at=at, why=f"与编号 {other.pk}《{other.title[:60]}》")
    likeness.refresh_from_db()
