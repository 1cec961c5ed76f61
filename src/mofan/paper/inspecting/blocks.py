"""The paragraphs of a document (段落) with the runs that hold their characters; tables are left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mofan.paper.inspecting.drawn import is_floating
from mofan.paper.inspecting.opened import Opened
from mofan.text.read.word.markup import Element, attribute, child, local, value

_CONTAINERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_SKIPPED = {"pPr", "rPr", "del", "moveFrom", "txbxContent", "AlternateContent", "rt", "sdtPr", "sdtEndPr"}
_PICTURES = {"drawing", "pict", "object", "oMath", "oMathPara"}
_SPACE = " \t\r\n\f\u00a0\u3000\u2002\u2003"
_LINES = re.compile(r"[\n\f]")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """One run with its characters; `start` counts in the paragraph's `raw`."""

    run: Element
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class Block:
    """One paragraph of the body."""

    element: Element
    number: int
    """1 for the first paragraph that is not blank; a blank one has the number of the one before."""
    label: str
    """Its automatic number, as characters."""
    pieces: list[Piece] = field(default_factory=list)
    picture: bool = False
    section: int = 1

    @property
    def raw(self) -> str:
        """Its own characters, as they stand."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def lead(self) -> int:
        """How many characters of white space stand before its text."""
        return len(self.raw) - len(self.raw.lstrip(_SPACE))

    @property
    def spaces(self) -> int:
        """How many of those are spaces, not breaks of line or page."""
        return sum(char not in "\n\f" for char in self.raw[: self.lead])

    @property
    def text(self) -> str:
        """What a reader sees as one line: automatic number and text, without white space around."""
        return (self.label + _LINES.sub(" ", self.raw.strip(_SPACE))).strip(_SPACE)

    @property
    def shown(self) -> bool:
        """Whether it holds any text."""
        return bool(self.raw.strip(_SPACE))

    @property
    def where(self) -> str:
        return f"第{self.number}段“{self.text[:_SHOWN]}”"

    def raw_place(self, place: int) -> int:
        """The place in `raw` of a place in `text`."""
        return min(max(self.lead, place - len(self.label) + self.lead), len(self.raw))

    def style(self) -> str | None:
        """The identity of its style."""
        return value(self.element, "pPr", "pStyle")


def read_blocks(opened: Opened) -> list[Block]:
    """The paragraphs of the body in order; those in tables, text boxes and tables of contents are left out."""
    numbering = opened.numbering()
    blocks: list[Block] = []
    number, section = 0, 1
    for element in _paragraphs(opened.body):
        label = numbering.label(child(element, "pPr"))
        block = Block(element, number, label, list(read_pieces(element)), _holds_picture(element), section)
        number += block.shown
        block.number = number
        blocks.append(block)
        section += child(element, "pPr", "sectPr") is not None
    return blocks


def _paragraphs(container: Element) -> Iterator[Element]:
    for item in container:
        name = local(item)
        if name == "p":
            yield item
        elif name in _CONTAINERS and not _is_contents(item):
            yield from _paragraphs(item)


def _is_contents(item: Element) -> bool:
    """Whether a content control is a table of contents (目录)."""
    return value(item, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents"


def _holds_picture(element: Element) -> bool:
    """Whether a run shows something drawn; of what is written twice (mc:AlternateContent), what stands in it counts."""
    return any(
        local(inner) in _PICTURES
        for run in element.iter("{*}r")
        for item in run
        for inner in (item.iter() if local(item) == "AlternateContent" else (item,))
        if isinstance(inner.tag, str)
    )


def takes_room(element: Element) -> bool:
    """Whether something drawn in a paragraph takes room in the text: all but shapes over it or under it."""
    return any(
        local(one) not in ("drawing", "pict") or (local(one) == "drawing" and not is_floating(one)) or _is_in_line(one)
        for one in element.iter("{*}drawing", "{*}pict", "{*}object", "{*}oMath")
        if not any(local(above) in ("Fallback", "txbxContent") for above in one.iterancestors())
    )


def _is_in_line(one: Element) -> bool:
    """Whether a shape of the older kind stands in its line: its style does not place it."""
    styles = [attribute(shape, "style") or "" for shape in one if local(shape) in ("shape", "rect", "line", "group")]
    return local(one) == "pict" and not any("absolute" in style for style in styles)


def read_pieces(element: Element) -> Iterator[Piece]:
    """The runs of a paragraph that hold characters."""
    place = 0
    for run in _runs(element):
        text = "".join(map(characters, run))
        if text:
            yield Piece(run, place, text)
            place += len(text)


def _runs(element: Element) -> Iterator[Element]:
    for item in element:
        name = local(item)
        if name == "r":
            yield item
        elif name not in _SKIPPED:
            yield from _runs(item)


def characters(item: Element) -> str:
    """The characters of a run's child."""
    match local(item):
        case "t":
            text = item.text or ""
            return text if attribute(item, "space") == "preserve" else text.strip(" \t\r\n")
        case "tab":
            return "\t"
        case "br":
            return "\f" if attribute(item, "type") in ("page", "column") else "\n"
        case "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case _:
            return ""
