"""Characters lost, extra or transposed (漏字、多字、倒字): what would make an unusual place usual."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from mofan.text.proofread.statistics.candidates import best, borders, parts, table
from mofan.text.proofread.statistics.reading import COMMON, SEEN, Reading
from mofan.text.proofread.statistics.symbols import Integers

_BEST = 3
"""Characters that are weighed as lost at one place."""
_TOGETHER = 400
"""Places whose lost characters are looked up at a time."""
_USUAL = 13
"""Level from which two characters in a row are not parted (64 times)."""
_LOST = 7
"""Least level of a lost character beside each of its neighbours (8 times)."""


class Edit(Enum):
    """What is wrong with a place."""

    EXTRA = "extra"
    SWAPPED = "swapped"
    LOST = "lost"


@dataclass(frozen=True)
class Edits:
    """Places of one kind of edit, one a row."""

    starts: Integers
    """Code points in the reading's text: of the extra one, the first of two, the one behind the lost one."""
    characters: list[str]
    """What is lost; empty strings for the other kinds."""
    features: Integers


NO_EDITS = Edits(np.zeros(0, np.int64), [], np.zeros((0, 0), np.float32))


def extra_characters(reading: Reading) -> Edits:
    """Characters without which the text would be usual."""
    x, model, three, four = reading.ids, reading.model, reading.threes, reading.fours
    at = _inside(reading, 1, 1)
    at = at[(np.minimum(np.minimum(three[at - 1], three[at]), three[at + 1]) < SEEN) & (x[at] != x[at - 1])]
    at = at[np.maximum(four[at - 1], four[at]) < SEEN]
    at = at[model.pairs[x[at - 1], x[at + 1]] >= COMMON]
    if not len(at):
        return NO_EDITS
    a, b, c, d, e, f = (x[at + step] for step in (-3, -2, -1, 1, 2, 3))
    new = _levels(reading, (b, c, d, e), (a, b, c, d), (c, d, e, f))
    kept = np.maximum(np.maximum(new[0], new[1]), new[2]) >= SEEN
    at, new = at[kept], [row[kept] for row in new]
    if not len(at):
        return NO_EDITS
    b, c, d, e = (x[at + step] for step in (-2, -1, 1, 2))
    starts = reading.origins[at]
    features = [
        *new,
        *_levels(reading, (b, c, d), (c, d, e)),
        model.pairs[c, d],
        model.pairs[c, x[at]],
        model.pairs[x[at], d],
        *(three[at + step] for step in (-1, 0, 1)),
        *(four[at + step] for step in (-2, -1, 0, 1)),
        *_around(reading, at, at),
        np.minimum(reading.word_sizes[starts], 4) * 3,
    ]
    return Edits(starts, [""] * len(at), table(features))


def swapped_characters(reading: Reading) -> Edits:
    """Two characters in a row that would be usual the other way round."""
    x, model, three, four = reading.ids, reading.model, reading.threes, reading.fours
    at = _inside(reading, 0, 1)
    at = at[(x[at] != x[at + 1]) & (np.minimum(three[at], three[at + 1]) < SEEN)]
    at = at[four[at] < SEEN]
    at = at[model.pairs[x[at + 1], x[at]] >= COMMON]
    if not len(at):
        return NO_EDITS
    b, c, one, two, e, f = (x[at + step] for step in (-2, -1, 1, 0, 2, 3))
    new = _levels(reading, (b, c, one, two), (c, one, two, e), (one, two, e, f))
    kept = np.maximum(np.maximum(new[0], new[1]), new[2]) >= SEEN
    at, new = at[kept], [row[kept] for row in new]
    if not len(at):
        return NO_EDITS
    b, c, one, two, e, f = (x[at + step] for step in (-2, -1, 1, 0, 2, 3))
    starts = reading.origins[at]
    features = [
        *new,
        *_levels(reading, (b, c, one), (c, one, two), (one, two, e), (two, e, f)),
        model.pairs[c, one],
        model.pairs[one, two],
        model.pairs[two, e],
        model.pairs[c, two],
        model.pairs[two, one],
        model.pairs[one, e],
        *(three[at + step] for step in (-1, 0, 1, 2)),
        *(four[at + step] for step in (-2, -1, 0, 1, 2)),
        *_around(reading, at, at + 1),
        np.minimum(reading.word_sizes[starts], 4) * 3,
        np.minimum(reading.word_sizes[starts + 1], 4) * 3,
    ]
    return Edits(starts, [""] * len(at), table(features))


