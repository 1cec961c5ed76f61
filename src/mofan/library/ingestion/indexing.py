"""The last step (索): what is due goes into the index. Rows are the truth; the index can always be made anew."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction

from mofan.library.clean_text import with_text
from mofan.library.models import Piece, PieceDetail, PieceQuerySet, PieceState, Source
from mofan.search import Entry, Index, IndexBroken, SchemaChanged

AT_ONCE = 2000
"""Pieces that become visible with one commit of the index."""


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


def index_due(on_progress: Callable[[int], None] = lambda _: None) -> int:
    """Put every piece that waits for it into the index; how many. Killed half-way, the rest still waits."""
    done = 0
    while rows := _take():
        with index().write() as writer:
            writer.delete([piece.pk for piece in rows if not _is_found(piece)])
            writer.put(_entries([piece for piece in rows if _is_found(piece)]))
        _mark(rows)
        done += len(rows)
        on_progress(done)
    return done


def reindex(on_progress: Callable[[int], None] = lambda _: None) -> int:
    """Make the index anew from the rows; how many pieces it holds then. Searches go on in the old one until the end."""
    mend_index()
    seen: list[Piece] = []
    with index().write() as writer:
        writer.clear()
        for rows in _all_found():
            writer.put(_entries(rows))
            seen += rows
            on_progress(len(seen))
    _mark(seen)
    return len(seen)


def _all_found() -> Iterator[list[Piece]]:
    last = 0
    kept = Piece.objects.originals().filter(state=PieceState.KEPT).order_by("pk")
    while rows := list(kept.filter(pk__gt=last)[:AT_ONCE]):
        yield rows
        last = rows[-1].pk


def _take() -> list[Piece]:
    return list(Piece.objects.filter(index_due=True).order_by("pk")[:AT_ONCE])


def _is_found(piece: Piece) -> bool:
    return piece.state == PieceState.KEPT and piece.same_as_id is None


def _mark(rows: Sequence[Piece]) -> None:
    """They are no longer due, but for those that changed while they were being indexed."""
    for start in range(0, len(rows), AT_ONCE):
        seen = {piece.pk: piece.revision for piece in rows[start : start + AT_ONCE]}
        with transaction.atomic():
            now = Piece.objects.filter(pk__in=seen, index_due=True).values_list("pk", "revision")
            unchanged = [pk for pk, revision in now if seen[pk] == revision]
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
