"""Numbered lines as candidates for headings, and which series of them are headings and not lists (条目与标题)."""

import itertools
import re
from dataclasses import dataclass

from mofan.text.lines import CLOSERS, Line
from mofan.text.outline.heading import Form
from mofan.text.outline.schemes import FLOATING, Marked, Scheme, read_marker

LONGEST_LINE = 90
"""The longest heading on a line of its own (code points)."""

LONGEST_LEAD = 60
"""The longest leading sentence that is a heading by itself; in a series of headings one may be twice as long."""

_END = re.compile(r"[。！？；!?;]")
_COLON_LEAD = re.compile(r"[^，。；：:、,]{2,20}[：:](?=.{10})")
_SPACE_LEAD = re.compile(r"[^，。；：:、,\s]{2,16}(?=[ \u3000]+\S.{20})")
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


def read_items(lines: list[Line], first: int, stop: int) -> list[Item]:
    """The items among the lines `first` up to `stop`."""
    items: list[Item] = []
    quoted_until = skipped = -1
    for index in range(first, stop):
        line = lines[index]
        if index <= quoted_until or index == skipped:
            continue
        marked = read_marker(line.text)
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
    return items


def _item(lines: list[Line], index: int, stop: int, marked: Marked) -> Item | None:
    """The item of one line."""
    line = lines[index]
    text = line.text
    begin = len(marked.marker)
    found = _END.search(text, begin)
    if found is None:
        return _open_item(line, index, marked)
    end = found.start()
    body = found.end()
    while body < len(text) and text[body] in CLOSERS:
        body += 1
    if marked.scheme.rank <= 2:
        return None
    if found[0] in "；;":
        return _make(line, index, marked, "lead", end, proper=False, listed=True)
    if body >= len(text):
        below = lines[index + 1].text if index + 1 < stop else ""
        opens = bool(below) and read_marker(below) is None and len(below) >= 20
        short = end - begin <= (40 if opens else 24)
        return _make(
            line, index, marked, "line", end, proper=short and (opens or marked.scheme.rank < 5), listed=not opens
        )
    for pattern in (_COLON_LEAD, _SPACE_LEAD):
        early = pattern.match(text, begin)
        if early and (pattern is _COLON_LEAD or end - begin > LONGEST_LEAD):
            return _make(line, index, marked, "lead", early.end() - (text[early.end() - 1] in "：:"), proper=True)
    return _make(line, index, marked, "lead", end, proper=end <= LONGEST_LEAD)


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
    for series in _series(items):
        if _is_heading_series(series, lines):
            kept.extend(item for item in series if _fits(item))
    return sorted(kept, key=lambda item: item.line)


def _fits(item: Item) -> bool:
    return item.proper or (not item.listed and item.end - item.start <= 2 * LONGEST_LEAD) or item.end - item.start <= 40


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
    if 2 * proper < len(series) or 2 * sum(item.listed for item in series) > len(series):
        return False
    if scheme.rank == FLOATING and (len(series) < 2 or [item.number for item in series[:2]] != [1, 2]):
        return False
    return not _is_list(series, lines)


def _is_list(series: list[Item], lines: list[Line]) -> bool:
    """Entries one below the other after a line that announces them with a colon."""
    first = series[0].line
    adjacent = all(after.line == before.line + 1 for before, after in itertools.pairwise(series))
    announced = first > 0 and lines[first - 1].text[-1] in "：:"
    return announced and adjacent and len(series) >= 2 and all(item.form == "line" for item in series)
