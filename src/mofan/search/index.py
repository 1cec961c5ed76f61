"""The index (检索索引): write entries, search them. A directory that can be rebuilt from the library at any time."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import tantivy

from mofan.search.analysis import fold_term
from mofan.search.correcting import Corrector
from mofan.search.directory import discard, open_or_create
from mofan.search.errors import IndexBroken, engine_calls
from mofan.search.matching import Clause, Terms, all_of, filter_clauses
from mofan.search.query import Query
from mofan.search.results import Hit, Results
from mofan.search.schema import NEWEST, OLDEST
from mofan.search.writing import Writer, writing

_UID_BATCH = 50_000
_TIE_MARGIN = 50
_SCORE_DIGITS = 4
"""Scores that agree to so many decimals are equal: then the newest comes first."""

_MOST_CORRECTED = 4
"""Words of one line that are corrected; a longer line is a sentence, which other words still find."""

_ALL_BUCKETS = 10_000_000


class Index:
    """One index directory. Safe to share between threads; other processes may read and write it, too."""

    def __init__(self, path: Path, engine: tantivy.Index, created: bool) -> None:
        self.path = path
        self.created = created
        """Made just now, so that the library knows to fill it."""
        self._engine = engine

    @classmethod
    def open(cls, path: Path) -> "Index":
        """Open the index in `path`, or make an empty one where the directory is absent or empty.

        Raises SchemaChanged, IndexBroken (rebuild in both cases: `recreate`, then put everything) or NotAnIndex.
        """
        return cls(path, *open_or_create(path))

    @classmethod
    def recreate(cls, path: Path) -> "Index":
        """Throw away what stands in `path`, in whatever state it is, and make an empty index.

        Where the old one still opens, clearing and filling it in one `write` is better: searches go on meanwhile.
        """
        discard(path)
        return cls.open(path)

    def write(self, *, wait: float = 10.0, heap_mb: int = 128) -> AbstractContextManager[Writer]:
        """A writer that commits when its block ends and takes all back if the block raises.

        Waits up to `wait` seconds for another writer of whatever process, then raises IndexBusy. `heap_mb` (15 or more)
        bounds what is held in memory before it goes to disk; more makes filling a large index somewhat faster.
        """
        return writing(self._engine, wait=wait, heap_mb=heap_mb)

    def search(self, query: Query) -> Results:
        """What is asked, over one consistent state that holds every commit so far. Raises IndexBroken."""
        started = time.perf_counter()
        with engine_calls(IndexBroken):
            return _Search(self._engine.schema, self._searcher(), query).run(started)

    def count(self) -> int:
        """How many entries there are."""
        with engine_calls(IndexBroken):
            return self._searcher().num_docs

    def uids(self) -> Iterator[int]:
        """Every key, ascending, over one consistent state."""
        with engine_calls(IndexBroken):
            searcher = self._searcher()
            last = -1
            while batch := _uids_after(self._engine.schema, searcher, last):
                yield from batch
                last = batch[-1]

    def clear(self) -> None:
        """Take every entry out."""
        with self.write() as writer:
            writer.clear()

    def _searcher(self) -> tantivy.Searcher:
        self._engine.reload()
        return self._engine.searcher()


class _Search:
    """One search over one state of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, query: Query) -> None:
        self.schema = schema
        self.searcher = searcher
        self.query = query
        self.words = query.words
        self.terms = Terms(schema, query.words, query.phrases)

    def run(self, started: float) -> Results:
        clauses, total, relaxed = self._choose()
        return Results(
            total=total,
            hits=tuple(self._hits(self._filtered(clauses), total)),
            facets={name: self._count(name, clauses) for name in self.query.facets},
            took_ms=(time.perf_counter() - started) * 1000,
            relaxed=relaxed,
            terms=(self.terms.loose if relaxed else self.words) + self.query.phrases,
            corrected=tuple(pair for pair in zip(self.query.words, self.words, strict=True) if pair[0] != pair[1]),
        )

    def _choose(self) -> tuple[list[Clause], int, bool]:
        """The exact clauses if anything has them, corrected if need be; else those for which one word is enough."""
        relaxed = self.query.any_word and bool(self.terms.loose)
        clauses = self.terms.relaxed() if relaxed else self.terms.exact()
        total = self._total(clauses)
        if not total and not relaxed and self._correct():
            clauses = self.terms.exact()
            total = self._total(clauses)
        if total or relaxed or not self.terms.loose:
            return clauses, total, relaxed
        some = self.terms.relaxed()
        if total := self._total(some):
            return some, total, True
        return clauses, 0, False

    def _correct(self) -> bool:
        """Replace the words that stand nowhere by those that were meant; whether there were any."""
        corrector = Corrector(self.schema, self.searcher)
        asked = {word: fold_term(word) for word in self.query.words[:_MOST_CORRECTED]}
        meant = {word: used for word, folded in asked.items() if (used := corrector.correct(folded)) != folded}
        self.words = tuple(meant.get(word, word) for word in self.query.words)
        self.terms = Terms(self.schema, self.words, self.query.phrases)
        return bool(meant)

    def _filtered(self, clauses: list[Clause], without: str = "") -> tantivy.Query:
        return all_of(clauses + filter_clauses(self.schema, self.query.filters, without=without))

    def _total(self, clauses: list[Clause]) -> int:
        found = self.searcher.search(self._filtered(clauses), limit=1, count=True)
        return int(getattr(found, "count", 0) or 0)

    def _hits(self, wanted: tantivy.Query, total: int) -> Iterator[Hit]:
        if not self.query.limit or self.query.offset >= total:
            return iter(())
        if self.query.order == "relevance" and self.terms.ranked:
            return self._by_relevance(wanted)
        return self._by_day(wanted)

    def _by_day(self, wanted: tantivy.Query) -> Iterator[Hit]:
        oldest = self.query.order == "oldest"
        found = self.searcher.search(
            wanted,
            limit=self.query.limit,
            count=False,
            order_by_field=OLDEST if oldest else NEWEST,
            offset=self.query.offset,
            order=tantivy.Order.Asc if oldest else tantivy.Order.Desc,
        )
        return (Hit(uid, 0.0) for uid in _integers(self.searcher, "uid", [at for _, at in found.hits]))

    def _by_relevance(self, wanted: tantivy.Query) -> Iterator[Hit]:
        """Best first, the newest first among equals: more is fetched until no tie crosses the end of the page."""
        end = self.query.offset + self.query.limit
        fetch = end + _TIE_MARGIN
        found = self.searcher.search(wanted, limit=fetch, count=False).hits
        while len(found) == fetch and _rounded(found[-1][0]) == _rounded(found[end - 1][0]):
            fetch *= 2
            found = self.searcher.search(wanted, limit=fetch, count=False).hits
        places = [at for _, at in found]
        newest = _integers(self.searcher, NEWEST, places)
        uids = _integers(self.searcher, "uid", places)
        ranked = sorted(
            zip((_rounded(score) for score, _ in found), newest, uids, strict=True),
            key=lambda hit: (-hit[0], -hit[1]),
        )
        return (Hit(uid, score) for score, _, uid in ranked[self.query.offset : end])

    def _count(self, name: str, clauses: list[Clause]) -> tuple[tuple[str, int], ...]:
        terms = {"field": name, "size": self.query.facet_size, "segment_size": _ALL_BUCKETS}
        counted = self.searcher.aggregate(self._filtered(clauses, without=name), {name: {"terms": terms}})
        buckets = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in counted[name]["buckets"]]
        return tuple(sorted(buckets, key=lambda bucket: (-bucket[1], bucket[0])))


def _uids_after(schema: tantivy.Schema, searcher: tantivy.Searcher, last: int) -> list[int]:
    later = tantivy.Query.range_query(schema, "uid", tantivy.FieldType.Integer, last, None, include_lower=False)
    found = searcher.search(later, limit=_UID_BATCH, count=False, order_by_field="uid", order=tantivy.Order.Asc)
    return [int(uid) for uid, _ in found.hits]


def _integers(searcher: tantivy.Searcher, field: str, places: list[tantivy.DocAddress]) -> list[int]:
    """The fast values of an integer field that every document has."""
    return [int(value or 0) for value in searcher.fast_field_values(field, places)]


def _rounded(score: float) -> float:
    return round(score, _SCORE_DIGITS)
