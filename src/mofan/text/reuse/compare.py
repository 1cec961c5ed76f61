"""Two texts side by side (比对): how much of the shorter stands in the other, and the passages that they share."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mofan.text.reuse.chains import Chain, Marks, Segment, chains_of, equal_in, found_in, longest_of
from mofan.text.reuse.fingerprint import SHINGLE
from mofan.text.reuse.frequency import Frequencies, Kind, kind_of
from mofan.text.reuse.seeds import side_of
from mofan.text.reuse.shingles import resemblance_between
from mofan.text.reuse.view import View, view_of
from mofan.text.span import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that both texts hold (雷同段落), small edits let pass; it stays within one paragraph of each."""

    a: Span
    """Where it stands in the first text as read (code points)."""
    b: Span
    """Where it stands in the second."""
    text: str
    """Its words in the first text."""
    kind: Kind
    document_frequency: int | None
    """Texts of the library that hold it; None where no library was asked."""
    edits: int
    """Characters replaced, added or dropped between the two."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two texts share."""

    containment: float
    """Share of the shorter text's characters that the other holds as well, 0 … 1 (包含度); white space never counts."""
    resemblance: float
    """Jaccard index of the two sets of 5-character shingles, 0 … 1 (相似度)."""
    weighted: float
    """Containment in which only copied passages count: set phrases and local slogans weigh nothing."""
    passages: tuple[Passage, ...]
    """In the order of the first text; none overlaps another, in either text."""


def compare(a: str, b: str, *, frequencies: Frequencies | None = None, min_characters: int = 12) -> Comparison:
    """Compare two texts; `frequencies` tells phrases from copies by how common they are.

    Passages have at least `min_characters` equal folded characters. Raises ValueError if that is below one.
    """
    if min_characters < 1:
        raise ValueError("最短的相同段落至少 1 个字。")
    view_a, view_b = view_of(a), view_of(b)
    shorter = min(len(view_a), len(view_b))
    if not shorter:
        return Comparison(0.0, 0.0, 0.0, ())
    size = min(SHINGLE, shorter, min_characters)
    side_a, side_b = side_of(view_a, size), side_of(view_b, size)
    chains = chains_of(side_a, side_b, min(min_characters, shorter))
    passages: list[Passage] = []
    weights = [_Weight() for _ in chains]
    for number, part in _parts(chains, view_a, view_b):
        weight = weights[number]
        weight.matched += part.matched
        if part.matched < min_characters:
            continue
        passage = _passage(part, view_a, view_b, a, frequencies)
        passages.append(passage)
        if passage.kind == "copied_passage":
            weight.holds_copy = True
        else:
            weight.stock += part.matched
    passages.sort(key=lambda passage: passage.a)
    return Comparison(
        containment_of(chains, view_a, view_b),
        resemblance_between(side_a, side_b),
        sum(weight.matched - weight.stock for weight in weights if weight.holds_copy) / shorter,
        tuple(passages),
    )


def containment_of(chains: list[Chain], a: View, b: View) -> float:
    """Share of the shorter text's characters that the chains find in the other; of texts equally long, the larger."""
    in_a, in_b = found_in(chains, a, b)
    if len(a) == len(b):
        return max(int(in_a.sum()), int(in_b.sum())) / len(a)
    return int((in_a if len(a) < len(b) else in_b).sum()) / min(len(a), len(b))


def _passage(part: Chain, view_a: View, view_b: View, a: str, frequencies: Frequencies | None) -> Passage:
    span_a = view_a.raw_span(part.segments[0].a, part.end_a)
    span_b = view_b.raw_span(part.segments[0].b, part.end_b)
    text = span_a.of(a)
    frequency = None
    if frequencies is not None:
        told = longest_of(part, view_a, view_b)
        frequency = frequencies.frequency(view_a.raw_span(told.a, told.a + told.length).of(a))
    documents = frequency.documents if frequency else None
    return Passage(span_a, span_b, text, kind_of(text, frequency), documents, part.edits)


