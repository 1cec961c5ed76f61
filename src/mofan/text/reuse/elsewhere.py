"""Exact comparison in another process (另一进程里比对): the index is read from its folder, the texts come along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mofan.text.reuse.candidates import Candidates
from mofan.text.reuse.index import Match, ReuseIndex


@dataclass(frozen=True, slots=True)
class Asked:
    """A text to be compared with its candidates, whose texts are in `texts`."""

    text: str
    candidates: Candidates
    texts: Mapping[int, str]


def compared(folder: Path, asked: Sequence[Asked]) -> list[list[Match]]:
    """The matches of each, as the index that is saved in `folder` sees them. Raises UnreadableIndex."""
    index = _opened(folder)
    index.refresh()
    return [index.matches(one.text, one.candidates, one.texts) for one in asked]


@cache
def _opened(folder: Path) -> ReuseIndex:
    return ReuseIndex(lambda _: {}, folder)  # the texts come along with what is asked
