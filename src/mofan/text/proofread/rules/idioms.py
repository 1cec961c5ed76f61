"""Idioms with a character that sounds or looks like the right one (成语误写): 刻不容暖, 相铺相成, 浅尝辙止."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate
from operator import add
from typing import NamedTuple

import rjieba

from mofan.text.proofread.finding import Finding, Severity
from mofan.text.proofread.lexicon.tables import rows
from mofan.text.proofread.statistics.alike import Way, alternatives, by_sound

_SIZE, _HALF = 4, 2
_ROUND = 6
"""Characters on either side that the words are read of."""

_LITTLE_WORDS = frozenset(
    ("可以", "不是", "之后", "以及", "因为", "所以", "已经", "不能", "没有", "就是", "都是", "也是", "不会", "不得")
)
"""Words that are no slip of the pen whatever stands before them (有法可以援引)."""


class _Halves(NamedTuple):
    """Idioms by their first two characters, and by their last two: one of these halves stands as it should."""

    first: Mapping[str, tuple[str, ...]]
    last: Mapping[str, tuple[str, ...]]
    whole: frozenset[str]


@cache
def idioms() -> frozenset[str]:
    """Phrases of four characters that are said in one form (idioms.txt)."""
    return frozenset(row[0] for row in rows("idioms.txt"))


def find_idioms(text: str) -> Iterator[Finding]:
    """Every idiom in which one character stands for another that sounds or looks like it.

    A phrase that is a word of its own, or in which the strange character is part of a word that goes beyond the idiom,
    is left, and so is one in quotation marks: somebody plays upon words.
    """
    here = set(map(add, text, text[1:]))
    halves = _halves()
    for begins, table in ((0, halves.first), (_HALF, halves.last)):
        for half in sorted(table.keys() & here):
            at = text.find(half)
            while at >= 0:
                start = at - begins
                said = text[start : start + _SIZE] if start >= 0 else ""
                if len(said) == _SIZE and said not in halves.whole:
                    yield from _compared(text, start, said, table[half])
                at = text.find(half, at + 1)


@cache
def _halves() -> _Halves:
    first, last = defaultdict(list), defaultdict(list)
    for idiom in sorted(idioms()):
        first[idiom[:_HALF]].append(idiom)
        last[idiom[_HALF:]].append(idiom)
    return _Halves(
        {half: tuple(some) for half, some in first.items()},
        {half: tuple(some) for half, some in last.items()},
        idioms(),
    )


def _compared(text: str, start: int, said: str, meant: tuple[str, ...]) -> Iterator[Finding]:
    """What `said`, which stands at `start`, has wrong beside the one of `meant` that is likest to it."""
    found: tuple[Way, int, str] | None = None
    for idiom in meant:
        other = [at for at in range(_SIZE) if said[at] != idiom[at]]
        if len(other) == 1 and (way := _alike(said[other[0]]).get(idiom[other[0]])) is not None:
            found = min(found or (way, other[0], idiom), (way, other[0], idiom))
    if found is None or rjieba.has_word(said) or _is_quoted(text, start):
        return
    _, at, idiom = found
    size = _word_at(text, start, at)
    if size:
        severity: Severity = "error" if size == 1 else "warning"
        message = f"“{said}”应为“{idiom}”。"
        place = start + at
        yield Finding(
            place, place + 1, said[at], "spelling", severity, message, idiom[at], "idiom", 0.93 if size == 1 else 0.75
        )


def _is_quoted(text: str, start: int) -> bool:
    return text[max(0, start - 1) : start] == "“" and text[start + _SIZE : start + _SIZE + 1] == "”"


def _word_at(text: str, start: int, at: int) -> int:
    """How long the word is that holds the character `at` of the four at `start`; 0 where it goes beyond these, or
    is longer than a character and the four cut other words."""
    begin = max(0, start - _ROUND)
    ends = list(accumulate(map(len, rjieba.cut(text[begin : start + _SIZE + _ROUND], False)), initial=begin))
    place = start + at
    left = max(end for end in ends if end <= place)
    right = min(end for end in ends if end > place)
    inside = start <= left and right <= start + _SIZE
    stands = {start, start + _SIZE} <= set(ends) and text[left:right] not in _LITTLE_WORDS
    return right - left if inside and (right - left == 1 or stands) else 0


@cache
def _alike(char: str) -> Mapping[str, Way]:
    return alternatives(char, by_sound())
