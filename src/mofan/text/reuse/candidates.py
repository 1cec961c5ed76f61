"""Candidates (候选): the few of very many texts that are worth setting side by side with a text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mofan.text.reuse.fingerprint import GRAM, SHINGLE, Prints
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
JUMP = 12
"""A stretch goes on in the other text, too, no more places further: else it is two, each judged by itself."""
LONG = 24
"""Fingerprints of a stretch that is longer than a paragraph: each of its parts may be common and the whole be rare."""
MOST = 8
"""Candidates whose fingerprints are all looked at, for one of many texts."""
COPIED, WHOLE, ALIKE, ERROR = 0.4, 0.8, 0.3, 0.7
"""Estimates from which two texts may be near-duplicates, less the error of a sample (`ERROR` over the square root of
its size)."""
AT_ONCE = 2000
"""Texts looked up together."""
PAIRS_AT_ONCE = 100
"""Pairs whose fingerprints are in memory together."""
HITS_AT_ONCE = 30_000
"""About so many places of fingerprints are in memory together, a quarter of a megabyte a column: it stays in the
processor's own memory, and the system is not asked for more each time. A larger library has more of each."""
FINEST = 2**20 - 1
"""Shares are told apart by such a part of the whole, in whatever order they were added up."""

GRADES = 256
"""The likeliest are ranked among those of the same and of better grades."""

_UID = np.uint64(32)
_FINE = np.uint64(20)
_UIDS = np.uint64(2**32 - 1)
_ROW = np.uint64(21)
_ROWS = np.uint64(2**21 - 1)
_OWNER = _UID + _ROW
"""In one number: which of `AT_ONCE` texts asks (11 bits), the text found (32), the row of its part (21; a part has no
more rows than hits, `HITS_AT_ONCE` and those of one text)."""


Marks = npt.NDArray[np.bool_]
Weights = npt.NDArray[np.float64]

_NO = np.zeros(0, dtype=np.int64)
_NOTHING = (_NO, _NO, np.zeros(0), np.zeros(0), _NO)


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

    @property
    def likelihood(self) -> float:
        """How far the surest of the estimates is above what makes a near-duplicate: 1 is the least."""
        return max(self.weighted / COPIED, self.containment / WHOLE, self.resemblance / ALIKE)


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
    owner, uid, *shares, on = (np.concatenate(column) for column in zip(*pairs, strict=True)) if pairs else _NOTHING
    best = np.flatnonzero(np.any([_may_be_among(most, owner, share) for share in shares], axis=0))
    owner, uid, on, shares = owner[best], uid[best], on[best], [share[best] for share in shares]
    rank = np.min([_ranks(owner, uid, share) for share in shares], axis=0)
    near = np.flatnonzero(rank < most)
    order = near[np.lexsort((uid[near], -shares[0][near], rank[near], owner[near]))]
    best = order[_places(owner[order]) < most]
    rated = _rated(_Pairs(owner[best], uid[best], on[best]), batch, others, shelf, common)
    starts = np.cumsum(batch.lengths) - batch.lengths
    return [
        Candidates(tuple(sorted(rated[number], key=_order)), others[start : start + length])
        for number, (start, length) in enumerate(zip(starts.tolist(), batch.lengths.tolist(), strict=True))
    ]


def _may_be_among(most: int, owners: Integers, shares: Weights) -> Marks:
    """Which can be among the `most` of their owner with the largest share: told by a coarse grade, without sorting the
    very many that cannot."""
    grades = ((1 - np.minimum(shares, 1)) * GRADES).astype(np.int64)
    texts = int(owners.max(initial=-1)) + 1
    counts = np.bincount(owners * (GRADES + 1) + grades, minlength=texts * (GRADES + 1)).reshape(texts, GRADES + 1)
    before = np.cumsum(counts, axis=1) - counts
    may: Marks = (before < most)[owners, grades]
    return may


def _ranks(owners: Integers, uids: Integers, shares: Weights) -> Integers:
    """0 for the one of its owner with the largest share, then 1, …; of equals the oldest first."""
    lack = ((1 - np.minimum(shares, 1)) * FINEST).astype(np.uint64)
    order = np.argsort((owners.astype(np.uint64) << _FINE | lack) << _UID | uids.astype(np.uint64))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = _places(owners[order])
    return ranks


def _places(owners: Integers) -> Integers:
    """The place of each among those of its owner, who are ascending."""
    return np.arange(len(owners)) - np.searchsorted(owners, owners)


