"""Small pieces of pages that stand many times on one (多次出现的小块): made at once, not template node by node."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mofan import measure
from mofan.library.models import Piece
from mofan.web.facets import FacetValue

_BEFORE_DOTS = "，、；：。… \n"

register = template.Library()


@register.filter
def marked(parts: Iterable[tuple[str, bool]]) -> SafeString:
    """A text in (stretch, is a match) parts, with what was looked for marked."""
    return mark_safe("".join(f"<mark>{escape(text)}</mark>" if match else escape(text) for text, match in parts))


@register.filter
def shortened(text: str, most: int) -> str:
    """The first `most` characters of a quotation, and …… where more follows."""
    return text if len(text) <= most else f"{text[:most].rstrip(_BEFORE_DOTS)}……"


@register.filter
def meta(piece: Piece) -> SafeString:
    """What one line says of a piece: level, genre, two themes, its day or year, how long it is."""
    said = [f"{piece.unit_level}级" if piece.unit_level else "", piece.genre, *piece.themes[:2]]
    spans = [f"<span>{escape(one)}</span>" for one in said if one]
    if piece.dated:
        spans.append(f'<time datetime="{piece.dated:%Y-%m-%d}">{measure.date_text(piece.dated)}</time>')
    elif piece.year:
        spans.append(f"<span>{piece.year}年</span>")
    spans.append(f"<span>{escape(measure.characters(piece.characters))}</span>")
    return mark_safe("".join(spans))


@register.filter
def facet_list(values: Iterable[FacetValue]) -> SafeString:
    """The values of a facet as items of a list, each a link with its number; what is chosen is current."""
    return mark_safe("".join(map(_facet_item, values)))


def _facet_item(value: FacetValue) -> str:
    here = ' aria-current="true"' if value.chosen else ""
    label = escape(value.label)
    return (
        f'<li><a href="{escape(value.address)}"{here}><span class="value-name" title="{label}">{label}</span>'
        f'<span class="n">{measure.thousands(value.count)}</span></a></li>'
    )
