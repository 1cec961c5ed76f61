"""The red line of the head and the lines of the imprint (分隔线, 7.2.7 and 7.4.1): as borders, drawings or tables."""

from collections.abc import Iterator, Sequence

from mofan.paper import measurements as m
from mofan.paper.head import DOCUMENT_WORD
from mofan.paper.inspecting.blocks import Block
from mofan.paper.inspecting.finding import Departure, DrawRule, Finding
from mofan.paper.inspecting.opened import Opened
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import Placed, is_red
from mofan.text.read.word.markup import Element, attribute, local

_DRAWN = ("drawing", "pict", "object")
_BORDERS = ("tblBorders", "tcBorders", "pBdr")
_NONE = (None, "nil", "none")
_SPACE = 10
"""Points between the number and a line that a repair draws: with the room below the characters, 4 mm (7.2.7)."""
_HEAD = ("document_number", "signatory")
_IMPRINT = ("copied_to", "issued")


def rule_departures(
    every: Sequence[Placed], blocks: Sequence[Block], properties: Properties, opened: Opened, *, letter: bool
) -> Iterator[Departure]:
    """What is wrong with the lines: none in a letter (its double lines are drawn) and none that is drawn is judged."""
    if not letter:
        yield from _red_line(every, blocks, properties, opened)
        yield from _imprint_lines(every, blocks, properties)


def _red_line(
    every: Sequence[Placed], blocks: Sequence[Block], properties: Properties, opened: Opened
) -> Iterator[Departure]:
    """7.2.7: below the number and the names beside it, in a document that has a red head; an order has none."""
    heads = [one for one in every if one.role == "red_head"]
    numbers = [one for one in every if one.role in _HEAD]
    if not numbers or _holds_table(opened, blocks, numbers[-1]) or not (heads or _has_head_in_table(numbers[0])):
        return
    if heads and heads[-1].block.text.endswith("令"):
        return
    last = numbers[-1]
    region = _until_shown(blocks, last.block)
    if any(_is_drawn(block) for block in (*region, *(one.block for one in heads))):
        return
    rules = [(block.element, rule) for block in region for rule in properties.borders(block.element)]
    if not rules:
        wanted = "红色，与版心等宽，发文字号之下 4 毫米"
        yield Departure(
            Finding("7.2.7", "版头分隔线", "must", wanted, "没有分隔线", last.block.where),
            (DrawRule(last.block.element, "bottom", m.RED, m.THICK_RULE, _SPACE),),
        )
    for owner, rule in rules:
        colour = (attribute(rule, "color") or "auto").upper()
        if not is_red(colour):
            said = "黑色" if colour in ("AUTO", "000000") else f"颜色 {colour}"
            yield Departure(
                Finding("7.2.7", "版头分隔线颜色", "must", "红色", said, last.block.where),
                (DrawRule(owner, local(rule), m.RED, m.THICK_RULE, None),),
            )


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
    if letter or not tables or len(tables) < len(lines) or any(map(_has_line, tables)):
        return
    changes = [DrawRule(lines[0].element, "top", "000000", m.THICK_RULE, 1)]
    changes += [DrawRule(block.element, "bottom", "000000", m.THIN_RULE, 1) for block in lines[:-1]]
    changes.append(DrawRule(lines[-1].element, "bottom", "000000", m.THICK_RULE, 1))
    yield Departure(_no_lines(lines[0]), tuple(changes))


def _table_of(block: Block) -> Element | None:
    return next((above for above in block.element.iterancestors() if local(above) == "tbl"), None)


def _has_line(table: Element) -> bool:
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
