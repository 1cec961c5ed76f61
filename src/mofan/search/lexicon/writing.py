"""Putting pieces into the lexicon and taking them out (增补与剔除): a batch is one transaction, twice is as once."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

from mofan.search.lexicon.keys import key_of, starts_of
from mofan.search.lexicon.schema import part_of, tier_of, way_of
from mofan.search.lexicon.terms import Kind, PieceTerms
from mofan.text.outline.parallel_groups import fixed_parts

T = TypeVar("T")

AT_ONCE = 500
"""Values of one question to the file."""
MERGE_FROM = 100_000
"""Keys: fewer new ones stay apart, so that a small batch touches little of a large file."""
MERGE_SHARE = 2
"""Keys a piece: about a fifth of what there is joins at a time, so that every key is written a few times only."""
_LONGEST_TERM = 60
_LONGEST_HEADING = 30
"""Code points: longer headings are sentences, nobody types them."""
_OPEN_ENDS = frozenset("的，、；")
"""How conditions and entries of lists end, and no term does."""
_LONGEST_SUFFIX = 12

Term = tuple[int, int, str]
"""hash, kind, text."""
_Key = tuple[int, str, int]
"""part, key, term."""
Moves = dict[int, int]
"""Term → by how many pieces more it is used."""


@contextmanager
def transaction(base: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All or nothing."""
    base.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")


def write(base: sqlite3.Connection, pieces: Sequence[PieceTerms], gone: Collection[int]) -> None:
    """Put `pieces` in, in place of what was known of them, and take `gone` out."""
    uids = [piece.uid for piece in pieces]
    wanted = {piece.uid: {term[0]: term for term in _terms_of(piece)} for piece in pieces}
    with transaction(base):
        known = _known(base, {term for terms in wanted.values() for term in terms})
        known |= _add_terms(base, [term for terms in wanted.values() for term in terms.values()], known)
        now = {uid: {known[term] for term in terms} for uid, terms in wanted.items()} | {uid: set() for uid in gone}
        before = _used(base, now)
        moves: Counter[int] = Counter()
        moves.update(term for uid, terms in now.items() for term in terms - before[uid])
        moves.subtract(term for uid, terms in before.items() for term in terms - now[uid])
        base.executemany(
            "DELETE FROM used WHERE piece=? AND term=?",
            [(uid, term) for uid, terms in before.items() for term in sorted(terms - now[uid])],
        )
        base.executemany(
            "INSERT INTO used VALUES (?,?)",
            [(uid, term) for uid, terms in sorted(now.items()) for term in sorted(terms - before[uid])],
        )
        _move(base, moves, {term: uid for uid, terms in now.items() for term in terms}, gone)
        _put_groups(base, pieces, [*uids, *gone])
        base.executemany("DELETE FROM piece WHERE uid=?", [(uid,) for uid in gone])
        base.executemany("INSERT OR REPLACE INTO piece VALUES (?,?)", [(one.uid, one.revision) for one in pieces])
    _merge(base)


def add_phrases(base: sqlite3.Connection, phrases: Iterable[str]) -> None:
    """Set phrases that are suggested though nobody counts them."""
    terms = [_term(Kind.PHRASE, phrase) for phrase in phrases]
    with transaction(base):
        known = _known(base, {term[0] for term in terms})
        known |= _add_terms(base, terms, known)
        base.executemany("UPDATE term SET fixed=1 WHERE id=?", [(known[term[0]],) for term in terms])
        rows = base.execute("SELECT id, kind, text, pieces FROM term WHERE fixed=1 AND pieces=0").fetchall()
        base.executemany("INSERT OR IGNORE INTO start_new VALUES (?,?,?)", list(_keys(rows)))


def _terms_of(piece: PieceTerms) -> Iterator[Term]:
    for kind, texts in piece.terms.items():
        longest = _LONGEST_HEADING if kind == Kind.HEADING else _LONGEST_TERM
        for text in texts:
            if len(text) <= longest and text[-1] not in _OPEN_ENDS and (term := _term(kind, text))[2]:
                yield term


@lru_cache(50_000)
def _term(kind: Kind, text: str) -> Term:
    key = key_of(text)
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8, key=bytes([kind]))
    return int.from_bytes(digest.digest(), "big", signed=True), int(kind), text.strip() if key else ""


def _known(base: sqlite3.Connection, hashes: Collection[int]) -> dict[int, int]:
    """hash → id of the terms that there are."""
    known: dict[int, int] = {}
    for some in _chunks(sorted(hashes)):
        known |= base.execute(f"SELECT hash, id FROM term WHERE hash IN ({_marks(some)})", some).fetchall()
    return known


def _add_terms(base: sqlite3.Connection, terms: Iterable[Term], known: dict[int, int]) -> dict[int, int]:
    new = {term[0]: term for term in terms if term[0] not in known}
    rows = "INSERT INTO term (hash, kind, text, pieces) VALUES (?,?,?,0)"
    base.executemany(rows, new.values())
    return _known(base, new)


def _used(base: sqlite3.Connection, uids: Collection[int]) -> dict[int, set[int]]:
    used: dict[int, set[int]] = {uid: set() for uid in uids}
    for some in _chunks(sorted(uids)):
        for uid, term in base.execute(f"SELECT piece, term FROM used WHERE piece IN ({_marks(some)})", some):
            used[uid].add(term)
    return used


