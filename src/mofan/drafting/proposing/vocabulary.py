"""The words by which figures are spoken of (数的说法): from their names, their kinds, and `wordings.toml`."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Final

from mofan.figures.definitions import Definition
from mofan.figures.expressions import refs_in
from mofan.records.catalogue import Kind

_BRACKETED: Final = re.compile(r"[（(].*?[）)]")
_RATE: Final = re.compile(r"[\u4e00-\u9fff]{2}率$")
_BEFORE: Final = re.compile(r"^(?:已|有|当场|现场)")
_CHOICE_ENDS: Final = re.compile(r"(?:安排|使用|运作|任免|决策|事项)$")
"""How choices end that nobody writes out: 重大项目安排."""
HEADS: Final = frozenset(("人次", "人", "名", "位"))
"""Measure words of people."""
_TAKING_PART: Final = frozenset(("attendance", "people"))
"""Figures of those who took part: who spoke or was honoured is another number."""
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "平均": ("平均",),
    "增减": ("同比", "增长", "增加", "减少", "上升", "下降", "去年多", "同期多", "去年少", "同期少"),
}
"""What a sentence must say before a figure of such a name is meant; a plain number of people is no average."""
_OF_DUTIES: Final[Mapping[str, tuple[str, ...]]] = {
    "due": ("应开展", "应召开", "应完成", "到期应"),
    "done": ("已履行", "履行到位"),
    "on_time": ("按时开展", "按时召开", "按时完成", "按期开展"),
    "rate": ("履行率", "落实率"),
    "on_time_rate": ("按时履行率", "按时率", "按期率"),
}
"""How the figures of duties are spoken of, by the end of their code."""
_PROBLEMS: Final = "问题"
_Table = Mapping[str, Mapping[str, Any]]
_ENDS: Final = ("事项", "活动", "情况", "登记", "会议", "工作", "记录")


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure as sentences speak of it."""

    figure: Definition
    subject: tuple[str, ...]
    """What is counted or held, longest first: 警示教育, 以案促改."""
    part: tuple[str, ...]
    """What of it: the words of its field or choice; empty for the plain count and for who took part."""
    take: str
    """count, attendance, people, sum, average, share or derived."""
    weak: frozenset[str]
    """Subject words that many things share (学习, 信息): they give way to a firmer one before them."""
    verb: str
    """What is done with it, and so explained by it: 召开, 学习."""
    of_people: bool
    """Whether each record is of one person, so that a number of people can only be the plain count: 约谈提醒x人次."""
    of_choice: bool
    """Whether it counts the records with one choice of a field, whose name may stand for all: 涉企案件x件."""
    narrowed: bool
    """Whether it counts only some of the records, so that its `part` must be said. Of cases, those that came in are the
    plain number: 群众诉求x件."""
    helping: frozenset[str]
    """Words that it explains beside its own and that say nothing of which part is meant: 参加, 到会."""
    counted_by: frozenset[str]
    """Other measure words by which it is spoken of: a visit at home is one household (家访x户), what was handed on once
    is one case (交办x件)."""
    unless: tuple[str, ...]
    """Phrases that hold its words and mean another figure: 提前办结率."""
    needs: str = ""
    """What its sentence must hold: a rate of whistles answers no 好评率 where nobody whistled."""
    every_kind: bool = False
    """Whether it counts the cases of all kinds together."""
    alone: bool = False
    """Whether no other figure of its kind has its measure word, so that this says which part is meant: 困难党员x户."""
    kin: tuple[str, ...] = ()
    """Words of other figures of its kind that no other kind has: 脱贫户 tells of 结对帮扶."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every figure with its words, and the words that say nothing of what is counted."""

    entries: tuple[Entry, ...]
    filler: re.Pattern[str]
    measures: Mapping[str, frozenset[str]]
    """Measure word → those that count the same: 次 and 场 and 期 of events."""
    things: re.Pattern[str]
    """What is counted for itself, however the words before it read (整改意见x条), at the end of what is said."""


