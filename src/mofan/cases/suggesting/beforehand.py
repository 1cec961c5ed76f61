"""Where an agency files the matters that are known beforehand (先验用语的归属). Pure.

A line of words stands for a matter of one class, as we file it. Each learnt message counts for the line that fits it
best, so that a matter that this agency files elsewhere goes with its words to the class where it is filed; what is seen
of few messages goes by all lines of its class.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import Final

LINE: Final = 4.0
"""Messages that a line's own class is taken to have beforehand, as its whole class is filed."""
CLASS: Final = 6.0
"""Messages that a class is taken to have beforehand, filed as we do."""
SHARP: Final = 2.0
"""Shares are raised to this power: of a line that fits by chance now and then little is lost."""
CLEAR: Final = 0.8
"""How well the second line may fit at most, beside the first: what fits two lines alike counts for none."""
LEAST: Final = 0.05
"""Shares below are none."""


class Beforehand:
    """Lines of words with their classes, and where messages that fit them were filed."""

    def __init__(self, lines: Sequence[tuple[str, Mapping[str, float]]] = ()) -> None:
        """`lines`: each a class and the features of its words."""
        self.lines = tuple(lines)
        self._at: dict[str, list[int]] = {}
        for place, (_, found) in enumerate(self.lines):
            for name in found:
                self._at.setdefault(name, []).append(place)
        self._filed: list[Counter[str]] = [Counter() for _ in self.lines]

    def count(self, found: Mapping[str, float], label: str) -> None:
        """A message with these features was filed so."""
        fit: Counter[int] = Counter()
        for name, weight in found.items():
            places = self._at.get(name, ())
            for place in places:
                fit[place] += weight * log((1 + len(self.lines)) / (1 + len(places)))  # type: ignore[assignment]
        (first, best), (_, second) = [*fit.most_common(2), (0, 0), (0, 0)][:2]
        if best > 0 and second < CLEAR * best:
            self._filed[first][label] += 1

    def shares(self) -> list[dict[str, float]]:
        """Of each line: class → how much of its words goes there, all adding up to 1."""
        filed: dict[str, Counter[str]] = {}
        for (label, _), some in zip(self.lines, self._filed, strict=True):
            filed.setdefault(label, Counter()).update(some)
        wholes = {label: _mixed({label: 1.0}, CLASS, some) for label, some in filed.items()}
        return [
            _sharpened(_mixed(wholes[label], LINE, some))
            for (label, _), some in zip(self.lines, self._filed, strict=True)
        ]


def _mixed(known: Mapping[str, float], weight: float, seen: Mapping[str, int]) -> dict[str, float]:
    """Shares known beforehand, which weigh so many messages, with those that were seen."""
    total = weight + sum(seen.values())
    return {label: (weight * known.get(label, 0) + seen.get(label, 0)) / total for label in {**known, **seen}}


def _sharpened(shares: Mapping[str, float]) -> dict[str, float]:
    powers = {label: share**SHARP for label, share in shares.items()}
    kept = {label: power for label, power in powers.items() if power >= LEAST * sum(powers.values())}
    return {label: power / sum(kept.values()) for label, power in kept.items()}
