"""The index (检索索引): write entries, search them. A directory that can be rebuilt from the library at any time."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import tantivy

from mofan.search.directory import commits_to_merge, discard, open_or_create
from mofan.search.errors import IndexBroken, engine_calls
from mofan.search.query import Query
from mofan.search.results import Results
from mofan.search.searching import Search
from mofan.search.state import Reader, State
from mofan.search.writing import Pen, Writer, writing

_UID_BATCH = 50_000


class Index:
    """One index directory. Safe to share between threads; other processes may read and write it, too."""

    def __init__(self, path: Path, engine: tantivy.Index, created: bool) -> None:
        self.path = path
        self.created = created
        """Made just now, so that the library knows to fill it."""
        self._engine = engine
        self._reader = Reader(path, engine)

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

    def pen(self, *, wait: float = 10.0, heap_mb: int = 128) -> Pen:
        """For one commit after another; to be closed. See `write`."""
        return Pen(self._engine, wait=wait, heap_mb=heap_mb)

    def commits_to_merge(self) -> int:
        """After how many more commits, of however little, there are fewer segments to look into; 0 where they are few.

        Raises IndexBroken.
        """
        with engine_calls(IndexBroken):
            return commits_to_merge(self.path)

    def search(self, query: Query, *, alone: bool = True) -> Results:
        """What is asked, over one consistent state that holds every commit so far. Raises IndexBroken.

        `alone`: no other search waits for the processor, so two threads may share in this one.
        """
        started = time.perf_counter()
        with engine_calls(IndexBroken):
            return Search(self._reader.state(), query, alone=alone).run(started)

    def count(self) -> int:
        """How many entries there are."""
        with engine_calls(IndexBroken):
            return self._reader.state().searcher.num_docs

    def uids(self) -> Iterator[int]:
        """Every key, ascending, over one consistent state."""
        with engine_calls(IndexBroken):
            state = self._reader.state()
            last = -1
            while batch := _uids_after(state, last):
                yield from batch
                last = batch[-1]

    def clear(self) -> None:
        """Take every entry out."""
        with self.write() as writer:
            writer.clear()


def _uids_after(state: State, last: int) -> list[int]:
    later = tantivy.Query.range_query(state.schema, "uid", tantivy.FieldType.Integer, last, None, include_lower=False)
    found = state.searcher.search(later, limit=_UID_BATCH, count=False, order_by_field="uid", order=tantivy.Order.Asc)
    return [int(uid) for uid, _ in found.hits]
