"""The sheet as the page draws it (稿纸): paragraphs in stretches, words asked for and doubtful finds marked.

Pure: no Django.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mofan.library.reading import SheetLine, SheetPart
from mofan.search import highlight

Kind = Literal["text", "hit", "doubt", "cut"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters drawn in one way. `first`: the first stretch of its removal, or the first hit of the page."""

    kind: Kind
    text: str
    heading: bool = False
    removal: int | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its element (h2 to h5, p), the id that the outline points to, its stretches."""

    tag: str
    anchor: str
    is_cut: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The whole sheet, and how many times the words asked for stand in it."""

    paragraphs: tuple[Paragraph, ...]
    hits: int


def draw(lines: Sequence[SheetLine], terms: Sequence[str] = (), doubts: Sequence[str] = ()) -> Drawn:
    """Mark `terms` and `doubts` in the lines of a piece."""
    seen: set[int] = set()
    hits = 0
    paragraphs = []
    for line in lines:
        stretches: list[Stretch] = []
        for part in line.parts:
            for stretch in _stretches(part, terms, doubts):
                first = stretch.kind == "hit" and hits == 0
                if stretch.removal is not None:
                    first = stretch.removal not in seen
                    seen.add(stretch.removal)
                hits += stretch.kind == "hit"
                stretches.append(Stretch(stretch.kind, stretch.text, stretch.heading, stretch.removal, first))
        tag = f"h{line.level + 1}" if line.level else "p"
        paragraphs.append(Paragraph(tag, line.anchor, line.is_cut, tuple(stretches)))
    return Drawn(tuple(paragraphs), hits)


def _stretches(part: SheetPart, terms: Sequence[str], doubts: Sequence[str]) -> Iterator[Stretch]:
    if part.kind == "cut":
        yield Stretch("cut", part.text, removal=part.removal)
        return
    heading = part.kind == "heading"
    for text, doubtful in _with_doubts(part.text, doubts):
        if doubtful:
            yield Stretch("doubt", text, heading)
            continue
        for run, hit in highlight(text, terms) if terms else ((text, False),):
            yield Stretch("hit" if hit else "text", run, heading)


def _with_doubts(text: str, doubts: Sequence[str]) -> Iterator[tuple[str, bool]]:
    place, doubt = min(((at, one) for one in doubts if one and (at := text.find(one)) >= 0), default=(-1, ""))
    if place < 0:
        if text:
            yield text, False
        return
    if place:
        yield text[:place], False
    yield doubt, True
    yield from _with_doubts(text[place + len(doubt) :], doubts)
