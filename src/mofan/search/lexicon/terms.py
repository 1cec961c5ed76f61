"""What the lexicon takes in and gives out (词条、联想、标题句式)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Kind(IntEnum):
    """What a suggestion is, in the order in which they are shown."""

    THEME = 0
    PHRASE = 1
    UNIT = 2
    HEADING = 3
    TITLE = 4


@dataclass(frozen=True, slots=True)
class Group:
    """Parallel headings of one piece (一组排比标题): their skeleton (聚焦…，强化…) and how they are written."""

    skeleton: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PieceTerms:
    """What a piece gives to the lexicon. `facets` holds `genre` and `unit_kind`, by which groups can be narrowed."""

    uid: int
    revision: int
    terms: Mapping[Kind, tuple[str, ...]]
    groups: tuple[Group, ...] = ()
    day: int = 0
    """By which groups are ordered, newest first: 20251120."""
    facets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to search for (联想): how it is written, what it is, how many pieces have it.

    `piece`: one of the pieces that have it, None where that is not known. A set phrase may be one that nobody counted:
    then `count` is 0.
    """

    text: str
    kind: Kind
    count: int
    piece: int | None = None


@dataclass(frozen=True, slots=True)
class PatternUse:
    """A skeleton and how often it is used: in how many pieces, by how many groups of headings."""

    skeleton: str
    pieces: int
    groups: int


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group of parallel headings where it stands."""

    piece: int
    skeleton: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uses:
    """The answer to a pattern: the skeletons, most used first, and how many there are of everything."""

    patterns: tuple[PatternUse, ...]
    pattern_count: int
    pieces: int
    groups: int
