"""Write a paper as .docx (写成公文): the same paper is always the same bytes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.captions import Side, is_caption, is_unit, side_of
from mofan.paper.characters import substituted
from mofan.paper.closing import unsealed
from mofan.paper.fitting import fitting
from mofan.paper.held import LYING, STANDING, Held
from mofan.paper.package import packed
from mofan.paper.paper import Paper, Paragraph, lines_of
from mofan.paper.places import ATTACHED_MORE, count_bylines, is_address, opens_attachments
from mofan.paper.runs import has_picture, runs_of
from mofan.paper.sheets import Sheets
from mofan.paper.tables import table
from mofan.paper.title import balanced_lines, width
from mofan.text.read.insets import Note

_DOCUMENT, _CORE = "word/document.xml", "docProps/core.xml"
_ORDER = (
    *("[Content_Types].xml", "_rels/.rels", _DOCUMENT, "word/_rels/document.xml.rels", "word/styles.xml"),
    *("word/settings.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml", _CORE, "docProps/app.xml"),
)
_PLACED = {
    at_right: f'{parts.indented()}<w:jc w:val="{side}"/>' for at_right, side in ((False, "center"), (True, "right"))
}
"""A caption stands in the middle, the unit of a table at the right."""
_UNBROKEN = re.compile(r"[!-~]{24,}")
"""A web address or the like that no line can hold whole."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the person should know about a written paper (生成报告): Chinese sentences."""

    warnings: tuple[str, ...] = ()
    removed: int = 0
    """How many characters no .docx can hold were taken out."""
    substitutions: tuple[str, ...] = ()
    """Characters set in another face than the standard's, because that face lacks them."""


def write_docx(paper: Paper, out: BinaryIO) -> Report:
    """Write `paper` to `out` in the layout of GB/T 9704-2012 for ordinary materials: no red head, number or seal.

    Nothing is written before the whole file is made. Takes time in proportion to the length of the text.
    """
    removed: list[str] = []
    paper = _with_content(fitting(paper, removed))
    bylines = count_bylines(paper.paragraphs)
    head, body = paper.paragraphs[:bylines], paper.paragraphs[bylines:]
    held = Held()
    sheets = Sheets(held, parts.section, lying=bool(body) and body[0].lying)
    blocks = [*_head(paper, head, held), *body_blocks(body, held, sheets, signed=bool(paper.author or paper.date))]
    if (paper.author or paper.date) and not all(paragraph.lying for paragraph in body):
        blocks.append(sheets.turn(False))
    blocks += unsealed(lines_of(paper.author), paper.date)
    blocks += body_blocks([replace(one, lying=True) for one in paper.annex], held, sheets, signed=False)
    document = parts.DOCUMENT_START + parts.in_sections((*blocks, sheets.close())) + parts.BODY_END
    core = parts.core(one_line(paper.title), one_line(paper.author or ""))
    out.write(package_of({_DOCUMENT: document, _CORE: core}, parts.CONSTANT, held, _ORDER))
    return _report(paper, "".join(removed))


def package_of(own: dict[str, str], constant: Mapping[str, str], held: Held, order: Sequence[str]) -> bytes:
    """The .docx of a document's `own` parts, the `constant` ones in `order`, and what is `held` beside them."""
    more = held.parts(constant)
    return packed((own | more).items(), constant.items(), (*order, *sorted(set(more) - set(order))))


def _with_content(paper: Paper) -> Paper:
    """`paper` without paragraphs of which nothing is left."""
    kept = (one for one in paper.paragraphs if one.text.strip() or one.marks or one.grid)
    return replace(
        paper,
        subtitle=paper.subtitle or None,
        paragraphs=tuple(kept),
        author=paper.author or None,
        date=paper.date or None,
    )


def one_line(text: str) -> str:
    return " ".join(text.split())


def _head(paper: Paper, bylines: tuple[Paragraph, ...], held: Held) -> Iterator[str]:
    """Title, subtitle and the lines that say by whom and when, and a blank line after the last of them."""
    titles = lines_of(paper.title)
    head = [("Title", line, m.SONG_TITLE, m.TITLE_WIDTH) for line in titles]
    head += [("Subtitle", line, m.KAI, m.SUBTITLE_WIDTH) for line in lines_of(paper.subtitle)]
    head += [("Subtitle", byline.text, m.KAI, m.CHARACTERS_A_LINE) for byline in bylines]
    for number, (style, line, face, most) in enumerate(head, 1):
        lines = parts.broken_lines(balanced_lines(line, most), face)
        if number == len(titles):
            lines += "".join(map(held.note, paper.title_notes))
        yield parts.paragraph(style, lines, parts.room(after=1) if number == len(head) else "")


