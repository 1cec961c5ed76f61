"""The clean text of pieces (净文): the source's text less what was removed and not put back. Never stored twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Substr

from mofan.library.models import Piece, Removal, SourceText
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
    if not pieces:
        return
    raws = _raw_texts(pieces)
    cuts = _cuts(pieces)
    for piece in pieces:
        raw = raws[piece.pk]
        yield TextOfPiece(piece, raw, apply_removals(raw, cuts.get(piece.pk, ())))


def text_of(piece: Piece) -> TextOfPiece:
    """One piece with its text."""
    return next(with_text([piece]))


def _raw_texts(pieces: Sequence[Piece]) -> dict[int, str]:
    """Cut out in the database: a piece of a large compilation does not bring the whole of it along."""
    length = F("source__pieces__end") - F("source__pieces__start")
    stretch = Substr("text", F("source__pieces__start") + 1, length)
    rows = SourceText.objects.filter(source__pieces__in=[piece.pk for piece in pieces])
    return dict(rows.annotate(stretch=stretch).values_list("source__pieces__pk", "stretch"))


def _cuts(pieces: Sequence[Piece]) -> dict[int, list[Cut]]:
    starts = {piece.pk: piece.start for piece in pieces}
    cuts: dict[int, list[Cut]] = {}
    rows = Removal.objects.filter(piece__in=starts, put_back_at=None).order_by("piece", "start")
    for removal in rows:
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
