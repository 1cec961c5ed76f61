"""On which page a text ends (页数推算): counted on the grid of 22 lines and 28 characters, with what is unsure.

Only a program that shows the paper knows its pages. What is decided here (whether the imprint stands on the page where
the text ends, or on the next even one) is decided only where the least and the most a program could need agree.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import ceil

from mofan.paper import measurements as m
from mofan.paper.title import width

_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])")
"""Where some programs leave a quarter of a character between Chinese and other letters."""
_UNSURE = 0.03
"""How much wider or narrower letters may be."""


class Ending(Enum):
    """Where the imprint goes (版记的位置)."""

    SAME_PAGE = "same page"
    """The text surely ends on an even page, with room."""
    NEXT_PAGE = "next page"
    """The text surely ends on an odd page: the imprint stands on the one after it."""
    AFTER_BLANK = "after a blank page"
    """The text surely ends on an even page without room: an empty page lies between."""
    UNSURE = "unsure"
    """It cannot be told: the next even page, however many that are."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How many lines a text takes at least and at most."""

    least: int
    most: int

    def __add__(self, other: "Extent") -> "Extent":
        return Extent(self.least + other.least, self.most + other.most)


def extent(text: str, *, first: float = m.FIRST_LINE) -> Extent:
    """The lines of a paragraph of 3号 whose first line begins `first` characters in."""
    plain = width(text)
    latin = 2 * (len(text) - plain)
    seams = len(_SEAM.findall(text)) / 4
    least = plain - latin * _UNSURE + first
    line = m.CHARACTERS_A_LINE
    # A line may end early by a character that must not end it, or take one more that hangs over.
    turns = plain / line
    return Extent(_lines(least - turns * 0.3), _lines(plain + latin * 0.15 + seams + first + turns * 0.5))


def _lines(characters: float) -> int:
    return max(1, ceil(characters / m.CHARACTERS_A_LINE))


@dataclass(frozen=True, slots=True)
class Position:
    """Where a text ends: the page (from 1), and how many twips of it are used."""

    page: int
    used: int

    def after(self, height: int, line: int = m.LINE) -> "Position":
        """Where it ends `height` twips later, when it may be cut between lines."""
        page, used = self.page, self.used
        whole = m.TYPE_AREA_HEIGHT // line * line
        if used + height <= m.TYPE_AREA_HEIGHT:
            return Position(page, used + height)
        rest = height - (m.TYPE_AREA_HEIGHT - used) // line * line
        return Position(page + ceil(rest / whole), (rest - 1) % whole + 1)

    def kept(self, height: int, with_it: int) -> "Position":
        """Where it ends `height` twips later, when that must stay on one page with `with_it` twips before it."""
        if self.used + height <= m.TYPE_AREA_HEIGHT:
            return Position(self.page, self.used + height)
        return Position(self.page + 1, 0).after(height + with_it)


def ends_at(start: int, extents: Iterable[Extent], closing: int, kept: int) -> tuple[Position, Position]:
    """Where a text ends at the earliest and at the latest: `start` twips of head, paragraphs, `closing` lines.

    Some programs keep one line of the text on the page of the signature, some the whole last paragraph of `kept` lines
    and the heading above it.
    """
    total = sum(extents, Extent(0, 0))
    first = Position(1, 0).after(start)
    earliest, latest = (first.after(lines * m.LINE) for lines in (total.least, total.most))
    return earliest.kept(closing * m.LINE, m.LINE), latest.kept(closing * m.LINE, (kept + 1) * m.LINE)


def on_new_page(before: Position, extents: Iterable[Extent]) -> tuple[Position, Position]:
    """Where a text that begins on a new page after `before` ends at the earliest and at the latest."""
    total = sum(extents, Extent(0, 0))
    start = Position(before.page + 1, 0)
    return start.after(total.least * m.LINE), start.after(total.most * m.LINE)


def ending(earliest: Position, latest: Position, imprint: int, *, even: bool = True) -> Ending:
    """Where an imprint of `imprint` twips goes after a text that ends between two places; `even`: on an even page."""
    if earliest.page != latest.page:
        return Ending.UNSURE
    if even and latest.page % 2:
        return Ending.NEXT_PAGE
    if latest.used + imprint + m.LINE <= m.TYPE_AREA_HEIGHT:
        return Ending.SAME_PAGE
    if not even:
        return Ending.NEXT_PAGE
    return Ending.UNSURE if earliest.used + imprint + m.LINE <= m.TYPE_AREA_HEIGHT else Ending.AFTER_BLANK
