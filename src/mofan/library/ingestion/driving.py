"""Carries every waiting source through the steps (推进). The rows are the queue; one driver a machine holds the lock.

Killed at any moment, the next driver finds the rows as they were: a source is either stored whole or still waiting.
"""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, Future
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone
from filelock import Timeout

from mofan.library.ingestion.bulk import Record, line_count, records
from mofan.library.ingestion.digesting import Chunk, Work, digest_file, digest_records
from mofan.library.ingestion.indexing import AT_ONCE, Indexer, index, mend_index, tidy
from mofan.library.ingestion.locking import lock
from mofan.library.ingestion.memory import little_mapped
from mofan.library.ingestion.processes import seldom_garbage, worker_processes
from mofan.library.ingestion.receiving import holds_files, store
from mofan.library.ingestion.recognising import TO_RECOGNISE, Lane, put_off
from mofan.library.ingestion.storing import store_records, store_works
from mofan.library.ingestion.waiting import is_much, is_much_to_digest, waiting, waiting_bulk, waiting_files
from mofan.library.models import Piece, Source, SourceKind, State, Step
from mofan.library.quick_find import filling as quick_find
from mofan.search import Pen
from mofan.text.read import Unreadable, read_members, sniff

STEPS = Step.values
"""receive, identify, read, clean, split, describe, store, index: nothing runs that is not here."""
BETWEEN_CHUNKS = 12
"""So many files that came meanwhile are digested between two chunks of a bulk file."""
RECORDS_AT_ONCE = 100
CHUNKS_AHEAD = 6
"""So many chunks of records may be digested before they are stored; other work of the workers waits behind them."""
LEXICON_FROM = 4000
LEXICON_LEFT = 2000
"""Pieces that are new to the lexicon before it is brought up to date in between, and while the rest goes into the
index."""
STORED_AT_ONCE = 400
CHARACTERS_AT_ONCE = 4_000_000
STORED_EVERY = 1.0
"""Seconds: what is done is stored at least this often, so that whoever watches sees it move."""
LOOKED_EVERY = 0.5
"""Seconds between two looks for what came while a scan is recognised and nothing else is to do."""


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
Look = Callable[[], object]


def drive(watch: Watch = lambda _: None, *, wait: float = -1, look: Look = lambda: None) -> Progress | None:
    """Carry all that waits to its end. None when another driver holds the lock for longer than `wait` seconds.

    `look` is called again and again while there is much to do, and may receive more: what waits goes before the index
    and the lexicon of what came earlier, files before the rest of a bulk file.
    """
    try:
        with lock().acquire(timeout=wait), seldom_garbage(), little_mapped():
            return _drive(watch, look)
    except Timeout:
        return None


@dataclass(frozen=True, slots=True)
class _Load:
    """What carries the sources: worker processes (none for a small load), the index beside, whoever watches or looks
    for more."""

    workers: Executor | None
    indexer: Indexer
    lexicon: "_Lexicon"
    lane: Lane
    progress: Progress
    watch: Watch
    look: Look

    def stored(self, name: str, *, sources: int, pieces: int, refused: int, soon: bool = True) -> None:
        """Something was stored: say so, and let the index keep up with it, `soon` if somebody waits for that."""
        self.progress.sources += sources
        self.progress.pieces += pieces
        self.progress.refused += refused
        self.progress.current = name
        self.watch(self.progress)
        self.indexer.keep_up(soon=soon)
        self.lexicon.behind += pieces

    def meanwhile(self) -> bool:
        """Do a little of what has to be done beside; whether there was something."""
        return self.indexer.carry_on() or self.lexicon.carry_on(LEXICON_FROM)

    def finish_some(self) -> bool:
        """Carry on for a moment with what is left to be done of all that is stored; whether there was something."""
        return self.indexer.finish_some(lambda: self.lexicon.carry_on(LEXICON_LEFT))

    def recognise(self) -> bool:
        """Store the scan that is ready and let the next one go its way; whether one is under way."""
        return self.lane.carry_on(lambda source, work: _store([(source, work)], self))

    def wait_for_scan(self) -> None:
        """Pass a moment while a scan is recognised: what is stored goes into the index, and more may come."""
        self.progress.current = self.lane.page or self.progress.current
        self.watch(self.progress)
        if not self.indexer.finish_some() and not self.lexicon.carry_on(LEXICON_FROM):
            self.lane.wait(LOOKED_EVERY)
        self.look()


