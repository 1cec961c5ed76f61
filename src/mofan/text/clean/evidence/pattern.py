"""A named pattern and what it weighs (证据)."""

import re
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """A named pattern (证据) over the skeleton of a line, and what a find of it weighs."""

    name: str
    kind: EvidenceKind
    weight: float
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    needs: Words | None
    """Words (字词), one of which stands wherever the pattern matches; None where that is not known."""


def evidence(
    name: str, kind: EvidenceKind, weight: float, patterns: tuple[str, ...], matches: str, rejects: str
) -> Evidence:
    """`matches` and `rejects`: lines parted by a vertical bar."""
    pattern = re.compile(any_of(*patterns))
    if firsts := begins_with(pattern):
        pattern = re.compile(f"(?=[{re.escape(''.join(sorted(firsts)))}]){pattern.pattern}")
    return Evidence(name, kind, weight, pattern, tuple(matches.split("|")), tuple(rejects.split("|")), needed(pattern))
