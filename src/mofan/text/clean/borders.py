"""Where an advertisement begins and ends (边界): clauses of a line, and the exact place inside the first and the last.

All offsets are in the skeleton of the line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mofan.text.clean.evidence import EvidenceKind
from mofan.text.clean.weigh import Find
from mofan.text.span import Span

_STRONG = 1.0
_ENDERS = frozenset("。!?;\t")
_LEAD_IN = re.compile(
    r"(?:想要|想看|想找|想写|如需|若需|如果需要|需要|有需要|有需求|欢迎|有意|本文|本资料|更多|获取更多|小伙伴|朋友们)"
)
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、,]|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[、,.]|第[一二三四五六七八九十]{1,3}[,、章条]"
)
_NAME = re.compile(
    r"(?!.*(?:总结|报告|汇报|讲话|纪要|方案|材料|通知|意见|办法|条例|规定|决定|公告|函|稿)$)[\u4e00-\u9fffa-z]{0,5}"
)
"""A name of an advertiser, at the start of a sentence before its first telling word; not the end of a title."""
_SEARCHED_NAME = re.compile(r"(?:公众号|公号|搜索?|搜一搜)$")
_NAME_AT_END = re.compile(r"[\u4e00-\u9fffa-z0-9]{1,10}$")
_CLOSERS = frozenset(':)”’】』」》〗]}"')
_QUOTES = {"“": "”", "「": "」", "『": "』", "【": "】"}
_NAMED_KINDS: frozenset[EvidenceKind] = frozenset({"contact", "account", "id", "site", "persona"})
_FLAVOURS: frozenset[EvidenceKind] = frozenset(
    {"pitch", "wish", "call", "persona", "claim", "account", "contact", "id", "tail", "origin", "site"}
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two marks, and the marks before it ("" at the line start, or where something was taken)."""

    span: Span
    mark_before: str

    @property
    def begins_a_sentence(self) -> bool:
        return not self.mark_before or self.mark_before[-1] in _ENDERS


def clauses_of(text: str, taken: Sequence[Span]) -> list[Clause]:
    """The clauses of a line, left to right, without what is taken already."""
    gone = {i for span in taken for i in range(span.start, span.end)}
    clauses: list[Clause] = []
    start, mark = 0, ""
    for i in range(len(text) + 1):
        is_mark = i < len(text) and (text[i] == "," or text[i] in _ENDERS)
        if i < len(text) and i not in gone and not is_mark:
            continue
        if i > start:
            clauses.append(Clause(Span(start, i), mark))
            mark = ""
        mark = (mark if start == i else "") + (text[i] if is_mark and i not in gone else "")
        start = i + 1
    return clauses


def is_flavoured(clause: Clause, finds: Sequence[Find], text: str, least: float) -> bool:
    """Does the clause, next to an advertisement, speak as advertisements do? `least`: what it must weigh at least."""
    span = clause.span
    here = [find for find in finds if span.start <= find.start and find.end <= span.end]
    if any(find.evidence.kind == "official" for find in here) or (span.start == 0 and _HEADING.match(text)):
        return False
    heaviest = max((find.evidence.weight for find in here if find.evidence.kind in _FLAVOURS), default=-1)
    spoken = {
        i for find in here if find.evidence.weight or find.evidence.kind == "tail" for i in range(find.start, find.end)
    }
    covered = spoken | {i for find in here for i in range(find.start, find.end)}
    if heaviest < least:
        return least <= 0.5 and clause.begins_a_sentence and len(span) <= 14 and len(spoken) >= 0.4 * len(span)
    return len(covered) >= 0.4 * len(span) and len(spoken) >= 0.25 * len(span)


def begin_of(clause: Clause, finds: Sequence[Find], text: str) -> int:
    """Where the advertisement begins in its first clause: its first strong find, and what leads up to it."""
    span = clause.span
    here = [find for find in finds if span.start <= find.start < span.end and find.evidence.kind != "official"]
    begin = min((find.start for find in here if find.evidence.weight >= _STRONG), default=-1)
    if begin < 0:
        begin = min((find.start for find in here if find.evidence.weight > 0), default=span.end)
    if _chain(here, begin) == span.start and not _opens_like_a_title(here, span.start):
        return span.start
    begin = _chain([find for find in here if find.evidence.weight >= _STRONG or find.evidence.kind == "opener"], begin)
    if begin - span.start <= 8 and _LEAD_IN.match(text, span.start):
        return span.start
    names = any(find.start == begin and find.evidence.kind in _NAMED_KINDS for find in here)
    if names and clause.begins_a_sentence and _NAME.fullmatch(text, span.start, begin):
        return span.start
    return begin


