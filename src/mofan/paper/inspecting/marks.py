"""发文机关标志: where it stands (7.2.4, 10.1–10.3), on the page, in a box, a frame or a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from mofan.paper import measurements as m
from mofan.paper.elements import mark_line, top_slack
from mofan.paper.head import DOCUMENT_WORD
from mofan.paper.inspecting.blocks import Block, read_pieces, takes_room
from mofan.paper.inspecting.drawn import Anchor, anchors
from mofan.paper.inspecting.finding import Change, Departure, Finding, PlaceLine, Rank, SetProperty
from mofan.paper.inspecting.opened import Opened, Section
from mofan.paper.inspecting.page import margin
from mofan.paper.inspecting.paragraphs import pitch_of
from mofan.paper.inspecting.properties import Properties, Spacing
from mofan.paper.inspecting.roles import RED_HEAD, Placed, is_red
from mofan.paper.inspecting.wording import millimetres_said
from mofan.text.read.word.markup import Element, attribute, child, local, number

Layout = Literal["document", "letter", "order", "minutes"]

_SLACK: Final = m.millimetres(4)
"""How far a mark may be off: where in its line a face stands differs, and blank paragraphs above it do."""
_LARGE: Final = 36
_BOX_INSET: Final = 72
"""0.05 in: what Word leaves free at the top of a box."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One paragraph of a mark: its size in half-points, and the upper edge of its characters on the paper (twips)."""

    placed: Placed
    size: int
    top: int | None
    """None where it cannot be told without setting the page."""
    in_body: bool
    box: Anchor | None = None
    """What holds it, where that stands at a place of the paper."""

    @property
    def bottom(self) -> int | None:
        """The lower edge of its characters."""
        return None if self.top is None else self.top + round((m.ASCENT + m.DESCENT) * self.size * 10)


def marks_of(
    every: Sequence[Placed], blocks: Sequence[Block], properties: Properties, opened: Opened, section: Section
) -> list[Mark]:
    """The marks in the body, else those in boxes, tables and page heads before the text."""
    own = [one for one in every if one.role == "red_head" and one.block.pieces]
    marks = [Mark(one, _size(one.block, properties), _top(one.block, blocks, properties, section), True) for one in own]
    return marks or list(_held(blocks, properties, opened, section))


def layout_of(every: Sequence[Placed], marks: Sequence[Mark], *, letter: bool) -> Layout:
    """Which format a document has (10): its number, its mark."""
    text = "".join(one.placed.block.text for one in marks)
    if letter:
        return "letter"
    if text.endswith("令"):
        return "order"
    return "minutes" if "纪要" in text else "document"


def mark_departures(marks: Sequence[Mark], layout: Layout, section: Section) -> Iterator[Departure]:
    """What is wrong with the place of the mark; minutes may have a layout of their own (可根据实际制定)."""
    top = margin(child(section.properties, "pgMar"), "top")
    if not marks or marks[0].top is None or top is None:
        return
    first, given = marks[0], marks[0].top
    wanted, clause, edge = {
        "document": (top + m.MARK_TOP, "7.2.4", "版心上边缘"),
        "letter": (m.MARK_TOP_LETTER, "10.1", "上页边"),
        "order": (top + m.MARK_TOP_ORDER, "10.2", "版心上边缘"),
        "minutes": (top + m.MARK_TOP, "10.3", "版心上边缘"),
    }[layout]
    if abs(given - wanted) <= _SLACK:
        return
    rank: Rank = "normally" if layout == "minutes" else "must"
    start = 0 if layout == "letter" else top
    yield Departure(
        Finding(
            clause, "发文机关标志位置", rank, f"上边缘至{edge} {millimetres_said(wanted - start)}",
            millimetres_said(given - start), first.placed.block.where,
        ),
        _moved(first, given, wanted, framed=layout == "letter"),
    )  # fmt: skip


def _moved(mark: Mark, given: int, wanted: int, *, framed: bool) -> tuple[Change, ...]:
    """The mark at its place: by the room above it, of a letter by a frame, because it stands above the 版心."""
    if mark.box is not None:
        return (PlaceLine(mark.box.element, top=(mark.box.top or 0) + wanted - given),)
    element = mark.placed.block.element
    line = mark_line(mark.size)
    spacing = child(element, "pPr", "spacing")
    values = (("line", str(line)), ("lineRule", "exact"), ("after", "0"))
    clear = ("beforeLines", "beforeAutospacing", "afterLines", "afterAutospacing")
    grid = SetProperty(element, "snapToGrid", (("val", "0"),))
    if framed:
        y = wanted - top_slack(mark.size, line)
        frame = (
            ("w", str(m.TYPE_AREA_WIDTH)), ("h", str(line)), ("hRule", "exact"), ("wrap", "around"),
            ("vAnchor", "page"), ("hAnchor", "page"), ("x", str(m.LEFT)), ("y", str(y)),
        )  # fmt: skip
        placed = SetProperty(element, "framePr", frame, ("xAlign", "yAlign"))
        return placed, SetProperty(element, "spacing", (*values, ("before", "0")), clear), grid
    before = (number(attribute(spacing, "before")) or 0) + wanted - given
    if before < 0:
        return ()
    return SetProperty(element, "spacing", (*values, ("before", str(before))), clear), grid


