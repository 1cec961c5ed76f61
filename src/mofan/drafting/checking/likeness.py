"""How much of a draft stands elsewhere (雷同): in the library, and in the unit's own past texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from mofan.drafting.chips import chips_of, shown_in
from mofan.drafting.document import Laid, lay_out
from mofan.drafting.models import Borrowing, Draft
from mofan.library.likeness.asking import library_frequencies, similar_to
from mofan.library.models import Piece
from mofan.org.models import Person
from mofan.text.reuse import Comparison, Passage, compare

LABELS: Final = {
    "set_phrase": "套话",
    "local_slogan": "别处的提法",
    "copied_passage": "照抄",
    "fair_borrowing": "已登记的借用",
}
MOST_PIECES: Final = 5
MOST_OWN: Final = 10
SHORTEST: Final = 13
"""Characters from which a shared passage is shown."""


@dataclass(frozen=True, slots=True)
class LikePassage:
    """A passage of the draft that stands elsewhere (雷同片段)."""

    block: str
    start: int
    end: int
    """Code points within the block."""
    text: str
    kind: str
    """set_phrase, local_slogan, copied_passage, or fair_borrowing: copied, and entered in the borrow ledger."""
    title: str
    piece: int | None
    """The piece of the library; None for one of the unit's own drafts."""
    draft: int | None

    @property
    def label(self) -> str:
        return LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class Likenesses:
    """What a draft shares (查重结果)."""

    passages: tuple[LikePassage, ...]
    copied: int
    """Characters of the draft that are copied and not entered in the ledger."""
    borrowed: int
    """Characters that are copied and entered."""
    characters: int

    @property
    def share_copied(self) -> float:
        return self.copied / self.characters if self.characters else 0.0


def likenesses_of(draft: Draft, person: Person, today: date) -> Likenesses:
    """The passages that the draft shares with pieces that this person may see and with the unit's other drafts.
    Raises SearchError when the index does not answer."""
    laid = lay_out(draft.text, shown_in(chips_of(draft, today)))
    if not laid.text.strip():
        return Likenesses((), 0, 0, 0)
    lent = _lent(draft)
    found: list[LikePassage] = []
    for one in similar_to(person, laid.text, MOST_PIECES, min_containment=0.05):
        found += _passages(laid, one.comparison, lent, piece=one.piece)
    frequencies = library_frequencies()
    for other in _own(draft, person):
        text = lay_out(other.text, shown_in(chips_of(other, today))).text
        found += _passages(laid, compare(laid.text, text, frequencies=frequencies), lent, draft=other)
    titles = {one.id for one in draft.text.blocks if one.kind == "title"}
    found = [one for one in found if one.block not in titles]  # what it is called, it may share
    found.sort(key=lambda one: (one.block, one.start, -len(one.text)))
    copied, borrowed = (_covered(found, kind) for kind in ("copied_passage", "fair_borrowing"))
    return Likenesses(tuple(found), len(copied - borrowed), len(borrowed), len("".join(laid.text.split())))


def _own(draft: Draft, person: Person) -> list[Draft]:
    rows = Draft.objects.visible_to(person).standing().filter(unit=draft.unit).exclude(pk=draft.pk)
    return list(rows.order_by("-changed_at")[:MOST_OWN])


def _lent(draft: Draft) -> dict[tuple[int | None, int | None], str]:
    """What the ledger says was taken, by where it was taken from."""
    taken: dict[tuple[int | None, int | None], str] = {}
    for one in Borrowing.objects.filter(draft=draft):
        key = (one.piece_id, one.earlier_id)
        taken[key] = taken.get(key, "") + "\n" + one.text
    return taken


def _passages(
    laid: Laid,
    comparison: Comparison,
    lent: Mapping[tuple[int | None, int | None], str],
    *,
    piece: Piece | None = None,
    draft: Draft | None = None,
) -> Iterator[LikePassage]:
    source = piece or draft
    assert source is not None
    ledger = lent.get((piece.pk if piece else None, draft.pk if draft else None), "")
    for one in comparison.passages:
        for start, end in _lines(laid, one):
            text = laid.text[start:end]
            if len(text) < SHORTEST:
                continue
            entered = all(words in ledger for words in _words(laid, start, end))
            kind = "fair_borrowing" if one.kind == "copied_passage" and entered else one.kind
            key, within = laid.block_at(start)
            keys = (piece.pk if piece else None, draft.pk if draft else None)
            yield LikePassage(key, within, within + len(text), text, kind, source.title, *keys)


def _words(laid: Laid, start: int, end: int) -> list[str]:
    """The words of a stretch, between its slots and gaps."""
    cuts = [spot for spot in laid.spots if spot.start < end and start < spot.end]
    edges = [start, *(edge for spot in cuts for edge in (spot.start, spot.end)), end]
    return [laid.text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True) if low < high]


def _lines(laid: Laid, one: Passage) -> Iterator[tuple[int, int]]:
    """The parts of a passage that lie in one block each."""
    for _, start, end in laid.starts:
        low, high = max(start, one.a.start), min(end, one.a.end)
        if low < high:
            yield low, high


def _covered(found: list[LikePassage], kind: str) -> set[tuple[str, int]]:
    return {(one.block, place) for one in found if one.kind == kind for place in range(one.start, one.end)}
