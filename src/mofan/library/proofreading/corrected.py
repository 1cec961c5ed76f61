"""A text with accepted corrections put in (改正稿), and the way between it and the text as it was.

Pure: no Django.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mofan.text.span import Span


@dataclass(frozen=True, slots=True)
class Change:
    """One correction: `was` stands at `start` to `end` of the text as it was, `new` stands there now. Code points."""

    start: int
    end: int
    was: str
    new: str
    key: int = 0
    """The row it was read from; 0 for one that has none."""

    @property
    def grows(self) -> int:
        """By how many characters the text is longer for it."""
        return len(self.new) - len(self.was)


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected text with the changes that are in force, in order, none touching a character of another."""

    text: str
    before: str
    changes: tuple[Change, ...] = ()

    def forward(self, position: int) -> int:
        """Where `position` of the text as it was stands now; inside a change as far in as the new words reach.
        Monotone."""
        shift = 0
        for change in self.changes:
            if position <= change.start:
                break
            if position < change.end:
                return change.start + shift + min(position - change.start, len(change.new))
            shift += change.grows
        return position + shift

    def touched(self, span: Span) -> "Touched":
        """What a span of the corrected text is in the text as it was: whole changes where it touches them."""
        places = list(self._places())
        mine = [(change, place) for change, place in zip(self.changes, places, strict=True) if _meet(place, span)]
        start = min([span.start, *(place.start for _, place in mine)])
        end = max([span.end, *(place.end for _, place in mine)])
        pairs = list(zip(self.changes, places, strict=True))
        shift = sum(change.grows for change, place in pairs if place.end <= start)
        through = sum(change.grows for change, place in pairs if place.end <= end and place.start < end)
        before = Span(start - shift, end - through)
        return Touched(Span(start, end), before, tuple(change for change, _ in mine))

    def _places(self) -> Iterable[Span]:
        shift = 0
        for change in self.changes:
            yield Span(change.start + shift, change.start + shift + len(change.new))
            shift += change.grows


@dataclass(frozen=True, slots=True)
class Touched:
    """A stretch of a corrected text, widened over the changes it touches; the same stretch of the text as it was."""

    now: Span
    before: Span
    changes: tuple[Change, ...]


def _meet(place: Span, span: Span) -> bool:
    if len(place):
        return place.start < span.end and span.start < place.end
    return span.start < place.start < span.end  # words that were taken out in the midst of the span


def correct(text: str, changes: Iterable[Change], closed: Sequence[Span] = ()) -> Corrected:
    """`text` with `changes` put in. One is not in force where its words do not stand, where it reaches into a `closed`
    span (something that is taken out), or into a change before it."""
    kept: list[Change] = []
    parts: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda one: (one.start, one.end)):
        span = Span(change.start, change.end)
        if change.start < at or span.of(text) != change.was or any(_overlap(span, one) for one in closed):
            continue
        parts += (text[at : change.start], change.new)
        at = change.end
        kept.append(change)
    return Corrected("".join([*parts, text[at:]]), text, tuple(kept))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def retitled(title: str, head: str, changes: Sequence[Change]) -> str:
    """`title`, which was read from the lines of `head`, with those changes of the head put in that lie within it.

    White space aside, the title must stand in the head, and once; else it stays as it is.
    """
    places = [place for place, char in enumerate(head) if not char.isspace()]
    plain, wanted = "".join(head[place] for place in places), "".join(title.split())
    at = plain.find(wanted)
    if not wanted or at < 0 or plain.find(wanted, at + 1) >= 0:
        return title
    mine = places[at : at + len(wanted)]
    own = [place for place, char in enumerate(title) if not char.isspace()]
    for change in sorted(changes, key=lambda one: -one.start):
        inside = [number for number, place in enumerate(mine) if change.start <= place < change.end]
        if inside and mine[0] <= change.start and change.end <= mine[-1] + 1:
            title = title[: own[inside[0]]] + "".join(change.new.split()) + title[own[inside[-1]] + 1 :]
    return title
