"""Voiding a draft (作废) and taking that back: nothing that was written is ever deleted."""

from datetime import datetime

from django.db import transaction

from mofan.drafting.models import Draft, DraftState
from mofan.org.actions import allow, note, reason
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

_SEALED = (DraftState.SIGNED, DraftState.PUBLISHED)


@transaction.atomic
def void(draft: Draft, why: str, *, by: Person, at: datetime) -> Draft:
    """Set a draft aside for good (作废): it stays readable with its reason, and leaves the lists and the feeds. What it
    became in the library is the library's to withdraw.

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
    return draft


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
    return draft


def may_void(person: Person, draft: Draft) -> bool:
    """Whether this person may void the draft, or take its voiding back."""
    return person.may(_right(draft.voided_from or draft.state), draft.unit)


_FIELDS = ["state", "voided_from", "void_reason", "voided_by", "voided_at"]


def _right(state: str) -> Right:
    """What it takes to void a draft that stands there."""
    return Right.APPROVE if state in _SEALED else Right.RECORD


def _locked(draft: Draft) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)
