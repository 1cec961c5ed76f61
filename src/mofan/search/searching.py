"""One search over one state of the index: what matches, how much of it, which page, counted by what."""

import os
import time
from collections.abc import Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

import tantivy

from mofan.search import counting
from mofan.search.analysis import fold_term
from mofan.search.correcting import correct
from mofan.search.counting import Buckets, Places, count_facets
from mofan.search.matching import Matching, Terms, all_of, filter_clauses
from mofan.search.query import Query
from mofan.search.results import Hit, Results
from mofan.search.schema import NEWEST, OLDEST
from mofan.search.state import State, total_of

_MARGIN = 12
"""Hits that are fetched beyond both ends of a page, since equals may cross them."""
_SCORE_DIGITS = 4
"""Scores that agree to so many decimals are equal: then the newest comes first."""
_MOST_CORRECTED = 4
"""Words of one line that are corrected; a longer line is a sentence, which other words still find."""

_LONG = 9
"""Scoring terms, three a word, from which a line is long."""
_BESIDE_FROM = 100_000
"""Entries from which facets are counted by a second thread: of fewer it would cost more than it saves."""


@dataclass(frozen=True, slots=True)
class _Page:
    """How many entries match in all, and those of one page."""

    total: int = 0
    hits: tuple[Hit, ...] = ()
    places: Places | None = None
    """Where all that match stand; None where they were not all fetched."""


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), "facets")


