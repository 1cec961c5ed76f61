"""The last step (索): what is due goes into the index. Rows are the truth; the index can always be made anew."""

import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction

from mofan.library.clean_text import with_text
from mofan.library.ingestion.relating import Steps, relate, relating
from mofan.library.models import Piece, PieceDetail, PieceQuerySet, PieceState, Source
from mofan.search import Entry, Index, IndexBroken, Pen, SchemaChanged

AT_ONCE = 4000
"""Pieces that become visible with one commit of the index, at most …"""
SOON_AT_ONCE = 1000
"""… and when files wait for it: the newest."""
FIRST = 1.0
SOON = 1.5
EVERY = 30.0
"""Seconds: what is stored becomes visible to a search a second after a load began, and then less and less often, a file
at least every one and a half and a line of a bulk file every thirty; more often would make the index of many small
segments, which then have to be merged."""
PART = 50
"""Pieces that are written before the thread looks whether it is to stop."""
SEEN_FIRST = 2000
"""Pieces of a load, a day's or two, that are all put into the index before any is compared with the library: somebody
waits to find them. Of a longer one they are compared beside, so that no core rests."""
PATIENCE = 0.5
"""Seconds that whoever finishes the index waits before looking for what may be more pressing."""

Tell = Callable[[int], None]
"""Told how many pieces went into the index so far."""


class SearchUnknown(Exception):
    """SEARCH_URL names an engine that is not built in."""


def index() -> Index:
    """The index of the settings."""
    return open_index(settings.SEARCH_URL)


@cache
def open_index(url: str) -> Index:
    """The index that SEARCH_URL names, opened once a process. Raises SearchUnknown for any scheme but tantivy://."""
    parts = urlsplit(url)
    if parts.scheme != "tantivy":
        raise SearchUnknown(f"SEARCH_URL 只支持 tantivy://，现在写的是 {parts.scheme or url}://。")
    return Index.open(Path(unquote(parts.path)))


def index_is_lost() -> bool:
    """Whether the index is broken, of another version, or empty although pieces were put into it."""
    try:
        return not index().count() and _indexed().exists()
    except (IndexBroken, SchemaChanged):
        return True


def mend_index() -> None:
    """Make an index that is lost anew and let every piece wait for it (自动修复): a reader may have opened an empty
    one where it was thrown away.

    Called by whoever writes into the index, never by a reader.
    """
    if not index_is_lost():
        return
    Index.recreate(Path(unquote(urlsplit(settings.SEARCH_URL).path)))
    _indexed().update(index_due=True)


def _indexed() -> PieceQuerySet:
    return Piece.objects.originals().filter(state=PieceState.KEPT, index_due=False)


def index_due(tell: Tell = lambda _: None) -> int:
    """Put every piece that waits for it into the index; how many. Killed half-way, the rest still waits."""
    done = 0
    while some := _index_some():
        done += some
        tell(done)
    return done


def _index_some() -> int:
    """One commit of what is due; how many pieces."""
    if rows := _take(AT_ONCE):
        with closing(index().pen()) as pen:
            _write(pen, _change(rows))
        _mark(_revisions(rows))
    return len(rows)


def tidy(pen: Pen) -> None:
    """Have the small segments of the index merged after a large load (整理索引): the newest pieces are put again, each
    with a commit of its own, until the engine does. Readers see no difference but that searching takes less time."""
    if commits := index().commits_to_merge():
        for row in _indexed().order_by("-pk")[:commits]:
            _write(pen, _change([row]))


@dataclass(slots=True)
class _Written:
    """Pieces that are in the index, being related to the library; no longer due when that is done."""

    seen: dict[int, int]
    """piece → its revision."""
    steps: Steps
    waits_for: Future[Any] | None = None


