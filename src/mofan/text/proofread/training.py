"""Slips made at random, and the networks that learn to find them (训练)."""

import random
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from mofan.text.proofread.statistics.alike import Way
from mofan.text.proofread.statistics.candidates import Candidates, Model, Reading, double_candidates, single_candidates
from mofan.text.proofread.statistics.network import Network
from mofan.text.proofread.statistics.symbols import Integers, code_points

SLIPS = 0.03
"""Share of characters that get a slip in a paragraph that gets any."""
SPOILT = 0.6
"""Share of paragraphs that get any."""
_WORD, _SOUND, _NEAR = 0.22, 0.65, 0.70
"""Up to which draw a slip is a word of the same sound, a character of it, one of nearly it; then one of its shape."""
_TOGETHER = 60
"""Paragraphs that are read at a time."""
SIZES = {"character": (32, 32), "word": (16, 16)}
"""Width of the layers of each network."""
_ROUNDS, _BATCH, _STEP, _DECAY = 8, 2048, 2e-3, 1e-5


class Lesson(NamedTuple):
    """A text with slips, and what stood there before."""

    text: str
    truth: dict[int, str]
    """Place of each wrong character → the right one."""


def lessons(model: Model, paragraphs: Iterable[str], characters: int, chance: random.Random) -> Iterator[Lesson]:
    """About `characters` of `paragraphs`, some of them with slips, many to a lesson."""
    lines: list[str] = []
    truth: dict[int, str] = {}
    length = total = 0
    for paragraph in paragraphs:
        if len(paragraph) < 15:
            continue
        line, slips = spoilt(model, paragraph, chance) if chance.random() < SPOILT else (paragraph, {})
        truth |= {length + at: char for at, char in slips.items()}
        lines.append(line)
        length += len(line) + 1
        if len(lines) == _TOGETHER:
            yield Lesson("\n".join(lines), truth)
            total += length
            lines, truth, length = [], {}, 0
        if total >= characters:
            return
    if lines:
        yield Lesson("\n".join(lines), truth)


def spoilt(model: Model, paragraph: str, chance: random.Random) -> tuple[str, dict[int, str]]:
    """`paragraph` with some slips, none beside another, and what stood at their places."""
    codes = code_points(paragraph)
    ids = model.evidence.symbols.numbers[codes]
    known = model.han[ids]
    line, truth = list(paragraph), dict[int, str]()
    at = 1
    while at < len(line) - 1:
        slip = ""
        if chance.random() < SLIPS and known[at]:
            slip = _slip(model, codes, bool(known[at + 1]), at, chance)
        for place, char in enumerate(slip, at):
            truth[place], line[place] = line[place], char
        at += len(slip) + 2 if slip else 1
    return "".join(line), truth


def _slip(model: Model, codes: Integers, followed: bool, at: int, chance: random.Random) -> str:
    """What is written instead of the character, or the word of two, at `at`; "" where nothing offers itself."""
    draw = chance.random()
    here = codes[at : at + 1]
    if draw < _WORD and followed:
        _, first, second = model.alike.words_like(here, codes[at + 1 : at + 2])
        pair = model.evidence.symbols.numbers[codes[at : at + 2]]
        other = (first != pair[0]) & (second != pair[1])
        if other.any() and model.pairs[pair[0], pair[1]] >= 5:
            choice = chance.choice(np.flatnonzero(other).tolist())
            return model.characters[first[choice]] + model.characters[second[choice]]
    _, targets, ways = model.alike.of(here)
    if draw < _SOUND:
        wanted = ways <= Way.SAME_SYLLABLE
    else:
        wanted = ways == Way.NEAR_SYLLABLE if draw < _NEAR else ways >= Way.SAME_SHAPE
    offered = targets[wanted]
    if not len(offered):
        return ""
    common = 2.0 ** (0.2 * model.singles[offered].astype(float)) + 1
    return model.characters[chance.choices(offered.tolist(), common.tolist())[0]]


def train(model: Model, paragraphs: Iterable[str], characters: int) -> dict[str, Network]:
    """The networks `character` and `word`, learnt from slips in `paragraphs`; the same input gives the same weights."""
    features: dict[str, list[Integers]] = {"character": [], "word": []}
    right: dict[str, list[bool]] = {"character": [], "word": []}
    for lesson in lessons(model, paragraphs, characters, random.Random(7)):
        reading = Reading(model, lesson.text)
        for name, candidates in (("character", single_candidates(reading)), ("word", double_candidates(reading))):
            if candidates.words:
                features[name].append(candidates.features.astype(np.float16))
            right[name] += _are_right(candidates, lesson.truth)
    return {
        name: learn(np.concatenate(features[name]).astype(np.float32), np.array(right[name], np.float32), SIZES[name])
        for name in SIZES
    }


def _are_right(candidates: Candidates, truth: dict[int, str]) -> list[bool]:
    return [
        all(truth.get(start + place) == char for place, char in enumerate(word))
        for start, word in zip(candidates.starts.tolist(), candidates.words, strict=True)
    ]


def learn(features: Integers, right: Integers, sizes: tuple[int, int]) -> Network:
    """A network that gives the logarithm of the odds that a row is right (logistic loss, Adam, falling steps)."""
    chance = np.random.default_rng(0)
    mean, spread = features.mean(0), features.std(0) + 1e-3
    scaled = (features - mean) / spread
    widths = (features.shape[1], *sizes, 1)
    values: list[Integers] = []
    for wide, narrow in pairwise(widths):
        values += [chance.normal(0, wide**-0.5, (wide, narrow)).astype(np.float32), np.zeros(narrow, np.float32)]
    first, second = [np.zeros_like(value) for value in values], [np.zeros_like(value) for value in values]
    step, total = 0, _ROUNDS * len(scaled)
    for lap in range(_ROUNDS):
        order = chance.permutation(len(scaled))
        for begin in range(0, len(scaled), _BATCH):
            rows = order[begin : begin + _BATCH]
            step += 1
            rate = _STEP * 0.5 * (1 + np.cos(np.pi * (lap * len(scaled) + begin) / total))
            for place, slope in enumerate(_slopes(values, scaled[rows], right[rows])):
                slope = slope + _DECAY * values[place]
                first[place] = 0.9 * first[place] + 0.1 * slope
                second[place] = 0.999 * second[place] + 0.001 * slope**2
                down = (first[place] / (1 - 0.9**step)) / (np.sqrt(second[place] / (1 - 0.999**step)) + 1e-8)
                values[place] = (values[place] - rate * down).astype(np.float32)
    weights, offsets = values[0] / spread[:, None], values[1] - (mean / spread) @ values[0]
    return Network((weights, values[2], values[4][:, 0]), (offsets, values[3], values[5][0]))


def _slopes(values: list[Integers], rows: Integers, right: Integers) -> list[Integers]:
    """The slope of the loss along every weight and offset."""
    one = np.maximum(rows @ values[0] + values[1], 0)
    two = np.maximum(one @ values[2] + values[3], 0)
    odds = (two @ values[4] + values[5])[:, 0]
    off = ((1 / (1 + np.exp(-odds)) - right) / len(rows))[:, None]
    back_two = (off @ values[4].T) * (two > 0)
    back_one = (back_two @ values[2].T) * (one > 0)
    return [rows.T @ back_one, back_one.sum(0), one.T @ back_two, back_two.sum(0), two.T @ off, off.sum(0)]
