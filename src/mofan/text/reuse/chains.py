"""Chains (对应段): runs that follow one another in both texts with no more than a small edit between them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mofan.text.reuse.seeds import SLIP, Runs, Side, runs_of
from mofan.text.reuse.view import Integers, View

Marks = npt.NDArray[np.bool_]

REACH = 12
"""Characters between two runs of one chain, at most."""
COST = 3
"""Equal characters that make up for an edit: a chain must be worth something once its edits are paid for."""
_ACROSS = 2 * REACH
"""Diagonals kept together when a chain is looked for."""


class Segment(NamedTuple):
    """A stretch of equal length in both texts, folded characters; some of them may differ."""

    a: int
    b: int
    length: int
    edits: int


@dataclass(slots=True, eq=False)
class Chain:
    """Segments in order, and what lies between them."""

    segments: list[Segment]
    edits: int = 0
    """Characters replaced, added or dropped, those inside the segments included."""
    matched: int = 0
    """Characters that are equal."""
    gaps: list[int] = field(default_factory=list)
    """Edits before each segment but the first."""
    end_a: int = 0
    end_b: int = 0
    """Where the last segment ends in both texts."""

    def add(self, segment: Segment, gap: int) -> None:
        """Put a segment at the end, `gap` edits after the last one."""
        if self.segments:
            self.gaps.append(gap)
        self.segments.append(segment)
        self.edits += gap + segment.edits
        self.matched += segment.length - segment.edits
        self.end_a, self.end_b = segment.a + segment.length, segment.b + segment.length


def chains_of(a: Side, b: Side, least: int) -> list[Chain]:
    """The chains with `least` equal characters in a row, or as many more than their edits cost; by the first text."""
    runs = runs_of(a, b)
    chains = _chained(a.view, b.view, runs)
    return [
        chain
        for chain in chains
        if chain.matched - COST * chain.edits >= least or longest_of(chain, a.view, b.view).length >= least
    ]


def longest_of(chain: Chain, a: View, b: View) -> Segment:
    """The longest stretch of a chain without an edit."""
    return max((run for segment in chain.segments for run in _unedited(segment, a, b)), key=lambda run: run.length)


def _unedited(segment: Segment, a: View, b: View) -> Iterator[Segment]:
    if not segment.edits:
        yield segment
        return
    edges = np.diff(np.concatenate([[False], equal_in(segment, a, b), [False]]).astype(np.int8))
    for start, end in zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True):
        yield Segment(segment.a + start, segment.b + start, end - start, 0)


def equal_in(segment: Segment, a: View, b: View) -> Marks:
    """For every character of a segment whether both texts have it."""
    at_a, at_b, length, _ = segment
    return np.asarray(a.codes[at_a : at_a + length] == b.codes[at_b : at_b + length], dtype=np.bool_)


def found_in(chains: list[Chain], a: View, b: View) -> tuple[Integers, Integers]:
    """For every folded character of either text 1 if a chain finds its equal in the other, else 0."""
    in_a, in_b = np.zeros(len(a), dtype=np.int64), np.zeros(len(b), dtype=np.int64)
    for chain in chains:
        for at_a, at_b, length, edits in chain.segments:
            same = equal_in(Segment(at_a, at_b, length, edits), a, b).astype(np.int64) if edits else 1
            in_a[at_a : at_a + length] |= same
            in_b[at_b : at_b + length] |= same
    return in_a, in_b


def _chained(a: View, b: View, runs: Runs) -> list[Chain]:
    chains: list[Chain] = []
    open_chains: defaultdict[int, list[Chain]] = defaultdict(list)
    codes_a, codes_b = a.codes, b.codes
    for run in map(Segment, runs.a.tolist(), runs.b.tolist(), runs.lengths.tolist(), runs.edits.tolist()):
        diagonal = (run.b - run.a) // _ACROSS
        best: tuple[int, Chain, Segment] | None = None
        for near in (diagonal - 1, diagonal, diagonal + 1):
            if near not in open_chains:
                continue
            waiting = open_chains[near] = [chain for chain in open_chains[near] if chain.end_a + REACH >= run.a]
            for chain in waiting:
                joined = _follow(chain, run, codes_a, codes_b)
                if joined and (best is None or (joined[0], -chain.matched) < (best[0], -best[1].matched)):
                    best = (joined[0], chain, joined[1])
        if best:
            gap, chain, segment = best
            chain.add(segment, gap)
        else:
            chain = Chain([])
            chain.add(run, 0)
            chains.append(chain)
        here = open_chains[(chain.end_b - chain.end_a) // _ACROSS]
        if chain not in here[-4:]:
            here.append(chain)
            del here[:-4]
    return chains


def _follow(chain: Chain, run: Segment, a: Integers, b: Integers) -> tuple[int, Segment] | None:
    """The edits between a chain and a run that follows it, and the run less what the chain holds already."""
    overlap = max(chain.end_a - run.a, chain.end_b - run.b, 0)
    if overlap >= min(run.length, REACH) or (run.edits and overlap):
        return None
    run = Segment(run.a + overlap, run.b + overlap, run.length - overlap, run.edits)
    before_a, before_b = run.a - chain.end_a, run.b - chain.end_b
    if max(before_a, before_b) > REACH:
        return None
    edits = max(before_a, before_b)
    if min(before_a, before_b):
        edits = _distance(a[chain.end_a : run.a].tolist(), b[chain.end_b : run.b].tolist())
    return (edits, run) if edits <= min(SLIP, (chain.matched + run.length) // 2) else None


def _distance(one: list[int], other: list[int]) -> int:
    """The edit distance (编辑距离) of two short stretches."""
    above = list(range(len(other) + 1))
    for row, code in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            line.append(min(above[column] + 1, line[-1] + 1, above[column - 1] + (code != against)))
        above = line
    return above[-1]
