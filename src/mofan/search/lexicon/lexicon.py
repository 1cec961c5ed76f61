"""The lexicon of a library (词库): what can be suggested and how headings are built, in one file of its own."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import MappingProxyType

from mofan.search.lexicon import heading_uses
from mofan.search.lexicon.schema import Parts, connect, parts_of, state_of
from mofan.search.lexicon.suggesting import suggest
from mofan.search.lexicon.terms import FoundGroup, PatternUse, PieceTerms, Suggestion, Uses
from mofan.search.lexicon.writing import add_phrases, transaction, write
from mofan.text.outline.heading_patterns import HeadingPattern

BLOCK = 4096
"""Ids that are compared at one time."""
NOTHING: Mapping[str, str] = MappingProxyType({})


class LexiconBroken(Exception):
    """The file is damaged, of another version, or absent. It can always be made anew from the rows."""


class Lexicon:
    """One file, many readers and one writer at a time. An object serves the threads of one process, one by one.

    Every method raises LexiconBroken when the file cannot answer.
    """

    def __init__(self, path: Path, *, to_write: bool = False) -> None:
        """Open `path`; made when it is opened to be written and is not there."""
        self.path = path
        self._alone = RLock()
        self._parts: tuple[tuple[int, int], Parts] | None = None
        with _said():
            self._base = connect(path, to_write=to_write)

    def close(self) -> None:
        with self._alone:
            self._base.close()

    def put(self, pieces: Sequence[PieceTerms], gone: Collection[int] = ()) -> None:
        """Put pieces in, in place of what was known of them, and take `gone` out; all or nothing, twice is as once."""
        with self._alone, _said():
            write(self._base, pieces, gone)

    def add_phrases(self, phrases: Iterable[str]) -> None:
        """Set phrases that are suggested though nobody counts them."""
        with self._alone, _said():
            add_phrases(self._base, phrases)

    def finish(self) -> None:
        """Everything into the one file, so that it can be moved."""
        with self._alone, _said():
            self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def count(self) -> int:
        """How many pieces it knows."""
        with self._alone, _said():
            return int(self._base.execute("SELECT count(*) FROM piece").fetchone()[0])

    def revisions(self, span: range) -> dict[int, int]:
        """Piece → the revision that it knows, of the pieces whose ids lie in `span`."""
        with self._alone, _said():
            rows = "SELECT uid, revision FROM piece WHERE uid>=? AND uid<?"
            return dict(self._base.execute(rows, (span.start, span.stop)).fetchall())

    def sums(self) -> dict[int, tuple[int, int, int]]:
        """Block of `BLOCK` ids → how many pieces, the sum of their revisions, the sum of id times revision."""
        with self._alone, _said():
            rows = self._base.execute(
                "SELECT uid / ?, count(*), sum(revision), sum(uid * revision) FROM piece GROUP BY 1", (BLOCK,)
            )
            return {block: (count, revisions, mixed) for block, count, revisions, mixed in rows}

    def suggest(self, text: str, limit: int = 10) -> list[Suggestion]:
        """What `text` may be the beginning of: of a term or of one of its words, in characters, initials or syllables.

        What begins so as a whole comes first; then themes, set phrases, units, headings, titles; then by use.
        """
        with self._reading() as base:
            return suggest(base, self._parts_now(base), text, limit)

    def uses(
        self, pattern: HeadingPattern, narrowed: Mapping[str, str] = NOTHING, *, limit: int = 20, offset: int = 0
    ) -> Uses:
        """The skeletons that fit, most used first. `narrowed`: genre, unit_kind → the only value that counts."""
        with self._reading() as base:
            return heading_uses.uses(base, pattern, narrowed, limit, offset)

    def groups(
        self, pattern: HeadingPattern, narrowed: Mapping[str, str] = NOTHING, *, limit: int = 20, offset: int = 0
    ) -> list[FoundGroup]:
        """The groups of headings that fit, those of the newest pieces first."""
        with self._reading() as base:
            return heading_uses.groups(base, pattern, narrowed, limit, offset)

    def most_used(self, limit: int = 20) -> list[PatternUse]:
        """The skeletons that most pieces use."""
        with self._reading() as base:
            return heading_uses.most_used(base, limit)

    def _parts_now(self, base: sqlite3.Connection) -> Parts:
        """The parts that hold anything in the state that is being read."""
        state = state_of(base)
        if self._parts is None or self._parts[0] != state:
            self._parts = state, parts_of(base)
        return self._parts[1]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the file for all questions of an answer."""
        with self._alone, _said(), transaction(self._base, "DEFERRED"):
            yield self._base


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise LexiconBroken(str(error)) from error
