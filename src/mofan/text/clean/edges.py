"""The marks at the edge of an advertisement (边缘标点): which of them go with it and which belong to the sentence."""

import re

from mofan.text.clean.skeleton import STREWN
from mofan.text.span import Span

_OPENERS = "【〖[［〔{｛(（《「『“‘\"'<＜"
_CLOSERS = "】〗]］〕}｝)）》」』”’\"'>＞"
_ENDERS = "。！？!?；;…"
_PAUSES = "，,、；;：:"
_HEADING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)]|[0-9]+[.．、])[^。！？；]*$"
)


def settle_edges(line: str, span: Span, blocked: Span) -> Span:
    """`span` of `line` widened over the punctuation that belongs to the advertisement, within `blocked`."""
    start, end = _over_noise(line, span, blocked)
    start, end = _over_brackets(line, start, end, blocked)
    start, end = _over_noise(line, Span(start, end), blocked)
    before, after = line[:start].rstrip(), line[end:]
    reaches_end = not after.strip()
    if before and before[-1] in _PAUSES and start > blocked.start:
        rest = before[:-1].rstrip()
        if not rest or rest[-1] in _ENDERS:
            start, before = len(before) - 1, rest
    if (
        (not before or before[-1] in _ENDERS + _PAUSES)
        and after[:1]
        and after[0] in _ENDERS + "，,、～~"
        and not _is_needed(before, after[0])
    ):
        end += 1
        while end < blocked.end and line[end] in "。！!～~…" and line[end] == line[end - 1]:
            end += 1
    elif (
        after[:1] in tuple("。！!～~")
        and not after[1:].strip()
        and _HEADING.match(line[:start])
        and "，" not in line[start:end]
    ):
        end += 1
    if not line[end:].strip() and line[:start].strip():
        end = blocked.end if blocked.end == len(line) else end
        while start > blocked.start and line[start - 1] in " \u3000\t":
            start -= 1
    return Span(start, end)


def _is_needed(before: str, mark: str) -> bool:
    """Does the sentence before still need this end mark? Only a pause before an end mark does, and then the pause goes."""
    return bool(before) and before[-1] in _PAUSES and mark in _ENDERS


def _over_noise(line: str, span: Span, blocked: Span) -> tuple[int, int]:
    start, end = span.start, span.end
    while start > blocked.start and _is_noise(line[start - 1]):
        start -= 1
    while end < blocked.end and _is_noise(line[end]):
        end += 1
    return start, end


def _is_noise(char: str) -> bool:
    return char in STREWN - {"※", "-", "·"} or (not char.isprintable() and not char.isspace())


def _over_brackets(line: str, start: int, end: int, blocked: Span) -> tuple[int, int]:
    opens = start > blocked.start and line[start - 1] in _OPENERS
    closes = end < blocked.end and line[end] in _CLOSERS
    inside = line[start:end]
    if opens and closes:
        return start - 1, end + 1
    if opens and not _closed_later(line, start - 1, end):
        return start - 1, end
    if closes and not _opened_before(line, start, end) and any(char in _OPENERS for char in inside) is False:
        return start, end + 1
    return start, end


def _closed_later(line: str, opener: int, end: int) -> bool:
    return _CLOSERS[_OPENERS.index(line[opener])] in line[end:]


def _opened_before(line: str, start: int, end: int) -> bool:
    return _OPENERS[_CLOSERS.index(line[end])] in line[:start]
