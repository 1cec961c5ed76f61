"""What may have been meant (候选): places that look unusual, what could stand there, and what speaks for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from mofan.text.proofread.statistics.alike import Way
from mofan.text.proofread.statistics.reading import COMMON, SCALE, SEEN, SURE, Reading, is_word, longest_word
from mofan.text.proofread.statistics.symbols import BITS, Integers

_BEST = 4
"""Candidates that are weighed at one place."""
_TOGETHER = 10_000
"""Places that are weighed at a time."""
_WORD_LIKE = 11
"""Level from which two characters in a row are no slip (32 times)."""


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


def parts(at: Integers) -> Iterator[Integers]:
    """Places in parts: however long a text is, no more of them are weighed at a time."""
    for begin in range(0, len(at), _TOGETHER):
        yield at[begin : begin + _TOGETHER]


def _joined(found: Iterable[Candidates]) -> Candidates:
    some = [part for part in found if part.words]
    if not some:
        return NOTHING
    return Candidates(
        np.concatenate([part.starts for part in some]),
        [word for part in some for word in part.words],
        np.concatenate([part.features for part in some]),
    )


def single_candidates(reading: Reading) -> Candidates:
    """One character for another."""
    model = reading.model
    at = np.flatnonzero(reading.han & reading.wanted)
    at = at[model.alike.sizes[reading.codes[reading.origins[at]]] > 0]
    return _joined(_singles(reading, part) for part in parts(at[reading.unusual(at)]))


def _singles(reading: Reading, at: Integers) -> Candidates:
    model, x = reading.model, reading.ids
    places, targets, ways = model.alike.of(reading.codes[reading.origins[at]])
    before = model.pairs[x[at - 1], x[at]].astype(np.int16) + model.pairs[x[at], x[at + 1]]
    left = model.pairs[x[at - 1][places], targets].astype(np.int16)
    right = model.pairs[targets, x[at + 1][places]]
    kept = np.flatnonzero((left + right >= before[places] + 2) & (np.maximum(left, right) >= COMMON))
    if not len(kept):
        return NOTHING
    at, targets, ways = at[places[kept]], targets[kept], ways[kept]
    kept = np.maximum.reduce(_threes(reading, at, targets)) >= SEEN
    if not kept.any():
        return NOTHING
    at, targets, ways = at[kept], targets[kept], ways[kept]
    new = _windows(reading, at, targets)
    many = np.minimum(np.bincount(at)[at], 20)
    kept = best(at, np.sum(new[:9], 0, int))
    at, targets, ways, many = at[kept], targets[kept], ways[kept], many[kept]
    starts = reading.origins[at]
    words = [model.characters[target] for target in targets.tolist()]
    features = [
        *(row[kept] for row in new),
        *_windows_of(reading, at),
        *_around(reading, at, at),
        reading.threes[at - 2],
        reading.threes[at + 2],
        *((ways == way) * SCALE for way in Way),
        np.minimum(reading.word_sizes[starts], 4) * 3,
        _longest(reading, starts, words) * 3,
        _longest(reading, starts, [reading.text[start] for start in starts.tolist()]) * 3,
        (reading.word_sizes[np.maximum(starts - 1, 0)] == 1) * 3,
        (reading.word_sizes[starts + 1] == 1) * 3,
        *borders(reading, at, at),
        many,
        reading.strangeness(at),
    ]
    return Candidates(starts, words, table(features))


def double_candidates(reading: Reading) -> Candidates:
    """A word of two characters for another that sounds like it."""
    model, x = reading.model, reading.ids
    at = np.flatnonzero(reading.han[:-1] & reading.han[1:] & reading.wanted[:-1])
    at = at[reading.origins[at + 1] == reading.origins[at] + 1]
    at = at[reading.unusual(at) | reading.unusual(at + 1)]
    at = at[np.maximum(reading.threes[at], reading.threes[at + 1]) < COMMON]
    at = at[model.pairs[x[at], x[at + 1]] < _WORD_LIKE]
    return _joined(_doubles(reading, part) for part in parts(at))


def _doubles(reading: Reading, at: Integers) -> Candidates:
    model, x = reading.model, reading.ids
    starts = reading.origins[at]
    places, first, second = model.alike.words_like(reading.codes[starts], reading.codes[starts + 1])
    at = at[places]
    kept = (first != x[at]) & (second != x[at + 1])
    kept &= model.pairs[first, second] >= model.pairs[x[at], x[at + 1]].astype(int) + 3
    kept &= np.maximum(model.pairs[x[at - 1], first], model.pairs[second, x[at + 2]]) >= SURE
    if not kept.any():
        return NOTHING
    at, first, second = at[kept], first[kept], second[kept]
    _, once = np.unique((at << 2 * BITS) | (first << BITS) | second, return_index=True)
    at, first, second = at[once], first[once], second[once]
    windows = ((x[at - 1], first, second), (first, second, x[at + 2]))
    kept = np.maximum.reduce(model.evidence.levels_at(3, at, *windows)) >= SURE
    if not kept.any():
        return NOTHING
    at, first, second = at[kept], first[kept], second[kept]
    new = _word_windows(reading, at, first, second)
    kept = best(at, np.sum(new[:10], 0, int))
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
        np.array([is_word(word) for word in words], int) * SCALE,
        np.array([is_word(word) for word in old], int) * SCALE,
        singly * 3,
        np.minimum(reading.word_sizes[starts], 4) * 3,
        *borders(reading, at, at + 1),
        reading.strangeness(at),
    ]
    return Candidates(starts, words, table(features))


def _threes(reading: Reading, at: Integers, y: Integers) -> list[Integers]:
    """Levels of the three in a row around the places `at` that hold `y`."""
    x = reading.ids
    two, one, next_, after = x[at - 2], x[at - 1], x[at + 1], x[at + 2]
    return reading.model.evidence.levels_at(3, at, (two, one, y), (one, y, next_), (y, next_, after))


def _windows(reading: Reading, at: Integers, y: Integers) -> list[Integers]:
    """Levels of everything around the places `at` that holds `y`."""
    x, levels_at, pairs = reading.ids, reading.model.evidence.levels_at, reading.model.pairs
    three, two, one = x[at - 3], x[at - 2], x[at - 1]
    next_, after, third = x[at + 1], x[at + 2], x[at + 3]
    return [
        pairs[one, y],
        pairs[y, next_],
        *_threes(reading, at, y),
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


def best(at: Integers, weights: Integers, most: int = _BEST) -> Integers:
    """Which rows are among the `most` heaviest of their place."""
    order = np.lexsort((-weights, at))
    begins = np.flatnonzero(np.concatenate(([True], at[order][1:] != at[order][:-1])))
    ranks = np.arange(len(at)) - np.repeat(begins, np.diff(np.concatenate((begins, [len(at)]))))
    return np.sort(order[ranks < most])


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


def borders(reading: Reading, first: Integers, last: Integers) -> list[Integers]:
    """Whether a mark, a number or an end stands before `first` and behind `last`."""
    han = reading.model.han
    return [~han[reading.ids[first - 1]] * SCALE, ~han[reading.ids[last + 1]] * SCALE]


def _longest(reading: Reading, starts: Integers, words: list[str]) -> Integers:
    known: dict[tuple[int, str], int] = {}
    found = []
    for key in zip(starts.tolist(), words, strict=True):
        if key not in known:
            known[key] = longest_word(reading.text, *key)
        found.append(known[key])
    return np.array(found, np.int64)


def table(rows: list[Integers]) -> Integers:
    """Columns side by side, on the scale that networks learn."""
    return np.stack(rows, 1).astype(np.float32) / SCALE
