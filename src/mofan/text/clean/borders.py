"""Where an advertisement begins and ends inside a sentence (边界), over the skeleton."""

import re
from collections.abc import Sequence

from mofan.text.clean.weigh import Find
from mofan.text.span import Span

_STRONG = 1.0
_LEAD_IN = re.compile(r"(?:想要?|如需|若需|如果需要|需要|有需要|欢迎|有意|本文|本资料|更多|获取更多|小伙伴|朋友们)")
_NAME_LABEL = re.compile(r"(?:号|群|微信|账号|搜索?|关注|名称?|添加|作者|店铺?)$")
_NAMED = re.compile(
    r"[:]?(?:“[^”\n]{1,20}”|「[^」\n]{1,20}」|《[^》\n]{1,20}》|『[^』\n]{1,20}』|\"[^\"\n]{1,20}\"|'[^'\n]{1,20}')"
)
_NAME_AT_END = re.compile(r":?[\u4e00-\u9fffa-z0-9]{1,14}$")
_CLOSERS = frozenset(':)”’】』」》〗]}"')


def begin_of(clause: Span, finds: Sequence[Find], text: str) -> int:
    """Where the advertisement begins in its first clause: its first strong find, and what leads up to it."""
    here = [find for find in finds if clause.start <= find.start < clause.end and find.evidence.kind != "official"]
    begin = min((find.start for find in here if find.evidence.weight >= _STRONG), default=clause.end)
    begin = min(begin, min((find.start for find in here), default=begin)) if begin == clause.end else begin
    moved = True
    while moved:
        earlier = [find.start for find in here if find.start < begin <= find.end + 1 and _may_lead(find, clause, begin)]
        moved = bool(earlier)
        begin = min(earlier, default=begin)
    if begin - clause.start <= 8 and _LEAD_IN.match(text, clause.start):
        begin = clause.start
    return begin


def _may_lead(find: Find, clause: Span, begin: int) -> bool:
    """A word such as 报告 or 公文 opens an advertisement only at the very start of the clause."""
    if find.evidence.kind == "opener":
        return find.end == begin or find.start == clause.start
    return find.evidence.weight >= _STRONG or find.start == clause.start


def end_of(clause: Span, finds: Sequence[Find], text: str) -> int:
    """Where the advertisement ends in its last clause: its last strong find, the name that it gives, and its tail."""
    here = [
        find
        for find in finds
        if find.end > clause.start and find.start < clause.end and find.evidence.kind != "official"
    ]
    end = max((find.end for find in here if find.evidence.weight >= _STRONG), default=clause.start)
    end = max((find.end for find in here), default=end) if end == clause.start else end
    moved = True
    while moved:
        later = [
            find.end
            for find in here
            if find.end > end and find.start <= end + (2 if find.evidence.kind in {"tail", "call", "claim"} else 1)
        ]
        end = max(later, default=end)
        named = _NAMED.match(text, end, clause.end)
        if named and text[end] != "《":
            later.append(named.end())
            end = named.end()
        moved = bool(later)
    rest = text[end : clause.end]
    if rest and _NAME_LABEL.search(text[clause.start : end]) and (name := _NAME_AT_END.match(rest)):
        end += name.end()
    while end < clause.end and text[end] in _CLOSERS:
        end += 1
    return max(end, clause.start)
