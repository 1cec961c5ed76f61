"""Candidates (候选): the few of very many texts that are worth setting side by side with a text."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mofan.text.reuse.fingerprint import Prints
from mofan.text.reuse.segments import Segment
from mofan.text.reuse.view import Integers

ALWAYS = 32
"""Common fingerprints are no way to candidates; but the rarest so many of a text are always looked up, for texts that
are made of phrases alone …"""
LONGEST = 1000
"""… in so many texts at most: no fingerprint costs more, however large the library grows."""
BRIDGE = 4
"""A copy with a tenth of its characters edited keeps half of its fingerprints: places between two that are kept, so
many at most, count as copied too."""
STOCK, LIKE = 0.4, 0.35
"""Of a text with so large a share of common fingerprints, texts of about the same length that have such a share of the
fingerprints looked up are candidates, too."""
SAME_LENGTH = 0.3
MOST = 200
"""Candidates whose fingerprints are looked at, for one text."""
WEIGHTED, ALIKE, ERROR = 0.4, 0.24, 0.7
"""Estimates from which two texts may be near-duplicates, less the error of a sample (`ERROR` over the square root of
its size). Resemblance by longer k-grams is below that by shingles wherever characters were edited."""
AT_ONCE = 2000
"""Texts looked up together."""

_PLACE = np.uint64(21)
_UID = np.uint64(32)
_PLACES = np.uint64(2**21 - 1)
_UIDS = np.uint64(2**32 - 1)


Marks = npt.NDArray[np.bool_]


class Rated(NamedTuple):
    """A candidate, and what the fingerprints alone say of it: estimates, 0 … 1."""

    uid: int
    containment: float
    resemblance: float
    weighted: float
    sample: int
    """Fingerprints of the shorter text."""

    @property
    def may_be_near_duplicate(self) -> bool:
        """Whether an exact comparison may find a near-duplicate."""
        error = ERROR / sqrt(self.sample)
        return self.weighted >= WEIGHTED - error or self.resemblance >= ALIKE - error


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates for one text."""

    rated: tuple[Rated, ...]
    """The likeliest first."""
    phrases: Marks
    """Which of the text's fingerprints weigh nothing, because so many texts have them."""

    def only(self, rated: Iterable[Rated], others: Iterable[int] = ()) -> "Candidates":
        """Some of them, and other texts of which nothing is known."""
        return replace(self, rated=(*rated, *(Rated(uid, 0.0, 0.0, 0.0, 1) for uid in sorted(others))))


@dataclass(frozen=True, slots=True)
class _Batch:
    """The fingerprints of several texts, one after another."""

    lengths: Integers
    """How many each text has."""
    owners: Integers
    """The number of the text that has it."""
    distinct: Prints
    place: Integers
    """Where each one stands in `distinct`."""


def candidates_of(
    texts: Sequence[Prints], shelf: Sequence[Segment], *, least: float, common: int, held: int = 0
) -> list[Candidates]:
    """For every text those that seem to share `least` of the shorter of the two, the likeliest first.

    A fingerprint of `common` texts or more weighs nothing. `held` is 1 if the shelf holds the texts themselves.
    """
    found: list[Candidates] = []
    for start in range(0, len(texts), AT_ONCE):
        found += _some(texts[start : start + AT_ONCE], shelf, least, common, held)
    return found


def _some(texts: Sequence[Prints], shelf: Sequence[Segment], least: float, common: int, held: int) -> list[Candidates]:
    batch = _batch_of(texts)
    ranges = [segment.ranges(batch.distinct) for segment in shelf]
    frequencies = sum((counts for _, counts in ranges), np.zeros(len(batch.distinct), dtype=np.int64))[batch.place]
    others = frequencies - held
    used = _used(batch, others, common)
    bounds = np.cumsum(np.append(0, batch.lengths))
    counted = np.append(0, np.cumsum(used | (others <= 0)))
    places = counted[:-1] - counted[bounds[batch.owners]]
    lookups = np.diff(np.append(0, np.cumsum(used))[bounds])
    numbers = _Numbers(batch.lengths, np.diff(counted[bounds]), lookups, least)
    found: list[list[tuple[float, int, Segment]]] = [[] for _ in texts]
    rows = np.flatnonzero(used)
    for segment, (starts, counts) in zip(shelf, ranges, strict=True):
        for owner, uid, share in _likely(segment, starts, counts, batch, rows, places, numbers):
            found[owner].append((-share, uid, segment))
    candidates = []
    for prints, start, mine in zip(texts, bounds.tolist(), found, strict=False):
        phrases = others[start : start + len(prints)] >= common
        likeliest = heapq.nsmallest(MOST, mine, key=lambda one: one[:2])
        rated = [rate(prints, phrases, uid, segment.prints_of(uid)) for _, uid, segment in likeliest]
        candidates.append(Candidates(tuple(sorted(rated, key=_order)), phrases))
    return candidates


