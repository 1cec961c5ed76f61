"""Secrecy marks (国家秘密标志): documents that carry one must not be in this system.

A mark is 密级★保密期限 at the top left of the first page (GB/T 9704-2012, 7.2.2; 《保守国家秘密法》第二十二条);
the period may be missing, and the star with it. Talk about secrets (商业秘密, “机密级国家秘密”, a law) is no mark.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from mofan.text.fold import INVISIBLE
from mofan.text.span import Span

_LEVEL = "(?:[绝絕] ?密|[机機] ?密|[秘祕] ?密)"
_KIND = "(?:(?:工作|(?:(?:核心|普通|重要) ?)?商业?) ?)?"
_STAR = "[★☆✩✭✮✯⭐]"
_PERIOD = "(?:[0-9一二三四五六七八九十百]{1,4} ?(?:年|个? ?月|天|日)|长期|永久|启用前|使用前|公开前|解密前)"
_LABEL = "(?:密 ?级|(?:秘密|保密|涉密) ?(?:等级|级别|程度)|密 ?别)"
_URGENT = "(?:特急|加急|特提|平急|急件)"
_CARE = "(?:会后收回|用后收回|阅后收回|注意保密|妥善保管|严禁复制|不得外传|请勿外传)"
_OPEN, _CLOSE = r"[(\[〔【〖<《]", r"[)\]〕】〗>》]"


@dataclass(frozen=True, slots=True)
class MarkPattern:
    """One form of mark, matched on one evened line (width folded, white space single); group `mark` is the mark."""

    name: str
    pattern: re.Pattern[str]
    matches: str
    """A line that it must match."""
    misses: str
    """A line that it must not match."""


ANYWHERE = (
    MarkPattern(
        "starred",
        re.compile(
            rf"(?:^(?:[0-9]{{1,8}}|{_OPEN}|{_URGENT})?| {_OPEN}?|\||{_LABEL} ?:?) ?(?P<mark>{_KIND}{_LEVEL} ?{_STAR}"
            rf"(?: ?{_PERIOD})?+)(?! ?[的是为等或、,及和与字“”\"'’」』])"
        ),
        "000012 机密★10年",
        "标志形式如“机密★10年”，由密级和期限组成。",
    ),
    MarkPattern(
        "labelled",
        re.compile(
            rf"(?:^|[ |(;,]){_LABEL}(?: ?: ?| ){_OPEN}?(?P<mark>{_LEVEL}(?: ?级)?)"
            rf"(?=$|[ |*)(\]〕】。.;]|{_STAR}|{_PERIOD})(?! ?(?:{_OPEN} ?)?(?:{_LEVEL}|[、/|,或和及□☐○]))"
        ),
        "密级：机密",
        "密级：绝密、机密、秘密三级",
    ),
    MarkPattern(
        "ticked",
        re.compile(rf"(?:^|[ |(;,]){_LABEL} ?:?[^☑☒√■✓✔。,]{{0,24}}[☑☒√■✓✔] ?(?P<mark>{_LEVEL})"),
        "密级：□绝密 ☑机密 □公开",
        "密级：□绝密 □机密 ☑公开",
    ),
)
"""Forms that are marks on whatever line they stand."""

IN_HEAD = (
    MarkPattern(
        "alone",
        re.compile(
            rf"^(?:(?:份号 ?:? ?)?[0-9]{{1,8}} ?)?(?:{_URGENT} ?)?{_OPEN}? ?★? ?(?P<mark>{_LEVEL}(?: ?级)?"
            rf"(?: ?[*·.:\-—–_x]{{0,3}} ?{_PERIOD})?) ?{_CLOSE}?(?: ?[·.、]? ?{_URGENT})?(?: ?\(?{_CARE}\)?)?$"
        ),
        "机　密",
        "商业秘密",
    ),
    MarkPattern(
        "before the title",
        re.compile(rf"^[\[〔【〖<(] ?(?P<mark>{_LEVEL}(?: ?{_PERIOD})?) ?{_CLOSE}"),
        "【秘密】关于调整值班安排的请示",
        "【秘密花园】读书分享会",
    ),
    MarkPattern(
        "after the title",
        re.compile(rf"{_OPEN} ?(?P<mark>{_LEVEL}(?: ?[*·]? ?{_PERIOD})?) ?{_CLOSE}$"),
        "关于调整值班安排的请示（机密）",
        "关于规范（机密）文件管理的请示",
    ),
)
"""Forms that are marks only above the body of a document."""

_DENSE = re.compile(rf"[绝絕机機秘祕][\s{INVISIBLE}]*密")
_HEAD_LINES = 10
_BODY_LINE = 60
"""A line longer than this many code points, or one that ends with a full stop, is body: the head ends before it."""


def find_secrecy_mark(text: str) -> Span | None:
    """Where a secrecy mark stands (offsets in `text`), or None. A text with a mark is refused (DOMAIN.md 7.3)."""
    if _DENSE.search(text) is None:
        return None
    return _find_starred(text) or _find_in_head(text)


def _find_starred(text: str) -> Span | None:
    end = 0
    for dense in _DENSE.finditer(text):
        if dense.start() < end:
            continue
        start, end = _line_around(text, dense.start())
        line = _even(text[start:end])
        for form in ANYWHERE:
            if (match := form.pattern.search(line.text)) is not None:
                return line.span(match, start)
    return None


def _find_in_head(text: str) -> Span | None:
    """The only level named on a line of its own above the body; several different ones are a list."""
    found: dict[str, Span] = {}
    for start, raw in _head_lines(text):
        line = _even(raw)
        for form in IN_HEAD:
            if (match := form.pattern.search(line.text)) is not None:
                found.setdefault(match["mark"].replace(" ", "")[:2], line.span(match, start))
                break
    return next(iter(found.values())) if len(found) == 1 else None


def _head_lines(text: str) -> Iterator[tuple[int, str]]:
    start = seen = 0
    while start < len(text) and seen < _HEAD_LINES:
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        if len(line.strip()) > _BODY_LINE or line.rstrip().endswith("。"):
            return
        if line.strip():
            seen += 1
            yield start, line
        start += len(line) + 1


def _line_around(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)


@dataclass(frozen=True, slots=True)
class _Even:
    """A line with its width folded and its white space single, and where each character came from."""

    text: str
    origins: list[int]

    def span(self, match: re.Match[str], offset: int) -> Span:
        start, end = match.span("mark")
        return Span(offset + self.origins[start], offset + self.origins[end - 1] + 1)


def _even(line: str) -> _Even:
    chars: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(line):
        if char in INVISIBLE:
            continue
        for folded in unicodedata.normalize("NFKC", char):
            blank = folded.isspace()
            if blank and (not chars or chars[-1] == " "):
                continue
            chars.append(" " if blank else folded)
            origins.append(index)
    while chars and chars[-1] == " ":
        chars.pop()
    return _Even("".join(chars), origins)
