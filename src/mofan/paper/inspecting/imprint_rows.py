"""The rows of the imprint (版记, 7.4): their order, their place between the edges, their lines and their dates."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from mofan.paper import measurements as m
from mofan.paper.inspecting.blocks import Block, read_pieces
from mofan.paper.inspecting.finding import Departure, Finding, SetAttributes, SetProperty
from mofan.paper.inspecting.opened import Opened
from mofan.paper.inspecting.paragraphs import leading_width
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import Placed
from mofan.paper.inspecting.wording import characters_said, millimetres_said, trimmed
from mofan.paper.title import width
from mofan.text.read.word.markup import Element, attribute, child, children, local, number

_CHARACTER: Final = m.IMPRINT_SIZE * 10
_CELL: Final = 108
"""Twips at each side of the words of a cell where nothing says otherwise."""
_SLACK: Final = 0.6
_SHORT: Final = m.millimetres(5)
_DATE: Final = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_UNSAID: Final = re.compile(r".{2,40}[\s\u3000]\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
"""Office and date without 印发, below 抄送."""
_NONE: Final = (None, "nil", "none")
_SIDES: Final = ("top", "bottom", "insideH")
_HIGHEST, _LOWEST = 12, 6
"""Eighths of a point that pass for 0.35 mm."""


def row_departures(
    every: Sequence[Placed], held: Sequence[Placed], properties: Properties, opened: Opened, *, letter: bool
) -> Iterator[Departure]:
    """What is wrong with the rows, in the text or in a table; characters and words are judged elsewhere."""
    rows = [one for one in (*every, *held) if one.role in ("copied_to", "issued")]
    if not rows:
        return
    yield from _order(rows)
    yield from _dates(every, rows)
    for one in held:
        if one.role in ("copied_to", "issued"):
            yield from _place(one, properties)
    tables = list(dict.fromkeys(table for one in held if (table := _table(one)) is not None))
    for table in tables:
        yield from _unsaid(table)
    if letter:
        yield from _letter(held, tables)
    else:
        yield from _lines(tables, opened, rows[0])


def _table(one: Placed) -> Element | None:
    return next((above for above in one.block.element.iterancestors() if local(above) == "tbl"), None)


def _order(rows: Sequence[Placed]) -> Iterator[Departure]:
    """7.4.3: 印发机关和印发日期 in the last row."""
    roles = [one.role for one in rows]
    if "issued" in roles and "copied_to" in roles[roles.index("issued") :]:
        where = rows[roles.index("issued")].block.where
        yield Departure(
            Finding("7.4.3", "版记要素顺序", "must", "抄送机关在上，印发机关和印发日期在末行", "次序相反", where)
        )


def _dates(every: Sequence[Placed], rows: Sequence[Placed]) -> Iterator[Departure]:
    """The day of printing is not before the day of signing."""
    signed = next((found for one in every if one.role == "date" and (found := _day(one.block.text))), None)
    for one in rows:
        issued = _day(one.block.text) if one.role == "issued" else None
        if signed is not None and issued is not None and issued < signed:
            finding = Finding(
                "7.4.3", "印发日期", "must", "不早于成文日期", one.block.text[-14:].strip(), one.block.where
            )
            yield Departure(finding)


def _day(text: str) -> date | None:
    found = _DATE.search(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _place(one: Placed, properties: Properties) -> Iterator[Departure]:
    """7.4.2, 7.4.3: one character free at the left, and at the right where a row reaches there."""
    block = one.block
    given = properties.indents(block.element, m.IMPRINT_SIZE)
    left_margin, right_margin = _margins(block.element)
    spaces = leading_width(block)
    left = given.left + given.first + spaces + left_margin / _CHARACTER
    centred = properties.alignment(block.element) in ("center", "right")
    clause, element = ("7.4.2", "抄送机关") if one.role == "copied_to" else ("7.4.3", "印发机关和印发日期")
    room = 1.0 - left_margin / _CHARACTER
    hang = given.first if given.first < 0 else 0.0
    clear = ("start", "startChars", "end", "endChars", "hangingChars", "firstLineChars")
    values = [
        ("leftChars", "0"), ("rightChars", "0"), ("left", str(round(max(0.0, room - spaces - hang) * _CHARACTER))),
        ("right", str(max(0, _CHARACTER - right_margin))),
    ]  # fmt: skip
    values.append(("hanging" if hang else "firstLine", str(round(abs(hang) * _CHARACTER))))
    change = SetProperty(block.element, "ind", tuple(values), (*clear, "firstLine" if hang else "hanging"))
    if not centred and abs(left - 1) > _SLACK:
        said = f"左空 {characters_said(left)}"
        finding = Finding(clause, f"{element}位置", "must", "左右各空一字", said, block.where)
        yield Departure(finding, (change,) if spaces <= room + _SLACK else ())
        return
    ends = _right_end(one, properties, given.right + right_margin / _CHARACTER)
    if ends is not None and abs(ends - 1) > _SLACK:
        finding = Finding(
            clause, f"{element}位置", "must", "左右各空一字", f"右空 {characters_said(ends)}", block.where
        )
        tab = "\t" in block.raw.strip()
        yield Departure(finding, _tab(block.element, ends) if tab else (change,))


def _tab(paragraph: Element, ends: float) -> tuple[SetAttributes, ...]:
    """The last tab of a paragraph's own moved to where it leaves one character free."""
    stops = list(children(child(paragraph, "pPr", "tabs"), "tab"))
    last = max(stops, key=lambda one: number(attribute(one, "pos")) or 0, default=None)
    if last is None:
        return ()
    place = (number(attribute(last, "pos")) or 0) + round((ends - 1) * _CHARACTER)
    return (SetAttributes(last, (("pos", str(place)),)),) if place > 0 else ()


