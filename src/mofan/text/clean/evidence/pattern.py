"""A named pattern and what it weighs (证据)."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mofan.text.clean.evidence.needs import Words, begins_with, needed
from mofan.text.clean.words import any_of

EvidenceKind = Literal[
    "contact",
    "account",
    "id",
    "call",
    "wish",
    "material",
    "pitch",
    "claim",
    "origin",
    "site",
    "persona",
    "opener",
    "tail",
    "official",
]


@dataclass(frozen=True)
class Evidence:
    """A named pattern (证据) over the skeleton of a line, and what a find of it weighs."""

    name: str
    kind: EvidenceKind
    weight: float
    written: str
    """The pattern as it is written: most texts have no line in which it would be looked for."""
    matches: tuple[str, ...]
    rejects: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, with the characters that it may begin with in front."""
        firsts = begins_with(self.written)
        ahead = f"(?=[{re.escape(''.join(sorted(firsts)))}])" if firsts else ""
        return re.compile(f"{ahead}{self.written}")

    @cached_property
    def needs(self) -> Words | None:
        """Words (字词), one of which stands wherever the pattern matches; None where that is not known."""
        return needed(self.written)


def evidence(
    name: str, kind: EvidenceKind, weight: float, patterns: tuple[str, ...], matches: str, rejects: str
) -> Evidence:
    """`matches` and `rejects`: lines parted by a vertical bar."""
    return Evidence(name, kind, weight, any_of(*patterns), tuple(matches.split("|")), tuple(rejects.split("|")))
