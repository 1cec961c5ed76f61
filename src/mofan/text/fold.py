"""The matching view (匹配视图): what two strings are compared by, never what is stored.

Width, case and white space are folded away character by character, so that every folded character has one origin
and a match can be carried back to the text as read.
"""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from mofan.text.span import Span

INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
)
"""Characters that take no room on the page: soft hyphen, zero-width spaces and joiners, direction marks."""


class _Table(dict[int, str]):
    """Code point → folded string, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = "".join(
            part for part in unicodedata.normalize("NFKC", char).lower() if not part.isspace() and part not in INVISIBLE
        )
        self[code] = folded
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """`text` in NFKC, lower case, without white space and invisible characters."""
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where each of its characters came from."""

    text: str
    starts: tuple[int, ...]
    """starts[i]: how many folded characters stand before raw character i; one more entry than raw characters."""

    def to_raw(self, start: int, end: int) -> Span:
        """The raw span of the folded characters `start` up to `end` (not empty)."""
        return Span(bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1))


def fold_with_origins(text: str) -> Folded:
    """Fold `text` and keep the way back (slower than `fold`: for what is shown, not for what is indexed)."""
    parts = [_TABLE[ord(char)] for char in text]
    return Folded("".join(parts), tuple(accumulate(map(len, parts), initial=0)))
