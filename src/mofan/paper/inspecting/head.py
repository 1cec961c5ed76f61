"""The head (版头): what stands above what, and the number beside the names of who signs (7.2.1–7.2.6)."""

from collections.abc import Iterator, Sequence
from typing import Final

from mofan.paper import measurements as m
from mofan.paper.head import DOCUMENT_WORD
from mofan.paper.inspecting.finding import Departure, Finding, SetProperty
from mofan.paper.inspecting.opened import Opened, Section
from mofan.paper.inspecting.page import text_area
from mofan.paper.inspecting.paragraphs import in_both, is_upward, leading_width
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import SIGNATORY, Placed, Role
from mofan.paper.inspecting.wording import characters_said
from mofan.paper.title import width
from mofan.text.read.word.markup import local

_ORDER: Final[tuple[Role, ...]] = ("copy_number", "secrecy", "urgency")
_NAMES: Final = {"copy_number": "份号", "secrecy": "密级和保密期限", "urgency": "紧急程度"}
_AT_LEFT: Final = ("left", "both", "distribute")
_SLACK: Final = 0.6
_CLEAR: Final = ("start", "startChars", "end", "endChars", "hanging", "hangingChars")


def head_departures(
    every: Sequence[Placed], properties: Properties, opened: Opened, section: Section, *, letter: bool
) -> Iterator[Departure]:
    """What is wrong in the head, beside its characters and its words."""
    yield from _upper_left(every)
    if letter:
        return
    yield from _signed(every, opened)
    yield from _unnumbered(every, opened)
    signed = [one for one in every if one.role == "signatory" or (one.role == "document_number" and _is_named(one))]
    if not signed:
        return
    numbers = [one for one in every if one.role == "document_number"]
    line = text_area(section)[0] / m.CHARACTER
    for number in numbers:
        yield from _left(number, properties)
        if every.index(number) < every.index(signed[-1]):
            yield _other_row(number)
    if every.index(signed[-1]) < every.index(numbers[0]) if numbers else False:
        yield _other_row(numbers[0])
    for one in signed:
        yield from _right(one, properties, line)


def _is_named(number: Placed) -> bool:
    return number.heading_end < len(number.block.text)


def _upper_left(every: Sequence[Placed]) -> Iterator[Departure]:
    """7.2.3: 份号, 密级和保密期限, 紧急程度 from above; 7.2.1: a classified document has a 份号."""
    found = [one for one in every if one.role in _ORDER]
    roles = [one.role for one in found]
    if sorted(roles, key=_ORDER.index) != roles:
        said = "、".join(_NAMES[role] for role in roles)
        wanted = "自上而下为份号、密级和保密期限、紧急程度"
        yield Departure(Finding("7.2.3", "版头要素顺序", "must", wanted, said, found[0].block.where))
    classified = next((one for one in found if one.role == "secrecy"), None)
    if classified is not None and "copy_number" not in roles and not any(one.heading_start for one in every):
        yield Departure(Finding("7.2.1", "份号", "must", "涉密公文标注份号", "没有份号", classified.block.where))


def _signed(every: Sequence[Placed], opened: Opened) -> Iterator[Departure]:
    """7.2.6: a document to a superior names who signs it."""
    heads = [one for one in every if one.role == "red_head"]
    number = next((one for one in every if one.role == "document_number"), None)
    if not heads or number is None or not is_upward(every) or _is_named(number):
        return
    if any(one.role == "signatory" for one in every):
        return
    tables = (one for one in opened.body if local(one) == "tbl")
    if any("签发人" in "".join(text.text or "" for text in table.iter("{*}t")).replace(" ", "") for table in tables):
        return
    yield Departure(Finding("7.2.6", "签发人", "must", "上行文标注签发人", "没有签发人", number.block.where))


def _unnumbered(every: Sequence[Placed], opened: Opened) -> Iterator[Departure]:
    """7.2.5: under ×××文件 stands a number."""
    heads = [one for one in every if one.role == "red_head"]
    if not heads or not heads[-1].block.text.endswith(DOCUMENT_WORD):
        return
    if not any(one.role == "document_number" for one in every) and not any(local(one) == "tbl" for one in opened.body):
        wanted = "发文机关代字、年份、发文顺序号（如 安水发〔2026〕3号）"
        yield Departure(Finding("7.2.5", "发文字号缺项", "must", wanted, "没有完整的发文字号", heads[-1].block.where))


def _left(number: Placed, properties: Properties) -> Iterator[Departure]:
    """7.2.5: the number of a document to a superior begins one character in."""
    block = number.block
    alignment = properties.alignment(block.element)
    given = properties.indents(block.element, m.BODY_SIZE)
    start = given.left + given.first + leading_width(block)
    if alignment in _AT_LEFT and abs(start - 1) <= _SLACK:
        return
    changes = [
        SetProperty(
            block.element, "ind", (*in_both("left", 1 - leading_width(block)), *in_both("firstLine", 0)), _CLEAR
        )
    ]
    if alignment not in _AT_LEFT:
        changes.append(SetProperty(block.element, "jc", (("val", "left"),)))
    said = {"center": "居中", "right": "右对齐"}.get(alignment, f"左空 {characters_said(start)}")
    finding = Finding("7.2.5", "发文字号位置", "must", "上行文居左空一字", said, block.where)
    yield Departure(finding, tuple(changes) if leading_width(block) <= 1 + _SLACK else ())


def _other_row(number: Placed) -> Departure:
    wanted = "与最后一个签发人姓名处在同一行"
    return Departure(Finding("7.2.5", "发文字号次序", "must", wanted, "不在同一行", number.block.where))


def _right(one: Placed, properties: Properties, line: float) -> Iterator[Departure]:
    """7.2.6: 签发人 one character in from the right; where tabs place it, nothing is said."""
    block = one.block
    if one.role != "signatory" or not SIGNATORY.fullmatch(block.text) or "\t" in block.raw:
        return
    given = properties.indents(block.element, m.BODY_SIZE)
    long = width(block.text)
    alignment = properties.alignment(block.element)
    trailing = width(block.raw[len(block.raw.rstrip()) :])
    end = given.left + given.first + leading_width(block) + long
    right = {"right": given.right + trailing, "center": (line - long) / 2}.get(alignment, line - end)
    if abs(right - 1) <= _SLACK:
        return
    values = (*in_both("left", 0), *in_both("right", max(0.0, 1 - trailing)), *in_both("firstLine", 0))
    changes = (SetProperty(block.element, "jc", (("val", "right"),)), SetProperty(block.element, "ind", values, _CLEAR))
    finding = Finding("7.2.6", "签发人位置", "must", "居右空一字", f"右空 {characters_said(right)}", block.where)
    yield Departure(finding, changes)