def _order(one: Rated) -> tuple[float, float, int]:
    return -one.containment, -one.resemblance, one.uid


class _Pairs(NamedTuple):
    """Texts of the batch, each with another of the shelf that may be like it; by text."""

    owners: Integers
    uids: Integers
    segments: Integers
    """Where the other one stands on the shelf."""


def _rated(
    pairs: _Pairs, batch: _Batch, others: Integers, shelf: Sequence[Segment], common: int
) -> defaultdict[int, list[Rated]]:
    """What texts share with some others by their fingerprints; text → its others."""
    rated: defaultdict[int, list[Rated]] = defaultdict(list)
    for start in range(0, len(pairs.owners), PAIRS_AT_ONCE):
        some = _Pairs(*(column[start : start + PAIRS_AT_ONCE] for column in pairs))
        for owner, uid, *shares in zip(
            some.owners.tolist(), some.uids.tolist(), *_shares(some, batch, others, shelf, common), strict=True
        ):
            rated[owner].append(Rated(uid, *shares))
    return rated


def _shares(
    pairs: _Pairs, batch: _Batch, others: Integers, shelf: Sequence[Segment], common: int
) -> tuple[list[float], list[float], list[float], list[int]]:
    """The columns of `Rated` after the first."""
    theirs = [shelf[at].prints_of(uid) for uid, at in zip(pairs.uids.tolist(), pairs.segments.tolist(), strict=True)]
    sizes = np.array([len(prints) for prints in theirs], dtype=np.int64)
    own = batch.lengths[pairs.owners]
    shorter = np.minimum(sizes, own)
    pair, here, there = _shared(pairs.owners, theirs, sizes, batch)
    swapped = (sizes < own)[pair]
    place, other = np.where(swapped, (there, batch.within[here]), (batch.within[here], there))
    inner = np.lexsort((place, pair))
    pair, place, other, here = pair[inner], place[inner], other[inner], here[inner]
    gaps = np.diff(place, prepend=0)
    apart = (np.diff(pair, prepend=-1) != 0) | (gaps > BRIDGE)
    copied = np.bincount(pair, np.where(apart, 1, gaps), len(own)) / shorter
    steps = np.diff(other, prepend=0)
    begins = apart | (steps <= 0) | (steps > JUMP)
    heads = np.flatnonzero(begins)
    filled = np.add.reduceat(np.where(begins, 1, gaps), heads)
    weighs = np.minimum.reduceat(others[here], heads) < common
    ends = np.append(heads[1:], len(here))
    weighted = np.bincount(pair[heads], filled * weighs, len(own)) / shorter
    least = COPIED - ERROR / np.sqrt(shorter)
    undecided = ((copied >= least) & (weighted < least))[pair[heads]]
    runs = np.flatnonzero(undecided & ~weighs & (filled >= LONG)).tolist()
    stretches = [here[heads[run] : ends[run]] for run in runs]
    telling = [_telling(batch.distinct[batch.place[one]], others[one]) for one in stretches]
    held = _holding(shelf, sorted({*telling}))
    weighs[runs] = [held[one] < common for one in telling]
    weighted = np.bincount(pair[heads], filled * weighs, len(own)) / shorter
    shared = _as_shingles(np.bincount(pair, minlength=len(own)), copied * shorter)
    return copied.tolist(), weighted.tolist(), (shared / (own + sizes - shared)).tolist(), shorter.tolist()


def _as_shingles(shared: Integers, copied: Weights) -> Weights:
    """How many would be shared if shingles were chosen: edits leave more of those than of the longer k-grams. What
    share of a copied stretch is left tells how much it was edited."""
    left = np.maximum(shared / np.maximum(copied, 1), SURVIVE)
    return np.asarray(shared * left ** (SHINGLE / GRAM - 1), dtype=np.float64)


def _shared(
    owners: Integers, theirs: Sequence[Prints], sizes: Integers, batch: _Batch
) -> tuple[Integers, Integers, Integers]:
    """The fingerprints of others that a text has, too: number of the pair, place in the batch, place in the other."""
    first, last = int(owners[0]), int(owners[-1])
    low, high = np.searchsorted(batch.owners, [first, last + 1]).tolist()
    own = batch.owners[low:high].astype(np.uint64) << _UID | batch.distinct[batch.place[low:high]]
    order = np.argsort(own, kind="stable")
    own = own[order]
    pair = np.repeat(np.arange(len(owners)), sizes)
    asked = owners[pair].astype(np.uint64) << _UID | np.concatenate(theirs)
    at = np.minimum(np.searchsorted(own, asked), len(own) - 1)
    same = np.flatnonzero(own[at] == asked)
    pair = pair[same]
    return pair, order[at[same]] + low, same - (np.cumsum(sizes) - sizes)[pair]


