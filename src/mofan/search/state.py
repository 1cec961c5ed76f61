"""One state of the index (检索状态): what every commit up to a moment holds. A search reads one state and no other."""

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


class Reader:
    """Gives the newest state. It is opened anew only after a commit, of whatever process."""

    def __init__(self, path: Path, engine: tantivy.Index) -> None:
        self._meta = path / META
        self._engine = engine
        self._opening = Lock()
        self._seen: tuple[bytes, State] | None = None

    def state(self) -> State:
        """The state that holds every commit so far. Raises what the engine raises, OSError where the index is gone."""
        meta = self._commit()
        seen = self._seen
        return seen[1] if seen and seen[0] == meta else self._open(meta)

    def _commit(self) -> bytes:
        """What names the last commit; it is replaced as a whole. Where an index is thrown away and made anew, there is
        none for a moment."""
        until = time.monotonic() + _MOMENT
        while True:
            try:
                return self._meta.read_bytes()
            except FileNotFoundError:
                if time.monotonic() > until:
                    raise
                time.sleep(_MOMENT / 20)

    def _open(self, meta: bytes) -> State:
        """One thread at a time: else a slower one would put an older state in the place of a newer."""
        with self._opening:
            self._engine.reload()
            state = State(self._engine.schema, self._engine.searcher())
            self._seen = (meta, state)
            return state


def total_of(found: tantivy.SearchResult) -> int:
    """How many documents a search that counted has found."""
    return int(getattr(found, "count", 0) or 0)
