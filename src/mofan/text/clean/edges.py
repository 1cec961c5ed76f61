"""The marks at the edge of an advertisement (边缘标点): which of them go with it and which belong to the sentence."""

import re
import unicodedata

from mofan.text.span import Span

_OPENERS = "【〖[［〔{｛(（《「『“‘\"'<＜#"
_CLOSERS = "】〗]］〕}｝)）》」』”’\"'>＞#"
_ENDERS = "。！？!?；;…"
_PAUSES = "，,、；;：:"
_NOISE = frozenset("^~*`´¨˙★☆◆◇☎✆✉↓↑→←⇒➜➤►▶☞▼▽👉👇📩📱💬✅❤\ufe0f")
_SPACES = " \u3000\u00a0"
_STARS = frozenset("★☆◆◇●○▲△■□♦")
_HEADING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)]|[0-9]+[.．、])[^。！？；]*$"
)


def settle_edges(line: str, span: Span, within: Span) -> Span:
    """`span` of `line` widened over the marks that belong to the advertisement, at most over `within`."""
    span = _over_noise(line, span, within)
    span = _over_brackets(line, span, within)
    span = _over_noise(line, span, within)
    span = _over_pause_before(line, span, within)
    span = _over_end_mark(line, span, within)
    return _over_spaces(line, span, within)


def _over_pause_before(line: str, span: Span, within: Span) -> Span:
    """A pause before the advertisement goes when the sentence before has ended, or ends here."""
    before, after = line[: span.start].rstrip(), line[span.end :]
    if not before or before[-1] not in _PAUSES or len(before) <= within.start:
        return span
    rest = before[:-1].rstrip()
    dangles = before[-1] in "，,、" and (not after.strip() or after[0] in _ENDERS + _CLOSERS)
    return Span(len(before) - 1, span.end) if _has_ended(rest) or dangles else span


def _has_ended(text: str) -> bool:
    """Is nothing left open at the end of `text`?"""
    return not text or text.rstrip("”’」』）)")[-1:] in set(_ENDERS)


def _over_end_mark(line: str, span: Span, within: Span) -> Span:
    """A mark after the advertisement goes when the sentence before it does not need it."""
    before, mark = line[: span.start].rstrip(), line[span.end : span.end + 1]
    end = span.end
    if not mark or end >= within.end:
        return span
    ended = _has_ended(before) or (before[-1] in _PAUSES and mark in "，,、")
    if ended and mark in _ENDERS + "，,、～~":
        end += 1
        while end < within.end and line[end] == mark:
            end += 1
    elif mark in "。！!～~" and not line[end + 1 :].strip() and _HEADING.match(before):
        end += 1
    return Span(span.start, end)


def _over_spaces(line: str, span: Span, within: Span) -> Span:
    """White space goes that would end the line or stand twice once the advertisement is gone."""
    start, end = span.start, span.end
    if not line[:start].strip():
        while start == 0 and end < within.end and line[end] in _SPACES:
            end += 1
        return Span(start, end)
    if not line[end:].strip():
        end = within.end
        while start > within.start and line[start - 1] in _SPACES:
            start -= 1
    elif line[start - 1] in _SPACES and line[end] in _SPACES and end < within.end:
        end += 1
    return Span(start, end)


def _over_noise(line: str, span: Span, within: Span) -> Span:
    start, end = span.start, span.end
    while start > within.start and _is_noise(line[start - 1]):
        start -= 1
    while end < within.end and _is_noise(line[end]):
        end += 1
    if start - 1 > within.start and line[start - 1] == " " and line[start - 2] in _STARS:
        start -= 2
    if end + 1 < within.end and line[end] == " " and line[end + 1] in _STARS:
        end += 2
    return Span(start, end)


def _is_noise(char: str) -> bool:
    return (
        char in _NOISE
        or (ord(char) > 0x1F000 and unicodedata.category(char) == "So")
        or unicodedata.category(char) in ("Cf", "Mn")
    )


def _over_brackets(line: str, span: Span, within: Span) -> Span:
    start, end = span.start, span.end
    opens = start > within.start and line[start - 1] in _OPENERS
    closes = end < within.end and line[end] in _CLOSERS
    if opens and closes:
        return Span(start - 1, end + 1)
    if within.start + 2 <= start and line[start - 2 : start] == "——" == line[end : end + 2] and end + 2 <= within.end:
        return Span(start - 2, end + 2)
    if within.start + 2 <= start and line[start - 2 : start] == "——" == line[end - 2 : end]:
        return Span(start - 2, end)
    if opens and _closes_itself(line, start, end):
        return Span(start - 1, end)
    if opens and line[start - 1] != "#" and not _is_closed(line, start - 1, end):
        return Span(start - 1, end)
    if closes and line[end] not in "#\"'" and not _is_opened(line, end):
        return Span(start, end + 1)
    return span


def _closes_itself(line: str, start: int, end: int) -> bool:
    """Is the bracket before the advertisement closed by its last character?"""
    opener, closer = line[start - 1], _CLOSERS[_OPENERS.index(line[start - 1])]
    return line[end - 1] == closer and line.count(opener, start, end - 1) == (
        0 if opener == closer else line.count(closer, start, end - 1)
    )


def _is_closed(line: str, opener: int, end: int) -> bool:
    closer = _CLOSERS[_OPENERS.index(line[opener])]
    closed, opened_again = line.find(closer, end), line.find(line[opener], end)
    return closed >= 0 and not 0 <= opened_again < closed


def _is_opened(line: str, closer: int) -> bool:
    opener = _OPENERS[_CLOSERS.index(line[closer])]
    return line.rfind(opener, 0, closer) > line.rfind(line[closer], 0, closer)
