"""Blank lines between elements (空行): two above number and title, one above 主送机关 and 附件说明 (7.2.5, 7.3.1 …)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mofan.paper import measurements as m
from mofan.paper.inspecting.blocks import Block, takes_room
from mofan.paper.inspecting.finding import Change, Departure, Finding, Rank, SetProperty
from mofan.paper.inspecting.opened import Section
from mofan.paper.inspecting.paragraphs import pitch_of
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import Placed, Role
from mofan.paper.inspecting.wording import trimmed
from mofan.text.read.word.markup import local

_SLACK: Final = 0.6
"""Lines that a distance may be off: blank paragraphs are as high as their characters."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """How many blank lines stand between two elements; more than `most` are too many."""

    clause: str
    element: str
    before: tuple[Role, ...]
    after: tuple[Role, ...]
    lines: int
    most: float
    rank: Rank = "must"


_NUMBER: Final[tuple[Role, ...]] = ("document_number", "signatory")
_TEXT: Final[tuple[Role, ...]] = ("body", "heading", "attachments", "attached")
_GAPS: Final = (
    _Gap("7.2.5", "发文字号上空行", ("red_head",), _NUMBER, 2, 3.2),
    _Gap("7.3.1", "标题上空行", _NUMBER, ("title",), 2, 3.2),
    _Gap("7.3.2", "主送机关上空行", ("title", "subtitle", "byline"), ("address",), 1, 2.2),
    _Gap("7.3.1", "标题下空行", ("title",), ("body", "heading"), 1, 2.2, "normally"),
    _Gap("7.3.4", "附件说明上空行", ("body", "heading"), ("attachments",), 1, 2.2),
    _Gap("7.3.5", "签名章上空行", _TEXT, ("stamp",), 2, 3.2),
    _Gap("7.3.5", "成文日期上空行", ("stamp",), ("date",), 1, 2.2),
    _Gap("10.3", "出席人员名单上空行", _TEXT, ("attendance",), 1, 2.2, "normally"),
    _Gap("7.3.7", "附件标题上空行", ("attachment_label",), ("title",), 1, 2.2),
)
_SIGNED: Final = _Gap("7.3.5", "署名上空行", _TEXT, ("author", "date"), 1, 5.5)
"""Without a seal one line; with one its upper edge lies within one line of the text, and a seal is four lines high."""
_ORDERED: Final = _Gap("10.2", "令号下空行", ("document_number",), ("body", "heading", "address"), 2, 3.2)
_EVERYWHERE: Final = ("7.3.4", "7.3.5", "10.3")
"""Clauses that other materials keep to as well."""
_ON_FIRST: Final[tuple[Role, ...]] = ("address", "body", "heading")
"""Above these there is no room of their own: a repair puts it below what stands before them."""


def gap_departures(
    every: Sequence[Placed],
    blocks: Sequence[Block],
    properties: Properties,
    sections: Sequence[Section],
    *,
    order: bool = False,
) -> Iterator[Departure]:
    """Distances that depart; where a picture or a table stands between two elements, nothing is said."""
    official = any(one.role in ("red_head", *_NUMBER) for one in every)
    places = {id(block): at for at, block in enumerate(blocks)}
    for at in range(1, len(every)):
        one, other = every[at - 1], every[at]
        if other.role == "attachment_label" and not _begins_page(one, other, blocks, places, properties):
            yield _same_page(other)
        for gap in (*_GAPS, _SIGNED, *((_ORDERED,) if order else ())):
            if one.role not in gap.before or other.role not in gap.after:
                continue
            if not official and gap.clause not in _EVERYWHERE:
                continue
            between = blocks[places[id(one.block)] + 1 : places[id(other.block)]]
            if one.block.section != other.block.section or _is_interrupted(one, other, between):
                continue
            rank: Rank = gap.rank if official or gap.clause == "7.3.4" else "normally"
            yield from _of(replace(gap, rank=rank), one, other, between, properties, sections)


def _of(
    gap: _Gap, one: Placed, other: Placed, between: Sequence[Block], properties: Properties, sections: Sequence[Section]
) -> Iterator[Departure]:
    section = sections[min(other.block.section, len(sections)) - 1]
    above, below = properties.spacing(one.block.element).after, properties.spacing(other.block.element).before
    blank = sum(_height(block, properties, section) for block in between)
    most, least = blank + above + below, blank + max(above, below)  # programs add the two, or take the larger
    if least / m.LINE > gap.most:
        rank: Rank = "normally"
        changes: tuple[Change, ...] = _room(gap, one, other, blank) if blank <= gap.lines * m.LINE else ()
    elif most / m.LINE < gap.lines - _SLACK:
        rank, changes = gap.rank, _room(gap, one, other, blank)
    else:
        return
    found = f"空 {trimmed(most / m.LINE)} 行"
    yield Departure(Finding(gap.clause, gap.element, rank, f"空 {gap.lines} 行", found, other.block.where), changes)


def _height(block: Block, properties: Properties, section: Section) -> float:
    spacing = properties.spacing(block.element)
    return pitch_of(block, spacing, properties, section) + spacing.before + spacing.after


def _room(gap: _Gap, one: Placed, other: Placed, blank: float) -> tuple[Change, ...]:
    """The room that is missing, as spacing of the paragraph that may have it."""
    missing = str(max(0, round(gap.lines * m.LINE - blank)))
    first, second = ("0", missing) if other.role not in _ON_FIRST else (missing, "0")
    return (
        SetProperty(one.block.element, "spacing", (("after", first),), ("afterLines", "afterAutospacing")),
        SetProperty(other.block.element, "spacing", (("before", second),), ("beforeLines", "beforeAutospacing")),
    )


def _is_interrupted(one: Placed, other: Placed, between: Sequence[Block]) -> bool:
    """Whether something else stands between: a picture that takes room, a page break, a table."""
    drawn = any(block.picture and takes_room(block.element) for block in (one.block, other.block, *between))
    if drawn or any("\f" in block.raw for block in between):
        return True
    beside = one.block.element.getnext()
    while beside is not None and beside is not other.block.element:
        if local(beside) != "p" and local(beside) not in ("bookmarkStart", "bookmarkEnd", "proofErr"):
            return True
        beside = beside.getnext()
    return beside is None


def _begins_page(
    one: Placed, label: Placed, blocks: Sequence[Block], places: dict[int, int], properties: Properties
) -> bool:
    """Whether 附件 stands on a new page: by its own property, a page break before it, or a section."""
    between = blocks[places[id(one.block)] : places[id(label.block)] + 1]
    broken = any("\f" in block.raw for block in (*between[:-1], label.block))
    drawn = any(block.picture for block in between[1:-1])
    return drawn or broken or one.block.section != label.block.section or properties.begins_page(label.block.element)


def _same_page(label: Placed) -> Departure:
    return Departure(
        Finding("7.3.7", "附件另面编排", "must", "附件另起一页", "没有另起一页", label.block.where),
        (SetProperty(label.block.element, "pageBreakBefore", (("val", "1"),)),),
    )
