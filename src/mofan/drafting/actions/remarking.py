"""Remarks beside paragraphs (批注)."""

from datetime import datetime

from django.db import transaction

from mofan.drafting.models import Draft, Remark
from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

LONGEST = 1_000


@transaction.atomic
def remark(
    draft: Draft, block: str, text: str, *, by: Person, at: datetime, quote: str = "", answers: Remark | None = None
) -> Remark:
    """Write something beside a paragraph, or answer what somebody wrote (批注、答复). Whoever sees the draft may.

    Raises RuleBroken for a paragraph that is not there, and without words.
    """
    _allow(draft, by)
    text = text.strip()
    if not text or len(text) > LONGEST or "\x00" in text:
        raise RuleBroken(f"请写出批注，{LONGEST:,} 个字以内。")
    if answers is not None and answers.draft_id != draft.pk:
        raise RuleBroken("没有这条批注。")
    if answers is None and draft.text.block(block) is None:
        raise RuleBroken("这一段已经不在了，请刷新页面。")
    made = Remark.objects.create(
        draft=draft,
        block=answers.block if answers else block,
        quote=quote[:300],
        text=text,
        answers=answers,
        revision=draft.revision,
        by=by,
        at=at,
    )
    note(draft, "答复批注" if answers else "批注", by=by, at=at, why=text[:200])
    return made


@transaction.atomic
def settle(one: Remark, *, by: Person, at: datetime) -> Remark:
    """Say that a remark is dealt with (处理批注); it stays readable. Raises RuleBroken when it was before."""
    _allow(one.draft, by)
    if not Remark.objects.filter(pk=one.pk, settled_at=None).update(settled_by=by, settled_at=at):
        raise RuleBroken("这条批注已经处理过了。")
    note(one.draft, "处理批注", by=by, at=at, why=one.text[:200])
    one.refresh_from_db()
    return one


def _allow(draft: Draft, by: Person) -> None:
    if not Draft.objects.visible_to(by).filter(pk=draft.pk).exists():
        raise RuleBroken("没有这份草稿，或者您不能查看它。")
