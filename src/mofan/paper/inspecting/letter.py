"""The letter (信函格式, 10.1): two red double lines, its number, a first page without a page number, its imprint."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from mofan.paper import measurements as m
from mofan.paper.elements import top_slack
from mofan.paper.formats.letter import LINES_APART
from mofan.paper.head import DOCUMENT_WORD
from mofan.paper.inspecting.blocks import Block
from mofan.paper.inspecting.drawn import Line, lines_in
from mofan.paper.inspecting.finding import (
    Change,
    Departure,
    DrawLetterLine,
    Finding,
    PlaceLine,
    SetAttributes,
    SetProperty,
)
from mofan.paper.inspecting.marks import Mark
from mofan.paper.inspecting.opened import Opened
from mofan.paper.inspecting.page import margin
from mofan.paper.inspecting.page_numbers import is_furniture, page_fields
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import Placed, is_red
from mofan.paper.inspecting.rules import has_line
from mofan.paper.inspecting.wording import millimetres_said
from mofan.text.read.word.markup import Element, attribute, child, local, switch

Place = Literal["head", "foot"]
_SLACK: Final = m.millimetres(3)
_LONG: Final = m.millimetres(100)
"""What is shorter than this is no separating line."""
_DOUBLE: Final = re.compile(r"double|triple|(?:thickThin|thinThick)(?:Small|Medium|Large)Gap")
"""Borders of two lines; which of the two is thick, programs show differently."""
_WANTED: Final[dict[Place, tuple[str, str, str]]] = {
    "head": ("首条双线", "发文机关标志之下 4 毫米处一条红色双线，上粗下细", "thick-thin"),
    "foot": ("末条双线", "距下页边 20 毫米处一条红色双线，上细下粗", "thin-thick"),
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line or double line as it stands: drawn, or a border."""

    colour: str
    compound: str
    """single, double, thick-thin, thin-thick."""
    width: int | None
    top: int | None
    """The middle of the upper one, from the edge of the paper."""
    lines: tuple[Line, ...]
    """What is drawn; () for a border."""
    owner: Element | None = None
    """The paragraph of a border."""
    border: Element | None = None


def double_lines(opened: Opened, blocks: Sequence[Block], properties: Properties) -> bool:
    """Whether a document has a red double line of a letter: no other format has one."""
    rules = _rules(opened, blocks, properties)
    return any(is_red(one.colour) and one.compound != "single" for group in rules.values() for one in group)


def letter_departures(
    every: Sequence[Placed], blocks: Sequence[Block], marks: Sequence[Mark], properties: Properties, opened: Opened
) -> Iterator[Departure]:
    """What a letter departs in from its own format."""
    for mark in marks:
        if mark.placed.block.text.endswith(DOCUMENT_WORD):
            wanted = "发文机关全称或者规范化简称，不加“文件”"
            yield Departure(
                Finding(
                    "10.1", "发文机关标志写法", "must", wanted, mark.placed.block.text[-20:], mark.placed.block.where
                )
            )
    rules = _rules(opened, blocks, properties)
    unseen = _holds_picture(opened, blocks) or any(
        local(one) == "tbl" and has_line(one) for one in _first(opened, blocks)
    )
    anchor = next((one.block for one in every if one.role == "document_number"), blocks[0] if blocks else None)
    mark_bottom = marks[-1].bottom if marks else None
    for place, found in rules.items():
        if not found and not unseen and anchor is not None:
            yield _missing(place, anchor, marks)
        for rule in found:
            yield from _of(rule, place, mark_bottom if place == "head" else None)
    yield from _number(every, blocks, rules["head"], properties, opened)
    yield from _first_page(opened)
    yield from _imprint(every)


def _first(opened: Opened, blocks: Sequence[Block]) -> Iterator[Element]:
    """The body down to its first text."""
    first = next((block.element for block in blocks if block.shown), None)
    for one in opened.body:
        yield one
        if one is first:
            return


def _holds_picture(opened: Opened, blocks: Sequence[Block]) -> bool:
    """Whether a picture may show the lines: nobody can tell what is on it."""
    parts = [*_first(opened, blocks), *(root for _, root in _heads_and_feet(opened))]
    return any(True for part in parts for _ in part.iter("{*}blip", "{*}imagedata"))


def _heads_and_feet(opened: Opened) -> Iterator[tuple[Place, Element]]:
    """Page heads and feet of the first page."""
    for section in opened.sections()[:1]:
        kind = "first" if switch(section.properties, "titlePg") else "default"
        for place, paths in (("head", section.heads), ("foot", section.feet)):
            if (root := opened.part(paths.get(kind, ""))) is not None:
                yield ("head" if place == "head" else "foot"), root


