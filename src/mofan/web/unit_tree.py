"""The tree of units and the choice of a unit as HTML (单位树): hundreds of lines at once, so they are written here and
not by a template a line; every name is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from mofan.org.models import Unit
from mofan.org.overview import Node

_OPEN_UP_TO = 40
"""A unit below the first level is unfolded while no more units than that stand below it."""
_KEY = 987_654_321
"""Stands for the key of a unit in an address until the key is put in."""


def drawn(forest: Sequence[Node], *, whole: bool) -> SafeString:
    """The tree as nested lists that fold; where it is not `whole`, two levels, and a link to what is below."""
    address = reverse("unit", args=[_KEY]), reverse("roster")
    parts: list[str] = []
    _draw(forest, 0, whole, address, parts)
    return mark_safe("".join(parts))


def _draw(nodes: Sequence[Node], depth: int, whole: bool, address: tuple[str, str], parts: list[str]) -> None:
    parts.append("<ul>")
    for node in nodes:
        parts.append("<li>")
        line = _line(node, address)
        if not node.below:
            parts.append(line)
        else:
            unfolded = " open" if depth < 1 or (whole and node.inside < _OPEN_UP_TO) else ""
            name = escape(node.unit.name)
            parts.append(f'<details{unfolded}><summary><span class="hidden">“{name}”的下属</span></summary>{line}')
            if whole or depth < 1:
                _draw(node.below, depth + 1, whole, address, parts)
            else:
                below = _address(address[0], node.unit)
                parts.append(f'<p class="quiet"><a href="{below}#below">下设 {node.inside} 个单位</a></p>')
            parts.append("</details>")
        parts.append("</li>")
    parts.append("</ul>")


def _line(node: Node, address: tuple[str, str]) -> str:
    unit = node.unit
    closed = f"　{unit.until:%Y-%m-%d}撤销" if unit.until else ""
    people = ""
    if node.people is not None:
        people = f'　<a href="{address[1]}?unit={unit.pk}">{node.people} 人</a>'
    return (
        f'<p><a href="{_address(address[0], unit)}">{escape(unit.name)}</a>'
        f'<span class="quiet">{escape(unit.kind_name)}{closed}{people}</span></p>'
    )


def _address(pattern: str, unit: Unit) -> str:
    return pattern.replace(str(_KEY), str(unit.pk))


def options(units: Iterable[Unit], chosen: object = None) -> SafeString:
    """The options of a choice of units, deeper ones further in."""
    return _options([(str(unit.pk), indented(unit)) for unit in units], "" if chosen is None else str(chosen))


def indented(unit: Unit) -> str:
    """A unit's name, as far in as it stands deep."""
    return f"{'　' * unit.depth}{unit.name}"


class UnitSelect(forms.Select):
    """A choice among hundreds of units, written at once."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The whole control."""
        given = self.build_attrs(self.attrs, {"name": name} | (attrs or {}))
        said = "".join(f' {key}="{escape(str(one))}"' for key, one in given.items())
        written = _options([(str(key), str(label)) for key, label in self.choices], "" if value is None else str(value))
        return mark_safe(f"<select{said}>{written}</select>")


def _options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    return mark_safe("".join(option(key, label, key == chosen) for key, label in choices))


def option(key: str, label: str, chosen: bool) -> str:
    """One option of a choice."""
    return f'<option value="{escape(key)}"{" selected" if chosen else ""}>{escape(label)}</option>'


def option_that_says(sentence: str) -> str:
    """A line of a choice that cannot be chosen."""
    return f"<option disabled>{escape(sentence)}</option>"
