"""The matching view (匹配视图): what two strings are compared by, never what is stored.

Width, case and white space are folded away character by character, so that every folded character has one origin
and a match can be carried back to the text as read. `fold` is for telling whether two strings are the same;
`simplify`, for the search, reads traditional characters as simplified ones besides.
"""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from mofan.text.characters import simplified
from mofan.text.characters.filled import FilledTable
from mofan.text.span import Span

_UNSEEN = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x034F, 0x034F), (0x061C, 0x061C),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB), (0xE0001, 0xE0001), (0xE0020, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip
"""First and last code points: control characters that are no white space, soft hyphen, joiners, direction marks,
zero-width spaces, variation selectors, marks of annotations, tags."""
INVISIBLE = "".join(chr(code) for first, last in _UNSEEN for code in range(first, last + 1))
"""Characters that take no room on the page."""


class _Table(FilledTable):
    """Code point → folded string."""

    def spell(self, char: str) -> str:
        return "".join(filter(self._keeps, self._folded(char)))

    def _folded(self, char: str) -> str:
        return unicodedata.normalize("NFKC", char).lower()

    def _keeps(self, part: str) -> bool:
        return not part.isspace() and part not in INVISIBLE


class _SimplifiedTable(_Table):
    """The same, in simplified characters."""

    def _folded(self, char: str) -> str:
        return "".join(simplified().get(part, part) for part in super()._folded(char))


class _SpacedTable(_SimplifiedTable):
    """The same, but that white space stays as spaces."""

    def spell(self, char: str) -> str:
        return " " if char.isspace() else super().spell(char)


_TABLE = _Table()
_SIMPLIFIED = _SimplifiedTable()
_SPACED = _SpacedTable()


def fold(text: str) -> str:
    """`text` in NFKC, lower case, without white space and invisible characters."""
    return _TABLE.apply(text)


def simplify(text: str) -> str:
    """`text` folded, and every traditional character as its simplified one (繁简同检): 黨課 as 党课, ＡＢ as ab."""
    return _SIMPLIFIED.apply(text)


def simplify_spaced(text: str) -> str:
    """`simplify`, but that a space stands for every white space: for what still has to be cut into words."""
    return _SPACED.apply(text)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where each of its characters came from."""

    text: str
    starts: tuple[int, ...]
    """starts[i]: how many folded characters stand before raw character i; one more entry than raw characters."""

    def to_raw(self, start: int, end: int) -> Span:
        """The raw span of the folded characters `start` up to `end` (not empty)."""
        return Span(bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1))


def simplify_with_origins(text: str) -> Folded:
    """Simplify `text` and keep the way back (slower: for what is shown, not for what is indexed)."""
    parts = [_SIMPLIFIED[ord(char)] for char in text]
    return Folded("".join(parts), tuple(accumulate(map(len, parts), initial=0)))
