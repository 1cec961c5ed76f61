"""A letter of responsibility on paper (责任书): what for whom, the items, a line for each side to sign with its
date."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from mofan.measure import date_text
from mofan.org.models import Person
from mofan.paper import Paper, Paragraph, write_docx
from mofan.records.models import ResponsibilityLetter
from mofan.text.numerals import write_numeral

BLANK: Final = "＿＿＿＿＿＿＿＿　　　　年　　月　　日"
"""Where somebody signs by hand."""


def letter_on_paper(letter: ResponsibilityLetter) -> bytes:
    """The letter as .docx in the official layout."""
    out = io.BytesIO()
    write_docx(letter_paper(letter), out)
    return out.getvalue()


def letter_paper(letter: ResponsibilityLetter) -> Paper:
    """The letter as title and paragraphs; the page shows the same. It is dated once both sides have signed."""
    row = letter.responsibility
    opening = (
        f"根据{row.basis}，{row.owner.name}同志作为{row.unit}{row.post}，自{date_text(row.since)}至"
        f"{date_text(row.until)}对下列事项负责。"
    )
    body = (
        Paragraph(opening),
        *_items(letter),
        Paragraph(f"交付责任的人：{_signed(letter.giver, letter.giver_signed_at)}"),
        Paragraph(f"责任人：{_signed(row.owner, letter.owner_signed_at)}"),
    )
    return Paper(f"{row.post}责任书", f"（{row.unit}）", body, None, _dated(letter))


def _items(letter: ResponsibilityLetter) -> Iterator[Paragraph]:
    for no, what, basis, standard, due_on in letter.items:
        heading = f"{write_numeral(int(no))}、{what.rstrip('。')}"
        yield Paragraph(heading, 1, "line", len(heading))
        last = date_text(date.fromisoformat(due_on)) if due_on else ""
        told = (("依据", basis), ("标准", standard), ("时限", last))
        if said := "；".join(f"{label}：{text.rstrip('。')}" for label, text in told if text):
            yield Paragraph(f"{said}。")


def _signed(person: Person | None, at: datetime | None) -> str:
    if person is None or at is None:
        return BLANK
    return f"{person.name}（{date_text(timezone.localtime(at).date())}签订）"


def _dated(letter: ResponsibilityLetter) -> str | None:
    moments = [one for one in (letter.owner_signed_at, letter.giver_signed_at) if one is not None]
    return date_text(timezone.localtime(max(moments)).date()) if letter.is_signed else None
