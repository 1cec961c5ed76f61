"""How well a figure fits a number (衡量): by the words around it, its measure word, what it is of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from mofan.drafting.proposing.asked import Asked
from mofan.drafting.proposing.vocabulary import HEADS, Entry, Vocabulary
from mofan.figures.definitions import Definition

ENOUGH: Final = 0.4
"""Below this nothing is proposed: better a task than a wrong number."""
_INHERITED: Final = (0.92, 0.85, 0.75, 0.65, 0.6, 0.55)
"""What a subject counts for that stands one, two … stretches before the number's own."""
_ABOVE: Final = 0.55
_OWN_TALE: Final = 30
"""Characters from which a sentence before the number speaks of its own thing, and no longer of the heading above."""
_BARE: Final = 0.85
"""The share explained where the number has no words of its own."""
_WILD: Final = "…"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure that may belong in a slot (建议), how likely, and why, in words."""

    figure: Definition
    score: float
    """0 … 1."""
    reason: str
    said: str = ""
    """The words that name a part of the records, where they were said: the most telling decide between equals."""


def propose(asked: Asked, words: Vocabulary, most: int = 3) -> tuple[Proposal, ...]:
    """The figures that fit best, the best first; none where nothing fits well enough."""
    asked = replace(asked, measure=named[1]) if (named := _named_measure(asked)) else asked
    said = _said(asked, words)
    sentence = "\n".join((asked.own, asked.behind, *asked.earlier))
    entries = (one for one in words.entries if one.needs in sentence)
    found = [(one, entry) for entry in entries if (one := _weigh(asked, said, entry, words)) is not None]
    found.sort(key=lambda one: (-one[0].score, -len(one[0].said), -_inherited(asked, one[1])))
    return tuple(one for one, _ in found[:most])


def _weigh(asked: Asked, said: str, entry: Entry, words: Vocabulary) -> Proposal | None:
    fit = _measure_fit(asked.measure, entry, words)
    if not fit or (_is_average(asked, said) and _AVERAGE.search(entry.figure.name) is None):
        return None
    subject, weight, where = _subject(asked, said, entry)
    if not subject or _found(asked.own, entry.unless) or _is_of_places(asked, entry):
        return None
    if where == "own" and not _stands(said, subject):  # it is quoted (“三重一大”事项), or behind (x次主题党日)
        said = asked.own if _stands(asked.own, subject) else said + asked.behind
    part = _part(said, entry)
    if not part and asked.earlier and not words.filler.sub("", said):
        part = _part(asked.earlier[0], entry)  # the second number of the same thing: 涉企案卷x件x册
    if not part and not _DOER.search(said):
        part = next((found for one in asked.earlier if (found := _doer(one, entry))), "")
    score = weight * fit * _explained(said, entry, words)
    if where != "own" and any(_found(one, entry.kin) for one in asked.earlier[: len(_INHERITED)]):
        score = max(score, min(score * _AKIN, _NOT_OWN))
    if entry.take == "sum" and entry.figure.measure in HEADS and _MEMBERS.search(said + asked.behind):
        score *= _OF_OTHERS
    if entry.take == "count" and not entry.narrowed and _DONE.search(said):
        score *= _ALL
    if entry.every_kind and subject in entry.weak and subject in part:
        score *= _TWICE
    if entry.narrowed and not part:
        score *= _without_part(asked, entry)
    if score < ENOUGH:
        return None
    return Proposal(
        entry.figure,
        round(min(1.0, score), 4),
        _reason(asked, entry, subject, where, part),
        part if entry.narrowed else "",
    )


def _is_average(asked: Asked, said: str) -> bool:
    """Whether the number is one per head or an average, or a part of one: 人均参训x学时，其中网络学习x学时."""
    return bool(_AVERAGE.search(said)) or ("其中" in said and any(_AVERAGE.search(one) for one in asked.earlier[:2]))


def _is_of_places(asked: Asked, entry: Entry) -> bool:
    """Whether places are counted where the figure's thing is done: 消费维权服务站x个."""
    place = _PLACE.search(asked.own) if asked.measure in _OF_PLACES else None
    return place is not None and not _found(place[0], entry.subject)


_OF_PLACES: Final = frozenset(("个", "处", "家", "所"))
_PLACE: Final = re.compile(
    r"(?:服务|维权|调解|解纷|工作|活动|宣传|联络|联系|志愿|学习|治理|便民)+(?:站|室|点|中心|驿站|阵地|窗口|基地|专区|平台)$"
)


def _said(asked: Asked, words: Vocabulary) -> str:
    """The words that say what is counted: the number's own; what is quoted only where there is nothing else; with what
    follows the measure word where they point there (对巡察反馈的x个问题) or say nothing (x名青年干部)."""
    own = _OFFICES.sub("", asked.own)
    for said in (_QUOTED.sub("", own), own):
        if words.filler.sub("", said):
            return said + asked.behind if said.endswith("的") else said
    return own + asked.behind


_NAMED: Final = re.compile(r"(人次|户次|学时|课时|小时)数?(?:累计|合计|共计|总计|已|共|达到?|约|近|超过?|为)*$")
"""The measure word that the thing itself is called by: 累计学时x个, 参学人次达x次. Not 参加人数."""


