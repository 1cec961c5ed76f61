"""The frame of a compilation (汇编的外框): collection title, declared count, table of contents, page heads."""

import re
from dataclasses import dataclass

from mofan.text.fold import fold
from mofan.text.lines import Line, ends_sentence
from mofan.text.split.marks import MARKS, STRONG_FIRST, TAIL_LAST, number_of, read_mark

_NUMBER = r"(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九十百两]{1,4})\s*(?:篇|份|则|例)"
_LEADS = r"(?:共|精选|合计|汇总|全|最新|通用|热门|推荐)*\s*"
_MORE_LEADS = (
    r"(?:共计?|精选|优选|合计|总计|汇总|全|最新|通用|热门|推荐|收录|整理|本期|附|含|范文|材料|合集|汇编)*\s*[:：]?\s*"
)
_COUNTED = r"(?:范文|例文|文章|材料|经验材料|经验|总结|汇报|合集|汇编|选编|精选)?"

COUNT_LINE = re.compile(
    rf"[（(【\[〔［]?\s*(?:{_MORE_LEADS}{_NUMBER}{_COUNTED}|(?:多|数|若干|系列)篇)\s*[）)】\]〕］]?"
)
"""A line with the declared count and nothing else: (7篇), （共七篇）, 【精选3篇】; （多篇） declares none."""

COUNT_TAIL = re.compile(
    rf"\s*(?:[（(【\[〔［]\s*{_MORE_LEADS}{_NUMBER}{_COUNTED}\s*[）)】\]〕］]"
    rf"|(?<=[文料集编选结告报验》])\s*{_LEADS}{_NUMBER.replace('<n>', '<m>')}(?:合集|汇编|选编|范文)?)$"
)
"""The declared count at the end of the collection title: 工作总结合集（3篇）, 范文精选3篇."""

COLLECTION = re.compile(
    r"合集|汇编|选编|汇总|集锦|大全|范文|精选|文集|材料集|系列材料|(?<![第0-9一二三四五六七八九十])[0-9一二三四五六七八九十]{1,3}篇"
)
"""Words by which a first line says that it names a collection."""

_COLLECTED = re.compile(
    r"(?:合集|汇编|选编|集锦|大全|精选|文集|材料集|选登|选辑)(?:[（(【][^（()）【】]{1,12}[)）】])?$"
)
"""What a title ends in that can name nothing but a collection: unlike 范文, which one document may be."""

_LONGEST_FIRST = 130
"""No longer first line (code points) is looked at for a mark."""

MOST_ENTRIES = 200
"""No table of contents is longer than this."""

SEPARATOR_SIGNS = "*＊=＝_＿~～#＃☆★◆◇■□●○─━—－-"
SEPARATOR = re.compile(rf"(?:[{SEPARATOR_SIGNS}]\s*){{5,}}|(?:[*＊]\s*){{3,}}")
"""A line of signs that divides pieces: ********, ========, ☆☆☆☆☆."""

CONTENTS_HEAD = re.compile(r"目\s*[录次]\s*[:：]?|[【\[]\s*目\s*录\s*[】\]]")
LEADING_NUMBER = re.compile(
    r"(?:(?:第\s*[0-9一二三四五六七八九十]{1,3}\s*[篇份则]"
    r"|[（(【\[]?\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[）)】\]、.．:：]|[①-⑳])\s*)+"
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
    divided: frozenset[int] = frozenset()
    """Where the lines start that follow a line of signs (******)."""

    @property
    def collected(self) -> bool:
        """Whether the title can name nothing but a collection."""
        return self.named and _COLLECTED.search(self.title) is not None


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
            count = number_of(numeral) if numeral else None
            return Frame("".join(parts), count, index + 1, heads, True)
    if lines and _starts_a_series(lines[0].text):
        return NO_FRAME
    if lines and len(lines[0].text) <= 60 and COLLECTION.search(lines[0].text) and not ends_sentence(lines[0].text):
        return Frame(lines[0].text, None, 1, frozenset([lines[0].text]), True)
    return NO_FRAME


def without_separators(lines: list[Line]) -> tuple[list[Line], frozenset[int]]:
    """The lines that are not lines of signs, and where those start that follow one."""
    kept: list[Line] = []
    divided: set[int] = set()
    after = False
    for line in lines:
        if line.text[0] in SEPARATOR_SIGNS and SEPARATOR.fullmatch(line.text):
            after = True
        else:
            kept.append(line)
            if after:
                divided.add(line.start)
                after = False
    return kept, frozenset(divided)


def _starts_a_series(line: str) -> bool:
    """Whether a first line is the title of the first piece: it says 篇一, 范文1, （1） or the like."""
    if len(line) > _LONGEST_FIRST or (line[0] not in STRONG_FIRST and line[-1] not in TAIL_LAST):
        return False
    marks = (mark for mark in MARKS if mark.strength == 3 or (mark.side == "tail" and mark.strength == 2))
    return any(found.number == 1 for mark in marks if (found := read_mark(mark, line)))


def entry_key(line: str) -> str:
    """A title as a table of contents would write it: without number, page and spaces."""
    bare = _without_page(line)
    leading = LEADING_NUMBER.match(bare)
    return fold(TRAILING_NUMBER.sub("", bare[leading.end() :] if leading else bare))


def _without_page(entry: str) -> str:
    """An entry without the leader and the page at its end: ……12, 　3, ....（5）."""
    bare = entry.rstrip("0123456789０１２３４５６７８９()（）")
    shown = bare.rstrip(" .．·…—-_\t\u3000")
    led = bare[len(shown) :]
    return shown if bare != entry and (led.isspace() or "…" in led or len(led) > 1) else entry


def read_contents(lines: list[Line], first: int, declared: int | None) -> list[tuple[int, int]]:
    """Where the entries of a table of contents (目录) come again as titles: pairs of the two lines.

    Entries stand one below the other from line `first` on; two at least must come again, in the same order.
    """
    start = first
    while start < len(lines) and CONTENTS_HEAD.fullmatch(lines[start].text):
        start += 1
    keys = [entry_key(line.text) if len(line.text) <= 120 else "" for line in lines[start:]]
    for size in range(2, min(len(keys), MOST_ENTRIES)):
        if not keys[size - 1]:
            break
        if keys[size] == keys[0] and (declared is None or size == declared):
            titles = _again(keys, size)
            if titles:
                return [(start + entry, start + title) for entry, title in enumerate(titles)]
    return []


def _again(keys: list[str], size: int) -> list[int]:
    """Where the first `size` keys come again in their order, with something between them; empty where they do not."""
    titles: list[int] = []
    at = size
    for key in keys[:size]:
        try:
            at = keys.index(key, at)
        except ValueError:
            return []
        titles.append(at)
        at += 2
    return titles
