"""The table of characters that are taken for one another (音近形近表), as numbers of an evidence's alphabet."""

from dataclasses import dataclass

import numpy as np

from mofan.text.proofread.statistics.alike import READINGS, SHAPES, Way, near, plain, readings, shape_rows
from mofan.text.proofread.statistics.evidence import Evidence
from mofan.text.proofread.statistics.symbols import Integers, code_points

_LIMIT = 0xA000
"""Code points of Chinese characters stay under it."""
_SYLLABLES = 1000
_FREQUENT = 7
"""Level from which two characters in a row are a word that something may have been written for (8 times)."""
_FIRST = (Way.SAME_SOUND, Way.SAME_SYLLABLE, Way.SAME_SHAPE, Way.NEAR_SHAPE, Way.SAME_PART, Way.NEAR_SYLLABLE)
"""Of several ways in which two characters are alike the first counts."""


@dataclass(frozen=True)
class Alike:
    """The alternatives of every character, as numbers of an evidence's alphabet."""

    starts: Integers
    """Code point → where its alternatives begin."""
    sizes: Integers
    targets: Integers
    ways: Integers
    syllables: Integers
    """Code point → up to READINGS numbers of near syllables, -1 where there are fewer."""
    pair_keys: Integers
    """Two near syllables as one number, in order; the words of two characters beside them."""
    first: Integers
    second: Integers

    def of(self, codes: Integers) -> tuple[Integers, Integers, Integers]:
        """For several code points: the place of each alternative among them, its number and its way."""
        sizes = self.sizes[codes]
        places = np.repeat(np.arange(len(codes)), sizes)
        begins = np.repeat(self.starts[codes] - np.cumsum(sizes) + sizes, sizes)
        index = begins + np.arange(len(places))
        return places, self.targets[index], self.ways[index]

    def words_like(self, one: Integers, two: Integers) -> tuple[Integers, Integers, Integers]:
        """For pairs of code points: the place of each word of that sound, and the word's two numbers; some twice."""
        found = []
        for left in self.syllables[one].T:
            for right in self.syllables[two].T:
                keys = np.where((left >= 0) & (right >= 0), left * _SYLLABLES + right, -1)
                begins = np.searchsorted(self.pair_keys, keys, "left")
                sizes = np.searchsorted(self.pair_keys, keys, "right") - begins
                places = np.repeat(np.arange(len(one)), sizes)
                index = np.repeat(begins - np.cumsum(sizes) + sizes, sizes) + np.arange(len(places))
                found.append(np.stack((places, self.first[index], self.second[index])))
        places, first, second = np.concatenate(found, 1)
        return places, first, second


def alike_for(evidence: Evidence) -> Alike:
    """The table for the alphabet and the frequent pairs of `evidence`: what `alternatives` says of each character."""
    number = np.zeros(_LIMIT, np.int64)
    for place, char in enumerate(evidence.symbols.characters, 4):
        if ord(char) < _LIMIT:
            number[ord(char)] = place
    said = [(ord(char), one) for char, saids in sorted(readings().items()) for one in saids]
    chars = np.array([char for char, _ in said], np.int64)
    sounds = [one for _, one in said]
    syllables = [plain(one) for one in sounds]
    ways = ((Way.SAME_SOUND, sounds), (Way.SAME_SYLLABLE, syllables), (Way.NEAR_SYLLABLE, [*map(near, syllables)]))
    rows = [_shapes(number, chars)]
    for way, keys in ways:
        rows.append(_ranked(*_of_one_key(chars, _numbered(keys), number), way))
    row = np.sort(np.concatenate(rows))
    row = row[np.diff(row >> 3, prepend=-1) != 0]
    one, other, rank = row >> 19, (row >> 3) & 0xFFFF, row & 7
    kept = one != other
    one, other, rank = one[kept], other[kept], rank[kept]
    sizes = np.bincount(one, minlength=_LIMIT)
    starts = np.cumsum(sizes) - sizes
    table = _syllables(chars, _numbered([*map(near, syllables)]))
    return Alike(starts, sizes, number[other], np.array(_FIRST, np.int64)[rank], table, *_pairs(evidence, table))


def _ranked(one: Integers, other: Integers, way: Integers | Way) -> Integers:
    """Two code points and how the one is like the other as one number: of two characters the first way is the least."""
    ranks = np.zeros(len(Way) + 1, np.int64)
    ranks[list(_FIRST)] = range(len(_FIRST))
    return np.asarray((one << 19) | (other << 3) | ranks[way])


def _numbered(keys: list[str]) -> Integers:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)


def _of_one_key(chars: Integers, keys: Integers, number: Integers) -> tuple[Integers, Integers]:
    """Every two of `chars` that share a key, the second of them in the alphabet."""
    known = np.flatnonzero(number[chars])
    known = known[np.argsort(keys[known], kind="stable")]
    sizes = np.bincount(keys[known], minlength=keys.max() + 1)
    begins = np.cumsum(sizes) - sizes
    many = sizes[keys]
    at = np.repeat(begins[keys] - np.cumsum(many) + many, many) + np.arange(many.sum())
    return np.repeat(chars, many), chars[known[at]]


def _shapes(number: Integers, chars: Integers) -> Integers:
    """Every two characters that look alike, the first with a known sound, the second in the alphabet."""
    known = set(np.unique(chars).tolist())
    rows = [(char, groups) for char, groups in shape_rows() if ord(char) in known]
    sizes = np.array([[len(group) for group in groups] for _, groups in rows], np.int64)
    one = np.repeat(code_points("".join(char for char, _ in rows)), sizes.sum(1))
    other = code_points("".join(group for _, groups in rows for group in groups))
    way = np.repeat(np.tile(np.array(SHAPES), len(rows)), sizes.ravel())
    kept = np.flatnonzero(other < _LIMIT)
    kept = kept[number[other[kept]] > 0]
    return _ranked(one[kept], other[kept], way[kept])


def _syllables(chars: Integers, numbers: Integers) -> Integers:
    """Code point → the numbers of its near syllables."""
    table = np.full((_LIMIT, READINGS), -1, np.int32)
    _, once = np.unique(chars * _SYLLABLES + numbers, return_index=True)
    chars, numbers = chars[once], numbers[once]
    sizes = np.bincount(chars)
    table[chars, np.arange(len(chars)) - np.repeat(np.cumsum(sizes) - sizes, sizes)] = numbers
    return table


def _pairs(evidence: Evidence, syllables: Integers) -> tuple[Integers, Integers, Integers]:
    """Frequent words of two characters by their syllables."""
    codes = np.array([0] * 4 + [ord(char) for char in evidence.symbols.characters])
    han = evidence.symbols.are_han
    first, second = evidence.pairs_from(_FREQUENT)
    kept = han[first] & han[second]
    first, second = first[kept], second[kept]
    found = []
    for left in syllables[codes[first]].T:
        for right in syllables[codes[second]].T:
            known = (left >= 0) & (right >= 0)
            found.append(np.stack((left[known] * _SYLLABLES + right[known], first[known], second[known])))
    keys, first, second = np.concatenate(found, 1)
    order = np.argsort(keys, kind="stable")
    return keys[order], first[order], second[order]
