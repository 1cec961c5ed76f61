"""Counts of n-grams (语料证据): what a library writes, and how often."""

import json
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from mofan.text.proofread.statistics.hashing import Table
from mofan.text.proofread.statistics.symbols import BITS, FIRST, MARKS, Integers, Symbols, code_points

ORDERS = (1, 2, 3, 4)
FORM = 1
"""The form of the packed file; another one is not read."""
_BATCH = 2_000_000
"""Characters that are counted at a time."""
_SHIFT = np.uint64(BITS)
_STEPS = 2
"""Steps of a level in which a count doubles."""
_COUNTS = np.round(2.0 ** np.minimum((np.arange(256) - 1) / _STEPS, 62)).astype(np.int64)
"""Level → the count that it stands for."""


class UnreadableEvidence(ValueError):
    """The file holds no counts, or counts of another form; the message says so in Chinese."""


class Counts:
    """How often each n-gram of one order stands in what was read: keys in order, counts beside them."""

    def __init__(self, keys: Integers, counts: Integers | None = None, *, levels: Integers | None = None) -> None:
        """Counts or levels are given; the others are worked out where they are asked for."""
        self.keys = keys
        self._counts = counts
        self._levels = levels

    @property
    def counts(self) -> Integers:
        """How often each was seen."""
        if self._counts is None:
            self._counts = count_of(self.levels)
        return self._counts

    @property
    def levels(self) -> Integers:
        """The counts on a scale of logarithms: 1 for one, 3 for two, 5 for four …"""
        if self._levels is None:
            self._levels = level_of(self.counts)
        return self._levels

    @classmethod
    def none(cls) -> "Counts":
        """Nothing counted yet."""
        return cls(np.zeros(0, np.uint64), np.zeros(0, np.int64))

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        keys, places = np.unique(np.concatenate((self.keys, other.keys)), return_inverse=True)
        counts = np.bincount(places, np.concatenate((self.counts, other.counts)), len(keys))
        return Counts(keys, counts.astype(np.int64))

    def from_(self, least: int) -> "Counts":
        """Those that were seen `least` times."""
        kept = self.counts >= least
        return Counts(self.keys[kept], self.counts[kept])

    def at(self, place: int) -> int:
        """The count at one place."""
        return int(count_of(self.levels[place]) if self._counts is None else self._counts[place])

    @cached_property
    def table(self) -> Table:
        """The levels, to be asked for many keys at a time."""
        return Table(self.keys, self.levels)


