"""Of several findings on one spot one stays (取舍), and every replacement changes what it replaces."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mofan.text.proofread.finding import Finding

_RANK = {"error": 2, "warning": 1, "style": 0}
_FIRST = ("secrecy", "blank", "personal_data", "unit", "wording", "title", "office", "confusion", "doubling")
"""Kinds that know what they speak of: they come before others of the same severity."""
_WIDEST = 12
"""Characters that a finding may take in beyond its own."""
_PROTECTED = frozenset({"spelling", "confusion", "wording", "title", "office", "doubling", "unit"})
"""Kinds that may not touch a name of the register."""


def settle(text: str, findings: Sequence[Finding], protected: Iterable[tuple[int, int]] = ()) -> tuple[Finding, ...]:
    """`findings` in reading order, none overlapping another, none correcting what is `protected`, which is asked for
    only where one might."""
    may = any(finding.kind in _PROTECTED for finding in findings)
    covered = {place for start, end in protected for place in range(start, end)} if may else set[int]()
    wanted = sorted((finding for finding in findings if not _touches(finding, covered)), key=_weight, reverse=True)
    taken: set[int] = set()
    kept = []
    for finding in wanted:
        finding = _widened(text, finding)
        places = range(finding.start, finding.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(finding)
    return tuple(sorted(kept, key=lambda finding: finding.start))


def _weight(finding: Finding) -> tuple[int, bool, float, int, int]:
    first = finding.kind in _FIRST
    return _RANK[finding.severity], first, finding.confidence, finding.end - finding.start, -finding.start


def _touches(finding: Finding, covered: set[int]) -> bool:
    return finding.kind in _PROTECTED and not covered.isdisjoint(range(finding.start, finding.end))


def _widened(text: str, finding: Finding) -> Finding:
    """The finding with so much of what follows that its quote is gone once it is replaced (— → ——); where that would be
    too much, a finding that only a person can put right.
    """
    new, end = finding.replacement, finding.end
    if new is None:
        return finding
    while _stays(text, finding.start, end, new):
        if end == len(text) or end - finding.end >= _WIDEST:
            return replace(finding, replacement=None)
        new, end = new + text[end], end + 1
    return replace(finding, end=end, quote=text[finding.start : end], replacement=new)


def _stays(text: str, start: int, end: int, new: str) -> bool:
    """Whether what stood at `start` would stand there again with `new` in its place."""
    return (new + text[end : 2 * end - start])[: end - start] == text[start:end]
