"""Facet values as numbers (分面编码): what an entry counts under, packed into three columns of the index.

The engine counts a column of text by reading the text of each value anew for every search. Where few entries match, it
is three times as quick to take their numbers and count those. A value's number is the first free one from its hash on;
which value holds which number stands in the index itself, as terms «field number value» of the entries that have it, so
that it is committed, taken back and merged with them, and no second file has to agree with the first.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt
import tantivy

CODES: Final = "codes"
"""The field of those terms."""
COLUMNS: Final = ("coded_0", "coded_1", "coded_2")

_TRIES = 64
"""Numbers that are tried for a value; then it has none."""
_MOST_VALUES = 50_000
"""Values whose numbers are kept at a time."""

Numbers = npt.NDArray[np.int64]


_NARROW = 12
"""Bits of a number that is counted in a table of all numbers; wider ones are sorted."""


class _Slot(NamedTuple):
    """Where one number of a field stands: bits of a column."""

    column: int
    shift: int
    bits: int = _NARROW

    @property
    def unknown(self) -> int:
        """The number of what has none of its own: a value that found none free, or more values than slots."""
        return (1 << self.bits) - 1


_SLOTS: Final[Mapping[str, tuple[_Slot, ...]]] = {
    "genre": (_Slot(0, 0),),
    "unit_kind": (_Slot(0, 12),),
    "level": (_Slot(0, 24),),
    "category": (_Slot(0, 36),),
    "year": (_Slot(0, 48),),
    "themes": (*(_Slot(1, shift) for shift in range(0, 60, 12)), _Slot(2, 48)),
    "source": (_Slot(2, 0, bits=48),),
}


class Coder:
    """Gives values their numbers. One at a time writes, so `searcher` and what was given since know all that hold."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._values = Values(searcher)
        self._given: dict[tuple[str, str], int] = {}
        self._held: dict[tuple[str, int], str] = {}

    def coded(self, values: Mapping[str, Sequence[str]]) -> tuple[list[int], list[str]]:
        """The columns of an entry with these values, and the terms that say what its numbers mean."""
        columns = [0] * len(COLUMNS)
        terms = []
        for field, some in values.items():
            slots = _SLOTS[field]
            for slot, value in zip(slots, some, strict=False):
                number = self._number(field, value)
                columns[slot.column] |= number << slot.shift
                terms.append(_term(field, number, value))
            if len(some) > len(slots):
                columns[slots[-1].column] |= slots[-1].unknown << slots[-1].shift
        return columns, terms

    def _number(self, field: str, value: str) -> int:
        known = self._given.get((field, value))
        if known is None:
            if len(self._given) >= _MOST_VALUES:
                self._given.clear()  # not what is held: that may not be committed yet
            known = self._given[field, value] = self._find(field, value)
        return known

    def _find(self, field: str, value: str) -> int:
        """The number that `value` holds, or the first free one from its hash on."""
        unknown = _SLOTS[field][0].unknown
        begin = crc32(value.encode())
        for number in (1 + (begin + step) % (unknown - 1) for step in range(_TRIES)):
            if self._holder(field, number) in (None, value):
                self._held[field, number] = value
                return number
        return unknown

    def _holder(self, field: str, number: int) -> str | None:
        return self._held.get((field, number)) or next(iter(self._values.holders(field, number)), None)


class Values:
    """What numbers mean in one state of the index."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._known: dict[tuple[str, int], str | None] = {}

    def holders(self, field: str, number: int) -> list[str]:
        """The values that stand under a number: one, or none."""
        prefix = _term(field, number, "")
        return [term[len(prefix) :] for term, _ in self._searcher.terms_with_prefix(CODES, prefix)]

    def meaning(self, field: str, number: int) -> str | None:
        """The value that holds a number; None where that is not known, and the engine has to count."""
        if (field, number) not in self._known:
            if len(self._known) >= _MOST_VALUES:
                self._known = {}
            holders = self.holders(field, number) if number != _SLOTS[field][0].unknown else []
            self._known[field, number] = holders[0] if len(holders) == 1 else None
        return self._known[field, number]


def columns_at(
    searcher: tantivy.Searcher, places: list[tantivy.DocAddress], fields: Sequence[str]
) -> dict[int, Numbers]:
    """The columns that hold these fields, of the entries at `places`."""
    wanted = dict.fromkeys(slot.column for field in fields for slot in _SLOTS[field])
    return {column: np.array(searcher.fast_field_values(COLUMNS[column], places), dtype=np.int64) for column in wanted}


def count_values(columns: Mapping[int, Numbers], field: str, values: Values) -> dict[str, int] | None:
    """How many entries have which value of a field; None where a number does not tell."""
    slots = _SLOTS[field]
    parts = [(columns[slot.column] >> slot.shift) & slot.unknown for slot in slots]
    counted: dict[str, int] = {}
    for number, count in _count(parts, wide=slots[0].bits > _NARROW):
        if (value := values.meaning(field, number)) is None:
            return None
        counted[value] = counted.get(value, 0) + count  # what stood in its way before may be gone: two numbers
    return counted


def _count(parts: list[Numbers], *, wide: bool) -> list[tuple[int, int]]:
    """(number, how often), but for zero, which stands where there is no value."""
    numbers = parts[0] if len(parts) == 1 else np.concatenate(parts)
    if wide:
        found, counts = np.unique(numbers, return_counts=True)
    else:
        every = np.bincount(numbers)
        found = np.flatnonzero(every)
        counts = every[found]
    pairs = list(zip(found.tolist(), counts.tolist(), strict=True))
    return pairs[1:] if pairs and not pairs[0][0] else pairs


def _term(field: str, number: int, value: str) -> str:
    return f"{field} {number} {value}"
