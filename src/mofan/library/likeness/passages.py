"""Passages that a piece shares with others (雷同段落), and two pieces side by side with the shared passages marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mofan.library.clean_text import text_of
from mofan.library.likeness.asking import Similar, library_frequencies
from mofan.library.likeness.asking import similar as similar_pieces
from mofan.library.models import Piece
from mofan.org.models import Person
from mofan.text.reuse import Comparison, Kind, compare
from mofan.text.span import Span

OTHERS = 6
"""Pieces whose shared passages are shown on the page of a piece."""
LEAST = 0.05
"""Containment from which a piece is shown there."""
SHOWN = 60_000
"""Characters of a piece that are set side by side."""
_SECONDS = 0.12
"""For counting passages while somebody waits for the page."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a piece shares with others."""

    others: tuple[Similar, ...]
    """The pieces that share most; in each comparison the piece asked about is the first text."""
    uncounted: int
    """Passages that there was no time to count: their kind is told by their wording alone."""

    @property
    def is_cut(self) -> bool:
        """Whether there may be more pieces that share something with it."""
        return len(self.others) == OTHERS


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text; `number` counts the shared passages from 1 in the order of the first text, 0 is its own."""

    text: str
    number: int = 0
    kind: Kind | None = None
    begins: bool = False
    """The first stretch of its passage."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two pieces in paragraphs of stretches."""

    comparison: Comparison
    left: tuple[tuple[Stretch, ...], ...]
    right: tuple[tuple[Stretch, ...], ...]
    is_cut: bool
    """One of the two goes on; only its first `SHOWN` characters were compared."""


def shared_passages(person: Person, piece: Piece) -> Shared:
    """What a piece that was loaded through `pieces_visible_to` shares with others this person may see. Raises
    SearchError when the index does not answer."""
    text = text_of(piece).text[:SHOWN]
    original = piece.same_as_id or piece.pk
    frequencies = library_frequencies(_SECONDS)
    others = similar_pieces(person, text, OTHERS, LEAST, frequencies, without=original)
    return Shared(others, frequencies.skipped if frequencies else 0)


def side_by_side(a: Piece, b: Piece) -> SideBySide:
    """Two pieces that were loaded through `pieces_visible_to`. Raises SearchError when the index does not answer."""
    texts = [text_of(piece).text for piece in (a, b)]
    left, right = (text[:SHOWN] for text in texts)
    found = compare(left, right, frequencies=library_frequencies())
    numbered = list(enumerate(found.passages, 1))
    return SideBySide(
        found,
        tuple(_paragraphs(left, [(one.a, number, one.kind) for number, one in numbered])),
        tuple(_paragraphs(right, sorted((one.b, number, one.kind) for number, one in numbered))),
        any(len(text) > SHOWN for text in texts),
    )


def _paragraphs(text: str, marks: Sequence[tuple[Span, int, Kind]]) -> Iterator[tuple[Stretch, ...]]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if stretches := tuple(_stretches(text, start, end, marks)):
            yield stretches
        start = end + 1


def _stretches(text: str, start: int, end: int, marks: Sequence[tuple[Span, int, Kind]]) -> Iterator[Stretch]:
    at = start
    for span, number, kind in marks:
        if span.end <= start or span.start >= end:
            continue
        if span.start > at:
            yield Stretch(text[at : span.start])
        yield Stretch(text[max(at, span.start) : min(span.end, end)], number, kind, span.start >= start)
        at = min(span.end, end)
    if at < end:
        yield Stretch(text[at:end])
