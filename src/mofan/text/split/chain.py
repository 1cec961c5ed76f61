"""The best consistent series (最长连贯序列) among the blocks that could begin a piece."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from mofan.text.split.blocks import Block

MOST_BLOCKS = 2000
"""More blocks of one key than this are no titles but a list; only the best are looked at."""

MOST_SKIPPED = 150
"""No more blocks than this are left out between two of a series."""

MOST_COUNTED = 200
"""Of more blocks than this the best series is taken, without a try for one of just the declared length."""

_NEXT, _SKIP, _SKIP_MORE, _RESTART, _BACK = 0.5, -1.0, -0.3, -3.0, -4.0
_BROKEN, _MOST_BROKEN = -0.5, -3.0
_COUNT_MET, _COUNT_MISSED = 3.0, -0.5
_BEYOND_DOUBT = 2.0


class Trait(NamedTuple):
    """Something that the heads of one series share."""

    of: Callable[[Block], Hashable]
    gain: float
    """What it is worth to share it, where most do."""
    loss: float


TRAITS = (
    Trait(lambda block: block.look[0], 0.7, -0.7),  # title over subtitle, or title alone
    Trait(lambda block: block.look[-1], 0.5, -0.3),  # the characters before the number
    Trait(lambda block: (block.subtitle or block.title)[-1], 0.3, -0.5),  # the bracket behind the number
    Trait(lambda block: " " in block.title or "\u3000" in block.title, 0.2, -0.2),  # two halves
    Trait(lambda block: len(block.title) < 12, 0.2, -0.3),  # shorter than most titles are
)


def decorate(blocks: Sequence[Block], chosen: Sequence[Block]) -> list[float]:
    """Quality of every block with regard to what most of the chosen ones look like (同一装饰)."""
    values = [block.quality for block in blocks]
    if len(chosen) < 3:
        return values
    for trait in TRAITS:
        common, count = Counter(trait.of(block) for block in chosen).most_common(1)[0]
        if count >= 0.6 * len(chosen):
            values = [
                value + (trait.gain if trait.of(block) == common else trait.loss)
                for block, value in zip(blocks, values, strict=True)
            ]
    return values


def best_series(blocks: list[Block], first_line: int, declared: int | None) -> tuple[float, list[Block]]:
    """The series of highest value and that value; twice, so that the second time the shared decoration counts."""
    if len(blocks) > MOST_BLOCKS:
        best = sorted(blocks, key=lambda block: block.quality, reverse=True)[:MOST_BLOCKS]
        blocks = sorted(best, key=lambda block: block.first)
    values = [block.quality for block in blocks]
    _, series = _best(blocks, values, first_line, None)
    values = decorate(blocks, series)
    score, series = _best(blocks, values, first_line, None)
    missed = declared and len(series) != declared and len(blocks) <= MOST_COUNTED
    if missed and declared and not _outruns(blocks, series, values, declared):
        return _best(blocks, values, first_line, declared)
    return score + count_bonus(len(series), declared), series


def best_run(blocks: list[Block], first_line: int, declared: int) -> tuple[float, list[Block]]:
    """The best series whose numbers follow one another from one on, and its value; both nothing where there is none."""
    blocks = [block for block in blocks if (block.number or 0) <= declared][:MOST_BLOCKS]
    _, run = _best(blocks, [block.quality for block in blocks], first_line, None, strict=True)
    score, run = _best(blocks, decorate(blocks, run), first_line, None, strict=True)
    return score + count_bonus(len(run), declared), run


def _outruns(blocks: list[Block], series: list[Block], values: list[float], declared: int) -> bool:
    """Whether the numbers run without a gap from one past the declared count, by titles beyond doubt: it is wrong."""
    if [block.number for block in series] != list(range(1, len(series) + 1)) or len(series) <= declared:
        return False
    worth = dict(zip(blocks, values, strict=True))
    return all(worth[block] >= _BEYOND_DOUBT for block in series[declared:])


def _best(
    blocks: list[Block], values: list[float], first_line: int, declared: int | None, *, strict: bool = False
) -> tuple[float, list[Block]]:
    """Dynamic programme over (last block, length of the series); `strict` lets no number be left out or come again."""
    longest = min(len(blocks), (declared or 0) + 3) if declared else 1
    table: list[list[tuple[float, int, int] | None]] = []
    for index, block in enumerate(blocks):
        row: list[tuple[float, int, int] | None] = [None] * (longest + 1)
        if not strict or block.number == 1:
            row[1] = (values[index] + _start(block, first_line), -1, -1)
        breaks = 0
        for before in range(index - 1, max(-1, index - 2 - MOST_SKIPPED), -1):
            if before + 2 < index:
                breaks += not _runs_on(blocks[before + 1], blocks[before + 2])
            if strict and block.number != (blocks[before].number or 0) + 1:
                continue
            step = _step(blocks[before], block)
            if before + 1 < index:
                step += max(_MOST_BROKEN, _BROKEN * (breaks + (blocks[before + 1].number != 1)))
            for length, cell in enumerate(table[before]):
                if cell is None:
                    continue
                now = min(length + 1, longest)
                score = cell[0] + step + values[index]
                held = row[now]
                if held is None or score > held[0]:
                    row[now] = (score, before, length)
        table.append(row)
    return _trace(blocks, table, declared)


def _trace(
    blocks: list[Block], table: list[list[tuple[float, int, int] | None]], declared: int | None
) -> tuple[float, list[Block]]:
    best, end = float("-inf"), (-1, -1)
    after = _costs_after(blocks)
    for index, row in enumerate(table):
        for length, cell in enumerate(row):
            if cell is not None:
                score = cell[0] + count_bonus(length, declared) + after[index]
                if score > best:
                    best, end = score, (index, length)
    series = []
    index, length = end
    while index >= 0:
        series.append(blocks[index])
        cell = table[index][length]
        assert cell is not None
        _, index, length = cell
    return best, series[::-1]


def _runs_on(before: Block, after: Block) -> bool:
    """Whether two neighbours left out of a series can be neighbours in a list inside one piece."""
    return after.number in ((before.number or 0) + 1, 1)


def count_bonus(found: int, declared: int | None) -> float:
    """What it is worth to find as many as declared."""
    if declared is None:
        return 0.0
    return _COUNT_MET if found == declared else max(-3.0, _COUNT_MISSED * abs(found - declared))


def _start(block: Block, first_line: int) -> float:
    """What it is worth to begin with this block: number one, close to the frame."""
    number = block.number or 1
    far = max(0, block.first - first_line)
    return (0.5 if number == 1 else -0.5 * min(number - 1, 4)) - min(1.5, 0.15 * far)


def _costs_after(blocks: list[Block]) -> list[float]:
    """For each block as the last of a series: what it costs that those after it do not run on as a list."""
    costs = [0.0] * len(blocks)
    breaks = 0
    for index in range(len(blocks) - 2, -1, -1):
        first = blocks[index + 1]
        costs[index] = max(_MOST_BROKEN, _BROKEN * (breaks + (first.number != 1)))
        breaks += not _runs_on(blocks[index], first)
    return costs


def _step(before: Block, after: Block) -> float:
    """What it is worth to go on from one block to the next."""
    ahead = (after.number or 0) - (before.number or 0)
    if ahead == 1:
        return _NEXT
    if ahead > 1:
        return max(-4.0, _SKIP + _SKIP_MORE * (ahead - 1))
    return _RESTART if after.number == 1 else _BACK
