"""Characters that are taken for one another (音近形近): by their sound and by their shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

import numpy as np

from mofan.text.proofread.statistics.evidence import Evidence
from mofan.text.proofread.statistics.symbols import Integers

_LIMIT = 0xA000
"""Code points of Chinese characters stay under it."""
READINGS = 3
"""Readings of a character that count."""


class Way(IntEnum):
    """How one character is like another."""

    SAME_SOUND = 1
    SAME_SYLLABLE = 2
    """The same but for the tone."""
    NEAR_SYLLABLE = 3
    """zh and z, n and l, in and ing …"""
    SAME_SHAPE = 4
    NEAR_SHAPE = 5
    SAME_PART = 6


def plain(reading: str) -> str:
    """A reading without its tone: zhong1 → zhong."""
    return reading.rstrip("12345")


def near(syllable: str) -> str:
    """What syllables that are easily mixed up have in common: zhong and zon → zon."""
    for broad, narrow in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n")):
        if syllable.startswith(broad):
            syllable = narrow + syllable[len(broad) :]
            break
    return syllable[:-1] if syllable.endswith("ng") else syllable


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Character → its readings with their tones (readings.txt, after pypinyin)."""
    found: dict[str, tuple[str, ...]] = {}
    for line in files(__package__).joinpath("readings.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            char, *said = line.split()
            found[char] = tuple(said[:READINGS])
    return found


@cache
def shapes() -> Mapping[str, Mapping[str, Way]]:
    """Character → those that look like it (shapes.txt)."""
    found: dict[str, Mapping[str, Way]] = {}
    for line in files(__package__).joinpath("shapes.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            char, *groups = line.split("\t")
            found[char] = {
                other: way
                for way, group in zip((Way.SAME_SHAPE, Way.NEAR_SHAPE, Way.SAME_PART), groups, strict=True)
                for other in group
            }
    return found


def alternatives(char: str, by_near: Mapping[str, set[str]]) -> dict[str, Way]:
    """What may have been meant where `char` stands; `by_near` gives the characters of a near syllable."""
    mine = readings().get(char, ())
    found: dict[str, Way] = {}
    for said in mine:
        for other in by_near.get(near(plain(said)), ()):
            found[other] = min(found.get(other, Way.NEAR_SYLLABLE), _sound_of(said, readings()[other]))
    for other, way in shapes().get(char, {}).items():
        if found.get(other, Way.NEAR_SYLLABLE) == Way.NEAR_SYLLABLE:
            found[other] = way
    found.pop(char, None)
    return found


def _sound_of(said: str, others: tuple[str, ...]) -> Way:
    if said in others:
        return Way.SAME_SOUND
    return Way.SAME_SYLLABLE if plain(said) in map(plain, others) else Way.NEAR_SYLLABLE


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


_SYLLABLES = 1000
_FREQUENT = 7
"""Level from which two characters in a row are a word that something may have been written for (8 times)."""


def alike_for(evidence: Evidence) -> Alike:
    """The table for the alphabet and the frequent pairs of `evidence`."""
    number = {char: place for place, char in enumerate(evidence.symbols.characters, 4)}
    by_near: dict[str, set[str]] = {}
    for char, saids in readings().items():
        if char in number:
            for said in saids:
                by_near.setdefault(near(plain(said)), set()).add(char)
    starts, sizes = np.zeros(_LIMIT, np.int64), np.zeros(_LIMIT, np.int64)
    targets: list[int] = []
    ways: list[int] = []
    for char in sorted(readings()):
        start = len(targets)
        for other, way in sorted(alternatives(char, by_near).items()):
            if other in number:
                targets.append(number[other])
                ways.append(way)
        starts[ord(char)], sizes[ord(char)] = start, len(targets) - start
    syllables = _syllables()
    return Alike(
        starts, sizes, np.array(targets, np.int64), np.array(ways, np.int64), syllables, *_pairs(evidence, syllables)
    )


def _syllables() -> Integers:
    table = np.full((_LIMIT, READINGS), -1, np.int32)
    numbers: dict[str, int] = {}
    for char, saids in sorted(readings().items()):
        said = sorted({near(plain(one)) for one in saids})
        table[ord(char), : len(said)] = [numbers.setdefault(one, len(numbers)) for one in said]
    return table


def _pairs(evidence: Evidence, syllables: Integers) -> tuple[Integers, Integers, Integers]:
    """Frequent words of two characters by their syllables."""
    codes = np.array([0] * 4 + [ord(char) for char in evidence.symbols.characters])
    han = evidence.symbols.are_han
    first, second = np.nonzero((evidence.pairs >= _FREQUENT) & han[:, None] & han[None, :])
    found = []
    for left in syllables[codes[first]].T:
        for right in syllables[codes[second]].T:
            known = (left >= 0) & (right >= 0)
            found.append(np.stack((left[known] * _SYLLABLES + right[known], first[known], second[known])))
    keys, first, second = np.concatenate(found, 1)
    order = np.argsort(keys, kind="stable")
    return keys[order], first[order], second[order]
