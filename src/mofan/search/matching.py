"""From what is asked to what the engine understands."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import tantivy
from tantivy import Occur

from mofan.search.analysis import cover_pairs, fold_term, names_in, pairs_of, words_of
from mofan.search.readings import other_readings
from mofan.search.schema import CHARACTERS, NO_VALUE, PAIRS, WORDS
from mofan.search.state import State
from mofan.search.stop_words import STOP_WORDS, content_of

Clause = tuple[Occur, tantivy.Query]
Filters = Mapping[str, tuple[str, ...]]
_Forms = tuple[str, ...]
"""A folded term, then its other readings."""

_RELAXED_WORDS = {"title_w": 0.5, "headings_w": 0.25, "body_w": 1.0}
"""What a word weighs where some are enough: the body says more of a whole sentence than the title alone."""
_FEW = 16
"""Where at most one in so many documents matches, they are few."""
_MOST_PAIRS = 64
"""Pairs of a relaxed query that score; the first ones of a longer one."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What the terms of a query ask for, apart from filters."""

    gates: tuple[Clause, ...]
    """Every one of these must match; without any, everything does. They score nothing, or what `scoring` does not."""
    scoring: tuple[Clause, ...]
    """These only put one before another."""
    key: Hashable
    """The same for the same gates."""
    most: int | None = None
    """Surely no more documents match than so many; None where nothing is known."""

    @classmethod
    def everything(cls) -> "Matching":
        """What no term asks for."""
        return cls((), (), ())

    def less(self, schema: tantivy.Schema, uids: tuple[int, ...]) -> "Matching":
        """The same without some entries."""
        if not uids:
            return self
        left_out = (Occur.MustNot, tantivy.Query.term_set_query(schema, "uid", list(uids)))
        every = (Occur.Must, all_of(()))
        return replace(self, gates=(every, *self.gates, left_out), key=(self.key, uids))

    def at_most(self, share: int, documents: int) -> bool:
        """Whether surely no more than one in `share` of so many documents matches."""
        return self.most is not None and share * self.most <= documents

    def is_few(self, documents: int) -> bool:
        """Whether surely few of so many documents match."""
        return self.at_most(_FEW, documents)

    def scored(self, gates: Sequence[Clause], documents: int) -> tantivy.Query:
        """All of `gates`, ranked; `documents` is how many there are. Scoring terms that are asked together are read
        from end to end: where few documents match, one is asked after another, and each looks at those alone."""
        if not self.is_few(documents):
            return all_of([*gates, *self.scoring])
        query = all_of(gates)
        for clause in self.scoring:
            query = tantivy.Query.boolean_query([(Occur.Must, query), clause])
        return query