def _move(base: sqlite3.Connection, moves: Moves, seen: dict[int, int], gone: Collection[int]) -> None:
    """Count anew; a term whose tier changes gets its keys there, a term that nobody uses goes."""
    updates: list[tuple[int, int | None, int]] = []
    drops: list[tuple[int]] = []
    keys: list[_Key] = []
    stale: list[_Key] = []
    changed = sorted(term for term, by in moves.items() if by)
    for some in _chunks(changed):
        found = base.execute(
            f"SELECT id, kind, text, pieces, piece, fixed FROM term WHERE id IN ({_marks(some)})", some
        ).fetchall()
        for term, kind, text, pieces, piece, fixed in found:
            now = pieces + moves[term]
            stands = pieces > 0 or fixed
            if stands and (not (now or fixed) or tier_of(kind, pieces) != tier_of(kind, now)):
                stale += _keys([(term, kind, text, pieces)])
            if (now or fixed) and not (stands and tier_of(kind, pieces) == tier_of(kind, now)):
                keys += _keys([(term, kind, text, now)])
            if now or fixed:
                updates.append((now, seen.get(term, None if piece in gone else piece), term))
            else:
                drops.append((term,))
    for table in ("start", "start_new"):
        base.executemany(f"DELETE FROM {table} WHERE part=? AND key=? AND term=?", stale)
    base.executemany("UPDATE term SET pieces=?, piece=? WHERE id=?", updates)
    base.executemany("DELETE FROM term WHERE id=?", drops)
    base.executemany("INSERT OR IGNORE INTO start_new VALUES (?,?,?)", sorted(keys))


def _keys(rows: Iterable[tuple[int, int, str, int]]) -> Iterator[_Key]:
    """The keys of terms (id, kind, text, pieces)."""
    for term, kind, text, pieces in rows:
        first = part_of(kind, tier_of(kind, pieces))
        for way, key in _starts(text, Kind(kind)):
            yield first + way, key, term


@lru_cache(20_000)
def _starts(text: str, kind: Kind) -> tuple[tuple[int, str], ...]:
    starts = starts_of(text, kind)
    return tuple((way_of(inner=inner, by_letters=by_letters), key) for inner, by_letters, key in starts)


def _put_groups(base: sqlite3.Connection, pieces: Sequence[PieceTerms], uids: Sequence[int]) -> None:
    """The parallel headings of the pieces, in place of those known; a skeleton that nobody uses goes."""
    before: set[int] = set()
    for some in _chunks(uids):
        before.update(
            one for (one,) in base.execute(f"SELECT pattern FROM parallel WHERE piece IN ({_marks(some)})", some)
        )
        base.execute(f"DELETE FROM parallel WHERE piece IN ({_marks(some)})", some)
    patterns = _patterns(base, sorted({group.skeleton for piece in pieces for group in piece.groups}))
    base.executemany(
        "INSERT INTO parallel VALUES (?,?,?,?,?,?,?,?)",
        [
            (
                piece.uid,
                no,
                patterns[group.skeleton],
                len(group.headings),
                piece.day,
                piece.facets.get("genre", ""),
                piece.facets.get("unit_kind", ""),
                json.dumps(group.headings, ensure_ascii=False),
            )
            for piece in pieces
            for no, group in enumerate(piece.groups)
        ],
    )
    for pattern in sorted(before):
        if base.execute("SELECT 1 FROM parallel WHERE pattern=? LIMIT 1", (pattern,)).fetchone() is None:
            _drop_pattern(base, pattern)


def _patterns(base: sqlite3.Connection, skeletons: list[str]) -> dict[str, int]:
    """skeleton → id; those that are new come with the words by which they are found."""
    found: dict[str, int] = {}
    for skeleton in skeletons:
        row = base.execute("SELECT id FROM pattern WHERE skeleton=?", (skeleton,)).fetchone()
        if row is None:
            row = (base.execute("INSERT INTO pattern (skeleton) VALUES (?)", (skeleton,)).lastrowid,)
            rows = [(suffix, row[0]) for suffix in suffixes(skeleton)]
            base.executemany("INSERT OR IGNORE INTO pattern_part VALUES (?,?)", rows)
        found[skeleton] = row[0]
    return found


def _drop_pattern(base: sqlite3.Connection, pattern: int) -> None:
    skeleton = base.execute("SELECT skeleton FROM pattern WHERE id=?", (pattern,)).fetchone()[0]
    rows = [(suffix, pattern) for suffix in suffixes(skeleton)]
    base.executemany("DELETE FROM pattern_part WHERE suffix=? AND pattern=?", rows)
    base.execute("DELETE FROM pattern WHERE id=?", (pattern,))


def suffixes(skeleton: str) -> list[str]:
    """Every stretch of fixed words from each of its characters on: so that a word inside of one is found."""
    return [part[at : at + _LONGEST_SUFFIX] for part in fixed_parts(skeleton) for at in range(len(part))]


def _merge(base: sqlite3.Connection) -> None:
    """New keys join the others when they are many: in order, so that the file is walked through once."""
    new = base.execute("SELECT count(*) FROM start_new").fetchone()[0]
    if new < MERGE_FROM or new < MERGE_SHARE * base.execute("SELECT count(*) FROM piece").fetchone()[0]:
        return
    with transaction(base):
        base.execute("INSERT OR IGNORE INTO start SELECT part, key, term FROM start_new ORDER BY part, key, term")
        base.execute("DELETE FROM start_new")


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    left = iter(values)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _marks(some: Collection[object]) -> str:
    return ",".join("?" * len(some))
