"""Slips made at random, and the networks that learn to find them (训练)."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from mofan.text.proofread.statistics.alike import Way
from mofan.text.proofread.statistics.candidates import Candidates, double_candidates, single_candidates
from mofan.text.proofread.statistics.edits import FINDERS, Edit
from mofan.text.proofread.statistics.network import Network
from mofan.text.proofread.statistics.reading import BETWEEN, Model, Reading
from mofan.text.proofread.statistics.symbols import Integers, code_points

LINE = 15
"""Characters that a paragraph has at least to be read."""
SLIPS = 0.03
"""Share of characters that get a slip in a paragraph that gets any."""
SPOILT = 0.6
"""Share of paragraphs that get any."""
_WORD, _SOUND, _NEAR = 0.35, 0.65, 0.70
"""Up to which draw a slip is a word of the same sound, a character of it, one of nearly it; then one of its shape."""
_TOGETHER = 60
"""Paragraphs that are read at a time."""
SIZES = {"character": (32, 32), "word": (16, 16)}
"""Width of the layers of each network."""
SEEDS = (1, 2)
"""One network for each; together they are surer than any of them."""
EDITS = 0.015
"""Share of characters at which a paragraph that gets any edit gets one."""
EDIT_SIZES = (24, 24)
_SMALL = "的了在是以和与为对会中上要将把等个及地这有不一进行"
_SMALL_WORDS, _COMMONEST = 0.5, 3000
_ROUNDS, _BATCH, _STEP, _DECAY = 8, 2048, 2e-3, 1e-5
_LEAST, _STEPS = 32, 400
"""Rows that are weighed at a time where there are few, and into how many steps a round falls then."""


class Lesson(NamedTuple):
    """Paragraphs with slips, and what stood there before."""

    lines: list[str]
    truth: dict[int, str]
    """Place of each wrong character in a reading of the lines → the right one."""


def lessons(model: Model, paragraphs: Iterable[str], characters: int, chance: random.Random) -> Iterator[Lesson]:
    """About `characters` of `paragraphs`, some of them with slips, many to a lesson."""
    lines: list[str] = []
    truth: dict[int, str] = {}
    place, total = len(BETWEEN), 0
    for paragraph in paragraphs:
        if len(paragraph) < LINE:
            continue
        line, slips = spoilt(model, paragraph, chance) if chance.random() < SPOILT else (paragraph, {})
        truth |= {place + at: char for at, char in slips.items()}
        lines.append(line)
        place += len(line) + len(BETWEEN)
        if len(lines) == _TOGETHER:
            yield Lesson(lines, truth)
            total += place
            lines, truth, place = [], {}, len(BETWEEN)
        if total >= characters:
            return
    if lines:
        yield Lesson(lines, truth)


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


def edited(model: Model, paragraph: str, chance: random.Random) -> tuple[str, dict[tuple[Edit, int], str]]:
    """`paragraph` with some characters lost, extra or transposed, and where: for a lost one which it was."""
    known = model.han[model.evidence.symbols.numbers[code_points(paragraph)]]
    line, truth = list[str](), dict[tuple[Edit, int], str]()
    at, least = 0, 2
    while at < len(paragraph):
        char, here = paragraph[at], len(line)
        inside = least <= at < len(paragraph) - 2 and known[at - 1] and known[at] and known[at + 1]
        if inside and chance.random() < EDITS:
            kind, least = chance.choice(tuple(Edit)), at + 4
            if kind is Edit.LOST:
                truth[kind, here] = char
            elif kind is Edit.EXTRA:
                truth[kind, here] = ""
                line += (_any(model, chance), char)
            else:
                truth[kind, here] = ""
                line += (paragraph[at + 1], char)
                at += 1
        else:
            line.append(char)
        at += 1
    return "".join(line), truth


def _any(model: Model, chance: random.Random) -> str:
    """A character that slips in: a small word more often than not."""
    if chance.random() < _SMALL_WORDS:
        return chance.choice(_SMALL)
    return chance.choice(model.characters[4 : 4 + _COMMONEST])


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


class School(NamedTuple):
    """A model and paragraphs that it has not seen."""

    model: Model
    paragraphs: Sequence[str]
    characters: int
    """How much is read, the same paragraphs again with other slips where they are fewer."""


class EditLesson(NamedTuple):
    """Paragraphs with edits, and where they are in a reading of them."""

    lines: list[str]
    truth: dict[tuple[Edit, int], str]


def edit_lessons(
    model: Model, paragraphs: Iterable[str], characters: int, chance: random.Random
) -> Iterator[EditLesson]:
    """About `characters` of `paragraphs`, some of them with edits, many to a lesson."""
    lines, truth = list[str](), dict[tuple[Edit, int], str]()
    place, total = len(BETWEEN), 0
    for paragraph in paragraphs:
        if len(paragraph) < LINE:
            continue
        line, edits = edited(model, paragraph, chance) if chance.random() < SPOILT else (paragraph, {})
        truth |= {(kind, place + at): char for (kind, at), char in edits.items()}
        lines.append(line)
        place += len(line) + len(BETWEEN)
        if len(lines) == _TOGETHER:
            yield EditLesson(lines, truth)
            total += place
            lines, truth, place = [], {}, len(BETWEEN)
        if total >= characters:
            return
    if lines:
        yield EditLesson(lines, truth)


def train_edits(schools: Sequence[School], seed: int = 1) -> dict[str, Network]:
    """The networks that know lost, extra and transposed characters, by the names of the edits."""
    features: dict[Edit, list[Integers]] = {kind: [] for kind in Edit}
    right: dict[Edit, list[bool]] = {kind: [] for kind in Edit}
    for model, paragraphs, characters in schools:
        chance = random.Random(seed)
        for lesson in edit_lessons(model, _over_and_over(paragraphs, chance), characters, chance):
            reading = Reading(model, lesson.lines)
            for kind, find in FINDERS.items():
                found = find(reading)
                if found.characters:
                    features[kind].append(found.features.astype(np.float16))
                places = zip(found.starts.tolist(), found.characters, strict=True)
                right[kind] += [lesson.truth.get((kind, start)) == char for start, char in places]
    return {
        kind.value: learn(
            np.concatenate(features[kind]).astype(np.float32), np.array(right[kind], np.float32), EDIT_SIZES, seed
        )
        for kind in Edit
    }


def train(schools: Sequence[School], seeds: Iterable[int] = SEEDS) -> dict[str, Network]:
    """The networks `character` and `word`, learnt from slips in what the models have not seen: for each seed one, and
    what they say on average. The same input gives the same weights.
    """
    each: dict[str, list[Network]] = {name: [] for name in SIZES}
    for seed in seeds:
        features: dict[str, list[Integers]] = {name: [] for name in SIZES}
        right: dict[str, list[bool]] = {name: [] for name in SIZES}
        for model, paragraphs, characters in schools:
            chance = random.Random(seed)
            for lesson in lessons(model, _over_and_over(paragraphs, chance), characters, chance):
                reading = Reading(model, lesson.lines)
                for name, candidates in (
                    ("character", single_candidates(reading)),
                    ("word", double_candidates(reading)),
                ):
                    if candidates.words:
                        features[name].append(candidates.features.astype(np.float16))
                    right[name] += _are_right(candidates, lesson.truth)
        for name, sizes in SIZES.items():
            rows = np.concatenate(features[name]).astype(np.float32)
            each[name].append(learn(rows, np.array(right[name], np.float32), sizes, seed))
    return {name: together(networks) for name, networks in each.items()}


def together(networks: Sequence[Network]) -> Network:
    """One network that gives the average of what several of two hidden layers give."""
    first, second, last = zip(*(network.weights for network in networks), strict=True)
    width, depth = first[0].shape[1], second[0].shape[1]
    middle = np.zeros((width * len(networks), depth * len(networks)), np.float32)
    for at, weights in enumerate(second):
        middle[at * width : (at + 1) * width, at * depth : (at + 1) * depth] = weights
    ones, twos, ends = zip(*(network.offsets for network in networks), strict=True)
    return Network(
        (np.concatenate(first, 1), middle, np.concatenate(last) / len(networks)),
        (np.concatenate(ones), np.concatenate(twos), np.mean(ends, 0)),
    )


def _over_and_over(texts: Iterable[str], chance: random.Random) -> Iterator[str]:
    """`texts` that are long enough, in any order, again and again."""
    order = [text for text in texts if len(text) >= LINE]
    while order:
        chance.shuffle(order)
        yield from order


def _are_right(candidates: Candidates, truth: dict[int, str]) -> list[bool]:
    return [
        all(truth.get(start + place) == char for place, char in enumerate(word))
        for start, word in zip(candidates.starts.tolist(), candidates.words, strict=True)
    ]


def learn(features: Integers, right: Integers, sizes: tuple[int, int], seed: int = 0) -> Network:
    """A network that gives the logarithm of the odds that a row is right (logistic loss, Adam, falling steps)."""
    chance = np.random.default_rng(seed)
    mean, spread = features.mean(0), features.std(0) + 1e-3
    scaled = (features - mean) / spread
    widths = (features.shape[1], *sizes, 1)
    values: list[Integers] = []
    for wide, narrow in pairwise(widths):
        values += [chance.normal(0, wide**-0.5, (wide, narrow)).astype(np.float32), np.zeros(narrow, np.float32)]
    first, second = [np.zeros_like(value) for value in values], [np.zeros_like(value) for value in values]
    step, total = 0, _ROUNDS * len(scaled)
    batch = min(_BATCH, max(_LEAST, len(scaled) // _STEPS))
    for lap in range(_ROUNDS):
        order = chance.permutation(len(scaled))
        for begin in range(0, len(scaled), batch):
            rows = order[begin : begin + batch]
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
