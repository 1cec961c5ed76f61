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
    distinct: Hashes
    """Every hash once, ascending …"""
    starts: Integers
    """… where its positions begin in `order` …"""
    counts: Integers
    """… and how many it has."""


def side_of(view: View, size: int = SHINGLE) -> Side:
    """`view` with its seeds of `size` characters sorted."""
    hashes = gram_hashes(view.codes, size)
    order, ordered = _sorted(hashes)
    starts = _firsts(ordered)
    return Side(view, size, hashes, order, ordered[starts], starts, np.diff(starts, append=len(ordered)))


def _sorted(hashes: Hashes) -> tuple[Integers, Hashes]:
    """The places of hashes in ascending order, equal ones by place; and the hashes so.

    What a stable sort gives, in a quarter of the time: numbers are sorted whose lowest bits are the place. Two hashes
    that differ in those bits alone are rare enough to be sorted the long way.
    """
    low = np.uint64((1 << len(hashes).bit_length()) - 1)
    places = np.sort(hashes & ~low | np.arange(len(hashes), dtype=np.uint64)) & low
    order = places.astype(np.int64)
    ordered = hashes[order]
    if (ordered[1:] < ordered[:-1]).any():
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
    return order, ordered


def _firsts(ordered: Hashes | Integers) -> Integers:
    """Where in ascending values each begins that is not the same as the one before."""
    changes = np.empty(len(ordered), dtype=np.bool_)
    changes[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1:])
    return np.flatnonzero(changes)


def shared_of(a: Side, b: Side) -> tuple[Integers, Integers]:
    """The hashes that both have: their numbers in `a.distinct` and in `b.distinct`.

    Two ascending runs are merged by a stable sort in a fraction of the time that looking them up takes.
    """
    both = np.concatenate([a.distinct, b.distinct])
    order = np.argsort(both, kind="stable")
    merged = both[order]
    same = np.flatnonzero(merged[1:] == merged[:-1])
    return order[same], order[same + 1] - len(a.distinct)


def runs_of(a: Side, b: Side) -> Runs:
    """Every stretch of at least a seed that both texts hold, replaced characters within it let pass."""
    at_a, at_b = _pairs(a, b)
    width = np.int64(len(a.view) + 1)
    keys = np.sort((at_b - at_a + width) * width + at_a)
    keys = keys[_firsts(keys)]  # `np.unique` takes thirty times as long
    starts = np.flatnonzero(np.diff(keys, prepend=-2) != 1)
    counts = np.diff(np.append(starts, len(keys)))
    diagonals, at_a = np.divmod(keys[starts], width)
    at_b, lengths = at_a + diagonals - width, counts + a.size - 1
    alike = _differences(a.view, b.view, at_a, at_b, lengths) == 0  # but for seeds that only have one hash
    runs = _joined(a.view, b.view, at_a[alike], at_b[alike], lengths[alike])
    order = np.lexsort((-runs.lengths, runs.a))
    return Runs(runs.a[order], runs.b[order], runs.lengths[order], runs.edits[order])


def _pairs(a: Side, b: Side) -> tuple[Integers, Integers]:
    """Positions of seeds with equal hashes in both texts."""
    in_a, in_b = shared_of(a, b)
    few = b.counts[in_b] <= OCCURRENCES
    at_a, rows = _positions(a, in_a[few], in_b[few])
    times = b.counts[rows]
    within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    paired_a, paired_b = [np.repeat(at_a, times)], [b.order[np.repeat(b.starts[rows], times) + within]]
    for one, other in zip(in_a[~few].tolist(), in_b[~few].tolist(), strict=True):
        places, theirs = (side.order[side.starts[at] :][: side.counts[at]] for side, at in ((a, one), (b, other)))
        rank, most = np.arange(len(places)), len(theirs) - 1
        paired_a += [places, places]
        paired_b += [theirs[np.minimum(rank, most)], theirs[most - np.minimum(rank[::-1], most)]]
    return np.concatenate(paired_a), np.concatenate(paired_b)


def _positions(side: Side, numbers: Integers, rows: Integers) -> tuple[Integers, Integers]:
    """The positions of some hashes, and beside each the row that belongs to its hash."""
    counts = side.counts[numbers]
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return side.order[np.repeat(side.starts[numbers], counts) + within], np.repeat(rows, counts)


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
