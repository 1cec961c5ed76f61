"""What somebody may mean who has typed so much (联想)."""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mofan.search.lexicon.keys import LENGTH, key_of
from mofan.search.lexicon.pinyin import Typed, initials, sounding, spellings
from mofan.search.lexicon.schema import KEY_TABLES, LAST_TIER, Parts, is_by_letters, part_of, way_of
from mofan.search.lexicon.terms import Kind, Suggestion

LONGEST_ASKED = 40
"""Characters of what was typed that are looked at."""
_EACH = 40
"""Terms of one part that are weighed."""
_CHECKED = 120
"""Terms of one kind that are looked through, the most used first, where the key alone does not decide."""
_SHIPPED = 5
"""As many pieces a set phrase that nobody counts is taken for."""
_SHARE = 4
"""Suggestions of one kind that come before those of the next kind have had their turn."""
_LETTERS = re.compile(r"[a-z]+")
_TOP = chr(0x10FFFF)
_ROW = "SELECT t.id, t.text, t.fixed, t.pieces, t.piece FROM"
_SELECTS = tuple(
    f"{_ROW} {table} s JOIN term t ON t.id=s.term WHERE s.part=? AND s.key>=? AND s.key<? LIMIT ?"
    for table in KEY_TABLES
)
_SELECTS_BY_SOUND = tuple(
    f"{_ROW} json_each(?) c CROSS JOIN {table} s JOIN term t ON t.id=s.term "
    "WHERE s.part=? AND s.key>=c.value AND s.key<c.value||? LIMIT ?"
    for table in KEY_TABLES
)
_key_of = lru_cache(20_000)(key_of)

_Row = tuple[int, str, int, int, int | None]
"""id, text, whether it is shipped, pieces, one of the pieces."""
_Rank = tuple[bool, int, int, int, str]
"""The smallest comes first: whether an inner word begins so, kind, use, length, key."""
_Found = tuple[_Rank, str, int, int | None]
"""Rank, text, pieces, one of the pieces."""


