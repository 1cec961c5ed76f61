"""Slips of the pen (错别字): a character, or a word of two, that what is usually written speaks against."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import numpy as np

from mofan.text.late import late
from mofan.text.proofread.finding import Finding, Severity
from mofan.text.proofread.statistics.candidates import Candidates, double_candidates, single_candidates
from mofan.text.proofread.statistics.edits import FINDERS, Edit, broken_words
from mofan.text.proofread.statistics.evidence import Evidence, shipped
from mofan.text.proofread.statistics.network import shipped_network
from mofan.text.proofread.statistics.reading import Model, Reading, longest_word
from mofan.text.proofread.statistics.symbols import Integers

THRESHOLDS = {"character": -0.4, "word": -0.4}
"""What a candidate must weigh to be reported: set on one half of a set of sentences with known slips, and on what is
found in published documents, where nearly nothing is wrong."""
_OF_WORDS, _NO_WORD = 0.4, 2.5
"""How much more is asked where what stands there is part of a word already, and where what is meant makes none."""
SURE = 1.5
"""From here on a finding is an error, below it is to be looked at."""
_LITTLE = frozenset("的地得是在和与一不了为有这那哪以已于及或也就都而其它他该做作甲乙丙丁八三二五六七九十")
"""Characters that hardly anybody takes for another: more is asked of what speaks against them."""
_LEVELS = frozenset("国省市州盟县区旗乡镇村")
"""Which of these is meant (全县, 全省) no count of n-grams can tell."""
_MEASURES = frozenset("桌席宗笔批艘架幢栋套匹棵株幅张盏扇把件起桶瓶箱袋捆担辆列班艇尾羽窝盆碗杯碟瓣粒颗枚")
_NUMERALS = frozenset("0123456789一二三四五六七八九十百千万亿两几数每")
"""A measure word behind a numeral (10桌) is none that was meant to be another: numbers are read of dates and money."""
_STANDARD = frozenset({"账帐", "唯惟"})
"""What is written and a variant of it that is written no longer."""
_MORE = 2.0
"""How much more is asked there, inside quotation marks, and in short phrases that are listed: somebody's own words."""
_OWN_WORDS = late(
    r"“[^“”\n]{1,30}”|(?<=[、“，；：])[\u4e00-\u9fff]{2,4}(?=[、”])|(?<=、)[\u4e00-\u9fff]{2,4}(?=[，。；])"
    r"|应(?P<all>[\u4e00-\u9fff]{1,2})尽(?P=all)|看[\u4e00-\u9fff]{2,10}?(?P<asked>[\u4e00-\u9fff])不(?P=asked)"
    r"|[\u4e00-\u9fff]得(?P<how>[\u4e00-\u9fff])不(?P=how)"
)


_EDITS = {Edit.EXTRA: 0.7, Edit.SWAPPED: 0.5, Edit.LOST: 0.7}
"""What an edit must weigh to be reported."""
_UNMADE = 0.6
"""How much more where no word runs over the place once it is put right."""
_WHOLE = 1.2
"""What an edit weighs that makes a broken word whole, where its surroundings are usual then."""
_APART = 3
"""Characters between a slip and an edit: nearer to each other the heavier one stays."""


class _Slip(NamedTuple):
    weight: float
    start: int
    word: str


class _Change(NamedTuple):
    weight: float
    start: int
    kind: Edit
    char: str
    """The character that is lost."""


@lru_cache(maxsize=4)
def _model(evidence: Evidence, learnt: int) -> Model:
    """The model of an evidence as it was when it had learnt so much."""
    return Model(evidence)


def find_slips(text: str, evidence: Evidence | None = None) -> Iterator[Finding]:
    """Every probable slip of `text`, by `evidence` or by the counts that come with the package."""
    yield from find_slips_of([text], evidence)[0]


