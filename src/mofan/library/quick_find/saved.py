"""Kept searches (常用检索): whose they are, and what came in since their owner last looked."""

from datetime import datetime
from functools import cache

from django.db.models import QuerySet

from mofan.library.finding import Question, query_of
from mofan.library.ingestion.indexing import index
from mofan.library.models import PieceQuerySet, PieceState, SavedSearch, SavedSearchQuerySet
from mofan.library.queries import pieces_visible_to
from mofan.org.models import Person
from mofan.org.prepared import rows_of
from mofan.search import Query, SearchError

MOST = 20_000
"""Pieces of one result that are looked through for new ones."""
REMOVED_SHOWN = 10


def kept_by(person: Person) -> list[SavedSearch]:
    """The same rows as `saved_searches`, read quickly: two pages that are opened often name them."""
    return rows_of(_kept(), [person.pk], _of_people)


@cache
def _kept() -> SavedSearchQuerySet:
    """Asked for every page: never read itself."""
    return SavedSearch.objects.filter(removed_at=None)


def _of_people(rows: SavedSearchQuerySet, keys: list[int]) -> SavedSearchQuerySet:
    return rows.filter(person__in=keys).order_by("pk")


def saved_searches(person: Person) -> QuerySet[SavedSearch]:
    """What this person keeps, in the order kept."""
    return SavedSearch.objects.visible_to(person)


def removed_searches(person: Person) -> QuerySet[SavedSearch]:
    """What this person removed lately: it can be brought back."""
    mine = SavedSearch.objects.filter(person=person).exclude(removed_at=None)
    return mine.order_by("-removed_at")


def came_since(person: Person, question: Question, since: datetime) -> PieceQuerySet:
    """The pieces that answer the question and came into the library after `since`, newest first.

    Raises SearchError when the index cannot answer.
    """
    fresh = pieces_visible_to(person).originals().filter(created_at__gt=since, state=PieceState.KEPT)
    keys = set(fresh.values_list("pk", flat=True)[:MOST])
    found = _answers(question) if keys else set()
    return pieces_visible_to(person).filter(pk__in=keys & found).order_by("-pk")


def count_since(person: Person, question: Question, since: datetime) -> int | None:
    """How many they are; None where the index does not answer."""
    try:
        return came_since(person, question, since).count()
    except SearchError:
        return None


def _answers(question: Question) -> set[int]:
    asked = query_of(question)
    results = index().search(Query(asked.words, asked.phrases, asked.filters, order="newest", limit=MOST))
    return set() if results.relaxed else {hit.uid for hit in results.hits}
