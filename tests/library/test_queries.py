"""What the pages read, each from what the person may see."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mofan.library import actions, queries
from mofan.library.ingestion.indexing import index_due
from mofan.library.ingestion.waiting import waiting
from mofan.library.models import Candidate, Source, SourceKind, State
from mofan.library.quick_find import filling
from mofan.org.models import Person
from tests.library.samples import AD, COMPILATION, SINGLE
from tests.make import AT, make_pieces, make_source


def test_a_piece_is_read_with_outline_neighbours_and_cuts(clerk: Person) -> None:
    first, second = make_pieces(clerk, "合集.txt", COMPILATION)
    read = queries.reading(clerk, second)
    assert [entry.text for entry in read.outline if entry.level == 1] == [
        "一、优化流程，让办事更加顺畅",
        "二、主动上门，让服务更有温度",
    ]
    anchors = {line.anchor for line in read.lines}
    assert {entry.anchor for entry in read.outline} <= anchors
    assert next(part.text for line in read.lines for part in line.parts if part.kind == "cut") == AD
    assert (read.before, read.after, read.siblings) == (first, None, 2)
    assert read.top.name == "合集.txt"


def test_an_advertisement_in_the_title_is_shown_above_the_sheet(clerk: Person) -> None:
    first, _ = make_pieces(clerk, "合集.txt", COMPILATION)
    assert [cut.text for cut in queries.reading(clerk, first).title_cuts] == [AD, "##paidbegin##"]


def test_similar_titles_and_copies_lead_to_other_pieces(clerk: Person) -> None:
    (first,) = make_pieces(clerk, "甲.txt", SINGLE)
    (other,) = make_pieces(clerk, "乙.txt", SINGLE.replace("2025年", "2024年"))
    (copy,) = make_pieces(clerk, "丙.txt", SINGLE + AD)
    read = queries.reading(clerk, first)
    assert read.similar == (other,)
    assert read.copies == (copy,)
    assert queries.reading(clerk, copy).copies == (first,)


def test_a_title_without_a_word_has_nothing_similar(clerk: Person) -> None:
    (piece,) = make_pieces(clerk, "甲.txt", SINGLE)
    piece.title = "——"
    assert queries.similar_titles(clerk, piece) == ()


def test_the_counts_of_the_home_page_are_those_of_the_rows(clerk: Person, stranger: Person) -> None:
    pieces = make_pieces(clerk, "合集.txt", COMPILATION)
    make_source(clerk, "空.txt", "")
    Candidate.objects.create(source=pieces[0].source, piece=pieces[0], start=0, end=1, text="机", reason="试")
    counts = queries.counts(clerk, AT.date())
    assert (counts.pieces, counts.refused, counts.candidates, counts.waiting) == (2, 1, 1, 0)
    assert counts.characters == sum(piece.characters for piece in pieces)
    assert list(queries.latest_pieces(stranger)) == pieces[::-1]
    assert queries.counts(stranger, AT.date()).refused == 0


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda: waiting().exists(), "INDEX source_waiting (state=?)"),
        (lambda: Source.objects.unfinished(), "INDEX source_waiting (state=?)"),
        (lambda: Source.objects.filter(state=State.WORKING).exists(), "INDEX source_working (state=?)"),
        (lambda: list(filling._sums()), "SCAN library_piece USING COVERING INDEX piece_arrivals"),
    ],
)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the plans are those of SQLite")
def test_what_is_asked_again_and_again_reads_no_rows_however_many_there_are(
    clerk: Person, ask: Callable[[], object], index: str
) -> None:
    with CaptureQueriesContext(connection) as asked:
        ask()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
        plan = [step[-1] for step in cursor.fetchall()]
    assert any(index in step for step in plan), plan
    assert not any("source_of_batch" in step for step in plan), plan


def test_a_reader_sees_no_batch_and_no_refused_source(clerk: Person, stranger: Person) -> None:
    source = make_source(clerk, "空.txt", "")
    assert list(queries.batches_visible_to(clerk)) == [source.batch]
    assert not queries.batches_visible_to(stranger)
    assert source in queries.sources_visible_to(clerk)
    assert source not in queries.sources_visible_to(stranger)
    assert source in Source.objects.visible_to(clerk).top()


def test_the_progress_of_a_batch_counts_its_sources(clerk: Person) -> None:
    source = make_source(clerk, "合集.txt", COMPILATION)
    progress = queries.batch_progress(source.batch)
    assert (progress.received, progress.finished, progress.pieces, progress.ads, progress.is_over) == (1, 1, 2, 2, True)
    assert list(queries.sources_of(source.batch)) == [source]
    assert not queries.sources_of(source.batch, state="refused")


def test_doubtful_finds_wait_until_decided(clerk: Person, stranger: Person) -> None:
    (piece, _) = make_pieces(clerk, "合集.txt", COMPILATION)
    candidate = Candidate.objects.create(source=piece.source, piece=piece, start=60, end=62, text="试试", reason="试")
    assert list(queries.open_candidates(clerk)) == [candidate]
    actions.withdraw(piece, by=clerk, at=AT, why="试")
    index_due()
    assert not queries.open_candidates(stranger)
    actions.keep_candidate(candidate, by=clerk, at=AT)
    assert not queries.open_candidates(clerk)


def test_the_steps_of_a_source_say_where_it_stopped(clerk: Person) -> None:
    done = make_source(clerk, "甲.txt", SINGLE)
    refused = make_source(clerk, "空.txt", "")
    assert {state for _, state in done.steps} == {"past"}
    assert ("读", "stop") in refused.steps
    assert refused.steps[-1] == ("索", "")


def test_lines_of_a_bulk_file_that_were_not_read_yet_are_still_to_come(clerk: Person) -> None:
    source = make_source(clerk, "总结.txt", SINGLE)
    Source.objects.filter(pk=source.pk).update(
        kind=SourceKind.BULK, state=State.WORKING, report={"lines": 3000}, done_lines=800
    )
    progress = queries.batch_progress(source.batch)
    assert (progress.coming, progress.left, progress.all) == (2200, 2201, 2201)
