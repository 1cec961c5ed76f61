"""What may have been meant (候选): places that look unusual, what could stand there, and what speaks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import rjieba

from mofan.text.proofread.statistics.alike import Alike, Way, alike_for
from mofan.text.proofread.statistics.evidence import Evidence
from mofan.text.proofread.statistics.symbols import BITS, BREAK, Integers, code_points, is_han

MARGIN = 4
"""Breaks put before and behind a text, so that every window has its size."""
_SEEN, _SURE, _COMMON = 3, 4, 5
"""Levels: seen twice, three times, four times."""
_SCALE = 8
_NEAR = 4
"""Characters on either side that a correction may change the look of."""
_BEST = 4
"""Candidates that are weighed at one place."""
_WORD_LIKE = 11
"""Level from which two characters in a row are no slip (32 times)."""


class Model:
    """An evidence with its table of alternatives."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.alike: Alike = alike_for(evidence)
        self.pairs = evidence.pairs
        self.singles = evidence.singles
        self.han = evidence.symbols.are_han
        self.characters = "\0\0\0\0" + evidence.symbols.characters


@dataclass(frozen=True)
class Candidates:
    """Replacements of one or two characters, one a row."""

    starts: Integers
    """Code points in the text."""
    words: list[str]
    """What may have been meant there."""
    features: Integers
    """What speaks for and against it, one row each."""


NOTHING = Candidates(np.zeros(0, np.int64), [], np.zeros((0, 0), np.float32))


class Reading:
    """A text as numbers, with the words that it falls into."""

    def __init__(self, model: Model, text: str) -> None:
        self.model, self.text = model, text
        self.codes = code_points(text)
        ids, origins = model.evidence.symbols.read(self.codes)
        self.ids = np.concatenate((np.full(MARGIN, BREAK), ids, np.full(MARGIN, BREAK)))
        self.origins = np.concatenate((np.zeros(MARGIN, np.int64), origins, np.zeros(MARGIN, np.int64)))
        self.han = np.zeros(len(self.ids), bool)
        self.han[MARGIN:-MARGIN] = is_han(self.codes[origins])
        sizes = np.array([len(word) for word in rjieba.cut(text, False)], np.int64)
        self.word_sizes = np.concatenate((np.repeat(sizes, sizes), [0]))
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
        seen = (left >= _SEEN).astype(int) + (middle >= _SEEN) + (right >= _SEEN)
        return np.asarray((seen <= 1) & (middle < _COMMON))

    def said_again(self) -> set[int]:
        """Code points that stand in three characters which this very text says more than once."""
        inside = self.ids[MARGIN - 1 : -MARGIN + 1]
        threes = (inside[:-2] << 2 * BITS) | (inside[1:-1] << BITS) | inside[2:]
        _, which, counts = np.unique(threes, return_inverse=True, return_counts=True)
        han = self.han[MARGIN:-MARGIN]
        full = np.flatnonzero((counts[which] > 1) & han & np.roll(han, 1) & np.roll(han, -1))
        return set(self.origins[MARGIN:-MARGIN][np.unique((full[:, None] + [-1, 0, 1]).clip(0, len(han) - 1))].tolist())

    def longest_word(self, start: int, word: str) -> int:
        """Characters of the longest word of the dictionary that holds the place `start`, were `word` to stand there."""
        size = len(word)
        best = size if size > 1 and is_word(word) else 1
        left = self.text[max(0, start - 3) : start]
        line = left + word + self.text[start + size : start + size + 3]
        at = len(left)
        for length in (4, 3, 2):
            if length <= best or length < size:
                break
            for begin in range(max(0, at + size - length), min(at, len(line) - length) + 1):
                if is_word(line[begin : begin + length]):
                    return length
        return best


@lru_cache(maxsize=200_000)
def is_word(word: str) -> bool:
    """Whether the dictionary of the segmenter holds it."""
    return bool(rjieba.has_word(word))


