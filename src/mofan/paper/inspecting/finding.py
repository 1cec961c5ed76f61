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


Change = SetProperty | SetCharacters | DrawRule | NumberPages


@dataclass(frozen=True, slots=True)
class Departure:
    """A finding with the changes that correct it; none where only a person can, because words would change."""

    finding: Finding
    changes: tuple[Change, ...] = ()
