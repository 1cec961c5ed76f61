"""One search over one state of the index: what matches, how much of it, which page, counted by what."""

import os
import time
from collections.abc import Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import cast

import tantivy

from mofan.search.analysis import fold_term
from mofan.search.correcting import correct
from mofan.search.counting import Buckets, count_facets
from mofan.search.matching import Matching, Terms, all_of, filter_clauses
from mofan.search.query import Query
from mofan.search.results import Hit, Results
from mofan.search.schema import NEWEST, OLDEST, uid_of
from mofan.search.state import State, total_of

_MARGIN = 12
"""Hits that are fetched beyond both ends of a page, since equals may cross them."""
_SCORE_DIGITS = 4
"""Scores that agree to so many decimals are equal: then the newest comes first."""
_MOST_CORRECTED = 4
"""Words of one line that are corrected; a longer line is a sentence, which other words still find."""

_LONG = 9
"""Scoring terms, three a word, from which a line is long."""
_BESIDE_FROM = 500
"""Entries that may match from which facets are counted by a second thread; of fewer it costs more than it saves."""

_Keyed = list[tuple[int, tantivy.DocAddress]]
"""Hits in the order of a field, each with its value there."""
Page = tuple[int, tuple[Hit, ...]]
"""How many entries match in all, and those of one page."""


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), "facets")


class Search:
    """One search over one state of the index."""

    def __init__(self, state: State, query: Query, *, alone: bool = True) -> None:
        self.state = state
        self.query = query
        self.alone = alone
        self.words = query.words
        self.terms = Terms(state, query.words, query.phrases)
        self.documents = state.searcher.num_docs
        self._begun: dict[Hashable, Future[dict[str, Buckets]]] = {}

    def run(self, started: float) -> Results:
        """The answer; `started` is the `time.perf_counter()` from which it is timed."""
        asked, (total, hits), relaxed = self._choose()
        return Results(
            total=total,
            hits=hits,
            facets=self._facets(asked, total),
            took_ms=(time.perf_counter() - started) * 1000,
            relaxed=relaxed,
            terms=(self.terms.loose if relaxed else self.words) + self.query.phrases,
            corrected=tuple(pair for pair in zip(self.query.words, self.words, strict=True) if pair[0] != pair[1]),
        )

    def _choose(self) -> tuple[Matching, Page, bool]:
        """The exact terms if anything has them, corrected if need be; else those for which one word is enough."""
        relaxed = self.query.any_word and bool(self.terms.loose)
        asked = self._less(self.terms.relaxed() if relaxed else self.terms.exact())
        page = self._page(asked)
        if not page[0] and not relaxed and self._correct():
            asked = self._less(self.terms.exact())
            page = self._page(asked)
        if page[0] or relaxed or not self.terms.loose:
            return asked, page, relaxed
        some = self._less(self.terms.relaxed())
        if (found := self._page(some))[0]:
            return some, found, True
        return asked, page, False

    def _facets(self, asked: Matching, total: int) -> dict[str, Buckets]:
        """Those that were begun beside the page, or counted now."""
        begun = self._begun.get(asked.key)
        return begun.result() if begun else count_facets(self.state, self.query, asked, total=total)

    def _begin_facets(self, asked: Matching) -> None:
        """Count them in another thread while the page is looked for, where that is some work and it is sure how: the
        engine lets go of the interpreter."""
        is_sure = asked.at_most(2, self.documents) or any(self.query.filters.values())
        is_much = (self.documents if asked.most is None else asked.most) >= _BESIDE_FROM
        if self.alone and self.query.facets and is_sure and is_much:
            self._begun[asked.key] = _beside().submit(count_facets, self.state, self.query, asked, total=None)

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

    def _page(self, asked: Matching) -> Page:
        """Counted and fetched in one pass. What surely stands nowhere is not looked for, and a long line, which rarely
        stands anywhere as it is, not ranked before it is found."""
        if asked.most == 0:
            return 0, ()
        gates = [*asked.gates, *filter_clauses(self.state.schema, self.query.filters)]
        if len(asked.scoring) > _LONG and asked.is_few(self.documents) and not self.state.count(all_of(gates)):
            return 0, ()
        self._begin_facets(asked)
        if not self.query.limit:
            return self.state.count(all_of(gates)), ()
        if self.query.order == "relevance" and self.terms.ranked:
            return self._by_relevance(asked.scored(gates, self.documents))
        return self._by_day(all_of(gates))

    def _by_day(self, wanted: tantivy.Query) -> Page:
        oldest = self.query.order == "oldest"
        found = self.state.searcher.search(
            wanted,
            limit=self.query.limit,
            order_by_field=OLDEST if oldest else NEWEST,
            offset=self.query.offset,
            order=tantivy.Order.Asc if oldest else tantivy.Order.Desc,
        )
        return total_of(found), tuple([Hit(uid_of(key), 0.0) for key, _ in cast(_Keyed, found.hits)])

    def _by_relevance(self, wanted: tantivy.Query) -> Page:
        """Best first, the newest first among equals: more is fetched until no equals cross an end of what is."""
        start, end = self.query.offset, self.query.offset + self.query.limit
        margin = _MARGIN
        while True:
            first, last = max(0, start - margin), end + margin
            found = self.state.searcher.search(wanted, limit=last - first, offset=first)
            fetched = found.hits
            scores = [round(score, _SCORE_DIGITS) for score, _ in fetched]
            left, right = start - first, min(len(scores), end - first) - 1
            if right < left:
                return total_of(found), ()
            crosses_start = first > 0 and scores[0] == scores[left]
            crosses_end = len(scores) == last - first and scores[-1] == scores[right]
            if not crosses_start and not crosses_end:
                break
            margin *= 4
        keys = self.state.searcher.fast_field_values(NEWEST, [at for _, at in fetched])  # every document has one
        ranked = sorted(zip(scores, cast(list[int], keys), strict=True), reverse=True)
        return total_of(found), tuple([Hit(uid_of(key), score) for score, key in ranked[left : right + 1]])
