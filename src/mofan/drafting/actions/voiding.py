"""Voiding a draft (作废) and taking that back: nothing that was written is ever deleted.

What was published is withdrawn with it: its piece leaves the shelves of the library, readers of the feed are told.
"""

from datetime import datetime

from django.db import transaction

from mofan.drafting.models import Draft, DraftState
from mofan.library.actions import restore_own, withdraw_own
from mofan.library.models import Piece, PieceState
from mofan.org.actions import allow, note, reason
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

_SEALED = (DraftState.SIGNED, DraftState.PUBLISHED)


@transaction.atomic
def void(draft: Draft, why: str, *, by: Person, at: datetime) -> Draft:
    """Set a draft aside for good (作废): it stays readable with its reason, and leaves the lists. What it became in the
    library is withdrawn, and the feeds say so.

    Raises RuleBroken without a reason, without leave (once signed only whoever approves in the unit), and for one that
    is voided already.
    """
    why = reason(why)
    draft = _locked(draft)
    if draft.state == DraftState.VOIDED:
        raise RuleBroken("这份草稿已经作废。")
    allow(by, _right(draft.state), draft.unit)
    draft.voided_from, draft.state = draft.state, DraftState.VOIDED
    draft.void_reason, draft.voided_by, draft.voided_at = why, by, at
    draft.save(update_fields=_FIELDS)
    note(draft, "作废草稿", by=by, at=at, why=why)
    _withdraw(draft, by=by, at=at)
    return draft


def withdraw_late() -> int:
    """Withdraw what the library read only after its draft had been voided (补撤下); how many pieces. For the worker: it
    may run as often as it likes, and twice at once."""
    return sum(
        _withdraw_late(one.pk) for one in Draft.objects.withdrawn().filter(source__pieces__state=PieceState.KEPT)
    )


@transaction.atomic
def _withdraw_late(key: int) -> int:
    draft = _locked(Draft.objects.get(pk=key))
    if not draft.is_withdrawn or draft.withdrew.exists() or draft.voided_by is None or draft.voided_at is None:
        return 0  # a librarian has put it back on the shelf since, or the voiding was taken back
    return _withdraw(draft, by=draft.voided_by, at=draft.voided_at)


@transaction.atomic
def bring_back(draft: Draft, *, by: Person, at: datetime) -> Draft:
    """Take a voiding back (撤销作废): the draft stands where it stood. Raises RuleBroken without the leave that voiding
    takes, and for one that is not voided."""
    draft = _locked(draft)
    if draft.state != DraftState.VOIDED:
        raise RuleBroken("这份草稿没有作废，不用恢复。")
    allow(by, _right(draft.voided_from), draft.unit)
    why, draft.state, draft.voided_from = draft.void_reason, draft.voided_from, ""
    draft.void_reason, draft.voided_by, draft.voided_at = "", None, None
    draft.save(update_fields=_FIELDS)
    note(draft, "撤销作废", by=by, at=at, why=f"当时的缘由：{why}"[:200])
    for piece in draft.withdrew.filter(state=PieceState.WITHDRAWN):
        restore_own(piece, by=by, at=at, why=f"材料“{draft.title}”撤销作废"[:200])
    draft.withdrew.clear()
    return draft


def may_void(person: Person, draft: Draft) -> bool:
    """Whether this person may void the draft, or take its voiding back."""
    return person.may(_right(draft.voided_from or draft.state), draft.unit)


def _withdraw(draft: Draft, *, by: Person, at: datetime) -> int:
    """Take what a published draft became off the shelves; a piece that came in from elsewhere, word for word the same,
    is not touched."""
    if not draft.is_withdrawn or draft.source_id is None:
        return 0
    pieces = list(Piece.objects.filter(source=draft.source_id, state=PieceState.KEPT))
    for piece in pieces:
        withdraw_own(piece, by=by, at=at, why=f"材料已撤回：{draft.void_reason}"[:200])
    draft.withdrew.add(*pieces)
    return len(pieces)


_FIELDS = ["state", "voided_from", "void_reason", "voided_by", "voided_at"]


def _right(state: str) -> Right:
    """What it takes to void a draft that stands there."""
    return Right.APPROVE if state in _SEALED else Right.RECORD


def _locked(draft: Draft) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)
