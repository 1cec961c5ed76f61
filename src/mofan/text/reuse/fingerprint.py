"""Fingerprints (指纹): a few of a text's k-grams, chosen by their hashes alone.

A k-gram is chosen if its hash is low enough, whatever stands around it (Broder 1997, "mod p" sampling; today called
FracMinHash): so the share of chosen k-grams that two texts have in common is an unbiased estimate of the share of all,
and an edit costs only the k-grams it touches.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mofan.text.reuse.view import Integers, View, view_of

Hashes = npt.NDArray[np.uint64]
Prints = npt.NDArray[np.uint32]
"""The chosen hashes of a text, in the order of their places, each once."""

GRAM = 7
"""Characters of a hashed k-gram."""
ONE_OF = 10
"""Of so many k-grams one is chosen, on average: 4 bytes for ten characters."""
SHINGLE = 5
"""Characters of a shingle: the unit of resemblance, and of the seeds that alignment starts from."""
VERSION = 3
"""Raised (to 255 at most) whenever the folding, the hashes or the choice change: what was stored before is then found
anew when it is next asked for, and an index made anew."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_LOWEST = np.uint64(2**64 // ONE_OF)
_HALF = np.uint64(0xFFFFFFFF)
_STORED = np.dtype("<u4")


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """The chosen k-grams of a text, in order, each once."""

    hashes: Prints
    positions: Integers
    """Where each chosen k-gram begins in the text as read (code points)."""
    length: int
    """Folded characters of the text."""

    def packed(self) -> bytes:
        """The hashes as they are stored: four bytes each, the lowest first, and one for the version."""
        return self.hashes.astype(_STORED).tobytes() + bytes([VERSION])


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of `text`: about one of ten characters begins a chosen k-gram."""
    view = view_of(text)
    hashes, chosen = sampled(view)
    return Fingerprint(hashes, view.origins[chosen], len(view))


def unpacked(stored: bytes | memoryview) -> Prints:
    """The hashes that `Fingerprint.packed` gave, in this version or one before: most of those are the same."""
    return np.frombuffer(stored, dtype=_STORED, count=len(stored) // _STORED.itemsize).astype(np.uint32)


def is_current(stored: bytes | memoryview) -> bool:
    """Whether `Fingerprint.packed` would give the same now: it was this version of it."""
    return len(stored) % _STORED.itemsize == 1 and stored[-1] == VERSION


def gram_hashes(codes: Integers, size: int) -> Hashes:
    """A 64-bit polynomial hash of every `size` characters in a row, well mixed."""
    count = max(0, len(codes) - size + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    unsigned = codes.astype(np.uint64)
    for offset in range(size if count else 0):
        hashes *= _FACTOR
        hashes += unsigned[offset : offset + count]
    hashes ^= hashes >> np.uint64(30)
    hashes *= _MIXER
    hashes ^= hashes >> np.uint64(27)
    return hashes


def sampled(view: View) -> tuple[Prints, Integers]:
    """The chosen hashes of a view and the folded positions where their k-grams begin first; one at least, unless the
    text is shorter than a k-gram."""
    hashes = gram_hashes(view.codes, GRAM)
    chosen = np.flatnonzero(hashes < _LOWEST)
    if not len(chosen) and len(hashes):
        chosen = np.array([hashes.argmin()], dtype=np.int64)
    values = (hashes[chosen] & _HALF).astype(np.uint32)
    first = np.sort(np.unique(values, return_index=True)[1])
    return values[first], chosen[first]
