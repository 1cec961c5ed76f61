"""What stands in a document beside its words (随文内容): tables, pictures, notes, each with its place in the text.

The text stays one text. A table is a stretch of it with its cells marked; a picture or a note stands at a place between
two characters. Offsets are code points, end exclusive.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from mofan.text.span import Span

Alignment = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (图片): its bytes as the file has them, never decoded."""

    place: int
    data: bytes
    format: str
    """png, jpeg, gif, bmp, tiff, emf or wmf: by the bytes, whatever the file calls it."""
    width: int
    """As shown, in EMU (914,400 an inch)."""
    height: int
    description: str = ""
    """What it shows (替代文字), as the file says."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote (脚注、尾注): its own text is not in the text of the document."""

    place: int
    kind: Literal["footnote", "endnote"]
    paragraphs: tuple[str, ...]
    own_mark: bool = False
    """Its mark is a character of the text (“*”), not a number that counts itself."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell (单元格) from `start` to `end` of the text."""

    start: int
    end: int
    lines: tuple[Span, ...]
    """Its paragraphs and the lines in them, in order; without those of a table inside it. An empty span is a line that
    holds nothing but a picture."""
    columns: int = 1
    """How many columns it goes over (合并列)."""
    rows: int = 1
    """How many rows it goes over (合并行); 0: it belongs to the cell above."""
    alignment: Alignment | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row (行): a line of the text, or the lines of its only cell."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    heads: bool = False
    """It is repeated on every page (标题行)."""
    skipped: int = 0
    """Columns that are left out before its first cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table (表格) from `start` to `end` of the text. One in a cell of another stands for itself, after it."""

    start: int
    end: int
    rows: tuple[Row, ...]
    widths: tuple[int, ...] = ()
    """Of its columns, in twips; empty where the file says nothing."""
    ruled: bool = True
    """Whether it shows lines; without them it only arranges text."""

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(row.skipped + sum(cell.columns for cell in row.cells) for row in self.rows)

    @property
    def frames(self) -> bool:
        """Whether every row is a single cell: a frame round text (文字框)."""
        return all(len(row.cells) == 1 and not row.skipped for row in self.rows)

    @property
    def head_rows(self) -> int:
        """How many of its first rows are repeated on every page."""
        return next((at for at, row in enumerate(self.rows) if not row.heads), len(self.rows))

    def inside(self, other: "Table") -> bool:
        """Whether it stands in a cell of `other`."""
        return any(cell.start <= self.start and self.end <= cell.end for row in other.rows for cell in row.cells)


class CutText(Protocol):
    """A text with stretches taken out of it, as `mofan.text.clean.Cleaned` is."""

    @property
    def cuts(self) -> Sequence[Span]: ...
    def to_clean(self, position: int) -> int: ...


_Move = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Insets:
    """All that stands beside the words of one text, each kind in the order of its places."""

    tables: tuple[Table, ...] = ()
    """A table before those in its cells."""
    pictures: tuple[Picture, ...] = ()
    notes: tuple[Note, ...] = ()
    lying: tuple[Span, ...] = ()
    """Stretches on pages that lie on their side (横向页)."""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.tables) + len(self.pictures) + len(self.notes)

    def __bool__(self) -> bool:
        return self.count > 0

    def marks(self) -> tuple[Picture | Note, ...]:
        """Pictures and notes together, by their places."""
        return tuple(sorted((*self.pictures, *self.notes), key=lambda mark: mark.place))

    def within(self, start: int, end: int, text: str) -> "Insets":
        """Those of the stretch from `start` to `end` of `text`, with places that count from its beginning.

        A table that reaches beyond it keeps the rows that are whole in it; what is left of another row is plain text.
        """
        last = end - 1 if end < len(text) and text[end - 1 : end] == "\n" else end  # `end` begins another line
        left = Insets(
            tuple(kept for table in self.tables if (kept := _rows_within(table, start, end))),
            tuple(one for one in self.pictures if start <= one.place <= last),
            tuple(one for one in self.notes if start <= one.place <= last),
            tuple(
                Span(max(span.start, start), min(span.end, end))
                for span in self.lying
                if span.start < end and span.end > start
            ),
        )
        return left.moved(lambda place: place - start)

    def moved(self, move: Callable[[int], int]) -> "Insets":
        """The same in a text in which `move` says where each place is."""
        return Insets(
            tuple(_moved(table, move) for table in self.tables),
            tuple(replace(one, place=move(one.place)) for one in self.pictures),
            tuple(replace(one, place=move(one.place)) for one in self.notes),
            tuple(Span(move(span.start), move(span.end)) for span in self.lying),
        )

    def cleaned(self, text: str, cleaned: CutText) -> "Insets":
        """The same in the clean text of `text`. What stood in a line that was taken out is gone with it."""
        if not cleaned.cuts or not self:
            return self
        gone = _Gone(text, cleaned.cuts)
        left = Insets(
            tuple(kept for table in self.tables if (kept := _less_rows(table, gone))),
            tuple(one for one in self.pictures if not gone.holds(one.place)),
            tuple(one for one in self.notes if not gone.holds(one.place)),
            self.lying,
        )
        return left.moved(cleaned.to_clean)