@dataclass(frozen=True, slots=True)
class _LookUp:
    """One way to read what was typed: the beginning of a key, and whether a term found by it must be checked."""

    key: str
    by_letters: bool
    checked: bool
    by_sound: bool = False
    """The key is a list of characters (JSON), each of them the beginning of a key."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, and the ways to look it up, each with the parts of the key tables that hold something for it."""

    typed: Typed
    lookups: tuple[tuple[_LookUp, Parts], ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: _Rank
    key: str
    suggestion: Suggestion


def suggest(base: sqlite3.Connection, parts: Parts, text: str, limit: int) -> list[Suggestion]:
    """The terms that begin as typed, or of which a word does; see `Lexicon.suggest`."""
    key = key_of(text.replace("'", ""))[:LONGEST_ASKED]
    if not key or limit < 1:
        return []
    asked = _Asked(Typed(key), tuple((one, _parts_for(base, parts, one)) for one in _look_ups(key)))
    best: dict[str, _Candidate] = {}
    for kind in Kind:
        for candidate in _of_kind(base, kind, asked, limit):
            known = best.get(candidate.key)
            if known is None or candidate.rank < known.rank:
                best[candidate.key] = candidate
    ranked = sorted(best.values(), key=lambda one: one.rank)
    return [one.suggestion for one in _mixed(ranked, limit)]


def _mixed(ranked: list[_Candidate], limit: int) -> list[_Candidate]:
    """The first ones, in their order, but no kind takes all the room while others have something."""
    taken: list[_Candidate] = []
    left: list[_Candidate] = []
    counts = dict.fromkeys(Kind, 0)
    for one in ranked:
        counts[one.suggestion.kind] += 1
        (taken if counts[one.suggestion.kind] <= _SHARE else left).append(one)
    chosen = (taken + left)[:limit]
    return sorted(chosen, key=lambda one: one.rank)


def _of_kind(base: sqlite3.Connection, kind: Kind, asked: _Asked, limit: int) -> list[_Candidate]:
    """The terms of one kind; of inner words and of lower tiers only as many as are wanting."""
    found: dict[int, _Found] = {}
    left = _CHECKED
    lowest = LAST_TIER if kind in (Kind.THEME, Kind.PHRASE) else 0
    for tier in range(LAST_TIER, lowest - 1, -1):
        for inner in (False, True):
            if inner and len(found) >= limit:
                break  # an inner word of a lower tier comes behind all of these
            for one, parts in asked.lookups:
                part = part_of(kind, tier, way_of(inner=inner, by_letters=one.by_letters))
                most = min(left, _CHECKED // 2) if one.checked else _EACH
                rows = _rows(base, parts, part, one, most)
                if one.checked:
                    left = max(0, left - len(rows))
                if rows:
                    _weigh(found, rows, kind, inner, asked.typed if one.checked else None)
            if sum(not rank[0] for rank, *_ in found.values()) >= limit:
                return _best(found, kind, limit)
    return _best(found, kind, limit)


def _best(found: dict[int, _Found], kind: Kind, limit: int) -> list[_Candidate]:
    return [
        _Candidate(rank, rank[-1], Suggestion(text, kind, pieces, piece))
        for rank, text, pieces, piece in sorted(found.values())[:limit]
    ]


def _parts_for(base: sqlite3.Connection, parts: Parts, one: _LookUp) -> Parts:
    """Those of the parts in which a key begins so: most hold none, and asking each by itself takes the longest."""
    if one.by_sound:
        return parts
    selects = (_part_select(table, there, one.by_letters) for table, there in zip(KEY_TABLES, parts, strict=True))
    return tuple(
        frozenset(part for (part,) in base.execute(select, (one.key, one.key + _TOP))) if select else frozenset()
        for select in selects
    )


@lru_cache(64)
def _part_select(table: str, parts: frozenset[int], by_letters: bool) -> str:
    """Nothing where none of the parts is looked up so."""
    values = ",".join(f"({part})" for part in sorted(parts) if is_by_letters(part) == by_letters)
    exists = f"EXISTS (SELECT 1 FROM {table} s WHERE s.part=p.part AND s.key>=? AND s.key<?)"
    return f"WITH p(part) AS (VALUES {values}) SELECT part FROM p WHERE {exists}" if values else ""


def _rows(base: sqlite3.Connection, parts: Parts, part: int, one: _LookUp, most: int) -> list[_Row]:
    """The terms of one part whose key begins so: of the settled keys and of the new ones, at most so many of each."""
    rows: list[_Row] = []
    if most:
        selects = _SELECTS_BY_SOUND if one.by_sound else _SELECTS
        asked = (one.key, part, _TOP, most) if one.by_sound else (part, one.key, one.key + _TOP, most)
        for select, there in zip(selects, parts, strict=True):
            if part in there:
                rows += base.execute(select, asked)
    return rows


def _weigh(found: dict[int, _Found], rows: list[_Row], kind: Kind, inner: bool, typed: Typed | None) -> None:
    for term, text, fixed, pieces, piece in rows:
        if term in found and (inner or not found[term][0][0]):
            continue
        key = _key_of(text)
        if typed is None or (typed.fits_inside(key) if inner else typed.fits(key)):
            rank = (inner, int(kind), -max(pieces, fixed * _SHIPPED), len(key), key)
            found[term] = rank, text, pieces, piece


def _look_ups(asked: str) -> Iterator[_LookUp]:
    """By which keys to look: as typed; letters as initials; a syllable by the characters that sound so; letters as
    several syllables; characters first, letters checked."""
    letters = _LETTERS.match(asked)
    yield _LookUp(asked[:LENGTH], False, len(asked) > LENGTH)
    if letters is None:
        han = re.split("[a-z]", asked, maxsplit=1)[0]
        if han != asked:
            yield _LookUp(han[:LENGTH], False, True)
        return
    if letters[0] == asked:
        yield _LookUp(asked[:LENGTH], True, len(asked) > LENGTH)
        if characters := sounding(asked):
            yield _LookUp(json.dumps(characters), False, checked=False, by_sound=True)
            return
    else:
        sounds = "".join(one[0] for one in initials(asked[letters.end() :].translate(_NO_LETTERS)))
        yield _LookUp((letters[0] + sounds)[:LENGTH], True, True)
        yield _LookUp(letters[0][:LENGTH], True, True)
    for spelled in spellings(letters[0]) if len(letters[0]) > 2 else ():
        if spelled != letters[0]:
            yield _LookUp(spelled[:LENGTH], True, True)


_NO_LETTERS = {code: None for code in range(ord("a"), ord("z") + 1)}
