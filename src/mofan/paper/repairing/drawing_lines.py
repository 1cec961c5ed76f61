"""Lines that are drawn (绘制线条): those of a letter put in, those that stand there placed, coloured and lengthened."""

import re
from typing import Final

from lxml import etree

from mofan.paper.drawing import NAMESPACES
from mofan.paper.formats.letter import double_line
from mofan.paper.inspecting import DrawLetterLine, PlaceLine
from mofan.paper.repairing.placing import tag
from mofan.text.read.word.markup import Element, child, local

_EMU: Final = 635
_POINT: Final = 20
_DOUBLE: Final = 57150
"""4.5 pt for both lines and what is between them."""
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_STRICT: Final = {
    "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
}
_FIRST: Final = {True: 9002, False: 9004}
"""Numbers of the lines at the head and at the foot, far behind those that programs give."""


def draw_letter_line(change: DrawLetterLine) -> None:
    """Put a double line of a letter before the words of a paragraph, over the paper, taking no room."""
    namespace = str(etree.QName(change.paragraph).namespace)
    shapes = NAMESPACES
    if "purl.oclc.org" in namespace:
        for one, other in _STRICT.items():
            shapes = shapes.replace(one, other)
    runs = "".join(double_line(_FIRST[change.head], change.top, head=change.head))
    root = etree.fromstring(f'<w:p xmlns:w="{namespace}" xmlns:mc="{_COMPATIBILITY}"{shapes}>{runs}</w:p>')
    at = sum(1 for one in change.paragraph if local(one) == "pPr")
    for number, run in enumerate(list(root)):
        change.paragraph.insert(at + number, run)


def place_line(change: PlaceLine) -> None:
    """Give a line what the change says."""
    if local(change.shape) == "drawing":
        _of_word(change)
    else:
        _of_vml(change)


def _of_word(change: PlaceLine) -> None:
    drawing = change.shape
    if change.colour is not None:
        for shape in drawing.iter("{*}spPr"):
            for holder in (child(shape, "ln"), shape):
                fill = child(holder, "solidFill")
                if fill is not None:
                    for one in list(fill):
                        fill.remove(one)
                    etree.SubElement(fill, tag(fill, "srgbClr")).set("val", change.colour)
    if change.compound is not None:
        for shape in drawing.iter("{*}ln"):
            shape.set("cmpd", change.compound)
            shape.set("w", str(_DOUBLE))
    if change.width is not None:
        sizes = (one for one in drawing.iter("{*}extent", "{*}ext") if one.get("cx") is not None)
        for size in sizes:
            size.set("cx", str(change.width * _EMU))
    for name, twips in (("positionH", change.left), ("positionV", change.top)):
        position = child(child(drawing, "anchor"), name)
        if twips is not None and position is not None:
            for one in list(position):
                position.remove(one)
            position.set("relativeFrom", "page")
            etree.SubElement(position, tag(position, "posOffset")).text = str(twips * _EMU)


def _of_vml(change: PlaceLine) -> None:
    shape = change.shape
    if change.colour is not None:
        shape.set("strokecolor", f"#{change.colour}")
    if change.compound is not None:
        stroke = child(shape, "stroke")
        if stroke is None:
            stroke = etree.SubElement(shape, tag(shape, "stroke"))
        stroke.set("linestyle", change.compound)
        shape.set("strokeweight", "4.5pt")
    if change.width is not None:
        points = f"{change.width / _POINT:g}pt"
        start = (shape.get("from") or "").split(",")
        if local(shape) == "line" and len(start) == 2:
            left = change.left if change.left is not None else 0
            shape.set("from", f"{left / _POINT:g}pt,{start[1]}")
            shape.set("to", f"{(left + change.width) / _POINT:g}pt,{start[1]}")
            _style(shape, {"mso-position-horizontal-relative": "page"})
        else:
            _style(shape, {"width": points})
    if local(shape) != "line":
        given = {"margin-left": change.left, "margin-top": change.top}
        _style(shape, {name: f"{twips / _POINT:g}pt" for name, twips in given.items() if twips is not None})


def _style(shape: Element, values: dict[str, str]) -> None:
    style = shape.get("style") or ""
    for name, value in values.items():
        entry = f"{name}:{value}"
        style, count = re.subn(rf"(?<![\w-]){re.escape(name)}\s*:[^;]*", entry, style)
        if not count:
            style = f"{style};{entry}".lstrip(";")
    shape.set("style", style)