def clean_insets(insets: Insets, text: str, cleaned: CutText, clean: Callable[[str], str]) -> Insets:
    """`insets` of `text` in its clean text, the words of the notes put through `clean`; one that is left empty is gone.

    Advertisements stand in notes, too.
    """
    moved = insets.cleaned(text, cleaned)
    said = (
        replace(note, paragraphs=tuple(line for line in clean("\n".join(note.paragraphs)).split("\n") if line.strip()))
        for note in moved.notes
    )
    return replace(moved, notes=tuple(note for note in said if note.paragraphs)) if moved.notes else moved


NOTHING = Insets()
"""Nothing beside the words."""


def _rows_within(table: Table, start: int, end: int) -> Table | None:
    if start <= table.start and table.end <= end:
        return table
    rows = tuple(row for row in table.rows if start <= row.start and row.end <= end)
    return _of_rows(table, rows)


def _of_rows(table: Table, rows: tuple[Row, ...]) -> Table | None:
    """`table` with these of its rows, or None without any; its span closes round them."""
    if not rows:
        return None
    if len(rows) == len(table.rows):
        return table
    return replace(table, start=rows[0].start, end=rows[-1].end, rows=merged(rows))


def merged(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with cells that go over just as many rows as belong to them, and none that belongs to nothing."""
    made: list[Row] = []
    open_cells: dict[int, tuple[int, int]] = {}  # column → (row, cell) that goes on below
    counts: dict[tuple[int, int], int] = {}
    for at, row in enumerate(rows):
        column = row.skipped
        below: dict[int, tuple[int, int]] = {}
        cells: list[Cell] = []
        for number, cell in enumerate(row.cells):
            above = open_cells.get(column)
            if cell.rows == 0 and above is not None and made_columns(made, above) == cell.columns:
                counts[above] += 1
                below[column] = above
            else:
                below[column] = (at, number)
                counts[at, number] = 1
                cell = replace(cell, rows=1)
            cells.append(cell)
            column += cell.columns
        open_cells = below
        made.append(replace(row, cells=tuple(cells)))
    return tuple(
        replace(
            row,
            cells=tuple(replace(cell, rows=counts.get((at, number), 0)) for number, cell in enumerate(row.cells)),
        )
        for at, row in enumerate(made)
    )


def made_columns(rows: Sequence[Row], place: tuple[int, int]) -> int:
    """How many columns the cell at (row, number) goes over."""
    return rows[place[0]].cells[place[1]].columns


def _moved(table: Table, move: _Move) -> Table:
    return replace(
        table,
        start=move(table.start),
        end=move(table.end),
        rows=tuple(
            replace(
                row,
                start=move(row.start),
                end=move(row.end),
                cells=tuple(
                    replace(
                        cell,
                        start=move(cell.start),
                        end=move(cell.end),
                        lines=tuple(Span(move(line.start), move(line.end)) for line in cell.lines),
                    )
                    for cell in row.cells
                ),
            )
            for row in table.rows
        ),
    )


class _Gone:
    """What a cleaning took out of a text."""

    def __init__(self, text: str, cuts: Sequence[Span]) -> None:
        self._text, self._cuts = text, cuts
        self._starts = [cut.start for cut in cuts]
        self._ends = [cut.end for cut in cuts]

    def covers(self, start: int, end: int) -> bool:
        """Whether the whole stretch was taken out."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._cuts[at].end

    def holds(self, place: int) -> bool:
        """Whether `place` stands within what was taken out, or on a line of which nothing is left."""
        at = bisect_left(self._ends, place)
        if at < len(self._cuts) and self._cuts[at].start < place < self._cuts[at].end:
            return True
        start = self._text.rfind("\n", 0, place) + 1
        end = self._text.find("\n", place)
        end = len(self._text) if end < 0 else end
        return end > start and self.covers(start, end)


def _less_rows(table: Table, gone: _Gone) -> Table | None:
    """`table` without the rows that were taken out whole."""
    return _of_rows(
        table, tuple(row for row in table.rows if row.end == row.start or not gone.covers(row.start, row.end))
    )
