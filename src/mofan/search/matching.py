"""From what is asked to what the engine understands."""

from collections.abc import Iterable, Mapping
from itertools import product

import tantivy
from tantivy import Occur

from mofan.search.analysis import cover_pairs, fold_term, words_of
from mofan.search.schema import CHARACTERS, PAIRS, WORDS

Clause = tuple[Occur, tantivy.Query]


class Terms:
    """The folded terms of one query, and the clauses that they make."""

    def __init__(self, schema: tantivy.Schema, words: Iterable[str], phrases: Iterable[str]) -> None:
        self.schema = schema
        self.words = tuple(filter(None, map(fold_term, words)))
        self.phrases = tuple(filter(None, map(fold_term, phrases)))
        self._ranked_words = _words_of_all(words)
        self._ranked_phrases = _words_of_all(phrases)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The dictionary words that score; with none, every hit scores alike."""
        return tuple(dict.fromkeys(self._ranked_words + self._ranked_phrases))

    @property
    def loose(self) -> tuple[str, ...]:
        """The dictionary words that are looked for when no document has all `words`: single characters say little."""
        return tuple(word for word in self._ranked_words if len(word) > 1) or self._ranked_words

    def exact(self) -> list[Clause]:
        """Every term must occur exactly; the dictionary words in them score."""
        clauses = self._musts(self.words + self.phrases)
        clauses += [(Occur.Should, scored) for word in self.ranked for scored in self._scored(word)]
        return clauses

    def relaxed(self, at_least: int) -> list[Clause]:
        """Every phrase must occur exactly, and at least so many of the dictionary words of `words`."""
        some = [(Occur.Should, _any_of(self._scored(word))) for word in self.loose]
        clauses = [*self._musts(self.phrases), (Occur.Must, tantivy.Query.boolean_query(some, at_least))]
        others = [word for word in self.ranked if word not in self.loose]
        clauses += [(Occur.Should, scored) for word in others for scored in self._scored(word)]
        return clauses

    def _musts(self, terms: tuple[str, ...]) -> list[Clause]:
        return [(Occur.Must, _unscored(self._occurs(term))) for term in dict.fromkeys(terms)]

    def _occurs(self, folded: str) -> tantivy.Query:
        if len(folded) == 1:
            return tantivy.Query.term_query(self.schema, CHARACTERS, folded, "basic")
        if len(folded) == 2:
            return tantivy.Query.term_query(self.schema, PAIRS, folded, "basic")
        return tantivy.Query.phrase_query(self.schema, PAIRS, list(cover_pairs(folded)))

    def _scored(self, word: str) -> list[tantivy.Query]:
        return [
            tantivy.Query.boost_query(tantivy.Query.term_query(self.schema, field, word, "freq"), weight)
            for field, weight in WORDS.items()
        ]


def filter_clauses(
    schema: tantivy.Schema, filters: Mapping[str, tuple[str, ...]], *, without: str = ""
) -> list[Clause]:
    """One of the values must be there, in every field that filters, but for the field `without`."""
    return [
        (Occur.Must, _unscored(tantivy.Query.term_set_query(schema, name, list(values))))
        for name, values in filters.items()
        if values and name != without
    ]


def all_of(clauses: list[Clause]) -> tantivy.Query:
    """The query of `clauses`; without any, everything matches."""
    return tantivy.Query.boolean_query(clauses) if clauses else _unscored(tantivy.Query.all_query())


def _any_of(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([*product((Occur.Should,), queries)])


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _words_of_all(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for term in terms for word in words_of(term)))
