"""A text and what stands beside it, as paragraphs (排入): each table, picture and note in its place."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from mofan.paper import measurements as m
from mofan.paper.paragraph import Grid, GridCell, GridRow, HeadingLike, Paragraph
from mofan.text.read.insets import NOTHING, Cell, Insets, Note, Picture, Table
from mofan.text.span import Span

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_END_MARKS: Final = tuple("。；：！？.;:!?")
"""What ends a heading at the start of a paragraph and stands in its face; the outline leaves it out."""
SPACE: Final = " \t\r\n\u00a0\u3000\u2002\u2003"
_LONGEST_FRAME: Final = 600
"""Characters: a frame of more is a page that was laid out in a table."""
_MOST_CAPTIONS: Final = 3
_LONGEST_CAPTION: Final = 40
_NOT_A_CAPTION: Final = tuple("。；：！？.;:!?，,、")
_UNDER: Final = re.compile(r"(?:注|备注|说明|附注|数据来源|来源|填表|制表|审核|联系)[^。]{0,6}[：:].{1,120}")
"""A line that belongs to the table above it: 注：入户数含集镇。"""


def laid_in(body: str, headings: Iterable[HeadingLike], insets: Insets = NOTHING) -> list[Paragraph]:
    """The paragraphs of `body`; offsets of `headings` and `insets` count in it. No mark is lost, and no character."""
    found = list(_Laying(body, sorted(headings, key=lambda one: one.start), insets).paragraphs())
    return _turned(found, insets.lying)


def without(paragraphs: Sequence[Paragraph], taken: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs` less the last ones, which were `taken` for the signature; pictures among those stay behind the
    rest, notes at its end."""
    if not taken:
        return tuple(paragraphs)
    first = next(at for at, one in enumerate(paragraphs) if one is taken[0])
    kept, left = list(paragraphs[:first]), [mark for one in paragraphs[first:] for mark in one.marks]
    pictures = tuple(replace(one, place=0) for one in left if isinstance(one, Picture))
    notes = tuple(one for one in left if isinstance(one, Note))
    if notes and kept:
        last = kept[-1]
        kept[-1] = replace(last, marks=(*last.marks, *(replace(one, place=len(last.text)) for one in notes)))
    return (*kept, *((Paragraph("", marks=pictures),) if pictures else ()))


class _Laying:
    """One way through a text from its first line to its last."""

    def __init__(self, body: str, headings: Sequence[HeadingLike], insets: Insets) -> None:
        self._body, self._headings, self._insets = body, headings, insets
        self._marks = list(insets.marks())
        self._places = [mark.place for mark in self._marks]
        self._tables = [table for table in insets.tables if not _dissolves(table)]

    def paragraphs(self) -> Iterator[tuple[Paragraph, Span]]:
        """The paragraphs, each with its stretch of the text."""
        grids = self._grids()
        place = start = free = 0
        for line in _LINE.findall(self._body):
            end = start + len(line)
            while place < len(self._headings) and self._headings[place].start < start:
                place += 1
            if start >= free:
                if (table := grids.get(start)) is not None:
                    yield from self._grid_with_words(table)
                    free = max(table.end, start + 1)
                else:
                    found = place < len(self._headings) and self._headings[place].start < end
                    yield from self._of_line(line, start, self._headings[place] if found else None)
            start = end
        if left := self._take(0, max(len(self._body), self._places[-1] if self._places else 0)):
            yield Paragraph("", marks=tuple(replace(mark, place=0) for mark in left)), Span(start, start)

    def _grids(self) -> dict[int, Table]:
        """Where each table that takes whole lines begins; those in cells of others are left to them."""
        found: dict[int, Table] = {}
        end = -1
        for table in self._tables:
            if table.start > end and takes_lines(table, self._body):
                found[table.start] = table
                end = table.end
        return found

    def _of_line(self, line: str, start: int, heading: HeadingLike | None) -> Iterator[tuple[Paragraph, Span]]:
        end = start + len(line.rstrip("\n"))
        marks = self._take(start, end)
        if line.strip(SPACE) or marks:
            yield self._marked(_paragraph(line, start, heading), line, start, marks), Span(start, end)

    def _take(self, start: int, end: int) -> tuple[Picture | Note, ...]:
        """The marks from `start` to `end` that no paragraph has yet."""
        if not self._places:
            return ()
        first = bisect_left(self._places, start)
        last = first
        while last < len(self._places) and self._places[last] <= end:
            last += 1
        taken = tuple(self._marks[first:last])
        del self._marks[first:last], self._places[first:last]
        return taken

    def _marked(self, paragraph: Paragraph, line: str, start: int, marks: Sequence[Picture | Note]) -> Paragraph:
        """`paragraph` of a `line` that begins at `start`, with its marks."""
        if not marks:
            return paragraph
        begin, length = start + len(line) - len(line.lstrip(SPACE)), len(paragraph.text)
        placed = (replace(mark, place=min(max(mark.place - begin, 0), length)) for mark in marks)
        return replace(paragraph, marks=tuple(placed))

    def _grid_with_words(self, table: Table) -> Iterator[tuple[Paragraph, Span]]:
        words = self._body[table.start : table.end]
        yield Paragraph(words, grid=self._grid(table)), Span(table.start, table.end)

    def _grid(self, table: Table) -> Grid:
        later = self._tables[next(at for at, one in enumerate(self._tables) if one is table) + 1 :]
        rows = tuple(
            GridRow(tuple(self._cell(cell, later) for cell in row.cells), row.heads, row.skipped) for row in table.rows
        )
        return Grid(rows, table.widths, table.ruled)

    def _cell(self, cell: Cell, later: Sequence[Table]) -> GridCell:
        """The cell with its lines and the tables in it; those inside of it come `later` than its own table."""
        inner: list[Table] = []
        for one in later:
            if cell.start <= one.start and one.end <= cell.end and not any(one.inside(other) for other in inner):
                inner.append(one)
        blocks: list[Span | Table] = [*cell.lines, *inner]
        blocks.sort(key=lambda block: (block.start, isinstance(block, Table)))
        paragraphs = [
            Paragraph(self._body[block.start : block.end], grid=self._grid(block))
            if isinstance(block, Table)
            else self._line_of_cell(block)
            for block in blocks
        ]
        if left := self._take(cell.start, cell.end):
            paragraphs.append(Paragraph("", marks=tuple(replace(mark, place=0) for mark in left)))
        kept = tuple(one for one in paragraphs if one.text.strip() or one.marks or one.grid)
        return GridCell(kept, cell.columns, cell.rows, cell.alignment)

    def _line_of_cell(self, span: Span) -> Paragraph:
        line = span.of(self._body)
        return self._marked(Paragraph(line.strip(SPACE)), line, span.start, self._take(span.start, span.end))


