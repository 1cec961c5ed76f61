"""What an agency knows of itself (单位名录): names that are right as they stand, and whom a text is meant for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mofan.text.proofread.finding import Finding
from mofan.text.proofread.nearness import is_one_off


@dataclass(frozen=True)
class Register:
    """The agency's own names and slogans: never corrected, and what nearly is one of them is reported."""

    units: tuple[str, ...] = ()
    """Full names of units: 临河县水务局."""
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    slogans: tuple[str, ...] = ()
    """Without quotation marks: 五比五看."""
    words: tuple[str, ...] = ()
    """Anything else that is right here, the unit's dictionary: what was refused once."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything that is protected, longest first."""
        every = {*self.units, *self.persons, *self.places, *self.slogans, *self.words} - {""}
        return tuple(sorted(every, key=lambda name: (-len(name), name)))

    def protected(self, text: str) -> list[tuple[int, int]]:
        """Where the register's names stand in `text`, as they are."""
        return [place for name in self.names for place in _places_of(name, text)]


@dataclass(frozen=True, slots=True)
class Own:
    """Whom a text is meant for (本单位): what belongs to another unit or another year is residue."""

    unit: str | None = None
    places: tuple[str, ...] = ()
    """Places that may be named: the agency's own, and those above it."""
    year: int | None = None
    persons: tuple[str, ...] = ()


def find_units(text: str, register: Register) -> Iterator[Finding]:
    """Names that differ in one character from a unit's or a slogan's registered form (名称不一致)."""
    known = set(register.names)
    for name in (*register.units, *register.slogans):
        if len(name) < 5:
            continue
        kind = "unit" if name in register.units else "wording"
        for start, end in _near(name, text):
            quote = text[start:end]
            if not any(quote in other or other in quote for other in known):
                message = f"名录中为“{name}”，请核对。"
                yield Finding(start, end, quote, kind, "error", message, name, "register", 0.85)


def _places_of(name: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + len(name))


def _near(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Stretches one character away from `name`: one half stands as it is, the other has a character changed or lost."""
    middle = len(name) // 2
    head, tail = name[:middle], name[middle:]
    for start, end in _places_of(head, text):
        for length in (len(tail), len(tail) - 1, len(tail) + 1):
            if is_one_off(text[end : end + length], tail) and text[end + length - 1 : end + length] == tail[-1]:
                yield start, end + length
                break
    for start, end in _places_of(tail, text):
        for length in (len(head), len(head) - 1, len(head) + 1):
            if start >= length and is_one_off(text[start - length : start], head) and text[start - length] == head[0]:
                yield start - length, end
                break
