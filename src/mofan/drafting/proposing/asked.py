"""What a sentence says around a number (语境): the words of its own, those beside it, those before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_BREAK: Final = re.compile(r"[，。；：！？,;:\n]")
_LIST: Final = "、"
_SENTENCE: Final = re.compile(r"[。！？；\n]")
_BEHIND: Final = re.compile(r"(?:已|均已?|全部)?(?:(?!已|均|全部|其中)[^，。；、：！？（）()\n]){0,20}")
"""What follows is said of this number up to where another thing is said of it: x项问题已整改到位x项."""
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
    if shared := _of_a_list(text, since, start, others):
        parts[-1] = shared
    elif verb := _of_examples(before):
        parts[-1] = f"{verb}{parts[-1]}"
    follows = text[end:]
    for low, _ in sorted(others):
        if low >= end:
            follows = text[end:low]
            break
    behind = _BEHIND.match(follows)
    sentence = text[max((one.end() for one in _SENTENCE.finditer(text, 0, max(0, since - 1))), default=0) : since]
    if before.endswith("\x00") and len(parts) > 1:  # the second of x件x册 counts what the first does
        parts.pop()
        behind = None
    return Asked(
        parts[-1], behind[0] if behind else "", tuple(reversed(parts[:-1])), f"{heading} {sentence[-80:]}", measure
    )


_BETWEEN: Final = re.compile(r"[余多]?[\u4e00-\u9fff%％]{0,3}[、和与及]")
"""What stands between the numbers of one list, their measure words with it: x件、x件和x件."""
_RESPECTIVELY: Final = re.compile(r"(?:分别|各)(?:为|是|有|达到?|约|共|收到|办结|完成|开展|召开|组织|受理|办理)*$")
_DONE: Final = re.compile("收到|接到|受理|办理|办结|调处|化解|交办|处理|解决|开展|召开|组织|举办|完成")
"""What is done with the first thing of a list is done with all of them."""
_ITEMS: Final = re.compile(r"[、和与及]")


def _of_a_list(text: str, since: int, start: int, others: Sequence[tuple[int, int]]) -> str:
    """What this number counts where things are listed first and their numbers behind them, in the same order
    (矛盾纠纷、消费投诉分别为x件、x件); empty where that is not so."""
    spans = sorted({one for one in others if one[0] >= since and "\n" not in text[start : one[0]]})
    place = next((at for at, one in enumerate(spans) if one[0] == start), None)
    if place is None:
        return ""
    first = last = place
    while first and _BETWEEN.fullmatch(text[spans[first - 1][1] : spans[first][0]]):
        first -= 1
    while last + 1 < len(spans) and _BETWEEN.fullmatch(text[spans[last][1] : spans[last + 1][0]]):
        last += 1
    before = _BREAK.split(text[since : spans[first][0]])[-1]
    said = _RESPECTIVELY.search(before)
    if said is None or first == last:
        return ""
    items = [one for one in _ITEMS.split(before[: said.start()]) if one]
    if len(items) != last - first + 1:
        return ""
    done = _DONE.search(items[0])
    return f"{done[0] if done and place > first else ''}{items[place - first]}"


_EXAMPLES: Final = re.compile(
    r"([^，。；：！？,;:\n\x00]+?)、[^，。；：！？,;:\n\x00]*等[^，。；：！？、,;:\n\x00]{2,}$"
)
"""Examples of what is counted stand before it. Matches 协调解决用工、融资等难题; not 用工、融资难题."""


def _of_examples(before: str) -> str:
    """What is done with things of which some are listed first; empty where none are."""
    found = _EXAMPLES.search(before)
    done = _DONE.search(found[1]) if found else None
    return done[0] if done else ""


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
