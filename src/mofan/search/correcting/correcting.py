"""Which one change makes a term stand somewhere: a character wrong, missing, too many, or two in the wrong order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from mofan.search.correcting.alike import alike
from mofan.search.correcting.characters import Fits, between, is_changeable, kind_of, like
from mofan.search.correcting.standing import Standing
from mofan.search.state import State

SHORTEST = 3
"""Of two characters with one wrong nothing says which was meant."""
LONGEST = 40
_SHORTEST_REST = 3
"""A first or last character is dropped only if so many remain."""
_LIKELY = 3
"""So many times as likely as another slip: a character that sounds or looks alike, one typed twice, two exchanged."""
_MOST_TRIED = 10
"""Characters of one part that are looked for in one place, the likeliest first."""
_FREQUENT = 64
_RARE = 256
_MOST_RARE = 8
"""Successors of a character in the first part, in each later one, and how many of these there are."""
_PATIENCE = 48
"""After so many phrases no further part of the characters is tried: what was found by then has to do."""
_COMMON = 300
"""The characters of the most documents, among which a first character is looked for."""


def correct(state: State, term: str, *, stands_nowhere: bool = False) -> str:
    """The term of the index that differs from the folded `term` by one slip and stands in the most documents.

    `term` itself if it stands somewhere, if no such term is known, or if it is shorter than `SHORTEST` or longer than
    `LONGEST`. Numbers and single letters are never changed. `stands_nowhere` spares the look, where that is known.
    """
    standing = Standing(state)
    if not SHORTEST <= len(term) <= LONGEST or (not stands_nowhere and standing.stands(term)):
        return term
    return _Slip(standing, term).meant()


@dataclass(frozen=True, slots=True)
class _Choice:
    """A corrected term, how many documents hold it, and how likely its slip is."""

    term: str
    documents: int
    likely: int = 1

    @property
    def weight(self) -> int:
        return self.documents * self.likely


@dataclass(frozen=True, slots=True)
class _Gap:
    """A place at which one character may stand, and which."""

    before: str
    after: str
    fits: Fits
    likely: frozenset[str] = frozenset()
    """Those that are alike what stands there."""

    @property
    def likelihood(self) -> int:
        """The greatest of what may fill it."""
        return _LIKELY if self.likely else 1

    @property
    def is_told(self) -> bool:
        """Whether pairs tell both what stands before and what stands after."""
        return len(self.before) > 1 and len(self.after) > 1


class _Slip:
    """One term with a slip, and the best choice so far."""

    def __init__(self, standing: Standing, term: str) -> None:
        self._standing = standing
        self._term = term
        self._best = _Choice(term, 0)
        self._head = self._tail = 0

    def meant(self) -> str:
        """The best choice; the term itself without any. What a glance does not find is looked for properly."""
        for stands in (self._standing.seems_to_stand, self._standing.stands):
            before = self._head, self._tail
            self._head, self._tail = self._parts(stands)
            if before != (self._head, self._tail):
                self._take(self._inside())
        for ways in (self._ends, self._rests):
            self._take(ways())
        return self._best.term

    def _take(self, choices: Iterator[_Choice]) -> None:
        """The best of `choices`, unless there is one already."""
        if not self._best.documents:
            for choice in choices:
                if choice.weight > self._best.weight:
                    self._best = choice

    def _parts(self, stands: Callable[[str], bool]) -> tuple[int, int]:
        """How many characters at the start, and at the end, can at most stand as they are."""
        term, size = self._term, len(self._term)
        nowhere = [at for at in range(size - 1) if not self._standing.pair(term[at : at + 2])]
        if nowhere:
            # Of two in the wrong order three pairs may stand nowhere: so much before them and behind is surely right.
            spared = term[: max(0, nowhere[-1] - 1)], term[nowhere[0] + 3 :]
            if not all(stands(part) for part in spared if part):
                return 0, 0
            return nowhere[0] + 1, size - 1 - nowhere[-1]
        return (
            _longest(size - 1, lambda length: stands(term[:length])),
            _longest(size - 1, lambda length: stands(term[size - length :])),
        )

    def _inside(self) -> Iterator[_Choice]:
        """Every place at which what stands before and what stands after may be right; where most documents leave
        room for another character first."""
        term, size = self._term, len(self._term)
        for at in range(max(0, size - 2 - self._tail), min(size - 2, self._head) + 1):
            yield from self._exchanged(at)
        gaps: list[_Gap] = []
        for at in range(max(0, size - 1 - self._tail), min(size - 1, self._head) + 1):
            if is_changeable(term, at):
                yield from self._dropped(at)
                yield from self._alike_at_an_end(at)
                gaps.append(_Gap(term[:at], term[at + 1 :], like(term[at]), alike(term[at])))
        for at in range(max(1, size - self._tail), min(size - 1, self._head) + 1):
            gaps.append(_Gap(term[:at], term[at:], between(term, at)))
        open_gaps = [(self._room(gap), gap) for gap in gaps if gap.before and gap.after]
        open_gaps.sort(key=lambda one: (one[1].is_told, one[0]), reverse=True)
        yield from self._filled([gap for room, gap in open_gaps if room * gap.likelihood > self._best.weight])

    def _room(self, gap: _Gap) -> int:
        """About how many documents have some character in a gap, at a glance; at least one where it may be."""
        return 1 + self._standing.with_gap(gap.before, gap.after, self._standing.all)

    def _exchanged(self, at: int) -> Iterator[_Choice]:
        """Two neighbours in the other order."""
        term = self._term
        one, two = term[at], term[at + 1]
        same = kind_of(one) == kind_of(two) != "mark"
        if one != two and same and is_changeable(term, at) and is_changeable(term, at + 1):
            yield from self._known(term[:at] + two + one + term[at + 2 :], _LIKELY)

    def _dropped(self, at: int) -> Iterator[_Choice]:
        """One character left out; at an end only if it was typed twice."""
        term = self._term
        twice = term[at] in (term[at - 1 : at], term[at + 1 : at + 2])
        if twice or 0 < at < len(term) - 1:
            yield from self._known(term[:at] + term[at + 1 :], _LIKELY if twice else 1)

    def _alike_at_an_end(self, at: int) -> Iterator[_Choice]:
        """The first or the last character replaced by one that is alike."""
        before, after = self._term[:at], self._term[at + 1 :]
        if not before or not after:
            pairs = ((char, self._standing.pair(before[-1:] + char + after[:1])) for char in alike(self._term[at]))
            for char, most in nlargest(_MOST_TRIED, pairs, key=lambda one: one[1]):
                if most * _LIKELY > self._best.weight:
                    yield from self._known(before + char + after, _LIKELY)

    def _filled(self, gaps: list[_Gap]) -> Iterator[_Choice]:
        """The gaps filled by characters that are alike, then by frequent ones, then by rare ones if nothing is found,
        each as long as so many of its documents are left that another character may be the best."""
        left: dict[_Gap, int] = {}
        for part in range(2 + _MOST_RARE):
            for gap in gaps:
                likelihood = 1 if part else gap.likelihood
                if self._standing.asked > _PATIENCE or (part > 1 and self._best.documents):
                    return
                if gap not in left:
                    left[gap] = self._standing.with_gap(gap.before, gap.after, self._best.weight // gap.likelihood)
                for most, char in self._bounds(gap, self._part(gap, part), likelihood):
                    if min(most, left[gap]) * likelihood > self._best.weight:
                        for choice in self._known(gap.before + char + gap.after, likelihood):
                            yield choice
                            left[gap] -= choice.documents

    def _part(self, gap: _Gap, part: int) -> list[str]:
        """A part of the characters that stand behind the start of a gap: those alike first, then by documents."""
        followers = self._standing.successors(gap.before[-1])
        if not part:
            return [char for char in gap.likely if char in followers]
        start, end = (0, _FREQUENT) if part == 1 else (_FREQUENT + (part - 2) * _RARE, _FREQUENT + (part - 1) * _RARE)
        return [char for char in islice(followers, start, end) if char not in gap.likely]

    def _bounds(self, gap: _Gap, chars: list[str], likelihood: int) -> list[tuple[int, str]]:
        """Those of `chars` that fit, the likeliest first, each with the most documents in which it may stand there."""
        followers, after, floor = self._standing.successors(gap.before[-1]), gap.after[0], self._best.weight
        fitting = [(char, most) for char in chars if (most := followers[char]) * likelihood > floor and gap.fits(char)]
        pairs = [(char, most, self._standing.pair(char + after)) for char, most in fitting]
        likely = nlargest(_MOST_TRIED, pairs, key=lambda one: one[1] * one[2])
        return [(min(left, right), char) for char, left, right in likely if right]

    def _ends(self) -> Iterator[_Choice]:
        """The last or the first character replaced, if at least half of the documents agree on another."""
        term, size = self._term, len(self._term)
        if self._head == size - 1 and is_changeable(term, size - 1):
            fits = like(term[-1])
            followers = self._standing.successors(term[-2]).items()
            yield from self._agreed(term[:-1], ((term[:-1] + char, most) for char, most in followers if fits(char)))
        if self._tail == size - 1 and is_changeable(term, 0):
            fits = like(term[0])
            common = (char for char in self._standing.common(_COMMON) if fits(char))
            counted = ((char + term[1:], self._standing.pair(char + term[1])) for char in common)
            yield from self._agreed(term[1:], counted)

    def _agreed(self, rest: str, choices: Iterable[tuple[str, int]]) -> Iterator[_Choice]:
        """The one of `choices` (each with at most so many documents) that half of the documents with `rest` hold."""
        whole = left = self._standing.documents(rest)
        possible = (one for one in choices if 2 * one[1] >= whole)
        for term, _ in nlargest(_MOST_TRIED, possible, key=lambda one: one[1]):
            if 2 * left < whole:
                return
            for choice in self._known(term):
                left -= choice.documents
                if 2 * choice.documents >= whole:
                    yield choice

    def _rests(self) -> Iterator[_Choice]:
        """The last or the first character left out."""
        term, size = self._term, len(self._term)
        if size > _SHORTEST_REST:
            if self._head == size - 1 and is_changeable(term, size - 1):
                yield from self._known(term[:-1])
            if self._tail == size - 1 and is_changeable(term, 0):
                yield from self._known(term[1:])

    def _known(self, term: str, likely: int = 1) -> Iterator[_Choice]:
        if documents := self._standing.documents(term, self._best.weight // likely):
            yield _Choice(term, documents, likely)


def _longest(most: int, stands: Callable[[int], bool]) -> int:
    """The greatest length, up to `most`, of which a part stands somewhere (all shorter ones do then, too)."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if stands(middle):
            low = middle
        else:
            high = middle - 1
    return low
