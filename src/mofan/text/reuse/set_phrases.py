"""Set phrases of official writing (套话): what everybody says, so that sharing it says nothing about copying."""

import re
from importlib.resources import files

from mofan.text.fold import simplify

_GLUE = re.compile(r"[^\w]+")
SET_PHRASES: frozenset[str] = frozenset(
    _GLUE.sub("", simplify(phrase))
    for phrase in files("mofan.text.reuse").joinpath("set_phrases.txt").read_text(encoding="utf-8").split()
)
"""The phrases of `set_phrases.txt` (one a line, each in use in every county) as they are matched: without marks."""

_FIND = re.compile("|".join(sorted(map(re.escape, SET_PHRASES), key=len, reverse=True)))
_SMALL = frozenset("的了和与及在把为对以要是并等地将着也不")
"""Characters that join phrases and say nothing themselves."""


def share_of_set_phrases(text: str) -> float:
    """How much of the letters and digits of `text` is set phrases and what joins them: 0 … 1; 1 if it has none."""
    words = _GLUE.sub("", simplify(text))
    rest = [char for char in _FIND.sub("", words) if char not in _SMALL]
    return 1 - len(rest) / len(words) if words else 1.0