class _Lexicon:
    """The lexicon brought up to date in idle moments of a long load."""

    def __init__(self) -> None:
        self.behind = 0
        """Pieces stored since it was looked what is to be done."""
        self._slices: Generator[int, None, None] | None = None

    def carry_on(self, least: int) -> bool:
        """One slice, begun when so many pieces are new; whether there was something."""
        if self._slices is None and self.behind >= least:
            self._slices, self.behind = quick_find.mending(), 0
        if self._slices is None:
            return False
        if next(self._slices, None) is None:
            self._slices = None
        return True

    def close(self) -> None:
        """Let go of the lexicon's file."""
        if self._slices is not None:
            self._slices.close()


def _drive(watch: Watch, look: Look) -> Progress:
    mend_index()
    with closing(index().pen()) as pen:
        progress = _drive_with(pen, watch, look)
        if progress.indexed >= AT_ONCE:
            tidy(pen)
    return progress


def _drive_with(pen: Pen, watch: Watch, look: Look) -> Progress:
    progress = Progress()
    Source.objects.filter(state=State.WORKING, **TO_RECOGNISE).update(step=Step.RECEIVE)
    Source.objects.filter(state=State.WORKING).update(state=State.WAITING)
    _carry(progress, watch, look, pen)
    carried = True
    while carried:
        carried = False
        for _ in quick_find.mending():
            look()
            if waiting().exists():
                _carry(progress, watch, look, pen)
                carried = True
    return progress


def _carry(progress: Progress, watch: Watch, look: Look, pen: Pen) -> None:
    """Carry what waits into the index, and what comes meanwhile; a scan goes on from one load to the next."""
    with closing(Lane()) as lane:
        while _carry_load(progress, watch, look, pen, lane):
            pass


def _carry_load(progress: Progress, watch: Watch, look: Look, pen: Pen, lane: Lane) -> bool:
    """Whether so much came meanwhile that another load, with worker processes, has to carry it."""
    before = progress.indexed

    def tell(indexed: int) -> None:
        progress.indexed = before + indexed
        watch(progress)

    with (
        _workers(much=is_much()) as workers,
        Indexer(tell, pen, workers) as indexer,
        closing(_Lexicon()) as lexicon,
    ):
        load = _Load(workers, indexer, lexicon, lane, progress, watch, look)
        all_carried = _carry_all(load)
        while all_carried and load.finish_some():
            look()
            if waiting().exists():
                all_carried = _carry_all(load)
    return not all_carried


def _carry_all(load: _Load) -> bool:
    """Carry everything, scans in their lane beside the rest. False where so much came meanwhile that worker processes
    are worth their start, and there are none."""
    while (scans := load.recognise()) | bool(rows := list(waiting_files()[:STORED_AT_ONCE] or waiting_bulk()[:1])):
        if load.workers is None and is_much_to_digest():
            return False
        if rows:
            _route(rows, load)
        elif scans:
            load.wait_for_scan()
    return True


def _route(rows: list[Source], load: _Load) -> None:
    files: list[Source] = []
    for source in rows:
        if source.kind == SourceKind.BULK:
            _carry_bulk(source, load)
        elif holds_files(source):
            _unpack(source, load)
        else:
            files.append(source)
    _carry_files(files, load)


def _carry_files(files: list[Source], load: _Load) -> None:
    done: list[tuple[Source, Work]] = []
    last_stored = time.monotonic()
    for source, work in _digested(files, load.workers):
        if work.put_off:
            put_off(source)
            continue
        done.append((source, work))
        late = time.monotonic() - last_stored > STORED_EVERY
        if late or len(done) >= STORED_AT_ONCE or sum(len(one.text) for _, one in done) > CHARACTERS_AT_ONCE:
            _store(done, load)
            done, last_stored = [], time.monotonic()
    if done:
        _store(done, load)


