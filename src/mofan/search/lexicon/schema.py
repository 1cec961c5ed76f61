"""The tables of the lexicon (词库): one SQLite file of its own, made from the rows of the library at any time."""

import sqlite3
from bisect import bisect_right
from pathlib import Path

from mofan.search.lexicon.terms import Kind

VERSION = 1
"""Raise it when the tables, the keys or the skeletons change (those with `library.quick_find.parallel.FOUND_BY`): the
file is then made anew."""

TABLES = """
CREATE TABLE piece (uid INTEGER PRIMARY KEY, revision INTEGER NOT NULL);
CREATE TABLE term (
  id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE, kind INTEGER NOT NULL, text TEXT NOT NULL,
  pieces INTEGER NOT NULL, piece INTEGER, fixed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE used (piece INTEGER NOT NULL, term INTEGER NOT NULL, PRIMARY KEY (piece, term)) WITHOUT ROWID;
CREATE TABLE start (part INTEGER NOT NULL, key TEXT NOT NULL, term INTEGER NOT NULL,
  PRIMARY KEY (part, key, term)) WITHOUT ROWID;
CREATE TABLE start_new (part INTEGER NOT NULL, key TEXT NOT NULL, term INTEGER NOT NULL,
  PRIMARY KEY (part, key, term)) WITHOUT ROWID;
CREATE TABLE pattern (id INTEGER PRIMARY KEY, skeleton TEXT NOT NULL UNIQUE);
CREATE TABLE pattern_part (suffix TEXT NOT NULL, pattern INTEGER NOT NULL,
  PRIMARY KEY (suffix, pattern)) WITHOUT ROWID;
CREATE TABLE parallel (
  piece INTEGER NOT NULL, no INTEGER NOT NULL, pattern INTEGER NOT NULL, size INTEGER NOT NULL, day INTEGER NOT NULL,
  genre TEXT NOT NULL, unit_kind TEXT NOT NULL, headings TEXT NOT NULL, PRIMARY KEY (piece, no)
) WITHOUT ROWID;
CREATE INDEX parallel_of_pattern ON parallel (pattern, size, day, piece, no, genre, unit_kind);
"""
TIERS = (1, 2, 4, 16, 64, 256)
"""From how many pieces on a term stands in a tier: the most used terms of a short prefix are found without a scan."""
LAST_TIER = len(TIERS) - 1


KEY_TABLES = ("start", "start_new")
"""The settled keys and the new ones."""

Parts = tuple[frozenset[int], ...]
"""Of each of the key tables the parts that hold anything: what is not there need not be looked for."""


def parts_of(base: sqlite3.Connection) -> Parts:
    """The parts that there are now."""
    return tuple(frozenset(part for (part,) in base.execute(_PARTS.format(table=table))) for table in KEY_TABLES)


_PARTS = """
WITH RECURSIVE there(part) AS (
  SELECT min(part) FROM {table}
  UNION ALL SELECT (SELECT min(part) FROM {table} WHERE part > there.part) FROM there WHERE part IS NOT NULL
) SELECT part FROM there WHERE part IS NOT NULL
"""
"""From each part to the next: a step each, whatever they hold."""


def state_of(base: sqlite3.Connection) -> tuple[int, int]:
    """What changes with everything that is written: by others, by this connection."""
    return int(base.execute("PRAGMA data_version").fetchone()[0]), base.total_changes


def tier_of(kind: int, pieces: int) -> int:
    """In which tier a term stands; themes and set phrases are few and stand in the highest."""
    if kind in (Kind.THEME, Kind.PHRASE):
        return LAST_TIER
    return bisect_right(TIERS, pieces) - 1


def part_of(kind: int, tier: int, way: int = 0) -> int:
    """The part of the key table in which these keys lie together."""
    return (kind * len(TIERS) + tier) * 4 + way


def way_of(*, inner: bool, by_letters: bool) -> int:
    """The way in which a key is typed, from an inner word on or by letters: 0 to 3."""
    return inner * 2 + by_letters


def is_by_letters(part: int) -> bool:
    """Whether the keys of a part are typed by letters."""
    return bool(part & 1)


def connect(path: Path, *, to_write: bool) -> sqlite3.Connection:
    """The file opened; made with its tables when it is opened to be written and absent.

    Raises sqlite3.DatabaseError for a file that is no lexicon, or absent when it is opened to be read.
    """
    mode = "rwc" if to_write else "ro"
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=30, check_same_thread=False)
    base.isolation_level = None
    try:
        _settle(base, to_write=to_write)
    except sqlite3.Error:
        base.close()
        raise
    return base


def _settle(base: sqlite3.Connection, *, to_write: bool) -> None:
    base.execute("PRAGMA temp_store=MEMORY")
    if to_write:
        base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;")
    found = base.execute("PRAGMA user_version").fetchone()[0]
    if found == VERSION:
        return
    if found or not to_write:
        raise sqlite3.DatabaseError(f"version {found} of the lexicon, {VERSION} wanted")
    base.executescript(f"BEGIN;{TABLES}PRAGMA user_version={VERSION};COMMIT;")
