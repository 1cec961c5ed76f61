"""The red line of the head and the lines of the imprint (分隔线, 7.2.7 and 7.4.1): as borders, drawings or tables."""

from collections.abc import Iterator, Sequence

from mofan.paper import measurements as m
from mofan.paper.elements import bottom_slack
from mofan.paper.head import DOCUMENT_WORD
from mofan.paper.inspecting.blocks import Block
from mofan.paper.inspecting.drawn import lines_in
from mofan.paper.inspecting.finding import Change, Departure, DrawRule, Finding, PlaceLine, SetAttributes, SetProperty
from mofan.paper.inspecting.marks import Layout
from mofan.paper.inspecting.opened import Opened
from mofan.paper.inspecting.paragraphs import in_both
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import Placed, is_red
from mofan.paper.inspecting.wording import millimetres_said
from mofan.text.read.word.markup import Element, attribute, local
from mofan.text.read.word.markup import number as whole

_DRAWN = ("drawing", "pict", "object")
_BORDERS = ("tblBorders", "tcBorders", "pBdr")
_NONE = (None, "nil", "none")
_SPACE = 10
"""Points between the number and a line that a repair draws: with the room below the characters, 4 mm (7.2.7)."""
_OFF = m.millimetres(4)
"""How much longer or shorter a line may be than the 版心."""
_HEAD = ("document_number", "signatory")
_IMPRINT = ("copied_to", "issued")


def rule_departures(
    every: Sequence[Placed], blocks: Sequence[Block], properties: Properties, opened: Opened, layout: Layout
) -> Iterator[Departure]:
    """What is wrong with the lines: a letter has double lines of its own, and none in its imprint."""
    if layout != "letter":
        yield from _red_line(every, blocks, properties, opened, order=layout == "order")
        yield from _imprint_lines(every, blocks, properties)
    else:
        yield from _letter_imprint(every, properties)


def _letter_imprint(every: Sequence[Placed], properties: Properties) -> Iterator[Departure]:
    """10.1: no lines in the imprint of a letter."""
    for one in every:
        if one.role == "copied_to" and (rules := properties.borders(one.block.element)):
            yield Departure(
                Finding("10.1", "版记分隔线", "must", "信函格式的版记不加分隔线", "有分隔线", one.block.where),
                tuple(change for rule in rules for change in _cleared(one.block.element, rule)),
            )


def _red_line(
    every: Sequence[Placed], blocks: Sequence[Block], properties: Properties, opened: Opened, *, order: bool
) -> Iterator[Departure]:
    """7.2.7: below the number and the names beside it, in a document that has a red head; an order has none."""
    heads = [one for one in every if one.role == "red_head"]
    numbers = [one for one in every if one.role in _HEAD]
    if not numbers or _holds_table(opened, blocks, numbers[-1]) or not (heads or _has_head_in_table(numbers[0])):
        return
    last = numbers[-1]
    region = _until_shown(blocks, last.block)
    rules = [(block.element, rule) for block in region for rule in properties.borders(block.element)]
    if order:
        for owner, rule in rules:
            finding = Finding("10.2", "版头分隔线", "must", "命令格式没有分隔线", "有分隔线", last.block.where)
            yield Departure(finding, _cleared(owner, rule))
        return
    around = (*region, *(one.block for one in heads))
    yield from _drawn(around, last.block.where)
    if not rules and any(_is_drawn(block) for block in around):
        return
    if not rules:
        wanted = "红色，与版心等宽，发文字号之下 4 毫米"
        yield Departure(
            Finding("7.2.7", "版头分隔线", "must", wanted, "没有分隔线", last.block.where),
            (DrawRule(last.block.element, "bottom", m.RED, m.THICK_RULE, _SPACE),),
        )
    for owner, rule in rules:
        yield from _short(owner, rule, properties, last.block.where)
        yield from _far(owner, rule, last.block, properties)
        colour = (attribute(rule, "color") or "auto").upper()
        if not is_red(colour):
            said = "黑色" if colour in ("AUTO", "000000") else f"颜色 {colour}"
            yield Departure(
                Finding("7.2.7", "版头分隔线颜色", "must", "红色", said, last.block.where),
                (DrawRule(owner, local(rule), m.RED, m.THICK_RULE, None),),
            )


def _cleared(owner: Element, rule: Element) -> tuple[SetAttributes, ...]:
    """The line taken away, where it is the paragraph's own and not of its style."""
    return (SetAttributes(rule, (("val", "nil"),)),) if any(one is owner for one in rule.iterancestors()) else ()


def _far(owner: Element, rule: Element, number: Block, properties: Properties) -> Iterator[Departure]:
    """7.2.7: 4 mm below the number; what stands between in blank paragraphs is not counted."""
    if owner is number.element:
        given = (whole(attribute(rule, "space")) or 0) * 20
        changes: tuple[Change, ...] = (DrawRule(owner, local(rule), m.RED, m.THICK_RULE, _SPACE),)
    elif local(rule) == "top" and owner.getprevious() is number.element and not is_indented_text(owner):
        given = properties.spacing(number.element).after + properties.spacing(owner).before
        before = (("before", str(m.RULE_DISTANCE - bottom_slack(m.BODY_SIZE, m.LINE))),)
        changes = (
            SetProperty(number.element, "spacing", (("after", "0"),), ("afterLines", "afterAutospacing")),
            SetProperty(owner, "spacing", before, ("beforeLines", "beforeAutospacing")),
        )
    else:
        return
    if given > 2 * m.RULE_DISTANCE:
        said = millimetres_said(given)
        finding = Finding("7.2.7", "版头分隔线位置", "must", "发文字号之下 4 毫米", said, number.where)
        yield Departure(finding, changes)


