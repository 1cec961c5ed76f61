"""Characters that are taken for one another (音近形近): by their sound and by their shape."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache
from importlib.resources import files

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


SHAPES = (Way.SAME_SHAPE, Way.NEAR_SHAPE, Way.SAME_PART)


def plain(reading: str) -> str:
    """A reading without its tone: zhong1 → zhong."""
    return reading.rstrip("12345")


@cache
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
def by_sound() -> Mapping[str, set[str]]:
    """Near syllable → its characters."""
    found: dict[str, set[str]] = {}
    for char, said in readings().items():
        for one in said:
            found.setdefault(near(plain(one)), set()).add(char)
    return found


def shape_rows() -> Iterator[tuple[str, list[str]]]:
    """Each character with those that look like it, in the order of `SHAPES` (shapes.txt)."""
    for line in files(__package__).joinpath("shapes.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            char, *groups = line.split("\t")
            yield char, groups


@cache
def shapes() -> Mapping[str, Mapping[str, Way]]:
    """Character → those that look like it (shapes.txt)."""
    found: dict[str, Mapping[str, Way]] = {}
    for char, groups in shape_rows():
        found[char] = {other: way for way, group in zip(SHAPES, groups, strict=True) for other in group}
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
