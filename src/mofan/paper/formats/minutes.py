"""The minutes (纪要格式, 10.3): the mark 35 mm down; who was there, excused and sitting in, under the body."""

from collections.abc import Iterator

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.elements import RULE_HEIGHT, aligned, bottom_slack, red_rule
from mofan.paper.head import Head, single_mark
from mofan.paper.official import OfficialDocument
from mofan.paper.title import width

MINUTES_WORD = "纪要"


def minutes_head(document: OfficialDocument) -> Head:
    """`×××纪要`, its number where it has one, and the red line."""
    mark, end = single_mark(document.mark or "".join(document.organs[:1]) + MINUTES_WORD, m.MARK_TOP)
    distance = m.RULE_DISTANCE - bottom_slack(m.BODY_SIZE, m.LINE)
    number: tuple[str, ...] = ()
    lines = 0
    if document.number:
        room = parts.room(before=m.BLANK_BELOW_MARK) + aligned("center")
        number = (parts.paragraph("DocumentNumber", parts.run(document.number, m.FANG_SONG), room),)
        lines = m.BLANK_BELOW_MARK + 1
    return Head((*mark, *number, red_rule(distance)), end + lines * m.LINE + distance + RULE_HEIGHT)


def attendance(document: OfficialDocument) -> Iterator[str]:
    """出席, 请假, 列席: the label in 黑体 two characters in, the names hanging behind its colon."""
    for number, row in enumerate(document.attendance):
        hang = width(row.label) + 1
        runs = parts.run(f"{row.label}：", m.HEI) + parts.run(row.names, m.FANG_SONG)
        indent = parts.indented(left=m.FIRST_LINE + hang, hanging=hang)
        yield parts.paragraph("Attendance", runs, parts.room(before=number == 0) + indent)


def attendance_lines(document: OfficialDocument) -> int:
    """How many lines that takes, the blank one included."""
    rows = document.attendance
    return bool(rows) + sum(1 + int(width(row.names) // (m.CHARACTERS_A_LINE - m.FIRST_LINE - 3)) for row in rows)
