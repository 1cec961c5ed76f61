"""What kind of character may stand for which (字类): Han for Han, a letter of a word for a letter, a mark for a mark.

Digits and Chinese numerals are never changed: another number is another matter, never a slip.
"""

from collections.abc import Callable
from typing import Literal

Kind = Literal["han", "letter", "mark", "digit"]
Fits = Callable[[str], bool]

_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿")
_WORD = 4
"""So many letters in a row are a word; fewer are a name (5G, APP), of which each letter counts."""


def kind_of(char: str) -> Kind:
    """The kind of a folded character."""
    if (
        "\u4e00" <= char <= "\u9fff"
        or char == "〇"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U0003ffff"
    ):
        return "han"
    if char.isnumeric():
        return "digit"
    return "letter" if char.isalpha() else "mark"


def is_changeable(term: str, at: int) -> bool:
    """Whether the character of `term` at a place may be a slip."""
    kind = kind_of(term[at])
    if kind == "mark":
        return not any(map(_counts, term[max(0, at - 1) : at + 2]))  # 3.5 is not 35
    return not _counts(term[at]) and (kind == "han" or _in_word(term, at))


def like(char: str) -> Fits:
    """What may stand instead of `char`."""
    kind = kind_of(char)
    return lambda other: kind_of(other) == kind


def between(term: str, at: int) -> Fits:
    """What may be missing before the place `at` of `term`."""
    left, right = term[at - 1], term[at]
    if kind_of(left) == kind_of(right) == "letter":
        return lambda char: kind_of(char) == "letter" and (_in_word(term, at) or _in_word(term, at - 1))
    if _counts(left) or _counts(right):
        return lambda char: kind_of(char) == "han" and not _counts(char)
    return lambda char: kind_of(char) in ("han", "mark") and not _counts(char)


def _counts(char: str) -> bool:
    return char in _NUMERALS or kind_of(char) == "digit"


def _in_word(term: str, at: int) -> bool:
    start = end = at
    while start > 0 and kind_of(term[start - 1]) == "letter":
        start -= 1
    while end < len(term) and kind_of(term[end]) == "letter":
        end += 1
    return end - start >= _WORD
