"""Which findings were refused before (认定过的意见): told by what they speak of and the words around, not by offsets.

Pure: no Django.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mofan.text.proofread import Finding

AROUND = 12
"""Characters on either side that a place is known by."""
ENOUGH = 0.5
"""So much of the words around must be the same: those of one side, or half of both."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was judged: its kind and words, the words before and after it, where it stood."""

    kind: str
    quote: str
    before: str
    after: str
    start: int

    def likeness(self, other: "Place") -> float:
        """How much of this place's surroundings stands around the other: 0 … 1; 0 for other words or another kind."""
        if (self.kind, self.quote) != (other.kind, other.quote):
            return 0.0
        same = _common(self.before[::-1], other.before[::-1]) + _common(self.after, other.after)
        around = len(self.before) + len(self.after)
        return same / around if around else 1.0


def place_of(text: str, finding: Finding) -> Place:
    """The place of a finding in `text`."""
    before = text[max(0, finding.start - AROUND) : finding.start]
    return Place(finding.kind, finding.quote, before, text[finding.end : finding.end + AROUND], finding.start)


def matched(text: str, findings: Sequence[Finding], judged: Mapping[int, Place]) -> dict[Finding, int]:
    """Finding → the key of the place in `judged` that it stands at now. The likeliest pairs first, the nearest among
    equals; a place answers for one finding, so the same words elsewhere are asked about again."""
    pairs = sorted(
        (-likeness, abs(place.start - finding.start), number, key)
        for number, finding in enumerate(findings)
        for key, place in judged.items()
        if (likeness := place.likeness(place_of(text, finding))) >= ENOUGH
    )
    found: dict[Finding, int] = {}
    taken: set[int] = set()
    for _, _, number, key in pairs:
        if findings[number] not in found and key not in taken:
            found[findings[number]] = key
            taken.add(key)
    return found


def without_words(text: str, findings: Iterable[Finding], words: Iterable[str]) -> tuple[Finding, ...]:
    """The findings that do not lie within one of `words` where it stands in `text`."""
    open_ones = list(findings)
    for word in words:
        at = text.find(word) if word and open_ones else -1
        while at >= 0:
            end = at + len(word)
            open_ones = [one for one in open_ones if not (at <= one.start and one.end <= end)]
            at = text.find(word, at + 1)
    return tuple(open_ones)


def _common(one: str, other: str) -> int:
    """How many characters two strings have in common from their start on."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
