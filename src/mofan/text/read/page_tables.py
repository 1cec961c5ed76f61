"""Tables of a web page (网页表格): those that hold data, with their cells in the text that the page is read as."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from lxml import html

from mofan.text.read.insets import Cell, Insets, Row, Table, merged
from mofan.text.span import Span

_MOST_COLUMNS: Final = 63
_MOST_ROWS: Final = 2000
_MOST_SPAN: Final = 60
_LONGEST_CELL: Final = 400
"""Characters: a table with longer cells lays out a page."""


@dataclass(slots=True)
class Mark:
    """Where an element of a table begins and ends in the text as it is put together."""

    element: html.HtmlElement
    start: int
    end: int = -1


@dataclass(slots=True)
class Put:
    """Text put together piece by piece, with marks."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: dict[html.HtmlElement, Mark] = field(default_factory=dict)

    def add(self, piece: str) -> None:
        """One piece more."""
        self.pieces.append(piece)
        self.length += len(piece)

    def open(self, element: html.HtmlElement) -> None:
        """An element of a table begins here."""
        self.marks[element] = Mark(element, self.length)

    def close(self, element: html.HtmlElement) -> None:
        """It ends here."""
        self.marks[element].end = self.length


@dataclass(frozen=True, slots=True)
class Visible:
    """The text of a page or a part of it, and its tables."""

    text: str
    tables: tuple[Table, ...] = ()

    def behind(self, head: str) -> "Visible":
        """The same with `head` and a line break before it."""
        by = len(head) + 1
        return Visible(f"{head}\n{self.text}", Insets(self.tables).moved(lambda at: at + by).tables)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines that are kept: where each begins in the raw text, where in the text made of them, how long it is."""

    raw: list[int]
    made: list[int]
    lengths: list[int]

    def first(self, at: int) -> int:
        """The first kept character from `at` of the raw text on."""
        line = bisect_right(self.raw, at) - 1
        if line >= 0 and at - self.raw[line] <= self.lengths[line]:
            return self.made[line] + at - self.raw[line]
        return self.made[min(line + 1, len(self.made) - 1)]

    def last(self, at: int) -> int:
        """The end of what is kept before `at` of the raw text."""
        line = bisect_right(self.raw, at) - 1
        return self.made[line] + min(at - self.raw[line], self.lengths[line]) if line >= 0 else 0


def settled(put: Put) -> Visible:
    """Lines without white space around them, blank ones left out, and the tables in what is left."""
    kept = _Lines([], [], [])
    lines: list[str] = []
    start = made = 0
    for line in "".join(put.pieces).split("\n"):
        shown = line.strip(" \t")
        if shown.strip():
            kept.raw.append(start + len(line) - len(line.lstrip(" \t")))
            kept.made.append(made)
            kept.lengths.append(len(shown))
            lines.append(shown)
            made += len(shown) + 1
        start += len(line) + 1
    text = "\n".join(lines)
    elements = [element for element in put.marks if element.tag == "table"] if lines else []
    tables = (_table(element, put, text, kept) for element in elements)
    return Visible(text, tuple(table for table in tables if table is not None))


def _table(element: html.HtmlElement, put: Put, text: str, kept: _Lines) -> Table | None:
    """The table of an element; None for one that lays out a page, and for one that holds others."""
    if next(element.iterdescendants("table"), None) is not None:
        return None
    rows = [row for row in element.iter("tr") if row in put.marks][: _MOST_ROWS + 1]
    if not 1 < len(rows) <= _MOST_ROWS:
        return None
    made: list[Row] = []
    open_below: dict[int, tuple[int, int]] = {}  # column → (rows that are still to come, columns)
    for row in rows:
        mark = put.marks[row]
        start = kept.first(mark.start)
        end = max(start, kept.last(mark.end))
        cells = _cells(row, put, text, kept, (start, end), open_below)
        if any(cell.end - cell.start > _LONGEST_CELL for cell in cells):
            return None
        if cells:
            made.append(Row(start, end, tuple(cells), _heads(row)))
    table = Table(made[0].start, made[-1].end, merged(made)) if made else None
    return table if table is not None and 1 < table.columns <= _MOST_COLUMNS else None


def _cells(
    row: html.HtmlElement,
    put: Put,
    text: str,
    kept: _Lines,
    room: tuple[int, int],
    open_below: dict[int, tuple[int, int]],
) -> list[Cell]:
    """The cells of a row, those that go on from above among them."""
    cells: list[Cell] = []
    column, at = 0, room[0]

    def go_on() -> int:
        """The column behind the cells that go on here."""
        here = column
        while here in open_below:
            left, columns = open_below.pop(here)
            if left > 1:
                below[here] = (left - 1, columns)
            cells.append(Cell(at, at, (), columns, 0))
            here += columns
        return here

    below: dict[int, tuple[int, int]] = {}
    for element in row.iterchildren("td", "th"):
        column = go_on()
        mark = put.marks[element]
        start, end = kept.first(mark.start), kept.last(mark.end)
        if end < start:
            start = end = min(max(end, at), room[1])
        columns, rows = _span(element, "colspan"), _span(element, "rowspan")
        cells.append(Cell(start, end, _lines(text, start, end), columns))
        if rows > 1:
            below[column] = (rows - 1, columns)
        column, at = column + columns, end
    go_on()
    open_below.update(below)
    return cells


def _lines(text: str, start: int, end: int) -> tuple[Span, ...]:
    spans = []
    for line in text[start:end].split("\n"):
        shown = line.strip(" \t")
        if shown:
            first = start + line.index(shown)
            spans.append(Span(first, first + len(shown)))
        start += len(line) + 1
    return tuple(spans)


def _span(cell: html.HtmlElement, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return min(max(int(said), 1), _MOST_SPAN) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _heads(row: html.HtmlElement) -> bool:
    """Whether a row is marked as the head."""
    above = row.getparent()
    cells = list(row.iterchildren("td", "th"))
    return (above is not None and above.tag == "thead") or all(cell.tag == "th" for cell in cells)
