"""Facets counted (分面计数): how many of the matching entries have which value, in as few passes as can be."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import tantivy

from mofan.search.matching import Filters, Matching, all_of, filter_clauses, none_of
from mofan.search.query import Query
from mofan.search.schema import COLUMNS, NO_VALUE
from mofan.search.state import State

Buckets = tuple[tuple[str, int], ...]
"""(value, number of entries), most frequent first."""

_Columns = Mapping[str, tuple[str, ...]]

_EVERY_BUCKET = 10_000_000
"""So many values of each segment are added up: all of them."""
_FEW = 1000
"""Entries up to which several values of each are counted as they are; of more, column by column."""


def count_facets(state: State, query: Query, asked: Matching, *, total: int | None) -> dict[str, Buckets]:
    """Every field of `query.facets`, counted without its own filter, so that its other values stay to be chosen.

    Fields that share their filters are counted in one pass. `total`: how many entries match, where that is known.
    """
    filters = {name: tuple(values) for name, values in query.filters.items() if values}
    documents = state.searcher.num_docs
    known = documents if asked.most is None else asked.most
    counted: dict[str, Buckets] = {}
    for own in dict.fromkeys(name if name in filters else "" for name in query.facets):
        fields = [own] if own else [name for name in query.facets if name not in filters]
        others = {name: values for name, values in filters.items() if name != own}
        most = known if own or total is None else total
        is_rest_less = not filters and total is not None and 2 * total > documents
        counted |= _count(state, asked, others, fields, query.facet_size, most=most, is_rest_less=is_rest_less)
    return {name: counted[name] for name in query.facets}


def _count(
    state: State,
    asked: Matching,
    filters: Filters,
    fields: Sequence[str],
    size: int,
    *,
    most: int,
    is_rest_less: bool = False,
) -> dict[str, Buckets]:
    """`most`: no more entries match than so many. `is_rest_less`: fewer do not match, and nothing filters."""

    def count() -> dict[str, Buckets]:
        if is_rest_less and asked.gates:
            return _by_what_is_left_out(state, asked, fields, size)
        return _pass(state, all_of([*asked.gates, *filter_clauses(state.schema, filters)]), fields, size, most)

    return state.kept(("facets", asked.key, tuple(sorted(filters.items())), tuple(fields), size), count)


def _by_what_is_left_out(state: State, asked: Matching, fields: Sequence[str], size: int) -> dict[str, Buckets]:
    """All entries, counted once for many searches, less the few that do not match."""
    documents = state.searcher.num_docs
    every = _count(state, Matching.everything(), {}, fields, size, most=documents)
    few = _pass(state, none_of(asked.gates), fields, size, documents)
    counted = {name: _less(buckets, few[name]) for name, buckets in every.items() if len(buckets) < size}
    rest = [name for name in fields if name not in counted]  # of these not every value was counted
    return counted | (_pass(state, all_of(asked.gates), rest, size, documents) if rest else {})


def _less(every: Buckets, few: Buckets) -> Buckets:
    out = dict(few)
    return _ordered([(value, left) for value, count in every if (left := count - out.get(value, 0))])


def _pass(state: State, wanted: tantivy.Query, fields: Sequence[str], size: int, most: int) -> dict[str, Buckets]:
    """`most`: no more entries match than so many."""
    columns, terms = _asked(tuple(fields), size, most > _FEW)
    found = state.searcher.aggregate(wanted, terms)
    return {name: _values([found[column]["buckets"] for column in some])[:size] for name, some in columns.items()}


@lru_cache(maxsize=64)
def _asked(fields: tuple[str, ...], size: int, by_columns: bool) -> tuple[_Columns, dict[str, Any]]:
    """The columns that each field is counted by, and what the engine is asked for them."""
    columns = {name: COLUMNS.get(name, (name,)) if by_columns else (name,) for name in fields}
    terms = {column: _terms_of(column, size, alone=len(some) == 1) for some in columns.values() for column in some}
    return columns, terms


def _terms_of(column: str, size: int, *, alone: bool) -> dict[str, dict[str, str | int]]:
    """One more than asked for, since `NO_VALUE` may be among them; all where other columns are added to it."""
    return {"terms": {"field": column, "size": size + 1 if alone else _EVERY_BUCKET, "segment_size": _EVERY_BUCKET}}


def _values(columns: list[list[Any]]) -> Buckets:
    """What the columns of a field hold together."""
    first, *others = columns
    if not others:
        return _ordered([(one["key"], one["doc_count"]) for one in first if one["key"] != NO_VALUE])
    counts = {one["key"]: one["doc_count"] for one in first}
    for buckets in others:
        for one in buckets:
            counts[one["key"]] = counts.get(one["key"], 0) + one["doc_count"]
    counts.pop(NO_VALUE, None)
    return _ordered([*counts.items()])


def _ordered(buckets: list[tuple[str, int]]) -> Buckets:
    return tuple([(value, -less) for less, value in sorted([(-count, value) for value, count in buckets])])
