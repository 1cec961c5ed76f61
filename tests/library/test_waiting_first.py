"""What comes in goes before what a library still has to do for itself: the index, the lexicon, a long bulk file."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import F

from mofan.library.ingestion import driving, indexing
from mofan.library.ingestion.bulk import Record
from mofan.library.ingestion.digesting import Chunk, digest_records
from mofan.library.ingestion.driving import drive
from mofan.library.ingestion.indexing import Indexer, index
from mofan.library.ingestion.receiving import receive
from mofan.library.models import Piece, PieceDetail, Source, State
from mofan.library.quick_find import filling, parallel, store
from mofan.library.quick_find.terms_of import terms_of
from mofan.ops import working
from mofan.org.models import Person
from mofan.search import Entry
from mofan.text.outline.parallel_groups import ParallelGroup
from tests.library.samples import SINGLE, jsonl
from tests.library.test_driving import no_workers
from tests.library.test_quick_find import FOCUS, HARD
from tests.make import AT, make_batch, make_pieces

OLD = 5


def text(no: int) -> str:
    return SINGLE.replace("2025", str(1990 + no))


@pytest.fixture
def old_library(clerk: Person) -> list[Piece]:
    return [make_pieces(clerk, f"{no}.txt", text(no))[0] for no in range(OLD)]


@pytest.fixture
def inbox(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An inbox that is looked at as often as there is a chance."""
    monkeypatch.setattr(working, "EVERY", 0.0)
    monkeypatch.setattr(working, "SETTLED", 0.0)
    (home / "inbox").mkdir(exist_ok=True)
    return home / "inbox"


def telling(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, tell: Callable[..., None]) -> None:
    """Let a function of ours tell what it is given; it is done all the same."""
    real = getattr(module, name)

    def told(*given: Any) -> Any:
        tell(*given)
        return real(*given)

    monkeypatch.setattr(module, name, told)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[int]]]:
    """What is put into the index and into the lexicon, in order, with the pieces."""
    order: list[tuple[str, list[int]]] = []
    telling(
        monkeypatch,
        indexing,
        "_write",
        lambda _, change, *__: order.append(("index", [one.uid for one in change.entries])),
    )
    telling(monkeypatch, filling, "_put", lambda lexicon, rows: order.append(("lexicon", [piece.pk for piece in rows])))
    return order


