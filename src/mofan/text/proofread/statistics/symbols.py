"""Characters as numbers (符号): what n-grams are counted over."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[Any]

BREAK, DIGITS, LATIN, OTHER = range(4)
"""White space and line ends; a run of digits; a run of letters; any character without a number of its own."""
FIRST = 4
BITS = 13
LARGEST = 1 << BITS
"""Numbers stay under it, so that four of them fit one key."""
MARKS = "，。、；：“”《》（）—？！"
"""Marks that have numbers of their own."""
_HAN = (0x4E00, 0x9FFF)


@dataclass(frozen=True)
class Symbols:
    """An alphabet: the character at place k has the number k + FIRST."""

    characters: str

    @cached_property
    def numbers(self) -> Integers:
        """Code point → number."""
        table = np.full(0x110000, OTHER, np.uint16)
        for zero in (ord("0"), ord("０")):
            table[zero : zero + 10] = DIGITS
        for letter in "aAａＡ":
            table[ord(letter) : ord(letter) + 26] = LATIN
        table[[ord(char) for char in " \t\r\n\u3000"]] = BREAK
        table[[ord(char) for char in self.characters]] = np.arange(len(self.characters)) + FIRST
        return table

    @cached_property
    def are_han(self) -> Integers:
        """Number → whether it is a Chinese character."""
        codes = np.array([0] * FIRST + [ord(char) for char in self.characters])
        return is_han(codes)

    def __len__(self) -> int:
        return len(self.characters) + FIRST

    def number(self, char: str) -> int:
        """The number of one character."""
        return int(self.numbers[ord(char)])

    def read(self, codes: Integers) -> tuple[Integers, Integers]:
        """The numbers of code points, runs of digits, letters, breaks and unknown ones as one; where each came from."""
        raw = self.numbers[codes]
        kept = np.ones(len(raw), bool)
        kept[1:] = (raw[1:] != raw[:-1]) | (raw[1:] >= FIRST)
        origins = np.flatnonzero(kept)
        return raw[origins].astype(np.int64), origins

    def with_characters_of(self, texts: Iterable[str]) -> "Symbols":
        """This alphabet and the Chinese characters of `texts` that it lacks, as far as there are numbers."""
        known = set(self.characters)
        new = sorted({char for text in texts for char in set(text) if _HAN[0] <= ord(char) <= _HAN[1]} - known)
        room = LARGEST - FIRST - len(self.characters)
        return Symbols(self.characters + "".join(new[:room])) if new else self


def code_points(text: str) -> Integers:
    """The code points of `text`."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def is_han(codes: Integers) -> Integers:
    """Which code points are Chinese characters."""
    return np.asarray((codes >= _HAN[0]) & (codes <= _HAN[1]))
