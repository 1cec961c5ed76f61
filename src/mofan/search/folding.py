"""A folded text that knows where its characters came from (匹配视图与原文的对应), fast enough for every hit of a page.

It gives what `mofan.text.fold.simplify` gives; a table of all characters stands in for one look-up a character.
"""

import numpy as np
import numpy.typing as npt

from mofan.text.fold import simplify

_UNKNOWN, _DROPPED, _SEVERAL = (np.uint32(0xFFFF_FFFF - number) for number in range(3))
"""Marks of characters that were not met yet, that fold to nothing, that fold to more than one character."""

_table = np.full(0x11_0000, _UNKNOWN, dtype="<u4")
"""Code point → the code point that it folds to, or a mark; filled as characters are met."""


class FoldedText:
    """`simplify(raw)`, and the way back."""

    def __init__(self, raw: str) -> None:
        codes = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        folded = _folded(codes)
        if (folded == _SEVERAL).any():
            folded, self._origins = _spread(codes, folded)
        else:
            self._origins = np.flatnonzero(folded != _DROPPED)
            folded = folded[self._origins]
        self.text = folded.tobytes().decode("utf-32-le", "surrogatepass")

    def to_raw(self, starts: list[int], length: int) -> tuple[list[int], list[int]]:
        """The starts and the ends in the raw text of stretches of `length` folded characters, one or more."""
        places = np.array(starts, dtype=np.intp)
        return self._origins[places].tolist(), (self._origins[places + (length - 1)] + 1).tolist()


def _folded(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    folded = _table.take(codes)
    if folded.max(initial=0) == _UNKNOWN:
        for code in np.unique(codes[folded == _UNKNOWN]).tolist():
            _table[code] = _fold_one(chr(code))
        folded = _table.take(codes)
    return folded


def _fold_one(char: str) -> np.uint32:
    folded = simplify(char)
    return np.uint32(ord(folded)) if len(folded) == 1 else _SEVERAL if folded else _DROPPED


def _spread(
    codes: npt.NDArray[np.uint32], folded: npt.NDArray[np.uint32]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.intp]]:
    """The folded characters where some fold to none or to several, and of each the place of its raw character."""
    several = np.flatnonzero(folded == _SEVERAL).tolist()
    parts = [simplify(chr(code)) for code in codes[several].tolist()]
    lengths = np.ones(len(codes), dtype=np.intp)
    lengths[folded == _DROPPED] = 0
    lengths[several] = [len(part) for part in parts]
    origins = np.repeat(np.arange(len(codes)), lengths)
    spread = folded[origins]
    spread[spread == _SEVERAL] = np.frombuffer("".join(parts).encode("utf-32-le"), dtype="<u4")
    return spread, origins
