"""What a check of the layout gives (检查结果): departures from the standard, and what would correct each."""

from dataclasses import dataclass
from typing import Literal

from mofan.text.read.word.markup import Element

Rank = Literal["must", "normally", "habit"]
"""must: a fixed number of the standard; normally: what it says of the ordinary case (一般); habit: practice only."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure (不合规之处), in Chinese words with units."""

    clause: str
    """The clause of GB/T 9704-2012, another standard's name, or 惯例."""
    element: str
    """What of the document: 标题, 正文, 页码, 上边距 …"""
    rank: Rank
    expected: str
    found: str
    where: str
    """The paragraph by its number and first characters, or the part of the page."""


@dataclass(frozen=True, slots=True)
class SetProperty:
    """Set attributes of a property of a paragraph, a section or a part: owner is its w:p, w:sectPr or w:settings."""

    owner: Element
    name: str
    values: tuple[tuple[str, str], ...]
    clear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetCharacters:
    """Set a property of the characters `start` up to `end` of a paragraph, offsets as in `Block.raw`."""

    paragraph: Element
    start: int
    end: int
    name: str
    values: tuple[tuple[str, str], ...]
    clear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawRule:
    """Draw a line over or under a paragraph (段落边框): `side` top or bottom, `size` in eighths of a point."""

    paragraph: Element
    side: str
    colour: str
    size: int
    space: int | None
    """Points between text and line; None leaves it as it is."""


@dataclass(frozen=True, slots=True)
class NumberPages:
    """Give every section the page numbers of the standard; the feet that stood there held nothing but numbers."""


@dataclass(frozen=True, slots=True)
class DrawLetterLine:
    """Draw a double line of a letter (信函双线) at its place, held by this paragraph; `top` in twips on the paper."""

    paragraph: Element
    top: int
    head: bool
    """The first one; else the one at the foot of the page."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """Give a drawn line its colour, its place on the paper or its length (twips); None leaves it as it is."""

    shape: Element
    """w:drawing, or the VML shape."""
    colour: str | None = None
    left: int | None = None
    top: int | None = None
    width: int | None = None
    compound: str | None = None
    """thickThin (thick above) or thinThick: a single line becomes a double one."""


@dataclass(frozen=True, slots=True)
class SetAttributes:
    """Set attributes of an element that stands there: a line of a table, a tab, a width."""

    element: Element
    values: tuple[tuple[str, str], ...]


Change = SetProperty | SetAttributes | SetCharacters | DrawRule | DrawLetterLine | PlaceLine | NumberPages


@dataclass(frozen=True, slots=True)
class Departure:
    """A finding with the changes that correct it; none where only a person can, because words would change."""

    finding: Finding
    changes: tuple[Change, ...] = ()
