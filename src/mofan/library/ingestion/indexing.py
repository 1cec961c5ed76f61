"""The last step (索): what is due goes into the index. Rows are the truth; the index can always be made anew."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction

from mofan.library.clean_text import with_text
from mofan.library.ingestion.relating import relate
from mofan.library.models import Piece, PieceDetail, PieceQuerySet, PieceState, Source
from mofan.search import Entry, Index, IndexBroken, SchemaChanged

AT_ONCE = 4000
"""Pieces that become visible with one commit of the index, at most."""
FIRST = 1.0
EVERY = 5.0
"""Seconds: what is stored becomes visible to a search a second after a load began, and then less and less often while
more comes in, at least every five seconds, as far as the index keeps up; more often would make it of many small
segments, which then have to be merged."""

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
    if rows := _take():
        _write(_change(rows))
        _mark(_revisions(rows))
    return len(rows)


class Indexer:
    """Puts what is due into the index while more is being stored (边存边索).

    A thread analyses and writes, for the most part without the interpreter's lock; the rows are read and marked by
    whoever calls. What the thread did not commit stays due.
    """

    def __init__(self, tell: Tell, workers: Executor | None = None) -> None:
        self._tell = tell
        self._workers = workers
        self._done = 0
        self._thread = ThreadPoolExecutor(1, "index")
        self._writing: tuple[dict[int, int], Future[None]] | None = None
        self._began = time.monotonic()
        self._pause = FIRST

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind is None and self._writing:
            self._settle(*self._writing)
        self._thread.shutdown()

    def keep_up(self) -> None:
        """Hand over what is due, once the thread is free and it is time; never waits."""
        if self._writing and not self._writing[1].done():
            return
        if time.monotonic() - self._began < min(self._pause, EVERY):
            return
        self._began = time.monotonic()
        if self._go_on():
            self._pause *= 2

    def finish_some(self) -> bool:
        """Put in some of what is due and wait for what was handed over before; whether there was something."""
        return self._go_on() or self._writing is not None

    def _go_on(self) -> bool:
        """Hand over what is due; while the thread writes it, settle what it wrote before. Whether something was due."""
        before, self._writing = self._writing, None
        rows = _take(without=before[0] if before else ())
        if before and not rows:  # what changed while it was being written
            self._settle(*before)
            before, rows = None, _take()
        if rows:
            self._writing = _revisions(rows), self._thread.submit(_write, _change(rows))
        if before:
            self._settle(*before)
        return bool(rows)

    def _settle(self, seen: dict[int, int], written: Future[None]) -> None:
        written.result()
        _mark(seen, self._workers)
        self._done += len(seen)
        self._tell(self._done)


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
    return done


@dataclass(frozen=True, slots=True)
class _Change:
    """What one commit does to the index."""

    gone: list[int]
    entries: list[Entry]


def _change(rows: Sequence[Piece]) -> _Change:
    found = [piece for piece in rows if _is_found(piece)]
    return _Change([piece.pk for piece in rows if not _is_found(piece)], list(_entries(found)))


def _write(change: _Change) -> None:
    with index().write() as writer:
        writer.delete(change.gone)
        writer.put(change.entries)


def _all_found() -> Iterator[list[Piece]]:
    last = 0
    kept = Piece.objects.originals().filter(state=PieceState.KEPT).order_by("pk")
    while rows := list(kept.filter(pk__gt=last)[:AT_ONCE]):
        yield rows
        last = rows[-1].pk


def _take(without: Collection[int] = ()) -> list[Piece]:
    """What is due and not in hand already, the newest pieces where they are many: a library is indexed anew while more
    comes in."""
    return list(Piece.objects.filter(index_due=True).exclude(pk__in=without).order_by("-pk")[:AT_ONCE])[::-1]


def _is_found(piece: Piece) -> bool:
    return piece.state == PieceState.KEPT and piece.same_as_id is None


def _revisions(rows: Sequence[Piece]) -> dict[int, int]:
    return {piece.pk: piece.revision for piece in rows}


def _mark(seen: dict[int, int], workers: Executor | None = None) -> None:
    """They are related to the library and no longer due, but for those that changed while they were being indexed."""
    keys = list(seen)
    relate(keys, workers)
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
