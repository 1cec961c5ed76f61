"""Small pieces of pages that stand many times on one (多次出现的小块): made at once, not template node by node."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from mofan import measure
from mofan.library.finding import FoundPiece
from mofan.library.models import Piece
from mofan.web.facets import Facet, FacetValue, without
from mofan.web.paging import Sheet
from mofan.web.shell import Door

_BEFORE_DOTS = "，、；：。… \n"
_HERE, _PRIMARY = ' aria-current="true"', ' class="primary"'
_APART = "\0"
"""Stands between texts that are looked through at once."""

register = template.Library()


@dataclass(frozen=True, slots=True)
class Around:
    """What is the same for all hits of a page: what the address of a piece carries beyond its number, and which pieces
    have other versions in the library."""

    marks: str = ""
    versions: frozenset[int] = frozenset()


@register.filter
def hit_list(hits: Iterable[FoundPiece], around: Around) -> SafeString:
    """The hits of a page as items of a list."""
    before, _, after = reverse("piece", args=[0]).rpartition("0")
    marks, related = escape(around.marks), around.versions
    return mark_safe(
        "".join(_hit(one, f"{before}{one.piece.pk}{after}", marks, one.piece.pk in related) for one in hits)
    )


def _hit(hit: FoundPiece, address: str, marks: str, is_related: bool) -> str:
    piece, quote = hit.piece, hit.quote
    title, subtitle, *parts = _escaped(
        [piece.title, piece.subtitle, *(text for text, _ in hit.title), *(text for text, _ in quote.parts)]
    )
    said, shown = parts[: len(hit.title)], parts[len(hit.title) :]
    versions = f'<a href="{address}{marks}#family">有同源篇目</a>' if is_related else ""
    dots_before, dots_after = "……" if quote.cut_before else "", "……" if quote.cut_after else ""
    return (
        f'<li><label class="pick"><input type="checkbox" name="piece" value="{piece.pk}"'
        f' aria-label="选中《{title}》"></label>'
        f'<div><h2><a href="{address}{marks}">{_with_marks(said, hit.title) or "（无题）"}</a>'
        f"{f'<small>{subtitle}</small>' if subtitle else ''}</h2>"
        f'<p class="meta">{_meta(piece)}{versions}'
        f'<a href="{address}download/docx" aria-label="下载 Word：{title}">下载 Word</a></p>'
        f'<p class="quote">{dots_before}{_with_marks(shown, quote.parts)}{dots_after}</p></div></li>\n'
    )


def _escaped(texts: Sequence[str]) -> list[str]:
    """The texts for HTML: looked through in one stretch, which for many short ones takes a quarter of the time."""
    made = escape(_APART.join(texts)).split(_APART)
    return made if len(made) == len(texts) else [escape(one) for one in texts]


def _with_marks(escaped: Sequence[str], parts: Iterable[tuple[str, bool]]) -> str:
    return "".join([f"<mark>{text}</mark>" if match else text for text, (_, match) in zip(escaped, parts, strict=True)])


@register.filter
def marked(parts: Sequence[tuple[str, bool]]) -> SafeString:
    """A text in (stretch, is a match) parts, with what was looked for marked."""
    return mark_safe(_with_marks(_escaped([text for text, _ in parts]), parts))


@register.filter
def shortened(text: str, most: int) -> str:
    """The first `most` characters of a quotation, and …… where more follows."""
    return text if len(text) <= most else f"{text[:most].rstrip(_BEFORE_DOTS)}……"


@register.filter
def meta(piece: Piece) -> SafeString:
    """What one line says of a piece: level, genre, two themes, its day or year, how long it is."""
    return mark_safe(_meta(piece))


def _meta(piece: Piece) -> str:
    said = [f"{piece.unit_level}级" if piece.unit_level else "", piece.genre, *piece.themes[:2]]
    spans = [f"<span>{_escaped_label(one)}</span>" for one in said if one]
    if piece.dated:
        spans.append(f'<time datetime="{piece.dated.isoformat()}">{measure.date_text(piece.dated)}</time>')
    elif piece.year:
        spans.append(f"<span>{piece.year}年</span>")
    spans.append(f"<span>{measure.characters(piece.characters)}</span>")
    return "".join(spans)


@register.filter
def facet_columns(facets: Iterable[Facet]) -> SafeString:
    """The ways to narrow the results, one under the other; what not every reader needs unfolds."""
    return mark_safe("".join(map(_facet, facets)))


def _facet(facet: Facet) -> str:
    more = (
        f"<details><summary>另外 {len(facet.folded)} 种</summary><ul>{facet_list(facet.folded)}</ul></details>"
        if facet.folded
        else ""
    )
    return f"<div><h2>{facet.name}</h2><ul>{facet_list(facet.open)}</ul>{more}</div>\n"


@register.filter
def order_list(orders: Iterable[tuple[str, str, bool]]) -> SafeString:
    """The orders that there are, as (name, address, whether it is this one)."""
    return mark_safe(
        "".join(
            f'<a href="{escape(address)}"{_HERE if here else ""}>{escape(label)}</a>' for label, address, here in orders
        )
    )


@register.filter
def format_list(formats: Mapping[str, tuple[str, str]]) -> SafeString:
    """The formats of a download as buttons, the first of them the usual one."""
    buttons = [
        f'<button type="submit" name="format" value="{escape(code)}"{"" if no else _PRIMARY}>{escape(name)}</button>'
        for no, (code, (name, _)) in enumerate(formats.items())
    ]
    return mark_safe("".join(buttons))


@register.filter
def facet_list(values: Sequence[FacetValue]) -> SafeString:
    """The values of a facet as items of a list, each a link with its number; what is chosen is current."""
    return mark_safe("".join(map(_facet_item, values, _escaped([value.address for value in values]))))


def _facet_item(value: FacetValue, address: str) -> str:
    here = _HERE if value.chosen else ""
    label = _escaped_label(value.label)
    return (
        f'<li><a href="{address}"{here}><span class="value-name" title="{label}">{label}</span>'
        f'<span class="n">{value.count:,}</span></a></li>'
    )


@lru_cache(maxsize=4096)
def _escaped_label(label: str) -> str:
    """Facets have the same values on every page."""
    return escape(label)


@register.filter
def door_list(doors: Iterable[Door]) -> SafeString:
    """The rail as items of a list; the room that the page belongs to is current."""
    return mark_safe("".join(map(_door, doors)))


def _door(door: Door) -> str:
    here = ' aria-current="page"' if door.here else ""
    apart = ' class="apart"' if door.apart else ""
    return f'<li{apart}><a href="{escape(door.address)}"{here}>{escape(door.name)}</a></li>'


@register.filter
def page_list(page: Sheet[object], request: HttpRequest) -> SafeString:
    """The pages of a list as items, each with the address of the request but for its number."""
    given = without(request.GET, "page")
    others = escape(f"?{given}&" if given else "?")

    def link(number: int, more: str, name: object) -> str:
        return f'<li><a href="{others}page={number}"{more}>{name}</a></li>'

    items = [link(page.before, ' rel="prev"', "上一页")] if page.before else []
    for number in page.numbers:
        if number is None:
            items.append("<li><span>…</span></li>")
        elif number == page.number:
            items.append(f'<li><span aria-current="page">{number}</span></li>')
        else:
            items.append(link(number, f' aria-label="第 {number} 页"', number))
    if page.after:
        items.append(link(page.after, ' rel="next"', "下一页"))
    return mark_safe("".join(items))
