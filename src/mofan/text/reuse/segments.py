"""Segments (段): sorted arrays of fingerprints, each with the text that has it; in memory or mapped from a file.

A segment is never changed once it is made, so any number of processes read one file. Several make a shelf: newer ones
are merged into older ones as they grow, so that there are never more than about the logarithm of the number of texts.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mofan.text.reuse.fingerprint import Prints
from mofan.text.reuse.view import Integers

Entries = npt.NDArray[np.uint64]
"""A fingerprint in the high half, the number of the text that has it in the low half; sorted."""
Numbers = npt.NDArray[np.uint32]

_LOW = np.uint64(0xFFFFFFFF)
_HIGH = np.uint64(32)
_HEAD = 16
"""Bytes before the arrays of a file: how many entries, how many texts."""
_KINDS = ("<u8", "<i8", "<u4", "<u4")
"""The arrays of a file: entries, ends, texts, fingerprints text by text."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """The fingerprints of some texts."""

    entries: Entries
    uids: Numbers
    """The texts, ascending."""
    ends: Integers
    """Where the fingerprints of each of them end in `prints`."""
    prints: Prints
    """The fingerprints text by text, those of each in the order of their places."""
    gone: frozenset[int] = frozenset()
    """Texts that were taken out, or stand in a newer segment with other fingerprints."""
    path: Path | None = None

    @classmethod
    def of(cls, texts: Mapping[int, Prints]) -> "Segment":
        """A segment in memory."""
        uids = sorted(texts)
        sizes = np.array([len(texts[uid]) for uid in uids], dtype=np.int64)
        prints = np.concatenate([*(texts[uid] for uid in uids), np.zeros(0, dtype=np.uint32)])
        entries = (prints.astype(np.uint64) << _HIGH) | np.repeat(np.array(uids, dtype=np.uint64), sizes)
        return cls(np.sort(entries), np.array(uids, dtype=np.uint32), np.cumsum(sizes), prints)

    def __len__(self) -> int:
        return len(self.uids) - len(self.gone)

    def __contains__(self, uid: int) -> bool:
        at = int(np.searchsorted(self.uids, uid))
        return at < len(self.uids) and int(self.uids[at]) == uid and uid not in self.gone

    def without(self, uids: Iterable[int]) -> "Segment":
        """The same, but that these texts are gone; itself if it has none of them."""
        here = frozenset(uid for uid in uids if uid in self)
        return replace(self, gone=self.gone | here) if here else self

    def ranges(self, hashes: Prints) -> tuple[Integers, Integers]:
        """For every hash where its entries begin, and how many there are."""
        lowest = hashes.astype(np.uint64) << _HIGH
        starts = np.searchsorted(self.entries, lowest)
        counts = np.zeros(len(hashes), dtype=np.int64)
        there = starts < len(self.entries)
        there[there] = self.entries[starts[there]] >> _HIGH == hashes[there]
        counts[there] = np.searchsorted(self.entries, lowest[there] | _LOW, side="right") - starts[there]
        return starts, counts

    def uids_at(self, places: Integers) -> Integers:
        """The texts of some entries."""
        texts: Integers = (self.entries[places] & _LOW).astype(np.int64)
        return texts

    def holders(self, hashes: Prints) -> list[Integers]:
        """The texts that have each of these hashes, those that are gone among them."""
        return [self.uids_at(np.arange(at, at + count)) for at, count in zip(*self.ranges(hashes), strict=True)]

    def sizes_of(self, uids: Integers) -> Integers:
        """How many fingerprints texts of this segment have."""
        at = np.searchsorted(self.uids, uids)
        sizes: Integers = self.ends[at] - np.where(at > 0, self.ends[at - 1], 0)
        return sizes

    def prints_of(self, uid: int) -> Prints:
        """The fingerprints of a text of this segment, in the order of their places."""
        at = int(np.searchsorted(self.uids, uid))
        return self.prints[self.ends[at - 1] if at else 0 : self.ends[at]]

    def kept(self, uids: Integers) -> npt.NDArray[np.bool_]:
        """Which of these texts are not gone."""
        return ~np.isin(uids, np.fromiter(self.gone, np.int64, len(self.gone)))

    def write(self, path: Path) -> "Segment":
        """Write it to a file, and read it from there from now on. Raises OSError."""
        unfinished = path.with_name(path.name + ".part")
        with unfinished.open("wb") as out:
            np.array([len(self.entries), len(self.uids)], dtype="<i8").tofile(out)
            arrays: tuple[npt.NDArray[Any], ...] = (self.entries, self.ends, self.uids, self.prints)
            for array, kind in zip(arrays, _KINDS, strict=True):
                array.astype(kind, copy=False).tofile(out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(unfinished, path)
        return replace(Segment.read(path), gone=self.gone)

    @classmethod
    def read(cls, path: Path) -> "Segment":
        """Map a file that `write` wrote. Raises OSError, and ValueError if it is damaged."""
        head = np.fromfile(path, dtype="<i8", count=2)
        entries, texts = (int(count) for count in head) if len(head) == len(_KINDS) // 2 else (0, 0)
        if texts < 1 or path.stat().st_size != _HEAD + 12 * entries + 12 * texts:
            raise ValueError(f"{path.name} 已损坏。")
        whole = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))  # a plain array is sliced many times as fast
        bounds = np.cumsum([_HEAD, 8 * entries, 8 * texts, 4 * texts, 4 * entries]).tolist()
        parts = [whole[start:end].view(kind) for start, end, kind in zip(bounds, bounds[1:], _KINDS, strict=False)]
        return cls(parts[0], parts[2], parts[1], parts[3], path=path)


def merged(segments: Sequence[Segment]) -> Segment:
    """One segment of several, in memory, without what is gone."""
    entries, uids, sizes, prints = [], [], [], []
    for segment in segments:
        length = np.diff(segment.ends, prepend=0)
        whole, texts = segment.entries, segment.prints
        if segment.gone:
            alive = segment.kept(segment.uids.astype(np.int64))
            whole = whole[segment.kept((whole & _LOW).astype(np.int64))]
            texts = texts[np.repeat(alive, length)]
        else:
            alive = np.ones(len(length), dtype=np.bool_)
        entries.append(whole)
        uids.append(segment.uids[alive])
        sizes.append(length[alive])
        prints.append(texts)
    together, lengths, texts = np.concatenate(uids), np.concatenate(sizes), np.concatenate(prints)
    if len(together) > 1 and (np.diff(together.astype(np.int64)) < 0).any():
        together, lengths, texts = _ordered(together, lengths, texts)
    joined = np.sort(np.concatenate(entries), kind="stable")  # of sorted runs one after another: it merges them
    return Segment(joined, together, np.cumsum(lengths), texts)


def _ordered(uids: Numbers, lengths: Integers, prints: Prints) -> tuple[Numbers, Integers, Prints]:
    """The texts ascending, with their fingerprints."""
    order = np.argsort(uids)
    starts = (np.cumsum(lengths) - lengths)[order]
    lengths = lengths[order]
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return uids[order], lengths, prints[np.repeat(starts, lengths) + within]


def tidied(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments, newer ones merged into older ones until each has at most half as many entries as the one before."""
    shelf = list(segments)
    while len(shelf) > 1 and 2 * len(shelf[-1].entries) > len(shelf[-2].entries):
        last = shelf.pop()
        shelf[-1] = merged([shelf[-1], last])
    return tuple(shelf)
