"""One state of the index (检索状态): what every commit up to a moment holds. A search reads one state and no other."""

import os
import time
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

import tantivy

from mofan.search.directory import META

T = TypeVar("T")

_MOMENT = 0.5
"""Seconds that a reader waits for an index that is being made anew."""
_MOST_KEPT = 512
"""Counts that are kept for one state; then all are forgotten …"""
_MOST_TERMS = 50_000
"""… and so many documents of terms."""


class State:
    """A state, and what was counted in it: never true of another one, so it is kept and forgotten with it."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.schema = schema
        self.searcher = searcher
        self._kept: dict[Hashable, Any] = {}
        self._documents: dict[tuple[str, str], int] = {}

    def documents_with(self, field: str, term: str) -> int:
        """In how many documents a term of the index stands; those replaced or deleted may still be counted."""
        known = (documents := self._documents).get((field, term))
        if known is None:
            if len(documents) >= _MOST_TERMS:
                self._documents = documents = {}
            known = documents[field, term] = self.searcher.doc_freq(field, term)
        return known

    def count(self, query: tantivy.Query) -> int:
        """How many documents a query matches."""
        return total_of(self.searcher.search(query, limit=1, count=True))

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for every key."""
        if key in (kept := self._kept):
            return cast(T, kept[key])
        if len(kept) >= _MOST_KEPT:
            self._kept = kept = {}
        made = kept[key] = make()
        return made


class _Commit:
    """A commit, known by the file that names it. The file is replaced as a whole and is kept open here: while it is, no
    other file gets its number."""

    def __init__(self, meta: str) -> None:
        self._file = os.open(meta, os.O_RDONLY)
        self._number = _number(os.fstat(self._file))

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            os.close(self._file)

    def is_in(self, meta: str) -> bool:
        """Whether it is the last one, still. Opening and reading the file takes twice as long as this."""
        return _number(os.stat(meta)) == self._number


def _number(file: os.stat_result) -> tuple[int, ...]:
    """What tells a file from another one, and from itself if somebody wrote into it."""
    return file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns


class Reader:
    """Gives the newest state. It is opened anew only after a commit, of whatever process."""

    def __init__(self, path: Path, engine: tantivy.Index) -> None:
        self._meta = str(path / META)
        self._engine = engine
        self._opening = Lock()
        self._seen: tuple[_Commit, State] | None = None

    def state(self) -> State:
        """The state that holds every commit so far. Raises what the engine raises, OSError where the index is gone.

        Where an index is thrown away and made anew, it is gone for a moment.
        """
        until = time.monotonic() + _MOMENT
        while True:
            try:
                return self._newest()
            except FileNotFoundError:
                if time.monotonic() > until:
                    raise
                time.sleep(_MOMENT / 20)

    def _newest(self) -> State:
        seen = self._seen
        return seen[1] if seen and seen[0].is_in(self._meta) else self._open(_Commit(self._meta))

    def _open(self, commit: _Commit) -> State:
        """One thread at a time: else a slower one would put an older state in the place of a newer."""
        with self._opening:
            self._engine.reload()
            state = State(self._engine.schema, self._engine.searcher())
            self._seen = (commit, state)
            return state


def total_of(found: tantivy.SearchResult) -> int:
    """How many documents a search that counted has found."""
    return int(getattr(found, "count", 0) or 0)