def _size(block: Block, properties: Properties) -> int:
    return max(properties.size(piece.run, block.style()) for piece in block.pieces if piece.text.strip())


def _top(block: Block, blocks: Sequence[Block], properties: Properties, section: Section) -> int | None:
    """The upper edge of a paragraph's characters: what stands before it in the section, and its own spacing."""
    start = margin(child(section.properties, "pgMar"), "top")
    size = _size(block, properties)
    spacing = properties.spacing(block.element)
    pitch = pitch_of(block, spacing, properties, section)
    if (frame := child(block.element, "pPr", "framePr")) is not None:
        place = number(attribute(frame, "y"))
        from_page = attribute(frame, "vAnchor") == "page"
        return None if place is None or not from_page else place + _slack(size, spacing, pitch)
    if start is None or block.section != 1 or any(local(one) == "tbl" for one in _before(block.element)):
        return None
    above = blocks[: blocks.index(block)]
    if any(takes_room(one.element) or "\f" in one.raw for one in above):
        return None
    high = 0.0
    for one in above:
        given = properties.spacing(one.element)
        high += pitch_of(one, given, properties, section) + given.before + given.after
    return round(start + high + spacing.before) + _slack(size, spacing, pitch)


def _before(element: Element) -> Iterator[Element]:
    return element.itersiblings(preceding=True)


def _slack(size: int, spacing: Spacing, pitch: float) -> int:
    """Twips between the top of a line and the top of its characters."""
    if spacing.rule == "exact":
        return top_slack(size, spacing.line)
    return round((pitch - size * 10) / 2)


def _held(blocks: Sequence[Block], properties: Properties, opened: Opened, section: Section) -> Iterator[Mark]:
    """Marks in boxes and tables down to the first paragraph that holds text, and in the heads of the first page."""
    first = next((block.element for block in blocks if block.shown), None)
    margins = child(section.properties, "pgMar")
    edges = margin(margins, "left") or 0, margin(margins, "top") or 0
    heads = [root for kind in ("first", "default") if (root := opened.part(section.heads.get(kind, ""))) is not None]
    tops = [*heads, *_up_to(opened.body, first)]
    for top in tops:
        for paragraph in top.iter("{*}p"):
            block = Block(paragraph, 1, "", list(read_pieces(paragraph)))
            above = {local(one) for one in paragraph.iterancestors()}
            held = above & {"txbxContent", "tc", "hdr"}
            if "Fallback" in above or not held or not block.shown or not _is_mark(block, properties):
                continue
            size = _size(block, properties)
            box = _box_of(paragraph, edges) if "txbxContent" in above else None
            place = None if box is None else _top_in(box, block, size, properties, section)
            yield Mark(Placed(block, "red_head", heading_end=len(block.text)), size, place, False, box)


def _up_to(body: Element, first: Element | None) -> Iterator[Element]:
    for top in body:
        yield top
        if top is first:
            return


def _is_mark(block: Block, properties: Properties) -> bool:
    text = block.text.replace(" ", "").replace("\u3000", "")
    if not (RED_HEAD.fullmatch(text) or text == DOCUMENT_WORD):
        return False
    run = block.pieces[0].run
    return _size(block, properties) >= _LARGE and (
        is_red(properties.colour(run, block.style())) or properties.size(run, block.style()) >= 2 * _LARGE
    )


def _top_in(box: Anchor, block: Block, size: int, properties: Properties, section: Section) -> int | None:
    """The upper edge of the characters of the first paragraph of a box."""
    holder = _holder(block.element)
    if box.top is None or next(holder.iter("{*}p")) is not block.element:
        return None
    words = holder.getparent()
    body = None if words is None else words.getnext()
    if attribute(body, "anchor") in ("ctr", "b"):
        return None
    inset = number(attribute(body, "tIns"))
    spacing = properties.spacing(block.element)
    pitch = pitch_of(block, spacing, properties, section)
    return box.top + (_BOX_INSET if inset is None else inset // 635) + spacing.before + _slack(size, spacing, pitch)


def _holder(paragraph: Element) -> Element:
    return next(one for one in paragraph.iterancestors() if local(one) == "txbxContent")


def _box_of(paragraph: Element, edges: tuple[int, int]) -> Anchor | None:
    """The box that holds a paragraph, with its place."""
    above = list(_holder(paragraph).iterancestors())
    owner = next((one for one in above if local(one) == "p"), None)
    if owner is None:
        return None
    return next((one for one in anchors(owner, edges) if any(one.element is outer for outer in above)), None)
