"""Numbered lines as candidates for headings, and which series of them are headings and not lists (条目与标题)."""

import re
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from mofan.text.fold import fold
from mofan.text.lines import CLOSERS, Line
from mofan.text.outline.heading import Form
from mofan.text.outline.schemes import FLOATING, Marked, Scheme, read_marker

LONGEST_LINE = 90
"""The longest heading on a line of its own (code points)."""

_LOWEST_UNANNOUNCED = 4
_LEAST_CONTENTS = 3
"""Lines of a table of contents, at least."""

LONGEST_LEAD = 60
"""The longest leading sentence that is a heading by itself; in a series of headings one may be twice as long."""

_LAST_OVER_ARTICLES = 3
"""The rank of the lowest scheme that can stand over articles: 一、 in judicial interpretations."""

_ARTICLE = re.compile(r"第\s*(?:[一二三四五六七八九十百千零〇]{1,7}|[0-9]{1,4})\s*条")
_NOTE = re.compile(r"[（(【][^）)】]*[）)】][。；]?")
_ATTACHMENTS = re.compile(r"附\s*[件表录]?\s*(?:[:：]\s*|(?=[1１一]\s*[.．、]))")
_END = re.compile(r"[。！？；!?;]")
_COLON_LEAD = re.compile(r"[^，。；：:、,]{2,20}[：:](?=.{6})")
_SPACE_LEAD = re.compile(r"[^，。；：:、,\s]{2,16}(?=\s+\S.{20})")
_OPEN_QUOTE = re.compile(r"[“「『]([^”」』]*)$")


@dataclass(frozen=True, slots=True)
class Item:
    """A line that begins with a mark, or leads like one."""

    scheme: Scheme
    marker: str | None
    number: int | None
    line: int
    """Index of the line."""
    form: Form
    start: int
    end: int
    text: str
    proper: bool
    """Whether it is a heading by its own shape."""
    listed: bool
    """Whether it looks like an entry of a list: closed with ；, or one long sentence."""


def read_items(lines: list[Line], first: int, stop: int) -> tuple[list[Item], set[int]]:
    """The items among the lines `first` up to `stop`, and the lines that belong to articles of a law (条文).

    What an article numbers within itself are provisions (款, 项), not headings.
    """
    items: list[Item] = []
    articles: set[int] = set()
    in_article = False
    quoted_until = skipped = -1
    for index in range(first, stop):
        line = lines[index]
        if index <= quoted_until or index <= skipped:
            continue
        if line.text[0] == "附" and _ATTACHMENTS.match(line.text):
            skipped = _last_attachment(lines, index, stop)
            continue
        if line.text[0] in "【[" and (bracketed := _bracketed_item(line, index)):
            items.append(bracketed)
            in_article = False
            continue
        if line.text[0] == "第" and _ARTICLE.match(line.text):
            in_article = True
        marked = read_marker(line.text)
        if in_article:
            if marked is None or marked.scheme.rank > _LAST_OVER_ARTICLES:
                articles.add(index)
                continue
            in_article = False
        if marked is None:
            if line.text[0] in "“「『" or line.text.endswith(("“", "「")):
                quoted_until = _end_of_quotation(lines, index, stop)
            continue
        if len(marked.marker) == len(line.text):
            item = _joined_item(lines, index, stop, marked)
            skipped = index + 1 if item else -1
        else:
            item = _item(lines, index, stop, marked)
        if item is not None:
            items.append(item)
    return items, articles


def _bracketed_item(line: Line, index: int) -> Item | None:
    """The item of a line all in brackets: 【一、总体要求】."""
    text = line.text
    marked = read_marker(text[1:]) if text[-1] in "】]" and 4 <= len(text) <= LONGEST_LEAD else None
    if marked is None:
        return None
    return Item(
        marked.scheme, marked.marker, marked.number, index, "line", line.start, line.end, text, True, False
    )  # fmt: skip


def _last_attachment(lines: list[Line], index: int, stop: int) -> int:
    """The last line of a list of attachments (附件：1.… 2.…) that begins at line `index`."""
    number = 1 if (entry := _entry(lines[index].text)) else 0
    last = index
    while last + 1 < stop and (entry := _entry(lines[last + 1].text)) and entry.number == number + 1:
        number, last = entry.number, last + 1
    return last


