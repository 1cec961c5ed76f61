"""The matching view of a text as arrays: width, case, white space and traditional characters folded away."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mofan.text.fold import simplify
from mofan.text.span import Span

Integers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]

_UNKNOWN, _SEVERAL, _GONE = -3, -2, -1
_folded = np.full(0x110000, _UNKNOWN, dtype=np.int32)
"""Code point → the one folded code point, or one of the three marks above; filled as characters are met."""


@dataclass(frozen=True)
class View:
    """The folded characters of a text, each with its origin."""

    codes: Integers
    """Folded code points."""
    origins: Integers
    """Where each of them stands in the text as read (code points)."""
    raw: Codes
    """The code points of the text as read."""

    @cached_property
    def paragraphs(self) -> Integers:
        """Number of the paragraph that each folded character stands in."""
        breaks = (self.raw == ord("\n")) | (self.raw == ord("\r"))
        return np.cumsum(breaks, dtype=np.int64)[self.origins]

    def __len__(self) -> int:
        return len(self.codes)

    def raw_span(self, start: int, end: int) -> Span:
        """The folded characters `start` up to `end` (not empty) as a span of the text as read."""
        return Span(int(self.origins[start]), int(self.origins[end - 1]) + 1)


def view_of(text: str) -> View:
    """The matching view of `text`."""
    raw = _code_points(text)
    folded = _folded[raw]
    marks = folded.min(initial=0)
    if marks == _UNKNOWN:
        _learn(raw)
        folded = _folded[raw]
        marks = folded.min()
    codes: Integers = folded.astype(np.int64)
    if marks == _SEVERAL:
        return View(*_spelled_out(raw, codes), raw)
    origins = np.flatnonzero(folded != _GONE)
    return View(codes[origins], origins, raw)


def _code_points(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _learn(raw: Codes) -> None:
    for code in np.unique(raw[_folded[raw] == _UNKNOWN]).tolist():
        folded = simplify(chr(code))
        _folded[code] = ord(folded) if len(folded) == 1 else _SEVERAL if folded else _GONE


def _spelled_out(raw: Codes, folded: Integers) -> tuple[Integers, Integers]:
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
