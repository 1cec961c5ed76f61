"""Attachments (附件): their list and they themselves say the same, and stand before the imprint (7.3.4, 7.3.7)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mofan.paper import measurements as m
from mofan.paper.inspecting.finding import Departure, Finding, SetProperty
from mofan.paper.inspecting.opened import Opened, Section
from mofan.paper.inspecting.page import text_area
from mofan.paper.inspecting.paragraphs import in_both, leading_width
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import Placed
from mofan.paper.inspecting.wording import characters_said
from mofan.paper.title import width

_ENTRY: Final = re.compile(
    r"(?:附\s*件\s*[：:]\s*)?(?:(?P<number>\d{1,2})\s*[.．、]\s*|[一二三四五六七八九十]{1,3}、|[（(]\d{1,2}[）)])?(?P<name>.*)"
)
_LABEL: Final = re.compile(r"附\s*件\s*(\d{0,2})\s*[：:]?")
_KINDS: Final = ("出席", "请假", "列席")
_NOISE: Final = re.compile(r"[\s《》“”。；，、（）()]")
_BEGIN: Final = m.FIRST_LINE + 3
"""Behind 附件： the first entry begins; the others stand under it."""
_SLACK: Final = 0.75


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the list (附件说明)."""

    placed: Placed
    number: int | None
    name: str


def attached_departures(
    every: Sequence[Placed], held: Sequence[Placed], properties: Properties, opened: Opened, section: Section
) -> Iterator[Departure]:
    """What is wrong with the list, with the marks over the attachments and with their titles."""
    labels = [at for at, one in enumerate(every) if one.role == "attachment_label"]
    entries = list(_entries(every[: labels[0]] if labels else every))
    yield from _numbers(entries)
    if entries and entries[0].name:
        for entry in entries:
            yield from _place(entry, entries, properties, text_area(section)[0] / m.CHARACTER)
    if entries and labels:
        yield from _agree(entries, every, labels)
    elif labels and any(one.role == "document_number" for one in every):
        where = every[labels[0]].block.where
        wanted = "正文下空一行标注“附件”和附件名称"
        yield Departure(Finding("7.3.4", "附件说明", "normally", wanted, "没有附件说明", where))
    if labels:
        yield from _before_imprint(every, held, labels[-1], opened)


def _entries(every: Sequence[Placed]) -> Iterator[_Entry]:
    for one in every:
        if one.role in ("attachments", "attached"):
            found = _ENTRY.fullmatch(one.block.text)
            number = found.group("number") if found else None
            yield _Entry(one, int(number) if number else None, found.group("name") if found else one.block.text)


def _numbers(entries: Sequence[_Entry]) -> Iterator[Departure]:
    """1. 2. 3. where there are several, none where there is one."""
    given = [entry.number for entry in entries]
    if not entries:
        return
    where = entries[0].placed.block.where
    if len(entries) == 1 and given[0] is not None:
        yield Departure(Finding("7.3.4", "附件顺序号", "normally", "只有一个附件的不编顺序号", f"{given[0]}.", where))
    elif len(entries) > 1 and None not in given and given != list(range(1, len(given) + 1)):
        said = "、".join(str(number) for number in given)
        wanted = f"从 1 起连续编号（1 至 {len(given)}）"
        yield Departure(Finding("7.3.4", "附件顺序号", "must", wanted, said, where))


def _place(entry: _Entry, entries: Sequence[_Entry], properties: Properties, line: float) -> Iterator[Departure]:
    """Further entries begin under the first; what wraps goes on under the first character of the name."""
    block = entry.placed.block
    given = properties.indents(block.element, m.BODY_SIZE)
    mark = 1.0 if entry.number is not None and entry.number < 10 else 1.5 if entry.number else 0.0
    first = entry.placed.role == "attachments"
    begins, wanted = given.left + given.first + leading_width(block), m.FIRST_LINE if first else _BEGIN
    wraps = begins + width(block.text) > line
    off_start = not first and abs(begins - wanted) > _SLACK
    off_wrap = wraps and abs(given.left - _BEGIN - mark) > _SLACK
    if not (off_start or off_wrap):
        return
    spaces = leading_width(block)
    hang = _BEGIN + mark - wanted
    values = (*in_both("left", _BEGIN + mark - spaces), *in_both("right", 0), *in_both("hanging", hang))
    clear = ("start", "startChars", "end", "endChars", "firstLine", "firstLineChars")
    change = SetProperty(block.element, "ind", values, clear)
    if off_start:
        said, found = "与上一附件对齐", f"左空 {characters_said(begins)}"
        said = f"与第一个附件的序号对齐（左空 {_BEGIN} 字）"
    else:
        said, found = "回行与附件名称的首字对齐", f"回行左空 {characters_said(given.left)}"
    finding = Finding("7.3.4", "附件说明对齐", "must", said, found, block.where)
    yield Departure(finding, (change,) if spaces <= wanted + _SLACK else ())


