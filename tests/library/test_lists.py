"""The lists of the pages: what came in, by day, batch and state."""

from mofan.library import queries
from mofan.library.models import State
from mofan.org.models import Person
from tests.library.samples import COMPILATION, SINGLE, jsonl
from tests.make import AT, make_source


def test_what_came_in_is_listed_by_day_and_batch(clerk: Person, stranger: Person) -> None:
    first = make_source(clerk, "汇编.txt", COMPILATION)
    second = make_source(clerk, "一.txt", SINGLE)
    assert [piece.source for piece in queries.arrivals(stranger)] == [second, first, first]
    assert [piece.source for piece in queries.arrivals(stranger, batch=second.batch)] == [second]
    day = first.pieces.first().created_at.astimezone().date()  # type: ignore[union-attr]
    assert queries.arrivals(stranger, day).count() == 3
    assert queries.arrivals(stranger, AT.date().replace(year=2001)).count() == 0
    assert queries.found_count() == 3


def test_batches_tell_how_much_still_waits(clerk: Person, stranger: Person) -> None:
    make_source(clerk, "一.txt", SINGLE)
    (batch,) = queries.latest_batches(clerk, 5)
    assert (batch.received, batch.waiting) == (1, 0)  # type: ignore[attr-defined]
    assert list(queries.latest_batches(stranger, 5)) == []


def test_a_narrowed_list_reaches_into_bulk_files(clerk: Person, stranger: Person) -> None:
    bulk = make_source(
        clerk, "成批.jsonl", jsonl({"id": "1", "title": "馆藏", "text": SINGLE}, {"id": "2", "text": ""})
    )
    assert list(queries.sources_listed(clerk)) == [bulk]
    assert [row.name for row in queries.sources_listed(clerk, name="馆")] == ["馆藏"]
    assert queries.sources_listed(clerk, state=State.REFUSED).count() == 1
    assert queries.sources_listed(stranger, state=State.REFUSED).count() == 0
    assert dict(queries.member_states([bulk])[bulk.pk]) == {"已入库": 1, "未收": 1}
    assert queries.member_states([]) == {}
    assert queries.members_of(clerk, bulk).count() == 2
    assert queries.members_of(stranger, bulk).count() == 1


def test_removals_are_listed_by_where_they_were(clerk: Person) -> None:
    source = make_source(clerk, "汇编.txt", COMPILATION)
    assert [one.kind for one in queries.ads_of(source)] == ["ad", "ad"]
    assert list(queries.ads_of(source.batch)) == list(queries.ads_of(source))
    assert queries.pieces_of(clerk, source).count() == 2
    assert all(one.piece is None for one in queries.removals_outside_pieces(source))
