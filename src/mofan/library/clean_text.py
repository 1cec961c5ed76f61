"""The clean text of pieces (净文): the source's text with the accepted corrections, less what was removed and not put
back. Never stored twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from mofan.library.models import Piece, PieceQuerySet, Removal, SourceText
from mofan.library.proofreading.corrected import Change, Corrected, correct
from mofan.library.proofreading.models import Correction
from mofan.org.prepared import rows_of
from mofan.text.clean import Cleaned, apply_removals
from mofan.text.clean import Removal as Cut
from mofan.text.span import Span


@dataclass(frozen=True, slots=True)
class TextOfPiece:
    """A piece with its text. `corrected` is the text as read with what was accepted while proofreading; `cleaned` is
    that, less the removals. Both count from the piece's start."""

    row: Piece
    corrected: Corrected
    cleaned: Cleaned

    @property
    def raw(self) -> str:
        """The stretch of the piece with its removals still in it, corrected."""
        return self.corrected.text

    @property
    def body_start(self) -> int:
        """Where the body starts in `raw`."""
        return self.at(self.row.body_start)

    def at(self, position: int) -> int:
        """Where a position of the source's text as read stands in `raw`."""
        return self.corrected.forward(position - self.row.start)

    @property
    def text(self) -> str:
        """The whole piece, its title lines too."""
        return self.cleaned.text

    @property
    def body(self) -> str:
        """What stands after the title lines."""
        return self.cleaned.text[self.cleaned.to_clean(self.body_start) :]


def with_text(pieces: Sequence[Piece]) -> Iterator[TextOfPiece]:
    """The pieces with their texts, in the order given; two queries however many there are."""
    if pieces:
        yield from _cleaned(pieces, _raw_texts(pieces))


def texts_of(rows: PieceQuerySet, keys: Sequence[int]) -> dict[int, TextOfPiece]:
    """Key → the piece with its text, for those of `keys` that are among `rows`; two queries, quick for one page."""
    pieces: list[Piece] = rows_of(rows, keys, _with_stretch)
    return {text.row.pk: text for text in _cleaned(pieces, {piece.pk: vars(piece)["stretch"] for piece in pieces})}


def text_of(piece: Piece) -> TextOfPiece:
    """One piece with its text."""
    return next(with_text([piece]))


def text_within(piece: Piece, as_read: str) -> TextOfPiece:
    """One piece with its text, were `as_read` its stretch of the source. Raises ValueError where it cannot be."""
    return next(_cleaned([piece], {piece.pk: as_read}))


def _cleaned(pieces: Sequence[Piece], raws: Mapping[int, str]) -> Iterator[TextOfPiece]:
    cuts, changes = _cuts(pieces), _changes(pieces)
    for piece in pieces:
        raw, mine, its_changes = raws[piece.pk], cuts.get(piece.pk, ()), changes.get(piece.pk, ())
        if not mine and not its_changes:  # as most are
            yield TextOfPiece(piece, Corrected(raw, raw), Cleaned(raw, (), (), len(raw)))
            continue
        corrected = correct(raw, its_changes, [Span(cut.start, cut.end) for cut in mine])
        moved = [_moved(cut, corrected) for cut in mine] if corrected.changes else mine
        yield TextOfPiece(piece, corrected, apply_removals(corrected.text, moved))


def _moved(cut: Cut, corrected: Corrected) -> Cut:
    return Cut(corrected.forward(cut.start), corrected.forward(cut.end), cut.text, cut.kind, cut.rule)


def _with_stretch(rows: PieceQuerySet, keys: list[int]) -> PieceQuerySet:
    """Cut out in the database: a piece of a large compilation does not bring the whole of it along. The row of the
    source is not asked for on the way, nor what no list shows."""
    stretch = Substr("text", OuterRef("start") + 1, OuterRef("end") - OuterRef("start"))
    text = SourceText.objects.filter(source=OuterRef("source")).values_list(stretch)
    return rows.filter(pk__in=keys).order_by().annotate(stretch=Subquery(text)).defer("digest", "created_at")


def _raw_texts(pieces: Sequence[Piece]) -> dict[int, str]:
    length = F("source__pieces__end") - F("source__pieces__start")
    stretch = Substr("text", F("source__pieces__start") + 1, length)
    rows = SourceText.objects.filter(source__pieces__in=[piece.pk for piece in pieces])
    return dict(rows.annotate(stretch=stretch).values_list("source__pieces__pk", "stretch"))


def _cuts(pieces: Sequence[Piece]) -> dict[int, list[Cut]]:
    starts = {piece.pk: piece.start for piece in pieces}
    cuts: dict[int, list[Cut]] = {}
    for removal in rows_of(_in_force(), list(starts), _of_pieces):
        assert removal.piece_id is not None
        by = -starts[removal.piece_id]
        cut = Cut(
            removal.start + by,
            removal.end + by,
            removal.text,
            "ad" if removal.kind == "ad" else "paid_mark",
            removal.rule,
        )
        cuts.setdefault(removal.piece_id, []).append(cut)
    return cuts


@cache
def _in_force() -> QuerySet[Removal]:
    """Asked for every page: never read itself."""
    return Removal.objects.filter(put_back_at=None)


def _changes(pieces: Sequence[Piece]) -> dict[int, list[Change]]:
    """What was accepted; a piece of the first revision has never been another."""
    starts = {piece.pk: piece.start for piece in pieces if piece.revision > 1}
    changes: dict[int, list[Change]] = {}
    rows = Correction.objects.in_force().filter(subject="library.piece", subject_id__in=starts) if starts else ()
    for row in rows:
        by = -starts[row.subject_id]
        changes.setdefault(row.subject_id, []).append(Change(row.start + by, row.end + by, row.was, row.new, row.pk))
    return changes


def _of_pieces(rows: QuerySet[Removal], keys: list[int]) -> QuerySet[Removal]:
    return rows.filter(piece__in=keys).order_by("piece_id", "start")
