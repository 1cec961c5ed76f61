"""Runs (连续相同段): stretches that stand in both texts character by character, found from shared shingles."""

from dataclasses import dataclass

import numpy as np

from mofan.text.reuse.fingerprint import SHINGLE, Hashes, gram_hashes
from mofan.text.reuse.view import Integers, View

OCCURRENCES = 8
"""A shingle that stands in the second text oftener is paired only in order, from the front and from the back:
a text of one character repeated stays linear."""
BRIDGED = 64
"""Equal characters between two runs of one diagonal that are looked at, for shingles too common to be paired."""
SLIP = 6
"""Characters in a row that may be replaced, added or dropped within a passage."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of equal length in both texts, in the order of the first text; all in folded characters."""

    a: Integers
    b: Integers
    lengths: Integers
    edits: Integers
    """Characters of the stretch that differ."""


@dataclass(frozen=True, slots=True)
class Side:
    """One text made ready for alignment."""

    view: View
    size: int
    """Characters of a seed."""
    hashes: Hashes
    order: Integers
    """Positions by hash, then by place."""
    ordered: Hashes


def side_of(view: View, size: int = SHINGLE) -> Side:
    """`view` with its seeds of `size` characters sorted."""
    hashes = gram_hashes(view.codes, size)
    order = np.argsort(hashes, kind="stable")
    return Side(view, size, hashes, order, hashes[order])


def runs_of(a: Side, b: Side) -> Runs:
    """Every stretch of at least a seed that both texts hold, replaced characters within it let pass."""
    at_a, at_b = _pairs(a, b)
    width = np.int64(len(a.view) + 1)
    keys = np.unique((at_b - at_a + width) * width + at_a)
    starts = np.flatnonzero(np.diff(keys, prepend=-2) != 1)
    counts = np.diff(np.append(starts, len(keys)))
    diagonals, at_a = np.divmod(keys[starts], width)
    runs = _joined(a.view, b.view, at_a, at_a + diagonals - width, counts + a.size - 1)
    order = np.lexsort((-runs.lengths, runs.a))
    return Runs(runs.a[order], runs.b[order], runs.lengths[order], runs.edits[order])


def _pairs(a: Side, b: Side) -> tuple[Integers, Integers]:
    """Positions of equal seeds in both texts."""
    left, counts = _found(a, b)
    few = np.flatnonzero((counts > 0) & (counts <= OCCURRENCES))
    repeated = np.repeat(few, counts[few])
    within = np.arange(len(repeated)) - np.repeat(np.cumsum(counts[few]) - counts[few], counts[few])
    many = np.flatnonzero(counts > OCCURRENCES)
    firsts = np.searchsorted(a.ordered, a.hashes[many], side="left")
    lasts = np.searchsorted(a.ordered, a.hashes[many], side="right")
    ranks = np.empty(len(a.hashes), dtype=np.int64)
    ranks[a.order] = np.arange(len(a.order))
    most = counts[many] - 1
    from_front = left[many] + np.minimum(ranks[many] - firsts, most)
    from_back = left[many] + most - np.minimum(lasts - 1 - ranks[many], most)
    at_a = np.concatenate([repeated, many, many])
    at_b = b.order[np.concatenate([left[repeated] + within, from_front, from_back])]
    equal = np.ones(len(at_a), dtype=np.bool_)
    for offset in range(a.size):
        equal &= a.view.codes[at_a + offset] == b.view.codes[at_b + offset]
    return at_a[equal], at_b[equal]


def _found(a: Side, b: Side) -> tuple[Integers, Integers]:
    """For every seed of the first text where its equals begin among the sorted seeds of the other, and how many."""
    left, counts = np.empty((2, len(a.hashes)), dtype=np.int64)
    begins, ends = (np.searchsorted(b.ordered, a.ordered, side) for side in ("left", "right"))  # sorted: half the time
    left[a.order], counts[a.order] = begins, ends - begins
    return left, counts


def _joined(a: View, b: View, at_a: Integers, at_b: Integers, lengths: Integers) -> Runs:
    """Neighbours on one diagonal made one, where what lies between is equal or a few characters replaced."""
    if not len(at_a):
        return Runs(at_a, at_b, lengths, lengths)
    ends = at_a + lengths
    gaps = np.maximum(at_a[1:] - ends[:-1], 0)
    near = np.flatnonzero((np.diff(at_b - at_a) == 0) & (gaps <= BRIDGED))
    wrong = np.zeros(len(gaps), dtype=np.int64)
    wrong[near] = _differences(a, b, ends[near], ends[near] + (at_b - at_a)[near], gaps[near])
    join = np.zeros(len(gaps), dtype=np.bool_)
    join[near] = (wrong[near] <= SLIP) & (wrong[near] * 2 <= np.minimum(lengths[:-1] + lengths[1:], BRIDGED)[near])
    join &= (wrong == 0) | (gaps <= 2 * SLIP)
    heads = np.flatnonzero(np.append(True, ~join))
    tails = np.append(heads[1:], len(at_a)) - 1
    edits = np.add.reduceat(np.append(0, np.where(join, wrong, 0)), heads)
    return Runs(at_a[heads], at_b[heads], ends[tails] - at_a[heads], edits)


def _differences(a: View, b: View, at_a: Integers, at_b: Integers, lengths: Integers) -> Integers:
    """How many characters differ in each pair of stretches."""
    ends = np.cumsum(lengths)
    within = np.arange(int(lengths.sum())) - np.repeat(ends - lengths, lengths)
    differs = a.codes[np.repeat(at_a, lengths) + within] != b.codes[np.repeat(at_b, lengths) + within]
    total = np.append(0, np.cumsum(differs))
    return np.asarray(total[ends] - total[ends - lengths], dtype=np.int64)
