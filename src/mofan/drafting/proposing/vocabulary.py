"""The words by which figures are spoken of (数的说法): from their names, their kinds, and `wordings.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from mofan.figures.definitions import Definition
from mofan.records.catalogue import Kind

_BRACKETED: Final = re.compile(r"[（(].*?[）)]")
_RATE: Final = re.compile(r"[\u4e00-\u9fff]{2}率$")
_BEFORE: Final = re.compile(r"^(?:已|有|当场|现场)")
HEADS: Final = frozenset(("人次", "人", "名", "位"))
"""Measure words of people."""
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "平均": ("平均",),
    "增减": ("同比", "增长", "增加", "减少", "上升", "下降"),
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
    """Whether its kind counts nobody else, so that a number of people can only be the plain count: 约谈提醒x人次."""
    narrowed: bool
    """Whether it counts only some of the records, so that its `part` must be said."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every figure with its words, and the words that say nothing of what is counted."""

    entries: tuple[Entry, ...]
    filler: re.Pattern[str]
    measures: Mapping[str, frozenset[str]]
    """Measure word → those that count the same: 次 and 场 and 期 of events."""


def vocabulary(definitions: Iterable[Definition], kinds: Mapping[str, Kind]) -> Vocabulary:
    """The words of these figures, which the records of these kinds count."""
    table = _table()
    families = [frozenset(row) for row in table["measures"]["alike"]]
    alike: dict[str, frozenset[str]] = {}
    for family in families:
        for word in family:
            alike[word] = alike.get(word, frozenset()) | family
    entries = tuple(_entry(one, kinds, table) for one in definitions)
    filler = "|".join(sorted(map(re.escape, table["filler"]["words"]), key=len, reverse=True))
    return Vocabulary(entries, re.compile(f"{filler}|[^\\u4e00-\\u9fff]"), alike)


def _entry(figure: Definition, kinds: Mapping[str, Kind], table: _Table) -> Entry:
    if figure.code.startswith(_CASES):
        return _of_cases(figure, table)
    said = table["figure"].get(figure.code, {})
    kind = kinds.get(figure.code.partition(".")[0])
    subject = [*said.get("subject", ()), *(_subjects(kind, table) if kind else ())]
    if kind is None or figure.counted is None:
        subject.append(_BRACKETED.sub("", figure.name))
    part = [*said.get("words", ()), *_parts(figure, kind)]
    counted = figure.counted
    take = "share" if figure.percent else "derived" if counted is None else counted.take
    narrowed = counted is None or bool(counted.where) or bool(said.get("words")) or counted.take in ("sum", "average")
    if figure.measure in HEADS:
        part += table["heads"]["words"]
    if needed := [words for sign, words in _NEEDED.items() if sign in figure.name]:
        part = list(needed[0])
    heads = any(one.take in ("attendance", "people") for one in kind.figures) if kind else True
    return Entry(
        figure=figure,
        subject=_longest_first(subject),
        part=_longest_first(part),
        take=take,
        weak=frozenset(table["weak"]["words"]).intersection(subject),
        verb=kind.verb if kind else "",
        of_people=not heads,
        narrowed=narrowed,
    )


def _of_cases(figure: Definition, table: _Table) -> Entry:
    """A figure of cases: of one kind (cases.dispute.closed) or of all (cases.closed)."""
    *kind, part = figure.code.removeprefix(_CASES).split(".")
    said = table["case_part"].get(part, {}).get("words", ())
    rate = [found[0]] if figure.percent and (found := _RATE.search(figure.name)) else []
    name = _CASE_NAME.match(figure.name)
    all_of_them = table["case_kind"]["all"]["words"]
    subject = table["case_kind"].get(kind[0], {}).get("words", ()) if kind else all_of_them
    return Entry(
        figure=figure,
        subject=_longest_first([*subject, *([name[1]] if kind and name else [])]),
        part=_longest_first([*said, *rate]),
        take="share" if figure.percent else "count",
        weak=frozenset(all_of_them) if not kind else frozenset(),
        verb="",
        of_people=False,
        narrowed=True,
    )


_CASES: Final = "cases."
_CASE_NAME: Final = re.compile(
    r"([\u4e00-\u9fff]{2,8}?)(?:收件|办结|交办|退单|到期|按时|延期|重办|回访|剔除|有效|受理|响应|解决|满意)"
)


def _subjects(kind: Kind, table: _Table) -> list[str]:
    """What a kind is called: by its name, by the source documents, by others."""
    return [*table["kind"].get(kind.code, {}).get("words", ()), kind.name, kind.source.words, *_shorter(kind.name)]


def _parts(figure: Definition, kind: Kind | None) -> Iterator[str]:
    """What says that this part of the records is meant: the field, the choice, the rate, how a duty was met."""
    if figure.percent and (rate := _RATE.search(figure.name)):
        yield rate[0]
    if figure.duty is not None:
        yield from _OF_DUTIES[figure.code.rpartition(".duty_")[2]]
    counted = figure.counted
    if counted is None or kind is None:
        return
    if counted.field:
        for name in _BRACKETED.sub("", kind.field(counted.field).name).split("、"):
            yield from (name, name.replace("的", ""), _BEFORE.sub("", name))
            if len(name) >= 4:
                yield name[-2:]
    for code, choice in counted.where.items():
        yield kind.field(code).choices.get(choice, "")


def _shorter(name: str) -> list[str]:
    return [name.removesuffix(end) for end in _ENDS if name.endswith(end) and len(name) - len(end) >= 2]


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if len(word) > 1}, key=lambda one: (-len(one), one)))


@cache
def _table() -> _Table:
    return tomllib.loads(resources.files("mofan.drafting").joinpath("wordings.toml").read_text(encoding="utf-8"))
