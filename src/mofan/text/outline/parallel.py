"""Headings without numbers, known by their parallel shape (排比小标题).

Two kinds are seen. Four characters, a space and a clause (治水兴县 着力守护…。); and sentences with as many clauses,
the same verbs and the same endings (突出…，加强…，建设…的幸福河湖。). Either leads its paragraph or has
a line of its own.
"""

import re
from collections.abc import Callable, Set
from typing import NamedTuple

from mofan.text.lines import Line, ends_sentence, is_date, is_unit_name
from mofan.text.outline.heading import Form
from mofan.text.outline.items import Item
from mofan.text.outline.schemes import FLOATING, Scheme

_NEVER = re.compile(r"(?!)")
SPACED = Scheme("四字 …", FLOATING, "", _NEVER, (), ())
BRACKETED = Scheme("【…】", FLOATING, "", _NEVER, (), ())
SHAPED = Scheme("排比", FLOATING, "", _NEVER, (), ())

_SPACED = re.compile(r"([\u4e00-\u9fff]{4,8})[ \u3000]{1,4}(?=[\u4e00-\u9fff“‘《])")
_BRACKETED = re.compile(r"【[^【】。；]{2,30}】")
_SAID = re.compile(
    r"(?:指出|强调|表示|认为|要求|称|说|介绍|透露|显示|决定|宣布|发言|问|答|获悉|了解到|来看|方面)[，：:]"
)
_TOLD = re.compile(r"[0-9０-９了]")
_CLAUSE = re.compile(r"[，,、 \u3000]+")


class Opening(NamedTuple):
    """How a line without a mark opens: its sentence or, on a line of its own, all of it."""

    line: int
    form: Form
    text: str


def shaped_items(lines: list[Line], first: int, stop: int, taken: Set[int]) -> list[Item]:
    """The headings by shape among the lines `first` up to `stop`, the lines `taken` by numbered headings left out."""
    leads: list[Opening] = []
    items: list[Item] = []
    rows: list[Opening] = []
    for index in range(first, stop):
        text = lines[index].text
        if index in taken:
            items += _shaped_leads(leads, lines)
            leads = []
            continue
        end = text.find("。", 5, 46)
        if end > 0 and len(text) - end > 20:
            leads.append(Opening(index, "lead", text[:end]))
            continue
        items += _shaped_leads(leads, lines)
        leads = []
        if 5 <= len(text) <= 40 and index + 1 < stop and _opens_body(text, lines[index + 1].text):
            rows.append(Opening(index, "line", text))
    items += _shaped_leads(leads, lines)
    items += _shaped_lines(rows, lines, taken)
    return items


def _opens_body(text: str, below: str) -> bool:
    return (
        len(below) >= 30
        and "。" in below
        and not ends_sentence(text)
        and text[-1] not in "，、：:,"
        and not is_date(text)
        and not is_unit_name(text)
    )


def _shaped_leads(leads: list[Opening], lines: list[Line]) -> list[Item]:
    """The headings in one stretch of paragraphs that follow one another."""
    if len(leads) < 2:
        return []
    items = []
    for least, same, scheme in ((2, _same_spacing, SPACED), (3, _same_shape, SHAPED)):
        for run in _runs(leads, same):
            if len(run) >= least:
                items += [_item(opening, lines, scheme) for opening in run]
                leads = [opening for opening in leads if opening not in run]
    return items


def _shaped_lines(rows: list[Opening], lines: list[Line], taken: Set[int]) -> list[Item]:
    """The headings on lines of their own, with bodies between them."""
    items = []
    used: set[int] = set()
    for least, same, scheme in (
        (2, _both_bracketed, BRACKETED),
        (2, _same_spacing, SPACED),
        (3, _same_shape, SHAPED),
        (3, _same_measure, SHAPED),
    ):
        for run in _runs([row for row in rows if row.line not in used], same):
            if len(run) >= least:
                items += [_item(opening, lines, scheme) for opening in run]
                used.update(opening.line for opening in run)
    return items


def _item(opening: Opening, lines: list[Line], scheme: Scheme) -> Item:
    start = lines[opening.line].start
    return Item(
        scheme, None, None, opening.line, opening.form, start, start + len(opening.text), opening.text, True, False
    )


def _runs(openings: list[Opening], same: Callable[[str, str], bool]) -> list[list[Opening]]:
    """Neighbours that are alike, each with the one before and with the first."""
    runs: list[list[Opening]] = []
    for opening in openings:
        if runs and same(runs[-1][-1].text, opening.text) and same(runs[-1][0].text, opening.text):
            runs[-1].append(opening)
        else:
            runs.append([opening])
    return runs


def _same_spacing(one: str, other: str) -> bool:
    """Both are a word of equally many characters, a space and a clause."""
    first, second = _SPACED.match(one), _SPACED.match(other)
    return first is not None and second is not None and len(first[1]) == len(second[1])


def _both_bracketed(one: str, other: str) -> bool:
    """Both are words in black brackets, alone on their line: 【总体要求】."""
    return _BRACKETED.fullmatch(one) is not None and _BRACKETED.fullmatch(other) is not None


def _same_measure(one: str, other: str) -> bool:
    """Both have two clauses or more, each as long as its fellow: 学思践悟，筑牢根基 · 真抓实干，争创一流."""
    first, second = _CLAUSE.split(one), _CLAUSE.split(other)
    return len(first) > 1 and [*map(len, first)] == [*map(len, second)] and not (_TOLD.search(one + other))


def _same_shape(one: str, other: str) -> bool:
    """Both have as many clauses, about one length, and two or more of: equal clause beginnings, an equal end."""
    if not 0.7 <= len(one) / len(other) <= 1.4 or _SAID.search(one) or _TOLD.search(one) or _TOLD.search(other):
        return False
    first, second = _CLAUSE.split(one), _CLAUSE.split(other)
    if len(first) != len(second):
        return False
    begins = sum(a[:2] == b[:2] for a, b in zip(first, second, strict=True))
    ends = _common_end(one, other)
    if len(first) == 1:
        return begins == 1 and ends >= 2
    measured = first[0][:2] == second[0][:2] and [*map(len, first)] == [*map(len, second)]
    return (begins >= 1 and ends >= 2) or begins >= max(2, len(first) - 1) or measured


def _common_end(one: str, other: str) -> int:
    """How many last characters are equal."""
    count = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        count += 1
    return count
