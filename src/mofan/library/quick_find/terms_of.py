"""What the rows of a piece give to the lexicon (词条来源)."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from mofan.library.models import Piece, PieceDetail
from mofan.search.lexicon import Group, Kind, PieceTerms
from mofan.text.describe.themes import THEMES
from mofan.text.outline.parallel_groups import parallel_groups
from mofan.text.reuse.set_phrases import SET_PHRASES

SHORTEST = 2
LONGEST_PHRASE = 20


def terms_of(pieces: Sequence[Piece]) -> list[PieceTerms]:
    """Titles, units, headings, themes and quoted slogans of the pieces, and their parallel headings."""
    rows = PieceDetail.objects.filter(piece__in=pieces).values_list("piece_id", "outline", "description__slogans")
    details = {pk: (outline, slogans or ()) for pk, outline, slogans in rows}
    return [_terms(piece, *details.get(piece.pk, ((), ()))) for piece in pieces]


@cache
def shipped_phrases() -> tuple[str, ...]:
    """The set phrases that come with the package, and the words that stand for a theme."""
    words = {word for words in THEMES.values() for word in words.split()}
    return tuple(sorted(phrase for phrase in SET_PHRASES | words if SHORTEST <= len(phrase) <= LONGEST_PHRASE))


def _terms(piece: Piece, outline: Sequence[dict[str, Any]], slogans: Sequence[dict[str, Any]]) -> PieceTerms:
    wordings = [wording(heading) for heading in outline]
    found = parallel_groups([(heading["level"], text) for heading, text in zip(outline, wordings, strict=True)])
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
        groups=tuple(Group(one.skeleton, tuple(outline[at]["text"] for at in one.members)) for one in found),
        day=int(f"{when:%Y%m%d}"),
        facets={"genre": piece.genre, "unit_kind": piece.unit_kind},
    )


def wording(heading: dict[str, Any]) -> str:
    """A heading without its mark: 守正创新 of 一、守正创新."""
    text: str = heading["text"]
    marker = heading.get("marker") or ""
    return (text[len(marker) :] if text.startswith(marker) else text).strip()


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
