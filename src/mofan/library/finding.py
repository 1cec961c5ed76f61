"""Finding (检索): a question in the reader's words → the pieces he may see, with the place that shows why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from mofan.library.clean_text import TextOfPiece, texts_of
from mofan.library.ingestion.indexing import index
from mofan.library.models import Piece, PieceQuerySet, PieceState
from mofan.measure import thousands
from mofan.org.models import Person
from mofan.org.prepared import is_any
from mofan.search import Order, Query, Results, Snippet, parse_query, shown_of

FACETS: dict[str, str] = {
    "genre": "文种",
    "themes": "领域",
    "level": "层级",
    "unit_kind": "单位类别",
    "year": "年份",
    "source": "来源",
}
"""Facet → its Chinese name, in the order in which they are shown."""
COUNTED_EXACTLY = 2000
"""Up to so many pieces that wait for the index each is looked at; of more, some may wait to leave it."""
ORDERS: dict[Order, str] = {"relevance": "最相关", "newest": "最新", "oldest": "最早"}


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks (检索条件). `text` may hold words and phrases in quotation marks; empty browses everything."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = "relevance"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class FoundPiece:
    """A hit: the piece, its title in (text, is a match) parts, and the stretch of its body that shows why."""

    piece: Piece
    title: tuple[tuple[str, bool], ...]
    quote: Snippet
    score: float


@dataclass(frozen=True, slots=True)
class Filling:
    """How far the index is behind the library (编入进度): so many pieces wait for it, so many are in it."""

    due: int
    there: int

    @property
    def sentence(self) -> str:
        due, there = thousands(self.due), thousands(self.there)
        return f"还有 {due} 篇正在编入索引，已编入 {there} 篇；编完以前，检索结果可能不全。"


@dataclass(frozen=True, slots=True)
class Found:
    """The answer. `relaxed`: no piece holds all the words, so pieces that hold some of them are shown.

    `corrected`: (word as asked, word used instead) for words that stand nowhere (纠错).
    """

    total: int
    hits: tuple[FoundPiece, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    took_ms: float
    relaxed: bool
    terms: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...] = ()
    filling: Filling | None = None
    """What a search does not see yet."""


def find(person: Person, question: Question, *, alone: bool = True) -> Found:
    """The pieces that hold every word and phrase asked for (一键精准搜索), a page of them.

    `alone`: nobody waits meanwhile, so that the search may take a second thread.
    Raises SearchError, with a Chinese sentence, when the index cannot answer.
    """
    results, texts = _search(person, query_of(question, facets=tuple(FACETS)), alone)
    shown = [(hit, texts[hit.uid]) for hit in results.hits if hit.uid in texts]
    titles, quotes = shown_of([text.row.title for _, text in shown], [text.body for _, text in shown], results.terms)
    hits = tuple(
        FoundPiece(text.row, title, quote, hit.score)
        for (hit, text), title, quote in zip(shown, titles, quotes, strict=True)
    )
    return Found(
        results.total,
        hits,
        results.facets,
        results.took_ms,
        results.relaxed,
        results.terms,
        results.corrected,
        filling(),
    )


def filling() -> Filling | None:
    """What waits for the index, as after a day's arrivals, or all of it where the index is made anew; None where
    nothing does. Raises SearchError when the index cannot answer."""
    if not is_any(_waiting()):
        return None
    due = _waiting().count()
    if due <= COUNTED_EXACTLY:  # without those that wait to leave the index
        due = _waiting().filter(state=PieceState.KEPT).count()
    return Filling(due, index().count()) if due else None


@cache
def _waiting() -> PieceQuerySet:
    """What waits for the index; asked for every page, never read itself."""
    return Piece.objects.filter(index_due=True)


def _search(person: Person, query: Query, alone: bool) -> tuple[Results, dict[int, TextOfPiece]]:
    """One page of hits and their rows. Where a row is not to be seen any more (withdrawn a moment ago, still in the
    index), the search is made again without what waits to leave the index: so the page is full, and the total and the
    facets count what can be shown."""
    results, texts = _fetch(person, query, alone)
    if missing := {hit.uid for hit in results.hits} - texts.keys():
        full = replace(query, without=tuple(sorted(missing | _leaving(person))))
        results, texts = _fetch(person, full, alone)
    return results, texts


def _fetch(person: Person, query: Query, alone: bool) -> tuple[Results, dict[int, TextOfPiece]]:
    results = index().search(query, alone=alone)
    return results, texts_of(Piece.objects.visible_to(person), [hit.uid for hit in results.hits])


def _leaving(person: Person) -> set[int]:
    """What this person does not see any more and what is still to be taken out of the index."""
    due = Piece.objects.filter(index_due=True).exclude(state=PieceState.KEPT)
    seen = Piece.objects.visible_to(person).filter(index_due=True)
    return {*due.values_list("pk", flat=True)} - {*seen.exclude(state=PieceState.KEPT).values_list("pk", flat=True)}


def find_all(person: Person, question: Question, *, most: int) -> list[Piece]:
    """Up to `most` pieces of the whole result, in its order: for a bulk download."""
    results = index().search(query_of(replace(question, offset=0, limit=most)))
    rows = Piece.objects.visible_to(person).in_bulk([hit.uid for hit in results.hits])
    return [rows[hit.uid] for hit in results.hits if hit.uid in rows]


def query_of(question: Question, *, facets: tuple[str, ...] = ()) -> Query:
    """What the index is asked."""
    asked = parse_query(question.text)
    filters = {name: values for name, values in question.filters.items() if name in FACETS and values}
    return Query(
        asked.words,
        asked.phrases,
        filters,
        order=question.order,
        offset=question.offset,
        limit=question.limit,
        facets=facets,
    )
