"""A text checked against the library (查重), and two texts set side by side (比对)."""

from dataclasses import dataclass

from mofan.library.clean_text import with_text
from mofan.library.ingestion.relating import reuse_index
from mofan.library.likeness.frequencies import LibraryFrequencies
from mofan.library.models import Piece
from mofan.library.queries import pieces_visible_to
from mofan.org.models import Person
from mofan.text.reuse import Comparison, Passage, compare

LONGEST = 200_000
"""Characters of a text that can be checked at once."""
_SECONDS = 5.0
"""For counting how common the passages are."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A piece that shares something with a text; in the comparison the text is the first."""

    piece: Piece
    comparison: Comparison
    near_duplicate: bool

    @property
    def copied(self) -> tuple[Passage, ...]:
        """The passages that are neither set phrases nor local slogans, the longest first."""
        found = (one for one in self.comparison.passages if one.kind == "copied_passage")
        return tuple(sorted(found, key=lambda one: -len(one.text)))


def similar_to(person: Person, text: str, limit: int = 20, *, min_containment: float = 0.2) -> tuple[Similar, ...]:
    """The visible pieces that hold at least `min_containment` of the shorter of text and piece: what was copied first,
    then what shares phrases; of each most first.

    Only the first `LONGEST` characters are looked at. Raises SearchError when the index does not answer.
    """
    return similar(person, text[:LONGEST], limit, min_containment, library_frequencies())


def similar(
    person: Person, text: str, limit: int, least: float, frequencies: LibraryFrequencies | None, *, without: int = 0
) -> tuple[Similar, ...]:
    """`similar_to` with what counts the passages; the piece `without` is left out."""
    found = reuse_index().similar(text, limit + 1, least)
    matches = {match.uid: match for match in found if match.uid != without}
    rows = pieces_visible_to(person).originals().in_bulk(list(matches))
    texts = {one.row.pk: one.text for one in with_text(list(rows.values()))}
    return tuple(
        Similar(rows[uid], compare(text, texts[uid], frequencies=frequencies), match.is_near_duplicate)
        for uid, match in matches.items()
        if uid in rows
    )[:limit]


def compare_texts(a: str, b: str) -> Comparison:
    """Two texts side by side, common passages told by how many pieces of the library hold them. Raises SearchError."""
    return compare(a, b, frequencies=library_frequencies())


def library_frequencies(seconds: float = _SECONDS) -> LibraryFrequencies | None:
    """What counts passages in the library; None where it is empty. Raises SearchError."""
    frequencies = LibraryFrequencies(seconds)
    return frequencies if frequencies.pieces else None
