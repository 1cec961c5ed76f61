"""What the library hands over to be found: one entry for each piece (篇)."""

from dataclasses import dataclass

MAX_UID = 2**36 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece as the index sees it. `body` holds everything that must be found exactly, title lines too."""

    uid: int
    """The key of the piece, 0 to `MAX_UID`; putting the same key again replaces the entry."""
    title: str
    headings: str
    """The headings, one a line; they weigh more in ranking than the body."""
    body: str
    genre: str = ""
    unit_kind: str = ""
    level: str = ""
    themes: tuple[str, ...] = ()
    year: int | None = None
    source: str = ""
    category: str = ""
    day: int | None = None
    """The date as the number YYYYMMDD, for sorting; None where it is not known."""

    def __post_init__(self) -> None:
        if not 0 <= self.uid <= MAX_UID:
            raise ValueError(f"uid out of range: {self.uid}")
        if self.day is not None and not 10101 <= self.day <= 99991231:
            raise ValueError(f"day is not a date YYYYMMDD: {self.day}")
