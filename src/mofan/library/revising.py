"""A piece whose text has become another (改稿): what is known of it is found again."""

from django.db.models import F

from mofan.library.clean_text import TextOfPiece, text_of
from mofan.library.ingestion.digesting import FoundPiece, Stretch, find_pieces
from mofan.library.models import Piece, PieceDetail, PieceState
from mofan.text.split import Piece as Cut


def revise(key: int, *, title: str | None = None, subtitle: str | None = None) -> Piece:
    """Bring what is known of a piece in line with its text: outline, elements, fingerprints, its twin. Inside the
    transaction of whoever changed it; the index follows. `title` and `subtitle` where they changed too."""
    piece = Piece.objects.select_for_update().get(pk=key)
    piece.revision += 1
    piece.title = piece.title if title is None else title
    piece.subtitle = piece.subtitle if subtitle is None else subtitle
    found = found_in(text_of(piece))
    PieceDetail.objects.filter(piece=piece).update(
        outline=found.outline, description=found.description, fingerprints=found.fingerprints
    )
    Piece.objects.filter(pk=piece.pk).update(
        title=piece.title,
        subtitle=piece.subtitle,
        characters=found.characters,
        digest=found.digest,
        same_as=_twin(piece, found.digest),
        index_due=True,
        revision=piece.revision,
    )
    _let_go(piece)
    return piece


def found_in(text: TextOfPiece) -> FoundPiece:
    """All that is known of a piece by its text."""
    row = text.row
    body_start = min(text.body_start, len(text.raw))
    cut = Cut(row.no, 0, len(text.raw), row.title, row.subtitle or None, row.unit or None, body_start)
    return find_pieces([Stretch(text.raw, cut, list(text.cleaned.removals))])[0]


def _twin(piece: Piece, digest: str) -> Piece | None:
    """The first other piece in the library that has this text to the character."""
    kept = Piece.objects.originals().filter(state=PieceState.KEPT, digest=digest)
    return kept.exclude(pk=piece.pk).order_by("pk").first()


def _let_go(piece: Piece) -> None:
    """Its copies still have the text that it had: the first of them stands for the others from now on."""
    copies = Piece.objects.filter(same_as=piece).order_by("pk")
    if first := copies.first():
        copies.exclude(pk=first.pk).update(same_as=first)
        Piece.objects.filter(pk=first.pk).update(same_as=None, index_due=True, revision=F("revision") + 1)
