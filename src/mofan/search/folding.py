"""A folded text that knows where its characters came from (匹配视图与原文的对应), fast enough for every hit of a page.

It gives what `mofan.text.fold.simplify` gives; a table of all characters stands in for one look-up a character.
"""

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from mofan.text.fold import simplify

_UNKNOWN, _SEVERAL = np.uint32(0xFFFF_FFFF), np.uint32(0xFFFF_FFFE)
"""Marks of characters that were not met yet, that fold to more than one character."""
_DROPPED = "\uffff"
"""Stands, until it is taken out, for a character that folds to nothing. It is none itself; a text that holds it all the
same is read as one in which characters fold to several."""

_table = np.full(0x11_0000, _UNKNOWN, dtype="<u4")
"""Code point → the code point that it folds to, or a mark; filled as characters are met."""


class FoldedText:
    """`simplify(raw)`, and the way back."""

    def __init__(self, raw: str) -> None:
        codes = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        folded = _folded(codes)
        self._origins: list[int] | None = None
        self._before: list[int] | None = None
        if folded.max(initial=0) == _SEVERAL:
            folded, self._origins = _spread(codes, folded)
            self.text = _decoded(folded)
        else:
            self._folded = folded
            self.text = _decoded(folded).replace(_DROPPED, "")

    def to_raw(self, starts: list[int], length: int) -> tuple[list[int], list[int]]:
        """The starts and the ends in the raw text of stretches of `length` folded characters, one or more."""
        last = length - 1
        if self._origins is not None:
            origins = self._origins
            return [origins[at] for at in starts], [origins[at + last] + 1 for at in starts]
        before = self._dropped()
        return (
            [at + bisect_right(before, at) for at in starts],
            [at + length + bisect_right(before, at + last) for at in starts],
        )

    def _dropped(self) -> list[int]:
        """Before which folded characters one was dropped."""
        if self._before is None:
            dropped = np.flatnonzero(self._folded == ord(_DROPPED))
            self._before = (dropped - np.arange(len(dropped))).tolist()
        return self._before


def _decoded(folded: npt.NDArray[np.uint32]) -> str:
    return str(folded.data, "utf-32-le", "surrogatepass")


def _folded(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    folded = _table.take(codes)
    if folded.max(initial=0) == _UNKNOWN:
        for code in np.unique(codes[folded == _UNKNOWN]).tolist():
            _table[code] = _fold_one(chr(code))
        folded = _table.take(codes)
    return folded


def _fold_one(char: str) -> np.uint32 | int:
    folded = simplify(char)
    return ord(folded or _DROPPED) if len(folded) < 2 and char != _DROPPED else _SEVERAL


def _spread(codes: npt.NDArray[np.uint32], folded: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint32], list[int]]:
    """The folded characters where some fold to none or to several, and of each the place of its raw character."""
    several = np.flatnonzero(folded == _SEVERAL).tolist()
    parts = [simplify(chr(code)) for code in codes[several].tolist()]
    lengths = np.ones(len(codes), dtype=np.intp)
    lengths[folded == ord(_DROPPED)] = 0
    lengths[several] = [len(part) for part in parts]
    origins = np.repeat(np.arange(len(codes)), lengths)
    spread = folded[origins]
    spread[spread == _SEVERAL] = np.frombuffer("".join(parts).encode("utf-32-le"), dtype="<u4")
    return spread, origins.tolist()
