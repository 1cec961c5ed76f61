"""From what the engines found to figures and ratios (对照得分). Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

DEPTH = 10

Sense = Literal["cost", "merit"]
"""Less is better, or more is better."""


@dataclass(frozen=True, slots=True)
class Right:
    """What is right for one ranked line: all right keys, and the one that it was made from."""

    kind: str
    uids: frozenset[int]
    target: int


@dataclass(frozen=True, slots=True)
class Exactness:
    """How complete lists of answers compare with the scan, mean over the queries."""

    queries: int
    recall: float
    precision: float
    exactly: float
    """Share of the queries of which the list is right to the last document."""


def reciprocal_rank(found: Sequence[int], target: int) -> float:
    """1 / rank of the target among the first ten, else 0."""
    return 1 / (found.index(target) + 1) if target in found[:DEPTH] else 0.0


def recall_at_ten(found: Sequence[int], right: frozenset[int]) -> float:
    """The share of the right ones among the first ten; of more than ten, of ten."""
    return len(right & {*found[:DEPTH]}) / min(DEPTH, len(right))


def exactness(pairs: Sequence[tuple[frozenset[int], frozenset[int]]]) -> Exactness:
    """(found, right) of each query. Nothing found counts as no wrong document."""
    return Exactness(
        queries=len(pairs),
        recall=fmean(len(found & right) / len(right) if right else 1.0 for found, right in pairs),
        precision=fmean(len(found & right) / len(found) if found else 1.0 for found, right in pairs),
        exactly=fmean(found == right for found, right in pairs),
    )


def ratio(theirs: float | None, ours: float | None, sense: Sense) -> float | None:
    """How far ours is ahead: above 1 it is, whatever the sense. None where one of the two has no figure."""
    if theirs is None or ours is None:
        return None
    above, below = (theirs, ours) if sense == "cost" else (ours, theirs)
    if not below:
        return 1.0 if not above else math.inf
    return above / below


def cell(value: float | None) -> str:
    """A ratio for the table; bold where ours is behind by more than the last digit shown."""
    if value is None:
        return "—"
    if math.isinf(value):
        return "∞"
    shown = f"{value:.0f}" if value >= 10 else f"{value:.2f}"
    return f"**{shown}**" if float(shown) < 1 else shown


def ratio_rows(
    figures: Mapping[str, Mapping[str, float | None]], senses: Mapping[str, Sense], ours: str
) -> list[list[str]]:
    """A row for each measure: its name, our figure, and the ratio to each of the others in their order."""
    others = [name for name in figures if name != ours]
    return [
        [measure, figure(figures[ours].get(measure))]
        + [cell(ratio(figures[name].get(measure), figures[ours].get(measure), sense)) for name in others]
        for measure, sense in senses.items()
    ]


def figure(value: float | None) -> str:
    """A measured value with about three digits."""
    if value is None:
        return "—"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3f}"