def find_slips_of(texts: Sequence[str], evidence: Evidence | None = None) -> list[list[Finding]]:
    """The same for many texts at once, which costs far less than one by one; none of them sees another."""
    evidence = evidence or shipped()
    model = _model(evidence, evidence.learnt)
    reading = Reading(model, texts)
    own = _own(reading.text)
    changes, slips = _changes(reading, own), _chosen(reading, own)
    changes = [change for change in changes if not _is_outweighed(change, slips)]
    taken = {place for change in changes for place in range(change.start - _APART, change.start + _APART + 1)}
    slips = [slip for slip in slips if slip.start not in taken]
    slips += (slip for slip in _once_more(reading, slips) if slip.start not in taken)
    corrected, weights = list(reading.text), dict[int, float]()
    for slip in slips:
        corrected[slip.start : slip.start + len(slip.word)] = slip.word
        weights.update(dict.fromkeys(range(slip.start, slip.start + len(slip.word)), slip.weight))
    found: list[list[Finding]] = [[] for _ in texts]
    begins = reading.begins.tolist()
    for finding in (
        *_findings(reading.text, "".join(corrected), weights),
        *(_said(reading.text, change) for change in changes),
    ):
        number = bisect_right(begins, finding.start) - 1
        begin = begins[number]
        found[number].append(replace(finding, start=finding.start - begin, end=finding.end - begin))
    return found


def _once_more(reading: Reading, slips: Sequence[_Slip]) -> Iterator[_Slip]:
    """What is found where `slips` were put right, in the texts that have any: beside one slip another one shows."""
    if not slips:
        return
    begins, line = reading.begins.tolist(), list(reading.text)
    numbers = sorted({bisect_right(begins, slip.start) - 1 for slip in slips})
    for slip in slips:
        line[slip.start : slip.start + len(slip.word)] = slip.word
    again = Reading(reading.model, ["".join(line[begins[at] : begins[at] + reading.sizes[at]]) for at in numbers])
    moved = dict(zip(numbers, again.begins.tolist(), strict=True))
    starts = ((slip, moved[at := bisect_right(begins, slip.start) - 1] - begins[at]) for slip in slips)
    again.only_near(slip.start + step + place for slip, step in starts for place in range(len(slip.word)))
    back = again.begins.tolist()
    for slip in _chosen(again, _own(again.text)):
        at = bisect_right(back, slip.start) - 1
        yield slip._replace(start=slip.start - back[at] + begins[numbers[at]])


def _changes(reading: Reading, own: Integers) -> list[_Change]:
    """Characters lost, extra or transposed, the heaviest of those that touch one another."""
    found = []
    for kind, find in FINDERS.items():
        edits = find(reading)
        if edits.characters:
            weights = shipped_network(kind.value).weigh(edits.features) - _EDITS[kind]
            for at in np.flatnonzero(weights > own[edits.starts] * _MORE).tolist():
                change = _Change(float(weights[at]), int(edits.starts[at]), kind, edits.characters[at])
                if change.weight > _UNMADE or _makes_a_word(reading.text, change):
                    found.append(change)
    found += (_Change(_WHOLE, start, kind, char) for kind, start, char in broken_words(reading) if not own[start])
    again = reading.said_again() if found else set()
    near: set[int] = set()
    chosen = []
    for change in sorted(found, key=lambda change: (-change.weight, change.start, change.char)):
        if change.start not in near and change.start not in again:
            near.update(range(change.start - _APART, change.start + _APART + 1))
            chosen.append(change)
    return chosen


def _makes_a_word(text: str, change: _Change) -> bool:
    """Whether a word runs over the place once it is put right: with the character that is lost, or where an extra one
    stood (工作|任务, not 工作|和|任务)."""
    at = change.start
    if change.kind is Edit.LOST:
        return longest_word(text[:at] + change.char + text[at:], at, change.char) > 1
    if change.kind is Edit.EXTRA:
        without = text[:at] + text[at + 1 :]
        return longest_word(without, at - 1, without[at - 1 : at + 1]) > 1
    return True


def _is_outweighed(change: _Change, slips: Iterable[_Slip]) -> bool:
    """Whether a slip beside the change explains the place better: a word is broken more often by a wrong character
    than by one that is lost or too many."""
    least = 0 if change.weight == _WHOLE else change.weight
    return any(abs(slip.start - change.start) <= _APART and slip.weight >= least for slip in slips)


def _own(text: str) -> Integers:
    """Which code points are of somebody's own words: inside quotation marks, and in short phrases that are listed."""
    own = np.zeros(len(text), bool)
    for quoted in _OWN_WORDS.finditer(text):
        own[slice(*quoted.span())] = True
    return own


