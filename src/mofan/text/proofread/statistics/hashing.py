"""A table of many keys that is asked many at a time (散列表)."""

import numpy as np

from mofan.text.proofread.statistics.symbols import Integers

_MIX = np.uint64(0x9E3779B97F4A7C15)
_ROOM = 3
"""Least places for each key."""


class Table:
    """Keys with a small number for each: open addressing with 32-bit marks, all lookups at once.

    Two keys share mark and place once in billions of questions; a count of n-grams can bear that.
    """

    def __init__(self, keys: Integers, values: Integers) -> None:
        self._bits = max(4, int(_ROOM * len(keys)).bit_length())
        self._marks = np.zeros(1 << self._bits, np.uint32)
        self._values = np.zeros(1 << self._bits, np.uint8)
        places, marks = self._hashed(keys)
        left = np.arange(len(keys))
        while len(left):
            _, first = np.unique(places[left], return_index=True)
            first = first[self._marks[places[left[first]]] == 0]
            lucky = left[first]
            self._marks[places[lucky]], self._values[places[lucky]] = marks[lucky], values[lucky]
            waiting = np.ones(len(left), bool)
            waiting[first] = False
            left = left[waiting]
            places[left] = (places[left] + 1) & (len(self._marks) - 1)

    def _hashed(self, keys: Integers) -> tuple[Integers, Integers]:
        mixed = keys.astype(np.uint64) * _MIX
        places = (mixed >> np.uint64(64 - self._bits)).astype(np.int64)
        return places, (mixed & np.uint64(0xFFFFFFFF)).astype(np.uint32) | np.uint32(1)

    def of(self, keys: Integers) -> Integers:
        """The number of each key; 0 for one that is not there."""
        places, marks = self._hashed(keys)
        there = self._marks[places]
        found = np.where(there == marks, self._values[places], 0).astype(np.uint8)
        left = np.flatnonzero((there != marks) & (there != 0))
        while len(left):
            places[left] = (places[left] + 1) & (len(self._marks) - 1)
            there = self._marks[places[left]]
            hit = there == marks[left]
            found[left[hit]] = self._values[places[left[hit]]]
            left = left[~hit & (there != 0)]
        return found
