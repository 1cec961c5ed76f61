"""The frame of a compilation (汇编的外框): collection title, declared count, table of contents, page heads."""

import re
from dataclasses import dataclass

from mofan.text.fold import fold
from mofan.text.lines import Line, ends_sentence
from mofan.text.split.marks import number_of

_COUNT = (
    r"(?:共|精选|合计|汇总|全|最新|通用|热门|推荐)*\s*"
    r"(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九十百两]{1,4})\s*(?:篇|份|则|例)"
)

COUNT_LINE = re.compile(rf"[（(【\[〔［]?\s*{_COUNT}(?:范文|材料|合集|汇编|选编)?\s*[）)】\]〕］]?")
"""A line with the declared count and nothing else: (7篇), （共七篇）, 【精选3篇】."""

COUNT_TAIL = re.compile(
    rf"\s*(?:[（(【\[〔［]\s*{_COUNT}(?:范文|材料|合集|汇编|选编)?\s*[）)】\]〕］]"
    rf"|(?<=[文料集编选结告报验])\s*{_COUNT.replace('<n>', '<m>')}(?:合集|汇编|选编|范文)?)$"
)
"""The declared count at the end of the collection title: 工作总结合集（3篇）, 范文精选3篇."""

COLLECTION = re.compile(
    r"合集|汇编|选编|汇总|集锦|大全|范文|精选|文集|材料集|系列材料|经验材料|典型材料|交流材料|[0-9一二三四五六七八九十]篇"
)
"""Words by which a first line says that it names a collection."""

CONTENTS_HEAD = re.compile(r"目\s*[录次]\s*[:：]?|[【\[]\s*目\s*录\s*[】\]]")
PAGE_REFERENCE = re.compile(r"[\s.．·…—\-_]*(?:[.．·…]{2,}|\s)[\s.．·…]*[（(]?[0-9０-９]{1,4}[）)]?$")
LEADING_NUMBER = re.compile(
    r"(?:第\s*[0-9一二三四五六七八九十]{1,3}\s*[篇份则]|[（(【\[]?\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[）)】\]、.．:：]|[①-⑳])\s*"
)
TRAILING_NUMBER = re.compile(r"\s*[（(]\s*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*[）)]$")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before the first piece."""

    title: str
    """The collection title; empty where nothing names one."""
    count: int | None
    size: int
    """How many content lines the frame takes: 0 where there is none."""
    heads: frozenset[str]
    """Lines that come again at the head of pages (页眉)."""
    named: bool
    """Whether a count or a word such as 合集 says that pieces follow."""


NO_FRAME = Frame("", None, 0, frozenset(), False)


def read_frame(lines: list[Line]) -> Frame:
    """The frame at the beginning of `lines`."""
    for index, line in enumerate(lines[:4]):
        if len(line.text) > 80 or ends_sentence(line.text):
            break
        found = COUNT_LINE.fullmatch(line.text)
        tail = None if found else COUNT_TAIL.search(line.text)
        if found or tail:
            parts = [shown.text for shown in lines[:index]]
            if tail:
                parts.append(line.text[: tail.start()].strip())
                numeral = tail["n"] or tail["m"]
            else:
                assert found is not None
                numeral = found["n"]
            heads = frozenset([*(shown.text for shown in lines[: index + 1]), "".join(parts)]) - {""}
            return Frame("".join(parts), number_of(numeral), index + 1, heads, True)
    if lines and len(lines[0].text) <= 60 and COLLECTION.search(lines[0].text) and not ends_sentence(lines[0].text):
        return Frame(lines[0].text, None, 1, frozenset([lines[0].text]), True)
    return NO_FRAME


def entry_key(line: str) -> str:
    """A title as a table of contents would write it: without number, page and spaces."""
    bare = PAGE_REFERENCE.sub("", line)
    bare = LEADING_NUMBER.sub("", bare, count=1)
    return fold(TRAILING_NUMBER.sub("", bare))


def read_contents(lines: list[Line], first: int, declared: int | None) -> list[tuple[int, int]]:
    """Where the entries of a table of contents (目录) come again as titles: pairs of the two lines.

    Entries stand one below the other from line `first` on; two at least must come again, in the same order.
    """
    start = first
    while start < len(lines) and CONTENTS_HEAD.fullmatch(lines[start].text):
        start += 1
    where: dict[str, list[int]] = {}
    for index in range(start, len(lines)):
        if len(lines[index].text) <= 120:
            where.setdefault(entry_key(lines[index].text), []).append(index)
    pairs: list[tuple[int, int]] = []
    last = -1
    stop = len(lines)
    for index in range(start, len(lines)):
        if index >= stop or len(lines[index].text) > 120:
            break
        later = [again for again in where.get(entry_key(lines[index].text), ()) if again > max(index, last)]
        if not later:
            break
        stop = min(stop, later[0])
        pairs.append((index, later[0]))
        last = later[0]
    if len(pairs) < 2 or pairs[0][1] <= pairs[-1][0] or (declared is not None and len(pairs) != declared):
        return []
    return pairs