def _named_measure(asked: Asked) -> re.Match[str] | None:
    """The measure word before the number, where the one behind it says nothing."""
    return _NAMED.search(asked.own) if asked.measure in ("", "个", "次") else None


_ALIKE_HEADS: Final = 0.97


def _different(measure: str) -> bool:
    """Whether a measure word counts different people (名), not how often somebody came (人次)."""
    return measure != "人次"


_OFFICES: Final = re.compile(
    r"(?:调解|解纷|治理|服务|维权|督查|宣传)+(?:中心(?!组)|委员会|办公室|窗口|室|站|科|组|队)"
    r"|(?:[省市县区]?直?机关)?[省市县区局院]?(?:纪委监委|纪委|机关工委|工委|组织部|督查室|派驻|纪检(?:监察)?组)"
)
"""Who does it is not what is done: 矛盾纠纷调解中心登记纠纷x起."""
_QUOTED: Final = re.compile(r"[“《‘（(][^”》’）)]*[”》’）)]")


_MEMBERS: Final = re.compile("党员|干部|职工|志愿者")
_OF_OTHERS: Final = 0.9
"""A number of our own people is rather those who took part than a number of others that was entered."""
_DONE: Final = re.compile("(?:已|均|全部)(?:完成|办结|整改|解决|兑现)|到位|销号|(?:目前|现|年内|年底前|如期)完成$")
_ALL: Final = 0.9
"""What is done with is rather a part than all of it: 已完成整改x项."""
_TWICE: Final = 0.7
"""One weak word that must say both what is counted and which part of it: 回访 of whatever was dealt with."""
_AKIN: Final = 1.1
"""A sentence that already spoke of the same kind by words of its own rather goes on with it."""
_NOT_OWN: Final = 0.95
_AVERAGE: Final = re.compile("[人日月年户村场]均|平均")


def _part(said: str, entry: Entry) -> str:
    """The words that name a part of the records; not those that only stand within what names the whole: 请示 and 报告
    are no parts in 请示报告."""
    for word in entry.part:
        if _stands(said, word) and (entry.figure.counted is None or _stands(_without(said, word, entry), word)):
            return word
    return ""


def _doer(said: str, entry: Entry) -> str:
    """Who does it, where a stretch before begins with that: 班子成员带头, not 梳理班子成员清单."""
    found = _part(said, entry)
    if not found or not _DOER.search(found):
        return ""
    return found if _WHOSE.fullmatch(said[: _spans(said, found)[0][0]]) else ""


_WHOSE: Final = re.compile(r"(?:今年|全年|全|我|本|各级?|[县市区局院镇乡委]|党[组委]|其他|由|请|让|邀请|坚持|其中)*")
"""What may stand before whoever does it."""


def _without(said: str, word: str, entry: Entry) -> str:
    """What is said without the words that name the whole and hold this one."""
    for one in entry.subject:
        if word in one and word != one:
            said = said.replace(one, "\x00")
    return said


def _measure_fit(measure: str, entry: Entry, words: Vocabulary) -> float:
    mine = entry.figure.measure
    if measure == mine:
        return 1.0
    if not measure:
        return _UNSAID
    if measure in HEADS:
        if mine in HEADS:
            return _ALIKE_HEADS if _different(measure) == _different(mine) else 0.75
        return 0.85 if entry.take == "count" and entry.of_people else 0.0
    return 0.93 if measure in words.measures.get(mine, ()) or measure in entry.counted_by else 0.0


def _subject(asked: Asked, said: str, entry: Entry) -> tuple[str, float, str]:
    """The word by which the figure's subject is named, what that counts for, and where it stands."""
    places = [(said, 1.0, "own"), (asked.own, 1.0, "own"), (asked.behind, _BEHIND, "own")]
    places += [(one, weight, "earlier") for one, weight in zip(asked.earlier, _INHERITED, strict=False)]
    best = ("", 0.0, "")
    for text, weight, where in places:
        if weight <= best[1]:
            break
        if word := _found(text, entry.subject):
            best = max(best, (word, weight * _weakness(word, entry), where), key=lambda one: one[1])
    by_part = _BY_PART + (1 - _BY_PART) * _inherited(asked, entry)
    if by_part > best[1] and best[2] != "own" and (entry.take == "count" or entry.of_choice):
        for text in (said, asked.own + asked.behind):
            if (word := _found(text, entry.part)) and _tells(word):
                return word, by_part, "own"
    alone = sum(map(len, asked.earlier)) < _OWN_TALE
    if not best[0] and alone and (word := _found(asked.above, entry.subject)):
        return word, _ABOVE * _weakness(word, entry), "above"
    return best


def _tells(word: str) -> bool:
    """Whether the words of a part name their subject by themselves: 接收预备党员, 不予受理; not who does it (班子成员),
    for they do many things."""
    return len(word) >= _TELLING and _DOER.search(word) is None


