"""A table of many keys that is asked many at a time (散列表)."""

import numpy as np

from mofan.text.proofread.statistics.symbols import Integers

_MIX = np.uint64(0x9E3779B97F4A7C15)
_ROOM = 3
"""Least places for each key."""
_FEW = 2
"""Questions for each key that are answered before the places are laid out, which costs as much as answering them."""


class Table:
    """Keys in order with a small number for each. The first questions are answered by halving; a table that is asked
    more lays its keys out: open addressing with 32-bit marks, all lookups at once.

    Two keys share mark and place once in billions of questions; a count of n-grams can bear that.
    """

    def __init__(self, keys: Integers, values: Integers) -> None:
        self._keys, self._given = keys, values
        self._left = int(len(keys) * _FEW)
        self._bits = max(4, int(_ROOM * len(keys)).bit_length())
        self._laid: tuple[Integers, Integers] | None = None

    def of(self, keys: Integers) -> Integers:
        """The number of each key; 0 for one that is not there."""
        if self._laid is None:
            self._left -= len(keys)
            if self._left > 0:
                return self._halved(keys)
            self._laid = self._lay()
        return self._looked_up(keys, *self._laid)

    def _halved(self, keys: Integers) -> Integers:
        """In order, so that what is looked at one after another lies side by side: an eighth of the time."""
        order = np.argsort(keys)
        asked = keys[order]
        at = np.minimum(np.searchsorted(self._keys, asked), len(self._keys) - 1)
        found = np.empty(len(keys), np.uint8)
        found[order] = np.where(self._keys[at] == asked, self._given[at], 0)
        return found

    def _lay(self) -> tuple[Integers, Integers]:
        """Marks and numbers at the places of their keys, or at the next free ones."""
        marks, values = np.zeros(1 << self._bits, np.uint32), np.zeros(1 << self._bits, np.uint8)
        places, mine = self._hashed(self._keys)
        given = self._given
        while len(places):
            free = marks[places] == 0
            marks[places[free]], values[places[free]] = mine[free], given[free]
            unlucky = marks[places] != mine
            places, mine, given = (places[unlucky] + 1) & (len(marks) - 1), mine[unlucky], given[unlucky]
        return marks, values

    def _hashed(self, keys: Integers) -> tuple[Integers, Integers]:
        mixed = keys.astype(np.uint64) * _MIX
        places = (mixed >> np.uint64(64 - self._bits)).astype(np.int64)
        return places, (mixed & np.uint64(0xFFFFFFFF)).astype(np.uint32) | np.uint32(1)

    def _looked_up(self, keys: Integers, marks: Integers, values: Integers) -> Integers:
        places, mine = self._hashed(keys)
        there = marks[places]
        found = np.where(there == mine, values[places], 0).astype(np.uint8)
        left = np.flatnonzero((there != mine) & (there != 0))
        while len(left):
            places[left] = (places[left] + 1) & (len(marks) - 1)
            there = marks[places[left]]
            hit = there == mine[left]
            found[left[hit]] = values[places[left[hit]]]
            left = left[~hit & (there != 0)]
        return found
