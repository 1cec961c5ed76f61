"""Lines and boxes at places of the paper (定位图形): shapes of Word's own kind and of the older one (VML)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mofan.paper import measurements as m
from mofan.text.read.word.markup import Element, attribute, child, local, number

_EMU: Final = 635
"""Units of drawings in a twip."""
_LINES: Final = ("line", "straightConnector1")
_MOST_HEIGHT: Final = 120
"""Twips: a flat rectangle is a line, too."""
_LENGTH: Final = re.compile(r"(-?[\d.]+)(pt|mm|cm|in|px)?")
_UNITS: Final = {"pt": 20.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "px": 15.0, "": 20.0}
_NAMED: Final = {"red": "FF0000", "black": "000000"}
_COMPOUND: Final = {
    "thickThin": "thick-thin", "thinThick": "thin-thick", "dbl": "double", "tri": "double",
    "thickBetweenThin": "double", "thinThin": "double",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something placed on the paper: its upper left corner from that of the paper, in twips; None where unknown."""

    element: Element
    """w:drawing or the VML shape."""
    left: int | None
    top: int | None
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line drawn on the paper (分隔线)."""

    at: Anchor
    colour: str
    """RRGGBB; "" where a theme or a style says it."""
    weight: int
    """In 1/100 pt; 0 where nothing says it."""
    compound: str
    """single, double, thick-thin (thick above) or thin-thick."""


def anchors(element: Element, margins: tuple[int, int]) -> Iterator[Anchor]:
    """What is drawn in a paragraph, once each; `margins` are the left and upper ones of its page, in twips."""
    for one in element.iter("{*}drawing", "{*}pict"):
        above = {local(outer) for outer in one.iterancestors()}
        if not above & {"Fallback", "txbxContent"}:
            yield from _of_word(one, margins) if local(one) == "drawing" else _of_vml(one)


def lines_in(element: Element, margins: tuple[int, int]) -> list[Line]:
    """The lines among them."""
    return [line for one in anchors(element, margins) if (line := _line(one)) is not None]


def is_floating(drawing: Element) -> bool:
    """Whether a drawing stands over or under the text and takes no room in it."""
    anchor = child(drawing, "anchor")
    return anchor is not None and child(anchor, "wrapNone") is not None


def _of_word(drawing: Element, margins: tuple[int, int]) -> Iterator[Anchor]:
    held = next((one for one in drawing if local(one) in ("anchor", "inline")), None)
    extent = child(held, "extent")
    width, height = (_twips(attribute(extent, name)) for name in ("cx", "cy"))
    left = _offset(child(held, "positionH"), margins[0])
    top = _offset(child(held, "positionV"), margins[1])
    yield Anchor(drawing, left, top, width, height)


def _offset(position: Element | None, margin: int) -> int | None:
    """A place from the edge of the paper; None for one that counts from the text."""
    offset = child(position, "posOffset")
    given = _twips(offset.text) if offset is not None else None
    match attribute(position, "relativeFrom"):
        case "page":
            return given
        case "margin":
            return None if given is None else given + margin
        case _:
            return None


def _twips(emu: str | None) -> int | None:
    found = number(emu)
    return None if found is None else found // _EMU


def _of_vml(pict: Element) -> Iterator[Anchor]:
    """Shapes and lines; those in a group have places of their own that nothing here reckons."""
    for one in pict.iter("{urn:schemas-microsoft-com:vml}*"):
        if local(one) in ("shape", "rect", "line", "roundrect"):
            style = dict(_pairs(attribute(one, "style") or ""))
            by_page = style.get("mso-position-vertical-relative") == "page"
            left, top = (_length(style.get(name)) for name in ("margin-left", "margin-top"))
            if local(one) == "line" and attribute(one, "from") is not None:
                start, end = (_point(attribute(one, name) or "") for name in ("from", "to"))
                yield Anchor(one, None, start[1] if by_page else None, abs(end[0] - start[0]), abs(end[1] - start[1]))
            else:
                width, height = (_length(style.get(name)) for name in ("width", "height"))
                yield Anchor(one, left if by_page else None, top if by_page else None, width, height)


def _pairs(style: str) -> Iterator[tuple[str, str]]:
    for one in style.split(";"):
        name, _, given = one.partition(":")
        yield name.strip().lower(), given.strip()


def _point(text: str) -> tuple[int, int]:
    found = [_length(one) or 0 for one in text.split(",")]
    return (found[0], found[1]) if len(found) == 2 else (0, 0)


def _length(text: str | None) -> int | None:
    found = _LENGTH.fullmatch((text or "").strip())
    try:
        return None if found is None else round(float(found.group(1)) * _UNITS[found.group(2) or ""])
    except (ValueError, OverflowError):
        return None


def _line(at: Anchor) -> Line | None:
    """The anchor as a line; None where it is something else: a box, a picture, an upright line."""
    if at.width is None or at.height is None or at.height > _MOST_HEIGHT or at.width < m.millimetres(20):
        return None
    return _line_of_word(at) if local(at.element) == "drawing" else _line_of_vml(at)


def _line_of_word(at: Anchor) -> Line | None:
    shapes = [one for one in at.element.iter("{*}spPr") if child(one, "prstGeom") is not None]
    if len(shapes) != 1 or any(True for _ in at.element.iter("{*}blip", "{*}txbxContent")):
        return None
    outline = child(shapes[0], "ln")
    form = attribute(child(shapes[0], "prstGeom"), "prst")
    if form == "rect":
        return Line(at, _fill(shapes[0]), (at.height or 0) * 5, "single")
    if form not in _LINES or child(outline, "noFill") is not None:
        return None
    weight = (number(attribute(outline, "w")) or 0) // 127
    return Line(at, _fill(outline), weight, _COMPOUND.get(attribute(outline, "cmpd") or "", "single"))


def _fill(group: Element | None) -> str:
    fill = child(group, "solidFill")
    named = {"red": "FF0000", "black": "000000"}.get(attribute(child(fill, "prstClr"), "val") or "", "")
    return (attribute(child(fill, "srgbClr"), "val") or named).upper()


def _line_of_vml(at: Anchor) -> Line | None:
    if any(True for _ in at.element.iter("{*}txbxContent", "{*}imagedata")):
        return None
    colour = (attribute(at.element, "strokecolor") or "").partition(" ")[0]
    colour = _NAMED.get(colour, colour.lstrip("#")).upper()
    weight = _length(attribute(at.element, "strokeweight")) or 0
    stroke = child(at.element, "stroke")
    compound = _COMPOUND.get(attribute(stroke, "linestyle") or "", "single")
    return Line(at, colour if len(colour) == 6 else "", weight * 5, compound)
