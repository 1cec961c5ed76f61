"""From lines with anchors to insets (归位): the offsets are those of the lines joined by line breaks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from mofan.text.read.insets import Cell, Insets, Note, Picture, Row, Table, merged
from mofan.text.read.word.anchors import CellOpen, NoteMet, PictureMet, RowOpen, SectionClose, TableOpen
from mofan.text.read.word.inline import Bit
from mofan.text.span import Span

PictureOf = Callable[[PictureMet, int], Picture | None]
NoteOf = Callable[[NoteMet, int], Note | None]


@dataclass(slots=True)
class _OpenCell:
    said: CellOpen
    start: int
    lines: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _OpenTable:
    said: TableOpen
    start: int
    place: int
    """Where it goes among the tables: before those inside it."""
    rows: list[Row] = field(default_factory=list)
    row: RowOpen = field(default_factory=lambda: RowOpen(False, 0))
    row_start: int = 0
    cells: list[Cell] = field(default_factory=list)
    cell: _OpenCell | None = None


def assembled(
    lines: Sequence[Sequence[Bit]], text: str, *, picture_of: PictureOf, note_of: NoteOf, lying: bool
) -> Insets:
    """The insets of `lines`, which joined are `text`; `lying` says how the pages of the last section lie."""
    making = _Making(text, picture_of, note_of)
    offset = 0
    for line in lines:
        for bit in line:
            if bit.anchor is not None:
                making.meet(bit.anchor, offset)
            offset += len(bit.text)
        offset += 1
    making.end_section(SectionClose(lying), len(text))
    return making.insets()


@dataclass(slots=True)
class _Making:
    text: str
    picture_of: PictureOf
    note_of: NoteOf
    open: list[_OpenTable] = field(default_factory=list)
    tables: list[Table | None] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    lying: list[Span] = field(default_factory=list)
    line_start: int = 0
    section_start: int = 0

    def meet(self, anchor: object, at: int) -> None:
        match anchor:
            case PictureMet():
                if (picture := self.picture_of(anchor, at)) is not None:
                    self.pictures.append(picture)
            case NoteMet():
                if (note := self.note_of(anchor, at)) is not None:
                    self.notes.append(note)
            case SectionClose():
                self.end_section(anchor, at)
            case TableOpen():
                self.open.append(_OpenTable(anchor, at, len(self.tables)))
                self.tables.append(None)
            case _:
                self._bound(anchor, at)

    def _bound(self, anchor: object, at: int) -> None:
        if anchor == "line begins":
            self.line_start = at
            return
        table = self.open[-1] if self.open else None
        if table is None:
            return
        match anchor:
            case RowOpen():
                table.row, table.row_start, table.cells = anchor, at, []
            case CellOpen():
                table.cell = _OpenCell(anchor, at)
            case "line ends":
                assert table.cell is not None
                table.cell.lines += self._lines(at)
            case "cell ends":
                assert table.cell is not None
                said = table.cell.said
                lines = self._shown(table.cell.lines)
                table.cells.append(
                    Cell(table.cell.start, at, lines, said.columns, 0 if said.goes_on else 1, said.alignment)
                )
            case "row ends":
                row = table.row
                table.rows.append(Row(table.row_start, at, tuple(table.cells), row.heads, row.skipped))
            case _:  # "table ends"
                self.open.pop()
                self.tables[table.place] = _closed(table, at)

    def _lines(self, end: int) -> Iterable[Span]:
        """The lines of a paragraph: a line break in it begins another."""
        start = self.line_start
        for line in self.text[start:end].split("\n"):
            yield Span(start, start + len(line))
            start += len(line) + 1

    def _shown(self, lines: Iterable[Span]) -> tuple[Span, ...]:
        """Those lines that hold a character or a picture."""
        places = {picture.place for picture in self.pictures}
        return tuple(line for line in lines if line.of(self.text).strip() or line.start in places)

    def end_section(self, section: SectionClose, at: int) -> None:
        if section.lying and at > self.section_start:
            self.lying.append(Span(self.section_start, at))
        self.section_start = at + 1

    def insets(self) -> Insets:
        tables = tuple(table for table in self.tables if table is not None)
        return Insets(tables, tuple(self.pictures), tuple(self.notes), tuple(self.lying))


def _closed(table: _OpenTable, end: int) -> Table:
    rows = merged(table.rows)
    made = Table(table.start, end, rows, (), table.said.ruled)
    widths = table.said.widths
    return Table(table.start, end, rows, widths if len(widths) == made.columns else (), table.said.ruled)
