"""A file is carried through the eight steps, and nothing stops half-way for good."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mofan.library.ingestion import driving, indexing, storing, waiting
from mofan.library.ingestion.driving import Progress, drive
from mofan.library.ingestion.indexing import index, index_is_lost, reindex
from mofan.library.ingestion.locking import lock
from mofan.library.ingestion.receiving import chunks_of, files_under, receive
from mofan.library.models import Piece, Removal, Source, SourceText, State, Step
from mofan.org.models import Person
from mofan.text.clean import clean
from tests.library.samples import AD, COMPILATION, SINGLE, jsonl, zipped
from tests.make import AT, make_batch, make_pieces, make_source


def test_a_compilation_becomes_clean_pieces(clerk: Person) -> None:
    source = make_source(clerk, "机关建设经验材料.txt", COMPILATION)
    assert (source.state, source.step, source.encoding) == (State.DONE, Step.INDEX, "utf-8")
    assert source.report["pieces"] == source.report["declared"] == 2
    assert source.report["ads"] == 2
    first, second = source.pieces.order_by("no")
    assert first.title == "筑牢“四道防线” 守护一方安澜"
    assert first.unit == "青塘县水务局"
    assert second.subtitle == "——青塘县政务服务中心机关建设经验材料范文（2）"
    assert SourceText.objects.get(source=source).text == COMPILATION
    assert sorted(index().uids()) == [first.pk, second.pk]
    assert not Piece.objects.filter(index_due=True).exists()


def test_the_paid_part_of_a_piece_is_known(clerk: Person) -> None:
    first, second = make_pieces(clerk, "合集.txt", COMPILATION)
    assert first.paid_start is not None
    assert COMPILATION[first.paid_start :].startswith("——青塘县水务局")
    assert second.paid_end == COMPILATION.index("##paidend##")


def test_the_same_file_again_is_linked_and_read_once(clerk: Person) -> None:
    first = make_source(clerk, "甲.txt", SINGLE)
    again = make_source(clerk, "乙.txt", SINGLE)
    assert (again.state, again.same_as) == (State.SAME, first)
    assert Piece.objects.count() == 1


def test_the_same_clean_text_in_another_file_is_linked_and_found_once(clerk: Person) -> None:
    (first,) = make_pieces(clerk, "甲.txt", SINGLE)
    (copy,) = make_pieces(clerk, "乙.txt", (SINGLE + AD).encode("gb18030"))
    assert copy.same_as == first
    assert list(index().uids()) == [first.pk]


def test_the_same_piece_twice_in_one_load_is_linked(clerk: Person) -> None:
    batch = make_batch(clerk)
    for name, text in (("甲.txt", SINGLE), ("乙.txt", SINGLE + AD)):
        receive(batch, name, [text.encode()], at=AT)
    drive()
    assert Piece.objects.count() == 2
    assert Piece.objects.originals().count() == 1


def test_a_file_with_a_secrecy_mark_is_refused_with_the_reason(clerk: Person) -> None:
    source = make_source(clerk, "甲.txt", "机密★10年\n" + SINGLE)
    assert source.state == State.REFUSED
    assert source.step == Step.READ
    assert "密级标志" in source.refusal
    assert not Piece.objects.exists()


def test_a_file_that_is_all_advertisement_is_refused(clerk: Person) -> None:
    source = make_source(clerk, "广告.txt", AD)
    assert (source.state, source.step) == (State.REFUSED, Step.CLEAN)


def test_a_fault_of_ours_stops_only_that_file(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    real = clean

    def faulty(text: str, *given: Any) -> Any:
        if text.startswith("坏"):
            raise ZeroDivisionError("试")
        return real(text, *given)

    monkeypatch.setattr("mofan.library.ingestion.digesting.clean", faulty)
    monkeypatch.setattr(driving, "_workers", no_workers)
    batch = make_batch(clerk)
    bad = receive(batch, "坏.txt", ["坏".encode()], at=AT)
    good = receive(batch, "好.txt", [SINGLE.encode()], at=AT)
    lines = [json.dumps({"title": name, "text": f"{name}\n这一行是正文。"}).encode() for name in ("甲", "坏", "乙")]
    bulk = receive(batch, "成批.jsonl", [b"\n".join(lines)], at=AT)
    drive()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert "程序出错（ZeroDivisionError：试）" in bad.refusal
    assert good.state == State.DONE
    members = list(bulk.members.order_by("no"))
    assert [(row.name, row.state) for row in members] == [("甲", "done"), ("坏", "refused"), ("乙", "done")]
    assert "程序出错（ZeroDivisionError：试）" in members[1].refusal


class Killed(BaseException):
    """What a kill looks like from inside: nothing after it runs."""


def killing(function: Callable[..., Any], *, after: int, done_first: bool) -> Callable[..., Any]:
    calls = 0

    def run(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == after and not done_first:
            raise Killed
        result = function(*given, **named)
        if calls == after:
            raise Killed
        return result

    return run


PLACES = [
    (driving, "store_works"),
    (driving, "store_records"),
    (driving, "_store_members"),
    (driving, "_finish_bulk"),
    (indexing, "_write"),
    (storing, "_store_found"),
    (storing, "_store_finds"),
    (indexing, "_no_longer_due"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("done_first", [False, True])
@pytest.mark.parametrize(("module", "name"), PLACES)
def test_killed_anywhere_and_run_again_nothing_is_lost_and_nothing_double(
    clerk: Person, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, done_first: bool
) -> None:
    batch = make_batch(clerk)
    bulk = jsonl(*({"id": f"r{no}", "title": f"第{no}条", "text": f"第{no}条的正文。"} for no in range(250)))
    receive(batch, "合集.txt", [COMPILATION.encode()], at=AT)
    receive(batch, "一批.zip", [zipped(甲__txt=SINGLE)], at=AT)
    receive(batch, "成批.jsonl", [bulk.encode()], at=AT)
    with monkeypatch.context() as patched:
        patched.setattr(driving, "RECORDS_AT_ONCE", 50)
        patched.setattr(module, name, killing(getattr(module, name), after=1, done_first=done_first))
        patched.setattr(driving, "_workers", no_workers)
        with pytest.raises(Killed):
            drive()
    monkeypatch.setattr(driving, "_workers", no_workers)
    for file in ("合集.txt",):
        receive(batch, file, [COMPILATION.encode()], at=AT)
    drive()
    assert Source.objects.exclude(state__in=(State.DONE, State.SAME)).count() == 0
    assert Piece.objects.originals().count() == 2 + 1 + 250
    assert Piece.objects.count() == 253
    assert sorted(index().uids()) == sorted(Piece.objects.values_list("pk", flat=True))
    assert Removal.objects.filter(kind="ad").count() == 2
    assert SourceText.objects.count() == 252


class no_workers:
    def __init__(self, *, much: bool) -> None:
        pass

    def __enter__(self) -> None:
        return None

    def __exit__(self, *error: object) -> None:
        return None


@pytest.mark.django_db
def test_worker_processes_are_started_for_much_only(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not waiting.is_much()
    make_pieces(clerk, "a.txt", SINGLE)
    Piece.objects.update(index_due=True)
    assert not waiting.is_much()
    monkeypatch.setattr(waiting, "COMPARED_ALONE", 0)
    assert waiting.is_much()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "so_many", "is_much"),
    [
        ("{}.txt", waiting.ALONE_UP_TO, False),
        ("{}.txt", waiting.ALONE_UP_TO + 1, True),
        ("{}.DOC", waiting.CONVERTED_ALONE_UP_TO, False),
        ("{}.DOC", waiting.CONVERTED_ALONE_UP_TO + 1, True),
    ],
)
def test_what_takes_less_time_than_starting_worker_processes_is_carried_alone(
    clerk: Person, name: str, so_many: int, is_much: bool
) -> None:
    batch = make_batch(clerk)
    for no in range(so_many):
        receive(batch, name.format(no), [f"{no:0100}".encode()], at=AT)
    assert waiting.is_much() is is_much


@pytest.mark.django_db
def test_many_bytes_are_much_in_whatever_files_they_come(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "BYTES_ALONE_UP_TO", 300)
    batch = make_batch(clerk)
    for name in ("一.txt", "二.jsonl", "三.pdf"):
        receive(batch, name, [f"{name:0>99}".encode()[:100]], at=AT)
    assert not waiting.is_much()
    receive(batch, "四.jsonl", [b"0"], at=AT)
    assert waiting.is_much()


@pytest.mark.django_db(transaction=True)
def test_a_load_that_grows_is_carried_on_with_worker_processes(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []

    def workers(*, much: bool) -> Any:
        started.append(much)
        return real(much=much)

    real = driving._workers
    monkeypatch.setattr(driving, "_workers", workers)
    batch = make_batch(clerk)
    receive(batch, "先到.txt", [SINGLE.encode()], at=AT)
    rows = [{"id": f"r{no}", "title": f"第{no}条", "text": f"第{no}条的正文。"} for no in range(20)]

    def look() -> None:
        if not batch.sources.filter(name="后到.jsonl").exists():
            monkeypatch.setattr(waiting, "BYTES_ALONE_UP_TO", 0)
            receive(batch, "后到.jsonl", [jsonl(*rows).encode()], at=AT)

    progress = drive(look=look)
    assert started == [False, True]
    assert progress is not None
    assert (progress.pieces, progress.indexed) == (21, 21)
    assert index().count() == Piece.objects.count() == 21


@pytest.mark.django_db(transaction=True)
def test_worker_processes_give_what_one_process_gives(clerk: Person) -> None:
    batch = make_batch(clerk)
    for no in range(waiting.ALONE_UP_TO + 3):
        receive(batch, f"{no}.txt", [SINGLE.replace("2025", str(1990 + no)).encode()], at=AT)
    seen: list[int] = []
    progress = drive(lambda now: seen.append(now.pieces))
    assert progress is not None
    assert progress.pieces == Piece.objects.count() == waiting.ALONE_UP_TO + 3
    assert seen[-1] == progress.pieces
    assert index().count() == progress.pieces


@pytest.mark.django_db(transaction=True)
def test_the_index_keeps_up_while_more_comes_in(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no time between two commits, pieces are in the index before the last one is stored."""
    monkeypatch.setattr(indexing, "EVERY", 0.0)
    monkeypatch.setattr(driving, "RECORDS_AT_ONCE", 10)
    monkeypatch.setattr(driving, "_workers", no_workers)
    rows = ({"id": f"r{no}", "title": f"第{no}条", "text": f"第{no}条的正文。"} for no in range(300))
    receive(make_batch(clerk), "成批.jsonl", [jsonl(*rows).encode()], at=AT)
    seen: list[tuple[int, int]] = []
    drive(lambda now: seen.append((now.pieces, now.indexed)))
    assert any(0 < indexed <= pieces < 300 for pieces, indexed in seen)
    assert seen[-1] == (300, 300)
    assert index().count() == 300


