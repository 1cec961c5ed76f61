"""Candidates (候选): the few of very many texts that are worth setting side by side with a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mofan.text.reuse.fingerprint import Prints
from mofan.text.reuse.segments import Segment
from mofan.text.reuse.view import Integers

BLOCK = 16
"""Fingerprints in a row, about a paragraph: some of each block are looked up, so that every part of a text leads to
those that hold it …"""
EACH = 2
"""… so many of each, the rarest and, where a close version has all those, the median one …"""
AT_LEAST = 24
"""… but so many of every text, all of a short one."""
LONGEST = 1000
"""Texts of one fingerprint that are looked at, the newest: none costs more, however large the library grows."""
SURVIVE = 0.45
"""Share of its fingerprints that a copy keeps of which a tenth of the characters was edited: 0.9 to the seventh."""
BRIDGE = 6
"""So places between two that are kept, so many at most, count as copied too."""
LONG = 24
"""Fingerprints of a stretch that is longer than a paragraph: each of its parts may be common and the whole be rare."""
MOST = 8
"""Candidates whose fingerprints are all looked at, for one of many texts."""
COPIED, WHOLE, ALIKE, ERROR = 0.4, 0.8, 0.24, 0.7
"""Estimates from which two texts may be near-duplicates, less the error of a sample (`ERROR` over the square root of
its size). Resemblance by longer k-grams is below that by shingles wherever characters were edited."""
AT_ONCE = 2000
"""Texts looked up together."""

_UID = np.uint64(32)
_UIDS = np.uint64(2**32 - 1)


Marks = npt.NDArray[np.bool_]
Weights = npt.NDArray[np.float64]

_NO = np.zeros(0, dtype=np.int64)
_NOTHING = (_NO, _NO, np.zeros(0), _NO)


class Rated(NamedTuple):
    """A candidate, and what the fingerprints alone say of it: estimates, 0 … 1."""

    uid: int
    containment: float
    weighted: float
    """Containment without the stretches that many texts hold."""
    resemblance: float
    sample: int
    """Fingerprints of the shorter text."""

    @property
    def may_be_near_duplicate(self) -> bool:
        """Whether an exact comparison may find a near-duplicate."""
        error = ERROR / sqrt(self.sample)
        return self.weighted >= COPIED - error or self.containment >= WHOLE - error or self.resemblance >= ALIKE - error


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates for one text."""

    rated: tuple[Rated, ...]
    """The likeliest first."""
    frequencies: Integers
    """How many other texts have each of the text's fingerprints."""

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
    within: Integers
    """Its place among those of its text."""
    distinct: Prints
    place: Integers
    """Where each one stands in `distinct`."""


def candidates_of(
    texts: Sequence[Prints], shelf: Sequence[Segment], *, least: float, common: int, held: int = 0, most: int = MOST
) -> list[Candidates]:
    """For every text those that seem to share `least` of the shorter of the two, the likeliest first.

    A fingerprint of `common` texts or more may belong to a phrase. `held` is 1 if the shelf holds the texts themselves.
    Of each the fingerprints of the `most` likeliest are looked at.
    """
    found: list[Candidates] = []
    for start in range(0, len(texts), AT_ONCE):
        found += _some(texts[start : start + AT_ONCE], shelf, least, common, held, most)
    return found


def _some(
    texts: Sequence[Prints], shelf: Sequence[Segment], least: float, common: int, held: int, most: int
) -> list[Candidates]:
    batch = _batch_of(texts)
    ranges = [segment.ranges(batch.distinct) for segment in shelf]
    others = sum((counts for _, counts in ranges), np.zeros(len(batch.distinct), dtype=np.int64))[batch.place] - held
    rows, weights = _looked_up(batch, others)
    pairs = [
        _likely(number, segment, ranges[number], batch, rows, weights, least) for number, segment in enumerate(shelf)
    ]
    owner, uid, share, on = (np.concatenate(column) for column in zip(*pairs, strict=True)) if pairs else _NOTHING
    order = np.lexsort((uid, -share, owner))
    bounds = np.searchsorted(owner[order], np.arange(len(texts) + 1))
    starts = np.cumsum(batch.lengths) - batch.lengths
    candidates = []
    for number, prints in enumerate(texts):
        best = order[bounds[number] : min(bounds[number + 1], bounds[number] + most)]
        frequencies = others[starts[number] : starts[number] + len(prints)]
        likeliest = [
            (one, shelf[at].prints_of(one)) for one, at in zip(uid[best].tolist(), on[best].tolist(), strict=True)
        ]
        rated = _rated(prints, frequencies, likeliest, shelf, common) if likeliest else []
        candidates.append(Candidates(tuple(sorted(rated, key=_order)), frequencies))
    return candidates


def _order(one: Rated) -> tuple[float, float, int]:
    return -one.containment, -one.resemblance, one.uid


