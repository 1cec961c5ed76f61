"""What must stand in a text before a pattern can match it at all (必备字词).

From the pattern itself: one of a few characters or pairs of characters. Most lines hold none of most patterns' words,
and looking that up is many times as fast as trying the patterns one after another. Where a pattern is tried, a look at
the first character spares most places the trial of all its branches.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import pairwise, product
from typing import Any

_parser: Any = import_module("re._parser")
_MOST = 400
"""Words of one pattern; with more of them it is tried on every line."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_ZERO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
Words = frozenset[str]


def needed(pattern: str) -> Words | None:
    """Characters and pairs of them, one of which stands in whatever `pattern` matches; None where that is not known."""
    return _of_sequence(list(_parser.parse(pattern)))


def begins_with(pattern: str) -> Words | None:
    """The characters, with one of which whatever `pattern` matches begins; None where that is not known."""
    firsts, may_be_empty = _firsts(list(_parser.parse(pattern)))
    return None if may_be_empty else firsts


def _firsts(items: Sequence[Any]) -> tuple[Words | None, bool]:
    """The first characters of a sequence, and whether it may match nothing at all."""
    firsts: Words = frozenset()
    for item in items:
        found, may_be_empty = _firsts_of_item(item)
        if found is None:
            return None, may_be_empty
        firsts |= found
        if not may_be_empty:
            return firsts, False
    return firsts, True


def _firsts_of_item(item: Any) -> tuple[Words | None, bool]:
    kind, value = str(item[0]), item[1]
    if kind in _ZERO_WIDTH:
        return frozenset(), True
    if kind == "BRANCH":
        branches = [_firsts(list(branch)) for branch in value[1]]
        together: Words = frozenset().union(*(firsts for firsts, _ in branches if firsts))
        known = all(firsts is not None for firsts, _ in branches)
        return together if known else None, any(may_be_empty for _, may_be_empty in branches)
    if kind == "SUBPATTERN":
        return _firsts(list(value[3]))
    if kind == "ATOMIC_GROUP":
        return _firsts(list(value))
    if kind in _REPEATS:
        firsts, may_be_empty = _firsts(list(value[2]))
        return firsts, may_be_empty or not value[0]
    return _characters(item), False


def _of_sequence(items: Sequence[Any]) -> Words | None:
    """The rarest need of any item; two characters side by side are rarer than one."""
    singles = [_characters(item) for item in items]
    found = [need for item in items if (need := _of_item(item))]
    for left, right in pairwise(singles):
        if left and right and len(left) * len(right) <= _MOST:
            found.append(frozenset(map("".join, product(left, right))))
    return min(found, key=_commonness, default=None)


def _of_item(item: Any) -> Words | None:
    kind, value = str(item[0]), item[1]
    if kind == "BRANCH":
        return _of_branches(value[1])
    if kind == "SUBPATTERN":
        return _of_sequence(list(value[3]))
    if kind == "ATOMIC_GROUP":
        return _of_sequence(list(value))
    if kind in _REPEATS and value[0]:
        return _of_sequence(list(value[2]))
    return _characters(item)


def _of_branches(branches: Iterable[Any]) -> Words | None:
    needs = [_of_sequence(list(branch)) for branch in branches]
    together: Words = frozenset().union(*(need for need in needs if need))
    return together if all(needs) and len(together) <= _MOST else None


def _characters(item: Any) -> Words | None:
    """The characters that an item is one of; None for anything else."""
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return frozenset({chr(value)})
    if kind != "IN":
        return None
    chars: set[str] = set()
    for part, given in value:
        if str(part) == "LITERAL":
            chars.add(chr(given))
        elif str(part) == "RANGE" and given[1] - given[0] < _MOST:
            chars.update(map(chr, range(given[0], given[1] + 1)))
        else:
            return None
    return frozenset(chars) if len(chars) <= _MOST else None


def _commonness(words: Words) -> int:
    """Lower is rarer: a pair of characters hardly ever stands by chance, a Latin letter or digit often does."""
    return sum(1 if len(word) == 2 else 60 if word.isascii() else 20 for word in words)
