"""Carries every waiting source through the steps (推进). The rows are the queue; one driver a machine holds the lock.

Killed at any moment, the next driver finds the rows as they were: a source is either stored whole or still waiting.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from filelock import FileLock, Timeout

from mofan.library.ingestion.bulk import Record, line_count, records
from mofan.library.ingestion.digesting import Chunk, Work, digest_file, digest_records, end_with_parent
from mofan.library.ingestion.indexing import index_due, mend_index
from mofan.library.ingestion.receiving import store
from mofan.library.ingestion.storing import store_records, store_works
from mofan.library.models import Source, SourceKind, State, Step
from mofan.text.read import Unreadable, is_archive, read_members

STEPS = Step.values
"""receive, identify, read, clean, split, describe, store, index: nothing runs that is not here."""
ALONE_UP_TO = 12
"""So few files are digested in this process; starting worker processes would take longer."""
RECORDS_AT_ONCE = 100
STORED_AT_ONCE = 400
STORED_EVERY = 1.0
"""Seconds: what is done is stored at least this often, so that whoever watches sees it move."""
INDEX_EVERY = 5.0
"""Seconds: what is stored becomes visible to a search at least this often while more comes in."""


@dataclass(slots=True)
class Progress:
    """What a driver did so far; handed to whoever watches."""

    sources: int = 0
    pieces: int = 0
    refused: int = 0
    indexed: int = 0
    current: str = ""
    started: float = field(default_factory=time.monotonic)


Watch = Callable[[Progress], None]


def lock() -> FileLock:
    """The lock of this machine's driver; freed by the system when the process dies, however it dies."""
    path = Path(settings.MOFAN_HOME) / "ingest.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path)


def drive(watch: Watch = lambda _: None, *, wait: float = -1) -> Progress | None:
    """Carry all that waits to its end. None when another driver holds the lock for longer than `wait` seconds."""
    try:
        with lock().acquire(timeout=wait):
            return _drive(watch)
    except Timeout:
        return None


def _drive(watch: Watch) -> Progress:
    progress = Progress()
    mend_index()
    Source.objects.filter(state=State.WORKING).update(state=State.WAITING)
    waiting = Source.objects.filter(state=State.WAITING)
    with _workers(waiting.count(), has_bulk=waiting.filter(kind=SourceKind.BULK).exists()) as workers:
        last_indexed = time.monotonic()
        while rows := list(waiting.order_by("pk")[:STORED_AT_ONCE]):
            _route(rows, workers, progress, watch)
            if time.monotonic() - last_indexed > INDEX_EVERY:
                _index(progress, watch)
                last_indexed = time.monotonic()
        _index(progress, watch)
    return progress


def _index(progress: Progress, watch: Watch) -> None:
    before = progress.indexed

    def tell(done: int) -> None:
        progress.indexed = before + done
        watch(progress)

    index_due(tell)


def _route(rows: list[Source], workers: Executor | None, progress: Progress, watch: Watch) -> None:
    files: list[Source] = []
    for source in rows:
        if source.kind == SourceKind.BULK:
            _carry_bulk(source, workers, progress, watch)
        elif _is_archive(source):
            _unpack(source, progress, watch)
        else:
            files.append(source)
    _carry_files(files, workers, progress, watch)


def _carry_files(files: list[Source], workers: Executor | None, progress: Progress, watch: Watch) -> None:
    done: list[tuple[Source, Work]] = []
    last_stored = time.monotonic()
    for source, work in _digested(files, workers):
        done.append((source, work))
        progress.current = source.name
        late = time.monotonic() - last_stored > STORED_EVERY
        if late or len(done) >= STORED_AT_ONCE or sum(len(one.text) for _, one in done) > 4_000_000:
            _store(done, progress, watch)
            done, last_stored = [], time.monotonic()
    if done:
        _store(done, progress, watch)


def _store(done: list[tuple[Source, Work]], progress: Progress, watch: Watch) -> None:
    store_works(done, at=timezone.now())
    progress.sources += len(done)
    progress.pieces += sum(len(work.pieces) for _, work in done)
    progress.refused += sum(bool(work.refusal) for _, work in done)
    watch(progress)


def _digested(files: list[Source], workers: Executor | None) -> Iterator[tuple[Source, Work]]:
    folder = store()
    for source in files:
        Source.objects.filter(pk=source.pk).update(state=State.WORKING, step=Step.READ)
        source.state = State.WORKING
        if workers is None:
            yield source, digest_file(folder.path(source.sha256), source.name)
    if workers is not None:
        futures = [(source, workers.submit(digest_file, folder.path(source.sha256), source.name)) for source in files]
        for source, future in futures:
            yield source, future.result()


