"""Write a paper as .docx (写成公文): the same paper is always the same bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.characters import is_readable, readable, substituted
from mofan.paper.package import packed
from mofan.paper.paper import Paper, Paragraph, lines_of
from mofan.paper.places import ATTACHED_MORE, count_bylines, is_address, opens_attachments
from mofan.paper.title import balanced_lines, width

_DOCUMENT, _CORE = "word/document.xml", "docProps/core.xml"
_ORDER = (
    *("[Content_Types].xml", "_rels/.rels", _DOCUMENT, "word/_rels/document.xml.rels", "word/styles.xml"),
    *("word/settings.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml", _CORE, "docProps/app.xml"),
)
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
    paper, removed = _readable(paper)
    bylines = count_bylines(paper.paragraphs)
    head, body = paper.paragraphs[:bylines], paper.paragraphs[bylines:]
    blocks = [*_head(paper, head), *body_blocks(body, signed=bool(paper.author or paper.date)), *_signature(paper)]
    document = parts.DOCUMENT_START + "".join(blocks) + parts.DOCUMENT_END
    out.write(_package(document, parts.core(one_line(paper.title), one_line(paper.author or ""))))
    return _report(paper, removed)


def _readable(paper: Paper) -> tuple[Paper, str]:
    removed: list[str] = []

    def cleaned(text: str | None) -> str:
        result = readable(text or "")
        removed.append(result.removed)
        return result.text

    def fitted(paragraph: Paragraph) -> Paragraph:
        if is_readable(paragraph.text):
            return paragraph
        lead = len(readable(paragraph.text[: paragraph.heading_end]).text)
        return replace(paragraph, text=cleaned(paragraph.text), heading_end=lead)

    whole = Paper(
        cleaned(paper.title),
        cleaned(paper.subtitle) or None,
        tuple(paragraph for paragraph in map(fitted, paper.paragraphs) if paragraph.text.strip()),
        cleaned(paper.author) or None,
        cleaned(paper.date) or None,
    )
    return whole, "".join(removed)


def one_line(text: str) -> str:
    return " ".join(text.split())


def _head(paper: Paper, bylines: tuple[Paragraph, ...]) -> Iterator[str]:
    """Title, subtitle and the lines that say by whom and when, and a blank line after the last of them."""
    head = [("Title", line, m.SONG_TITLE, m.TITLE_WIDTH) for line in lines_of(paper.title)]
    head += [("Subtitle", line, m.KAI, m.SUBTITLE_WIDTH) for line in lines_of(paper.subtitle)]
    head += [("Subtitle", byline.text, m.KAI, m.CHARACTERS_A_LINE) for byline in bylines]
    for number, (style, line, face, most) in enumerate(head, 1):
        lines = parts.broken_lines(balanced_lines(line, most), face)
        yield parts.paragraph(style, lines, parts.room(after=1) if number == len(head) else "")


def body_blocks(paragraphs: tuple[Paragraph, ...], *, signed: bool) -> Iterator[str]:
    """The paragraphs; with a signature to come, the last ones stay with it, so that it never stands alone on a page."""
    attached = False
    for number, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if mark := opens_attachments(paragraph):
            attached = mark.group(1) is not None
            keep = parts.KEEP_WITH_NEXT if signed else ""
            yield attachment_line(text, m.FIRST_LINE, 3 + width(mark.group(1) or ""), keep + parts.room(before=1))
            continue
        more = ATTACHED_MORE.match(text) if attached else None
        attached = more is not None
        keep = parts.KEEP_WITH_NEXT if signed and (attached or number == len(paragraphs) - 1) else ""
        if more:
            yield attachment_line(text, m.FIRST_LINE + 3, width(more.group()), keep)
        elif paragraph.form == "line":
            heading = parts.run(text, m.LEVEL_FACES[paragraph.level])
            yield parts.paragraph(f"Heading{paragraph.level}", heading, keep + _wrap(text))
        elif number < 2 and is_address(text):
            yield parts.paragraph("Salutation", parts.run(text, m.FANG_SONG), keep)
        else:
            yield parts.paragraph("BodyText", _runs(paragraph), keep + _wrap(text))


def attachment_line(text: str, start: int, mark: float, properties: str) -> str:
    """A line of the list of attachments (7.3.4): it begins `start` characters in and hangs behind its mark."""
    indent = parts.indented(left=start + mark, hanging=mark)
    return parts.paragraph("BodyText", parts.run(text, m.FANG_SONG), properties + indent)


def _runs(paragraph: Paragraph) -> str:
    text, end = paragraph.text, paragraph.heading_end if paragraph.form == "lead" else 0
    lead = parts.run(text[:end], m.LEVEL_FACES[paragraph.level]) if end else ""
    return lead + (parts.run(text[end:], m.FANG_SONG) if end < len(text) else "")


def _wrap(text: str) -> str:
    return '<w:wordWrap w:val="0"/>' if _UNBROKEN.search(text) else ""


def _signature(paper: Paper) -> Iterator[str]:
    """Units and date without a seal (7.3.5.2): the date begins two characters after the unit above it."""
    authors = lines_of(paper.author)
    date_width = width(paper.date or "")
    longest = max(map(width, authors), default=0.0)
    if longest >= date_width:
        author_right, date_right = float(m.SIGNATURE_RIGHT), longest - date_width
    else:
        author_right, date_right = date_width + 2 * m.SIGNATURE_RIGHT - longest, float(m.SIGNATURE_RIGHT)
    for number, author in enumerate(authors):
        right = author_right + (longest - width(author)) / 2
        indent = parts.indented(right=max(0.0, min(right, m.CHARACTERS_A_LINE - width(author))))
        yield parts.paragraph("Signature", parts.run(author, m.FANG_SONG), parts.room(before=number == 0) + indent)
    if paper.date:
        date = parts.run(paper.date, m.FANG_SONG)
        yield parts.paragraph("Date", date, parts.room(before=not authors) + parts.indented(right=date_right))


def _package(document: str, core: str) -> bytes:
    changing = {_DOCUMENT: document, _CORE: core}
    return packed(changing.items(), parts.CONSTANT.items(), _ORDER)


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
    for paragraph in paper.paragraphs[bylines:]:
        end = {"line": len(paragraph.text), "lead": paragraph.heading_end}.get(paragraph.form or "", 0)
        yield paragraph.text[:end], m.LEVEL_FACES[paragraph.level]
        yield paragraph.text[end:], m.FANG_SONG
    yield "\n".join((paper.author or "", paper.date or "")), m.FANG_SONG
