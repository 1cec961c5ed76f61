"""The words by which figures are spoken of (数的说法): from their names, their kinds, and `wordings.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from mofan.figures.definitions import Definition
from mofan.records.catalogue import Kind

_ALIKE: Final = re.compile(r"[（(].*?[）)]")
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


def _entry(
    figure: Definition, kinds: Mapping[str, Kind], table: Mapping[str, Mapping[str, Mapping[str, list[str]]]]
) -> Entry:
    said = table["figure"].get(figure.code, {})
    kind = kinds.get(figure.code.partition(".")[0])
    spoken = table["kind"].get(kind.code, {}).get("words", []) if kind else []
    subject = [*said.get("subject", ()), *spoken]
    if kind is not None:
        subject += [kind.name, kind.source.words, *_shorter(kind.name)]
    if kind is None or figure.counted is None:
        subject += [_ALIKE.sub("", figure.name)]
    part = list(said.get("words", ()))
    counted = figure.counted
    take = "share" if figure.percent else "derived" if counted is None else counted.take
    narrowed = counted is None or bool(counted.where) or bool(said.get("words")) or counted.take in ("sum", "average")
    if counted is not None and kind is not None:
        if counted.field:
            part += [one for one in re.split(r"[（）()、]", kind.field(counted.field).name) if len(one) > 1]
        part += [kind.field(code).choices.get(choice, "") for code, choice in counted.where.items()]
    weak = frozenset(table["weak"]["words"]).intersection(subject)
    heads = any(one.take in ("attendance", "people") for one in kind.figures) if kind else True
    verb = kind.verb if kind else ""
    return Entry(figure, _longest_first(subject), _longest_first(part), take, weak, verb, not heads, narrowed)


def _shorter(name: str) -> list[str]:
    return [name.removesuffix(end) for end in _ENDS if name.endswith(end) and len(name) - len(end) >= 2]


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if len(word) > 1}, key=lambda one: (-len(one), one)))


@cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    table: dict[str, dict[str, dict[str, list[str]]]] = tomllib.loads(
        resources.files("mofan.drafting").joinpath("wordings.toml").read_text(encoding="utf-8")
    )
    return table
