"""What materials of a kind usually claim (应记清单): over the library, which figures their numbers and blanks ask for,
so that they are recorded from January on."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mofan.drafting.finding import current_vocabulary
from mofan.drafting.proposing import Vocabulary, asked_in, propose
from mofan.figures.definitions import Definition, definition_of
from mofan.library.clean_text import with_text
from mofan.library.queries import pieces_visible_to
from mofan.org.models import Person
from mofan.text.describe import describe

MOST_PIECES = 300
"""Pieces that are read while somebody waits: the latest of that kind."""
AT_ONCE = 50
SURE = 0.6
"""From this score on a proposal is counted as what was meant."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that materials of this kind claim (常用的数)."""

    figure: Definition
    pieces: int
    """In how many of the pieces it stands."""
    times: int
    examples: tuple[int, ...]
    """Pieces that claim it."""


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """What materials count and nothing here records (还没有数)."""

    what: str
    measure: str
    pieces: int
    examples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """The list (应记清单)."""

    pieces: int
    numbers: int
    """Numbers and blanks with a measure word in these pieces."""
    matched: int
    """Of them those that a figure was found for."""
    wanted: tuple[Wanted, ...]
    unrecorded: tuple[Unrecorded, ...]


@dataclass
class _Count:
    times: int = 0
    pieces: list[int] = field(default_factory=list)

    def add(self, piece: int) -> None:
        self.times += 1
        if not self.pieces or self.pieces[-1] != piece:
            self.pieces.append(piece)


def inventory(person: Person, *, genre: str = "经验材料", theme: str = "", most: int = MOST_PIECES) -> Inventory:
    """What the latest pieces of a kind, of a theme where one is named, claim; the most frequent first."""
    rows = pieces_visible_to(person).originals().order_by("-pk")
    rows = rows.filter(genre=genre) if genre else rows
    keys = [one.pk for one in rows.only("pk", "themes", "source", "source__batch") if not theme or theme in one.themes]
    keys = keys[:most]
    words = current_vocabulary()
    wanted: dict[str, _Count] = {}
    lacking: dict[tuple[str, str], _Count] = {}
    numbers = 0
    for start in range(0, len(keys), AT_ONCE):
        some = list(pieces_visible_to(person).filter(pk__in=keys[start : start + AT_ONCE]))
        for one in with_text(some):
            for code, what, measure in _claims(one.text, words):
                numbers += 1
                if code:
                    wanted.setdefault(code, _Count()).add(one.row.pk)
                elif what:
                    lacking.setdefault((what, measure), _Count()).add(one.row.pk)
    return Inventory(
        len(keys),
        numbers,
        sum(one.times for one in wanted.values()),
        tuple(
            Wanted(definition_of(code), len(one.pieces), one.times, tuple(one.pieces[:3]))
            for code, one in sorted(wanted.items(), key=lambda item: (-len(item[1].pieces), item[0]))
        ),
        tuple(
            Unrecorded(what, measure, len(one.pieces), tuple(one.pieces[:3]))
            for (what, measure), one in sorted(lacking.items(), key=lambda item: (-len(item[1].pieces), item[0]))
        ),
    )


def _claims(text: str, words: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """(figure or nothing, what is counted, measure word) of each number of a text."""
    found = describe(text)
    spans = [(one.start, one.end) for one in found.figures]
    named = {one.start: one.what or "" for one in found.blanks if one.measure}
    for one in found.figures:
        if one.measure is None:
            continue
        proposals = propose(asked_in(text, one.start, one.end, one.measure, spans), words, 1)
        sure = proposals[0].figure.code if proposals and proposals[0].score >= SURE else ""
        yield sure, next((named[at] for at in range(one.start, one.end) if at in named), ""), one.measure


def by_group(found: Sequence[Wanted]) -> dict[str, list[Wanted]]:
    """The same by the group of the figures (组织生活, 廉政 …), groups with the most claims first."""
    weights = Counter[str]()
    for one in found:
        weights[one.figure.group] += one.pieces
    return {group: [one for one in found if one.figure.group == group] for group, _ in weights.most_common()}
