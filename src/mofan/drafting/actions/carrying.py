"""The next period's material from this one's (接着上一期写): text and figures carried on, what moved marked."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from mofan.drafting.actions.saving import first_version
from mofan.drafting.document import Words, lay_out
from mofan.drafting.last_period import Carried, carried_into
from mofan.drafting.models import Borrowing, Draft, Slot, SlotState
from mofan.measure import NotAPeriod, read_period
from mofan.org.actions import allow, note
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken


@transaction.atomic
def carry_forward(
    draft: Draft, period_words: str, *, by: Person, at: datetime, title: str = ""
) -> tuple[Draft, tuple[Carried, ...]]:
    """A draft for the next period with this one's text (下一期). Live figures ask about the new period; a number typed
    by hand is never carried over, for nobody has said it again: it waits as a task.

    Raises RuleBroken without leave, for a draft that this person may not see, and for a period that cannot be read.
    """
    allow(by, Right.RECORD, draft.unit)
    if not Draft.objects.visible_to(by).filter(pk=draft.pk).exists():
        raise RuleBroken("没有这份草稿，或者您不能查看它。")
    try:
        read_period(period_words, at.date())
    except NotAPeriod as error:
        raise RuleBroken(str(error)) from error
    today = at.date()
    body = draft.text
    if title:
        blocks = (replace(one, runs=(Words(title),)) if one.kind == "title" else one for one in body.blocks)
        body = replace(body, blocks=tuple(blocks))
    made = Draft.objects.create(
        unit=draft.unit,
        title=title or draft.title,
        genre=draft.genre,
        period_words=period_words,
        body=body.as_json(),
        follows=draft,
        template=draft.template,
        created_by=by,
        created_at=at,
        changed_by=by,
        changed_at=at,
    )
    first_version(made, body, by=by, at=at, label=f"接《{draft.title[:60]}》")
    for slot in draft.slots.prefetch_related("units"):
        _carry(slot, made, draft)
    _owe(made, draft, by, at)
    note(made, "起稿", by=by, at=at, why=f"接《{draft.title}》（{draft.period_words}），本期 {period_words}")
    return made, carried_into(made, today)


def _carry(slot: Slot, made: Draft, draft: Draft) -> None:
    live = slot.state == SlotState.LIVE
    typed = slot.state == SlotState.TYPED
    carried = Slot.objects.create(
        draft=made,
        key=slot.key,
        state=SlotState.LIVE if live else SlotState.TASK if typed else slot.state,
        written=slot.written,
        what=slot.what,
        measure=slot.measure,
        style=slot.style,
        code=slot.code if live else "",
        below=slot.below,
        period_words="" if slot.period_words == draft.period_words else _kept(slot.period_words),
        note=f"上一期手填“{slot.typed}”（{slot.evidence or '无依据'}），本期请重新核实。"[:300] if typed else slot.note,
        settled_by=slot.settled_by if live else None,
        settled_at=slot.settled_at if live else None,
    )
    carried.units.set(slot.units.all())


def _kept(words: str) -> str:
    """A period that moves by itself stays (今年以来, 本月); one with a year of its own belongs to the last material."""
    return "" if any(char.isdigit() for char in words) else words


def _owe(made: Draft, draft: Draft, by: Person, at: datetime) -> None:
    """The borrow ledger: all of it comes from the unit's own text, and what that had borrowed is still borrowed."""
    laid = lay_out(made.text, {})
    Borrowing.objects.bulk_create(
        Borrowing(
            draft=made,
            block=key,
            earlier=draft,
            source=draft.title,
            text=laid.text[start:end],
            characters=len("".join(laid.text[start:end].split())),
            share=1.0,
            by=by,
            at=at,
        )
        for key, start, end in laid.starts
        if laid.text[start:end].strip()
    )
    Borrowing.objects.bulk_create(
        Borrowing(
            draft=made,
            block=one.block,
            piece=one.piece,
            earlier=one.earlier,
            source=one.source,
            text=one.text,
            characters=one.characters,
            share=one.share,
            by=one.by,
            at=one.at,
        )
        for one in Borrowing.objects.filter(draft=draft).exclude(piece=None)
    )
