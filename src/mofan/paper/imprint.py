"""The imprint (版记) at the bottom of the last, even page (7.4)."""

from typing import Final

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.drawing import box
from mofan.paper.elements import NO_GRID, TINY, exact
from mofan.paper.official import OfficialDocument
from mofan.paper.title import width

_CHARACTER: Final = m.IMPRINT_SIZE * 10
_SIZE: Final = f'<w:spacing w:val="0"/><w:sz w:val="{m.IMPRINT_SIZE}"/><w:szCs w:val="{m.IMPRINT_SIZE}"/>'
_LINE_WIDTH: Final = m.TYPE_AREA_WIDTH / _CHARACTER - 2 * m.IMPRINT_INDENT
"""4号 characters on a line, one free at each side."""


def rows_of(
    document: OfficialDocument, moved: str | None = None, *, letter: bool = False
) -> tuple[tuple[str, ...], ...]:
    """The rows of the imprint, lines between them, each of one or more paragraphs (texts).

    `moved` are the 主送机关 for which the first page had no room (7.3.2): they stand above 抄送, no line between.
    A letter has no issuing office and date here (10.1).
    """
    imprint = document.imprint
    to = [f"主送：{_ended(moved)}"] if moved else []
    to += [_ended(line) for line in imprint.sent]
    to += [f"抄送：{_ended(imprint.copies_to)}"] if imprint.copies_to else []
    issued = "\t".join((imprint.office or "", f"{imprint.date}印发" if imprint.date else ""))
    return tuple(row for row in (tuple(to), (issued,) if issued.strip() and not letter else ()) if row)


def imprint_lines(rows: tuple[tuple[str, ...], ...]) -> int:
    """How many lines of 4号 the rows take."""
    return sum(1 + int(max(0.0, width(text) - 3 - 1) // (_LINE_WIDTH - 3.5)) for row in rows for text in row)


def imprint_height(rows: tuple[tuple[str, ...], ...]) -> int:
    """Twips."""
    return imprint_lines(rows) * m.IMPRINT_LINE + 40 * len(rows)


def imprint_block(rows: tuple[tuple[str, ...], ...], *, ruled: bool = True) -> str:
    """The rows as a table on the lower edge of the 版心 of the page on which it is anchored, as runs of a paragraph.

    It stands in a box whose text is held at the bottom: so the last line lies on that edge however names wrap.
    """
    cells = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{m.TYPE_AREA_WIDTH}" w:type="dxa"/>'
        f"{_borders(number, len(rows)) if ruled else ''}</w:tcPr>{''.join(map(_paragraph, row))}</w:tc></w:tr>"
        for number, row in enumerate(rows)
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{m.TYPE_AREA_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{m.TYPE_AREA_WIDTH}"/></w:tblGrid>{cells}</w:tbl>'
    )
    height = imprint_height(rows) + m.IMPRINT_LINE
    edge = m.PAGE_HEIGHT - m.BOTTOM
    return box(9, table + TINY, "版记", left=m.LEFT, top=edge - height, size=(m.TYPE_AREA_WIDTH, height), held="b")


def _borders(number: int, count: int) -> str:
    """7.4.1: first and last line thick, those between thin; black."""
    top = m.THICK_RULE if number == 0 else m.THIN_RULE
    bottom = m.THICK_RULE if number == count - 1 else m.THIN_RULE
    rule = '<w:{0} w:val="single" w:sz="{1}" w:space="0" w:color="000000"/>'
    return f"<w:tcBorders>{rule.format('top', top)}{rule.format('bottom', bottom)}</w:tcBorders>"


def _paragraph(text: str) -> str:
    indent = m.IMPRINT_INDENT * _CHARACTER
    runs = parts.run(text, m.FANG_SONG, _SIZE)
    if "\t" in text:
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{m.TYPE_AREA_WIDTH - indent}"/></w:tabs>'
        place = f'<w:ind w:left="{indent}" w:right="{indent}"/>'
        return parts.paragraph("Imprint", runs, stop + NO_GRID + exact(m.IMPRINT_LINE) + place)
    hang = 3 * _CHARACTER
    place = f'<w:ind w:left="{indent + hang}" w:right="{indent}" w:hanging="{hang}"/>'
    return parts.paragraph("Imprint", runs, NO_GRID + exact(m.IMPRINT_LINE) + place)


def _ended(names: str) -> str:
    """7.4.2: a full stop after the last name."""
    return names.rstrip("。.；;") + "。"