def _widened(table: Element, wide: int) -> tuple[SetAttributes, ...]:
    """A table as wide as the 版心, its columns in proportion."""
    found = []
    for one in (child(table, "tblPr", "tblW"), *table.iter("{*}gridCol", "{*}tcW")):
        given = number(attribute(one, "w"))
        if one is not None and given and attribute(one, "type") in (None, "dxa"):
            found.append(SetAttributes(one, (("w", str(round(given * m.TYPE_AREA_WIDTH / wide))),)))
    return tuple(found)


def _right_end(one: Placed, properties: Properties, indent: float) -> float | None:
    """How many characters a row leaves free at the right; None where it does not reach there, or nothing is known."""
    block = one.block
    table = _table(one)
    wide = None if table is None else _wide(table)
    if "\t" in block.raw.strip():
        stops = properties.tab_stops(block.element)
        if wide is None or not stops or stops[-1][1] not in ("right", "end"):
            return None
        return (wide - _margins(block.element)[0] - stops[-1][0]) / _CHARACTER
    if one.role == "copied_to" and width(block.text) > m.TYPE_AREA_WIDTH / _CHARACTER:
        return indent
    return None


def _wide(table: Element) -> int | None:
    """The width of a table in twips, where it says one."""
    own = child(table, "tblPr", "tblW")
    grid = [number(attribute(one, "w")) or 0 for one in children(child(table, "tblGrid"), "gridCol")]
    if attribute(own, "type") == "dxa" and (found := number(attribute(own, "w"))):
        return found
    return sum(grid) or None


def _margins(paragraph: Element) -> tuple[int, int]:
    """What a cell leaves free at the left and at the right, in twips."""
    cell = next((above for above in paragraph.iterancestors() if local(above) == "tc"), None)
    if cell is None:
        return 0, 0
    table = next(above for above in cell.iterancestors() if local(above) == "tbl")
    groups = (child(cell, "tcPr", "tcMar"), child(table, "tblPr", "tblCellMar"))
    found = []
    for names in (("left", "start"), ("right", "end")):
        sides = (child(group, name) for group in groups for name in names)
        given = next((number(attribute(side, "w")) for side in sides if side is not None), None)
        found.append(_CELL if given is None else given)
    return found[0], found[1]


def _unsaid(table: Element) -> Iterator[Departure]:
    """7.4.3: 印发 behind the date."""
    for paragraph in table.iter("{*}p"):
        block = Block(paragraph, 1, "", list(read_pieces(paragraph)))
        if _UNSAID.fullmatch(block.text):
            found = block.text[-14:].strip()
            yield Departure(
                Finding("7.4.3", "印发日期写法", "must", "日期之后加“印发”二字", found, f"版记“{block.text[:20]}”")
            )


