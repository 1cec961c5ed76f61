"""Properties of tables and sections (表格属性): merged cells, header rows, widths, lines."""

from collections.abc import Iterator
from typing import Final

from mofan.text.read.insets import Alignment
from mofan.text.read.word.anchors import CellOpen, RowOpen, TableOpen
from mofan.text.read.word.markup import Element, attribute, child, children, local, number, switch, value
from mofan.text.read.word.styles import Styles

_ALIGNMENTS: Final[dict[str, Alignment]] = {
    "left": "left", "start": "left", "center": "center", "distribute": "center", "right": "right", "end": "right",
}  # fmt: skip
_NO_LINE: Final = (None, "nil", "none")
_BORDERS: Final = ("tblBorders", "tcBorders")
MOST_COLUMNS: Final = 63
"""What Word lets a table have."""
_MOST_TWIPS: Final = 31_680
"""22 inches, the widest that Word knows."""


def table_open(table: Element, styles: Styles) -> TableOpen:
    """What is known of a w:tbl before its rows."""
    grid = [number(attribute(column, "w")) for column in children(child(table, "tblGrid"), "gridCol")]
    widths = tuple(width for width in grid if width is not None and 0 < width <= _MOST_TWIPS)
    return TableOpen(widths if len(widths) == len(grid) else (), _is_ruled(table, styles))


def row_open(row: Element) -> RowOpen:
    """What is known of a w:tr before its cells."""
    skipped = number(value(row, "trPr", "gridBefore")) or 0
    return RowOpen(bool(switch(row, "trPr", "tblHeader")), min(max(skipped, 0), MOST_COLUMNS))


def cell_open(cell: Element, styles: Styles) -> CellOpen:
    """What is known of a w:tc before its paragraphs."""
    properties = child(cell, "tcPr")
    columns = number(value(properties, "gridSpan")) or 1
    merge = child(properties, "vMerge")
    goes_on = merge is not None and attribute(merge, "val") != "restart"
    return CellOpen(min(max(columns, 1), MOST_COLUMNS), goes_on, _alignment(cell, styles))


def is_lying(section: Element | None) -> bool:
    """Whether the pages of a w:sectPr lie on their side (横向)."""
    size = child(section, "pgSz")
    width, height = number(attribute(size, "w")), number(attribute(size, "h"))
    return width is not None and height is not None and width > height


def _alignment(cell: Element, styles: Styles) -> Alignment | None:
    """How the first paragraph of a cell is aligned, itself or by its style."""
    properties = child(next(children(cell, "p"), None), "pPr")
    chain = (child(style, "pPr") for _, style in styles.chain(value(properties, "pStyle")))
    for place in (properties, *chain):
        if (said := value(place, "jc")) is not None:
            return _ALIGNMENTS.get(said)
    return None


def _is_ruled(table: Element, styles: Styles) -> bool:
    """Whether the table, one of its cells or its style draws a line."""
    named = value(table, "tblPr", "tblStyle")
    places = [table, *(style for _, style in styles.chain(named, "table"))]
    return any(_draws(borders) for place in places for borders in _borders(place))


def _borders(place: Element) -> Iterator[Element]:
    return (found for found in place.iter("{*}tblBorders", "{*}tcBorders") if local(found) in _BORDERS)


def _draws(borders: Element) -> bool:
    return any(attribute(line, "val") not in _NO_LINE for line in borders)