def _store(done: list[tuple[Source, Work]], load: _Load) -> None:
    store_works(done, at=timezone.now())
    pieces = sum(len(work.pieces) for _, work in done)
    load.stored(done[-1][0].name, sources=len(done), pieces=pieces, refused=sum(bool(work.refusal) for _, work in done))


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


def _unpack(source: Source, load: _Load) -> None:
    """The files in an archive become sources that wait; a refused member is a source that says why."""
    Source.objects.filter(pk=source.pk).update(state=State.WORKING, step=Step.IDENTIFY, kind=SourceKind.ARCHIVE)
    folder, at = store(), timezone.now()
    data = folder.read(source.sha256)
    source.media_type = sniff(data, source.name)
    rows: list[Source] = []
    refusal = ""
    try:
        for no, member in enumerate(read_members(data, source.name), 1):
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
    refused = bool(refusal) + sum(row.state == State.REFUSED for row in rows)
    load.stored(source.name, sources=1, pieces=0, refused=refused)


@transaction.atomic
def _store_members(source: Source, rows: list[Source], refusal: str, *, at: datetime) -> None:
    Source.objects.bulk_create(rows, ignore_conflicts=True)
    source.kind, source.finished_at = SourceKind.ARCHIVE, at
    source.report = {"members": len(rows), "warnings": []}
    if refusal and not rows:
        source.state, source.step, source.refusal = State.REFUSED, Step.IDENTIFY, refusal[:300]
    else:
        source.state, source.step = State.DONE, Step.INDEX
        source.report["warnings"] = [refusal] if refusal else []
    source.save()


def _carry_bulk(source: Source, load: _Load) -> None:
    path = store().path(source.sha256)
    Source.objects.filter(pk=source.pk).update(state=State.WORKING, step=Step.READ, report={"lines": line_count(path)})
    last_no = source.done_lines
    for done in _digested_records(records(path, skip=source.done_lines), load):
        last_no = max(record.no for record, _ in done)
        store_records(source, done, up_to=last_no, at=timezone.now())
        load.stored(
            f"{source.name} 第 {last_no} 行",
            sources=len(done),
            pieces=sum(len(work.pieces) for _, work in done if work),
            refused=sum(work is None or bool(work.refusal) for _, work in done),
            soon=False,
        )
        load.look()
        load.recognise()
        _route(list(waiting_files()[:BETWEEN_CHUNKS]), replace(load, workers=None))
    _finish_bulk(source, last_no)


def _finish_bulk(source: Source, lines: int) -> None:
    at = timezone.now()
    report = {
        "members": source.members.count(),
        "pieces": Piece.objects.filter(source__parent=source).count(),
        "refused": source.members.filter(state=State.REFUSED).count(),
        "warnings": [],
    }
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


def _digested_records(lines: Iterator[Record], load: _Load) -> Iterator[Chunk]:
    """Chunks of records with what was found, in the order of the file; a few chunks ahead of the database."""
    ahead: deque[Future[Chunk]] = deque()
    while chunk := list(islice(lines, RECORDS_AT_ONCE)):
        if load.workers is None:
            yield digest_records(chunk)
            continue
        ahead.append(load.workers.submit(digest_records, chunk))
        if len(ahead) > CHUNKS_AHEAD:
            yield _result_of(ahead.popleft(), load)
    while ahead:
        yield _result_of(ahead.popleft(), load)


def _result_of(chunk: Future[Chunk], load: _Load) -> Chunk:
    """What a worker found; something else is done while it is at it."""
    while not chunk.done() and load.meanwhile():
        pass
    return chunk.result()


@contextmanager
def _workers(*, much: bool) -> Iterator[Executor | None]:
    """Worker processes for a large load, none for a small one."""
    if not much:
        yield None
        return
    with worker_processes() as workers:
        yield workers