class Indexer:
    """Puts what is due into the index while more is being stored (边存边索), and then relates it to the library.

    A thread analyses and writes, for the most part without the interpreter's lock, and workers compare; the rows are
    read and marked by whoever calls. What the thread did not commit stays due.
    """

    def __init__(self, tell: Tell, pen: Pen, workers: Executor | None = None) -> None:
        self._tell = tell
        self._pen = pen
        self._workers = workers
        self._done = 0
        self._thread = ThreadPoolExecutor(1, "index")
        self._writing: tuple[dict[int, int], Future[list[int]]] | None = None
        self._related: deque[_Written] = deque()
        self._began = time.monotonic()
        self._pause = FIRST
        self._soon = False
        self._stop = Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        self._stop.set()
        while kind is None and (self._writing or self._related):
            self._carry_on(PATIENCE, more_comes=False)
        self._thread.shutdown()

    def keep_up(self, *, soon: bool = False) -> None:
        """Carry on what can be carried on without waiting, and hand over what is due when it is time. `soon`: somebody
        waits for what was stored, so the thread stops short to take it."""
        self._soon |= soon
        while not self._is_time() and self.carry_on():
            pass
        if not self._is_time():
            return
        self._take_written()
        if self._writing:
            if self._soon:
                self._stop.set()
        elif self._hand_over(SOON_AT_ONCE if self._soon else AT_ONCE):
            self._pause *= 2
        self.carry_on()

    def _is_time(self) -> bool:
        """Whether what is due is to be handed over now."""
        return time.monotonic() - self._began >= min(self._pause, SOON if self._soon else EVERY)

    def carry_on(self) -> bool:
        """One step of what was handed over, if it needs no waiting; whether it was made."""
        return self._carry_on(0, more_comes=True)

    def finish_some(self, meanwhile: Callable[[], bool] = lambda: False) -> bool:
        """Carry on for a moment with what is due and what was handed over; whether there was something. Rather than
        wait it does something else `meanwhile`, if that says it did."""
        if not self._writing and not self._hand_over(AT_ONCE) and not self._related:
            return False
        if not self._carry_on(0, more_comes=False) and not meanwhile():
            self._carry_on(PATIENCE, more_comes=False)
        return True

    def _hand_over(self, most: int) -> bool:
        """The thread goes on with what is due; whether something was."""
        self._began = time.monotonic()
        rows = _take(most, without={pk for one in self._related for pk in one.seen})
        if rows:
            self._soon = False
            self._stop.clear()
            self._writing = _revisions(rows), self._thread.submit(_write, self._pen, _change(rows), self._stop)
        return bool(rows)

    def _carry_on(self, patience: float, *, more_comes: bool) -> bool:
        """One step of what was handed over, waiting so many seconds for it; whether a step was made. `more_comes`: not
        all is stored yet."""
        if self._take_written():
            return True
        waits_for: list[Future[Any]] = [self._writing[1]] if self._writing else []
        is_put_off = self._done < SEEN_FIRST and (more_comes or self._writing is not None)
        if self._related and not is_put_off:
            if (first := self._related[0].waits_for) is None or first.done():
                self._relate()
                return True
            waits_for.append(first)
        return bool(wait(waits_for, patience, FIRST_COMPLETED).done)

    def _take_written(self) -> bool:
        """What the thread has written is related to the library from now on; whether it has."""
        if not self._writing or not self._writing[1].done():
            return False
        (seen, written), self._writing = self._writing, None
        seen = {pk: seen[pk] for pk in written.result()}
        self._related.append(_Written(seen, relating(seen, self._workers)))
        self._done += len(seen)
        self._tell(self._done)
        return True

    def _relate(self) -> None:
        first = self._related[0]
        try:
            first.waits_for = next(first.steps)
        except StopIteration:
            self._related.popleft()
            _no_longer_due(first.seen)


def reindex(tell: Tell = lambda _: None) -> int:
    """Make the index anew from the rows; how many pieces it holds then. Searches go on in the old one until the end."""
    mend_index()
    done = 0
    due: dict[int, int] = {}
    with index().write() as writer:
        writer.clear()
        for rows in _all_found():
            done += writer.put(_entries(rows))
            due |= _revisions([piece for piece in rows if piece.index_due])
            tell(done)
    _mark(due)
    with closing(index().pen()) as pen:
        tidy(pen)
    return done