@pytest.mark.django_db(transaction=True)
def test_a_new_file_goes_before_the_lexicon_of_an_old_library(
    old_library: list[Piece], inbox: Path, done: list[tuple[str, list[int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "AT_ONCE", 1)
    for path in store.folder().glob("*"):
        path.unlink()
    done.clear()
    (inbox / "新的.txt").write_text(text(OLD))
    seen: working.Seen = {}
    assert working.take_inbox(seen, settle=True) == 0  # it may still be copied
    working.carry(working.looking(seen))
    new = Piece.objects.get(source__name="新的.txt")
    assert done.index(("index", [new.pk])) == 1, "after the first slice of the lexicon"
    assert sorted(pk for _, slices in done[2:] for pk in slices) == sorted(
        [*(piece.pk for piece in old_library[:-1]), new.pk]
    )
    assert filling.mend() == 0


@pytest.mark.django_db(transaction=True)
def test_a_new_file_goes_before_the_index_of_an_old_library(
    old_library: list[Piece], inbox: Path, done: list[tuple[str, list[int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "AT_ONCE", 1)
    index().clear()
    done.clear()
    (inbox / "新的.txt").write_text(text(OLD))
    seen: working.Seen = {}
    working.take_inbox(seen, settle=True)
    working.carry(working.looking(seen))
    new = Piece.objects.get(source__name="新的.txt")
    assert done.index(("index", [new.pk])) == 1, "after the first commit of the index"
    assert sorted(index().uids()) == sorted(Piece.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_file_does_not_wait_for_the_rest_of_a_bulk_file(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driving, "RECORDS_AT_ONCE", 10)
    monkeypatch.setattr(driving, "_workers", no_workers)
    batch = make_batch(clerk)
    rows = ({"id": f"r{no}", "title": f"第{no}条", "text": f"第{no}条的正文。"} for no in range(50))
    bulk = receive(batch, "成批.jsonl", [jsonl(*rows).encode()], at=AT)
    records_before: list[int] = []

    def look() -> None:
        if not records_before:
            receive(batch, "急件.txt", [SINGLE.encode()], at=AT)
            records_before.append(Source.objects.filter(parent=bulk).count())

    drive(look=look)
    urgent = Source.objects.get(name="急件.txt")
    assert urgent.state == State.DONE
    assert records_before == [10]
    assert Piece.objects.filter(pk__lt=urgent.pieces.get().pk).count() == 10
    assert Piece.objects.count() == 51
    assert sorted(index().uids()) == sorted(Piece.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_files_go_before_a_bulk_file_that_came_first(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driving, "_workers", no_workers)
    batch = make_batch(clerk)
    bulk = receive(batch, "成批.jsonl", [jsonl({"title": "一条", "text": "一条的正文。"}).encode()], at=AT)
    single = receive(batch, "总结.txt", [SINGLE.encode()], at=AT)
    drive()
    assert single.pieces.get().pk < Piece.objects.get(source__parent=bulk).pk


class AtOnce(ThreadPoolExecutor):
    """No thread: what is handed over is done at once, so that nothing hangs on which of two is faster."""

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*given, **named))
        return done


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("most", "waits"), [(1000, True), (20, False)])
def test_a_days_load_is_found_before_any_of_it_is_compared(
    clerk: Person,
    done: list[tuple[str, list[int]]],
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    waits: bool,
) -> None:
    monkeypatch.setattr(indexing, "SEEN_FIRST", most)
    clock = count(0.0, 0.1)
    monkeypatch.setattr(indexing, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(indexing, "EVERY", 1.0)
    monkeypatch.setattr(indexing, "ThreadPoolExecutor", AtOnce)
    monkeypatch.setattr(driving, "RECORDS_AT_ONCE", 10)
    monkeypatch.setattr(driving, "_workers", no_workers)
    telling(monkeypatch, indexing, "_no_longer_due", lambda seen: done.append(("compared", [*seen])))
    rows = ({"id": f"r{no}", "title": f"第{no}条", "text": f"第{no}条的正文。"} for no in range(200))
    receive(make_batch(clerk), "成批.jsonl", [jsonl(*rows).encode()], at=AT)
    drive()
    steps = [step for step, _ in done if step != "lexicon"]
    assert (steps == sorted(steps, reverse=True)) == waits, "the index, then all that is compared"
    assert steps.count("index") > 1
    assert sorted(pk for step, some in done if step == "compared" for pk in some) == sorted(
        Piece.objects.originals().values_list("pk", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_the_first_pieces_are_soon_visible_and_a_long_load_makes_few_commits(
    old_library: list[Piece], done: list[tuple[str, list[int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock stands still but for us: a load stores something every tenth of a second for a minute."""
    clock = SimpleNamespace(now=100.0)
    clock.monotonic = lambda: clock.now
    monkeypatch.setattr(indexing, "time", clock)
    monkeypatch.setattr(indexing, "SEEN_FIRST", 0)
    done.clear()
    at: list[float] = []
    with closing(index().pen()) as pen, Indexer(lambda _: None, pen) as indexer:
        for _ in range(600):
            clock.now += 0.1
            Piece.objects.update(index_due=True, revision=F("revision") + 1)
            before = indexer._writing
            indexer.keep_up()
            if indexer._writing is not before and indexer._writing is not None:
                indexer._writing[1].result()
                at.append(round(clock.now - 100.0, 1))
        while indexer.finish_some():
            pass
    assert at[0] <= 1.1
    assert at[1] - at[0] < at[2] - at[1] < at[3] - at[2] <= indexing.EVERY + 0.2
    assert len(at) <= 14
    assert not Piece.objects.filter(index_due=True).exists()


@pytest.mark.django_db(transaction=True)
def test_the_thread_stops_short_for_a_file_that_somebody_waits_for(
    old_library: list[Piece], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has written one piece of a long commit when a file is stored: the file is in the next one, then the rest."""
    commits: list[list[int]] = []
    written, go_on = Event(), Event()
    real = index().write

    class Slow:
        """A writer that waits after the first piece of the first commit."""

        def __init__(self, writer: Any) -> None:
            self.writer = writer
            commits.append([])

        def delete(self, uids: list[int]) -> None:
            self.writer.delete(uids)

        def put(self, entries: list[Entry]) -> None:
            self.writer.put(entries)
            commits[-1] += [entry.uid for entry in entries]
            written.set()
            go_on.wait(10)

    @contextmanager
    def slowly() -> Iterator[Slow]:
        with real() as writer:
            yield Slow(writer)

    monkeypatch.setattr(indexing, "PART", 1)
    monkeypatch.setattr(indexing, "FIRST", 0.0)
    monkeypatch.setattr(indexing, "SOON", 0.0)
    pen: Any = SimpleNamespace(write=slowly)
    Piece.objects.update(index_due=True)
    with Indexer(lambda _: None, pen) as indexer:
        indexer.keep_up()
        assert written.wait(10)
        indexer.keep_up(soon=True)
        go_on.set()
        while indexer.finish_some():
            pass
    assert len(commits[0]) == 1
    assert sorted(pk for commit in commits for pk in commit) == [piece.pk for piece in old_library]
    assert not Piece.objects.filter(index_due=True).exists()


@pytest.mark.django_db(transaction=True)
def test_the_lexicon_is_brought_up_to_date_while_workers_are_busy(
    old_library: list[Piece], clerk: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last records are not digested before the lexicon knows the first: without idle moments it never would."""
    known = Event()
    real = digest_records

    def waiting(chunk: list[Record]) -> Chunk:
        if chunk[-1].no == 40:
            assert known.wait(10)
        return real(chunk)

    @contextmanager
    def threads(*, much: bool) -> Iterator[ThreadPoolExecutor]:
        with ThreadPoolExecutor(1) as workers:
            yield workers

    telling(monkeypatch, filling, "_put", lambda *_: known.set())
    monkeypatch.setattr(driving, "digest_records", waiting)
    monkeypatch.setattr(driving, "_workers", threads)
    monkeypatch.setattr(driving, "RECORDS_AT_ONCE", 10)
    monkeypatch.setattr(driving, "CHUNKS_AHEAD", 1)
    monkeypatch.setattr(driving, "LEXICON_FROM", 10)
    rows = ({"id": f"r{no}", "title": f"第{no}条", "text": f"第{no}条的正文。"} for no in range(40))
    receive(make_batch(clerk), "成批.jsonl", [jsonl(*rows).encode()], at=AT)
    drive()
    assert known.is_set()
    assert filling.mend() == 0
    assert not Piece.objects.filter(index_due=True).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept", [None, [], [parallel.FOUND_BY - 1, "…旧的", [0, 1]]])
def test_parallel_headings_are_found_again_where_a_row_does_not_hold_those_of_today(
    clerk: Person, kept: list[Any] | None
) -> None:
    pieces = make_pieces(clerk, "六个过硬.txt", HARD) + make_pieces(clerk, "汇报.txt", FOCUS)
    stored = terms_of(pieces)
    assert all(one.groups for one in stored)
    for detail in PieceDetail.objects.all():
        assert detail.description.pop("parallel")[0] == parallel.FOUND_BY
        detail.description |= {"parallel": kept} if kept is not None else {}
        detail.save()
    assert terms_of(pieces) == stored


def test_groups_are_read_from_the_row_where_it_holds_them() -> None:
    stored = [parallel.FOUND_BY, "…过硬", [0, 2]]
    assert parallel.groups_of((), stored) == (ParallelGroup("…过硬", (0, 2)),)
    assert parallel.groups_of((), [parallel.FOUND_BY]) == ()