class Terms:
    """The folded terms of one query, and what they ask of one state of the index."""

    def __init__(self, state: State, words: Sequence[str], phrases: Sequence[str]) -> None:
        self.state = state
        self.schema = state.schema
        folded = {term: fold_term(term) for term in (*words, *phrases)}
        self.words = tuple([folded[word] for word in words if folded[word]])
        self.phrases = tuple([folded[phrase] for phrase in phrases if folded[phrase]])
        self.readings = {folded[term]: other_readings(term) for term in folded}
        self._typed = tuple(words)
        self._ranked_words = _words_of_all(words)
        self._ranked_phrases = _words_of_all(phrases)

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The dictionary words that score; with none, every hit scores alike."""
        return tuple(dict.fromkeys(self._ranked_words + self._ranked_phrases))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(pair for word in self._typed for pair in names_in(word)))

    @cached_property
    def loose(self) -> tuple[str, ...]:
        """What is looked for when no document has all `words`: dictionary words, and pairs of what is no such word.

        Words that only ask or join are left out, and single characters, which say little, as far as others remain.
        """
        content = content_of(self._ranked_words)
        return (*(word for word in content if len(word) > 1), *self._names) or content

    def exact(self) -> Matching:
        """Every term must occur exactly; the dictionary words in them score."""
        forms = self._forms(self.words + self.phrases)
        scoring = [(Occur.Should, scored) for word in self.ranked for scored in self._scored(word)]
        most = min([self._most(one) for one in forms], default=None)
        return Matching(self._musts(forms), tuple(scoring), ("all", forms), most)

    def relaxed(self) -> Matching:
        """Every phrase must occur exactly, and one of the words of `loose`; all words and pairs of characters score.

        Pairs join what the dictionary cuts differently in the question and in the text, and reward words that stand
        side by side in both.
        """
        some = [scored for word in self.loose for scored in self._scored_loosely(word)]
        more = [
            scored
            for word in content_of(self.ranked)
            if word not in self.loose
            for scored in self._scored_loosely(word)
        ]
        more += [self._scored_pair(pair) for pair in self._pairs()[:_MOST_PAIRS]]
        gate = tantivy.Query.boolean_query([(Occur.Should, scored) for scored in some], 1)
        forms = self._forms(self.phrases)
        return Matching(
            (*self._musts(forms), (Occur.Must, gate)),
            tuple([(Occur.Should, scored) for scored in more]),
            ("some", self.loose, forms),
        )

    def _scored_loosely(self, word: str) -> list[tantivy.Query]:
        return [self._scored_pair(word)] if word in self._names else self._scored(word, _RELAXED_WORDS)

    def _scored_pair(self, pair: str) -> tantivy.Query:
        return tantivy.Query.term_query(self.schema, PAIRS, pair, "freq")

    def _pairs(self) -> list[str]:
        pairs = dict.fromkeys(pair for term in self.words for pair in pairs_of(term))
        return [pair for pair in pairs if pair.isalnum() and pair not in STOP_WORDS]

    def _musts(self, terms: tuple[_Forms, ...]) -> tuple[Clause, ...]:
        return tuple([(Occur.Must, unscored(self._any_of(forms))) for forms in dict.fromkeys(terms)])

    def _forms(self, terms: tuple[str, ...]) -> tuple[_Forms, ...]:
        return tuple([(term, *self.readings[term]) for term in terms])

    def _most(self, forms: _Forms) -> int:
        """In no more documents than so many one of the forms of a term stands."""
        return sum([most_with(self.state, form) for form in forms])

    def _any_of(self, forms: _Forms) -> tantivy.Query:
        """The query of the documents in which a term stands in one of its forms."""
        first, *others = forms
        told = [(Occur.Should, occurs(self.state, form)) for form in others if most_with(self.state, form)]
        one = occurs(self.state, first)
        return tantivy.Query.boolean_query([(Occur.Should, one), *told]) if told else one

    def _scored(self, word: str, weights: Mapping[str, float] = WORDS) -> list[tantivy.Query]:
        return [
            tantivy.Query.boost_query(tantivy.Query.term_query(self.schema, field, word, "freq"), weight)
            for field, weight in weights.items()
        ]


def occurs(state: State, folded: str) -> tantivy.Query:
    """The query of the documents in which `folded` (not empty) stands."""
    if len(folded) == 1:
        return tantivy.Query.term_query(state.schema, CHARACTERS, folded, "basic")
    if len(folded) == 2:
        return tantivy.Query.term_query(state.schema, PAIRS, folded, "basic")
    pairs = cover_pairs(folded, lambda pair: state.documents_with(PAIRS, pair))
    return tantivy.Query.phrase_query(state.schema, PAIRS, list(pairs))


def most_with(state: State, folded: str) -> int:
    """In no more documents than so many `folded` (not empty) stands: those of its rarest pair of characters."""
    if len(folded) == 1:
        return state.documents_with(CHARACTERS, folded)
    return min([state.documents_with(PAIRS, pair) for pair in pairs_of(folded)])


def filter_clauses(schema: tantivy.Schema, filters: Filters) -> list[Clause]:
    """One of the values must be there, in every field that filters."""
    return [(Occur.Must, unscored(_one_of(schema, name, values))) for name, values in filters.items() if values]


def _one_of(schema: tantivy.Schema, name: str, values: Sequence[str]) -> tantivy.Query:
    """The query of the entries that have one of the values: each is looked up by itself, since for a set of terms the
    engine builds an automaton first, which takes longer than most searches."""
    some = [tantivy.Query.term_query(schema, name, value, "basic") for value in values if value != NO_VALUE]
    return some[0] if len(some) == 1 else tantivy.Query.boolean_query([(Occur.Should, one) for one in some])


def all_of(clauses: Sequence[Clause]) -> tantivy.Query:
    """The query of `clauses`; without any, everything matches."""
    return tantivy.Query.boolean_query(clauses) if clauses else unscored(tantivy.Query.all_query())


def none_of(gates: Sequence[Clause]) -> tantivy.Query:
    """The query of what does not match all of `gates`."""
    return tantivy.Query.boolean_query([(Occur.Must, all_of(())), (Occur.MustNot, all_of(gates))])


def unscored(query: tantivy.Query) -> tantivy.Query:
    """The same documents, none before another."""
    return tantivy.Query.const_score_query(query, 0.0)


def _words_of_all(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for term in terms for word in words_of(term)))
