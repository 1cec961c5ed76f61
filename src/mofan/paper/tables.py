"""Tables on paper (表格): fixed widths within the 版心, lines, head rows that are repeated, words as large as fit."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil
from typing import Final

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.held import Held, Room
from mofan.paper.paragraph import Grid, GridCell, GridRow, Paragraph
from mofan.paper.runs import runs_of
from mofan.paper.title import width

_MOST_LINES: Final = 6
"""Lines that a cell should take at most, where the words can be made smaller."""
_MOST_LINES_OF_HEAD: Final = 3
_NARROWEST: Final = 2.2
"""Characters of the smallest size that a column holds at least, where nobody said its width."""
_WIDEST: Final = 24
"""Characters beyond which a longer cell does not make its column wider."""
_LONG: Final = 120
"""Characters of a cell that may be cut between two pages."""
_SHORT: Final = 8
"""Characters of a cell that stands in the middle."""


def table(grid: Grid, held: Held, room: Room) -> str:
    """`w:tbl` within `room`."""
    held.tables = True
    return _Writing(grid, held, room).xml()


def fitting_widths(grid: Grid, most: int) -> tuple[int, ...]:
    """The widths of the columns in twips, together no more than `most`: as said, or as the words ask for."""
    said = grid.widths or _asked(grid, most)
    total = sum(said)
    if total <= most:
        return said
    ends = [most * end // total for end in accumulate(said)]
    return tuple(max(1, end - before) for before, end in zip([0, *ends], ends, strict=False))


def _asked(grid: Grid, most: int) -> tuple[int, ...]:
    """Widths where nobody said any: a column is as wide as its longest cell, within bounds, and all fill `most`."""
    asked = [_NARROWEST] * grid.columns
    for row in grid.rows:
        for column, cell in _placed(row):
            if cell.columns == 1:
                longest = max((width(paragraph.text) for paragraph in cell.paragraphs), default=0.0)
                asked[column] = max(asked[column], min(longest, _WIDEST))
    if grid.frames:
        return (most,)
    total = sum(asked)
    ends = [round(most * end / total) for end in accumulate(asked)]
    return tuple(end - before for before, end in zip([0, *ends], ends, strict=False))


def word_size(grid: Grid, widths: Sequence[int]) -> int:
    """The largest of the sizes (half-points) at which no cell takes too many lines; else the smallest."""
    for size in m.TABLE_SIZES[:-1]:
        if all(_lines(cell, column, widths, size) <= _most(row) for row in grid.rows for column, cell in _placed(row)):
            return size
    return m.TABLE_SIZES[-1]


def _most(row: GridRow) -> int:
    return _MOST_LINES_OF_HEAD if row.heads else _MOST_LINES


def _lines(cell: GridCell, column: int, widths: Sequence[int], size: int) -> int:
    characters = max(1.0, (_width(cell, column, widths) - 2 * m.CELL_MARGIN) / (size * 10))
    return sum(ceil(width(paragraph.text) / characters) for paragraph in cell.paragraphs if paragraph.grid is None)


def _width(cell: GridCell, column: int, widths: Sequence[int]) -> int:
    return sum(widths[column : column + cell.columns])


def _placed(row: GridRow) -> Iterator[tuple[int, GridCell]]:
    """The cells of a row with the columns at which they begin."""
    column = row.skipped
    for cell in row.cells:
        yield column, cell
        column += cell.columns


def _usual(cell: GridCell, row: GridRow) -> str:
    """How a cell is aligned of which nobody said it: heads and short cells in the middle, sentences at the left."""
    short = all(width(paragraph.text) <= _SHORT and not paragraph.grid for paragraph in cell.paragraphs)
    return "center" if row.heads or short else "left"


class _Writing:
    """One table as XML."""

    def __init__(self, grid: Grid, held: Held, room: Room) -> None:
        self._grid, self._held, self._room = grid, held, room
        self._widths = fitting_widths(grid, room.width)
        self._size = m.BODY_SIZE if grid.frames else word_size(grid, self._widths)
        self._margin = m.FRAME_MARGIN if grid.frames else m.CELL_MARGIN

    def xml(self) -> str:
        """`w:tbl`."""
        columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in self._widths)
        margin = f'w:w="{self._margin}" w:type="dxa"'
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'{_RULED if self._grid.ruled else _UNRULED}<w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{_ABOVE}<w:left {margin}/>{_BELOW}<w:right {margin}/></w:tblCellMar></w:tblPr>"
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(map(self._row, self._grid.rows))}</w:tbl>"
        )

    def _row(self, row: GridRow) -> str:
        cells = "".join(self._cell(cell, row, _width(cell, column, self._widths)) for column, cell in _placed(row))
        properties = self._row_properties(row)
        return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"

    def _row_properties(self, row: GridRow) -> str:
        before, used = row.skipped, row.skipped + sum(cell.columns for cell in row.cells)
        after = len(self._widths) - used
        whole = all(len(paragraph.text) <= _LONG for cell in row.cells for paragraph in cell.paragraphs)
        return "".join(
            (
                f'<w:gridBefore w:val="{before}"/>' if before else "",
                f'<w:gridAfter w:val="{after}"/>' if after else "",
                f'<w:wBefore w:w="{sum(self._widths[:before])}" w:type="dxa"/>' if before else "",
                f'<w:wAfter w:w="{sum(self._widths[used:])}" w:type="dxa"/>' if after else "",
                "<w:cantSplit/>" if whole else "",
                "<w:tblHeader/>" if row.heads else "",
            )
        )

    def _cell(self, cell: GridCell, row: GridRow, wide: int) -> str:
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else "<w:vMerge/>" if cell.rows == 0 else ""
        middle = "" if self._grid.frames else '<w:vAlign w:val="center"/>'
        room = Room(max(wide - 2 * self._margin, m.CELL_MARGIN), self._room.height)
        content = [
            table(one.grid, self._held, room) if one.grid else self._paragraph(one, cell, row, room)
            for one in cell.paragraphs
        ]
        if not cell.paragraphs or cell.paragraphs[-1].grid:
            content.append(self._paragraph(Paragraph(""), cell, row, room))
        properties = f'<w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}{middle}</w:tcPr>'
        return f"<w:tc>{properties}{''.join(content)}</w:tc>"

    def _paragraph(self, paragraph: Paragraph, cell: GridCell, row: GridRow, room: Room) -> str:
        sized = f'<w:sz w:val="{self._size}"/><w:szCs w:val="{self._size}"/>'
        alignment = cell.alignment or ("both" if self._grid.frames else _usual(cell, row))
        first = m.FIRST_LINE if alignment == "both" and paragraph.text else 0
        properties = f'{_AUTO}{parts.indented(first=first)}<w:jc w:val="{alignment}"/><w:rPr>{sized}</w:rPr>'
        face = m.HEI if row.heads else m.FANG_SONG
        runs = runs_of(paragraph, self._held, room, face=face, extra=sized)
        return parts.paragraph("TableText", runs, properties)


def _rules(mark: str) -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    return f"<w:tblBorders>{''.join(f'<w:{edge} {mark}/>' for edge in edges)}</w:tblBorders>"


_ABOVE: Final = f'<w:top w:w="{m.CELL_MARGIN // 2}" w:type="dxa"/>'
_BELOW: Final = _ABOVE.replace("w:top", "w:bottom")
_RULED: Final = _rules(f'w:val="single" w:sz="{m.TABLE_RULE}" w:space="0" w:color="auto"')
_UNRULED: Final = _rules('w:val="nil"')
_AUTO: Final = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
