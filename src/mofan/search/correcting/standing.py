"""In how many documents something stands (命中篇数): at once for what is rare, from a sample for what is frequent."""

from collections.abc import Mapping, Sequence
from typing import Final

import tantivy
from tantivy import Occur

from mofan.search.analysis import cover_pairs
from mofan.search.schema import CHARACTERS, PAIRS
from mofan.search.state import State

_MANY: Final = 2000
"""Of what may stand in more documents than these, a sample is counted first."""
_ENOUGH: Final = 4
"""So many documents of the sample tell how many there are in all."""
_SAMPLED: Final = 1000
"""About so many documents make a sample."""
_SAMPLES: Final = "尤既仍曾尚鉴恰逾亦颇遂皆"
"""Characters that any text may hold, some less often than others: the documents with one of them are a sample."""

_Sample = tuple[str, int]
"""A character, and in how many documents it stands."""


class Standing:
    """Counts of one state. Deleted documents may still be counted where only one pair of characters is asked for."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._look = state.searcher.doc_freq
        self.all = state.searcher.num_docs
        """How many documents there are."""
        self.asked = 0
        """How many phrases were looked for so far."""
        self._pairs: dict[str, int] = {}

    def pair(self, pair: str) -> int:
        """In how many documents a pair of characters stands."""
        known = self._pairs.get(pair)
        if known is None:
            known = self._pairs[pair] = self._look(PAIRS, pair)
        return known

    def stands(self, folded: str) -> bool:
        """Whether `folded` (not empty) stands anywhere."""
        return self.documents(folded) > 0

    def seems_to_stand(self, folded: str) -> bool:
        """The same at a glance: what no document of the sample holds may still stand in a few others."""
        return self.documents(folded, self.all) > 0

    def documents(self, folded: str, more_than: int = 0) -> int:
        """In how many documents `folded` (not empty) stands; about so many of a frequent term, and not to be relied
        on where it is surely in no more than `more_than`."""
        if len(folded) == 1:
            return self._state.documents_with(CHARACTERS, folded)
        most = min(self.pair(folded[at : at + 2]) for at in range(len(folded) - 1))
        if not most or len(folded) == 2:
            return most
        return self._count(cover_pairs(folded, self.pair), most, more_than)

    def with_gap(self, before: str, after: str, more_than: int = 0) -> int:
        """In how many documents both parts stand with one character between, likewise. A part of one character is
        passed over: no pair holds it."""
        pairs = cover_pairs(before, self.pair) if len(before) > 1 else []
        if len(after) > 1:
            pairs += [(len(before) + 1 + at, pair) for at, pair in cover_pairs(after, self.pair)]
        most = min((self.pair(pair) for _, pair in pairs), default=self.all)
        return self._count(pairs, most, more_than) if most and len(pairs) > 1 else most

    def successors(self, char: str) -> Mapping[str, int]:
        """The characters that stand behind `char`, those of the most documents first, with how many these are."""

        def look() -> dict[str, int]:
            return {pair[1]: documents for pair, documents in self._state.searcher.terms_with_prefix(PAIRS, char)}

        return self._state.kept(("successors", char), look)

    def common(self, most: int) -> Sequence[str]:
        """The characters of the most documents."""

        def look() -> list[str]:
            return [char for char, _ in self._state.searcher.terms_with_prefix(CHARACTERS, "", limit=most)]

        return self._state.kept(("common", most), look)

    def _count(self, pairs: list[tuple[int, str]], most: int, more_than: int) -> int:
        self.asked += 1
        first = pairs[0][0]
        phrase = tantivy.Query.phrase_query(self._state.schema, PAIRS, [(at - first, pair) for at, pair in pairs])
        sample = self._state.kept("sample", self._sample) if most > _MANY else None
        if sample is not None:
            char, size = sample
            inside = tantivy.Query.term_query(self._state.schema, CHARACTERS, char, "basic")
            found = self._state.count(tantivy.Query.boolean_query([(Occur.Must, phrase), (Occur.Must, inside)]))
            share = self.all / size
            if found >= _ENOUGH or (found + _ENOUGH) * share <= more_than:
                return int(found * share)
        return self._state.count(phrase)

    def _sample(self) -> _Sample | None:
        sizes = [(char, self._state.documents_with(CHARACTERS, char)) for char in _SAMPLES]
        enough = [(char, size) for char, size in sizes if _SAMPLED // 4 <= size <= 4 * _SAMPLED]
        return min(enough, key=lambda one: abs(one[1] - _SAMPLED), default=None)