def _letter(held: Sequence[Placed], tables: Sequence[Element]) -> Iterator[Departure]:
    """10.1: neither office and date nor lines."""
    for one in held:
        if one.role == "issued":
            wanted = "信函格式的版记不加印发机关和印发日期"
            yield Departure(Finding("10.1", "印发机关和印发日期", "must", wanted, one.block.text[:20], one.block.where))
    lines = [line for table in tables for side in _SIDES for line in _borders(table, side)]
    if lines:
        finding = Finding("10.1", "版记分隔线", "must", "信函格式的版记不加分隔线", "有分隔线", "版记")
        yield Departure(finding, tuple(SetAttributes(line, (("val", "nil"),)) for line in lines))


def _lines(tables: Sequence[Element], opened: Opened, first: Placed) -> Iterator[Departure]:
    """7.4.1: as wide as the 版心, black, the first and the last at least as thick as those between, none upright."""
    for table in tables:
        wide = _wide(table)
        if wide is not None and abs(wide - m.TYPE_AREA_WIDTH) > _SHORT and not _is_shared(table):
            said, where = millimetres_said(wide), first.block.where
            finding = Finding("7.4.1", "版记分隔线长度", "must", "与版心等宽（156 毫米）", said, where)
            yield Departure(finding, _widened(table, wide))
        outer = [line for side in ("top", "bottom") for line in _borders(table, side)]
        inner = _borders(table, "insideH")
        yield from _colours([*outer, *inner], first)
        yield from _thickness(outer, inner, first)


def _is_shared(table: Element) -> bool:
    """Whether a table says its width in something else than twips, or stands in a box of its own width."""
    kind = attribute(child(table, "tblPr", "tblW"), "type")
    return kind == "pct"


def _borders(table: Element, side: str) -> list[Element]:
    """The lines at a side of a table: those of its cells, else its own; [] where there is none, or a style says it."""
    rows = list(children(table, "tr"))
    places = {"top": [(rows[:1], "top")], "bottom": [(rows[-1:], "bottom")]}
    wanted = places.get(side, [(rows[:-1], "bottom"), (rows[1:], "top")])
    cells = [(one, name) for held, name in wanted for row in held for one in children(row, "tc")]
    found = [line for one, name in cells if (line := child(one, "tcPr", "tcBorders", name)) is not None]
    own = child(table, "tblPr", "tblBorders", side)
    if not found and own is not None and cells:
        found = [own]
    return [line for line in found if attribute(line, "val") not in _NONE]


def _colours(lines: Sequence[Element], first: Placed) -> Iterator[Departure]:
    wrong = [line for line in lines if (attribute(line, "color") or "auto").upper() not in ("AUTO", "000000")]
    if wrong:
        said = f"颜色 {(attribute(wrong[0], 'color') or '').upper()}"
        finding = Finding("7.4.1", "版记分隔线颜色", "normally", "黑色", said, first.block.where)
        yield Departure(finding, tuple(SetAttributes(line, (("color", "000000"),)) for line in wrong))


def _thickness(outer: Sequence[Element], inner: Sequence[Element], first: Placed) -> Iterator[Departure]:
    """推荐 0.35 mm for the first and the last, 0.25 mm for those between."""
    thick = [number(attribute(line, "sz")) or 0 for line in outer]
    thin = [number(attribute(line, "sz")) or 0 for line in inner]
    if not thick or (all(_LOWEST <= one <= _HIGHEST for one in thick) and max(thin, default=0) <= min(thick)):
        return
    said = "、".join(f"{trimmed(one / 8 * 25.4 / 72, 2)} 毫米" for one in dict.fromkeys((*thick, *thin)))
    finding = Finding(
        "7.4.1", "版记分隔线粗细", "normally", "首条和末条 0.35 毫米，中间的 0.25 毫米", said, first.block.where
    )
    changes = [SetAttributes(line, (("sz", str(m.THICK_RULE)),)) for line in outer]
    changes += [SetAttributes(line, (("sz", str(m.THIN_RULE)),)) for line in inner]
    yield Departure(finding, tuple(changes))