def vocabulary(definitions: Iterable[Definition], kinds: Mapping[str, Kind]) -> Vocabulary:
    """The words of these figures, which the records of these kinds count."""
    table = _table()
    families = [frozenset(row) for row in table["measures"]["alike"]]
    alike: dict[str, frozenset[str]] = {}
    for family in families:
        for word in family:
            alike[word] = alike.get(word, frozenset()) | family
    shared = _shared(kinds, table)
    entries = tuple(_entry(one, kinds, table, shared) for one in definitions)
    filler = "|".join(sorted(map(re.escape, table["filler"]["words"]), key=len, reverse=True))
    things = "|".join(map(re.escape, table["things"]["words"]))
    return Vocabulary(
        _with_kin(entries),
        re.compile(f"{filler}|[^\\u4e00-\\u9fff]"),
        alike,
        re.compile(f"(?:{things})[^\x00]{{0,4}}$"),
    )


def _with_kin(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Each entry of records with the words of its kind that no other has."""
    having: dict[str, set[str]] = {}
    for one in entries:
        for word in {*one.subject, *one.part} - one.weak - one.helping:
            having.setdefault(word, set()).add(one.figure.code.partition(".")[0])
    own: dict[str, list[str]] = {}
    for word, (first, *others) in having.items():
        if len(word) > _TWO and "…" not in word and not others and f"{first}." != _CASES:
            own.setdefault(first, []).append(word)
    return tuple(replace(one, kin=_longest_first(own.get(one.figure.code.partition(".")[0], ()))) for one in entries)


def _shared(kinds: Mapping[str, Kind], table: _Table) -> frozenset[str]:
    """Words that many kinds have in common (三会一课): each of them says less than what one has alone."""
    count = Counter(word for kind in kinds.values() for word in set(_subjects(kind, kinds, table)))
    return frozenset(word for word, times in count.items() if times >= _MANY)


_MANY: Final = 3
_TWO: Final = 2
"""Characters: words of two stand within too many others."""


def _entry(figure: Definition, kinds: Mapping[str, Kind], table: _Table, shared: frozenset[str]) -> Entry:
    if figure.code.startswith(_CASES):
        return _of_cases(figure, table)
    said = table["figure"].get(figure.code, {})
    kind = kinds.get(figure.code.partition(".")[0])
    subject = [*said.get("subject", ()), *(_subjects(kind, kinds, table) if kind else ())]
    if kind is None or figure.counted is None:
        subject.append(_BRACKETED.sub("", figure.name))
    part = [*said.get("words", ()), *_parts(figure, kind, table), *_rates(figure, table)]
    counted = figure.counted
    take = "share" if figure.percent else "derived" if counted is None else counted.take
    if figure.measure in HEADS:
        part += table["heads"]["words"]
    if needed := [words for sign, words in _NEEDED.items() if sign in figure.name]:
        part = list(needed[0])
    narrowed = bool(said.get("words")) or bool(needed)
    if counted is None:
        narrowed = narrowed or bool(part)
    else:
        narrowed = narrowed or bool(counted.where) or counted.take in ("sum", "average")
    helping = [*(table["heads"]["words"] if figure.measure in HEADS else ())]
    helping += table["kind"].get(kind.code, {}).get("helps", ()) if kind else ()
    return Entry(
        figure=figure,
        subject=_longest_first(subject),
        part=_longest_first(part),
        take=take,
        weak=(shared if kind else frozenset()).union(table["weak"]["words"]).intersection(subject),
        verb=kind.verb if kind else "",
        of_people=bool(kind and table["kind"].get(kind.code, {}).get("of_one_person")),
        of_choice=counted is not None and bool(counted.where),
        narrowed=narrowed,
        helping=frozenset(helping),
        counted_by=frozenset(table["kind"].get(kind.code, {}).get("measures", ()) if kind and take == "count" else ()),
        unless=(*said.get("unless", ()), *(table["heads"]["unless"] if take in _TAKING_PART else ())),
        alone=kind is not None and take == "sum" and _alone(figure, kind),
    )


def _alone(figure: Definition, kind: Kind) -> bool:
    return [one.measure for one in kind.figures if one.take != "average"].count(figure.measure) == 1


def _of_cases(figure: Definition, table: _Table) -> Entry:
    """A figure of cases: of one kind (cases.dispute.closed) or of all (cases.closed)."""
    *kind, part = figure.code.removeprefix(_CASES).split(".")
    said = [*table["case_part"].get(part, {}).get("words", ()), *table["figure"].get(figure.code, {}).get("words", ())]
    rate = [found[0]] if figure.percent and (found := _RATE.search(figure.name)) else []
    name = _CASE_NAME.match(figure.name)
    all_of_them = table["case_kind"]["all"]["words"]
    subject = table["case_kind"].get(kind[0], {}).get("words", ()) if kind else all_of_them
    return Entry(
        figure=figure,
        subject=_longest_first([*subject, *([name[1]] if kind and name else [])]),
        part=_longest_first([*said, *rate]),
        take="share" if figure.percent else "count",
        weak=frozenset(all_of_them if not kind else table["weak"]["words"]).intersection(subject),
        verb="",
        of_people=part in _OF_CALLS,
        of_choice=False,
        narrowed=not kind or part != "received",
        helping=frozenset(),
        counted_by=_CASE_MEASURES if figure.measure == "次" and part in _OF_MOVES | _OF_CALLS else frozenset(),
        unless=tuple(table["case_part"].get(part, {}).get("unless", ())),
        needs=_WHISTLE if _WHISTLE in figure.name else "",
        every_kind=not kind,
    )


_CASES: Final = "cases."
_WHISTLE: Final = "哨"
_OF_CALLS: Final = frozenset(("callbacks", "callbacks_answered", "contacted", "solved", "satisfied"))
"""Figures of cases that count one person a time: 回访群众x人次."""
_OF_MOVES: Final = frozenset(("dispatched", "returned", "reopenings", "closings"))
"""Figures of cases that count a move: with a case it is made once as a rule, as a call is (回访满意x件)."""
_CASE_MEASURES: Final = frozenset(("件", "个", "条", "起", "宗", "项"))
_CASE_NAME: Final = re.compile(
    r"([\u4e00-\u9fff]{2,8}?)(?:收件|办结|交办|退单|到期|按时|延期|重办|回访|剔除|有效|受理|响应|解决|满意)"
)


def _subjects(kind: Kind, kinds: Mapping[str, Kind], table: _Table) -> list[str]:
    """What a kind is called: by its name, by the source documents unless another kind is called so, by others."""
    said = [*table["kind"].get(kind.code, {}).get("words", ()), kind.name, *_shorter(kind.name)]
    others = {one.name for one in kinds.values() if one.code != kind.code}
    return said if kind.source.words in others else [*said, kind.source.words]


def _parts(figure: Definition, kind: Kind | None, table: _Table) -> Iterator[str]:
    """What says that this part of the records is meant: the field, the choice, the rate, how a duty was met."""
    if figure.percent and (rate := _RATE.search(figure.name)):
        yield rate[0]
    if figure.duty is not None:
        yield from _OF_DUTIES[figure.code.rpartition(".duty_")[2]]
    counted = figure.counted
    if counted is None or kind is None:
        return
    if counted.field:
        if figure.measure == "学时":
            yield "课时"
        for name in _BRACKETED.sub("", kind.field(counted.field).name).split("、"):
            yield from (name, name.replace("的", ""), _BEFORE.sub("", name))
            if len(name) >= 4:
                yield name[-2:]
        if _PROBLEMS in kind.field(counted.field).name:
            yield from table["problems"]["words"]
    for code, choice in counted.where.items():
        label = kind.field(code).choices.get(choice, "")
        yield from (label, _CHOICE_ENDS.sub("", label))


def _rates(figure: Definition, table: _Table) -> Iterator[str]:
    """The rate of a part by what the part is called: of promises that were kept (兑现), 兑现率."""
    if figure.percent and figure.expression is not None:
        for ref in refs_in(figure.expression)[:1]:
            for word in table["figure"].get(ref.code, {}).get("words", ()):
                if len(word) == 2:
                    yield from (f"{word}率", *(f"{word}…{share}" for share in ("占比", "比例", "比重")))


def _shorter(name: str) -> list[str]:
    return [name.removesuffix(end) for end in _ENDS if name.endswith(end) and len(name) - len(end) >= 2]


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if len(word) > 1}, key=lambda one: (-len(one), one)))


@cache
def _table() -> _Table:
    return tomllib.loads(resources.files("mofan.drafting").joinpath("wordings.toml").read_text(encoding="utf-8"))
