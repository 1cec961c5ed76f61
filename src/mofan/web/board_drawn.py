"""The body of the board of duties as HTML (履责矩阵): thousands of cells at once, so they are written here and not by a
template a cell; every name is escaped."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from mofan.org.models import Unit
from mofan.records.boards import BoardRow
from mofan.records.catalogue import Kind
from mofan.records.occasions import State

SHOWN: Final[dict[State, str]] = {
    "done": "done",
    "due": "due",
    "late": "late",
    "excused": "excused",
    "not_applicable": "na",
}
"""State of a duty → how a page draws it."""
_SAID: Final = {"done": "已齐", "due": "未到期", "late": "超期"}
_KEY = 987_654_321
"""Stands for the key of a duty in an address until the key is put in."""
_NOTHING: Final = '<td><span class="status na"><span class="hidden">没有这项任务</span></span></td>'


def drawn(lines: Sequence[tuple[Unit, Mapping[str, BoardRow]]], kinds: Sequence[Kind], within: str) -> SafeString:
    """A line a unit, a cell a kind: how many were done of how many, a link to the occasions of the time `within`."""
    before, after = reverse("duty", args=[_KEY]).split(str(_KEY))
    ends = f"{after}?{escape(within)}"
    parts = []
    for unit, cells in lines:
        parts.append(f'<tr><th scope="row">{escape(str(unit))}</th>')
        for kind in kinds:
            row = cells.get(kind.code)
            parts.append(_NOTHING if row is None else _cell(row, f"{before}{row.line.pk}{ends}"))
        parts.append("</tr>")
    return mark_safe("".join(parts))


def _cell(row: BoardRow, address: str) -> str:
    if row.state == "excused":
        said = "免做"
    elif row.state == "not_applicable":
        said = '<span class="hidden">不适用</span>'
    else:
        said = f'{row.done}/{row.owed}<span class="hidden">{_SAID[row.state]}</span>'
    return f'<td><a href="{address}"><span class="status {SHOWN[row.state]}">{said}</span></a></td>'
