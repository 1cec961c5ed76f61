"""Resemblance (相似度): how many of their shingles two texts have in common."""

import numpy as np

from mofan.text.reuse.fingerprint import SHINGLE, Hashes, gram_hashes
from mofan.text.reuse.seeds import Side
from mofan.text.reuse.view import View


def resemblance_of(a: View, b: View) -> float:
    """The Jaccard index of the two sets of shingles (shorter ones where a text is shorter); neither may be empty."""
    size = min(SHINGLE, len(a), len(b))
    return _jaccard(*(np.sort(gram_hashes(view.codes, size)) for view in (a, b)))


def resemblance_between(a: Side, b: Side) -> float:
    """`resemblance_of` two texts whose seeds are sorted already."""
    if a.size == b.size == min(SHINGLE, len(a.view), len(b.view)):
        return _jaccard(a.ordered, b.ordered)
    return resemblance_of(a.view, b.view)


def _jaccard(one: Hashes, other: Hashes) -> float:
    one, other = distinct(one), distinct(other)
    at = np.minimum(np.searchsorted(one, other), len(one) - 1)
    shared = int(np.count_nonzero(one[at] == other))
    return shared / (len(one) + len(other) - shared)


def distinct(ordered: Hashes) -> Hashes:
    """Sorted hashes, each once."""
    once: Hashes = ordered[np.append(True, ordered[1:] != ordered[:-1])]
    return once
