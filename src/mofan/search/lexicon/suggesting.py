"""What somebody may mean who has typed so much (联想)."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from mofan.search.lexicon.keys import LENGTH, key_of
from mofan.search.lexicon.pinyin import first_letters, initials, sounds_like, spellings
from mofan.search.lexicon.schema import LAST_TIER, part_of, way_of
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
_SELECT = (
    "SELECT t.id, t.text, t.fixed, t.pieces, t.piece FROM {table} s JOIN term t ON t.id=s.term "
    "WHERE s.part=? AND s.key>=? AND s.key<? LIMIT ?"
)


_Row = tuple[int, str, int, int, int | None]
"""id, text, whether it is shipped, pieces, one of the pieces."""


@dataclass(frozen=True, slots=True)
class _LookUp:
    """One way to read what was typed: the beginning of a key, and whether a term found by it must be checked."""

    key: str
    by_letters: bool
    checked: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: tuple[bool, int, int, int, str]
    key: str
    suggestion: Suggestion


def suggest(base: sqlite3.Connection, text: str, limit: int) -> list[Suggestion]:
    """The terms that begin as typed, or of which a word does; see `Lexicon.suggest`."""
    asked = key_of(text.replace("'", ""))[:LONGEST_ASKED]
    if not asked or limit < 1:
        return []
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


def _of_kind(base: sqlite3.Connection, kind: Kind, asked: str, limit: int) -> list[_Candidate]:
    """The terms of one kind; of lower tiers only as many as are wanting."""
    found: dict[int, _Candidate] = {}
    lookups = list(_look_ups(asked))
    left = _CHECKED
    lowest = LAST_TIER if kind in (Kind.THEME, Kind.PHRASE) else 0
    for tier in range(LAST_TIER, lowest - 1, -1):
        for inner in (False, True):
            for one in lookups:
                most = min(left, _CHECKED // 2) if one.checked else _EACH
                rows = list(_rows(base, kind, tier, inner, one, most))
                left -= len(rows) if one.checked else 0
                _weigh(found, rows, kind, inner, asked if one.checked else "")
        if sum(not one.rank[0] for one in found.values()) >= limit:
            break
    return sorted(found.values(), key=lambda one: one.rank)[:limit]


def _rows(base: sqlite3.Connection, kind: Kind, tier: int, inner: bool, one: _LookUp, most: int) -> Iterator[_Row]:
    """The terms of one part whose key begins so: of the settled keys and of the new ones."""
    part = part_of(kind, tier, way_of(inner=inner, by_letters=one.by_letters))
    for table in ("start", "start_new"):
        yield from base.execute(_SELECT.format(table=table), (part, one.key, one.key + _TOP, most))


def _weigh(found: dict[int, _Candidate], rows: list[_Row], kind: Kind, inner: bool, checked: str) -> None:
    for term, text, fixed, pieces, piece in rows:
        if term in found and not (found[term].rank[0] and not inner):
            continue
        key = key_of(text)
        if not checked or _fits(checked, key, inner):
            rank = (inner, int(kind), -max(pieces, fixed * _SHIPPED), len(key), key)
            found[term] = _Candidate(rank, key, Suggestion(text, kind, pieces, piece))


def _fits(asked: str, key: str, inner: bool) -> bool:
    if not inner:
        return sounds_like(asked, key)
    return any(asked[0] in first_letters(key[at]) and sounds_like(asked, key, at) for at in range(1, len(key)))


def _look_ups(asked: str) -> Iterator[_LookUp]:
    """By which keys to look: as typed; letters as initials; letters as syllables; characters first, letters checked."""
    letters = _LETTERS.match(asked)
    yield _LookUp(asked[:LENGTH], False, len(asked) > LENGTH)
    if letters is None:
        han = re.split("[a-z]", asked, maxsplit=1)[0]
        if han != asked:
            yield _LookUp(han[:LENGTH], False, True)
        return
    if letters[0] == asked:
        yield _LookUp(asked[:LENGTH], True, len(asked) > LENGTH)
    else:
        sounds = "".join(one[0] for one in initials(asked[letters.end() :].translate(_NO_LETTERS)))
        yield _LookUp((letters[0] + sounds)[:LENGTH], True, True)
        yield _LookUp(letters[0][:LENGTH], True, True)
    for spelled in spellings(letters[0]) if len(letters[0]) > 2 else ():
        if spelled != letters[0]:
            yield _LookUp(spelled[:LENGTH], True, True)


_NO_LETTERS = {code: None for code in range(ord("a"), ord("z") + 1)}
