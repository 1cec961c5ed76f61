"""Texts as numbers (读): with the words that they fall into, and how usual each place looks."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
import rjieba

from mofan.text.proofread.statistics.alike_table import Alike, alike_for
from mofan.text.proofread.statistics.evidence import Evidence
from mofan.text.proofread.statistics.symbols import BITS, BREAK, Integers, code_points, is_han

MARGIN = 4
"""Breaks before, between and behind texts, so that every window has its size and none sees another text."""
BETWEEN = "\n" * 5
"""What stands before, between and behind texts that are read together."""
SEEN, SURE, COMMON = 3, 4, 5
"""Levels: seen twice, three times, four times."""
BESIDE = 7
"""Least level of a lost character beside each of its neighbours (8 times)."""
SCALE = 8
_NEAR = 4
"""Characters on either side that a correction may change the look of."""
_WIDE = 24
"""Characters on either side that say how strange a text is to the counts."""
_WINDOWS = {
    size: tuple(
        (begin, begin + length) for length in (4, 3, 2) if length > size for begin in range(3 + size - length, 4)
    )
    for size in (1, 2, 3)
}
"""Characters of a word → what is asked of the line that holds it and three more on either side, the longest first."""


class Model:
    """An evidence with its table of alternatives."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.alike: Alike = alike_for(evidence)
        self.pairs = evidence.pairs
        self.singles = evidence.singles
        self.han = evidence.symbols.are_han
        self.characters = "\0\0\0\0" + evidence.symbols.characters

    @cached_property
    def followers(self) -> tuple[Integers, Integers]:
        """The Chinese characters that usually stand behind each character: where those of each begin, and all of them
        in order."""
        first, second = self.evidence.pairs_from(BESIDE)
        kept = self.han[second]
        return np.searchsorted(first[kept], np.arange(len(self.han) + 1)), second[kept]


class Reading:
    """Texts read together as one (a text alone is one of one); places are those of `text`."""

    def __init__(self, model: Model, texts: Sequence[str]) -> None:
        self.model = model
        self.text = BETWEEN.join(["", *texts, ""])
        self.sizes = [len(text) for text in texts]
        """Code points of each text."""
        sizes = np.array(self.sizes, np.int64)
        self.begins: Integers = np.cumsum(sizes + len(BETWEEN)) - sizes
        """Where each text begins."""
        self.codes = code_points(self.text)
        ids, origins = model.evidence.symbols.read(self.codes)
        numbers = np.searchsorted(self.begins, origins, "right")
        wider = np.flatnonzero(np.diff(numbers, prepend=0, append=len(self.begins) + 1))
        gaps = np.repeat(wider, MARGIN)
        self.ids = np.insert(ids, gaps, BREAK)
        self.origins = np.insert(origins, gaps, 0)
        self.numbers = np.insert(numbers, gaps, -1)
        """Which text each symbol belongs to, from 1; -1 for what stands between."""
        self.han = is_han(self.codes[self.origins]) & (self.numbers >= 0)
        words = np.array([len(word) for word in rjieba.cut(self.text, False)], np.int64)
        self.word_sizes = np.concatenate((np.repeat(words, words), [0]))
        self.wanted = np.ones(len(self.ids), bool)

        x, levels = self.ids, model.evidence.levels
        self.threes = np.zeros(len(x), np.uint8)
        self.threes[1:-1] = levels(x[:-2], x[1:-1], x[2:])
        self.fours = np.zeros(len(x), np.uint8)
        self.fours[1:-2] = levels(x[:-3], x[1:-2], x[2:-1], x[3:])

    def only_near(self, places: Iterable[int]) -> None:
        """Look for candidates only where code points near `places` stand."""
        near = np.zeros(len(self.text), bool)
        for place in places:
            near[max(0, place - _NEAR) : place + _NEAR + 1] = True
        self.wanted = near[self.origins]

    def unusual(self, at: Integers) -> Integers:
        """Whether the characters `at` these places stand in surroundings in which they were hardly ever seen."""
        left, middle, right = self.threes[at - 1], self.threes[at], self.threes[at + 1]
        seen = (left >= SEEN).astype(int) + (middle >= SEEN) + (right >= SEEN)
        return np.asarray((seen <= 1) & (middle < COMMON))

    def strangeness(self, at: Integers) -> Integers:
        """Share of the characters further around these places, in the same text, that were never seen so: 0 … SCALE."""
        strange, known = self._strange_and_known
        begins = np.searchsorted(self._ends, at, "right")
        least = np.concatenate(([0], self._ends))[begins]
        most = np.concatenate((self._ends, [len(self.ids)]))[begins]
        first, last = np.maximum(at - _WIDE, least), np.minimum(at + _WIDE + 1, most)
        inner, outer = np.maximum(at - _NEAR, least), np.minimum(at + _NEAR + 1, most)
        odd = strange[last] - strange[outer] + strange[inner] - strange[first]
        every = known[last] - known[outer] + known[inner] - known[first]
        return np.asarray((odd + 1) * SCALE // (every + 4))

    @cached_property
    def _strange_and_known(self) -> tuple[Integers, Integers]:
        """How many characters that were never seen so, and how many at all, stand before each place."""
        strange = self.han & (self.threes < SEEN)
        return tuple(np.concatenate(([0], np.cumsum(what))) for what in (strange, self.han))  # type: ignore[return-value]

    @cached_property
    def _ends(self) -> Integers:
        """Where texts end among the symbols."""
        return np.flatnonzero(np.diff(self.numbers, append=-1) < 0) + 1

    def said_again(self) -> set[int]:
        """Code points that stand in three characters which their very text says more than once."""
        threes = (
            (self.numbers[1:-1] << 3 * BITS) | (self.ids[:-2] << 2 * BITS) | (self.ids[1:-1] << BITS) | self.ids[2:]
        )
        full = np.flatnonzero(self.han[:-2] & self.han[1:-1] & self.han[2:]) + 1
        _, which, counts = np.unique(threes[full - 1], return_inverse=True, return_counts=True)
        again = full[counts[which] > 1]
        return set(self.origins[np.unique(again[:, None] + [-1, 0, 1])].tolist())


def longest_word(text: str, start: int, word: str) -> int:
    """Characters of the longest word of the dictionary that holds all of `word`, were it to stand at `start` of `text`
    in the place of as many characters."""
    size = len(word)
    line = f"{text[max(0, start - 3) : start]:\n>3}{word}{text[start + size : start + size + 3]:\n<3}"
    for begin, end in _WINDOWS.get(size, ()):
        if is_word(line[begin:end]):
            return end - begin
    return size if size > 1 and is_word(word) else 1


@lru_cache(maxsize=200_000)
def is_word(word: str) -> bool:
    """Whether the dictionary of the segmenter holds it."""
    return bool(rjieba.has_word(word))