def _short(owner: Element, rule: Element, properties: Properties, where: str) -> Iterator[Departure]:
    """The line of a paragraph is as long as its indents let it be."""
    given = properties.indents(owner, m.BODY_SIZE)
    if max(abs(given.left), abs(given.right)) * m.BODY_SIZE * 10 <= _OFF or is_indented_text(owner):
        return
    missing = round((given.left + given.right) * m.BODY_SIZE * 10)
    values = (*in_both("left", 0), *in_both("right", 0), *in_both("firstLine", 0))
    clear = ("start", "startChars", "end", "endChars", "hanging", "hangingChars")
    yield Departure(
        Finding(
            "7.2.7",
            "版头分隔线长度",
            "must",
            "与版心等宽（156 毫米）",
            millimetres_said(m.TYPE_AREA_WIDTH - missing),
            where,
        ),
        (SetProperty(owner, "ind", values, clear),),
    )


def is_indented_text(paragraph: Element) -> bool:
    """Whether a paragraph holds words: then its indents are theirs."""
    return any((text.text or "").strip() for text in paragraph.iter("{*}t"))


def _drawn(around: Sequence[Block], where: str) -> Iterator[Departure]:
    """Lines that are drawn: red, and as wide as the 版心."""
    for block in around:
        for line in lines_in(block.element, (0, 0)):
            if line.colour and not is_red(line.colour):
                said = "黑色" if line.colour == "000000" else f"颜色 {line.colour}"
                finding = Finding("7.2.7", "版头分隔线颜色", "must", "红色", said, where)
                yield Departure(finding, (PlaceLine(line.at.element, colour=m.RED),))
            if line.at.width is not None and abs(line.at.width - m.TYPE_AREA_WIDTH) > _OFF:
                said = millimetres_said(line.at.width)
                finding = Finding("7.2.7", "版头分隔线长度", "must", "与版心等宽（156 毫米）", said, where)
                yield Departure(finding, (PlaceLine(line.at.element, left=m.LEFT, width=m.TYPE_AREA_WIDTH),))


def _imprint_lines(every: Sequence[Placed], blocks: Sequence[Block], properties: Properties) -> Iterator[Departure]:
    """7.4.1: above the first element and below the last one; those in a table have its lines."""
    group = [one.block for one in every if one.role in _IMPRINT]
    if not group or not any(one.role in ("red_head", *_HEAD) for one in every):
        return
    first, last = group[0], group[-1]
    at = blocks.index(first)
    around = [*blocks[max(0, at - 1) : at], *group, *_until_shown(blocks, last)]
    if any(_is_drawn(block) for block in around) or any(properties.borders(block.element) for block in around):
        return
    changes = [DrawRule(first.element, "top", "000000", m.THICK_RULE, 1)]
    changes.append(DrawRule(last.element, "bottom", "000000", m.THICK_RULE, 1))
    changes += [DrawRule(block.element, "bottom", "000000", m.THIN_RULE, 1) for block in group[:-1]]
    yield Departure(_no_lines(first), tuple(changes))


def held_rule_departures(held: Sequence[Placed], *, letter: bool) -> Iterator[Departure]:
    """7.4.1, of an imprint in tables without a line: above the first row and below each."""
    lines = [one.block for one in held if one.role in _IMPRINT]
    tables = [table for block in lines if (table := _table_of(block)) is not None]
    if letter or not tables or len(tables) < len(lines) or any(map(has_line, tables)):
        return
    changes = [DrawRule(lines[0].element, "top", "000000", m.THICK_RULE, 1)]
    changes += [DrawRule(block.element, "bottom", "000000", m.THIN_RULE, 1) for block in lines[:-1]]
    changes.append(DrawRule(lines[-1].element, "bottom", "000000", m.THICK_RULE, 1))
    yield Departure(_no_lines(lines[0]), tuple(changes))


def _table_of(block: Block) -> Element | None:
    return next((above for above in block.element.iterancestors() if local(above) == "tbl"), None)


def has_line(table: Element) -> bool:
    """Whether the table or a paragraph in it has a border, or the table a style, which may have some."""
    return any(
        local(one) == "tblStyle" or (local(group) in _BORDERS and attribute(one, "val") not in _NONE)
        for group in table.iter("{*}*")
        for one in group
        if isinstance(one.tag, str)
    )


def _no_lines(first: Block) -> Finding:
    return Finding("7.4.1", "版记分隔线", "must", "首条和末条粗线，中间细线，与版心等宽", "没有分隔线", first.where)


def _until_shown(blocks: Sequence[Block], block: Block) -> list[Block]:
    """A paragraph and the blank ones after it, up to the next with text; that one, too: its upper border counts."""
    at = blocks.index(block)
    end = next((place for place in range(at + 1, len(blocks)) if blocks[place].shown), len(blocks) - 1)
    return list(blocks[at : end + 1])


def _holds_table(opened: Opened, blocks: Sequence[Block], number: Placed) -> bool:
    """Whether a table stands between the number and the next text: its lines may be the line."""
    beside: Element | None = number.block.element.getnext()
    texts = {id(block.element) for block in blocks if block.shown}
    while beside is not None and id(beside) not in texts:
        if local(beside) == "tbl":
            return True
        beside = beside.getnext()
    return False


def _has_head_in_table(number: Placed) -> bool:
    """Whether a table above the number holds 文件: the head of several units (联合行文)."""
    tables = (one for one in number.block.element.itersiblings(preceding=True) if local(one) == "tbl")
    return any((text.text or "").strip() == DOCUMENT_WORD for table in tables for text in table.iter("{*}t"))


def _is_drawn(block: Block) -> bool:
    return any(local(item) in _DRAWN for item in block.element.iter() if isinstance(item.tag, str))
