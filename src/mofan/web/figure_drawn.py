"""The units of a number as HTML (分单位): hundreds of lines at once, so they are written here and not by a template a
line; every name is escaped."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe


def drawn(lines: Iterable[tuple[str, str, str]]) -> SafeString:
    """A line a unit: its name, its number as people read it, the address of its card."""
    parts = [
        f'<tr><th scope="row">{escape(name)}</th>'
        f'<td class="num"><a href="{escape(address)}">{escape(shown)}</a></td></tr>'
        for name, shown, address in lines
    ]
    return mark_safe("".join(parts))