def attendance_departures(every: Sequence[Placed], properties: Properties, section: Section) -> Iterator[Departure]:
    """10.3: names that wrap go on under the first behind the colon; 出席, 请假, 列席 in this order."""
    rows = [one for one in every if one.role == "attendance"]
    line = text_area(section)[0] / m.CHARACTER
    for one in rows:
        block = one.block
        given, spaces = properties.indents(block.element, m.BODY_SIZE), leading_width(block)
        wanted = m.FIRST_LINE + width(block.text[: one.heading_end])
        wraps = m.FIRST_LINE + width(block.text) > line
        if wraps and abs(given.left - wanted) > _SLACK:
            values = (
                *in_both("left", wanted), *in_both("right", 0), *in_both("hanging", wanted - m.FIRST_LINE + spaces),
            )  # fmt: skip
            clear = ("start", "startChars", "end", "endChars", "firstLine", "firstLineChars")
            said = f"回行左空 {characters_said(given.left)}"
            finding = Finding("10.3", "出席人员名单对齐", "must", "回行与冒号后的首字对齐", said, block.where)
            yield Departure(finding, (SetProperty(block.element, "ind", values, clear),))
    kinds = [
        place
        for one in rows
        if (place := next((at for at, k in enumerate(_KINDS) if one.block.text.startswith(k)), None)) is not None
    ]
    if kinds != sorted(kinds):
        said = "、".join(_KINDS[place] for place in kinds)
        finding = Finding(
            "10.3", "出席人员名单顺序", "normally", "出席、请假、列席依次另起一行", said, rows[0].block.where
        )
        yield Departure(finding)


def _agree(entries: Sequence[_Entry], every: Sequence[Placed], labels: Sequence[int]) -> Iterator[Departure]:
    """7.3.7: number and title of an attachment are those of the list."""
    for at in labels:
        label = every[at]
        found = _LABEL.fullmatch(label.block.text)
        number = int(found.group(1)) if found and found.group(1) else None
        if len(entries) == 1:
            entry = entries[0] if number in (None, 1) else None
            if number is not None and entry is not None:
                wanted = "只有一个附件的标“附件”，不编顺序号"
                yield Departure(Finding("7.3.7", "附件顺序号", "normally", wanted, label.block.text, label.block.where))
        else:
            entry = next((one for one in entries if one.number == number and number is not None), None)
        if entry is None:
            wanted = "附件顺序号与附件说明一致"
            yield Departure(Finding("7.3.7", "附件顺序号", "must", wanted, label.block.text, label.block.where))
            continue
        title = _title(every[at + 1 :])
        if title and entry.name and _plain(title) != _plain(entry.name):
            wanted = f"与附件说明一致（{entry.name}）"
            yield Departure(Finding("7.3.7", "附件标题", "must", wanted, title, every[at + 1].block.where))


def _title(rest: Sequence[Placed]) -> str:
    text = ""
    for one in rest:
        if one.role != "title":
            break
        text += one.block.text
    return text


def _plain(name: str) -> str:
    return _NOISE.sub("", name)


def _before_imprint(every: Sequence[Placed], held: Sequence[Placed], label: int, opened: Opened) -> Iterator[Departure]:
    """Attachments stand before the imprint."""
    order = {id(element): place for place, element in enumerate(opened.body.iter())}
    last = order.get(id(every[label].block.element), 0)
    imprint = [one for one in (*every, *held) if one.role in ("copied_to", "issued")]
    if any(order.get(id(one.block.element), last) < last for one in imprint):
        where = every[label].block.where
        yield Departure(Finding("7.3.7", "附件位置", "must", "附件在版记之前", "附件在版记之后", where))
