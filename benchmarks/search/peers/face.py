"""The small face that every engine shows (对照引擎): fill it, ask it, look at what it takes.

Nothing here or in an engine but ours imports the product: an engine may run under another Python.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

View = Literal["raw", "folded", "words"]
"""What an engine is handed: the text as it is, folded by us (width, case, script), or our words joined by spaces."""

FACETS = ("year", "source", "category")


@dataclass(frozen=True, slots=True)
class Document:
    """One document; `title` and `body` are in the view of the engine."""

    uid: int
    title: str
    body: str
    year: str
    source: str
    category: str
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How many documents there are, and the keys of the first of them."""

    total: int
    uids: list[int]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    """Facet → value → how many of the documents found have it."""


class Engine(ABC):
    """One engine in one configuration. `folder` is empty and its own."""

    view: ClassVar[View] = "raw"
    finds: ClassVar[bool] = True
    """It has a search for terms as they are written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def absent(cls) -> str | None:
        """Why the engine cannot run here; None where it can."""
        return None

    @classmethod
    @abstractmethod
    def version(cls) -> str:
        """Name and version of what runs."""

    def prepare(self) -> None:
        """Start what has to run first: a server, a compiler. Not timed."""
        return None

    @abstractmethod
    def build(self, documents: Iterable[Document]) -> None:
        """Put the first documents; after it they are found."""

    @abstractmethod
    def add(self, documents: Iterable[Document]) -> None:
        """Put more documents; after it they are found."""

    @abstractmethod
    def find(self, terms: Sequence[str], limit: int) -> Found | None:
        """The documents that have every term as it is written, `limit` of them by key; None: it has no such search."""

    @abstractmethod
    def rank(self, line: str, top: int) -> list[int] | None:
        """The best documents for a typed line, the best first; None: it has no such search."""

    def count(self, term: str, source: str) -> Found | None:
        """The ten best documents of one source that have the term, all of them counted by each of FACETS."""
        return None

    def size(self) -> int:
        """Bytes of the index on the disk, without the texts themselves where they can be told apart."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def close(self) -> None:
        """End what was started."""
        return None


def counted(rows: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, int]]:
    """Rows of the values of FACETS, counted."""
    counters: tuple[Counter[str], ...] = tuple(Counter() for _ in FACETS)
    for row in rows:
        for counter, value in zip(counters, row, strict=True):
            counter[value] += 1
    return {name: dict(counter) for name, counter in zip(FACETS, counters, strict=True)}


def grams(text: str, length: int) -> list[str]:
    """The different stretches of `length` characters in the parts of a line, in their order; shorter parts whole."""
    parts = text.split()
    return list(dict.fromkeys(part[at : at + length] for part in parts for at in range(max(1, len(part) - length + 1))))
