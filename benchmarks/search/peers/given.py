"""The documents and questions of a run: the passages of the question sets, then the corpus or a made library."""

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.search.exactness import documents as corpus
from benchmarks.search.exactness import entry_of, questions
from benchmarks.search.peers.face import Document
from benchmarks.search.quality import PASSAGES

_SEED = 20_240_611


class Asked(NamedTuple):
    """A question on a passage."""

    kind: str
    line: str
    target: int


class KnownItem(NamedTuple):
    """A known-item query of which the target is among the documents."""

    kind: str
    line: str
    terms: tuple[str, ...]
    target: int


class Given:
    """`passages` and `known_items` are there when `documents` has been gone through."""

    def __init__(self, data: Path, library: Path | None, most: int | None) -> None:
        self.data = data
        self.library = library
        self.most = most
        self.passages: list[Asked] = []
        self._keys: dict[str, int] = {}

    def documents(self) -> Iterator[Document]:
        """At most `most` documents, the passages first, the others in a random order; keys count from 0."""
        uid = 0
        for kind, found in self._passages():
            self.passages.extend(Asked(kind, one["text"], uid) for one in found["questions"])
            yield Document(uid, found["title"], f"{found['title']}\n{found['text']}", "", "passages", "")
            uid += 1
        others = list(_lines(self.library) if self.library else corpus(self.data))
        random.Random(_SEED).shuffle(others)
        for found in others[: self.most and max(0, self.most - uid)]:
            self._keys[found["id"]] = uid
            entry = entry_of(uid, found)
            year = str(entry.year) if entry.year else ""
            yield Document(uid, entry.title, entry.body, year, entry.source, entry.category, entry.day)
            uid += 1

    def known_items(self) -> Iterator[KnownItem]:
        """The known-item queries; none for a made library."""
        for one in questions(self.data):
            if one["target"] in self._keys:
                kind = "typo" if one["type"] == "typo" else "known item"
                yield KnownItem(kind, one["query"], tuple(one["terms"]), self._keys[one["target"]])

    def _passages(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, kind in PASSAGES.items():
            with gzip.open(self.data / "retrieval" / name, "rt", encoding="utf-8") as lines:
                yield from ((kind, json.loads(line)) for line in lines)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
