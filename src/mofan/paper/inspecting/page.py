"""Paper, margins, lines and characters of a page (用纸、版心、每面行数和每行字数), section by section."""

from collections.abc import Iterator

from mofan.paper import measurements as m
from mofan.paper.inspecting.finding import Departure, Finding, SetProperty
from mofan.paper.inspecting.opened import Opened, Section
from mofan.paper.inspecting.wording import millimetres_said
from mofan.text.read.word.markup import Element, attribute, child, number

_PAPER_TOLERANCE = 57
"""1 mm, as for the margins: printers' drivers round."""
_MARGINS = (
    ("top", "上边距", m.TOP, m.millimetres(37)),
    ("left", "左边距", m.LEFT, m.millimetres(28)),
    ("right", "右边距", m.RIGHT, m.millimetres(26)),
    ("bottom", "下边距", m.BOTTOM, m.millimetres(35)),
)
"""Attribute, its name, what a repair sets, what the standard says (5.2.1)."""
FOOT_FROM, FOOT_TO = m.millimetres(22), m.millimetres(25)
"""7.5: a page number 7 mm below the 版心 stands 23 mm above the edge where its line is 5 mm high; lines differ."""


def page_departures(opened: Opened) -> Iterator[Departure]:
    """What is wrong with the paper, the margins and the distance of the page number; lying pages are left alone."""
    for section in opened.sections():
        yield from _paper(section)
        if not section.landscape:
            yield from _margins(opened, section)
            yield from _columns(section)


def _columns(section: Section) -> Iterator[Departure]:
    """28 characters fill a line from edge to edge: no columns."""
    count = number(attribute(child(section.properties, "cols"), "num")) or 1
    if count > 1:
        yield Departure(
            Finding("5.2.3", "分栏", "normally", "通栏排版，不分栏", f"分 {count} 栏", place_of(section)),
            (SetProperty(section.properties, "cols", (("num", "1"),), clear=("equalWidth",)),),
        )


def _paper(section: Section) -> Iterator[Departure]:
    size = child(section.properties, "pgSz")
    wanted = (m.PAGE_HEIGHT, m.PAGE_WIDTH) if section.landscape else (m.PAGE_WIDTH, m.PAGE_HEIGHT)
    given = (number(attribute(size, "w")), number(attribute(size, "h")))
    if all(one is not None and abs(one - right) <= _PAPER_TOLERANCE for one, right in zip(given, wanted, strict=True)):
        return
    found = "没有写明" if None in given else f"{millimetres_said(given[0] or 0)} × {millimetres_said(given[1] or 0)}"
    values = (("w", str(wanted[0])), ("h", str(wanted[1])))
    yield Departure(
        Finding("5.1", "纸张", "must", "A4（210 毫米 × 297 毫米）", found, place_of(section)),
        (SetProperty(section.properties, "pgSz", values, clear=("code",)),),
    )


def _margins(opened: Opened, section: Section) -> Iterator[Departure]:
    margins = child(section.properties, "pgMar")
    for name, said, ours, wanted in _MARGINS:
        given = margin(margins, name)
        if given is not None and abs(given - wanted) <= m.TOLERANCE:
            continue
        values = ((name, str(ours)), *((("gutter", "0"),) if name == "left" else ()))
        yield Departure(
            Finding(
                "5.2.1", said, "must", millimetres_said(wanted), said_of(given),
                place_of(section),
            ),
            (SetProperty(section.properties, "pgMar", values + _missing(margins, name)),),
        )  # fmt: skip
    foot = number(attribute(margins, "footer"))
    if section.feet and not (foot is not None and FOOT_FROM <= foot <= FOOT_TO):
        yield Departure(
            Finding(
                "7.5", "页码位置", "must", f"版心下边缘之下 7 毫米（页脚距边界 {millimetres_said(m.FOOTER)}）",
                f"页脚距边界 {said_of(foot)}", place_of(section),
            ),
            (SetProperty(section.properties, "pgMar", (("footer", str(m.FOOTER)), *_missing(margins, "footer"))),),
        )  # fmt: skip


def _missing(margins: Element | None, name: str) -> tuple[tuple[str, str], ...]:
    """Attributes that w:pgMar must have, where it is made anew."""
    every = {"top": m.TOP, "right": m.RIGHT, "bottom": m.BOTTOM, "left": m.LEFT}
    every |= {"header": m.HEADER, "footer": m.FOOTER, "gutter": 0}
    return () if margins is not None else tuple((one, str(twips)) for one, twips in every.items() if one != name)


def margin(margins: Element | None, name: str) -> int | None:
    """A margin in twips, the room for binding added at the left; a negative one (exact) without its sign."""
    found = number(attribute(margins, name))
    if found is None:
        return None
    return abs(found) + ((number(attribute(margins, "gutter")) or 0) if name == "left" else 0)


def text_area(section: Section) -> tuple[int, int]:
    """Width and height of the 版心 in twips; a margin that departs is said for itself and counts as corrected."""
    margins = child(section.properties, "pgMar")
    sides = {}
    for name, _, ours, wanted in _MARGINS:
        given = margin(margins, name)
        sides[name] = given if given is not None and abs(given - wanted) <= m.TOLERANCE else ours
    return m.PAGE_WIDTH - sides["left"] - sides["right"], m.PAGE_HEIGHT - sides["top"] - sides["bottom"]


def said_of(length: int | None) -> str:
    """A length in millimetres, or that nothing says it."""
    return "没有写明" if length is None else millimetres_said(length)


def place_of(section: Section) -> str:
    """页面 for the first section, 第2节页面 for others."""
    return "页面" if section.number == 1 else f"第{section.number}节页面"
