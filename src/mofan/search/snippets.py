"""Why a text was found (摘录与标亮): the matches in it, and the best short stretch of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from mofan.text.fold import Folded, simplify, simplify_with_origins
from mofan.text.span import Span

Part = tuple[str, bool]
"""A stretch of raw text, and whether it is a match."""

_CHUNK = 256
_STOPS = "。；！？\n\r"
_REACH = 24
"""How far before the first match a snippet may start, and how far it moves to start with a sentence (characters)."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text in parts, which joined are the raw characters from `start` up to `end`."""

    parts: tuple[Part, ...]
    start: int
    end: int
    cut_before: bool
    cut_after: bool

    @property
    def text(self) -> str:
        """The raw characters."""
        return "".join(text for text, _ in self.parts)


def find_matches(text: str, terms: Iterable[str]) -> list[tuple[Span, int]]:
    """Every place of every term in reading order, as (raw span, number of the term), found as the index finds them."""
    view = _FoldedChunks(text)
    found = [
        (view.to_raw(start, start + len(term)), number)
        for number, term in enumerate(dict.fromkeys(filter(None, map(simplify, terms))))
        for start in _places(view.text, term)
    ]
    return sorted(found)


def highlight(text: str, terms: Iterable[str]) -> tuple[Part, ...]:
    """The whole of `text` in parts, with every match marked."""
    return _cut_parts(text, 0, len(text), _merge(span for span, _ in find_matches(text, terms)))


def snippet(text: str, terms: Sequence[str], *, width: int = 90) -> Snippet:
    """The stretch of about `width` characters with the most different terms; the start of `text` if none is in it."""
    matches = find_matches(text, terms)
    start, end = _best_window(text, matches, width)
    parts = _cut_parts(text, start, end, _merge(span for span, _ in matches))
    return Snippet(parts, start, end, bool(text[:start].strip()), bool(text[end:].strip()))


class _FoldedChunks:
    """A folded text that works out origins only where it is asked to: long texts have few matches."""

    def __init__(self, text: str) -> None:
        self._chunks = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
        folded = [simplify(chunk) for chunk in self._chunks]
        self.text = "".join(folded)
        self._starts = list(accumulate(map(len, folded), initial=0))
        self._origins: dict[int, Folded] = {}

    def to_raw(self, start: int, end: int) -> Span:
        return Span(self._raw_span(start).start, self._raw_span(end - 1).end)

    def _raw_span(self, place: int) -> Span:
        number = bisect_right(self._starts, place) - 1
        inside = place - self._starts[number]
        if number not in self._origins:
            self._origins[number] = simplify_with_origins(self._chunks[number])
        span = self._origins[number].to_raw(inside, inside + 1)
        return Span(span.start + number * _CHUNK, span.end + number * _CHUNK)


def _places(text: str, term: str) -> Iterator[int]:
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + 1)


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _cut_parts(text: str, start: int, end: int, matches: list[Span]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = start
    for match in matches[bisect_left(matches, start, key=lambda span: span.end) :]:
        if match.start >= end:
            break
        parts.append((text[at : max(at, match.start)], False))
        parts.append((text[max(at, match.start) : min(match.end, end)], True))
        at = min(match.end, end)
    parts.append((text[at:end], False))
    return tuple(part for part in parts if part[0])


def _best_window(text: str, matches: list[tuple[Span, int]], width: int) -> tuple[int, int]:
    """From the match after which, within `width`, the most different terms, then the most matches stand."""
    if not matches:
        start = len(text) - len(text.lstrip())
        return start, min(len(text), start + width)
    best, best_rank = 0, (0, 0)
    inside: dict[int, int] = {}
    last = 0
    for first, (span, number) in enumerate(matches):
        while last < len(matches) and (last <= first or matches[last][0].end - span.start <= width):
            inside[matches[last][1]] = inside.get(matches[last][1], 0) + 1
            last += 1
        rank = (len(inside), last - first)
        if rank > best_rank:
            best, best_rank = first, rank
        inside[number] -= 1
        if not inside[number]:
            del inside[number]
    first_match = matches[best][0]
    last_match = matches[best + best_rank[1] - 1][0]
    return _place_window(text, first_match.start, max(last_match.end, first_match.end), width)


def _place_window(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """A window of `width` around the matches, starting with a sentence where one starts near."""
    room = max(0, width - (last - first))
    earliest = max(0, first - min(room, _REACH))
    start = earliest
    stop = max((text.rfind(mark, earliest, first) for mark in _STOPS), default=-1)
    if stop >= 0:
        start = stop + 1
    while start < first and (text[start].isspace() or text[start] in "”』」）"):
        start += 1
    end = min(len(text), max(start + width, last))
    start = max(0, min(start, end - width)) if end == len(text) else start
    return start, end
