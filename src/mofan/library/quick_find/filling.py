"""Keeping the lexicon up to date (词库更新). Rows are the truth; all of it can be made anew from them.

What differs is found by comparing rows and lexicon, so nothing is lost when a process dies, and doing it twice is as
doing it once. Called only by whoever holds the lock of ingestion, never by a page.
"""

from collections.abc import Callable, Generator, Iterator, Sequence

from django.db.models import Count, F, QuerySet, Sum

from mofan.library.models import Piece, PieceQuerySet, PieceState
from mofan.library.quick_find.store import in_use, making, writing
from mofan.library.quick_find.terms_of import shipped_phrases, terms_of
from mofan.search.lexicon import BLOCK, Lexicon

AT_ONCE = 1000
"""Pieces of one slice: about half a second."""


def is_lost() -> bool:
    """Whether there is no lexicon of this version, though there are pieces."""
    return in_use() is None and Piece.objects.exists()


def mend(on_progress: Callable[[int], None] = lambda _: None) -> int:
    """Put in, renew and take out what differs from the rows; how many pieces. Makes the lexicon where there is none."""
    done = 0
    for done in mending():
        on_progress(done)
    return done


def mending() -> Generator[int, None, None]:
    """`mend` slice by slice, the newest pieces first: after each one how many so far, for whoever has something more
    pressing to do in between. What changes meanwhile is seen by the next one."""
    if in_use() is None:
        with making() as empty:
            empty.add_phrases(shipped_phrases())
    done = 0
    with writing() as lexicon:
        for some in _mend(lexicon) if lexicon is not None else ():
            done += some
            yield done


def _mend(lexicon: Lexicon) -> Iterator[int]:
    for block in _differing_blocks(lexicon):
        changed = _differing(lexicon, block)
        for start in range(0, len(changed), AT_ONCE):
            some = changed[start : start + AT_ONCE]
            _put(lexicon, list(Piece.objects.filter(pk__in=some).order_by("pk")))
            yield len(some)
        _forget(lexicon, block)


def fill(on_progress: Callable[[int], None] = lambda _: None) -> int:
    """Make the lexicon anew from the rows; how many pieces it knows then. Suggestions go on from the old one."""
    done = 0
    with making() as lexicon:
        lexicon.add_phrases(shipped_phrases())
        last = 0
        while rows := list(_found_pieces().filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            _put(lexicon, rows)
            last = rows[-1].pk
            done += len(rows)
            on_progress(done)
    return done


def _put(lexicon: Lexicon, rows: Sequence[Piece]) -> None:
    found = [piece for piece in rows if _is_found(piece)]
    lexicon.put(terms_of(found), [piece.pk for piece in rows if not _is_found(piece)])


def _is_found(piece: Piece) -> bool:
    """Whether a search finds the piece: in the library, and not the same as one before."""
    return piece.state == PieceState.KEPT and piece.same_as_id is None


def _found_pieces() -> PieceQuerySet:
    return Piece.objects.originals().filter(state=PieceState.KEPT)


def _differing_blocks(lexicon: Lexicon) -> Iterator[int]:
    """The stretches of keys in which rows and lexicon differ, told by their sums: the memory stays small."""
    rows = {block: tuple(sums) for block, *sums in _sums()}
    known = lexicon.sums()
    blocks = sorted(rows.keys() | known.keys(), reverse=True)
    yield from (block for block in blocks if rows.get(block) != known.get(block))


def _sums() -> QuerySet[Piece, tuple[int, int, int, int]]:
    """Of every stretch of keys that holds any: its number, how many there are, the sums that `Lexicon.sums` has."""
    blocks = _found_pieces().order_by().annotate(block=F("pk") / BLOCK).values_list("block")
    return blocks.annotate(count=Count("pk"), revisions=Sum("revision"), mixed=Sum(F("pk") * F("revision")))


def _differing(lexicon: Lexicon, block: int) -> list[int]:
    """The pieces of one block, newest first, of which the lexicon knows another revision, or that it wrongly has or
    lacks."""
    span = range(block * BLOCK, (block + 1) * BLOCK)
    kept = _found_pieces().filter(pk__gte=span.start, pk__lt=span.stop)
    rows: dict[int, int] = dict(kept.values_list("pk", "revision"))
    known = lexicon.revisions(span)
    return sorted((pk for pk in rows.keys() | known.keys() if rows.get(pk) != known.get(pk)), reverse=True)


def _forget(lexicon: Lexicon, block: int) -> None:
    """Take out what has no row at all: a database was put back from a copy."""
    span = range(block * BLOCK, (block + 1) * BLOCK)
    there = set(Piece.objects.filter(pk__gte=span.start, pk__lt=span.stop).values_list("pk", flat=True))
    if gone := sorted(lexicon.revisions(span).keys() - there):
        lexicon.put((), gone)
