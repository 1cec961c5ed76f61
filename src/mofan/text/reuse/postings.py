"""Postings (倒排): fingerprint hash → the texts that have it, grown one text at a time without ever being rebuilt."""

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from mofan.text.reuse.view import Integers

Entries = npt.NDArray[np.uint64]

_BUCKET_BITS = 16
_LOW = np.uint64(0xFFFFFFFF)
_HIGH = np.uint64(32)


class Postings:
    """Entries in buckets by the high half of the hash; an entry is the hash and, in its low 32 bits, a slot."""

    def __init__(self) -> None:
        self._buckets: dict[int, array[int]] = {}

    def add(self, hashes: npt.NDArray[np.uint32], slot: int) -> None:
        """Enter a text's hashes, each at most once."""
        entries = (hashes.astype(np.uint64) << _HIGH) | np.uint64(slot)
        keys = hashes >> np.uint32(32 - _BUCKET_BITS)
        buckets = self._buckets
        for key, entry in zip(keys.tolist(), entries.tolist(), strict=True):
            bucket = buckets.get(key)
            if bucket is None:
                buckets[key] = array("Q", (entry,))
            else:
                bucket.append(entry)

    def slots_of(self, hashes: npt.NDArray[np.uint32]) -> list[Integers]:
        """For every hash the slots that have it."""
        return [self._slots(value) for value in hashes.tolist()]

    def _slots(self, value: int) -> Integers:
        bucket = self._buckets.get(value >> (32 - _BUCKET_BITS))
        if bucket is None:
            return np.zeros(0, dtype=np.int64)
        entries = np.frombuffer(bucket, dtype=np.uint64)
        slots: Integers = (entries[(entries >> _HIGH) == value] & _LOW).astype(np.int64)
        return slots

    def entries(self) -> Entries:
        """All entries, bucket after bucket."""
        kept = [np.frombuffer(self._buckets[key], dtype=np.uint64) for key in sorted(self._buckets)]
        return np.concatenate([*kept, np.zeros(0, dtype=np.uint64)])

    @classmethod
    def of(cls, entries: Entries) -> "Postings":
        """Postings that hold what `entries` gave."""
        postings = cls()
        keys = (entries >> np.uint64(64 - _BUCKET_BITS)).astype(np.int64)
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        for start, end in _pairs(starts.tolist(), len(entries)):
            bucket = array("Q")
            bucket.frombytes(entries[start:end].tobytes())
            postings._buckets[int(keys[start])] = bucket
        return postings


def _pairs(starts: list[int], end: int) -> Iterable[tuple[int, int]]:
    return zip(starts, [*starts[1:], end], strict=False)
