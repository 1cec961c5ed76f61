"""The clean text of pieces (净文): the source's text less what was removed and not put back. Never stored twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from mofan.library.models import Piece, PieceQuerySet, Removal, SourceText
from mofan.library.prepared import rows_of
from mofan.text.clean import Cleaned, apply_removals
from mofan.text.clean import Removal as Cut


@dataclass(frozen=True, slots=True)
class TextOfPiece:
    """A piece with its text. `cleaned` counts from the piece's start; `raw` is the text as read."""

    row: Piece
    raw: str
    cleaned: Cleaned

    @property
    def text(self) -> str:
        """The whole piece, its title lines too."""
        return self.cleaned.text

    @property
    def body(self) -> str:
        """What stands after the title lines."""
        return self.cleaned.text[self.cleaned.to_clean(self.row.body_start - self.row.start) :]


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


def _cleaned(pieces: Sequence[Piece], raws: Mapping[int, str]) -> Iterator[TextOfPiece]:
    cuts = _cuts(pieces)
    for piece in pieces:
        yield TextOfPiece(piece, raws[piece.pk], apply_removals(raws[piece.pk], cuts.get(piece.pk, ())))


def _with_stretch(rows: PieceQuerySet, keys: list[int]) -> PieceQuerySet:
    """Cut out in the database: a piece of a large compilation does not bring the whole of it along."""
    stretch = Substr("source__read__text", F("start") + 1, F("end") - F("start"))
    return rows.filter(pk__in=keys).order_by().annotate(stretch=stretch)


def _raw_texts(pieces: Sequence[Piece]) -> dict[int, str]:
    length = F("source__pieces__end") - F("source__pieces__start")
    stretch = Substr("text", F("source__pieces__start") + 1, length)
    rows = SourceText.objects.filter(source__pieces__in=[piece.pk for piece in pieces])
    return dict(rows.annotate(stretch=stretch).values_list("source__pieces__pk", "stretch"))


def _cuts(pieces: Sequence[Piece]) -> dict[int, list[Cut]]:
    starts = {piece.pk: piece.start for piece in pieces}
    cuts: dict[int, list[Cut]] = {}
    for removal in rows_of(Removal.objects.filter(put_back_at=None), list(starts), _of_pieces):
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


def _of_pieces(rows: QuerySet[Removal], keys: list[int]) -> QuerySet[Removal]:
    return rows.filter(piece__in=keys).order_by("piece", "start")
