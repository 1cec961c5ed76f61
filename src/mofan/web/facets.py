"""Ways to narrow results (分面), each value with the address that chooses it or lets it go."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from django.http import QueryDict

from mofan.library.finding import FACETS, ORDERS, Found, Question
from mofan.web.questions import label_of

SHOWN_VALUES = 8
"""Values of one facet that stand open; the rest unfolds."""
LEVELS = ("国家", "省", "市", "县", "乡镇", "村")
"""The official order, in which levels are shown."""


@dataclass(slots=True)
class FacetValue:
    """A value to narrow by: how it is called, how many there are, whether it is chosen, the address that toggles it.
    Seventy are made for a page, so they are not frozen, which would take four times as long."""

    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the results (分面)."""

    name: str
    open: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...]


def facets_of(found: Found, asked: Question, given: QueryDict) -> tuple[Facet, ...]:
    """The facets that have something to choose; chosen values always stand open."""
    facets, written = [], _written(given)
    for name, label in FACETS.items():
        chosen = asked.filters.get(name, ())
        counted = _ordered(name, [one for one in found.facets.get(name, ()) if one[0]])
        missing = [(value, 0) for value in chosen if value not in dict(counted)]
        toggle = _Toggle(given, written, name)
        values = [
            FacetValue(label_of(name, value), count, value in chosen, toggle.address(value))
            for value, count in (*missing, *counted)
        ]
        standing = tuple(value for no, value in enumerate(values) if no < SHOWN_VALUES or value.chosen)
        folded = tuple(value for value in values[SHOWN_VALUES:] if not value.chosen)
        if values:
            facets.append(Facet(label, standing, folded))
    return tuple(facets)


def orders_of(asked: Question, given: QueryDict) -> list[tuple[str, str, bool]]:
    """The orders to choose from: how each is called, its address (on its first page), whether it is this one. Nothing
    is the most relevant where nothing is asked for."""
    others = without(given, "page", "order")
    before = f"?{others}&" if others else "?"
    return [
        (label, f"{before}order={name}", name == asked.order)
        for name, label in ORDERS.items()
        if asked.text or name != "relevance"
    ]


def without(given: QueryDict, *names: str) -> str:
    """What the address asks for, as it is written there, but for what bears one of these names."""
    return "&".join([one for name, one in _written(given) if name not in names])


def _written(given: QueryDict) -> list[tuple[str, str]]:
    """Each name of an address with what it asks for by it, as it is written there."""
    return [(name, f"{quote_plus(name)}={quote_plus(value)}") for name, values in given.lists() for value in values]


class _Toggle:
    """Addresses that differ in one facet; what they have in common is written once."""

    def __init__(self, given: QueryDict, written: list[tuple[str, str]], name: str) -> None:
        self.name = name
        self.chosen = given.getlist(name)
        self.others = [one for other, one in written if other not in (name, "page")]
        self._all = "".join([f"{one}&" for one in (*self.others, *map(self._written, self.chosen))])

    def address(self, value: str) -> str:
        """The address in which `value` is chosen when it is not, and not when it is."""
        if value not in self.chosen:
            return f"?{self._all}{self._written(value)}"
        return "?" + "&".join([*self.others, *(self._written(one) for one in self.chosen if one != value)])

    def _written(self, value: str) -> str:
        return f"{self.name}={_quoted(value)}"


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """Facets have the same values on every page."""
    return quote_plus(value)


def _ordered(name: str, counted: list[tuple[str, int]]) -> list[tuple[str, int]]:
    if name == "year":
        return sorted(counted, reverse=True)
    if name == "level":
        return sorted(counted, key=lambda one: LEVELS.index(one[0]) if one[0] in LEVELS else len(LEVELS))
    return counted
