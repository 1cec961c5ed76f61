"""A paragraph of a paper (段落), and the table that may stand in its place."""

from dataclasses import dataclass
from typing import Literal, Protocol

from mofan.text.read.insets import Alignment, Note, Picture


class HeadingLike(Protocol):
    """A heading as `mofan.text.outline` gives it: `start` and `end` are code points in the body."""

    @property
    def level(self) -> int: ...
    @property
    def form(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (段落), without indentation."""

    text: str
    level: int = 0
    """0 for body text, 1 to 4 for a heading (一、 （一） 1. （1）)."""
    form: Literal["line", "lead"] | None = None
    """For a heading: the whole paragraph ("line"), or only its first `heading_end` characters ("lead", 段首句)."""
    heading_end: int = 0
    marks: tuple[Picture | Note, ...] = ()
    """Pictures and notes, `place` counts in `text`; a paragraph may be nothing but a picture."""
    grid: "Grid | None" = None
    """A table: `text` is then its words, a row a line."""
    lying: bool = False
    """It stands on a sheet on its side (横排)."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell (单元格) with its paragraphs; `rows` 0 belongs to the cell above."""

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1
    rows: int = 1
    alignment: Alignment | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row (行); `heads` is repeated on every page; `skipped` columns are left out before its first cell."""

    cells: tuple[GridCell, ...]
    heads: bool = False
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table (表格)."""

    rows: tuple[GridRow, ...]
    widths: tuple[int, ...] = ()
    """Of the columns, in twips; empty where nobody said."""
    ruled: bool = True

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(row.skipped + sum(cell.columns for cell in row.cells) for row in self.rows)

    @property
    def frames(self) -> bool:
        """Whether every row is a single cell (文字框)."""
        return all(len(row.cells) == 1 and not row.skipped for row in self.rows)