def _inherited(asked: Asked, entry: Entry) -> float:
    """What the subject counts for that stands before, about 0 … 1: it decides between kinds that share such words. Of
    words at one place the longer says more: 民主生活会 more than 生活会."""
    for text, weight in zip(asked.earlier, _INHERITED, strict=False):
        if word := _found(text, entry.subject):
            return weight * _weakness(word, entry) + len(word) * _LONGER
    word = _found(asked.above, entry.subject)
    return _ABOVE * _weakness(word, entry) if word else 0.0


def _weakness(word: str, entry: Entry) -> float:
    """What a word counts for that many things share, 0 … 1."""
    return _WEAK if word in entry.weak else 1.0


_LONGER: Final = 0.001
_BEHIND: Final = 0.95
_DOER: Final = re.compile("成员|领导|书记|负责人|干部|一把手|[局院]长|主任|副职")
_TELLING: Final = 4
"""Characters from which the words of a part may name their subject by themselves."""
_BY_PART: Final = 0.9
_WEAK: Final = 0.88
_UNSAID: Final = 0.9
"""A number without a measure word: the figure brings its own."""


def _explained(said: str, entry: Entry, words: Vocabulary) -> float:
    """How much of what is said the figure accounts for, fillers set aside, 0 … 1. What stands before its own words
    only describes them (全县最大的 …), what stands behind them is another thing."""
    covered: set[int] = set()
    for word in (*entry.subject, *entry.part, *entry.helping, entry.verb):
        for start, end in _spans(said, word) if word else ():
            covered.update(range(start, end))
    rest = "".join("\x00" if place in covered else char for place, char in enumerate(said))
    head = max(covered, default=-1)
    of_people = entry.of_people or entry.figure.measure in HEADS | _HOUSEHOLDS
    to_offices = entry.figure.code.endswith(_HANDED_ON)
    whom = (
        (_OFFICE if to_offices else _WHOM).fullmatch(rest, head + 1) if covered and (of_people or to_offices) else None
    )
    before, behind = (len(words.filler.sub("", one)) for one in (rest[: head + 1], rest[head + 1 :]))
    if not covered and not behind:
        return _BARE
    share = len(covered) / (len(covered) + _DESCRIBING * before + (_NOTHING if whom else 1) * behind)
    return share * _OTHER if words.things.search(rest, head + 1) else share


_WHOM: Final = re.compile(
    r"[^的为被其\x00]{0,8}(?:负责人|干部|人员|党员|代表|骨干|同志|职工|委员|成员|书记|学员|家属|青年|群众|主任|局长|当事人|"
    r"[来信上]访人|投诉人|诉求人|反映人|消费者|居民|村民|企业主|经营者|"
    r"家庭|农户|商户|企业|老人|儿童)"
)
"""Whom it was done with, counted as people: 约谈科室负责人x人次."""
_HOUSEHOLDS: Final = frozenset(("户", "户次"))
_OFFICE: Final = re.compile(
    r"[^的为被其\x00]{0,8}(?:部门|单位|局|所|站|中心|乡镇|街道|镇|乡|村|社区|科室|窗口|网格|公司|企业|法院|机关)"
)
"""To whom it was handed on: 移交司法所x件."""
_HANDED_ON: Final = ".dispatched"


_DESCRIBING: Final = 0.25
_NOTHING: Final = 0.1
_OTHER: Final = 0.6
"""What is left of a figure's words where they only describe another thing: 整改意见."""


def _without_part(asked: Asked, entry: Entry) -> float:
    """A number of a part of the records whose words are not there: only a measure word of its own can say it."""
    if entry.take == "sum" and (asked.measure == entry.figure.measure or entry.figure.measure in _HOUSEHOLDS):
        return 0.9 if asked.measure not in _COMMON else 0.85 if entry.alone else 0.3
    return 0.3


_COMMON: Final = frozenset(["次", "场", "期", "轮", "个", "件", "项", "人", "名", "位", "户", "家", "条", "人次", "%"])
"""Measure words that say nothing of what is counted."""


def _found(text: str, words: Sequence[str]) -> str:
    """The first of these words, longest first, that stands in the text."""
    return next((word for word in words if _stands(text, word)), "")


def _stands(text: str, word: str) -> bool:
    return word in text if _WILD not in word else _pattern(word).search(text) is not None


def _spans(text: str, word: str) -> list[tuple[int, int]]:
    if _WILD not in word and word not in text:
        return []
    return [found.span() for found in _pattern(word).finditer(text)]


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(".{0,8}?".join(map(re.escape, word.split(_WILD))))


def _reason(asked: Asked, entry: Entry, subject: str, where: str, part: str) -> str:
    """Why, in one Chinese sentence."""
    place = {"own": "句中说", "earlier": "承前说", "above": "上文说"}[where]
    said = f"{place}“{subject.replace(_WILD, '…')}”"
    if part and part != subject:
        said += f"、“{part.replace(_WILD, '…')}”"
    return f"{said}，{_measure_said(asked.measure, entry.figure.measure)}。"


def _measure_said(asked: str, own: str) -> str:
    if not asked:
        return f"文中没有量词，这个数的量词是“{own}”"
    return f"量词“{asked}”相同" if asked == own else f"量词“{asked}”与“{own}”相通"
