"""What a sentence says around a number (语境): the words of its own, those beside it, those before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_BREAK: Final = re.compile(r"[，。；：！？,;:\n]")
_LIST: Final = "、"
_SENTENCE: Final = re.compile(r"[。！？；\n]")
_BEHIND: Final = re.compile(r"[^，。；、：！？（）()\n]{0,14}")
_LONGEST: Final = 400
"""Characters of a sentence that are looked at before the number."""
_OPEN, _CLOSE = "“《‘（(", "”》’）)"


@dataclass(frozen=True, slots=True)
class Asked:
    """A number and the words around it (语境)."""

    own: str
    """What stands between the mark or number before and this number: the words that say what is counted."""
    behind: str
    """What follows its measure word within the clause: x名青年干部."""
    earlier: tuple[str, ...]
    """The stretches of the same sentence before `own`, nearest first."""
    above: str
    """The sentence before, and the heading that it stands under."""
    measure: str


def asked_in(
    text: str, start: int, end: int, measure: str, others: Sequence[tuple[int, int]] = (), heading: str = ""
) -> Asked:
    """The words around the number at `start` … `end`; `others` are the spans of the numbers of the same text."""
    since = max((found.end() for found in _SENTENCE.finditer(text, max(0, start - _LONGEST), start)), default=0)
    since = max(since, start - _LONGEST, 0)
    before = text[since:start]
    for low, high in others:
        if since <= low and high <= start:
            before = before[: low - since] + "\x00" * (high - low) + before[high - since :]
    parts = _parts(before)
    follows = text[end:]
    for low, _ in sorted(others):
        if low >= end:
            follows = text[end:low]
            break
    behind = _BEHIND.match(follows)
    sentence = text[max((one.end() for one in _SENTENCE.finditer(text, 0, max(0, since - 1))), default=0) : since]
    return Asked(
        parts[-1], behind[0] if behind else "", tuple(reversed(parts[:-1])), f"{heading} {sentence[-80:]}", measure
    )


def _parts(before: str) -> list[str]:
    """The stretches of a sentence: cut at marks and numbers, not within quotation marks or book titles."""
    parts = [""]
    depth = 0
    for char in before:
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
        if char == "\x00" or (depth == 0 and (_BREAK.match(char) or char == _LIST)):
            if parts[-1]:
                parts.append("")
        else:
            parts[-1] += char
    return parts
