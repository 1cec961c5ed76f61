"""A text with stretches taken out of it, and the way back to the text as read (还原)."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from mofan.text.span import Span

Kind = Literal["ad", "paid_mark"]


@dataclass(frozen=True, slots=True)
class Removal:
    """A stretch that was taken out (清除项). Offsets are code points in the text as read, end exclusive."""

    start: int
    end: int
    text: str
    kind: Kind
    rule: str
    """The family of pattern that found it, such as `contact_id` or `membership`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A doubtful find (存疑项): reported and kept. Offsets are code points in the text as read, end exclusive."""

    start: int
    end: int
    text: str
    reason: str
    """Why it was noticed and why it stays, one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean text (净文) with what was taken out, what is doubtful, and maps in both directions."""

    text: str
    removals: tuple[Removal, ...]
    candidates: tuple[Candidate, ...]
    raw_length: int
    cuts: tuple[Span, ...] = ()
    """Everything that is gone, lines that became empty included: in order, apart from one another, raw offsets."""
    _kept: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)
    _resume: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.cuts:  # as of most texts, and a page of results makes twenty
            return
        lengths = accumulate((len(cut) for cut in self.cuts), initial=0)
        kept = tuple(cut.start - gone for cut, gone in zip(self.cuts, lengths, strict=False))
        object.__setattr__(self, "_kept", kept)
        object.__setattr__(self, "_resume", tuple(cut.end for cut in self.cuts))

    def to_raw(self, position: int) -> int:
        """Where the clean character at `position` stands in the text as read; the clean end goes to the raw end.

        Monotone. Raises ValueError outside 0 … len(text).
        """
        if not 0 <= position <= len(self.text):
            raise ValueError(f"净文中没有位置 {position}，全长为 {len(self.text)}。")
        if position == len(self.text):
            return self.raw_length
        before = bisect_right(self._kept, position)
        return self._resume[before - 1] + position - self._kept[before - 1] if before else position

    def to_clean(self, position: int) -> int:
        """Where raw `position` stands in the clean text; a position inside a cut goes to where the cut was.

        Monotone. Raises ValueError outside 0 … raw_length.
        """
        if not 0 <= position <= self.raw_length:
            raise ValueError(f"原文中没有位置 {position}，全长为 {self.raw_length}。")
        after = bisect_right(self._resume, position)
        clean = position - (self._resume[after - 1] - self._kept[after - 1] if after else 0)
        return min(clean, self._kept[after]) if after < len(self._kept) else clean

    def raw_span(self, span: Span) -> Span:
        """A span of the clean text as a span of the text as read (what was cut out inside it is inside again)."""
        if not len(span):
            return Span(self.to_raw(span.start), self.to_raw(span.start))
        return Span(self.to_raw(span.start), self.to_raw(span.end - 1) + 1)

    def clean_span(self, span: Span) -> Span:
        """A span of the text as read as a span of the clean text; empty if all of it was cut."""
        return Span(self.to_clean(span.start), self.to_clean(span.end))


def apply_removals(text: str, removals: Iterable[Removal], candidates: Iterable[Candidate] = ()) -> Cleaned:
    """`text` less `removals`, less the lines that become empty by it (nothing else changes).

    To put a removal back, apply the others. Raises ValueError if a removal does not say what stands in `text`.
    """
    taken = tuple(sorted(removals, key=lambda removal: (removal.start, removal.end)))
    for removal in taken:
        if not 0 <= removal.start < removal.end or text[removal.start : removal.end] != removal.text:
            raise ValueError(f"清除项与原文不符：第 {removal.start} 至 {removal.end} 字。请用同一份原文重试。")
    cuts = _with_emptied_lines(text, _merged(Span(removal.start, removal.end) for removal in taken))
    return Cleaned(_less(text, cuts), taken, tuple(candidates), len(text), cuts)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _with_emptied_lines(text: str, cuts: list[Span]) -> tuple[Span, ...]:
    """The cuts, widened over what is left of a line when that is only white space, and over one of its line breaks."""
    widened: list[Span] = []
    last_line_is_gone = False
    for line, inside in _cut_lines(text, cuts):
        if not _is_emptied(text, line, inside):
            widened.extend(inside)
            continue
        last_line_is_gone = line.end == len(text)
        widened.append(Span(line.start, min(line.end + 1, len(text))))
    merged = _merged(widened)
    if last_line_is_gone and merged[-1].start:
        merged[-1] = Span(merged[-1].start - 1, merged[-1].end)
    return tuple(_merged(merged))


def _is_emptied(text: str, line: Span, inside: list[Span]) -> bool:
    return not _less(line.of(text), [Span(cut.start - line.start, cut.end - line.start) for cut in inside]).strip()


def _cut_lines(text: str, cuts: list[Span]) -> Iterable[tuple[Span, list[Span]]]:
    """Each line that is left once the line breaks inside cuts are gone, with the cuts in it."""
    line, inside = Span(0, 0), list[Span]()
    for cut in cuts:
        if not inside or cut.start > line.end:
            if inside:
                yield line, inside
            line, inside = Span(text.rfind("\n", 0, cut.start) + 1, 0), []
        inside.append(cut)
        end = text.find("\n", cut.end)
        line = Span(line.start, end if end >= 0 else len(text))
    if inside:
        yield line, inside


def _less(text: str, cuts: Iterable[Span]) -> str:
    parts: list[str] = []
    position = 0
    for cut in cuts:
        parts.append(text[position : cut.start])
        position = cut.end
    parts.append(text[position:])
    return "".join(parts)
