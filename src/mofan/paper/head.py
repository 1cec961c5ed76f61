"""The head (版头): copy number, secrecy, urgency, 发文机关标志, number, signatories and the red line (7.2)."""

from dataclasses import dataclass

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.document_types import is_upward
from mofan.paper.elements import (
    NO_GRID,
    RULE_HEIGHT,
    TINY_HEIGHT,
    aligned,
    bottom_slack,
    exact,
    flush,
    mark_line,
    mark_run,
    mark_size,
    red_rule,
    spacer,
    tabs,
    top_slack,
)
from mofan.paper.official import OfficialDocument
from mofan.paper.title import width

DOCUMENT_WORD = "文件"
_NAMES_A_ROW = 2
_MOST_MARK = 4000
"""Twips that the names of a joint document may take, so that the first page shows the body."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head as paragraphs, and how high it is (twips from the top of the 版心)."""

    xml: tuple[str, ...]
    height: int


_ROUNDED = 10
"""Twips by which heights may be rounded."""
_DIFFERENT = m.TYPE_AREA_HEIGHT - m.LINES_A_PAGE * m.LINE + RULE_HEIGHT - TINY_HEIGHT + 2 * _ROUNDED
"""Twips by which programs differ on a first page: by the rest below the last line, into which some set one more, and by
what a ruled line takes."""


def settled(head: Head) -> Head:
    """`head`, so much lower that every program finds the same lines below it on the first page."""
    over = (m.LINES_A_PAGE * m.LINE - head.height - _ROUNDED) % m.LINE - (m.LINE - _DIFFERENT)
    more = max(over, TINY_HEIGHT)
    return Head((*head.xml, spacer(more)), head.height + more) if over > 0 else head


def upper_left(document: OfficialDocument) -> tuple[tuple[str, m.Face], ...]:
    """份号, 密级和保密期限 and 紧急程度, in this order from the top (7.2.1–7.2.3), each with its face."""
    given = ((document.copy_number, m.FANG_SONG), (document.secrecy, m.HEI), (document.urgency, m.HEI))
    return tuple((text, face) for text, face in given if text)


def mark_of(document: OfficialDocument) -> str:
    """发文机关标志 of one unit: its name and 文件, or what the document gives."""
    return document.mark or "".join(document.organs[:1]) + DOCUMENT_WORD


def head_of(document: OfficialDocument) -> Head:
    """The head of a document that is no letter and no order."""
    above = upper_left(document)
    xml = [flush(text, face, style="Urgency") for text, face in above]
    room = m.MARK_TOP - len(above) * m.LINE
    if len(document.organs) > 1 and document.mark is None:
        mark, end = _joint_mark(document.organs, room)
    elif document.organs or document.mark:
        mark, end = single_mark(mark_of(document), room)
    else:
        mark, end = (spacer(room),), room
    xml += mark
    number, lines = _number(document, m.BLANK_BELOW_MARK)
    xml += number
    distance = m.RULE_DISTANCE - bottom_slack(m.BODY_SIZE, m.LINE)
    xml.append(red_rule(distance))
    return Head(tuple(xml), len(above) * m.LINE + end + lines * m.LINE + distance + RULE_HEIGHT)


def single_mark(text: str, top: int) -> tuple[tuple[str, ...], int]:
    """The mark with the upper edge of its characters `top` twips below what is above; and where its line ends."""
    size, scale = mark_size(text)
    line = mark_line(size)
    before = top - top_slack(size, line)
    properties = NO_GRID + exact(line, before=before) + aligned("center")
    return (parts.paragraph("Mark", mark_run(text, size, scale=scale), properties),), before + line


def _joint_mark(organs: tuple[str, ...], top: int) -> tuple[tuple[str, ...], int]:
    """The names under each other, equally wide, and 文件 at their right, in the middle of their height (7.2.4)."""
    word = 2 * max(44, min(80, 26 * len(organs)))
    word_room = round(word * 10 * 2.4)
    names_room = m.TYPE_AREA_WIDTH - word_room
    longest = max(width(name) for name in organs)
    size = max(24, min(72, int(names_room / 10 / longest), _MOST_MARK // 12 // len(organs)))
    line = mark_line(size)
    room = min(names_room, round(longest * size * 10 * 1.05))
    scale = min(100, round(names_room / (longest * size * 10) * 100))
    names = "".join(_spread(name, size, scale, room, line) for name in organs)
    end = parts.paragraph("Mark", mark_run(DOCUMENT_WORD, word), NO_GRID + exact(mark_line(word)) + aligned("center"))
    height = max(line * len(organs), mark_line(word))
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in (room, word_room))
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
        for wide, content in ((room, names), (word_room, end))
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{room + word_room}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_NO_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>{cells}</w:tr></w:tbl>'
    )
    slack = top_slack(size, line) + max(0, height - line * len(organs)) // 2
    return (spacer(top - slack), table), top - slack + height


_NO_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'


def _spread(name: str, size: int, scale: int, room: int, line: int) -> str:
    """A name of a joint document as wide as `room` twips."""
    gap = 0
    if len(name) > 1:
        gap = max(0, int((room - width(name) * size * 10 * scale / 100) / (len(name) - 1)) - 2)
    runs = mark_run(name[:-1], size, scale=scale, spacing=gap) + mark_run(name[-1:], size, scale=scale)
    return parts.paragraph("Mark", runs, NO_GRID + exact(line) + aligned("left"))


def _number(document: OfficialDocument, blank: int) -> tuple[tuple[str, ...], int]:
    """发文字号 in the middle, or at the left with 签发人 at the right (7.2.5, 7.2.6); and how many lines that takes."""
    number = document.number or ""
    first = parts.room(before=blank)
    if not is_upward(document):
        line = parts.run(number, m.FANG_SONG)
        return (parts.paragraph("DocumentNumber", line, first + aligned("center")),), blank + 1
    rows = _rows(document.signatories)
    column = max((width(spaced(name)) for name in document.signatories), default=3.0)
    columns = min(_NAMES_A_ROW, max(1, len(document.signatories)))
    names_at = m.CHARACTERS_A_LINE - 1 - columns * column - (columns - 1)
    stops = tabs(("left", names_at - 4), ("left", names_at), ("left", names_at + column + 1))
    lines = []
    for place, row in enumerate(rows):
        number_here = number if place == len(rows) - 1 else ""
        label = "签发人：" if place == 0 and row else ""
        start = parts.run(f"{number_here}\t{label}", m.FANG_SONG) + ("" if label else parts.run("\t", m.FANG_SONG))
        names = parts.run("\t".join(map(spaced, row)), m.KAI)
        properties = stops + (first if place == 0 else "") + parts.indented(left=1)
        lines.append(parts.paragraph("DocumentNumber", start + names, properties))
    return tuple(lines), blank + len(rows)


def _rows(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [names[at : at + _NAMES_A_ROW] for at in range(0, len(names), _NAMES_A_ROW)] or [()]


def spaced(name: str) -> str:
    """A name of two characters as wide as one of three: 何　宁."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name