@dataclass(slots=True)
class _Weight:
    """What a chain weighs: nothing unless something in it was copied; headings between copied paragraphs weigh too."""

    matched: int = 0
    stock: int = 0
    holds_copy: bool = False


def _parts(chains: list[Chain], a: View, b: View) -> Iterator[tuple[int, Chain]]:
    """The chains cut at paragraphs, the longest part first, less what a longer one has taken in either text."""
    taken_a, taken_b = np.zeros(len(a), dtype=np.bool_), np.zeros(len(b), dtype=np.bool_)
    parts = [(number, part) for number, chain in enumerate(chains) for part in _paragraphs(chain, a, b)]
    for number, part in sorted(parts, key=lambda one: -one[1].matched):
        for free in _free(part, taken_a, taken_b, a, b):
            taken_a[free.segments[0].a : free.end_a] = True
            taken_b[free.segments[0].b : free.end_b] = True
            yield number, free


def _free(chain: Chain, taken_a: Marks, taken_b: Marks, a: View, b: View) -> list[Chain]:
    first = chain.segments[0]
    if not taken_a[first.a : chain.end_a].any() and not taken_b[first.b : chain.end_b].any():
        return [chain]
    blocked = [
        taken_a[at_a : at_a + length] | taken_b[at_b : at_b + length] for at_a, at_b, length, _ in chain.segments
    ]
    cuts = [np.append(marks[:1], marks[1:] != marks[:-1]) for marks in blocked]
    for before, after, cut in zip(chain.segments, chain.segments[1:], cuts[1:], strict=False):
        gap_a = taken_a[before.a + before.length : after.a]
        gap_b = taken_b[before.b + before.length : after.b]
        cut[0] |= gap_a.any() or gap_b.any()
    return _cut(chain, blocked, cuts, a, b)


def _paragraphs(chain: Chain, a: View, b: View) -> list[Chain]:
    """A chain cut wherever a paragraph ends in either text."""
    first = chain.segments[0]
    if (
        a.paragraphs[first.a] == a.paragraphs[chain.end_a - 1]
        and b.paragraphs[first.b] == b.paragraphs[chain.end_b - 1]
    ):
        return [chain]
    cuts = []
    before_a, before_b = a.paragraphs[first.a], b.paragraphs[first.b]
    for at_a, at_b, length, _ in chain.segments:
        of_a, of_b = a.paragraphs[at_a : at_a + length], b.paragraphs[at_b : at_b + length]
        cuts.append((np.diff(of_a, prepend=before_a) != 0) | (np.diff(of_b, prepend=before_b) != 0))
        before_a, before_b = of_a[-1], of_b[-1]
    return _cut(chain, [np.zeros(len(cut), dtype=np.bool_) for cut in cuts], cuts, a, b)


def _cut(chain: Chain, blocked: list[Marks], cuts: list[Marks], a: View, b: View) -> list[Chain]:
    """The parts of a chain between blocked characters and before every cut; differing ends are trimmed."""
    parts: list[Chain] = []
    part = Chain([])
    for number, segment in enumerate(chain.segments):
        equal = equal_in(segment, a, b)
        starts = np.unique(np.append(0, np.flatnonzero(cuts[number]))).tolist()
        for start, end in zip(starts, [*starts[1:], segment.length], strict=True):
            inside = equal[start:end] & ~blocked[number][start:end]
            if cuts[number][start]:
                parts.append(part)
                part = Chain([])
            kept = np.flatnonzero(inside)
            if not len(kept):
                continue
            head, tail = start + int(kept[0]), start + int(kept[-1]) + 1
            gap = chain.gaps[number - 1] if start == 0 and number and part.segments else 0
            edits = int(np.count_nonzero(~equal[head:tail]))
            part.add(Segment(segment.a + head, segment.b + head, tail - head, edits), gap)
    return [one for one in [*parts, part] if one.segments]
