"""Drafts (草稿): saved while somebody types; a draft is no record and has no history."""

from datetime import datetime
from typing import Any

from django.db import transaction

from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.records.models import Draft, Record

LARGEST_FORM = 400_000
"""Characters of a form that is kept as a draft."""


@transaction.atomic
def save_draft(
    draft: Draft | None,
    kind: str,
    form: dict[str, Any],
    *,
    title: str = "",
    corrects: Record | None = None,
    by: Person,
    at: datetime,
) -> Draft:
    """Keep what stands in a form (存草稿), in its draft or in a new one. Raises RuleBroken when it is too much."""
    if len(str(form)) > LARGEST_FORM:
        raise RuleBroken("内容太多，草稿存不下。请先保存这条记录，长材料作为附件。")
    if draft is not None:
        kept = Draft.objects.visible_to(by).filter(pk=draft.pk)
        if kept.update(form=form, title=title[:200], saved_at=at):
            draft.saved_at = at
            return draft
    return Draft.objects.create(by=by, kind=kind, form=form, title=title[:200], corrects=corrects, saved_at=at)


@transaction.atomic
def discard_draft(draft: Draft, *, by: Person, at: datetime) -> None:
    """The draft is not wanted (弃用草稿); it leaves the list."""
    Draft.objects.visible_to(by).filter(pk=draft.pk).update(closed_at=at)
