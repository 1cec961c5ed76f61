"""Writing into an index: one writer at a time, all or nothing."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress

import tantivy

from mofan.search.entry import Entry
from mofan.search.errors import IndexBusy, WriteFailed, engine_calls
from mofan.search.schema import documents

_RETRY_SECONDS = 0.05
_THREADS = 2 if (os.cpu_count() or 1) >= 4 else 1
"""Analysis in Python takes one core and as much time as one thread of the engine."""
_TOGETHER, _CHARACTERS = 50, 200_000
"""Entries, or characters of them, that are analysed together: a tenth cheaper than one by one, a few megabytes."""


class Writer:
    """Collects changes; no search sees any of them before the whole is committed."""

    def __init__(self, engine: tantivy.IndexWriter) -> None:
        self._engine = engine

    def put(self, entries: Iterable[Entry]) -> int:
        """Add or replace entries, some at a time as the iterable yields them; how many."""
        count = 0
        for some in _together(entries):
            for entry, filled in zip(some, documents(some), strict=True):
                with engine_calls(WriteFailed):
                    self._engine.delete_documents_by_term("uid", entry.uid)
                    self._engine.add_document(filled)
            count += len(some)
        return count

    def delete(self, uids: Iterable[int]) -> None:
        """Take entries out; a key that is not there is passed over."""
        for uid in uids:
            with engine_calls(WriteFailed):
                self._engine.delete_documents_by_term("uid", uid)

    def clear(self) -> None:
        """Take everything out. Filled anew in the same write, readers see the old entries until the end."""
        with engine_calls(WriteFailed):
            self._engine.delete_documents_by_query(tantivy.Query.all_query())


def _together(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    some: list[Entry] = []
    characters = 0
    for entry in entries:
        some.append(entry)
        characters += len(entry.body)
        if len(some) == _TOGETHER or characters >= _CHARACTERS:
            yield some
            some, characters = [], 0
    if some:
        yield some


class Pen:
    """Writes again and again (连续写入): the engine stays open between one commit and the next, so that segments are
    merged while more is written and nobody waits for it. It is opened with the first write; no other process writes
    until it is closed. One thread at a time."""

    def __init__(self, index: tantivy.Index, *, wait: float, heap_mb: int) -> None:
        self._index = index
        self._wait, self._heap_mb = wait, heap_mb
        self._engine: tantivy.IndexWriter | None = None

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """A writer that commits when its block ends and takes all back if the block raises.

        Raises IndexBusy if another process writes for too long, WriteFailed if the engine cannot write.
        """
        if self._engine is None:
            self._engine = _acquire(self._index, self._wait, self._heap_mb)
        try:
            yield Writer(self._engine)
            with engine_calls(WriteFailed):
                self._engine.commit()
        except BaseException:
            with suppress(ValueError):
                self._engine.rollback()
            raise

    def close(self) -> None:
        """Finish what is being merged and let go of the lock. Raises WriteFailed."""
        if self._engine is not None:
            engine, self._engine = self._engine, None
            with engine_calls(WriteFailed):
                engine.wait_merging_threads()  # this lets go of the lock


@contextmanager
def writing(index: tantivy.Index, *, wait: float, heap_mb: int) -> Iterator[Writer]:
    """A writer that commits at the end and rolls back on any error.

    Raises IndexBusy after `wait` seconds, WriteFailed if the engine cannot write.
    """
    with closing(Pen(index, wait=wait, heap_mb=heap_mb)) as pen, pen.write() as writer:
        yield writer


def _acquire(index: tantivy.Index, wait: float, heap_mb: int) -> tantivy.IndexWriter:
    deadline = time.monotonic() + wait
    while True:
        try:
            return index.writer(heap_mb * 1_000_000, _THREADS)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise WriteFailed(str(error)) from error
        if time.monotonic() >= deadline:
            raise IndexBusy(wait)
        time.sleep(_RETRY_SECONDS)
