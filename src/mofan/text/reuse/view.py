"""The matching view of a text as arrays: width, case, white space and traditional characters folded away."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mofan.text.fold import simplify
from mofan.text.span import Span

Integers = npt.NDArray[np.int64]

_UNKNOWN, _SEVERAL, _GONE = -3, -2, -1
_folded: Integers = np.full(0x110000, _UNKNOWN, dtype=np.int64)
"""Code point → the one folded code point, or one of the three marks above; filled as characters are met."""


@dataclass(frozen=True, slots=True)
class View:
    """The folded characters of a text, each with its origin."""

    codes: Integers
    """Folded code points."""
    origins: Integers
    """Where each of them stands in the text as read (code points)."""
    paragraphs: Integers
    """Number of the paragraph that each of them stands in."""

    def __len__(self) -> int:
        return len(self.codes)

    def raw_span(self, start: int, end: int) -> Span:
        """The folded characters `start` up to `end` (not empty) as a span of the text as read."""
        return Span(int(self.origins[start]), int(self.origins[end - 1]) + 1)


def view_of(text: str) -> View:
    """The matching view of `text`."""
    raw = _code_points(text)
    folded = _folded[raw]
    if (folded == _UNKNOWN).any():
        _learn(raw)
        folded = _folded[raw]
    paragraphs = np.cumsum((raw == ord("\n")) | (raw == ord("\r")), dtype=np.int64)
    if (folded == _SEVERAL).any():
        folded, origins = _spelled_out(raw, folded)
    else:
        origins = np.flatnonzero(folded >= 0)
        folded = folded[origins]
    return View(folded, origins, paragraphs[origins])


def _code_points(text: str) -> Integers:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def _learn(raw: Integers) -> None:
    for code in np.unique(raw[_folded[raw] == _UNKNOWN]).tolist():
        folded = simplify(chr(code))
        _folded[code] = ord(folded) if len(folded) == 1 else _SEVERAL if folded else _GONE


def _spelled_out(raw: Integers, folded: Integers) -> tuple[Integers, Integers]:
    """Folded code points and origins where a character becomes several (㈠, ﬁ, ⅷ)."""
    lengths = (folded >= 0).astype(np.int64)
    several = np.flatnonzero(folded == _SEVERAL)
    spellings = [_code_points(simplify(chr(code))) for code in raw[several].tolist()]
    lengths[several] = [len(spelling) for spelling in spellings]
    codes = np.repeat(folded, lengths)
    starts = (np.cumsum(lengths) - lengths)[several]
    for start, spelling in zip(starts.tolist(), spellings, strict=True):
        codes[start : start + len(spelling)] = spelling
    return codes, np.repeat(np.arange(len(raw)), lengths)