def _chain(finds: Sequence[Find], begin: int) -> int:
    """As far left as finds reach that touch one another, one character between them allowed."""
    while True:
        earlier = min((find.start for find in finds if find.start < begin <= find.end + 1), default=begin)
        if earlier == begin:
            return begin
        begin = earlier


def tail_flavour(clause: Clause, finds: Sequence[Find]) -> int:
    """Where words of advertisers begin that run to the end of a clause before an advertisement; else its end."""
    span = clause.span
    here = [find for find in finds if span.start <= find.start < span.end <= find.end + 1 or find.end < span.end]
    here = [find for find in here if span.start <= find.start and find.evidence.kind not in {"official", "tail"}]
    begin = _chain(here, span.end)
    speaks = any(find.evidence.kind in {"pitch", "wish", "claim"} and find.start >= begin for find in here)
    return begin if speaks else span.end


def head_flavour(clause: Clause, finds: Sequence[Find]) -> int:
    """How far words of advertisers run from the start of a clause after an advertisement; else its start."""
    span = clause.span
    here = [
        find for find in finds if span.start <= find.start and find.end <= span.end and find.evidence.kind != "official"
    ]
    end = span.start
    while True:
        later = max((find.end for find in here if find.start <= end < find.end), default=end)
        if later == end:
            break
        end = later
    speaks = any(
        find.end <= end and ((find.evidence.kind == "tail" and find.end - find.start >= 4) or find.evidence.weight >= 1)
        for find in here
    )
    return end if speaks else span.start


def _opens_like_a_title(here: Sequence[Find], start: int) -> bool:
    """At the very start of a line, 报告 or 总结 is more likely the title than the advertisement."""
    return start == 0 and not any(find.start == 0 and find.evidence.name != "papers" for find in here)


def end_of(clause: Clause, finds: Sequence[Find], text: str) -> int:
    """Where the advertisement ends in its last clause: its last strong find, the name that it gives, and its tail."""
    span = clause.span
    here = [
        find for find in finds if find.end > span.start and find.start < span.end and find.evidence.kind != "official"
    ]
    end = max((find.end for find in here if find.evidence.weight >= _STRONG), default=-1)
    if end < 0:
        end = max((find.end for find in here if find.evidence.kind != "opener"), default=span.start)
    while True:
        later = max((find.end for find in here if find.end > end and find.start <= end + _reach(find)), default=end)
        later = max(later, _quote_end(text, span.start, later, span.end))
        if later == end:
            break
        end = later
    if span.end == len(text) or text[span.end] in _ENDERS:
        end = _name_end(text, span, end)
    while end < span.end and text[end] in _CLOSERS:
        end += 1
    return end


def _name_end(text: str, span: Span, end: int) -> int:
    """The end of the name that a searched account goes by, or of the last character or two of the sentence."""
    rest = text[end : span.end].lstrip(":")
    searched = _SEARCHED_NAME.search(text[span.start : end].rstrip(":"))
    if searched and (name := _NAME_AT_END.match(rest)):
        end = span.end - len(rest) + name.end()
    return span.end if span.end - end <= 3 else end


def _reach(find: Find) -> int:
    return 2 if find.evidence.kind in {"tail", "call", "claim"} else 1


def _quote_end(text: str, start: int, end: int, stop: int) -> int:
    """The end of the quotation that `end` stands in or before, or `end`."""
    for opener, closer in _QUOTES.items():
        opened = text.rfind(opener, start, end + 1)
        if opened >= 0 and opened >= text.rfind(closer, start, end):
            closed = text.find(closer, max(end, opened), stop)
            if 0 <= closed - opened <= 20:
                return closed + 1
    return end