def single_candidates(reading: Reading) -> Candidates:
    """One character for another."""
    model, x = reading.model, reading.ids
    at = np.flatnonzero(reading.han & reading.wanted)
    at = at[model.alike.sizes[reading.codes[reading.origins[at]]] > 0]
    at = at[reading.unusual(at)]
    if not len(at):
        return NOTHING
    places, targets, ways = model.alike.of(reading.codes[reading.origins[at]])
    at = at[places]
    left, right = model.pairs[x[at - 1], targets].astype(int), model.pairs[targets, x[at + 1]].astype(int)
    before = model.pairs[x[at - 1], x[at]].astype(int) + model.pairs[x[at], x[at + 1]]
    kept = (left + right - before >= 2) & (np.maximum(left, right) >= _COMMON)
    if not kept.any():
        return NOTHING
    at, targets, ways = at[kept], targets[kept], ways[kept]
    new = _windows(reading, at, targets)
    kept = np.flatnonzero(np.maximum(np.maximum(new[2], new[3]), new[4]) >= _SEEN)
    if not len(kept):
        return NOTHING
    many = np.minimum(np.bincount(at[kept])[at[kept]], 20)
    best = _best(at[kept], np.sum(new[:9], 0, int)[kept])
    kept, many = kept[best], many[best]
    at, targets, ways = at[kept], targets[kept], ways[kept]
    starts = reading.origins[at]
    words = [model.characters[target] for target in targets.tolist()]
    features = [
        *(row[kept] for row in new),
        *_windows_of(reading, at),
        *_around(reading, at, at),
        reading.threes[at - 2],
        reading.threes[at + 2],
        *((ways == way) * _SCALE for way in Way),
        np.minimum(reading.word_sizes[starts], 4) * 3,
        _longest(reading, starts, words) * 3,
        _longest(reading, starts, [reading.text[start] for start in starts.tolist()]) * 3,
        (reading.word_sizes[np.maximum(starts - 1, 0)] == 1) * 3,
        (reading.word_sizes[starts + 1] == 1) * 3,
        *_borders(reading, at, at),
        many,
    ]
    return Candidates(starts, words, _table(features))


def double_candidates(reading: Reading) -> Candidates:
    """A word of two characters for another that sounds like it."""
    model, x = reading.model, reading.ids
    at = np.flatnonzero(reading.han[:-1] & reading.han[1:] & reading.wanted[:-1])
    at = at[reading.origins[at + 1] == reading.origins[at] + 1]
    at = at[reading.unusual(at) | reading.unusual(at + 1)]
    at = at[np.maximum(reading.threes[at], reading.threes[at + 1]) < _COMMON]
    at = at[model.pairs[x[at], x[at + 1]] < _WORD_LIKE]
    if not len(at):
        return NOTHING
    starts = reading.origins[at]
    places, first, second = model.alike.words_like(reading.codes[starts], reading.codes[starts + 1])
    at = at[places]
    kept = (first != x[at]) & (second != x[at + 1])
    kept &= model.pairs[first, second] >= model.pairs[x[at], x[at + 1]].astype(int) + 3
    kept &= np.maximum(model.pairs[x[at - 1], first], model.pairs[second, x[at + 2]]) >= _SURE
    if not kept.any():
        return NOTHING
    at, first, second = at[kept], first[kept], second[kept]
    _, once = np.unique((at << 2 * BITS) | (first << BITS) | second, return_index=True)
    at, first, second = at[once], first[once], second[once]
    new = _word_windows(reading, at, first, second)
    kept = np.flatnonzero(np.maximum(new[3], new[4]) >= _SURE)
    if not len(kept):
        return NOTHING
    kept = kept[_best(at[kept], np.sum(new[:10], 0, int)[kept])]
    at, first, second = at[kept], first[kept], second[kept]
    starts = reading.origins[at]
    words = [
        model.characters[one] + model.characters[two] for one, two in zip(first.tolist(), second.tolist(), strict=True)
    ]
    old = [reading.text[start : start + 2] for start in starts.tolist()]
    singly = np.maximum(
        _longest(reading, starts, [word[0] for word in old]), _longest(reading, starts + 1, [word[1] for word in old])
    )
    features = [
        *(row[kept] for row in new),
        *_word_windows(reading, at, x[at], x[at + 1]),
        *_around(reading, at, at + 1),
        _longest(reading, starts, words) * 3,
        np.array([is_word(word) for word in words], int) * _SCALE,
        np.array([is_word(word) for word in old], int) * _SCALE,
        singly * 3,
        np.minimum(reading.word_sizes[starts], 4) * 3,
        *_borders(reading, at, at + 1),
    ]
    return Candidates(starts, words, _table(features))


