"""Segments (段): sorted arrays of fingerprints, each with the text that has it; in memory or mapped from a file.

A segment is never changed once it is made, so any number of processes read one file. Several make a shelf: newer ones
are merged into older ones as they grow, so that there are never more than about the logarithm of the number of texts.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

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
PART = 2_000_000
"""Entries that are in memory together while a file is written: 16 MB."""
SCATTERED = 16
"""Numbers a text, from which on they are looked up one by one."""
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
        at = self._place_of(uid)
        return at < len(self.uids) and int(self.uids[at]) == uid and uid not in self.gone

    def _place_of(self, uid: int) -> int:
        """Where a text stands, or would stand. Asked with numbers of their own type: else all of them were copied."""
        return int(self.uids.searchsorted(np.uint32(uid)))

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
        texts: Integers = (self.entries.take(places) & _LOW).astype(np.int64)
        return texts

    def holders(self, hashes: Prints) -> Entries:
        """The texts that have each of these hashes, those that are gone among them: the number of the hash in the high
        half, the number of the text in the low half; ascending."""
        starts, counts = self.ranges(hashes)
        number = np.repeat(np.arange(len(hashes)), counts)
        places = np.arange(len(number)) + (starts + counts - np.cumsum(counts)).take(number)
        held: Entries = number.astype(np.uint64) << _HIGH | self.entries.take(places) & _LOW
        return held

    def all_sizes(self) -> Callable[[Integers], Integers]:
        """Tells how many fingerprints texts of this segment have: from a table, where their numbers lie near enough."""
        sizes = np.diff(self.ends, prepend=0)
        first, last = int(self.uids[0]), int(self.uids[-1])
        if last - first >= SCATTERED * len(sizes):
            return lambda uids: sizes[self.uids.searchsorted(uids.astype(np.uint32))]
        table = np.zeros(last - first + 1, dtype=np.int64)
        table[self.uids - np.uint32(first)] = sizes
        return lambda uids: table.take(uids - first)

    def prints_of(self, uid: int) -> Prints:
        """The fingerprints of a text of this segment, in the order of their places."""
        at = self._place_of(uid)
        return self.prints[self.ends[at - 1] if at else 0 : self.ends[at]]

    def kept(self, uids: Integers) -> npt.NDArray[np.bool_]:
        """Which of these texts are not gone."""
        return ~np.isin(uids, np.fromiter(self.gone, np.int64, len(self.gone)))

    @classmethod
    def read(cls, path: Path) -> "Segment":
        """Map a file that `written` wrote. Raises OSError, and ValueError if it is damaged."""
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


def written(segments: Sequence[Segment], path: Path) -> Segment:
    """`merged` into a file, part by part: however large they are, little of it is in memory. Raises OSError."""
    texts = _texts_of(segments)
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as out:
        np.array([int(texts.lengths.sum()), len(texts.uids)], dtype="<i8").tofile(out)
        for part in _parts_of(segments, int(texts.lengths.sum())):
            part.astype("<u8", copy=False).tofile(out)
        np.cumsum(texts.lengths).astype("<i8", copy=False).tofile(out)
        texts.uids.astype("<u4", copy=False).tofile(out)
        for number, start, end in _runs_of(texts):
            segments[number].prints[start:end].astype("<u4", copy=False).tofile(out)
        out.flush()
        os.fsync(out.fileno())
    os.replace(unfinished, path)
    return Segment.read(path)


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of several segments that are not gone, ascending: where the fingerprints of each stand."""

    uids: Numbers
    segments: Integers
    starts: Integers
    lengths: Integers


def _texts_of(segments: Sequence[Segment]) -> _Texts:
    columns = []
    for number, segment in enumerate(segments):
        lengths = np.diff(segment.ends, prepend=0)
        alive = segment.kept(segment.uids.astype(np.int64))
        starts = segment.ends - lengths
        columns.append((segment.uids[alive], np.full(int(alive.sum()), number), starts[alive], lengths[alive]))
    uids, numbers, starts, lengths = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.argsort(uids, kind="stable")
    return _Texts(uids[order], numbers[order], starts[order], lengths[order])


def _parts_of(segments: Sequence[Segment], total: int) -> Iterator[Entries]:
    """The entries of all of them in order, cut into parts by fingerprint: those are spread evenly."""
    count = max(1, total // PART)
    bounds = np.array([2**32 * number // count for number in range(1, count)], dtype=np.uint64) << _HIGH
    cuts = [[0, *np.searchsorted(one.entries, bounds).tolist(), len(one.entries)] for one in segments]
    for number in range(count):
        slices = []
        for segment, places in zip(segments, cuts, strict=True):
            part = segment.entries[places[number] : places[number + 1]]
            slices.append(part[segment.kept((part & _LOW).astype(np.int64))] if segment.gone else part)
        yield np.sort(np.concatenate(slices), kind="stable")


def _runs_of(texts: _Texts) -> Iterator[tuple[int, int, int]]:
    """Segment, start and end of the stretches of fingerprints that follow one another."""
    ends = texts.starts + texts.lengths
    apart = (np.diff(texts.segments) != 0) | (texts.starts[1:] != ends[:-1])
    heads = np.flatnonzero(np.append(True, apart)) if len(texts.uids) else np.zeros(0, dtype=np.int64)
    tails = np.append(heads[1:], len(texts.uids)) - 1
    for head, tail in zip(heads.tolist(), tails.tolist(), strict=False):
        for start in range(int(texts.starts[head]), int(ends[tail]), PART):
            yield int(texts.segments[head]), start, min(start + PART, int(ends[tail]))


def shelved(sizes: Sequence[int]) -> list[range]:
    """Which neighbours of a shelf belong together, by how many entries each has: newer ones join older ones until
    each has at most half as many as the one before."""
    groups: list[tuple[range, int]] = []
    for number, size in enumerate(sizes):
        groups.append((range(number, number + 1), size))
        while len(groups) > 1 and 2 * groups[-1][1] > groups[-2][1]:
            (last, of_last), (before, of_before) = groups.pop(), groups.pop()
            groups.append((range(before.start, last.stop), of_before + of_last))
    return [group for group, _ in groups]


def tidied(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments in memory, those merged that belong together (`shelved`)."""
    groups = shelved([len(one.entries) for one in segments])
    return tuple(
        merged([segments[at] for at in group]) if len(group) > 1 else segments[group.start] for group in groups
    )