def _rules(opened: Opened, blocks: Sequence[Block], properties: Properties) -> dict[Place, list[_Rule]]:
    """The lines of the first page, by where they stand."""
    section = opened.sections()[0] if opened.sections() else None
    margins = None if section is None else child(section.properties, "pgMar")
    edges = margin(margins, "left") or 0, margin(margins, "top") or 0
    drawn: dict[Place, list[Line]] = {"head": [], "foot": []}
    found: dict[Place, list[_Rule]] = {"head": [], "foot": []}
    title = next((at for at, block in enumerate(blocks) if block.shown and len(block.text) > 12 and at), len(blocks))
    for at, block in enumerate(blocks):
        for line in lines_in(block.element, edges):
            low = line.at.top is not None and line.at.top > m.PAGE_HEIGHT // 2
            if low or at <= title:
                drawn["foot" if low else "head"].append(line)
        if at <= title:
            found["head"] += _borders(block.element, properties, edges[0], margins)
    for place, root in _heads_and_feet(opened):
        for paragraph in root.iter("{*}p"):
            for line in lines_in(paragraph, edges):
                low = line.at.top > m.PAGE_HEIGHT // 2 if line.at.top is not None else place == "foot"
                drawn["foot" if low else "head"].append(line)
            found[place] += _borders(paragraph, properties, edges[0], margins)
    for place in found:
        found[place] += _paired([line for line in drawn[place] if (line.at.width or 0) > _LONG])
    return found


def _borders(paragraph: Element, properties: Properties, left: int, margins: Element | None) -> Iterator[_Rule]:
    for border in properties.borders(paragraph):
        compound = "double" if _DOUBLE.fullmatch(attribute(border, "val") or "") else "single"
        indents = properties.indents(paragraph, m.BODY_SIZE)
        taken = (indents.left + indents.right) * m.BODY_SIZE * 10
        room = m.PAGE_WIDTH - left - (margin(margins, "right") or 0)
        colour = (attribute(border, "color") or "").upper()
        if compound == "single" and not is_red(colour):
            continue  # the line of a heading style, not one of a letter
        yield _Rule(
            "000000" if colour == "AUTO" else colour, compound, round(room - taken), None, (), paragraph, border
        )


def _paired(lines: list[Line]) -> Iterator[_Rule]:
    """Single lines that stand right under each other are one double line."""
    lines.sort(key=lambda line: line.at.top if line.at.top is not None else -1)
    at = 0
    while at < len(lines):
        one, other = lines[at], lines[at + 1] if at + 1 < len(lines) else None
        pair = other is not None and one.compound == other.compound == "single" and _is_near(one, other)
        if pair and other is not None:
            compound = "double"
            if one.weight != other.weight:
                compound = "thick-thin" if one.weight > other.weight else "thin-thick"
            yield _Rule(
                one.colour if not is_red(one.colour) else other.colour, compound, one.at.width, one.at.top, (one, other)
            )
        else:
            yield _Rule(one.colour, one.compound, one.at.width, one.at.top, (one,))
        at += 2 if pair else 1


def _is_near(one: Line, other: Line) -> bool:
    tops = one.at.top, other.at.top
    return tops == (None, None) or (None not in tops and abs((tops[1] or 0) - (tops[0] or 0)) < m.millimetres(4))


def _missing(place: Place, anchor: Block, marks: Sequence[Mark]) -> Departure:
    element, wanted, _ = _WANTED[place]
    size = max((mark.size for mark in marks), default=m.MARK_SIZE)
    bottom = m.MARK_TOP_LETTER + round((m.ASCENT + m.DESCENT) * size * 10)
    top = bottom + m.RULE_DISTANCE if place == "head" else m.PAGE_HEIGHT - m.LETTER_RULE_BOTTOM
    where = "首页" if place == "head" else "首页下端"
    return Departure(
        Finding("10.1", element, "must", f"{wanted}，长 170 毫米", "没有线条", where),
        (DrawLetterLine(anchor.element, top, head=place == "head"),),
    )


def _of(rule: _Rule, place: Place, mark_bottom: int | None) -> Iterator[Departure]:
    """One of the two as it stands."""
    element, wanted, compound = _WANTED[place]
    where = "首页" if place == "head" else "首页下端"
    if rule.compound == "single":
        yield Departure(Finding("10.1", element, "must", wanted, "单线", where), tuple(_doubled(rule, place)))
    elif rule.compound not in ("double", compound):
        said = "上粗下细" if rule.compound == "thick-thin" else "上细下粗"
        places = [line.at.top for line in reversed(rule.lines)]
        changed = tuple(PlaceLine(line.at.element, top=top) for line, top in zip(rule.lines, places, strict=True))
        yield Departure(Finding("10.1", element, "must", wanted, said, where), changed if len(changed) == 2 else ())
    if rule.colour and not is_red(rule.colour):
        said = "黑色" if rule.colour == "000000" else f"颜色 {rule.colour}"
        finding = Finding("10.1", f"{element}颜色", "must", "红色", said, where)
        yield Departure(finding, tuple(PlaceLine(line.at.element, colour=m.RED) for line in rule.lines))
    if rule.width is not None and abs(rule.width - m.LETTER_RULE_WIDTH) > _SLACK:
        left = (m.PAGE_WIDTH - m.LETTER_RULE_WIDTH) // 2
        finding = Finding("10.1", f"{element}长度", "must", "170 毫米，居中", millimetres_said(rule.width), where)
        changes: list[Change] = [
            PlaceLine(line.at.element, left=left, width=m.LETTER_RULE_WIDTH) for line in rule.lines
        ]
        changes += [_outdented(rule.owner)] if rule.owner is not None else []
        yield Departure(finding, tuple(changes))
    yield from _height(rule, place, mark_bottom, where)