def _order(one: Rated) -> tuple[float, float, int]:
    return -one.containment, -one.resemblance, one.uid


def rate(prints: Prints, phrases: Marks, uid: int, other: Prints) -> Rated:
    """What two texts share by their fingerprints; `phrases` marks those of the first that weigh nothing."""
    order = np.argsort(other)
    ordered = other[order]
    at = np.minimum(np.searchsorted(ordered, prints), len(other) - 1)
    same = ordered[at] == prints
    shared = int(np.count_nonzero(same))
    telling = int(np.count_nonzero(same & ~phrases))
    places = np.flatnonzero(same) if len(prints) <= len(other) else np.sort(order[at[same]])
    sample = min(len(prints), len(other))
    containment = _bridged(places) / sample
    resemblance = shared / (len(prints) + len(other) - shared)
    return Rated(uid, containment, resemblance, containment * telling / max(1, shared), sample)


def _bridged(places: Integers) -> int:
    """How many places count as copied: those given, and what lies between two that are near."""
    gaps = np.diff(places)
    return min(len(places), 1) + int(np.where(gaps > BRIDGE, 1, gaps).sum())


def _batch_of(texts: Sequence[Prints]) -> _Batch:
    lengths = np.array([len(prints) for prints in texts], dtype=np.int64)
    hashes = np.concatenate([*texts, np.zeros(0, dtype=np.uint32)])
    distinct, place = np.unique(hashes, return_inverse=True)
    return _Batch(lengths, np.repeat(np.arange(len(texts)), lengths), distinct, place)


def _used(batch: _Batch, others: Integers, common: int) -> npt.NDArray[np.bool_]:
    """Which fingerprints to look up: the rare ones, and the rarest of every text; not those that nobody else has."""
    order = np.lexsort((np.where(others > 0, others, np.iinfo(np.int64).max), batch.owners))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    rank -= (np.cumsum(batch.lengths) - batch.lengths)[batch.owners]
    return np.asarray((others > 0) & ((others < common) | (rank < ALWAYS)), dtype=np.bool_)


class _Numbers(NamedTuple):
    """What is known of every text that is asked about."""

    lengths: Integers
    """Fingerprints in all."""
    counted: Integers
    """Those looked up, and those that nobody else has."""
    used: Integers
    """Those looked up."""
    least: float


def _likely(
    segment: Segment,
    starts: Integers,
    counts: Integers,
    batch: _Batch,
    rows: Integers,
    places: Integers,
    numbers: _Numbers,
) -> list[tuple[int, int, float]]:
    """(text asked about, text of the segment, share) for all pairs worth a comparison."""
    at = batch.place[rows]
    found = np.minimum(counts[at], LONGEST)
    ends = np.cumsum(found)
    within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - found, found)
    uids = segment.uids_at(np.repeat(starts[at] + counts[at] - found, found) + within)
    row = np.repeat(rows, found)
    if segment.gone:
        alive = segment.kept(uids)
        uids, row = uids[alive], row[alive]
    if not len(row):
        return []
    owners = batch.owners[row].astype(np.uint64)
    keys = np.sort((owners << (_PLACE + _UID)) | (uids.astype(np.uint64) << _PLACE) | places[row].astype(np.uint64))
    pairs, place = keys >> _PLACE, (keys & _PLACES).astype(np.int64)
    first = np.append(True, pairs[1:] != pairs[:-1])
    heads = np.flatnonzero(first)
    gaps = np.diff(place, prepend=0)
    filled = np.add.reduceat(np.where(first | (gaps > BRIDGE), 1, gaps), heads)
    owner = (pairs[heads] >> _UID).astype(np.int64)
    uid = (pairs[heads] & _UIDS).astype(np.int64)
    share = _share(segment.sizes_of(uid), owner, filled, numbers)
    good = np.flatnonzero(share > 0)
    return list(zip(owner[good].tolist(), uid[good].tolist(), share[good].tolist(), strict=True))


def _share(sizes: Integers, owner: Integers, filled: Integers, numbers: _Numbers) -> npt.NDArray[np.float64]:
    """About how much of the shorter text both have; 0 if it is too little."""
    lengths = numbers.lengths[owner]
    shorter = np.minimum(lengths, sizes)
    share = np.minimum(1.0, filled / shorter)
    stocky = numbers.counted[owner] < (1 - STOCK) * lengths
    stocky &= shorter >= SAME_LENGTH * np.maximum(lengths, sizes)
    stock_share = np.where(stocky, filled / np.minimum(numbers.used[owner], shorter), 0.0)
    return np.where(share >= numbers.least, share, np.where(stock_share >= LIKE, stock_share, 0.0))
