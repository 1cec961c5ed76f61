"""Scans go in a lane of their own: texts that came with them, or after them, do not wait for them."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from mofan.library.ingestion import driving, recognising, storing, waiting
from mofan.library.ingestion.digesting import Work, digest_file
from mofan.library.ingestion.driving import Progress, drive
from mofan.library.ingestion.indexing import index
from mofan.library.ingestion.receiving import receive, store
from mofan.library.ingestion.recognising import Lane
from mofan.library.models import Piece, Source, State, Step
from mofan.org.models import Person
from mofan.text.read.ocr import recogniser
from tests.library.samples import SINGLE, jsonl
from tests.library.test_driving import Killed, no_workers
from tests.make import AT, make_batch
from tests.text.read.makers import make_pdf

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a small program stand where the recognising process does: two pages, the same line on each."""
    program = tmp_path / "child.py"
    program.write_text(
        "import json, sys\n"
        "data = sys.stdin.buffer.read()\n"
        "corners = [[80, 100], [176, 100], [176, 116], [80, 116]]\n"
        "for page in range(2):\n"
        "    box = {'corners': corners, 'text': f'汛期值守安排{data[8:].decode()}', 'confidence': 0.99}\n"
        "    row = {'page': page, 'pages': 2, 'width': 595, 'height': 842, 'boxes': [box]}\n"
        "    print(json.dumps(row), flush=True)\n"
    )
    monkeypatch.setattr(recogniser, "COMMAND", (sys.executable, str(program)))
    monkeypatch.setattr(recogniser, "NEEDED", ())
    monkeypatch.setattr(driving, "_workers", no_workers)
    monkeypatch.setattr(driving, "LOOKED_EVERY", 0.01)


