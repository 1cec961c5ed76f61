"""Characters lost, extra or transposed (漏字、多字、倒字): what would make an unusual place usual."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from mofan.text.proofread.statistics.candidates import best, borders, parts, table
from mofan.text.proofread.statistics.reading import BESIDE, COMMON, SEEN, Reading, is_word, longest_word
from mofan.text.proofread.statistics.symbols import Integers, code_points

_BEST = 3
"""Characters that are weighed as lost at one place."""
_TOGETHER = 1_000
"""Places whose lost characters are looked up at a time."""
_USUAL = 13
"""Level from which two characters in a row are not parted (64 times)."""


_STANDING = code_points(
    "应可须必能会要并按由对把被将从向给为以或及和与不非之其各该此个的地得是在了有这那一二三四五六七八九十两也就都而年月日"
    "时人大小多少新老后前中上下内外等我你他它们请再又还已未无本所于至到但如若市称区省条第经县同自国因更处好用水指报"
    "据党起方原军受美法村超说副次约较作仍让除百正镇全共核高热需均看保促稳抓控具当敢"
)
"""Characters that are words of their own, nearly all a hundred times or more in a million characters of published
documents: alone among words they are no piece of a broken one."""
_STRANGE, _ODD, _OFTEN = 3, 9, 5
"""Most that three in a row around a broken word were seen: twice, or 16 times where what would be whole was seen four
times on both sides."""


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
    three = _levels(reading, (x[at - 1], chars, x[at]))[0]
    usual = np.flatnonzero(three >= SEEN)  # four in a row are seen no oftener than three of them
    at, chars = at[usual], chars[usual]
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


def broken_words(reading: Reading) -> Iterator[tuple[Edit, int, str]]:
    """Words that stand in pieces (残词), and what would make them whole: a character lost beside a piece
    (商事|制|改革), one too many between two (治|在|理), or one that belongs before or behind them (地|在|方安排). For
    each the kind, the code point as in `Edits`, and what is lost."""
    alone = reading.han & (reading.word_sizes[reading.origins] == 1)
    piece = alone & ~np.isin(reading.codes[reading.origins], _STANDING)
    yield from _too_many(reading, alone, piece)
    yield from _too_few(reading, piece)


def _too_many(reading: Reading, alone: Integers, piece: Integers) -> Iterator[tuple[Edit, int, str]]:
    x, three, four = reading.ids, reading.threes, reading.fours
    at = _inside(reading, 1, 1)
    at = at[alone[at] & (piece[at - 1] | piece[at + 1]) & (np.maximum(four[at - 1], four[at]) < SEEN)]
    around = np.stack((three[at - 1], three[at], three[at + 1]))
    at = at[(around.min(0) < SEEN) & (around.max(0) <= _STRANGE)]
    if not len(at):
        return
    a, b, c, d, e, f = (x[at + step] for step in (-3, -2, -1, 1, 2, 3))
    across, *beside = _levels(reading, (b, c, d, e), (a, b, c, d), (c, d, e, f))
    before = np.minimum.reduce(_levels(reading, (b, x[at], c), (x[at], c, d)))
    behind = np.minimum.reduce(_levels(reading, (c, d, x[at]), (d, x[at], e)))
    for row in np.flatnonzero(np.maximum.reduce((across, *beside)) >= SEEN).tolist():
        start = int(reading.origins[at[row]])
        without = reading.text[start - 6 : start] + reading.text[start + 1 : start + 6]
        if longest_word(without, 5, without[5:7]) == 1:
            continue
        step = _moved_by(reading.text[start - 2 : start + 3], alone[at[row] - 2], alone[at[row] + 2])
        if not step and across[row] < SEEN <= max(before[row], behind[row]):
            step = -1 if before[row] > behind[row] else 1
        if step:
            yield Edit.SWAPPED, start - (step < 0), ""
        else:
            yield Edit.EXTRA, start, ""


def _moved_by(five: str, far: bool, next_: bool) -> int:
    """Whether the one in the middle makes a word with a piece two before it (-1) or two behind it (1): it and the one
    between are transposed (调|肥|控|水); 0 where it does not."""
    if next_ and is_word(five[2] + five[4]):
        return 1
    return -1 if far and is_word(five[0] + five[2]) else 0


def _too_few(reading: Reading, piece: Integers) -> Iterator[tuple[Edit, int, str]]:
    x, three, four = reading.ids, reading.threes, reading.fours
    at = _inside(reading, 1, 0)
    at = at[(piece[at - 1] | piece[at]) & (four[at - 1] < SEEN) & (np.minimum(three[at - 1], three[at]) < SEEN)]
    rows, chars = _between(reading, at[np.maximum(three[at - 1], three[at]) <= _ODD])
    at = at[np.maximum(three[at - 1], three[at]) <= _ODD][rows]
    usual = _levels(reading, (x[at - 1], chars, x[at]))[0] >= SEEN
    at, chars = at[usual], chars[usual]
    before, behind = _levels(reading, (x[at - 2], x[at - 1], chars, x[at]), (x[at - 1], chars, x[at], x[at + 1]))
    least = np.where(np.maximum(three[at - 1], three[at]) <= _STRANGE, SEEN, _OFTEN)
    kept = np.flatnonzero(np.minimum(before, behind) >= least)
    weights = before.astype(int) + behind
    done: set[int] = set()
    for row in kept[np.argsort(-weights[kept], kind="stable")].tolist():
        start, char = int(reading.origins[at[row]]), reading.model.characters[int(chars[row])]
        left, right = reading.text[start - 1], reading.text[start]
        whole = (piece[at[row] - 1] and is_word(left + char)) or (piece[at[row]] and is_word(char + right))
        if whole and start not in done:
            done.add(start)
            yield Edit.LOST, start, char


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
    begins, followers = reading.model.followers
    rows, chars = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for begin in range(0, len(at), _TOGETHER):
        part = at[begin : begin + _TOGETHER]
        left, right = reading.ids[part - 1], reading.ids[part]
        sizes = begins[left + 1] - begins[left]
        row = np.repeat(np.arange(len(part)), sizes)
        char = followers[np.repeat(begins[left] - np.cumsum(sizes) + sizes, sizes) + np.arange(len(row))]
        usual = reading.model.pairs[char, right[row]] >= BESIDE
        rows.append(row[usual] + begin)
        chars.append(char[usual])
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
