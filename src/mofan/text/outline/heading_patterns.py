"""What people ask parallel headings by (标题句式): a numeral slogan, a pattern with gaps, a plain word.

六个过硬: groups of six headings that each hold 过硬. 四聚焦四强化: four headings with 聚焦 … 强化. 以…促…, 突出X抓Y:
these words in this order, anything between them. 过硬: this word anywhere.
"""

import re
from dataclasses import dataclass

from mofan.text.fold import simplify
from mofan.text.numerals import parse_numeral
from mofan.text.outline.parallel_groups import SLOT

MOST_PARTS = 6
_QUOTES = re.compile(r"[“”‘’「」『』\"'《》【】]+")
_GAP = re.compile(r"[^\u3400-\u9fff0-9]+|(?<=[\u3400-\u9fff])[a-z]+")
_COUNTED = re.compile(
    r"([一二两双三四五六七八九十]{1,3}|[0-9]{1,2})(?:个|项|大|种|条)?([^一二两双三四五六七八九十0-9]+)"
)
_NUMERALS = {"双": 2}


@dataclass(frozen=True, slots=True)
class HeadingPattern:
    """One way to read what was asked: words that stand in every heading of a group, in this order.

    `size`: how many headings the group has; None for any number.
    """

    parts: tuple[str, ...]
    size: int | None = None

    def __str__(self) -> str:
        """聚焦…强化…, 四条 in front of it where the size is known."""
        return SLOT.join((*self.parts, "")) if len(self.parts) > 1 else f"{SLOT}{self.parts[0]}{SLOT}"

    def fits(self, skeleton: str) -> bool:
        """Whether the words stand in a skeleton in this order, each within one stretch of fixed words."""
        place = 0
        for part in self.parts:
            found = skeleton.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        return True


def read_pattern(asked: str) -> tuple[HeadingPattern, ...]:
    """The ways to read `asked`, the most exact one first; none where it holds no word.

    A numeral slogan may be a word of its own (三农工作, 一体推进): so the plain word is tried after it.
    """
    text = simplify(SLOT.join(_QUOTES.sub("", asked).split()))
    plain = tuple(part for part in _GAP.split(text) if part)[:MOST_PARTS]
    if not plain:
        return ()
    counted = _counted(text)
    return (*([counted] if counted else []), HeadingPattern(plain))


def _counted(text: str) -> HeadingPattern | None:
    """四聚焦四强化 as four headings with 聚焦 … 强化; of unlike numerals the largest one counts, with its words."""
    text = re.sub(r"\W+", "", text)
    found = list(_COUNTED.finditer(text))
    if not found or sum(len(one[0]) for one in found) != len(text):
        return None
    pairs = [(_value(one[1]), part) for one in found[:MOST_PARTS] if (part := _GAP.sub("", one[2]))]
    size = max((number for number, _ in pairs), default=0)
    parts = tuple(part for number, part in pairs if number == size)
    return HeadingPattern(parts, size) if size > 1 and parts else None


def _value(numeral: str) -> int:
    return _NUMERALS.get(numeral) or (int(numeral) if numeral.isdecimal() else parse_numeral(numeral) or 0)