def _doubled(rule: _Rule, place: Place) -> Iterator[Change]:
    """A double line made of a single one; not where a style draws it."""
    compound = "thickThin" if place == "head" else "thinThick"
    yield from (PlaceLine(line.at.element, compound=compound) for line in rule.lines)
    border = rule.border
    if border is not None and any(one is rule.owner for one in border.iterancestors()):
        yield SetAttributes(border, (("val", f"{compound}SmallGap"), ("sz", "24")))


def _outdented(paragraph: Element) -> SetProperty:
    """A paragraph reaches over the edges of the 版心 as far as its double line does; words stay in the middle."""
    out = (m.LETTER_RULE_WIDTH - m.TYPE_AREA_WIDTH) // 2
    values = (("left", str(-out)), ("right", str(-out)), ("firstLine", "0"))
    clear = ("start", "startChars", "end", "endChars", "leftChars", "rightChars", "hanging", "hangingChars")
    return SetProperty(paragraph, "ind", values, (*clear, "firstLineChars"))


def _height(rule: _Rule, place: Place, mark_bottom: int | None, where: str) -> Iterator[Departure]:
    if rule.top is None or (place == "head" and mark_bottom is None):
        return
    if place == "foot":
        goal, given, said = m.PAGE_HEIGHT - m.LETTER_RULE_BOTTOM, m.PAGE_HEIGHT - rule.top, "距下页边 20 毫米"
        off = given - m.LETTER_RULE_BOTTOM
    else:
        goal = (mark_bottom or 0) + m.RULE_DISTANCE
        given, said = rule.top - (mark_bottom or 0), "发文机关标志之下 4 毫米"
        off = given - m.RULE_DISTANCE
    if abs(off) > _SLACK:
        changes = tuple(PlaceLine(line.at.element, top=goal + (line.at.top or 0) - rule.top) for line in rule.lines)
        finding = Finding("10.1", f"{_WANTED[place][0]}位置", "must", said, millimetres_said(given), where)
        yield Departure(finding, changes)


def _number(
    every: Sequence[Placed], blocks: Sequence[Block], heads: Sequence[_Rule], properties: Properties, opened: Opened
) -> Iterator[Departure]:
    """The first element stands 7/8 of a character under the first double line: where it opens the text of the page."""
    tops = [rule.top for rule in heads if rule.top is not None]
    first = next((one for one in every if one.block.shown), None)
    section = next(iter(opened.sections()), None)
    if not tops or first is None or section is None or blocks[0] is not first.block:
        return
    start = margin(child(section.properties, "pgMar"), "top")
    if first.role not in ("document_number", "copy_number", "secrecy", "urgency") or start is None:
        return
    spacing = properties.spacing(first.block.element)
    slack = top_slack(m.BODY_SIZE, spacing.line) if spacing.rule == "exact" else 0
    given = start + spacing.before + slack - tops[-1] - LINES_APART
    missing = m.LETTER_GAP - given
    if abs(missing) > _SLACK and start + spacing.before + missing >= start:
        before = (("before", str(spacing.before + missing)),)
        finding = Finding(
            "10.1",
            "发文字号位置",
            "must",
            "首条双线之下 4.9 毫米（三号字高的 7/8）",
            millimetres_said(given),
            first.block.where,
        )
        yield Departure(
            finding, (SetProperty(first.block.element, "spacing", before, ("beforeLines", "beforeAutospacing")),)
        )


def _first_page(opened: Opened) -> Iterator[Departure]:
    """首页不显示页码."""
    for section in opened.sections()[:1]:
        own = switch(section.properties, "titlePg")
        path = section.feet.get("first" if own else "default", "")
        root = opened.part(path) if path else None
        if root is not None and page_fields(root):
            first = opened.part(section.feet.get("first", ""))
            bare = is_furniture(root) and not any(True for _ in root.iter("{*}pBdr", "{*}drawing", "{*}pict"))
            held = "default" in section.heads and "first" not in section.heads
            free = not own and bare and not held and (first is None or not page_fields(first))
            changes = (SetProperty(section.properties, "titlePg", (("val", "1"),)),) if free else ()
            yield Departure(Finding("10.1", "首页页码", "must", "首页不显示页码", "首页有页码", "首页页脚"), changes)


def _imprint(every: Sequence[Placed]) -> Iterator[Departure]:
    """版记不加印发机关和印发日期."""
    for one in every:
        if one.role == "issued":
            wanted = "信函格式的版记不加印发机关和印发日期"
            yield Departure(Finding("10.1", "印发机关和印发日期", "must", wanted, one.block.text[:20], one.block.where))
