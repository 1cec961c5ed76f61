"""Slips of the pen (错别字): a character, or a word of two, that what is usually written speaks against."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mofan.text.proofread.finding import Finding, Severity
from mofan.text.proofread.statistics.candidates import (
    Candidates,
    Model,
    Reading,
    double_candidates,
    single_candidates,
)
from mofan.text.proofread.statistics.evidence import Evidence, shipped
from mofan.text.proofread.statistics.network import shipped_network

THRESHOLDS = {"character": -0.9, "word": -0.9}
"""What a candidate must weigh to be reported: set on one half of a set of sentences with known slips."""
SURE = 1.5
"""From here on a finding is an error, below it is to be looked at."""
_ROUNDS = 2
"""Once more where something was found: beside a slip put right another one shows."""
_LITTLE = frozenset("的是在和与一不了为有这那以于及或也就都而其八三二五六七九十")
"""Characters that hardly anybody takes for another: more is asked of what speaks against them."""
_MORE = 2.0
"""How much more is asked there, inside quotation marks, and in short phrases that are listed: somebody's own words."""
_OWN_WORDS = re.compile(
    r"“[^“”\n]{1,30}”|(?<=[、“，；：])[\u4e00-\u9fff]{2,4}(?=[、”])|(?<=、)[\u4e00-\u9fff]{2,4}(?=[，。；])"
)


class _Slip(NamedTuple):
    weight: float
    start: int
    word: str


@lru_cache(maxsize=4)
def _model(evidence: Evidence, learnt: int) -> Model:
    """The model of an evidence as it was when it had learnt so much."""
    return Model(evidence)


def find_slips(text: str, evidence: Evidence | None = None) -> Iterator[Finding]:
    """Every probable slip of `text`, by `evidence` or by the counts that come with the package."""
    evidence = evidence or shipped()
    model = _model(evidence, evidence.learnt)
    corrected, weights = text, dict[int, float]()
    for _ in range(_ROUNDS if text else 0):
        reading = Reading(model, corrected)
        if weights:
            reading.only_near(weights)
        slips = _chosen(reading)
        if not slips:
            break
        characters = list(corrected)
        for slip in slips:
            characters[slip.start : slip.start + len(slip.word)] = slip.word
            weights.update(dict.fromkeys(range(slip.start, slip.start + len(slip.word)), slip.weight))
        corrected = "".join(characters)
    yield from _findings(text, corrected, weights)


def _chosen(reading: Reading) -> list[_Slip]:
    """The slips that weigh enough, the heaviest of those that touch one another."""
    own = {place for quoted in _OWN_WORDS.finditer(reading.text) for place in range(*quoted.span())}
    slips = [
        *_weighed(reading, single_candidates(reading), "character", own),
        *_weighed(reading, double_candidates(reading), "word", own),
    ]
    again = reading.said_again() if slips else set()
    near: set[int] = set()
    chosen = []
    for slip in sorted(slips, key=lambda slip: (-slip.weight, slip)):
        places = range(slip.start, slip.start + len(slip.word))
        if not again.issuperset(places) and near.isdisjoint(places):
            near.update(range(slip.start - 2, slip.start + len(slip.word) + 2))
            chosen.append(slip)
    return chosen


def _weighed(reading: Reading, candidates: Candidates, name: str, own: set[int]) -> Iterator[_Slip]:
    if not candidates.words:
        return
    weights = shipped_network(name).weigh(candidates.features) - THRESHOLDS[name]
    for weight, start, word in zip(weights.tolist(), candidates.starts.tolist(), candidates.words, strict=True):
        doubtful = start in own or (len(word) == 1 and reading.text[start] in _LITTLE)
        if weight > (_MORE if doubtful else 0):
            yield _Slip(weight, start, word)


def _findings(text: str, corrected: str, weights: dict[int, float]) -> Iterator[Finding]:
    """One finding for each run of characters that were changed."""
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and text[end] != corrected[end]:
            end += 1
        if end > start:
            quote, new = text[start:end], corrected[start:end]
            weight = max(weights[at] for at in range(start, end))
            confidence = round(1 / (1 + math.exp(-0.6 * weight - 0.9)), 2)
            shown = f"{text[max(0, start - 2) : start]}{new}{text[end : end + 2]}".replace("\n", "")
            message = f"“{quote}”疑为“{new}”之误（……{shown}……），请核对。"
            severity: Severity = "error" if weight >= SURE else "warning"
            yield Finding(
                start, end, quote, "spelling", severity, message, new, "unusual characters", min(confidence, 0.99)
            )
        start = end + 1
