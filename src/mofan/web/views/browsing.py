"""Browsing by counts (分类浏览): every number leads to what it counts."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from mofan.library.quick_find.browsing import BROWSED, counts, crossing
from mofan.web.visitor import person_of

ROWS, COLUMNS = 40, 10
"""Values of a facet that stand in the table: down and along."""
SHOWN_VALUES = 24


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with what it counts and where that is."""

    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A facet with its values (一类)."""

    name: str
    open: tuple[Counted, ...]
    folded: tuple[Counted, ...]


def browse(request: HttpRequest) -> HttpResponseBase:
    """The library by genre, theme, kind of unit, level and year, and by two of them together."""
    me = person_of(request)
    total, each = counts(me)
    shelves = []
    for name, label in BROWSED.items():
        values = tuple(Counted(label_of(name, value), count, _address({name: value})) for value, count in each[name])
        shelves.append(Shelf(label, values[:SHOWN_VALUES], values[SHOWN_VALUES:]))
    by, across = request.GET.get("by", ""), request.GET.get("across", "")
    by = by if by in BROWSED else "genre"
    across = across if across in BROWSED and across != by else "year" if by != "year" else "genre"
    found = crossing(me, by, across, most_rows=ROWS, most_columns=COLUMNS)
    table = [
        (
            Counted(label_of(by, value), count, _address({by: value})),
            [
                Counted(label_of(across, column), cell, _address({by: value, across: column}))
                for column, cell in zip(found.columns, cells, strict=True)
            ],
        )
        for (value, count), cells in zip(found.rows, found.cells, strict=True)
    ]
    context = {
        "total": total,
        "shelves": [shelf for shelf in shelves if shelf.open],
        "facets": BROWSED,
        "by": by,
        "across": across,
        "by_label": BROWSED[by],
        "across_label": BROWSED[across],
        "columns": [Counted(label_of(across, one), 0, _address({across: one})) for one in found.columns],
        "table": table,
    }
    return render(request, "web/browse.html", context)


def label_of(name: str, value: str) -> str:
    """A value as people say it: 2025年, 县级."""
    if name == "level":
        return f"{value}级"
    return f"{value}年" if name == "year" else value


def _address(asked: dict[str, str]) -> str:
    return f"{reverse('library')}?{urlencode(asked)}"