def _windows(reading: Reading, at: Integers, y: Integers) -> list[Integers]:
    """Levels of everything around the places `at` that holds `y`."""
    x, levels_at, pairs = reading.ids, reading.model.evidence.levels_at, reading.model.pairs
    three, two, one = x[at - 3], x[at - 2], x[at - 1]
    next_, after, third = x[at + 1], x[at + 2], x[at + 3]
    return [
        pairs[one, y],
        pairs[y, next_],
        *levels_at(3, at, (two, one, y), (one, y, next_), (y, next_, after)),
        *levels_at(4, at, (three, two, one, y), (two, one, y, next_), (one, y, next_, after), (y, next_, after, third)),
        reading.model.singles[y],
    ]


def _windows_of(reading: Reading, at: Integers) -> list[Integers]:
    """The same for what does stand there."""
    x, pairs, threes, fours = reading.ids, reading.model.pairs, reading.threes, reading.fours
    return [
        pairs[x[at - 1], x[at]],
        pairs[x[at], x[at + 1]],
        threes[at - 1],
        threes[at],
        threes[at + 1],
        fours[at - 2],
        fours[at - 1],
        fours[at],
        fours[at + 1],
        reading.model.singles[x[at]],
    ]


def _best(at: Integers, weights: Integers) -> Integers:
    """Which rows are among the heaviest `_BEST` of their place."""
    order = np.lexsort((-weights, at))
    begins = np.flatnonzero(np.concatenate(([True], at[order][1:] != at[order][:-1])))
    ranks = np.arange(len(at)) - np.repeat(begins, np.diff(np.concatenate((begins, [len(at)]))))
    return np.sort(order[ranks < _BEST])


def _word_windows(reading: Reading, at: Integers, one: Integers, two: Integers) -> list[Integers]:
    """Levels of everything around the places `at` that holds the word `one` `two`."""
    x, levels_at, pairs = reading.ids, reading.model.evidence.levels_at, reading.model.pairs
    second, first, next_, after = x[at - 2], x[at - 1], x[at + 2], x[at + 3]
    return [
        pairs[one, two],
        pairs[first, one],
        pairs[two, next_],
        *levels_at(3, at, (first, one, two), (one, two, next_), (second, first, one), (two, next_, after)),
        *levels_at(4, at, (second, first, one, two), (first, one, two, next_), (one, two, next_, after)),
        reading.model.singles[one],
        reading.model.singles[two],
    ]


def _around(reading: Reading, first: Integers, last: Integers) -> list[Integers]:
    """Levels of what stands before `first` and behind `last`."""
    x, model = reading.ids, reading.model
    return [
        model.pairs[x[first - 2], x[first - 1]],
        model.pairs[x[last + 1], x[last + 2]],
        model.singles[x[first - 1]],
        model.singles[x[last + 1]],
    ]


def _borders(reading: Reading, first: Integers, last: Integers) -> list[Integers]:
    """Whether a mark, a number or an end stands before `first` and behind `last`."""
    han = reading.model.han
    return [~han[reading.ids[first - 1]] * _SCALE, ~han[reading.ids[last + 1]] * _SCALE]


def _longest(reading: Reading, starts: Integers, words: list[str]) -> Integers:
    known: dict[tuple[int, str], int] = {}
    found = []
    for key in zip(starts.tolist(), words, strict=True):
        if key not in known:
            known[key] = reading.longest_word(*key)
        found.append(known[key])
    return np.array(found, np.int64)


def _table(rows: list[Integers]) -> Integers:
    return np.stack(rows, 1).astype(np.float32) / _SCALE
