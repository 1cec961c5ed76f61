"""The letter (信函格式, 10.1): the mark 30 mm from the edge of the paper, two red double lines, page 1 unnumbered."""

from typing import Final

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.drawing import box, line
from mofan.paper.elements import (
    NO_GRID,
    aligned,
    bottom_slack,
    exact,
    mark_line,
    mark_run,
    mark_size,
    tabs,
    top_slack,
)
from mofan.paper.head import Head, upper_left
from mofan.paper.official import OfficialDocument

_THICK: Final = 200
_THIN: Final = 75
"""1/100 pt; the standard gives no thickness."""
LINES_APART: Final = 60
"""Twips between the middles of the two lines of a double line."""
_LEFT: Final = (m.PAGE_WIDTH - m.LETTER_RULE_WIDTH) // 2


def letter_head(document: OfficialDocument) -> Head:
    """The mark and the double lines at their places; the number at the right of the first line below (10.1)."""
    text = document.mark or "".join(document.organs[:1])
    size, scale = mark_size(text, m.TYPE_AREA_WIDTH)
    height = mark_line(size)
    mark = parts.paragraph("Mark", mark_run(text, size, scale=scale), NO_GRID + exact(height) + aligned("center"))
    top = m.MARK_TOP_LETTER - top_slack(size, height)
    rule = top + height - bottom_slack(size, height) + m.RULE_DISTANCE
    last = m.PAGE_HEIGHT - m.LETTER_RULE_BOTTOM
    placed = [
        box(1, mark, "发文机关标志", left=m.LEFT, top=top, size=(m.TYPE_AREA_WIDTH, height)),
        *double_line(2, rule, head=True),
        *double_line(4, last, head=False),
    ]
    before = rule + LINES_APART + m.LETTER_GAP - m.TOP - top_slack(m.BODY_SIZE, m.LINE)
    rows = upper_left(document) or (("", m.FANG_SONG),)
    xml = []
    for number, (left, face) in enumerate(rows):
        right = f"\t{document.number}" if number == 0 and document.number else ""
        runs = parts.run(left, face) + (parts.run(right, m.FANG_SONG) if right else "")
        room = exact(m.LINE, before=max(0, before)) if number == 0 else exact(m.LINE)
        anchored = "".join(placed) if number == 0 else ""
        if left:
            place = tabs(("right", m.CHARACTERS_A_LINE)) + room
        else:
            place, runs = room + aligned("right"), parts.run(document.number or "", m.FANG_SONG)
        xml.append(parts.paragraph("DocumentNumber", anchored + runs, place))
    return Head(tuple(xml), max(0, before) + len(rows) * m.LINE)


def double_line(number: int, top: int, *, head: bool) -> tuple[str, str]:
    """Two red lines as runs, `top` being the middle of the upper one: the thick one above at the `head`, else below."""
    upper, lower = (_THICK, _THIN) if head else (_THIN, _THICK)
    place = {"left": _LEFT, "length": m.LETTER_RULE_WIDTH}
    return (
        line(number, top=top, thickness=upper, **place),
        line(number + 1, top=top + LINES_APART, thickness=lower, **place),
    )
