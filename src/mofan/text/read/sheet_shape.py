"""The shape of a sheet (表样): merged cells, widths of columns, the way the paper lies; its rows as a table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Final

from lxml import etree
from openpyxl.utils import range_boundaries

from mofan.text.read.insets import Cell, Row, Table, merged
from mofan.text.span import Span

_TWIPS_A_CHARACTER: Final = 105
"""A sheet counts its columns in digits of the usual face: 7 pixels of 15 twips."""
_MOST_COLUMNS: Final = 63
"""What a table on paper may have; a wider sheet stays lines of text."""
_MOST_CELLS: Final = 40_000
"""A sheet of more is a list of data and no table of a document; it stays lines of text, too."""
_MOST_MERGED: Final = 5_000
_RANGE: Final = re.compile(r"[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}")


@dataclass(slots=True)
class Shape:
    """What a sheet says of its looks."""

    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """(row, column) of the first cell, from 1 → (rows, columns)."""
    widths: dict[int, int] = field(default_factory=dict)
    """Column from 1 → twips."""
    lying: bool = False


def shape_of(source: IO[bytes]) -> Shape:
    """Read the XML of a sheet, without keeping its cells."""
    shape = Shape()
    for _, element in etree.iterparse(source, resolve_entities=False, no_network=True):
        name = str(element.tag).rpartition("}")[2]
        reference = element.get("ref") or ""
        if name == "mergeCell" and len(shape.merged) < _MOST_MERGED and _RANGE.fullmatch(reference):
            left, top, right, bottom = range_boundaries(reference)
            shape.merged[top, left] = (bottom - top + 1, right - left + 1)
        elif name == "col":
            _widen(shape, element)
        elif name == "pageSetup":
            shape.lying = element.get("orientation") == "landscape"
        element.clear()
    return shape


def _widen(shape: Shape, column: "etree._Element") -> None:
    try:
        first, last = int(column.get("min") or 0), int(column.get("max") or 0)
        width = round(float(column.get("width") or 0) * _TWIPS_A_CHARACTER)
    except (ValueError, OverflowError):
        return
    if width > 0 and column.get("hidden") not in ("1", "true"):
        shape.widths |= dict.fromkeys(range(first, min(last, _MOST_COLUMNS) + 1), width)


def table_of(rows: Mapping[int, str], shape: Shape, start: int) -> Table | None:
    """The rows (number → line, cells parted by tabs) as a table whose first line begins at `start` of the text.

    None for a sheet larger than a table may be. Rows that are left out are not counted in merged cells.
    """
    columns = max(line.count("\t") + 1 for line in rows.values())
    if columns > _MOST_COLUMNS or columns * len(rows) > _MOST_CELLS:
        return None
    covering = _covered(rows, shape, columns)
    made: list[Row] = []
    for number, line in rows.items():
        end = start + len(line)
        made.append(Row(start, end, tuple(_cells(line, start, number, columns, covering))))
        start = end + 1
    widths = tuple(shape.widths.get(column, 0) for column in range(1, columns + 1))
    return Table(made[0].start, made[-1].end, merged(made), widths if all(widths) else ())


@dataclass(frozen=True, slots=True)
class _Part:
    """A place within merged cells: how many columns are merged, whether it begins them, whether it begins them all."""

    columns: int
    first: bool
    top: bool


def _covered(rows: Mapping[int, str], shape: Shape, columns: int) -> dict[tuple[int, int], _Part]:
    numbers = list(rows)
    covering: dict[tuple[int, int], _Part] = {}
    for (top, left), (high, wide) in shape.merged.items():
        right = min(left + wide - 1, columns)
        inside = [number for number in numbers if top <= number < top + high] if left <= columns else []
        for number in inside:
            for column in range(left, right + 1):
                covering[number, column] = _Part(right - left + 1, column == left, number == inside[0])
    return covering


def _cells(line: str, start: int, number: int, columns: int, covering: Mapping[tuple[int, int], _Part]) -> list[Cell]:
    """The cells of a row; those missing at its end are empty. Words in a cell that is merged away stay words."""
    texts = line.split("\t")
    cells: list[Cell] = []
    for column in range(1, columns + 1):
        text = texts[column - 1] if column <= len(texts) else ""
        end = start + len(text)
        part = covering.get((number, column))
        if part is None or part.first:
            shown = (Span(start, end),) if text else ()
            goes_on = part is not None and not part.top
            cells.append(Cell(start, end, shown, 1 if part is None else part.columns, 0 if goes_on else 1))
        else:
            last = cells.pop()
            more = (Span(start, end),) if text else ()
            cells.append(Cell(last.start, end, (*last.lines, *more), last.columns, last.rows))
        start = end + (column < len(texts))
    return cells