def held_by(shelf: Sequence[Segment], prints: Prints, frequencies: Integers) -> int:
    """About how many texts hold a stretch from end to end, by its fingerprints and how many hold each of those."""
    telling = _telling(prints, frequencies)
    return _holding(shelf, [telling])[telling]


def _telling(prints: Prints, frequencies: Integers) -> tuple[int, int]:
    """The rarest fingerprint of its first third and of its last: whoever has both holds the stretch."""
    third = -(-len(prints) // 3)
    last = len(prints) - third + int(frequencies[-third:].argmin())
    return int(prints[int(frequencies[:third].argmin())]), int(prints[last])


def _holding(shelf: Sequence[Segment], telling: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many texts have both fingerprints, pair by pair."""
    held = np.zeros(len(telling), dtype=np.int64)
    firsts, lasts = np.array(telling, dtype=np.uint32).reshape(-1, 2).T
    for segment in shelf:
        first, last = segment.holders(firsts), segment.holders(lasts)
        if len(first):
            same = first[np.minimum(first.searchsorted(last), len(first) - 1)] == last
            held += np.bincount((last[same] >> _UID).astype(np.int64), minlength=len(held))
    return dict(zip(telling, held.tolist(), strict=True))


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
) -> tuple[Integers, Integers, Weights, Weights, Integers]:
    """Text asked about, text of the segment, share of the shorter, share of both, number of the segment: of all pairs
    worth a look."""
    there = np.flatnonzero(ranges[1][batch.place[rows]])
    rows, weights = rows[there], weights[there]
    starts, counts = (one[batch.place[rows]] for one in ranges)
    hits, sizes = np.minimum(counts, LONGEST), segment.all_sizes()
    pairs = [
        _likely_of(
            number, segment, sizes, (starts[some], counts[some], hits[some]), batch, rows[some], weights[some], least
        )
        for some in _parts(batch.owners[rows], hits)
    ]
    owner, uid, share, of_both, on = (np.concatenate(column) for column in zip(_NOTHING, *pairs, strict=True))
    return owner, uid, share, of_both, on


def _parts(owners: Integers, hits: Integers) -> list[slice]:
    """The rows in parts of about `HITS_AT_ONCE` hits, those of one text together; `owners` never go down."""
    if not len(owners):
        return []
    last = np.flatnonzero(np.append(owners[1:] != owners[:-1], True))
    part = np.cumsum(hits)[last] // HITS_AT_ONCE
    ends = (last[np.append(part[1:] != part[:-1], True)] + 1).tolist()
    return [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def _likely_of(
    number: int,
    segment: Segment,
    sizes: Callable[[Integers], Integers],
    hits: tuple[Integers, Integers, Integers],
    batch: _Batch,
    rows: Integers,
    weights: Weights,
    least: float,
) -> tuple[Integers, Integers, Weights, Weights, Integers]:
    """`_likely` of some rows: where the texts of each begin in the segment, how many they are, how many are taken."""
    starts, counts, found = hits
    ends = np.cumsum(found)
    row = np.repeat(np.arange(len(rows)), found)
    uids = segment.uids_at(np.arange(len(row)) + (starts + counts - ends).take(row))
    keys = (batch.owners[rows].astype(np.uint64) << _OWNER | np.arange(len(rows), dtype=np.uint64)).take(row)
    keys |= uids.astype(np.uint64) << _ROW
    keys = np.sort(keys[segment.kept(uids)] if segment.gone else keys, kind="stable")  # a run a row: they are merged
    if not len(keys):
        return _NOTHING
    pairs = keys >> _ROW
    heads = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1]))
    shared = np.add.reduceat(weights.take((keys & _ROWS).astype(np.int64)), heads)
    pairs = pairs.take(heads)
    owner, uid = (pairs >> _UID).astype(np.int64), (pairs & _UIDS).astype(np.int64)
    own, theirs = batch.lengths.take(owner), sizes(uid)
    shorter = np.minimum(own, theirs)
    share = shared / shorter
    good = np.flatnonzero(share >= SURVIVE * least - ERROR * SURVIVE / np.sqrt(shorter))
    of_both = shared[good] / np.maximum(own + theirs - shared, 1)[good]
    return owner[good], uid[good], share[good], of_both, np.full(len(good), number)
