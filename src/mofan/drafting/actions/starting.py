"""Starting a draft (起稿): from nothing, a template, a piece, the outlines of several."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mofan.drafting.actions.saving import first_version
from mofan.drafting.document import BLANK_BODY, Block, Body, NotABody, block, read_body
from mofan.drafting.models import Borrowing, Draft, Slot, Template
from mofan.drafting.models.slots import NumberStyle
from mofan.drafting.phrases import common_phrases
from mofan.drafting.skeleton import Keep, Own, PlannedSlot, Skeleton, skeleton
from mofan.library.clean_text import text_of
from mofan.library.models import Piece
from mofan.measure import NotAPeriod, read_period
from mofan.org.actions import allow, note
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken


@dataclass(frozen=True, slots=True)
class NewDraft:
    """For whom, what and over which time (起稿信息)."""

    unit: Unit
    title: str = ""
    genre: str = "经验材料"
    period_words: str = "今年以来"


@transaction.atomic
def start(facts: NewDraft, *, by: Person, at: datetime) -> Draft:
    """A draft from nothing (空白起稿). Raises RuleBroken without leave, and for a period that cannot be read."""
    body = Body((block("b1", "title", facts.title), *BLANK_BODY.blocks[1:])) if facts.title else BLANK_BODY
    draft = _create(facts, facts.title or "未命名材料", body, by=by, at=at, label="空白起稿")
    note(draft, "起稿", by=by, at=at, why="空白起稿")
    return draft


@transaction.atomic
def start_from_piece(
    piece: Piece,
    facts: NewDraft,
    *,
    by: Person,
    at: datetime,
    keep: Keep = "figures",
    headings: Sequence[int] | None = None,
) -> tuple[Draft, Skeleton]:
    """A draft with the skeleton of a piece (借篇起稿), what it took and what it removed. The piece was loaded through
    what the person may see. Raises RuleBroken as `start`."""
    made = skeleton(text_of(piece).text, _own(facts, at), keep=keep, headings=headings, is_common=common_phrases())
    body = _titled(made.body, facts.title)
    draft = _create(facts, facts.title or body.title, body, by=by, at=at, label=f"取自《{piece.title[:60]}》")
    _plant(draft, made.slots)
    _lend(draft, made, piece, by=by, at=at)
    note(draft, "起稿", by=by, at=at, why=f"取自《{piece.title}》：{len(made.taken)} 段、{len(made.slots)} 个数位")
    return draft, made


@transaction.atomic
def start_from_outlines(
    chosen: Sequence[tuple[Piece, Sequence[int]]], facts: NewDraft, *, by: Person, at: datetime
) -> Draft:
    """A draft of headings that were taken from the outlines of several pieces (取提纲起稿), in the order given:
    for each piece the places in its outline. Raises RuleBroken as `start`, and where nothing was chosen."""
    if not any(places for _, places in chosen):
        raise RuleBroken("请至少选一个小标题。")
    blocks: list[Block] = [block("b1", "title", facts.title)]
    lent: list[tuple[Piece, Skeleton]] = []
    for number, (piece, places) in enumerate(chosen, 1):
        made = _prefixed(
            skeleton(text_of(piece).text, _own(facts, at), keep="outline", headings=places, is_common=common_phrases()),
            f"p{number}",
        )
        kept = [one for one in made.body.blocks if one.kind == "heading" or (one.kind == "paragraph" and one.runs)]
        blocks += kept
        keys = {one.id for one in kept}
        lent.append((piece, Skeleton(made.body, made.slots, tuple(o for o in made.taken if o.block in keys), ())))
    draft = _create(facts, facts.title or "未命名材料", Body(tuple(blocks)), by=by, at=at, label="取提纲起稿")
    for piece, made in lent:
        _plant(draft, [one for one in made.slots if one.key in draft.text.slots])
        _lend(draft, made, piece, by=by, at=at)
    titles = "、".join(f"《{piece.title}》" for piece, _ in lent)
    note(draft, "起稿", by=by, at=at, why=f"取提纲：{titles}")
    return draft


@transaction.atomic
def start_from_template(template: Template, facts: NewDraft, *, by: Person, at: datetime) -> Draft:
    """A draft from a template (用模板起稿). Raises RuleBroken as `start`, and for a template that cannot be read."""
    try:
        body = _titled(read_body(template.body), facts.title)
    except NotABody as error:
        raise RuleBroken(str(error)) from error
    draft = _create(
        facts, facts.title or body.title or template.name, body, by=by, at=at, label=f"模板：{template.name}"
    )
    Draft.objects.filter(pk=draft.pk).update(template=template)
    for row in template.slots:
        Slot.objects.create(draft=draft, **{name: row[name] for name in _OF_TEMPLATE if name in row})
    note(draft, "起稿", by=by, at=at, why=f"模板：{template.name}")
    draft.refresh_from_db()
    return draft


_OF_TEMPLATE = ("key", "written", "what", "measure", "style", "period_words")


def _create(facts: NewDraft, title: str, body: Body, *, by: Person, at: datetime, label: str) -> Draft:
    allow(by, Right.RECORD, facts.unit)
    try:
        read_period(facts.period_words, at.date())
    except NotAPeriod as error:
        raise RuleBroken(str(error)) from error
    draft = Draft.objects.create(
        unit=facts.unit,
        title=" ".join(title.split())[:500] or "未命名材料",
        genre=facts.genre[:40],
        period_words=facts.period_words[:60],
        body=body.as_json(),
        created_by=by,
        created_at=at,
        changed_by=by,
        changed_at=at,
    )
    first_version(draft, body, by=by, at=at, label=label[:100])
    return draft


def _own(facts: NewDraft, at: datetime) -> Own:
    return Own(facts.unit.name, at.year)


def _titled(body: Body, title: str) -> Body:
    """The same with another title, where one is given."""
    if not title:
        return body
    return Body((block("b1", "title", title), *(one for one in body.blocks if one.kind != "title" and one.id != "b1")))


def _plant(draft: Draft, slots: Iterable[PlannedSlot]) -> None:
    Slot.objects.bulk_create(
        Slot(
            draft=draft,
            key=one.key,
            written=one.written[:60],
            what=one.what[:100],
            measure=one.measure[:20],
            style=NumberStyle.ABOUT if one.approximate else NumberStyle.EXACT,
            period_words=one.period_words[:60],
        )
        for one in slots
    )


def _lend(draft: Draft, made: Skeleton, piece: Piece, *, by: Person, at: datetime) -> None:
    """The borrow ledger (借用登记)."""
    kept = {one.id for one in draft.text.blocks}
    Borrowing.objects.bulk_create(
        Borrowing(
            draft=draft,
            block=one.block,
            piece=piece,
            source=piece.title,
            text=one.text,
            characters=one.characters,
            share=one.share,
            by=by,
            at=at,
        )
        for one in made.taken
        if one.block in kept and not (one.block == "b1" and draft.text.title not in one.text)
    )


def _prefixed(made: Skeleton, prefix: str) -> Skeleton:
    """The same with ids and keys of its own, so that several stand in one draft."""
    from dataclasses import replace

    from mofan.drafting.document import Slot as SlotRun

    blocks = tuple(
        replace(
            one,
            id=f"{prefix}{one.id}",
            runs=tuple(SlotRun(f"{prefix}{run.key}") if isinstance(run, SlotRun) else run for run in one.runs),
        )
        for one in made.body.blocks
    )
    return Skeleton(
        Body(blocks),
        tuple(replace(one, key=f"{prefix}{one.key}", block=f"{prefix}{one.block}") for one in made.slots),
        tuple(replace(one, block=f"{prefix}{one.block}") for one in made.taken),
        tuple(replace(one, block=f"{prefix}{one.block}") for one in made.removed),
    )
