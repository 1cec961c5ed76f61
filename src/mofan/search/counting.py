"""Facets counted (分面计数): how many of the matching entries have which value, in as few passes as can be."""

from collections.abc import Sequence

import tantivy

from mofan.search.matching import Filters, Matching, all_of, filter_clauses, none_of
from mofan.search.query import Query
from mofan.search.state import State

Buckets = tuple[tuple[str, int], ...]
"""(value, number of entries), most frequent first."""

_EVERY_BUCKET = 10_000_000
"""So many values of each segment are added up: all of them."""


def count_facets(state: State, query: Query, asked: Matching, *, most: bool) -> dict[str, Buckets]:
    """Every field of `query.facets`, counted without its own filter, so that its other values stay to be chosen.

    Fields that share their filters are counted in one pass. `most`: more than half of all entries match.
    """
    filters = {name: tuple(values) for name, values in query.filters.items() if values}
    counted: dict[str, Buckets] = {}
    for own in dict.fromkeys(name if name in filters else "" for name in query.facets):
        fields = [own] if own else [name for name in query.facets if name not in filters]
        others = {name: values for name, values in filters.items() if name != own}
        counted |= _count(state, asked, others, fields, query.facet_size, most=most and not filters)
    return {name: counted[name] for name in query.facets}


def _count(
    state: State, asked: Matching, filters: Filters, fields: Sequence[str], size: int, *, most: bool
) -> dict[str, Buckets]:
    """`most`: more than half of all entries match, and nothing filters."""

    def count() -> dict[str, Buckets]:
        if most and asked.gates:
            return _by_what_is_left_out(state, asked, fields, size)
        return _pass(state, all_of([*asked.gates, *filter_clauses(state.schema, filters)]), fields, size)

    return state.kept(("facets", asked.key, tuple(sorted(filters.items())), tuple(fields), size), count)


def _by_what_is_left_out(state: State, asked: Matching, fields: Sequence[str], size: int) -> dict[str, Buckets]:
    """All entries, counted once for many searches, less the few that do not match."""
    every = _count(state, Matching.everything(), {}, fields, size, most=False)
    few = _pass(state, none_of(asked.gates), fields, size)
    counted = {name: _less(buckets, few[name]) for name, buckets in every.items() if len(buckets) < size}
    rest = [name for name in fields if name not in counted]  # of these not every value was counted
    return counted | (_pass(state, all_of(asked.gates), rest, size) if rest else {})


def _less(every: Buckets, few: Buckets) -> Buckets:
    out = dict(few)
    return _ordered([(value, left) for value, count in every if (left := count - out.get(value, 0))])


def _pass(state: State, wanted: tantivy.Query, fields: Sequence[str], size: int) -> dict[str, Buckets]:
    terms = {name: {"terms": {"field": name, "size": size, "segment_size": _EVERY_BUCKET}} for name in fields}
    found = state.searcher.aggregate(wanted, terms)
    return {name: _ordered([(one["key"], one["doc_count"]) for one in found[name]["buckets"]]) for name in fields}


def _ordered(buckets: list[tuple[str, int]]) -> Buckets:
    return tuple([(value, -less) for less, value in sorted([(-count, value) for value, count in buckets])])
