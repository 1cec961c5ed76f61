"""What splitting gives: a frame and its pieces, all positions in the text as read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Header:
    """The collection's own heading (合集题): its title line and the count that it declares."""

    start: int
    end: int
    """End of the last line of the frame: the count line where there is one."""
    title: str
    count: int | None
    """The declared number of pieces: 7 in (7篇); None where none is declared."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of a compilation (篇): from its title up to its last line, signature and date included."""

    no: int
    """1, 2, 3 … in reading order, whatever number the text gives it."""
    start: int
    end: int
    title: str
    """The title line without advertisements, a （3） at its end kept, lines of one title joined; may be empty."""
    subtitle: str | None
    """The line under the title that names the unit, its dash included (——临河县水务局经验材料（3）)."""
    unit: str | None
    body_start: int
    """Where the first line after title and subtitle begins; equals `end` where nothing follows."""


@dataclass(frozen=True, slots=True)
class Compilation:
    """A text cut into pieces (汇编). A text that is no compilation has one piece and no header."""

    header: Header | None
    pieces: tuple[Piece, ...]
    warnings: tuple[str, ...]
    """Sentences for the reader in Chinese: fewer pieces than declared, numbers that skip or start again."""