class Evidence:
    """Counts of characters and of two, three and four in a row, learnt from texts."""

    def __init__(self, symbols: Symbols | None = None, counts: dict[int, Counts] | None = None) -> None:
        self.symbols = symbols or Symbols(MARKS)
        self._counts = counts or {order: Counts.none() for order in ORDERS}
        self._pairs: Integers | None = None
        self.learnt = 0
        """How many batches were learnt: what was made of the counts before is old."""

    def learn(self, texts: Iterable[str], *, weight: int = 1) -> None:
        """Count `texts` too, each as if it were read `weight` times."""
        for batch in _batches(texts):
            self.symbols = self.symbols.with_characters_of(batch)
            ids, _ = self.symbols.read(code_points("\n".join(["", *batch, ""])))
            for order in ORDERS:
                self._counts[order] = self._counts[order].plus(_counted(ids, order, weight))
            self.learnt += 1
        self._pairs = None

    def count(self, phrase: str) -> int:
        """How often up to four characters in a row were read."""
        ids, _ = self.symbols.read(code_points(phrase))
        counts = self._counts[len(ids)]
        key = _keys(list(ids))
        place = int(np.searchsorted(counts.keys, key))
        return counts.at(place) if place < len(counts.keys) and counts.keys[place] == key else 0

    def phrases(self, order: int, least: int) -> Iterator[tuple[str, int]]:
        """Every run of so many characters that was read `least` times, with how often; runs with what is no character
        of the alphabet are left out."""
        kept = self._counts[order].from_(least)
        for key, count in zip(kept.keys.tolist(), kept.counts.tolist(), strict=True):
            numbers = [(key >> (BITS * place)) % (1 << BITS) for place in reversed(range(order))]
            if min(numbers) >= FIRST:
                yield "".join(self.symbols.characters[number - FIRST] for number in numbers), count

    @property
    def pairs(self) -> Integers:
        """Level of two in a row, as a square table."""
        if self._pairs is None:
            table = np.zeros((len(self.symbols), len(self.symbols)), np.uint8)
            counts = self._counts[2]
            table[counts.keys >> _SHIFT, counts.keys & np.uint64((1 << BITS) - 1)] = counts.levels
            self._pairs = table
        return self._pairs

    def pairs_from(self, least: int) -> tuple[Integers, Integers]:
        """Every two in a row of that level or more: the first ones, in order, and the second ones."""
        keys = self._counts[2].keys[self._counts[2].levels >= least]
        return (keys >> _SHIFT).astype(np.int64), (keys & np.uint64((1 << BITS) - 1)).astype(np.int64)

    @property
    def singles(self) -> Integers:
        """Level of each character alone."""
        table = np.zeros(len(self.symbols), np.uint8)
        counts = self._counts[1]
        table[counts.keys.astype(np.int64)] = counts.levels
        return table

    def levels(self, *columns: Integers) -> Integers:
        """Level of three or four in a row; 0 for what was never seen."""
        counts = self._counts[len(columns)]
        return counts.table.of(_keys(columns))

    def levels_at(self, order: int, x: Integers, *windows: tuple[Integers, ...]) -> list[Integers]:
        """`levels` of several windows of one order at once; `x` is a column of each window's length, for its shape."""
        keys = np.concatenate([_keys(window) for window in windows])
        found = self._counts[order].table.of(keys)
        return [found[at * len(x) : (at + 1) * len(x)] for at in range(len(windows))]

    def save(self, path: Path, *, least: int = 2) -> None:
        """Write the counts, packed: levels only, and of three and four in a row those seen `least` times."""
        packed = {"head": np.frombuffer(json.dumps([FORM, self.symbols.characters]).encode(), np.uint8)}
        above = self._counts[1]
        packed |= {"keys1": above.keys.astype(np.uint16), "levels1": above.levels}
        for order in ORDERS[1:]:
            counts = self._counts[order].from_(1 if order == 2 else least)
            prefixes = np.searchsorted(above.keys, counts.keys >> _SHIFT)
            last = (counts.keys & np.uint64((1 << BITS) - 1)).astype(np.uint16)
            packed[f"rows{order}"] = np.bincount(prefixes, minlength=len(above.keys)).astype(np.uint16)
            packed[f"high{order}"], packed[f"low{order}"] = (last >> 8).astype(np.uint8), (last & 255).astype(np.uint8)
            packed[f"levels{order}"] = counts.levels
            above = counts
        with path.open("wb") as out:
            np.savez_compressed(out, **packed)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> "Evidence":
        """What `save` wrote. Raises UnreadableEvidence."""
        try:
            with np.load(path, allow_pickle=False) as packed:
                form, characters = json.loads(packed["head"].tobytes())
                if form != FORM:
                    raise UnreadableEvidence("这份语料统计是别的版本写的，请重新统计。")
                return cls(Symbols(characters), dict(_unpacked(packed)))
        except (BadZipFile, KeyError, EOFError, ValueError) as error:
            if isinstance(error, UnreadableEvidence):
                raise
            raise UnreadableEvidence("这不是语料统计文件，请重新统计。") from error

    def copy(self) -> "Evidence":
        """The same counts, to learn more without changing these."""
        return Evidence(self.symbols, dict(self._counts))


def _unpacked(packed: "np.lib.npyio.NpzFile") -> Iterator[tuple[int, Counts]]:
    keys = packed["keys1"].astype(np.uint64)
    yield 1, Counts(keys, levels=packed["levels1"])
    for order in ORDERS[1:]:
        keys = np.repeat(keys << _SHIFT, packed[f"rows{order}"])
        keys |= (packed[f"high{order}"].astype(np.uint16) << np.uint16(8)) | packed[f"low{order}"]
        yield order, Counts(keys, levels=packed[f"levels{order}"])


def level_of(counts: Integers) -> Integers:
    """Counts on the scale of levels."""
    return np.round(_STEPS * np.log2(np.maximum(counts, 1)) + 1).astype(np.uint8)


def count_of(levels: Integers) -> Integers:
    """The count that a level stands for."""
    return _COUNTS[levels]


def _keys(columns: Iterable[Integers]) -> Integers:
    """Several numbers in a row as one."""
    key: Integers = np.zeros(1, np.uint64)[0]
    for column in columns:
        key = (key << _SHIFT) | np.asarray(column).astype(np.uint64)
    return np.asarray(key)


def _counted(ids: Integers, order: int, weight: int) -> Counts:
    size = len(ids) - order + 1
    if size <= 0:
        return Counts.none()
    keys, counts = np.unique(_keys(ids[at : at + size] for at in range(order)), return_counts=True)
    return Counts(keys, counts.astype(np.int64) * weight)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@cache
def shipped() -> Evidence:
    """The counts that come with the package: of statutes, other documents of state organs, and our own lexicon."""
    with as_file(files(__package__).joinpath("counts.npz")) as path:
        return Evidence.load(path)
