"""Resemblance (相似度): how many of their shingles two texts have in common."""

from mofan.text.reuse.fingerprint import SHINGLE
from mofan.text.reuse.seeds import Side, shared_of, side_of
from mofan.text.reuse.view import View


def resemblance_of(a: View, b: View) -> float:
    """The Jaccard index of the two sets of shingles (shorter ones where a text is shorter); neither may be empty."""
    size = min(SHINGLE, len(a), len(b))
    return _jaccard(side_of(a, size), side_of(b, size))


def resemblance_between(a: Side, b: Side) -> float:
    """`resemblance_of` two texts whose seeds are sorted already."""
    if a.size == b.size == min(SHINGLE, len(a.view), len(b.view)):
        return _jaccard(a, b)
    return resemblance_of(a.view, b.view)


def _jaccard(a: Side, b: Side) -> float:
    shared = len(shared_of(a, b)[0])
    return shared / (len(a.distinct) + len(b.distinct) - shared)