def _rated(
    prints: Prints,
    frequencies: Integers,
    others: Sequence[tuple[int, Prints]],
    shelf: Sequence[Segment],
    common: int,
) -> list[Rated]:
    """What a text shares with each of some others by their fingerprints."""
    order = np.argsort(prints)
    sizes = np.array([len(other) for _, other in others])
    together = np.concatenate([other for _, other in others])
    at = np.minimum(np.searchsorted(prints, together, sorter=order), len(prints) - 1)
    here = order[at]
    same = np.flatnonzero(prints[here] == together)
    pair = np.repeat(np.arange(len(others)), sizes)[same]
    here = here[same]
    place = np.where(sizes[pair] < len(prints), same - (np.cumsum(sizes) - sizes)[pair], here)
    inner = np.lexsort((place, pair))
    pair, place, here = pair[inner], place[inner], here[inner]
    gaps = np.diff(place, prepend=0)
    first = np.diff(pair, prepend=-1) != 0
    heads = np.flatnonzero(first | (gaps > BRIDGE))
    filled = np.add.reduceat(np.where(first | (gaps > BRIDGE), 1, gaps), heads)
    weighs = np.minimum.reduceat(frequencies[here], heads) < common
    ends = np.append(heads[1:], len(here))
    shorter = np.minimum(sizes, len(prints))
    copied = np.bincount(pair[heads], filled, len(others)) / shorter
    weighted = np.bincount(pair[heads], filled * weighs, len(others)) / shorter
    least = COPIED - ERROR / np.sqrt(shorter)
    undecided = ((copied >= least) & (weighted < least))[pair[heads]]
    for run in np.flatnonzero(undecided & ~weighs & (filled >= LONG)).tolist():
        stretch = here[heads[run] : ends[run]]
        weighs[run] = held_by(shelf, prints[stretch], frequencies[stretch]) < common
    weighted = np.bincount(pair[heads], filled * weighs, len(others)) / shorter
    shared = np.bincount(pair, minlength=len(others))
    columns = (copied, weighted, shared / (len(prints) + sizes - shared), shorter)
    return [
        Rated(uid, *row)
        for (uid, _), row in zip(others, zip(*(one.tolist() for one in columns), strict=True), strict=True)
    ]


def held_by(shelf: Sequence[Segment], prints: Prints, frequencies: Integers) -> int:
    """About how many texts hold a stretch from end to end, by its fingerprints and how many hold each of those: those
    that have the rarest of its first third and of its last."""
    third = -(-len(prints) // 3)
    one = int(frequencies[:third].argmin())
    other = len(prints) - third + int(frequencies[-third:].argmin())
    both = prints[[one, other]]
    count = 0
    for segment in shelf:
        first, last = segment.holders(both)
        count += len(np.intersect1d(first, last, assume_unique=one != other))
    return count


def _batch_of(texts: Sequence[Prints]) -> _Batch:
    lengths = np.array([len(prints) for prints in texts], dtype=np.int64)
    hashes = np.concatenate([*texts, np.zeros(0, dtype=np.uint32)])
    distinct, place = np.unique(hashes, return_inverse=True)
    owners = np.repeat(np.arange(len(texts)), lengths)
    within = np.arange(len(hashes)) - (np.cumsum(lengths) - lengths)[owners]
    return _Batch(lengths, owners, within, distinct, place)


def _looked_up(batch: _Batch, others: Integers) -> tuple[Integers, Weights]:
    """Which fingerprints to look up, evenly from the rarest on in every block; and for how many of their block each of
    them stands: those that nobody else has stand for nothing."""
    blocks = np.cumsum(batch.within % BLOCK == 0) - 1
    known = np.flatnonzero(others > 0)
    known = known[np.lexsort((others[known], blocks[known]))]
    block = blocks[known]
    counts = np.bincount(block, minlength=len(batch.owners))
    rank = np.arange(len(known)) - (np.cumsum(counts) - counts)[block]
    each = np.maximum(EACH, -(-AT_LEAST * BLOCK // np.maximum(batch.lengths, 1)))[batch.owners[known]]
    share = np.minimum(counts[block], each)
    used = rank * share // counts[block] != (rank - 1) * share // counts[block]
    return known[used], (counts[block] / share)[used]


def _likely(
    number: int,
    segment: Segment,
    ranges: tuple[Integers, Integers],
    batch: _Batch,
    rows: Integers,
    weights: Weights,
    least: float,
) -> tuple[Integers, Integers, Weights, Integers]:
    """Text asked about, text of the segment, share of the shorter, number of the segment: of all pairs worth a look."""
    starts, counts = (one[batch.place[rows]] for one in ranges)
    found = np.minimum(counts, LONGEST)
    ends = np.cumsum(found)
    within = np.arange(int(found.sum())) - np.repeat(ends - found, found)
    uids = segment.uids_at(np.repeat(starts + counts - found, found) + within)
    keys = (np.repeat(batch.owners[rows], found).astype(np.uint64) << _UID) | uids.astype(np.uint64)
    weight = np.repeat(weights, found)
    if segment.gone:
        alive = segment.kept(uids)
        keys, weight = keys[alive], weight[alive]
    if not len(keys):
        return _NOTHING
    order = np.argsort(keys)
    keys = keys[order]
    heads = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    shared = np.add.reduceat(weight[order], heads)
    owner, uid = (keys[heads] >> _UID).astype(np.int64), (keys[heads] & _UIDS).astype(np.int64)
    shorter = np.minimum(batch.lengths[owner], segment.sizes_of(uid))
    share = shared / shorter
    good = np.flatnonzero(share >= SURVIVE * least - ERROR * SURVIVE / np.sqrt(shorter))
    return owner[good], uid[good], share[good], np.full(len(good), number)
