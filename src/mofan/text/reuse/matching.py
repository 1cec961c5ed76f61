"""Matches (比对结果): a text compared character by character with others, and how much of it was copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mofan.text.reuse.candidates import LONG, held_by
from mofan.text.reuse.chains import COST, Chain, chains_of, found_in
from mofan.text.reuse.fingerprint import GRAM, Prints, sampled
from mofan.text.reuse.seeds import Side, side_of
from mofan.text.reuse.segments import Segment
from mofan.text.reuse.shingles import resemblance_between
from mofan.text.reuse.view import Integers, view_of

ALIKE, COPIED, WHOLE = 0.3, 0.4, 0.8
"""Of near-duplicates: resemblance; share of the shorter text that was copied from the other, or that stands there."""

_RUN = 12
"""Characters in a row that count as shared."""
_TELLING = 30
"""Equal characters that a shared stretch must have, once its edits are paid for, to count as copied: shorter ones are
formulas that texts of one kind have."""
_AS_IT_IS, _RARE = 0.7, 2 / 3
"""Share of a stretch's fingerprints that others have from which it was not edited: an edit of a tenth leaves half of
them; and share of those that must be rare."""
_APART = 60
"""Characters between two stretches, in either text, at most, if the second goes on where the first was torn by edits:
as many as `BRIDGE` fingerprints."""


@dataclass(frozen=True, slots=True)
class Match:
    """A text of the index that shares something with the text asked about."""

    uid: int
    containment: float
    """Share of the shorter one's characters that stand in the other, 0 … 1."""
    resemblance: float
    """Jaccard index of the two sets of 5-character shingles, 0 … 1."""
    weighted: float
    """Share of the shorter one that was copied: that lies in stretches of 30 equal characters or more, small edits
    within them included, which fewer texts hold from end to end than make a phrase."""
    whole: float
    """Share of the shorter one that lies in such stretches, however many texts hold them."""

    @property
    def is_near_duplicate(self) -> bool:
        """Whether the two are versions of one text, or one holds a good part of the other (疑似重复).

        Two fifths copied: half of a text, its edges torn by edits; or four fifths of it there, phrases or not; or a
        resemblance of 0.3, which a text keeps when a tenth of its characters is edited.
        """
        return self.weighted >= COPIED or self.whole >= WHOLE or self.resemblance >= ALIKE


@dataclass(frozen=True, slots=True)
class Asking:
    """A text asked about, made ready to be compared with others."""

    side: Side
    hashes: Prints
    positions: Integers
    """Where each of its fingerprints begins (folded characters)."""
    frequencies: Integers
    """How many other texts have it."""
    shelf: Sequence[Segment]
    common: int
    """So many texts make a phrase."""

    @classmethod
    def about(cls, text: str, frequencies: Integers, shelf: Sequence[Segment], common: int) -> "Asking":
        """About `text`, of whose fingerprints the frequencies are known."""
        view = view_of(text)
        return cls(side_of(view), *sampled(view), frequencies, shelf, common)

    def matched(self, uid: int, text: str) -> Match:
        """How it compares with another text."""
        here, there = self.side.view, view_of(text)
        shorter = min(len(here), len(there))
        if not shorter:
            return Match(uid, 0.0, 0.0, 0.0, 0.0)
        other = side_of(there, self.side.size)
        chains = chains_of(self.side, other, min(_RUN, shorter))
        found = found_in(chains, here, there)[len(here) > len(there)]
        whole, copied = (np.zeros(shorter, dtype=np.bool_) for _ in range(2))
        telling = [one for one in chains if one.matched - COST * one.edits >= min(_TELLING, shorter // 2)]
        for chain, is_copied in zip(telling, self._are_copied(telling), strict=True):
            first = chain.segments[0]
            span = slice(first.a, chain.end_a) if len(here) <= len(there) else slice(first.b, chain.end_b)
            whole[span] = True
            copied[span] |= is_copied
        shares = (int(marks.sum()) / shorter for marks in (copied, whole))
        return Match(uid, int(found.sum()) / shorter, resemblance_between(self.side, other), *shares)

    def _are_copied(self, chains: Sequence[Chain]) -> list[bool]:
        """Which of some stretches were copied: each by itself, or several where edits tore one into pieces. Those must
        be twice as long: of two formulas or three that follow one another the second is no copy of the first."""
        copied: list[bool] = []
        for group in _going_on(chains):
            alone = [self._is_copied(one.segments[0].a, one.end_a) for one in group]
            whole = (
                not all(alone) and len(group) > 1 and self._is_rare(group[0].segments[0].a, group[-1].end_a, 2 * LONG)
            )
            copied += [whole or one for one in alone]
        return copied

    def _is_copied(self, start: int, end: int) -> bool:
        """Whether a stretch of the text asked about is more than a phrase, a form or a provision that many texts have.

        A long one is, if few texts hold it from end to end. Of a shorter one few must hold two thirds, if it stands in
        others as it is: a form has its rare places, too, those that were filled in. One that was edited has lost most
        of its fingerprints; the rarest of them tells.
        """
        frequencies = self.frequencies[self._within(start, end)]
        known = int(np.count_nonzero(frequencies > 0))
        rare = int(np.count_nonzero((frequencies > 0) & (frequencies < self.common)))
        if known < LONG and known >= _AS_IT_IS * len(frequencies):
            return rare >= _RARE * known
        return bool(rare) or not known or self._is_rare(start, end)

    def _is_rare(self, start: int, end: int, least: int = LONG) -> bool:
        """Whether few texts hold a stretch of `least` fingerprints or more from end to end, common though all of its
        parts may be; some part must be."""
        here = self._within(start, end)
        frequencies = self.frequencies[here]
        if len(frequencies) < least:
            return False
        parts = np.flatnonzero(frequencies >= self.common)
        return held_by(self.shelf, self.hashes[here][parts], frequencies[parts]) < self.common

    def _within(self, start: int, end: int) -> slice:
        """The fingerprints of a stretch."""
        return slice(*np.searchsorted(self.positions, [start, max(start, end - GRAM + 1)]).tolist())


def _going_on(chains: Sequence[Chain]) -> list[list[Chain]]:
    """The chains, those together each of which goes on shortly after the one before in both texts."""
    groups = [[one] for one in chains[:1]]
    for before, after in pairwise(chains):
        first = after.segments[0]
        if 0 <= first.a - before.end_a <= _APART and 0 <= first.b - before.end_b <= _APART:
            groups[-1].append(after)
        else:
            groups.append([after])
    return groups
