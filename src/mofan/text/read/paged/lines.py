"""Lines of a page (行): glyphs that stand side by side, with the spaces that a reader sees and no others."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_WIDE = re.compile(
    r"[\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3040-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_HEIGHT = 0.75
"""What a Latin font's size is of the height of its boxes."""
_HALF, _GAP, _WIDE_GAP = 0.5, 0.15, 0.75
"""Of a glyph's size: heights that differ by more are two lines; a gap between Latin words, and between Han."""


_FEW = 4
"""Gaps of a row that say nothing of what is usual in it."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it stands on the page; points, the origin at the lower left. `left` is where its square begins."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text and its box in points; `size` of its type."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    page: int = 0
    confidence: float | None = None
    """How sure the recognition is of it, 0 to 1; None where the file itself says the characters."""

    @property
    def centre(self) -> float:
        """Half-way between its left and its right end."""
        return (self.left + self.right) / 2


def is_wide(char: str) -> bool:
    """Whether the character takes a whole square: Han, kana, full-width forms, Chinese punctuation."""
    return _WIDE.match(char) is not None


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """The lines in the order in which the page draws them."""
    return [line for row in _rows(glyphs) if (line := _line(row, page)).text]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and not _side_by_side(row[-1], glyph):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _side_by_side(one: Glyph, other: Glyph) -> bool:
    """Whether `other` goes on where `one` ends: at its height, and not back to the left."""
    height = max(one.top - one.bottom, other.top - other.bottom)
    apart = abs((one.top + one.bottom) - (other.top + other.bottom)) / 2
    return apart <= _HALF * height and other.left >= one.left - _HALF * height


def _line(row: list[Glyph], page: int) -> Line:
    size = _size(row)
    seen = [glyph for glyph in row if not glyph.char.isspace()] or row
    return Line(
        _spaced(row, size),
        min(glyph.left for glyph in seen),
        min(glyph.bottom for glyph in seen),
        max(glyph.right for glyph in seen),
        max(glyph.top for glyph in seen),
        size,
        page,
    )


def _size(row: list[Glyph]) -> float:
    """The size of the type: wide characters are as wide as they are high; fonts differ in what else they call high."""
    squares = sorted(glyph.right - glyph.left for glyph in row if is_wide(glyph.char))
    heights = sorted(_HEIGHT * (glyph.top - glyph.bottom) for glyph in row)
    measures = squares or heights
    return measures[len(measures) // 2]


def _spaced(row: list[Glyph], size: float) -> str:
    """The text of a row. A renderer's small gap between Han and Latin is no space, nor is what it spreads over a full
    line; a gap wider than the others is."""
    seen = [glyph for glyph in row if not glyph.char.isspace()]
    spaced = {after.left for before, after in pairwise(row) if before.char.isspace()}
    pitch = _pitch(seen, size)
    out = [glyph.char for glyph in seen[:1]]
    for one, other in pairwise(seen):
        out += _space(one, other, size, pitch, written=other.left in spaced), other.char
    return "".join(out)


def _pitch(seen: list[Glyph], size: float) -> float:
    """From one wide character to the next in this row: the size, and what the renderer spread between them."""
    steps = sorted(other.left - one.left for one, other in pairwise(seen) if is_wide(one.char) and is_wide(other.char))
    return steps[len(steps) // 2] if len(steps) > _FEW else size


def _space(one: Glyph, other: Glyph, size: float, pitch: float, *, written: bool) -> str:
    """What stands between two glyphs; `written`: a space of the text itself does."""
    wide = is_wide(one.char) + is_wide(other.char)
    end = max(one.right, one.left + pitch) if is_wide(one.char) else one.right
    gap = (other.left - end) / size
    if gap >= _WIDE_GAP and wide:
        return "\u3000"
    return " " if wide != 1 and (written or gap >= _GAP) else ""  # Han beside Latin stands apart without a space