def _entry(line: str) -> Marked | None:
    """The number of an entry in a list of attachments."""
    entry = _ATTACHMENTS.sub("", line, count=1).strip()
    marked = read_marker(entry) if entry and not _END.search(entry) else None
    return marked if marked and marked.scheme.name in ("1.", "1 ", "（1）", "①", "一、", "（一）") else None


def _item(lines: list[Line], index: int, stop: int, marked: Marked) -> Item | None:
    """The item of one line."""
    line = lines[index]
    text = line.text
    begin = len(marked.marker)
    found = _sentence_end(text, begin)
    if found is None:
        return _open_item(line, index, marked)
    end, body = found.start(), found.end()
    while body < len(text) and text[body] in CLOSERS:
        body += 1
    end = body if body > found.end() else end
    if marked.scheme.rank <= 2:
        return None
    if found[0] in "；;":
        return _make(line, index, marked, "lead", end, proper=False, listed=True)
    if colon := _COLON_LEAD.match(text, begin):
        return _make(line, index, marked, "lead", colon.end() - 1, proper=True)
    if end - begin > LONGEST_LEAD and (space := _SPACE_LEAD.match(text, begin)):
        return _make(line, index, marked, "lead", space.end(), proper=True)
    if body >= len(text):
        below = lines[index + 1].text if index + 1 < stop else ""
        opens = len(below) >= 20 and read_marker(below) is None
        short = end - begin <= (40 if opens else 24)
        return _make(
            line, index, marked, "line", end, proper=short and (opens or marked.scheme.rank < 5), listed=not opens
        )
    if _NOTE.fullmatch(text, body):
        return _make(line, index, marked, "lead", end, proper=False, listed=True)
    return _make(line, index, marked, "lead", end, proper=end <= LONGEST_LEAD)


def _sentence_end(text: str, begin: int) -> re.Match[str] | None:
    """The first mark that ends a sentence, one inside round brackets set aside: （责任单位：县水务局；县林业局）."""
    found = _END.search(text, begin)
    if found and text.rfind("（", begin, found.start()) > text.rfind("）", begin, found.start()):
        closed = text.find("）", found.end())
        return _END.search(text, closed) if closed > 0 else found
    return found


def _open_item(line: Line, index: int, marked: Marked) -> Item | None:
    """The item of a line that no sentence end closes."""
    last = line.text[-1]
    if last in "，、,":
        return None
    end = len(line.text) - (last in "：:")
    proper = end <= LONGEST_LINE and (last not in "：:" or end <= 30)
    if marked.scheme.rank <= 2 and (end > 50 or "，" in line.text):
        return None
    return _make(line, index, marked, "line", end, proper=proper)


def _joined_item(lines: list[Line], index: int, stop: int, marked: Marked) -> Item | None:
    """A mark alone on its line, its words on the next."""
    if index + 1 >= stop or read_marker(lines[index + 1].text):
        return None
    below = lines[index + 1]
    found = _END.search(below.text)
    end = found.start() if found else len(below.text)
    if end > LONGEST_LEAD:
        return None
    form: Form = "lead" if found and found.end() < len(below.text) else "line"
    text = lines[index].text + below.text[:end]
    return Item(
        marked.scheme,
        marked.marker,
        marked.number,
        index,
        form,
        lines[index].start,
        below.start + end,
        text,
        True,
        False,
    )


def _make(line: Line, index: int, marked: Marked, form: Form, end: int, *, proper: bool, listed: bool = False) -> Item:
    text = line.text[:end].rstrip()
    return Item(
        marked.scheme,
        marked.marker,
        marked.number,
        index,
        form,
        line.start,
        line.start + len(text),
        text,
        proper,
        listed,
    )


def _end_of_quotation(lines: list[Line], index: int, stop: int) -> int:
    """The line in which a quotation closes that opens with a mark in line `index`; -1 where it does not."""
    opened = _OPEN_QUOTE.search(lines[index].text)
    if opened is None or (opened[1] and read_marker(opened[1]) is None):
        return -1
    for later in range(index + 1, min(stop, index + 40)):
        text = lines[later].text
        close = re.search("[”」』]", text)
        opening = re.search("[“「『]", text)
        if close and (opening is None or close.start() < opening.start() or text[-1] in "”」』"):
            return later
    return -1