def lost_characters(reading: Reading) -> Edits:
    """Places at which one character more would make the text usual, and that character."""
    x, model = reading.ids, reading.model
    at = _inside(reading, 1, 0)
    at = at[(np.minimum(reading.threes[at - 1], reading.threes[at]) < SEEN) & (reading.fours[at - 1] < SEEN)]
    some = [
        found
        for part in parts(at[model.pairs[x[at - 1], x[at]] < _USUAL])
        if (found := _lost(reading, part)).characters
    ]
    if not some:
        return NO_EDITS
    return Edits(
        np.concatenate([found.starts for found in some]),
        [char for found in some for char in found.characters],
        np.concatenate([found.features for found in some]),
    )


def _lost(reading: Reading, at: Integers) -> Edits:
    x, model = reading.ids, reading.model
    rows, chars = _between(reading, at)
    at = at[rows]
    b, c, e, f = (x[at + step] for step in (-2, -1, 0, 1))
    new = _levels(reading, (b, c, chars, e), (c, chars, e, f))
    kept = np.flatnonzero(np.maximum(new[0], new[1]) >= SEEN)
    if not len(kept):
        return NO_EDITS
    kept = kept[best(at[kept], new[0][kept].astype(int) + new[1][kept], _BEST)]
    at, chars, new = at[kept], chars[kept], [row[kept] for row in new]
    a, b, c, e, f, g = (x[at + step] for step in (-3, -2, -1, 0, 1, 2))
    starts = reading.origins[at]
    features = [
        *new,
        *_levels(reading, (a, b, c, chars), (chars, e, f, g)),
        *_levels(reading, (b, c, chars), (c, chars, e), (chars, e, f)),
        model.pairs[c, chars],
        model.pairs[chars, e],
        model.pairs[c, e],
        model.singles[chars],
        reading.threes[at - 1],
        reading.threes[at],
        *(reading.fours[at + step] for step in (-2, -1, 0)),
        *_around(reading, at, at),
        np.minimum(reading.word_sizes[starts], 4) * 3,
        np.minimum(reading.word_sizes[starts - 1], 4) * 3,
    ]
    return Edits(starts, [model.characters[char] for char in chars.tolist()], table(features))


FINDERS = {Edit.EXTRA: extra_characters, Edit.SWAPPED: swapped_characters, Edit.LOST: lost_characters}


def _inside(reading: Reading, before: int, behind: int) -> Integers:
    """Chinese characters with so many of them right before and right behind."""
    han = reading.han
    good = han.copy()
    for step in range(1, before + 1):
        good[step:] &= han[:-step]
    for step in range(1, behind + 1):
        good[:-step] &= han[step:]
    return np.flatnonzero(good)


def _between(reading: Reading, at: Integers) -> tuple[Integers, Integers]:
    """For each place the characters that usually stand behind its left neighbour and before its own."""
    pairs = reading.model.pairs
    rows, chars = [], []
    for begin in range(0, len(at), _TOGETHER):
        part = at[begin : begin + _TOGETHER]
        usual = (pairs[reading.ids[part - 1]] >= _LOST) & (pairs[:, reading.ids[part]].T >= _LOST)
        usual &= reading.model.han
        row, char = np.nonzero(usual)
        rows.append(row + begin)
        chars.append(char)
    return np.concatenate(rows), np.concatenate(chars)


def _levels(reading: Reading, *windows: tuple[Integers, ...]) -> list[Integers]:
    return reading.model.evidence.levels_at(len(windows[0]), windows[0][0], *windows)


def _around(reading: Reading, first: Integers, last: Integers) -> list[Integers]:
    """What stands further around, and how strange the text is."""
    return [
        reading.threes[first - 2],
        reading.threes[last + 2],
        reading.model.singles[reading.ids[first]],
        *borders(reading, first, last),
        reading.strangeness(first),
    ]
