"""A piece laid out for the eye (阅读): paragraphs with headings, and what was taken out at the place where it stood.

Pure: no Django.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

PartKind = Literal["text", "heading", "cut"]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A stretch of one line. `removal` is the id of the removal that took it out, for a cut."""

    kind: PartKind
    text: str
    removal: int | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A paragraph of the sheet. `level` 0 is body; a heading on a line of its own has 1 to 4. `anchor` is its id on the
    page when the outline points to it. A line of cuts alone was taken out whole."""

    parts: tuple[SheetPart, ...]
    level: int = 0
    anchor: str = ""

    @property
    def is_cut(self) -> bool:
        return bool(self.parts) and all(part.kind == "cut" for part in self.parts)


@dataclass(frozen=True, slots=True)
class Cut:
    """A removal that is out of the text now: offsets in the piece's raw text."""

    id: int
    start: int
    end: int


def lay_out(
    raw: str, body_start: int, cuts: Sequence[Cut], headings: Sequence[dict[str, Any]], to_raw: Any
) -> tuple[SheetLine, ...]:
    """The lines of the body. Headings count in the clean text (`to_raw` carries them back to `raw`)."""
    places = [
        (to_raw(heading["start"]), to_raw(heading["end"] - 1) + 1, heading, number)
        for number, heading in enumerate(headings, 1)
    ]
    lines: list[SheetLine] = []
    for start, end in _lines(raw, body_start):
        mine = [(low, high, heading, number) for low, high, heading, number in places if start <= low < end]
        parts = tuple(_parts(raw, start, end, cuts, mine[0][:2] if mine else None))
        if not any(part.text.strip() for part in parts):
            continue
        own_line = bool(mine) and mine[0][2]["form"] == "line"
        anchor = f"s{mine[0][3]}" if mine else ""
        lines.append(SheetLine(parts, min(mine[0][2]["level"], 4) if own_line else 0, anchor))
    return tuple(lines)


def _lines(raw: str, start: int) -> Iterator[tuple[int, int]]:
    while start < len(raw):
        end = raw.find("\n", start)
        end = len(raw) if end < 0 else end
        if end > start:
            yield start, end
        start = end + 1


def _parts(raw: str, start: int, end: int, cuts: Sequence[Cut], lead: tuple[int, int] | None) -> Iterator[SheetPart]:
    position = start
    for cut in cuts:
        if cut.end <= start or cut.start >= end:
            continue
        yield from _kept(raw, position, max(cut.start, start), lead)
        yield SheetPart("cut", raw[max(cut.start, start) : min(cut.end, end)], cut.id)
        position = min(cut.end, end)
    yield from _kept(raw, position, end, lead)


def _kept(raw: str, start: int, end: int, lead: tuple[int, int] | None) -> Iterator[SheetPart]:
    if lead is None:
        stretches: tuple[tuple[PartKind, int, int], ...] = (("text", start, end),)
    else:
        low, high = min(max(lead[0], start), end), min(max(lead[1], start), end)
        stretches = (("text", start, low), ("heading", low, high), ("text", high, end))
    for kind, first, last in stretches:
        if last > first:
            yield SheetPart(kind, raw[first:last])