def keep_headings(items: list[Item], lines: list[Line]) -> list[Item]:
    """The items whose series are headings."""
    kept: list[Item] = []
    items = keep_decimals(without_contents(items))
    ran: dict[str, int | None] = {}
    for series in sorted(_series(items), key=lambda series: series[0].line):
        runs_on = series[0].number != 1 and series[0].number == (ran.get(series[0].scheme.name) or 0) + 1
        ran[series[0].scheme.name] = series[-1].number
        if (len(series) > 1 or series[0].form == "line" or runs_on) and _is_heading_series(series, lines):
            kept.extend(item for item in series if _fits(item))
    return sorted(kept, key=lambda item: item.line)


def _fits(item: Item) -> bool:
    """Whether an item of an accepted series is itself short enough for a heading."""
    size = item.end - item.start
    return item.proper or size <= (LONGEST_LEAD if item.listed or item.form == "line" else 2 * LONGEST_LEAD)


def _series(items: list[Item]) -> list[list[Item]]:
    """Items of one scheme that follow one another under one parent."""
    done: list[list[Item]] = []
    stack: list[list[Item]] = []
    for item in items:
        depth = next((at for at, open_ in enumerate(stack) if open_[0].scheme.name == item.scheme.name), None)
        if depth is None:
            while stack and stack[-1][0].scheme.rank > item.scheme.rank:
                done.append(stack.pop())
            stack.append([item])
            continue
        while len(stack) > depth + 1:
            done.append(stack.pop())
        if item.number == 1 and stack[-1][-1].number is not None and stack[-1][-1].number != 1:
            done.append(stack.pop())
            stack.append([item])
        else:
            stack[-1].append(item)
    return done + stack


def _is_heading_series(series: list[Item], lines: list[Line]) -> bool:
    """Whether a series is headings: most members have the shape, and it is no list after a colon."""
    scheme = series[0].scheme
    proper = sum(item.proper for item in series)
    listed = sum(item.listed for item in series)
    if 2 * proper < len(series) or 2 * listed > len(series) or (listed and 4 * proper < 3 * len(series)):
        return False
    if 3 * sum(map(_fits, series)) < 2 * len(series) or (scheme.rank == FLOATING and not _counts_on(series)):
        return False
    return not _is_list(series, lines)


def _counts_on(series: list[Item]) -> bool:
    """Whether paragraphs begin 一是, 二是 …: two at least, and the first two can be headings."""
    return [item.number for item in series[:2]] == [1, 2] and all(_fits(item) for item in series[:2])


def _is_list(series: list[Item], lines: list[Line]) -> bool:
    """Entries one below the other, announced by a colon or of a low rank."""
    first = series[0].line
    adjacent = all(after.line == before.line + 1 for before, after in pairwise(series))
    if len(series) < 2 or not adjacent or any(item.form == "lead" for item in series):
        return False
    announced = series[0].scheme.name == "一　" or (first > 0 and lines[first - 1].text[-1] in "：:")
    return announced or (len(series) >= 3 and series[0].scheme.rank > _LOWEST_UNANNOUNCED)


def without_contents(items: list[Item]) -> list[Item]:
    """Less tables of contents (目录): lines one below the other, most of which come again later."""
    runs: list[list[Item]] = [[]]
    for item, following in zip_longest(items, items[1:]):
        runs[-1].append(item)
        if following is None or following.line > item.line + 1:
            runs.append([])
    if max(map(len, runs)) < _LEAST_CONTENTS:
        return items
    folded = [fold(item.text) for item in items]
    last = {text: item.line for text, item in zip(folded, items, strict=True)}
    comes_again = iter([last[text] > item.line for text, item in zip(folded, items, strict=True)])
    kept: list[Item] = []
    for run in runs:
        once = [entry for entry in run if not next(comes_again)]
        again = len(run) - len(once)
        kept += once if again >= _LEAST_CONTENTS and 2 * again > len(run) else run
    return kept


def keep_decimals(items: list[Item]) -> list[Item]:
    """Less the lines that a bare number begins (1 总则), unless others go on from them (1.1 目的)."""
    names = {item.scheme.name for item in items}
    return [item for item in items if item.scheme.name != "1 " or "1.1" in names]
