"""Ours (本库检索): `mofan.search` as the library uses it."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version

from benchmarks.search.peers.face import FACETS, Document, Engine, Found

from mofan.search import Entry, Index, Query, parse_query


class Ours(Engine):
    """The index as it is, with its usual bound of memory."""

    @classmethod
    def version(cls) -> str:
        return f"mofan.search on tantivy {version('tantivy')}"

    def build(self, documents: Iterable[Document]) -> None:
        self.index = Index.open(self.folder / "index")
        self.add(documents)

    def add(self, documents: Iterable[Document]) -> None:
        with self.index.write() as writer:
            writer.put(map(_entry, documents))

    def find(self, terms: Sequence[str], limit: int) -> Found:
        results = self.index.search(Query(phrases=tuple(terms), limit=limit))
        return Found(results.total, [hit.uid for hit in results.hits])

    def rank(self, line: str, top: int) -> list[int]:
        words, phrases = parse_query(line)
        return [hit.uid for hit in self.index.search(Query(words, phrases, limit=top)).hits]

    def count(self, term: str, source: str) -> Found:
        asked = Query(phrases=(term,), filters={"source": (source,)}, facets=FACETS)
        results = self.index.search(asked)
        facets = {name: dict(values) for name, values in results.facets.items()}
        return Found(results.total, [hit.uid for hit in results.hits], facets)


def _entry(document: Document) -> Entry:
    return Entry(
        uid=document.uid,
        title=document.title,
        headings="",
        body=document.body,
        year=int(document.year) if document.year else None,
        source=document.source,
        category=document.category,
        day=document.day,
    )
