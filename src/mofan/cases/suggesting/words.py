"""What a message is judged by (特征): its dictionary words and pairs of characters. Pure."""

import re
from collections import Counter
from math import log, sqrt
from typing import Final

import rjieba

from mofan.cases.suggesting.courtesies import without_courtesies
from mofan.text.fold import simplify_spaced

_NUMBER: Final = re.compile(r"\d+")
_NOT_WORD: Final = re.compile(r"\W+")
_LONGEST: Final = 4000
"""Characters of a message that are read: what it is about stands there."""
_TITLE: Final = 60
"""Characters of a first line up to which it is a title."""
WORD: Final = "w"
"""Sign of a word among the features; the others are single characters and pairs of them."""


def features(text: str) -> dict[str, float]:
    """Feature → weight of one message, the squares of all adding up to 1; empty for a text without letters.

    Courtesies are passed over; numbers are all one; what stands often counts by its logarithm; a title, which is a
    short first line, counts double.
    """
    folded = _NUMBER.sub("0", without_courtesies(simplify_spaced(_with_title_twice(text[:_LONGEST]))))
    found: Counter[str] = Counter()
    for part in filter(None, _NOT_WORD.split(folded)):
        found.update(WORD + word for word in rjieba.cut_for_search(part, False) if len(word) > 1)
        found.update(part)
        found.update(part[place : place + 2] for place in range(len(part) - 1))
    weights = {one: 1 + log(count) for one, count in found.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {one: weight / length for one, weight in weights.items()}


def _with_title_twice(text: str) -> str:
    title, line, rest = text.partition("\n")
    return f"{title}\n{text}" if line and rest.strip() and len(title) <= _TITLE else text
