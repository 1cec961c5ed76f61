"""Fingerprints (指纹) by winnowing: a few of a text's k-grams, chosen by their hashes.

Any two texts that share `GUARANTEE` characters share a chosen one (Schleimer, Wilkerson and Aiken 2003).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mofan.text.reuse.view import Integers, View, view_of

Hashes = npt.NDArray[np.uint64]

GRAM = 7
"""Characters of a hashed k-gram."""
WINDOW = 6
"""Of so many k-grams in a row one at least is chosen."""
GUARANTEE = GRAM + WINDOW - 1
"""A shared stretch of so many folded characters shares a fingerprint."""
SHINGLE = 5
"""Characters of a shingle: the unit of resemblance, and of the seeds that alignment starts from."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """The chosen k-grams of a text, in order."""

    hashes: npt.NDArray[np.uint32]
    positions: Integers
    """Where each chosen k-gram begins in the text as read (code points)."""
    length: int
    """Folded characters of the text."""


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of `text`: about two of seven characters begin a chosen k-gram."""
    view = view_of(text)
    hashes, chosen = winnow(view)
    return Fingerprint(hashes, view.origins[chosen], len(view))


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


def winnow(view: View) -> tuple[npt.NDArray[np.uint32], Integers]:
    """The chosen hashes of a view and the folded positions where their k-grams begin."""
    hashes = (gram_hashes(view.codes, GRAM) >> np.uint64(32)).astype(np.uint32)
    if not len(hashes):
        return hashes, np.zeros(0, dtype=np.int64)
    window = min(WINDOW, len(hashes))
    lowest = np.lib.stride_tricks.sliding_window_view(hashes, window).argmin(axis=1)
    chosen = lowest + np.arange(len(lowest))
    chosen = chosen[np.diff(chosen, prepend=-1) > 0]
    values = hashes[chosen]
    echoes = (np.diff(chosen, prepend=-2) == 1) & (values == np.roll(values, 1))
    return values[~echoes], chosen[~echoes]
