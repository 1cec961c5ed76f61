"""The order (命令格式, 10.2): the mark 20 mm down, 令号 two lines below it, the text two lines below that."""

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.elements import aligned
from mofan.paper.head import Head, single_mark
from mofan.paper.official import OfficialDocument

ORDER_WORD = "令"


def order_head(document: OfficialDocument) -> Head:
    """发文机关全称 and 令, its number, and two blank lines; there is no red line and no title."""
    mark, end = single_mark(document.mark or "".join(document.organs[:1]) + ORDER_WORD, m.MARK_TOP_ORDER)
    room = parts.room(before=m.BLANK_BELOW_MARK, after=m.BLANK_BELOW_MARK)
    number = parts.paragraph("DocumentNumber", parts.run(document.number or "", m.FANG_SONG), room + aligned("center"))
    return Head((*mark, number), end + (2 * m.BLANK_BELOW_MARK + 1) * m.LINE)
