"""From the stored original once more (重读): what is gone from the rows, and nothing else is touched."""

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from mofan.library.clean_text import text_within
from mofan.library.ingestion.bulk import Record, records
from mofan.library.ingestion.digesting import Work, digest_file, digest_records
from mofan.library.ingestion.receiving import store
from mofan.library.ingestion.storing import store_records, store_works
from mofan.library.models import Piece, Source, SourceKind, SourceText, State
from mofan.library.verifying.check import Keys

LINES_AT_ONCE = 100


def text_again(source: Source, work: Work, *, at: datetime) -> bool:
    """Restore the text of a source that has none; whether that could be.

    Where its pieces are gone too, the whole source is stored again; where they stand, the text must be the one that
    they were cut out of.
    """
    pieces = list(source.pieces.all())
    if pieces and not fits(work.text, pieces):
        return False
    if pieces:
        SourceText.objects.create(source=source, text=work.text, header=_header(work))
    else:
        source.state = State.WAITING
        store_works([(source, work)], at=at)
    return True


def text_of_original(source: Source) -> str:
    """The text of one source, read from its stored original; empty where it cannot be read."""
    return next((work.text for _, work in works_again([source.pk]) if not work.refusal), "")


def members_again(bulk: Source, *, at: datetime) -> int:
    """Store the lines of a bulk file that have no row; how many."""
    count = 0
    missing = iter(_missing_lines(bulk))
    while chunk := list(islice(missing, LINES_AT_ONCE)):
        store_records(bulk, digest_records(chunk), up_to=bulk.done_lines, at=at)
        count += len(chunk)
    return count


def fits(text: str, pieces: Iterable[Piece]) -> bool:
    """Whether every one of these pieces, less what was removed from it, comes out of `text` as it was."""
    try:
        stretches = (text_within(piece, text[piece.start : piece.end]) for piece in pieces)
        return all(digest_of(one.text) == one.row.digest for one in stretches)
    except ValueError:  # a removal does not stand in it
        return False


def digest_of(text: str) -> str:
    """The fingerprint of a clean text, as the describe step takes it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def works_again(keys: Keys) -> Iterator[tuple[Source, Work]]:
    """The sources with what comes out of their originals; a line of a bulk file out of that file."""
    lines: dict[int, list[Source]] = {}
    for source in Source.objects.filter(pk__in=list(keys)).select_related("parent"):
        path = store().path(source.sha256)
        if source.kind == SourceKind.RECORD and source.parent_id is not None:
            lines.setdefault(source.parent_id, []).append(source)
        elif source.sha256 and path.is_file():
            yield source, digest_file(path, source.name)
    for members in lines.values():
        yield from _lines(members)


def _lines(members: Sequence[Source]) -> Iterator[tuple[Source, Work]]:
    """Lines of one bulk file, in one reading of it."""
    wanted = {source.no: source for source in members}
    parent = members[0].parent
    assert parent is not None
    path = store().path(parent.sha256)
    if not path.is_file():
        return
    for record in records(path, skip=min(wanted) - 1):
        if source := wanted.pop(record.no, None):
            yield from ((source, work) for _, work in digest_records([record]) if work)
        if not wanted:
            return


def _missing_lines(bulk: Source) -> Iterator[Record]:
    """Lines up to the last one done without a row; rows and lines are walked along together."""
    path = store().path(bulk.sha256)
    if not path.is_file():
        return
    stored = iter(array("q", bulk.members.order_by("no").values_list("no", flat=True).iterator()))
    no = next(stored, 0)
    for record in records(path):
        if record.no > bulk.done_lines:
            return
        while no and no < record.no:
            no = next(stored, 0)
        if no != record.no:
            yield record


def _header(work: Work) -> dict[str, object] | None:
    header = work.compilation.header if work.compilation else None
    if header is None:
        return None
    return {"start": header.start, "end": header.end, "title": header.title, "count": header.count}
