"""Index and query Chinese text (检索): ranked words, exact terms, facets. No Django; the library is rebuilt into it."""

from mofan.search.entry import Entry
from mofan.search.errors import IndexBroken, IndexBusy, NotAnIndex, SchemaChanged, SearchError, WriteFailed
from mofan.search.index import Index
from mofan.search.query import Order, Parsed, Query, parse_query
from mofan.search.results import Hit, Results
from mofan.search.schema import FACETS, SCHEMA
from mofan.search.snippets import Snippet, highlight, shown_of, snippets_of
from mofan.search.writing import Pen, Writer

__all__ = [
    "FACETS",
    "SCHEMA",
    "Entry",
    "Hit",
    "Index",
    "IndexBroken",
    "IndexBusy",
    "NotAnIndex",
    "Order",
    "Parsed",
    "Pen",
    "Query",
    "Results",
    "SchemaChanged",
    "SearchError",
    "Snippet",
    "WriteFailed",
    "Writer",
    "highlight",
    "parse_query",
    "shown_of",
    "snippets_of",
]
