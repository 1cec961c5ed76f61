"""Saving (保存): every text is kept; of two writers neither loses anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from mofan.drafting.actions.leave import allow_writing
from mofan.drafting.chain import STATE_OF, chain_of
from mofan.drafting.document import Body, Merged, NotABody, delta, merge, read_body
from mofan.drafting.models import Draft, DraftVersion
from mofan.drafting.versions import text_of_revision
from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

WHOLE_EVERY = 20
"""Each so many versions one holds the whole text, so that reading a version never walks further back."""
LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save (保存结果)."""

    revision: int
    body: Body
    merged: bool
    """Whether somebody else had saved meanwhile and both texts were put together: the page shows `body`."""


class Conflict(Exception):
    """Both changed the same paragraph (冲突). `mine` is kept as a version aside; `theirs` is the text as it stands,
    `merged` the same with what of mine did not clash."""

    def __init__(self, mine: Body, theirs: Body, merged: Merged, revision: int, kept: DraftVersion) -> None:
        super().__init__("别人刚改了同一段。您的文字已另存，请对照后合并。")
        self.mine, self.theirs, self.revision, self.kept = mine, theirs, revision, kept
        self.merged, self.clashes = merged.body, merged.clashes


def save(draft: Draft, body: Any, *, revision: int, by: Person, at: datetime, note_as: str = "") -> Saved:
    """Keep a text that was made from `revision` (保存). `note_as` names the version; without it, it is one in passing.

    Where somebody else saved meanwhile, both are put together if they changed other paragraphs.
    Raises RuleBroken without leave, for what is no body, and for a slot that the draft does not have; Conflict where
    both changed the same paragraph: the caller's text is kept then, aside.
    """
    read = _read(body)
    with transaction.atomic():
        allow_writing(by, draft)
        _known_slots(draft, read)
        now = Draft.objects.select_for_update().get(pk=draft.pk)
        allow_writing(by, now)
        if revision > now.revision:
            raise RuleBroken("这份草稿没有这一版，请刷新页面。")
        theirs = now.text
        merged = merge(text_of_revision(now, revision), read, theirs) if revision != now.revision else None
        if merged is None or not merged.clashes:
            kept = merged.body if merged else read
            _keep(now, theirs, kept, by=by, at=at, label=note_as)
            draft.refresh_from_db()
            return Saved(now.revision, kept, merged is not None and kept != read)
        aside = DraftVersion.objects.create(
            draft=now,
            revision=revision,
            body=read.as_json(),
            title=now.title,
            label="与他人同时修改，未并入",
            aside=True,
            by=by,
            at=at,
        )
        note(now, "保存时与他人冲突", by=by, at=at, why=f"{len(merged.clashes)} 段，文字已另存")
    raise Conflict(read, theirs, merged, now.revision, aside)


@transaction.atomic
def label(draft: Draft, name: str, *, by: Person, at: datetime) -> DraftVersion:
    """Name the version as it stands (存为一版). Raises RuleBroken without leave, without a name."""
    allow_writing(by, draft)
    name = " ".join(name.split())
    if not name or len(name) > 100:
        raise RuleBroken("请给这一版起个名，100 个字以内。")
    version = DraftVersion.objects.get(draft=draft, revision=draft.revision, aside=False)
    DraftVersion.objects.filter(pk=version.pk).update(label=name)
    note(draft, "存为一版", by=by, at=at, why=f"第 {draft.revision} 版：{name}")
    version.label = name
    return version


def restore(draft: Draft, revision: int, *, by: Person, at: datetime) -> Saved:
    """Make an earlier text the current one (恢复到某一版), as a new version. Raises RuleBroken."""
    if not DraftVersion.objects.filter(draft=draft, revision=revision, aside=False).exists():
        raise RuleBroken("没有这一版。")
    earlier = text_of_revision(draft, revision)
    return save(draft, earlier.as_json(), revision=draft.revision, by=by, at=at, note_as=f"恢复到第 {revision} 版")


def first_version(draft: Draft, body: Body, *, by: Person, at: datetime, label: str) -> None:
    """The version that a draft begins with."""
    DraftVersion.objects.create(
        draft=draft, revision=1, body=body.as_json(), title=draft.title, label=label, by=by, at=at
    )


def _keep(draft: Draft, before: Body, after: Body, *, by: Person, at: datetime, label: str) -> None:
    if before == after and not label:
        return
    title = (after.title.strip() or draft.title)[:LONGEST_TITLE]
    draft.body, draft.title, draft.revision = after.as_json(), title, draft.revision + 1
    draft.changed_by, draft.changed_at = by, at
    if draft.is_under_review:  # what was approved was another text: the first step is next
        draft.state = STATE_OF[chain_of(draft.unit)[0].stage]
    draft.save(update_fields=["body", "title", "revision", "state", "changed_by", "changed_at"])
    whole = draft.revision % WHOLE_EVERY == 0
    DraftVersion.objects.create(
        draft=draft,
        revision=draft.revision,
        body=after.as_json() if whole else None,
        delta=None if whole else delta(before, after),
        title=title,
        label=label,
        by=by,
        at=at,
    )
    if label:
        note(draft, "存为一版", by=by, at=at, why=f"第 {draft.revision} 版：{label}")


def _read(body: Any) -> Body:
    try:
        return body if isinstance(body, Body) else read_body(body)
    except NotABody as error:
        raise RuleBroken(str(error)) from error


def _known_slots(draft: Draft, body: Body) -> None:
    known = set(draft.slots.values_list("key", flat=True))
    if missing := [key for key in body.slots if key not in known]:
        raise RuleBroken(f"正文里有这份草稿没有的数位（{missing[0]}）。请刷新页面，再把它插入一次。")