def _is_archive(source: Source) -> bool:
    if source.kind == SourceKind.ARCHIVE:
        return True
    path = store().path(source.sha256)
    with path.open("rb") as file:
        head = file.read(8)
    return head[:2] == b"PK" and is_archive(path.read_bytes(), source.name)


def _unpack(source: Source, progress: Progress, watch: Watch) -> None:
    """The files in an archive become sources that wait; a refused member is a source that says why."""
    Source.objects.filter(pk=source.pk).update(state=State.WORKING, step=Step.IDENTIFY, kind=SourceKind.ARCHIVE)
    folder, at = store(), timezone.now()
    rows: list[Source] = []
    refusal = ""
    try:
        for no, member in enumerate(read_members(folder.read(source.sha256), source.name), 1):
            row = Source(
                batch_id=source.batch_id,
                parent=source,
                no=no,
                name=member.path[-500:],
                sha256="",
                size=0,
                received_at=at,
            )
            if member.data is None:
                row.state, row.step, row.finished_at = State.REFUSED, Step.IDENTIFY, at
                row.refusal = str(member.refusal)[:300]
            else:
                kept = folder.put([member.data])
                row.sha256, row.size = kept.sha256, kept.size
                row.kind = SourceKind.BULK if member.path.lower().endswith((".jsonl", ".ndjson")) else SourceKind.FILE
            rows.append(row)
    except Unreadable as unreadable:
        refusal = unreadable.sentence
    _store_members(source, rows, refusal, at=at)
    progress.sources += 1
    progress.refused += bool(refusal) + sum(row.state == State.REFUSED for row in rows)
    progress.current = source.name
    watch(progress)


@transaction.atomic
def _store_members(source: Source, rows: list[Source], refusal: str, *, at: datetime) -> None:
    Source.objects.bulk_create(rows, ignore_conflicts=True)
    source.kind, source.finished_at = SourceKind.ARCHIVE, at
    source.report = {"members": len(rows), "warnings": []}
    source.media_type = "application/zip"
    if refusal and not rows:
        source.state, source.step, source.refusal = State.REFUSED, Step.IDENTIFY, refusal[:300]
    else:
        source.state, source.step = State.DONE, Step.INDEX
        source.report["warnings"] = [refusal] if refusal else []
    source.save()


def _carry_bulk(source: Source, workers: Executor | None, progress: Progress, watch: Watch) -> None:
    Source.objects.filter(pk=source.pk).update(
        state=State.WORKING, step=Step.READ, report={"lines": line_count(store().path(source.sha256))}
    )
    lines = records(store().path(source.sha256), skip=source.done_lines)
    pieces_before, refused_before = progress.pieces, progress.refused
    last_indexed = time.monotonic()
    last_no = source.done_lines
    for done in _digested_records(lines, workers):
        last_no = max(record.no for record, _ in done)
        store_records(source, done, up_to=last_no, at=timezone.now())
        progress.sources += len(done)
        progress.pieces += sum(len(work.pieces) for _, work in done if work)
        progress.refused += sum(work is None or bool(work.refusal) for _, work in done)
        progress.current = f"{source.name} 第 {last_no} 行"
        watch(progress)
        if time.monotonic() - last_indexed > INDEX_EVERY * 4:
            _index(progress, watch)
            last_indexed = time.monotonic()
    _finish_bulk(source, last_no, pieces=progress.pieces - pieces_before, refused=progress.refused - refused_before)


def _finish_bulk(source: Source, lines: int, *, pieces: int, refused: int) -> None:
    at = timezone.now()
    report = {"members": source.members.count(), "pieces": pieces, "refused": refused, "warnings": []}
    state, refusal = (State.DONE, "") if report["members"] else (State.REFUSED, "文件里没有一行可用的记录。")
    Source.objects.filter(pk=source.pk).update(
        state=state,
        step=Step.INDEX if state == State.DONE else Step.READ,
        refusal=refusal,
        finished_at=at,
        report=report,
        done_lines=lines,
        media_type="application/x-ndjson",
    )


def _digested_records(lines: Iterator[Record], workers: Executor | None) -> Iterator[Chunk]:
    """Chunks of records with what was found, in the order of the file; a few chunks ahead of the database."""
    ahead: deque[Future[Chunk]] = deque()
    while chunk := list(islice(lines, RECORDS_AT_ONCE)):
        if workers is None:
            yield digest_records(chunk)
            continue
        ahead.append(workers.submit(digest_records, chunk))
        if len(ahead) > 2 * (os.cpu_count() or 1) + 2:
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


@contextmanager
def _workers(waiting: int, *, has_bulk: bool) -> Iterator[Executor | None]:
    """Worker processes for a large load, none for a small one."""
    if waiting <= ALONE_UP_TO and not has_bulk:
        yield None
        return
    processes = max(1, os.cpu_count() or 1)
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=end_with_parent) as workers:
        yield workers
