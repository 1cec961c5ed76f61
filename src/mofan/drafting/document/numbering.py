"""The numbers of headings (层次序数): 一、（一）1.（1）, put right after a move (GB/T 9704-2012, 7.3.3)."""

import re
from typing import Final

from mofan.drafting.document.blocks import Block, Body, Words, with_runs
from mofan.text.numerals import write_numeral

_MARK: Final = re.compile(
    r"(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)][、.．]?|\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[）)])\s*"
)
"""A number that a heading begins with. Matches 一、思想, （二）组织, 3.作风, (4)纪律; not 十件实事, 3.5万."""


def renumber(body: Body) -> Body:
    """The same with the headings that carry a number counted anew, each by its level; headings without stay without."""
    counts = [0, 0, 0, 0]
    blocks: list[Block] = []
    for one in body.blocks:
        if one.kind == "heading" and (first := one.runs[:1]) and isinstance(lead := first[0], Words):
            if mark := _MARK.match(lead.text):
                counts[one.level - 1] += 1
                counts[one.level :] = [0] * (4 - one.level)
                words = Words(_marks(one.level, counts[one.level - 1]) + lead.text[mark.end() :])
                one = with_runs(one, (words, *one.runs[1:]))
            else:
                counts[one.level :] = [0] * (4 - one.level)
        blocks.append(one)
    return Body(tuple(blocks))


def _marks(level: int, number: int) -> str:
    if level == 1:
        return f"{write_numeral(number)}、"
    if level == 2:
        return f"（{write_numeral(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"
