"""Why a text was found (摘录与标亮): the matches in it, and the best short stretch of it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mofan.search.folding import FoldedText
from mofan.search.readings import other_readings
from mofan.text.fold import simplify
from mofan.text.span import Span

Part = tuple[str, bool]
"""A stretch of raw text, and whether it is a match."""

_SHORT = 300
"""Characters of a text that is folded at once to see whether there is any match in it: most titles have none."""
_STOPS = "。；！？\n\r"
_REACH = 24
"""How far before the first match a snippet may start, and how far it moves to start with a sentence (characters)."""
_APART = "\ufdd0"
"""Stands between texts that are looked through as one; it is no character, so that no term holds it."""


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


@dataclass(frozen=True, slots=True)
class _Matches:
    """Every place of every term in reading order: the columns of (start, end, number of the term)."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


def find_matches(text: str, terms: Iterable[str]) -> list[tuple[Span, int]]:
    """Every place of every term in reading order, as (raw span, number of the term), found as the index finds them."""
    found = _find(text, tuple(terms))
    return [(Span(start, end), no) for start, end, no in zip(found.starts, found.ends, found.numbers, strict=True)]


def highlight(text: str, terms: Iterable[str]) -> tuple[Part, ...]:
    """The whole of `text` in parts, with every match marked."""
    return _marked([(text, 0, len(text))], tuple(terms))[0]


def snippets_of(texts: Sequence[str], terms: Iterable[str], *, width: int = 90) -> list[Snippet]:
    """Of each text the stretch of about `width` characters with the most different terms; or its start."""
    return shown_of((), texts, terms, width=width)[1]


def shown_of(
    titles: Sequence[str], texts: Sequence[str], terms: Iterable[str], *, width: int = 90
) -> tuple[list[tuple[Part, ...]], list[Snippet]]:
    """What a page of hits shows: `highlight` of each title and the snippet of each text, looked through together.
    Only what is shown is folded where the terms stand in a text as they are written."""
    asked = tuple(terms)
    whole = [(title, 0, len(title)) for title in titles]
    stretches = [(text, *_best_window(text, _as_written(text, asked) or _find(text, asked), width)) for text in texts]
    parts = _marked(whole + stretches, asked)
    snippets = [
        Snippet(some, start, end, _is_said(text[:start]), _is_said(text[end:]))
        for (text, start, end), some in zip(stretches, parts[len(whole) :], strict=True)
    ]
    return parts[: len(whole)], snippets


def _is_said(text: str) -> bool:
    return bool(text) and not text.isspace()


@lru_cache(maxsize=64)
def _folded_terms(terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms as they are matched, then their other readings."""
    others = (form for term in terms for form in other_readings(term))
    return tuple(dict.fromkeys(filter(None, (*map(simplify, terms), *others))))


@lru_cache(maxsize=64)
def _ways_to_write(terms: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Of each term, as it is asked for and as it is compared; both fold to the same."""
    return tuple(tuple(dict.fromkeys((term, simplify(term)))) for term in terms if simplify(term))


def _as_written(text: str, terms: tuple[str, ...]) -> _Matches | None:
    """Places of the terms letter by letter; None where one of them does not stand so, but may in other characters."""
    found: list[tuple[int, int, int]] = []
    for number, ways in enumerate(_ways_to_write(terms)):
        written = next((way for way in ways if way in text), None)
        if written is None:
            return None
        places = _places(text, written)
        found += [(at, at + len(written), number) for at in places]
    return _in_order(found)


def _in_order(found: list[tuple[int, int, int]]) -> _Matches:
    return _Matches(*zip(*sorted(found), strict=True)) if found else _Matches()


def _find(text: str, terms: tuple[str, ...]) -> _Matches:
    wanted = _folded_terms(terms)
    if not wanted or (len(text) < _SHORT and not any(map(simplify(text).__contains__, wanted))):
        return _Matches()
    view = FoldedText(text)
    found: list[tuple[int, int, int]] = []
    for number, term in enumerate(wanted):
        if places := _places(view.text, term):
            found += zip(*view.to_raw(places, len(term)), [number] * len(places), strict=True)
    return _in_order(found)


def _places(text: str, term: str) -> list[int]:
    places = []
    at = text.find(term)
    while at >= 0:
        places.append(at)
        at = text.find(term, at + 1)
    return places


def _marked(stretches: Sequence[tuple[str, int, int]], terms: tuple[str, ...]) -> list[tuple[Part, ...]]:
    """Stretches (text, start, end) in parts. What stands beside them is looked at as well, for a match may be cut."""
    reach = 2 * max(map(len, _folded_terms(terms)), default=0)
    near = [text[max(0, start - reach) : end + reach] for text, start, end in stretches]
    matches = _find(_APART.join(near), terms)
    parts, at = [], 0  # where the next text stands in the joined ones
    for (text, start, end), around in zip(stretches, near, strict=True):
        by = at - max(0, start - reach)
        of_it = range(bisect_left(matches.starts, at), bisect_left(matches.starts, at + len(around)))
        parts.append(_cut_parts(text, start, end, [(matches.starts[no] - by, matches.ends[no] - by) for no in of_it]))
        at += len(around) + len(_APART)
    return parts


def _cut_parts(text: str, start: int, end: int, matches: Iterable[tuple[int, int]]) -> tuple[Part, ...]:
    """The stretch in parts. Matches (start, end) that overlap or touch are one."""
    parts: list[Part] = []
    at = marked = start  # told up to `at`; the mark at the end of that is open up to `marked`
    for first, last in matches:
        if last < start or first >= end:
            continue
        if first > marked:
            parts += ((text[at:marked], True), (text[marked:first], False))
            at = first
        marked = max(marked, min(last, end))
    parts += ((text[at:marked], True), (text[marked:end], False))
    return tuple(part for part in parts if part[0])


def _best_window(text: str, matches: _Matches, width: int) -> tuple[int, int]:
    """From the match after which, within `width`, the most different terms, then the most matches stand."""
    starts, ends, numbers = matches.starts, matches.ends, matches.numbers
    if not starts:
        start = len(text) - len(text.lstrip())
        return start, min(len(text), start + width)
    best, best_rank = 0, (0, 0)
    inside = [0] * (max(numbers) + 1)
    different = last = 0
    for first, (start, number) in enumerate(zip(starts, numbers, strict=True)):
        while last < len(starts) and (last <= first or ends[last] - start <= width):
            different += not inside[numbers[last]]
            inside[numbers[last]] += 1
            last += 1
        if (different, last - first) > best_rank:
            best, best_rank = first, (different, last - first)
        inside[number] -= 1
        different -= not inside[number]
    return _place_window(text, starts[best], max(ends[best + best_rank[1] - 1], ends[best]), width)


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
