"""Browsing by what is counted (分类浏览): each facet by itself, and two against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mofan.library.ingestion.indexing import index
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.search import Query

BROWSED: dict[str, str] = {
    "genre": "文种",
    "themes": "领域",
    "unit_kind": "单位类别",
    "level": "层级",
    "year": "年份",
}
"""The facets by which the library is browsed, with their Chinese names, in order."""
LEVELS = ("国家", "省", "市", "县", "乡镇", "村")
"""The official order of levels."""
_ALL = 10_000
Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """How many pieces have both a value of one facet and one of another (交叉统计). `cells` holds a row for each of
    `rows`, with a count for each of `columns`; a piece with several themes counts in each."""

    rows: Counts
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]


def counts(person: Person) -> tuple[int, Mapping[str, Counts]]:
    """How many pieces there are, and for each facet its values with their counts, in the order to be shown.

    Raises SearchError when the index cannot answer.
    """
    if not person.may(Right.READ):
        return 0, {name: () for name in BROWSED}
    results = index().search(Query(limit=0, facets=tuple(BROWSED), facet_size=_ALL))
    return results.total, {name: in_order(name, results.facets.get(name, ())) for name in BROWSED}


def crossing(person: Person, by: str, across: str, *, most_rows: int, most_columns: int) -> Crossing:
    """The counts of one facet against another, the values of `by` down and of `across` along."""
    _, each = counts(person)
    rows = each[by][:most_rows]
    columns = tuple(value for value, _ in each[across][:most_columns])
    cells = []
    for value, _ in rows:
        query = Query(filters={by: (value,)}, limit=0, facets=(across,), facet_size=_ALL)
        found = dict(index().search(query).facets.get(across, ()))
        cells.append(tuple(found.get(column, 0) for column in columns))
    return Crossing(rows, columns, tuple(cells))


def in_order(name: str, counted: Sequence[tuple[str, int]]) -> Counts:
    """Years from the latest, levels from the highest, everything else from the most frequent."""
    kept = [(value, count) for value, count in counted if value]
    if name == "year":
        return tuple(sorted(kept, reverse=True))
    if name == "level":
        return tuple(sorted(kept, key=lambda one: LEVELS.index(one[0]) if one[0] in LEVELS else len(LEVELS)))
    return tuple(kept)
