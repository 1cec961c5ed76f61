"""The fields of the index and how an entry fills them."""

from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from typing import Final

import tantivy

from mofan.search.analysis import Views, analyse_all, encodable, join_words
from mofan.search.entry import Entry
from mofan.text.fold import simplify_spaced

SCHEMA: Final = 2
"""Raise it when the fields change: every index then has to be rebuilt."""

FACETS: Final = ("genre", "unit_kind", "level", "themes", "year", "source", "category")
"""The fields that can be filtered by and counted."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {"themes": tuple(f"themes_{number}" for number in range(1, 6))}
"""Facet of which an entry may have several values → columns that together hold what it holds, those beyond the last
column in the last. Of a column in which every entry has one value the engine counts many entries five times as fast as
of one in which some have several or none; of few entries it gives more numbers to add up."""
NO_VALUE: Final = ""
"""Stands in a column for no value."""

PAIRS: Final = "b"
CHARACTERS: Final = "c"
WORDS: Final = {"title_w": 3.0, "headings_w": 1.5, "body_w": 1.0}
"""The fields of ranked words and what a word in them weighs."""

NEWEST: Final = "newest"
OLDEST: Final = "oldest"
"""Two sort keys of (day, uid), so that entries without a date come last in both orders."""

_UID_BITS: Final = 36
_UID_MASK: Final = (1 << _UID_BITS) - 1
_NO_DAY_NEWEST: Final = 0
_NO_DAY_OLDEST: Final = 99_999_999


def build_schema() -> tantivy.Schema:
    """The schema as the engine wants it. No text is stored: the library keeps it."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("uid", indexed=True, fast=True)
    builder.add_integer_field(NEWEST, fast=True)
    builder.add_integer_field(OLDEST, fast=True)
    for name in chain(FACETS, *COLUMNS.values()):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(PAIRS, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field(CHARACTERS, tokenizer_name="whitespace", index_option="basic")
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def documents(entries: Sequence[Entry]) -> list[tantivy.Document]:
    """The fields of each entry, analysed."""
    bodies = analyse_all(entry.body for entry in entries)
    titles = [_words(entry.title) for entry in entries]
    headings = [_words(entry.headings) for entry in entries]
    parts = zip(entries, bodies, titles, headings, strict=True)
    return [_document(entry, body, title, heading) for entry, body, title, heading in parts]


def _document(entry: Entry, body: Views, title: str, headings: str) -> tantivy.Document:
    filled = tantivy.Document()
    filled.add_integer("uid", entry.uid)
    filled.add_integer(NEWEST, sort_key(_NO_DAY_NEWEST if entry.day is None else entry.day, entry.uid))
    filled.add_integer(OLDEST, sort_key(_NO_DAY_OLDEST if entry.day is None else entry.day, entry.uid))
    for name, values in facet_values(entry).items():
        _add_values(filled, name, [encodable(value) for value in values])
    filled.add_text(PAIRS, body.pairs)
    filled.add_text(CHARACTERS, body.characters)
    filled.add_text("body_w", body.words)
    filled.add_text("title_w", title)
    filled.add_text("headings_w", headings)
    return filled


def _add_values(filled: tantivy.Document, name: str, values: list[str]) -> None:
    for value in values or [NO_VALUE]:
        filled.add_text(name, value)
    if columns := COLUMNS.get(name):
        for column, value in zip_longest(columns, sorted(values)):
            filled.add_text(column or columns[-1], value or NO_VALUE)


def facet_values(entry: Entry) -> dict[str, tuple[str, ...]]:
    """What `entry` counts under, field by field; an empty value counts nowhere."""
    values = {
        "genre": (entry.genre,),
        "unit_kind": (entry.unit_kind,),
        "level": (entry.level,),
        "themes": tuple(dict.fromkeys(entry.themes)),
        "year": () if entry.year is None else (str(entry.year),),
        "source": (entry.source,),
        "category": (entry.category,),
    }
    return {name: tuple(filter(None, given)) for name, given in values.items()}


def sort_key(day: int, uid: int) -> int:
    """One number that orders by day and then by uid."""
    return (day << _UID_BITS) | uid


def uid_of(key: int) -> int:
    """The uid in a sort key."""
    return key & _UID_MASK


def _words(text: str) -> str:
    return join_words(simplify_spaced(encodable(text)))
