"""Questions to an index answered in another process (另一进程里查比): it is read from its folder, texts come along."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from mofan.text.reuse.candidates import Candidates
from mofan.text.reuse.fingerprint import Prints
from mofan.text.reuse.index import ReuseIndex
from mofan.text.reuse.matching import Match

Given = TypeVar("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Asked:
    """A text to be compared with its candidates, whose texts are in `texts`."""

    text: str
    candidates: Candidates
    texts: Mapping[int, str]


def candidates_for(index: ReuseIndex, prints: Sequence[Prints]) -> list[Candidates]:
    """The candidates of texts that the index holds itself, each by its fingerprints."""
    return index.candidates(prints, held=True)


def compared(index: ReuseIndex, asked: Sequence[Asked]) -> list[list[Match]]:
    """The matches of each."""
    return [index.matches(one.text, one.candidates, one.texts) for one in asked]


def elsewhere(folder: Path, question: Callable[[ReuseIndex, Given], Answer], given: Given) -> Answer:
    """What the index that is saved in `folder` answers. Raises UnreadableIndex."""
    index = _opened(folder)
    index.refresh()
    return question(index, given)


@cache
def _opened(folder: Path) -> ReuseIndex:
    return ReuseIndex(lambda _: {}, folder)  # the texts come along with what is asked