class Search:
    """One search over one state of the index."""

    def __init__(self, state: State, query: Query) -> None:
        self.state = state
        self.query = query
        self.words = query.words
        self.terms = Terms(state, query.words, query.phrases)
        self.documents = state.searcher.num_docs
        self._begun: dict[Hashable, Future[dict[str, Buckets]]] = {}

    def run(self, started: float) -> Results:
        """The answer; `started` is the `time.perf_counter()` from which it is timed."""
        asked, page, relaxed = self._choose()
        return Results(
            total=page.total,
            hits=page.hits,
            facets=self._facets(asked, page),
            took_ms=(time.perf_counter() - started) * 1000,
            relaxed=relaxed,
            terms=(self.terms.loose if relaxed else self.words) + self.query.phrases,
            corrected=tuple(pair for pair in zip(self.query.words, self.words, strict=True) if pair[0] != pair[1]),
        )

    def _choose(self) -> tuple[Matching, _Page, bool]:
        """The exact terms if anything has them, corrected if need be; else those for which one word is enough."""
        relaxed = self.query.any_word and bool(self.terms.loose)
        asked = self._less(self.terms.relaxed() if relaxed else self.terms.exact())
        page = self._page(asked)
        if not page.total and not relaxed and self._correct():
            asked = self._less(self.terms.exact())
            page = self._page(asked)
        if page.total or relaxed or not self.terms.loose:
            return asked, page, relaxed
        some = self._less(self.terms.relaxed())
        if (found := self._page(some)).total:
            return some, found, True
        return asked, page, False

    def _facets(self, asked: Matching, page: _Page) -> dict[str, Buckets]:
        """Those that were begun beside the page, or counted now."""
        if begun := self._begun.get(asked.key):
            return begun.result()
        most = 2 * page.total > self.documents
        return count_facets(self.state, self.query, asked, places=page.places, most=most)

    def _begin_facets(self, asked: Matching) -> None:
        """Count them in another thread while the page is looked for, where that is much work and it is sure how: the
        engine lets go of the interpreter."""
        if self.query.facets and self.documents >= _BESIDE_FROM and asked.at_most(2, self.documents):
            self._begun[asked.key] = _beside().submit(count_facets, self.state, self.query, asked)

    def _less(self, asked: Matching) -> Matching:
        return asked.less(self.state.schema, self.query.without)

    def _correct(self) -> bool:
        """Replace the words that stand nowhere by those that were meant; whether there were any."""
        asked = {word: fold_term(word) for word in self.query.words[:_MOST_CORRECTED]}
        alone = len(self.query.words) == 1 and not (
            self.query.phrases or self.query.without or any(self.query.filters.values())
        )
        meant = {
            word: used
            for word, folded in asked.items()
            if (used := correct(self.state, folded, stands_nowhere=alone)) != folded
        }
        self.words = tuple(meant.get(word, word) for word in self.query.words)
        self.terms = Terms(self.state, self.words, self.query.phrases)
        return bool(meant)

    def _page(self, asked: Matching) -> _Page:
        """Counted and fetched in one pass. What surely stands nowhere is not looked for, and a long line, which rarely
        stands anywhere as it is, not ranked before it is found."""
        if asked.most == 0:
            return _Page()
        gates = [*asked.gates, *filter_clauses(self.state.schema, self.query.filters)]
        if len(asked.scoring) > _LONG and asked.is_few(self.documents) and not self.state.count(all_of(gates)):
            return _Page()
        if asked.most is None or asked.most > counting.FEW:
            self._begin_facets(asked)
        if not self.query.limit:
            return _Page(self.state.count(all_of(gates)))
        if self.query.order == "relevance" and self.terms.ranked:
            return self._by_relevance(asked.scored(gates, self.documents), together=asked.key not in self._begun)
        return self._by_day(all_of(gates), together=asked.key not in self._begun)

    def _by_day(self, wanted: tantivy.Query, *, together: bool) -> _Page:
        by, order = (OLDEST, tantivy.Order.Asc) if self.query.order == "oldest" else (NEWEST, tantivy.Order.Desc)
        start, end = self.query.offset, self.query.offset + self.query.limit
        total, found, places = self._fetch(wanted, start, end, together, order_by_field=by, order=order)
        uids = self._integers("uid", [at for _, at in found])
        return _Page(total, tuple(Hit(uid, 0.0) for uid in uids), places)

    def _by_relevance(self, wanted: tantivy.Query, *, together: bool) -> _Page:
        """Best first, the newest first among equals: more is fetched until no equals cross an end of what is."""
        start, end = self.query.offset, self.query.offset + self.query.limit
        margin = _MARGIN
        while True:
            first, last = max(0, start - margin), end + margin
            total, found, places = self._fetch(wanted, first, last, together)
            scores = [round(score, _SCORE_DIGITS) for score, _ in found]
            left, right = start - first, min(len(scores), end - first) - 1
            if right < left:
                return _Page(total, (), places)
            crosses_start = first > 0 and scores[0] == scores[left]
            crosses_end = len(scores) == last - first and scores[-1] == scores[right]
            if not crosses_start and not crosses_end:
                break
            margin *= 4
        at = [place for _, place in found]
        newest, uids = self._integers(NEWEST, at), self._integers("uid", at)
        ranked = sorted(zip(scores, newest, uids, strict=True), key=lambda hit: (-hit[0], -hit[1]))
        return _Page(total, tuple(Hit(uid, score) for score, _, uid in ranked[left : right + 1]), places)

    def _fetch(
        self, wanted: tantivy.Query, first: int, last: int, together: bool, **order: Any
    ) -> tuple[int, list[tuple[Any, tantivy.DocAddress]], Places | None]:
        """How many match, the hits from `first` up to `last`, and where all stand. Where facets are asked, all that
        match are fetched `together` if they are few: that costs less than to look for them again."""
        if not self.query.facets or not together or last > counting.FEW:
            found = self.state.searcher.search(wanted, limit=last - first, offset=first, **order)
            return total_of(found), found.hits, None
        found = self.state.searcher.search(wanted, limit=counting.FEW, **order)
        total, hits = total_of(found), found.hits
        return total, hits[first:last], [at for _, at in hits] if total <= len(hits) else None

    def _integers(self, field: str, places: list[tantivy.DocAddress]) -> list[int]:
        """The values of an integer field that every document has."""
        return [int(value or 0) for value in self.state.searcher.fast_field_values(field, places)]
