"""What a language model wrote (模型所写), as blocks of a draft: marked, and every number in it an open slot.

Pure: no Django.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mofan.drafting.document import Block, Gap, Run, Slot, Words
from mofan.drafting.document.blocks import joined
from mofan.text.describe.figures import find_figures

MARK: Final = "模型所写，核对后删去"
"""Stands before each paragraph; while it stands, the material cannot be sent."""
_NUMBER: Final = re.compile(r"[0-9０-９][0-9０-９.,，．%％‰]*[0-9０-９%％‰]|[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Blocked:
    """A number that must be linked before it counts (待认定的数)."""

    key: str
    written: str
    measure: str


def as_blocks(text: str, block_ids: Iterator[str], slot_keys: Iterator[str]) -> tuple[list[Block], list[Blocked]]:
    """The paragraphs of an answer and their numbers."""
    blocks: list[Block] = []
    numbers: list[Blocked] = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        runs: list[Run] = [Gap(MARK)]
        at = 0
        for start, end, measure in _numbers(line):
            blocked = Blocked(next(slot_keys), line[start:end], measure)
            numbers.append(blocked)
            runs += [Words(line[at:start]), Slot(blocked.key)]
            at = end
        runs.append(Words(line[at:]))
        blocks.append(Block(next(block_ids), "paragraph", joined(runs)))
    return blocks, numbers


def _numbers(line: str) -> list[tuple[int, int, str]]:
    """Where numbers stand, with their measure words: those that count something, and every other digit."""
    found = [(one.start, one.end, one.measure or "") for one in find_figures(line)]
    for other in _NUMBER.finditer(line):
        if all(other.end() <= start or end <= other.start() for start, end, _ in found):
            found.append((other.start(), other.end(), ""))
    return sorted(found)
