"""Of several findings on one spot one stays (取舍), and every replacement changes what it replaces."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mofan.text.proofread.finding import Finding

_RANK = {"error": 2, "warning": 1, "style": 0}
_FIRST = ("secrecy", "blank", "personal_data", "unit", "wording", "title", "office", "confusion", "doubling")
"""Kinds that know what they speak of: they come before others of the same severity."""
_PROTECTED = frozenset({"spelling", "confusion", "wording", "title", "office", "doubling", "unit"})
"""Kinds that may not touch a name of the register."""


def settle(text: str, findings: Iterable[Finding], protected: Sequence[tuple[int, int]] = ()) -> tuple[Finding, ...]:
    """`findings` in reading order, none overlapping another, none correcting what is `protected`."""
    wanted = sorted((finding for finding in findings if not _touches(finding, protected)), key=_weight, reverse=True)
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


def _touches(finding: Finding, protected: Sequence[tuple[int, int]]) -> bool:
    if finding.kind not in _PROTECTED:
        return False
    return any(start < finding.end and finding.start < end for start, end in protected)


def _widened(text: str, finding: Finding) -> Finding:
    """The finding with so much of what follows that its quote is gone once it is replaced (— → ——)."""
    new, end = finding.replacement, finding.end
    if new is None:
        return finding
    while (
        end < len(text)
        and (new + text[end : end + len(finding.quote) + 4])[: end - finding.start] == text[finding.start : end]
    ):
        new, end = new + text[end], end + 1
    return replace(finding, end=end, quote=text[finding.start : end], replacement=new)