def _turned(found: list[tuple[Paragraph, Span]], lying: Sequence[Span]) -> list[Paragraph]:
    """The paragraphs, those that need a sheet on its side marked: what lay so in the file and has a table or a picture,
    and tables that are too wide, with the lines above and below that belong to them."""
    paragraphs = [paragraph for paragraph, _ in found]
    turned = [False] * len(found)
    for stretch in lying:
        inside = [at for at, (_, span) in enumerate(found) if stretch.start <= span.start and span.end <= stretch.end]
        if any(paragraphs[at].grid or _pictured(paragraphs[at]) for at in inside):
            for at in inside:
                turned[at] = True
    for at, paragraph in enumerate(paragraphs):
        if paragraph.grid and not turned[at] and is_wide(paragraph.grid):
            for one in _with_captions(paragraphs, at):
                turned[one] = True
    if not any(turned):
        return paragraphs
    return [replace(one, lying=True) if lies else one for one, lies in zip(paragraphs, turned, strict=True)]


def _pictured(paragraph: Paragraph) -> bool:
    return any(isinstance(mark, Picture) for mark in paragraph.marks)


def is_wide(grid: Grid) -> bool:
    """Whether a table is too wide for a sheet that stands."""
    return sum(grid.widths) > m.WIDEST_STANDING if grid.widths else grid.columns > m.MOST_STANDING


def _with_captions(paragraphs: Sequence[Paragraph], at: int) -> range:
    """The table at `at` with the lines that name it and those that explain it."""
    first, last = at, at + 1
    while first > max(0, at - _MOST_CAPTIONS) and _names(paragraphs[first - 1]):
        first -= 1
    while last < len(paragraphs) and _UNDER.fullmatch(paragraphs[last].text):
        last += 1
    return range(first, last)


def _names(paragraph: Paragraph) -> bool:
    text = paragraph.text
    plain = not paragraph.level and paragraph.grid is None
    return plain and 0 < len(text) <= _LONGEST_CAPTION and not text.endswith(_NOT_A_CAPTION)


def takes_lines(table: Table, text: str) -> bool:
    """Whether `table` begins and ends with lines of `text`."""
    return text[table.start - 1 : table.start] in ("", "\n") and text[table.end : table.end + 1] in ("", "\n")


def _dissolves(table: Table) -> bool:
    """Whether it only holds a page together: a frame without lines, or one round a whole text."""
    return table.frames and (not table.ruled or table.end - table.start > _LONGEST_FRAME)


def _paragraph(line: str, start: int, heading: HeadingLike | None) -> Paragraph:
    """The paragraph of `line`, which begins at `start`; `heading` is the first that begins in it."""
    text = line.strip(SPACE)
    indent = len(line) - len(line.lstrip(SPACE))
    if heading is None or heading.start > start + indent:
        return Paragraph(text)
    level = min(max(heading.level, 1), 4)
    heading_end = heading.end - start - indent
    if text[heading_end : heading_end + 1] in _END_MARKS:
        heading_end += 1
    if heading.form != "lead" or heading_end >= len(text):
        return Paragraph(text, level, "line", len(text))
    return Paragraph(text, level, "lead", heading_end) if heading_end > 0 else Paragraph(text)