@pytest.mark.django_db(transaction=True)
def test_texts_behind_a_pack_of_scans_come_in_first(clerk: Person) -> None:
    batch = make_batch(clerk)
    for no in range(5):
        receive(batch, f"{no}.png", [PNG + str(no).encode()], at=AT)
    receive(batch, "总结.txt", [SINGLE.encode()], at=AT)
    drive()
    names = list(Piece.objects.order_by("pk").values_list("source__name", flat=True))
    assert names[0] == "总结.txt"
    assert sorted(names[1:]) == [f"{no}.png" for no in range(5)]
    assert not Source.objects.exclude(state=State.DONE, step=Step.INDEX).exists()
    assert sorted(index().uids()) == sorted(Piece.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_text_that_comes_while_scans_are_recognised_is_found_before_the_next(clerk: Person) -> None:
    batch = make_batch(clerk)
    for no in range(3):
        receive(batch, f"{no}.png", [PNG + str(no).encode()], at=AT)
    scans_before: list[int] = []
    pages: list[str] = []

    def look() -> None:
        if not scans_before:
            receive(batch, "急件.txt", [SINGLE.encode()], at=AT)
            scans_before.append(Source.objects.filter(state=State.DONE).count())

    def watch(progress: Progress) -> None:
        pages.append(progress.current)

    drive(watch, look=look)
    urgent = Piece.objects.get(source__name="急件.txt")
    assert Piece.objects.filter(pk__lt=urgent.pk).count() <= scans_before[0] + 1
    assert Piece.objects.count() == 4
    assert any("页" in page for page in pages), "whoever watches sees which page it is at"


@pytest.mark.django_db(transaction=True)
def test_scans_and_a_bulk_file_go_side_by_side(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the fifth record is stored, the scan becomes ready."""
    monkeypatch.setattr(driving, "RECORDS_AT_ONCE", 1)
    lane = Lane()
    monkeypatch.setattr(driving, "Lane", lambda: lane)
    batch = make_batch(clerk)
    rows = ({"title": f"第{no}条", "text": f"第{no}条的正文。"} for no in range(10))
    receive(batch, "扫描.png", [PNG], at=AT)
    bulk = receive(batch, "成批.jsonl", [jsonl(*rows).encode()], at=AT)

    def look() -> None:
        if bulk.members.count() == 5:
            lane.wait(60)

    drive(look=look)
    scan = Piece.objects.get(source__name="扫描.png")
    assert Piece.objects.filter(pk__gt=scan.pk).count() >= 5


@pytest.mark.django_db(transaction=True)
def test_a_scan_goes_on_where_a_load_grows_and_worker_processes_take_it_over(
    clerk: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is not ready before the larger load has begun."""
    loads: list[bool] = []
    grown = Event()
    read: list[str] = []

    @contextmanager
    def threads(*, much: bool) -> Iterator[ThreadPoolExecutor | None]:
        loads.append(much)
        if not much:
            yield None
            return
        grown.set()
        with ThreadPoolExecutor(1) as workers:
            yield workers

    def reads(path: Path, name: str, on_page: Any) -> Work:
        read.append(name)
        assert grown.wait(60)
        return digest_file(path, name, on_page)

    monkeypatch.setattr(driving, "_workers", threads)
    monkeypatch.setattr(recognising, "digest_file", reads)
    batch = make_batch(clerk)
    receive(batch, "扫描.png", [PNG], at=AT)

    def look() -> None:
        if read and not loads[1:] and not batch.sources.filter(name="后到.txt").exists():
            monkeypatch.setattr(waiting, "BYTES_ALONE_UP_TO", 0)
            receive(batch, "后到.txt", [SINGLE.encode()], at=AT)

    drive(look=look)
    assert loads == [False, True]
    assert read == ["扫描.png"]  # once
    assert list(Source.objects.values_list("state", flat=True)) == [State.DONE, State.DONE]
    assert index().count() == Piece.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_pdf_with_text_does_not_go_into_the_lane(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = make_batch(clerk)
    receive(batch, "通知.pdf", [make_pdf([[(80, 700, "Model agency")]])], at=AT)
    monkeypatch.setattr(recognising, "digest_file", None)
    drive()
    assert Source.objects.get().state == State.DONE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("done_first", [False, True])
def test_killed_with_scans_waiting_they_are_carried_by_the_next_driver(
    clerk: Person, monkeypatch: pytest.MonkeyPatch, done_first: bool
) -> None:
    batch = make_batch(clerk)
    for no in range(2):
        receive(batch, f"{no}.png", [PNG + str(no).encode()], at=AT)

    def killed(works: list[tuple[Source, Work]], *, at: object) -> None:
        if done_first:
            real(works, at=AT)
        raise Killed

    real = storing.store_works
    with monkeypatch.context() as patched:
        patched.setattr(driving, "store_works", killed)
        with pytest.raises(Killed):
            drive()
    drive()
    assert list(Source.objects.values_list("state", flat=True)) == [State.DONE, State.DONE]
    assert Piece.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_lane_that_is_closed_stops_before_the_next_page(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    source = receive(make_batch(clerk), "扫描.png", [PNG], at=AT)
    recognising.put_off(source)
    source.refresh_from_db()
    assert source.state_label == "等待文字识别"
    works: list[Work] = []

    def closing_digest(path: Path, name: str, on_page: Callable[[int, int], None]) -> Work:
        lane._closed = True
        works.append(digest_file(path, name, on_page))
        return works[-1]

    monkeypatch.setattr(recognising, "digest_file", closing_digest)
    with closing(Lane()) as lane:
        assert lane.carry_on(lambda *_: None)
        lane.wait(10)
    assert works[0].put_off


def test_a_lane_in_which_nothing_is_under_way_does_not_wait() -> None:
    with closing(Lane()) as lane:
        lane.wait(10)
    assert lane.page == ""


@pytest.mark.django_db
def test_whoever_does_not_let_it_be_recognised_is_told(clerk: Person) -> None:
    source = receive(make_batch(clerk), "扫描.png", [PNG], at=AT)
    work = digest_file(store().path(source.sha256), source.name)
    assert work.put_off
    assert not work.refusal
    assert work.data is None