def body_blocks(paragraphs: Sequence[Paragraph], held: Held, sheets: Sheets, *, signed: bool) -> Iterator[str]:
    """The paragraphs; with a signature to come, the last ones stay with it, so that it never stands alone on a page."""
    attached = False
    for number, paragraph in enumerate(paragraphs):
        yield sheets.turn(paragraph.lying)
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if paragraph.grid:
            yield table(paragraph.grid, held, LYING if paragraph.lying else STANDING)
            yield parts.tiny() if after is None or after.grid or after.lying != paragraph.lying else ""
            attached = False
            continue
        text = paragraph.text
        if not paragraph.marks and (mark := opens_attachments(paragraph)):
            attached = mark.group(1) is not None
            keep = parts.KEEP_WITH_NEXT if signed else ""
            yield attachment_line(text, m.FIRST_LINE, 3 + width(mark.group(1) or ""), keep + parts.room(before=1))
            continue
        more = ATTACHED_MORE.match(text) if attached else None
        attached = more is not None
        keeps = signed and (attached or number == len(paragraphs) - 1)
        if more:
            yield attachment_line(text, m.FIRST_LINE + 3, width(more.group()), parts.KEEP_WITH_NEXT if keeps else "")
        else:
            side = side_of(paragraphs[number - 1] if number else None, paragraph, after)
            keeps = keeps or side in {"above a table", "above its name"}
            yield _block(paragraph, number, held, side, keep=keeps)


def _block(paragraph: Paragraph, number: int, held: Held, side: Side | None, *, keep: bool) -> str:
    """A paragraph that is no table and not in the list of attachments."""
    text, room = paragraph.text, LYING if paragraph.lying else STANDING
    high = parts.AS_HIGH_AS_NEEDED if has_picture(paragraph) else ""
    properties = f"{parts.KEEP_WITH_NEXT if keep else ''}{_wrap(text)}{high}"
    if not text.strip() or is_caption(text, side):
        return parts.paragraph("BodyText", runs_of(paragraph, held, room), properties + _PLACED[is_unit(text)])
    if paragraph.form == "line":
        style = f"Heading{paragraph.level}"
    else:
        style = "Salutation" if number < 2 and is_address(text) else "BodyText"
    return parts.paragraph(style, runs_of(paragraph, held, room), properties)


def attachment_line(text: str, start: int, mark: float, properties: str) -> str:
    """A line of the list of attachments (7.3.4): it begins `start` characters in and hangs behind its mark."""
    indent = parts.indented(left=start + mark, hanging=mark)
    return parts.paragraph("BodyText", parts.run(text, m.FANG_SONG), properties + indent)


def _wrap(text: str) -> str:
    return '<w:wordWrap w:val="0"/>' if _UNBROKEN.search(text) else ""


def _report(paper: Paper, removed: str) -> Report:
    found = dict.fromkeys(one for text, face in _texts(paper) for one in substituted(text, face))
    substitutions = tuple(f"“{char}”不在{face}字库内，已改用{other}。" for char, face, other in found)
    warnings = [f"有{len(removed)}个控制字符无法写入文档，已去掉。"] if removed else []
    return Report((*warnings, *substitutions), len(removed), substitutions)


def _texts(paper: Paper) -> Iterator[tuple[str, m.Face]]:
    bylines = count_bylines(paper.paragraphs)
    yield paper.title, m.SONG_TITLE
    yield paper.subtitle or "", m.KAI
    for byline in paper.paragraphs[:bylines]:
        yield byline.text, m.KAI
    for note in paper.title_notes:
        yield from ((text, m.SONG) for text in note.paragraphs)
    yield from faced(paper.paragraphs[bylines:])
    yield "\n".join((paper.author or "", paper.date or "")), m.FANG_SONG


def faced(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, m.Face]]:
    """The words of paragraphs, of their tables and notes, each with its face."""
    for paragraph in paragraphs:
        for mark in paragraph.marks:
            if isinstance(mark, Note):
                yield from ((text, m.SONG) for text in mark.paragraphs)
        if paragraph.grid:
            for row in paragraph.grid.rows:
                for cell in row.cells:
                    yield from ((text, m.HEI if row.heads else face) for text, face in faced(cell.paragraphs))
            continue
        end = {"line": len(paragraph.text), "lead": paragraph.heading_end}.get(paragraph.form or "", 0)
        yield paragraph.text[:end], m.LEVEL_FACES[paragraph.level]
        yield paragraph.text[end:], m.FANG_SONG