@pytest.mark.django_db(transaction=True)
def test_what_the_thread_could_not_write_stays_due(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise OSError("磁盘已满")

    receive(make_batch(clerk), "总结.txt", [SINGLE.encode()], at=AT)
    with monkeypatch.context() as patched:
        patched.setattr(indexing, "EVERY", 0.0)
        patched.setattr(indexing, "_write", broken)
        with pytest.raises(OSError, match="磁盘已满"):
            drive()
    assert Piece.objects.filter(index_due=True).count() == 1
    drive()
    assert not Piece.objects.filter(index_due=True).exists()
    assert index().count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_report_of_a_bulk_file_counts_what_was_stored_before_a_kill(
    clerk: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driving, "RECORDS_AT_ONCE", 10)
    monkeypatch.setattr(driving, "_workers", no_workers)
    rows = ({"title": f"第{no}条", "text": f"第{no}条的正文。"} for no in range(30))
    bulk = receive(make_batch(clerk), "成批.jsonl", [jsonl(*rows).encode()], at=AT)
    with monkeypatch.context() as patched:
        patched.setattr(driving, "store_records", killing(storing.store_records, after=2, done_first=True))
        with pytest.raises(Killed):
            drive()
    drive()
    bulk.refresh_from_db()
    assert bulk.report == {"members": 30, "pieces": 30, "refused": 0, "warnings": []}


def test_only_one_driver_works_at_a_time(clerk: Person) -> None:
    with lock():  # reentrant in one object only, so this one stands for another process
        assert drive(wait=0.01) is None
    assert isinstance(drive(wait=0.01), Progress)


def test_the_index_can_be_made_anew_from_the_rows(clerk: Person) -> None:
    pieces = make_pieces(clerk, "合集.txt", COMPILATION)
    index().clear()
    assert index().count() == 0
    assert reindex() == 2
    assert sorted(index().uids()) == [piece.pk for piece in pieces]


def test_a_large_load_leaves_few_segments_to_look_into(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 4):  # each of them a commit of its own
        make_pieces(clerk, f"{number}.txt", SINGLE.replace("县", f"县{number}"))
    assert index().commits_to_merge() > 0
    monkeypatch.setattr(driving, "AT_ONCE", 20)
    rows = ({"id": f"r{no}", "title": f"第{no}条", "text": f"第{no}条的正文。"} for no in range(20))
    make_pieces(clerk, "成批.jsonl", jsonl(*rows))
    assert index().commits_to_merge() == 0
    assert sorted(index().uids()) == [piece.pk for piece in Piece.objects.order_by("pk")]
    assert not Piece.objects.filter(index_due=True).exists()


def test_an_index_that_is_lost_is_mended_by_the_next_driver(clerk: Person, home: Path) -> None:
    make_pieces(clerk, "合集.txt", COMPILATION)
    (home / "index" / "meta.json").write_text("{")
    indexing.open_index.cache_clear()
    drive()
    indexing.open_index.cache_clear()
    assert index().count() == 2


def test_a_folder_gives_its_files_in_order_without_droppings(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    (folder / "子夹").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "子夹/c.txt", ".DS_Store", "~$b.docx"):
        (folder / name).write_text("字")
    assert [name for _, name in files_under(folder)] == ["来件/a.txt", "来件/b.txt", "来件/子夹/c.txt"]
    assert [name for _, name in files_under(folder / "a.txt")] == ["a.txt"]
    assert b"".join(chunks_of(folder / "a.txt")).decode() == "字"


def test_storing_a_piece_needs_a_bounded_number_of_queries(clerk: Person) -> None:
    batch = make_batch(clerk)
    for no in range(10):
        receive(batch, f"{no}.txt", [SINGLE.replace("2025", str(2000 + no)).encode()], at=AT)
    with CountQueries() as counted:
        drive()
    assert counted.number < 70


class CountQueries:
    number = 0

    def __enter__(self) -> "CountQueries":
        from django.test.utils import CaptureQueriesContext

        self._context = CaptureQueriesContext(connection)
        self._context.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._context.__exit__(*error)
        self.number = len(self._context)


def test_a_secrecy_mark_at_the_head_of_a_later_piece_refuses_the_file(clerk: Person) -> None:
    second = COMPILATION.index("近年来，青塘县政务服务中心")
    source = make_source(clerk, "合集.txt", COMPILATION[:second] + "密级：机密\n" + COMPILATION[second:])
    assert source.state == State.REFUSED
    assert source.step in (Step.READ, Step.SPLIT)
    assert "密级标志" in source.refusal


def test_a_text_that_names_itself_nowhere_is_called_after_its_file(clerk: Person) -> None:
    (piece,) = make_pieces(
        clerk, "三月/会议要点.txt", "一、抓紧备汛\n各单位要抓紧备汛，月底前完成。\n二、抓好春耕\n做好农资储备。"
    )
    assert piece.title == "会议要点"


def test_an_empty_index_that_a_reader_opened_in_place_of_the_lost_one_is_filled(clerk: Person, home: Path) -> None:
    make_source(clerk, "总结.txt", SINGLE)
    shutil.rmtree(home / "index")
    indexing.open_index.cache_clear()
    assert index().count() == 0
    assert index_is_lost()
    drive()
    assert index().count() == 1
    assert not index_is_lost()