def _said(text: str, change: _Change) -> Finding:
    """The finding of an edit: of a lost character the one behind its place is marked."""
    start, end = change.start, change.start + (2 if change.kind is Edit.SWAPPED else 1)
    quote = text[start:end]
    new = {Edit.EXTRA: "", Edit.SWAPPED: quote[::-1], Edit.LOST: change.char + quote}[change.kind]
    shown = f"{text[max(0, start - 3) : start]}{new}{text[end : end + 3]}".replace("\n", "")
    what = {
        Edit.EXTRA: f"“{quote}”疑为多余",
        Edit.SWAPPED: f"“{quote}”疑为“{new}”之误",
        Edit.LOST: f"此处疑缺“{change.char}”",
    }[change.kind]
    confidence = min(0.97, round(1 / (1 + math.exp(-0.6 * change.weight - 0.9)), 2))
    severity: Severity = "error" if change.weight >= SURE else "warning"
    message = f"{what}（……{shown}……），请核对。"
    return Finding(start, end, quote, "spelling", severity, message, new, f"{change.kind.value} character", confidence)


def _chosen(reading: Reading, own: Integers) -> list[_Slip]:
    """The slips that weigh enough, the heaviest of those that touch one another."""
    candidates = {"character": single_candidates(reading), "word": double_candidates(reading)}
    slips = [slip for name, found in candidates.items() for slip in _weighed(reading, found, name, own)]
    again = reading.said_again() if slips else set()
    near: set[int] = set()
    chosen = []
    for slip in sorted(slips, key=lambda slip: (-slip.weight, slip)):
        places = range(slip.start, slip.start + len(slip.word))
        if not again.issuperset(places) and near.isdisjoint(places):
            near.update(range(slip.start - 2, slip.start + len(slip.word) + 2))
            chosen.append(slip)
    return chosen


def _weighed(reading: Reading, candidates: Candidates, name: str, own: Integers) -> Iterator[_Slip]:
    if not candidates.words:
        return
    weights = shipped_network(name).weigh(candidates.features) - THRESHOLDS[name]
    for at in np.flatnonzero(weights > own[candidates.starts] * _MORE).tolist():
        slip = _Slip(float(weights[at]), int(candidates.starts[at]), candidates.words[at])
        if len(slip.word) > 1 or _is_enough(reading.text, slip):
            yield slip


def _is_enough(text: str, slip: _Slip) -> bool:
    """Whether a slip of one character weighs enough for what stands there."""
    written, before = text[slip.start], text[slip.start - 1]
    if (slip.word in _LEVELS and written in _LEVELS) or written + slip.word in _STANDARD:
        return False
    if written in _MEASURES and before in _NUMERALS:
        return False
    return slip.weight > _MORE or not _is_doubtful(text, slip.start)


def _is_doubtful(text: str, start: int) -> bool:
    """Whether a character is a small word, or stands beside itself (天天)."""
    return text[start] in _LITTLE or text[start] in (text[start - 1], text[start + 1])


def _asked_of_words(text: str, corrected: str, start: int, end: int) -> float:
    """What is asked of a slip by the words that are made and unmade: it seldom turns one word into another
    (阳光监管 is no 阳关监管), and seldom is no word what was meant (实体经济之树 is no 实体经济组树)."""
    if longest_word(corrected, start, corrected[start:end]) == 1:
        return _NO_WORD
    return _OF_WORDS if longest_word(text, start, text[start:end]) > 1 else 0


def _findings(text: str, corrected: str, weights: dict[int, float]) -> Iterator[Finding]:
    """One finding for each run of characters that were changed."""
    places = sorted(place for place in weights if text[place] != corrected[place])
    runs = groupby(enumerate(places), lambda item: item[1] - item[0])
    for run in ([place for _, place in group] for _, group in runs):
        start, end = run[0], run[-1] + 1
        quote, new = text[start:end], corrected[start:end]
        weight = max(weights[at] for at in run)
        if weight <= _asked_of_words(text, corrected, start, end):
            continue
        confidence = round(1 / (1 + math.exp(-0.6 * weight - 0.9)), 2)
        shown = f"{text[max(0, start - 2) : start]}{new}{text[end : end + 2]}".replace("\n", "")
        message = f"“{quote}”疑为“{new}”之误（……{shown}……），请核对。"
        severity: Severity = "error" if weight >= SURE else "warning"
        yield Finding(
            start, end, quote, "spelling", severity, message, new, "unusual characters", min(confidence, 0.99)
        )
