"""Where an advertisement begins and ends (边界): clauses of a line, and the exact place inside the first and the last.

All offsets are in the skeleton of the line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mofan.text.clean.evidence import EvidenceKind
from mofan.text.clean.weigh import Find, weigh
from mofan.text.span import Span

_STRONG = 1.0
_ENDERS = frozenset("。!?;\t")
_LEAD_IN = re.compile(
    r"(?:想要|想看|想找|想写|如需|若需|如果需要|需要|有需要|有需求|欢迎|有意|本文|本资料|更多|获取更多|小伙伴|朋友们)"
)
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、,]|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[、,.]|第[一二三四五六七八九十]{1,3}[,、章条]"
)
_OPENING = re.compile(
    r"(?:获取|领取|索取|下载|查阅)(?:更多|海量|全部|完整)|"
    r"(?:如果?需要?|若需要?|有?需要|想要?[看找学写]?)?更多(?=[\u4e00-\u9fff]{0,6}(?:素材|材料|范文|公文|资料|模板|干货|文稿))"
)
"""How the commonest advertisements begin."""
_LEADING = frozenset({"opener", "ease", "glue"})
"""Words that lead up to an advertisement and do not end one."""
_FULL_STOPS = frozenset("。!?;")
_LONGEST_LEAD, _SHORT_LEAD, _FAR_OFF, _LONGEST_SPEECH, _NEAR = 16, 8, 10, 24, 4
_LIGHT = 2.0
_SURE = re.compile(
    r"想入|如有侵权|侵权|欲获取|各位(?:看官|笔友|同行)|喜欢此文|专写|帮写|接急稿|政工师|[你您]还?[在想要需]|想[进和看找要跟写学了]|写材料[的难]|小伙伴|本[群号店站]|本公众?号|本(?:资料|范文|材料|文档|文稿)(?=可|由|来|均|系|下|已)|诚[邀招聘]|文章版权|老秘|笔杆|"
    r"现在(?:加入|注册|开通|办理|下单)|如果(?:您|你|觉得|喜欢)|(?:资料|材料|全文|文档|范文|素材)已?经?(?:上传|打包|整理)|亲,|"
    r"[年月季]卡|打包下载|点击进入|点击加入|下载地址"
)
"""What only an advertiser says, wherever it stands."""
SPEAKS = re.compile(
    r"(?:现在|今天|即日起|凡|如果|若|要是|假如)?(?:有|还|也|都|正)?(?:想(?!群众|人民|方设法|干|到)|喜欢|觉得|您|你(?!们)|亲[,!~]|朋友|小伙伴|"
    r"本[人店群站号文资社库工](?!地|民|化|次)|此[文材]|小编|老秘|笔杆|诚[招接邀聘]|快来|赶[快紧]|拉你|长按|免费|限时|专写|帮写|代写|入群|进群|同类稿)"
)
"""How advertisers begin: with the reader, with themselves, with an offer."""
_NOT_A_TITLE = (
    r"(?!.*(?:总结|报告|汇报|讲话|纪要|方案|材料|通知|意见|办法|条例|规定|决定|公告|函|稿|答复|致辞|要点|批复|细则)$)"
)
_NO_TITLE = re.compile(_NOT_A_TITLE)
_NAME = re.compile(_NOT_A_TITLE + r"[\u4e00-\u9fffa-z]{0,5}")
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
        return not self.mark_before or any(mark in _ENDERS for mark in self.mark_before)


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
    if heaviest < min(least, 1.0):
        return least <= 0.5 and clause.begins_a_sentence and len(span) <= 14 and len(spoken) >= 0.4 * len(span)
    if least < 1 and heaviest >= 1.5 and len(span) <= _LONGEST_SPEECH:
        return True
    if least > 2 and weigh(here).total < least:
        return False
    return len(covered) >= 0.4 * len(span) and len(spoken) >= 0.25 * len(span)


def begin_of(clause: Clause, finds: Sequence[Find], text: str) -> int:
    """Where the advertisement begins in its first clause: its first strong find, and what leads up to it."""
    span = clause.span
    here = [find for find in finds if span.start <= find.start < span.end and find.evidence.kind != "official"]
    if natural := _natural_opening(span, here, text):
        return natural
    begin = _first_of_a_heap([find for find in here if find.evidence.weight > 0])
    if begin < 0:
        begin = min((find.start for find in here if find.evidence.weight > 0), default=span.end)
    if _chain(here, begin) == span.start and not _opens_like_a_title(here, span.start):
        return span.start
    begin = _chain([find for find in here if find.evidence.weight >= _STRONG or find.evidence.name == "opener"], begin)
    sure = _SURE.search(text, max(span.start, begin - _LONGEST_LEAD), begin)
    if sure and not any(find.evidence.kind == "official" and sure.start() < find.end <= begin for find in finds):
        begin = sure.start()
    if begin - span.start <= 8 and _LEAD_IN.match(text, span.start):
        return span.start
    if begin - span.start <= _LONGEST_LEAD and _leads_up(clause, finds, Span(span.start, begin), text):
        return span.start
    names = any(find.start == begin and find.evidence.kind in _NAMED_KINDS for find in here)
    if names and clause.begins_a_sentence and _NAME.fullmatch(text, span.start, begin):
        return span.start
    return begin


def _natural_opening(span: Span, here: Sequence[Find], text: str) -> int | None:
    """Where 获取更多… or 更多素材… stands, if no contact or name is right before it: there the sentence ends."""
    opening = _OPENING.search(text, span.start, span.end)
    if opening is None or opening.start() == span.start:
        return None
    if _LEAD_IN.match(text, span.start) or SPEAKS.match(text, span.start):
        return None
    named = (find for find in here if find.start < opening.start() and find.evidence.kind in _NAMED_KINDS)
    return None if any(find.end + _NEAR >= opening.start() for find in named) else opening.start()


def _first_of_a_heap(finds: Sequence[Find]) -> int:
    """Where the strong finds begin, one that stands far off before all the others left out; -1 if there are none."""
    begin, reached, heaviest = -1, 0, 0.0
    for find in sorted(finds, key=lambda find: find.start):
        if begin >= 0 and find.start - reached > _FAR_OFF and heaviest <= _LIGHT:
            begin = -1
        if begin < 0 and find.evidence.weight >= _STRONG:
            begin, heaviest = find.start, 0.0
        reached, heaviest = max(reached, find.end), max(heaviest, find.evidence.weight)
    return begin


def _leads_up(clause: Clause, finds: Sequence[Find], lead: Span, text: str) -> bool:
    """Is what stands before the first strong find the advertiser's, too?

    A few characters after a full stop are; anywhere else it must speak to the reader as advertisers do.
    """
    here = [find for find in finds if lead.start <= find.start < lead.end]
    if any(find.evidence.kind == "official" for find in here) or _HEADING.match(text, lead.start):
        return False
    if not _NO_TITLE.match(text, lead.start, lead.end) or any(mark in text[lead.start : lead.end] for mark in _CLOSERS):
        return False
    if clause.mark_before and clause.mark_before[-1] in _FULL_STOPS and len(lead) <= _SHORT_LEAD:
        return True
    spoken = {i for find in here for i in range(find.start, min(find.end, lead.end))}
    speaks = SPEAKS.match(text, lead.start, lead.end) is not None
    begins = min(spoken, default=lead.end) - lead.start <= 2
    return speaks or (begins and len(spoken) >= 0.5 * len(lead) and not _opens_like_a_title(here, lead.start))


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
    end = _last_of_a_heap([find for find in here if find.evidence.weight >= _STRONG])
    if end < 0:
        end = max((find.end for find in here if find.evidence.kind != "opener"), default=span.start)
    reach = end
    while True:
        later = max(
            (find.end for find in here if find.end > reach and find.start <= reach + _reach(find)), default=reach
        )
        later = max(later, _quote_end(text, span.start, later, span.end))
        if later == reach:
            break
        reach = later
        if not any(find.end == reach and find.start >= end and find.evidence.name in _LEADING for find in here) or any(
            find.end == reach and find.evidence.name not in _LEADING for find in here
        ):
            end = reach
    if span.end == len(text) or text[span.end] in _ENDERS:
        end = _name_end(text, span, end, clause.begins_a_sentence and not text[end - 1].isascii())
    while end < span.end and text[end] in _CLOSERS:
        end += 1
    return end


def _last_of_a_heap(strong: Sequence[Find]) -> int:
    """Where the strong finds end: once a contact is given, one that stands far off behind is not the advertiser's."""
    end, heaviest = -1, 0.0
    for find in sorted(strong, key=lambda find: find.start):
        if end >= 0 and find.start - end > _FAR_OFF and heaviest > _LIGHT:
            break
        end, heaviest = max(end, find.end), max(heaviest, find.evidence.weight)
    return end


def _name_end(text: str, span: Span, end: int, begins: bool) -> int:
    """The end of the name that a searched account goes by, or of the last character or two of the sentence."""
    rest = text[end : span.end].lstrip(":")
    searched = _SEARCHED_NAME.search(text[span.start : end].rstrip(":"))
    if searched and (name := _NAME_AT_END.match(rest)):
        end = span.end - len(rest) + name.end()
    rest_is_short = span.end - end <= (5 if begins else 3)
    return span.end if rest_is_short else end


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