@dataclass(frozen=True, slots=True)
class _Change:
    """What one commit does to the index."""

    gone: list[int]
    entries: list[Entry]


def _change(rows: Sequence[Piece]) -> _Change:
    found = [piece for piece in rows if _is_found(piece)]
    return _Change([piece.pk for piece in rows if not _is_found(piece)], list(_entries(found)))


def _write(pen: Pen, change: _Change, stop: Event | None = None) -> list[int]:
    """Write it, or as much of it as there was time for before `stop`; the pieces of which it is true now."""
    done = change.gone
    with pen.write() as writer:
        writer.delete(change.gone)
        for start in range(0, len(change.entries), PART):
            if stop and stop.is_set() and start:
                break
            part = change.entries[start : start + PART]
            writer.put(part)
            done = done + [entry.uid for entry in part]
    return done


def _all_found() -> Iterator[list[Piece]]:
    last = 0
    kept = Piece.objects.originals().filter(state=PieceState.KEPT).order_by("pk")
    while rows := list(kept.filter(pk__gt=last)[:AT_ONCE]):
        yield rows
        last = rows[-1].pk


def _take(most: int = AT_ONCE, *, without: Collection[int] = ()) -> list[Piece]:
    """What is due and not in hand already, the newest pieces where they are many: a library is indexed anew while more
    comes in."""
    due = Piece.objects.filter(index_due=True).order_by("-pk").values_list("pk", flat=True)
    taken = [pk for pk in due[: most + len(without)] if pk not in without][:most]
    return list(Piece.objects.filter(pk__in=taken).order_by("pk"))


def _is_found(piece: Piece) -> bool:
    return piece.state == PieceState.KEPT and piece.same_as_id is None


def _revisions(rows: Sequence[Piece]) -> dict[int, int]:
    return {piece.pk: piece.revision for piece in rows}


def _mark(seen: dict[int, int]) -> None:
    """They are related to the library and no longer due."""
    relate(seen)
    _no_longer_due(seen)


def _no_longer_due(seen: dict[int, int]) -> None:
    """But for those that changed while they were being indexed."""
    keys = list(seen)
    for start in range(0, len(keys), AT_ONCE):
        with transaction.atomic():
            some = Piece.objects.filter(pk__in=keys[start : start + AT_ONCE], index_due=True)
            unchanged = [pk for pk, revision in some.values_list("pk", "revision") if seen[pk] == revision]
            Piece.objects.filter(pk__in=unchanged).update(index_due=False)


def _entries(rows: Sequence[Piece]) -> Iterator[Entry]:
    outlines = dict(PieceDetail.objects.filter(piece__in=rows).values_list("piece_id", "outline"))
    names = _top_names(rows)
    for text in with_text(rows):
        row = text.row
        yield Entry(
            uid=row.pk,
            title=" ".join(filter(None, (row.title, row.subtitle))),
            headings="\n".join(heading["text"] for heading in outlines.get(row.pk, ())),
            body=text.text,
            genre=row.genre,
            unit_kind=row.unit_kind,
            level=row.unit_level,
            themes=tuple(row.themes),
            year=row.year,
            source=names[row.source_id],
            category=row.category,
            day=int(f"{row.dated:%Y%m%d}") if row.dated else None,
        )


def _top_names(pieces: Sequence[Piece]) -> dict[int, str]:
    """source id → the name of the file as handed in (of an archive's member or a bulk file's line: the file's)."""
    names: dict[int, str] = {}
    waiting = {piece.source_id: piece.source_id for piece in pieces}
    while waiting:
        rows = {
            pk: (parent, name)
            for pk, parent, name in Source.objects.filter(pk__in=set(waiting.values())).values_list(
                "pk", "parent_id", "name"
            )
        }
        names |= {asked: rows[pk][1] for asked, pk in waiting.items() if rows[pk][0] is None}
        waiting = {asked: parent for asked, pk in waiting.items() if (parent := rows[pk][0]) is not None}
    return names
