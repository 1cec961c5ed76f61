"""A term that stands nowhere, and the term that was meant (纠错): one character wrong, missing or too many.

The index itself is the dictionary. Where `检查是项` stands nowhere, the parts before and after a place are looked for
with a gap of one character between them; what stands in the gap is read off the pairs of those documents.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

import tantivy

from mofan.search.analysis import cover_pairs
from mofan.search.matching import occurs
from mofan.search.schema import CHARACTERS, PAIRS
from mofan.search.state import State

SHORTEST = 3
"""Of two characters with one wrong nothing says which was meant."""
LONGEST = 40
_SHORTEST_REST = 3
"""A first or last character is dropped only if so many remain."""
_MOST_CHOICES = 80
"""Characters that are tried in one place, those of the most documents first."""

_COMMON = 1500
"""The characters of the most documents, among which a first character is looked for."""

_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿")
"""Another number is another matter, never a slip."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A corrected term, and how many documents hold it."""

    term: str
    documents: int


def _documents_of(choice: _Choice) -> int:
    return choice.documents


class Corrector:
    """Corrects folded terms against one state of the index."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._schema = state.schema
        self._searcher = state.searcher

    def correct(self, term: str) -> str:
        """The term of the index that differs from `term` by one character and stands in the most documents.

        `term` itself if it stands somewhere, if no such term is known, or if it is shorter than `SHORTEST` or longer
        than `LONGEST`. Numbers, Latin letters and marks are never changed.
        """
        if not SHORTEST <= len(term) <= LONGEST or self._count(occurs(self._state, term)):
            return term
        head = self._longest(len(term) - 1, lambda length: term[:length])
        tail = self._longest(len(term) - 1, lambda length: term[len(term) - length :])
        choices = [*self._inner(term, head, tail), *self._last(term, head)]
        choices = choices or [*self._first(term, tail)] or [*self._rests(term, head, tail)]
        return max(choices, key=_documents_of, default=_Choice(term, 0)).term

    def _longest(self, most: int, part: Callable[[int], str]) -> int:
        """The greatest length, up to `most`, of which the part stands somewhere (all shorter ones do then, too)."""
        low, high = 0, most
        while low < high:
            middle = (low + high + 1) // 2
            if self._count(occurs(self._state, part(middle))):
                low = middle
            else:
                high = middle - 1
        return low

    def _inner(self, term: str, head: int, tail: int) -> Iterator[_Choice]:
        """One character inside replaced, added or taken out."""
        size = len(term)
        for at in range(max(1, size - 1 - tail), min(size - 2, head) + 1):
            if _is_changeable(term[at]):
                yield from self._filled(term[:at], term[at + 1 :])
                yield from self._known(term[:at] + term[at + 1 :])
        for at in range(max(1, size - tail), min(size - 1, head) + 1):
            yield from (one for one in self._filled(term[:at], term[at:]) if one.term[at] not in _NUMERALS)

    def _filled(self, before: str, after: str) -> Iterator[_Choice]:
        """Every `before` + Han character + `after` that stands somewhere, but for those surely rarer than one seen."""
        seen = self._searcher.terms_with_prefix(PAIRS, before[-1], self._gap(before, after))
        fitting = ((pair[1], most) for pair, most in seen if self._fits(pair[1], after[0]))
        best = 0
        for char, most in islice(fitting, _MOST_CHOICES):
            if most <= best:
                return
            for one in self._known(before + char + after):
                best = max(best, one.documents)
                yield one

    def _fits(self, char: str, after: str) -> bool:
        return _is_han(char) and self._searcher.doc_freq(PAIRS, char + after) > 0

    def _gap(self, before: str, after: str) -> tantivy.Query | None:
        """The documents in which both parts stand with one character between; None where no pair tells."""
        pairs = list(cover_pairs(before)) if len(before) > 1 else []
        pairs += [(len(before) + 1 + at, pair) for at, pair in (cover_pairs(after) if len(after) > 1 else [])]
        if len(pairs) < 2:
            return tantivy.Query.term_query(self._schema, PAIRS, pairs[0][1], "basic") if pairs else None
        return tantivy.Query.phrase_query(self._schema, PAIRS, [(at - pairs[0][0], pair) for at, pair in pairs])

    def _last(self, term: str, head: int) -> Iterator[_Choice]:
        """The last character replaced, if at least half of the documents agree on another."""
        if head == len(term) - 1 and _is_changeable(term[-1]):
            rest = term[:-1]
            pairs = self._searcher.terms_with_prefix(PAIRS, rest[-1], occurs(self._state, rest))
            yield from self._agreed(rest, (_Choice(rest + pair[1], most) for pair, most in pairs if _is_han(pair[1])))

    def _first(self, term: str, tail: int) -> Iterator[_Choice]:
        """The first character replaced, likewise; the slowest to find, so only if nothing else fits."""
        if tail == len(term) - 1 and _is_changeable(term[0]):
            rest = term[1:]
            chars = self._searcher.terms_with_prefix(CHARACTERS, "", limit=_COMMON)
            counted = ((char, self._searcher.doc_freq(PAIRS, char + rest[0])) for char, _ in chars if _is_han(char))
            yield from self._agreed(rest, (_Choice(char + rest, most) for char, most in counted))

    def _agreed(self, rest: str, choices: Iterable[_Choice]) -> Iterator[_Choice]:
        """The one of `choices` (each with at most so many documents) that half of the documents with `rest` hold.

        None if there are two.
        """
        whole = self._count(occurs(self._state, rest))
        likely = nlargest(_MOST_CHOICES, (one for one in choices if 2 * one.documents >= whole), key=_documents_of)
        agreed = [one for choice in likely for one in self._known(choice.term) if 2 * one.documents >= whole]
        if len(agreed) == 1:
            yield from agreed

    def _rests(self, term: str, head: int, tail: int) -> Iterator[_Choice]:
        """The last or the first character left out."""
        if len(term) > _SHORTEST_REST:
            if head == len(term) - 1 and _is_changeable(term[-1]):
                yield from self._known(term[:-1])
            if tail == len(term) - 1 and _is_changeable(term[0]):
                yield from self._known(term[1:])

    def _known(self, term: str) -> Iterator[_Choice]:
        if documents := self._count(occurs(self._state, term)):
            yield _Choice(term, documents)

    def _count(self, query: tantivy.Query) -> int:
        return self._state.count(query)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇" or "\U00020000" <= char <= "\U0003ffff"


def _is_changeable(char: str) -> bool:
    return _is_han(char) and char not in _NUMERALS
