"""A letter on paper (文书版式): the letter format of GB/T 9704-2012 (信函格式), or for forms an ordinary sheet."""

import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from mofan.cases.letters.wording import FORMS
from mofan.measure import date_text
from mofan.paper import OfficialDocument, Paper, Paragraph, write_docx, write_official
from mofan.paper.official import Signature
from mofan.paper.paragraph import Grid, GridCell, GridRow

_HEADING: Final = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；]{1,40}$")
_ROW: Final = re.compile(r"([^：，。（）]{2,10})：(.+)")
TABLES: Final = frozenset({"registration", "closing"})
"""Forms whose lines “label：content” are the rows of a table."""
_LABEL_WIDTH: Final = 2200
_CONTENT_WIDTH: Final = 6600
"""Twips."""


@dataclass(frozen=True, slots=True)
class LetterOnPaper:
    """What goes on paper: nothing is added to it but the layout."""

    code: str
    """The code of the letter in its kind."""
    name: str
    text: str
    unit: str
    """Whose letter it is."""
    on: date
    number: str = ""


def letter_docx(letter: LetterOnPaper) -> bytes:
    """The letter as .docx. Takes time in proportion to its length."""
    out = io.BytesIO()
    lines = [one.strip() for one in letter.text.splitlines() if one.strip()]
    if letter.code in FORMS:
        number = f"编号：{letter.number}" if letter.number else None
        write_docx(Paper(letter.name, number, _paragraphs(letter.code, lines)), out)
        return out.getvalue()
    addressee = lines.pop(0)[:-1] if lines and lines[0].endswith("：") else None
    document = OfficialDocument(
        "函",
        letter.name,
        _paragraphs(letter.code, lines),
        organs=(letter.unit,),
        number=letter.number or None,
        addressees=addressee,
        signature=Signature((letter.unit,), date_text(letter.on)),
    )
    write_official(document, out)
    return out.getvalue()


def _paragraphs(code: str, lines: list[str]) -> tuple[Paragraph, ...]:
    rows = [found for line in lines if (found := _ROW.fullmatch(line))] if code in TABLES else []
    if not rows:
        return tuple(_paragraph(line) for line in lines)
    grid = Grid(
        tuple(GridRow((_cell(one.group(1)), _cell(one.group(2)))) for one in rows), (_LABEL_WIDTH, _CONTENT_WIDTH)
    )
    words = "\n".join(f"{one.group(1)}\t{one.group(2)}" for one in rows)
    after = [_paragraph(line) for line in lines if not _ROW.fullmatch(line)]
    return (Paragraph(words, grid=grid), *after)


def _cell(text: str) -> GridCell:
    return GridCell((Paragraph(text),))


def _paragraph(line: str) -> Paragraph:
    if _HEADING.fullmatch(line):
        return Paragraph(line, 1, "line", len(line))
    return Paragraph(line)
