"""Insets set aside while the lines of a text are sorted (暂存): each leaves one character in its place.

What sorts lines by their words (`recognise.py`) moves, joins and drops them; the characters that stand in go along, and
at the end everything is put back where they came to stand.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from mofan.paper.laying import takes_lines
from mofan.text.read.insets import Insets, Note, Picture, Table
from mofan.text.span import Span

_FIRST: Final = 0x100000
"""The last private plane, in which no font has characters; those that the text has itself are passed over."""


class Line(str):
    """The words of a line; `held` is the line with what stands in it, lines of pictures alone beside it."""

    __slots__ = ("at", "held", "is_table")
    held: str
    at: int
    is_table: bool

    @classmethod
    def of(cls, words: str, held: str, at: int, *, is_table: bool = False) -> "Line":
        """A line that begins at `at` of the text."""
        line = cls(words)
        line.held, line.at, line.is_table = held, at, is_table
        return line


def held(line: str) -> str:
    """A line with what stands in it."""
    return line.held if isinstance(line, Line) else line


class Shelf:
    """The insets of a text; a table that is `dissolved` stays text, but for those inside it."""

    def __init__(self, text: str, insets: Insets, dissolved: Callable[[Table], bool]) -> None:
        self._text, self._insets = text, insets
        self._own = set(text) if insets else set()
        self._next = _FIRST
        self._lying = self._stand_in() if insets.lying else ""
        self._tables = {self._stand_in(): table for table in _outermost(text, insets, dissolved)}
        inside = [Span(table.start, table.end + 1) for table in self._tables.values()]
        self._marks: dict[str, Picture | Note] = {
            self._stand_in(): mark
            for mark in insets.marks()
            if not any(span.start <= mark.place < span.end for span in inside)
        }
        self.taken: set[str] = set()
        """The characters that were put back."""

    def _stand_in(self) -> str:
        while chr(self._next) in self._own:
            self._next += 1
        self._next += 1
        return chr(self._next - 1)

    def lines(self, space: str) -> list[str]:
        """The lines that hold something, without white space around them. A picture alone goes with the line before
        it, or with the first."""
        found: list[Line] = []
        bare = ""
        for line in self._lines(space):
            if line:
                found.append(Line.of(line, bare + line.held, line.at, is_table=line.is_table))
                bare = ""
            elif found:
                found[-1].held += f"\n{line.held}"
            else:
                bare += f"{line.held}\n"
        return [*found] if found or not bare else [Line.of("", bare.rstrip("\n"), 0)]

    def _lines(self, space: str) -> Iterator[Line]:
        """Every line with words or an inset."""
        starts = {table.start: char for char, table in self._tables.items()}
        marks = sorted(self._marks.items(), key=lambda item: item[1].place)
        start = free = 0
        for words in self._text.splitlines(keepends=True):
            end = start + len(words.splitlines()[0])
            flag = self._lying if any(span.start <= start and end <= span.end for span in self._insets.lying) else ""
            if start in starts:
                yield Line.of(f"{starts[start]}。", flag + starts[start], start, is_table=True)
                free = self._tables[starts[start]].end
            elif start >= free:
                inside = [(char, mark) for char, mark in marks if start <= mark.place <= end]
                marks = marks[len(inside) :]
                line = _with_stand_ins(self._text[start:end], start, inside).strip(space)
                if line:
                    plain = self._text[start:end].strip(space)
                    yield Line.of(plain, flag + line, start)
            start += len(words)

    def put_back(self, text: str) -> tuple[str, Insets]:
        """`text` without characters that stand in, and the insets for which they stood, with places in it."""
        made, length = [], 0
        tables: list[Table] = []
        pictures: list[Picture] = []
        notes: list[Note] = []
        lying: list[Span] = []
        for line in text.split("\n"):
            start = length
            lies = bool(self._lying) and self._lying in line
            for char in line.replace(self._lying, "") if lies else line:
                self.taken.add(char)
                if (table := self._tables.get(char)) is not None:
                    inner = self._insets.within(table.start, table.end, self._text)
                    moved = _shifted(inner, length)
                    tables += moved.tables
                    pictures += moved.pictures
                    notes += moved.notes
                    made.append(self._text[table.start : table.end])
                elif (mark := self._marks.get(char)) is None:
                    made.append(char)
                elif isinstance(mark, Picture):
                    pictures.append(replace(mark, place=length))
                    continue
                else:
                    notes.append(replace(mark, place=length))
                    continue
                length += len(made[-1])
            if lies:
                lying.append(Span(start, length))
            made.append("\n")
            length += 1
        return "".join(made[:-1]), Insets(tuple(tables), tuple(pictures), tuple(notes), _joined(lying))

    def left(self) -> Iterator[Picture | Note]:
        """The pictures and notes that were not put back."""
        return (mark for char, mark in self._marks.items() if char not in self.taken)


def _outermost(text: str, insets: Insets, dissolved: Callable[[Table], bool]) -> Iterator[Table]:
    """The tables that take whole lines and stand in no other."""
    end = -1
    for table in insets.tables:
        if table.start > end and takes_lines(table, text) and not dissolved(table):
            end = table.end
            yield table


def _with_stand_ins(line: str, start: int, inside: list[tuple[str, Picture | Note]]) -> str:
    made, before = [], 0
    for char, mark in inside:
        made += [line[before : mark.place - start], char]
        before = mark.place - start
    return "".join([*made, line[before:]])


def _shifted(insets: Insets, by: int) -> Insets:
    """`insets` in a text with `by` characters before it."""
    return insets.moved(lambda place: place + by)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbouring lines as one stretch."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start == joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
