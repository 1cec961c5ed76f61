"""Marks that fence in a paid part (付费标记), such as ##paidbegin## … ##paidend##, and their kin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mofan.text.clean.skeleton import Skeleton
from mofan.text.span import Span

_OPEN, _CLOSE = r"[#$@%&【\[({〖〔「『《+]", r"[#$@%&】\])}〗〕」』》+]"
_LATIN = r"(?:paid|vip|pay|paywall|fee|member|lock|hide|premium)(?:content|text|area|part|only)?"
_CHINESE = r"(?:vip|付费|收费|会员|付费会员|vip会员|隐藏)(?:内容|部分|正文|阅读|区域|区|专享|专区|可见|章节|段落){1,2}"
_EDGE = r"(?:begin|start|end|stop|over|开始|结束|起始|终止|截止|完)"
_FENCE_REST = frozenset("<>!/-=_#*~^")


@dataclass(frozen=True, slots=True)
class PaidMark:
    """A named shape of paid mark over the skeleton, beside lines that it must and must not match."""

    name: str
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


PAID_MARKS: tuple[PaidMark, ...] = (
    PaidMark(
        "fenced_mark",
        re.compile(
            rf"{_OPEN}+(?:(?:{_LATIN}|{_CHINESE}|付费|会员)[:]?{_EDGE}|{_EDGE}(?:{_LATIN}|{_CHINESE})|"
            rf"{_LATIN}|{_CHINESE}){_CLOSE}+"
        ),
        ("##paidbegin##", "＃ ＃ Paid-End # #", "[vip]", "#付费内容开始#", "【付费部分】", "[/paid]"),
        ("（会员单位）", "（付费）使用", "【会员风采】"),
    ),
    PaidMark(
        "bare_mark",
        re.compile(
            r"(?<![a-z])paid(?:begin|start|end|stop)(?![a-z])|(?:以下|以上|下方|上方)(?:内容|部分)?(?:均?为|是|"
            r"仅)?(?:付费|vip|会员)(?:部分|内容|可见|专享|阅读){1,2}"
        ),
        ("paidbegin", "<!-- paidend -->", "以下内容为付费部分"),
        ("unpaid balance", "以下简称会员"),
    ),
)


def find_paid_marks(skeleton: Skeleton, stretch: str) -> Iterator[tuple[Span, str]]:
    """Each paid mark in `stretch`, whose skeleton is given: its span in the stretch and the name of its shape."""
    taken: list[Span] = []
    for mark in PAID_MARKS:
        for found in mark.pattern.finditer(skeleton.text):
            span = Span(skeleton.origins[found.start()], skeleton.origins[found.end() - 1] + 1)
            if mark.name == "bare_mark":
                span = _with_fence(stretch, span)
            if not any(span.start < other.end and other.start < span.end for other in taken):
                taken.append(span)
                yield span, mark.name


def _with_fence(stretch: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start and stretch[start - 1] in _FENCE_REST:
        start -= 1
    while end < len(stretch) and stretch[end] in _FENCE_REST:
        end += 1
    return Span(start, end)
