"""Tables of the fitted .docx as Typst (表格): columns, joined cells and lines as they stand there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mofan.paper.pdf.fitting import Element, W
from mofan.paper.pdf.typst_words import points

_SIDES: Final = ("top", "bottom", "left", "right")
_CELL_MARGIN: Final = 108
"""Twips left and right in a cell that says nothing (Word's own)."""


@dataclass(slots=True)
class _Cell:
    properties: Element | None
    content: str
    column: int
    columns: int
    rows: int = 1


def table(element: Element, blocks: Callable[[Element], str]) -> str:
    """A table; `blocks` sets the content of a cell."""
    own = element.find(f"{W}tblPr")
    columns = [int(one.get(f"{W}w", "0")) for one in element.iterfind(f"{W}tblGrid/{W}gridCol")]
    rows = element.findall(f"{W}tr")
    heads = sum(1 for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None)
    cells = _cells(rows, blocks)
    margins = own.find(f"{W}tblCellMar") if own is not None else None
    inset = ", ".join(f"{side}: {points(_margin(margins, side))}" for side in _SIDES)
    made = []
    for place, line in enumerate(cells):
        strut = f"table.cell(x: 0, y: {place}, inset: 0pt, stroke: none)[#v({points(_height(rows[place]))})],\n"
        drawn = strut + "".join(
            _cell(cell, place, rows[place], last=place + cell.rows == len(cells), width=len(columns), whole=own)
            for cell in line
        )
        made.append(drawn)
    head = f"table.header(\n{''.join(made[:heads])}),\n" if heads else ""
    widths = ", ".join(["0pt", *map(points, columns)])
    drawn = f"table(columns: ({widths}), inset: ({inset}), stroke: none,\n{head}{''.join(made[heads:])})"
    return f"#align({_aligned(own)}, {drawn})\n"


def _cells(rows: list[Element], blocks: Callable[[Element], str]) -> list[list[_Cell]]:
    """The cells of each row; one that goes on from the row above makes that one longer."""
    cells: list[list[_Cell]] = []
    open_: dict[int, _Cell] = {}
    for row in rows:
        line: list[_Cell] = []
        column = _skipped(row)
        for one in row.iterfind(f"{W}tc"):
            properties = one.find(f"{W}tcPr")
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            columns = int(span.get(f"{W}val", "1")) if span is not None else 1
            joined = properties.find(f"{W}vMerge") if properties is not None else None
            if joined is not None and joined.get(f"{W}val") != "restart" and column in open_:
                open_[column].rows += 1
            else:
                cell = _Cell(properties, blocks(one), column, columns)
                line.append(cell)
                if joined is not None:
                    open_[column] = cell
                else:
                    open_.pop(column, None)
            column += columns
        cells.append(line)
    return cells


def _cell(cell: _Cell, place: int, row: Element, *, last: bool, width: int, whole: Element | None) -> str:
    own = cell.properties.find(f"{W}tcBorders") if cell.properties is not None else None
    lines = whole.find(f"{W}tblBorders") if whole is not None else None
    kept = ", breakable: false" if row.find(f"{W}trPr/{W}cantSplit") is not None else ""
    edges = {
        "top": "top" if place == 0 else "insideH", "bottom": "bottom" if last else "insideH",
        "left": "left" if cell.column == 0 else "insideV",
        "right": "right" if cell.column + cell.columns >= width else "insideV",
    }  # fmt: skip
    strokes = ", ".join(
        f"{side}: {stroke}" for side in _SIDES if (stroke := _stroke(own, side) or _stroke(lines, edges[side]))
    )
    held = cell.properties.find(f"{W}vAlign") if cell.properties is not None else None
    align = {"center": "horizon", "bottom": "bottom"}.get(held.get(f"{W}val", "") if held is not None else "", "top")
    return (
        f"table.cell(x: {cell.column + 1}, y: {place}, colspan: {cell.columns}, rowspan: {cell.rows},"
        f" align: left + {align}, stroke: ({strokes or ':'}){kept})[{cell.content}],\n"
    )


def _stroke(borders: Element | None, side: str) -> str:
    """`0.75pt + black`; empty where no line is."""
    one = borders.find(f"{W}{side}") if borders is not None else None
    if one is None or one.get(f"{W}val") in ("nil", "none"):
        return ""
    colour = one.get(f"{W}color", "auto")
    drawn = "black" if colour == "auto" else f'rgb("#{colour}")'
    return f"{int(one.get(f'{W}sz', '4')) / 8}pt + {drawn}"


def _margin(margins: Element | None, side: str) -> int:
    one = margins.find(f"{W}{side}") if margins is not None else None
    if one is not None:
        return int(one.get(f"{W}w", "0"))
    return _CELL_MARGIN if side in ("left", "right") else 0


def _skipped(row: Element) -> int:
    """How many columns are left out before the first cell."""
    given = row.find(f"{W}trPr/{W}gridBefore")
    return int(given.get(f"{W}val", "0")) if given is not None else 0


def _height(row: Element) -> int:
    """How high a row is at least, in twips."""
    given = row.find(f"{W}trPr/{W}trHeight")
    return int(given.get(f"{W}val", "0")) if given is not None else 0


def _aligned(properties: Element | None) -> str:
    given = properties.find(f"{W}jc") if properties is not None else None
    return given.get(f"{W}val", "left") if given is not None else "left"
