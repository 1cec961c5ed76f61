"""Plain scan (逐篇扫描): Python's `in` over the folded texts, which stay in memory."""

import platform
from collections.abc import Iterable, Sequence
from typing import ClassVar

from benchmarks.search.peers.face import Document, Engine, Found, View, counted


class Scan(Engine):
    """No index at all: exact by nature, without ranking."""

    view: ClassVar[View] = "folded"

    @classmethod
    def version(cls) -> str:
        return f"Python {platform.python_version()}"

    def build(self, documents: Iterable[Document]) -> None:
        self.rows: list[tuple[str, Document]] = []
        self.add(documents)

    def add(self, documents: Iterable[Document]) -> None:
        for document in documents:
            values = Document(document.uid, "", "", document.year, document.source, document.category)
            self.rows.append((document.body, values))

    def find(self, terms: Sequence[str], limit: int) -> Found:
        uids = [document.uid for body, document in self.rows if all(term in body for term in terms)]
        return Found(len(uids), uids[:limit])

    def rank(self, line: str, top: int) -> None:
        return None

    def count(self, term: str, source: str) -> Found:
        kept = [document for body, document in self.rows if document.source == source and term in body]
        facets = counted((document.year, document.source, document.category) for document in kept)
        return Found(len(kept), [document.uid for document in kept[:10]], facets)
