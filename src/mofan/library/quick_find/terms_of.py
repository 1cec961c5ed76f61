"""What the rows of a piece give to the lexicon (词条来源)."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from mofan.library.models import Piece, PieceDetail
from mofan.library.quick_find.parallel import Stored, groups_of, wording
from mofan.search.lexicon import Group, Kind, PieceTerms
from mofan.text.describe.themes import THEMES
from mofan.text.reuse.set_phrases import SET_PHRASES

SHORTEST = 2
LONGEST_PHRASE = 20


def terms_of(pieces: Sequence[Piece]) -> list[PieceTerms]:
    """Titles, units, headings, themes and quoted slogans of the pieces, and their parallel headings."""
    rows = PieceDetail.objects.filter(piece__in=pieces).values_list(
        "piece_id", "outline", "description__slogans", "description__parallel"
    )
    details = {pk: (outline, slogans or (), parallel) for pk, outline, slogans, parallel in rows}
    return [_terms(piece, *details.get(piece.pk, ((), (), None))) for piece in pieces]


@cache
def shipped_phrases() -> tuple[str, ...]:
    """The set phrases that come with the package, and the words that stand for a theme."""
    words = {word for words in THEMES.values() for word in words.split()}
    return tuple(sorted(phrase for phrase in SET_PHRASES | words if SHORTEST <= len(phrase) <= LONGEST_PHRASE))


def _terms(
    piece: Piece, outline: Sequence[dict[str, Any]], slogans: Sequence[dict[str, Any]], parallel: Stored | None
) -> PieceTerms:
    wordings = [wording(heading) for heading in outline]
    quoted = (slogan["text"] for slogan in slogans)
    when = piece.dated or piece.created_at
    return PieceTerms(
        uid=piece.pk,
        revision=piece.revision,
        terms={
            Kind.THEME: tuple(piece.themes),
            Kind.PHRASE: _distinct(one for one in quoted if SHORTEST <= len(one) <= LONGEST_PHRASE),
            Kind.UNIT: (piece.unit,) if piece.unit else (),
            Kind.HEADING: _distinct(one for one in wordings if len(one) >= SHORTEST),
            Kind.TITLE: (piece.title,) if piece.title else (),
        },
        groups=tuple(
            Group(one.skeleton, tuple(outline[at]["text"] for at in one.members))
            for one in groups_of(outline, parallel)
        ),
        day=int(f"{when:%Y%m%d}"),
        facets={"genre": piece.genre, "unit_kind": piece.unit_kind},
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
