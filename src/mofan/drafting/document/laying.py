"""The body as one text (通稿): what proofreading and comparison read, with the place of every block and slot."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from mofan.drafting.document.blocks import Body, Gap, Slot, Words


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a slot or a gap stands: code points in the whole text; `block` is the id of its block."""

    block: str
    start: int
    end: int
    slot: str | None
    """The key of the slot; None for a gap."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The text, blocks joined by a newline, and where everything stands in it."""

    text: str
    starts: tuple[tuple[str, int, int], ...]
    """(id, start, end) of each block."""
    spots: tuple[Spot, ...]

    def block_at(self, position: int) -> tuple[str, int]:
        """The id of the block that a position lies in, and how far into it; the newline belongs to the block before.

        Raises ValueError for an empty text.
        """
        place = bisect_right([start for _, start, _ in self.starts], position) - 1
        if place < 0:
            raise ValueError("an empty text has no blocks")
        key, start, _ = self.starts[place]
        return key, position - start

    def of_block(self, key: str) -> str:
        """The text of one block; empty where there is no such block."""
        return next((self.text[start:end] for one, start, end in self.starts if one == key), "")

    def is_words(self, start: int, end: int) -> bool:
        """Whether a stretch is words alone: neither a slot nor a gap in it."""
        return not any(one.start < end and start < one.end for one in self.spots)


def lay_out(body: Body, shown: Mapping[str, str]) -> Laid:
    """The text with each slot as `shown` says (key → what it reads; else x) and each gap as 〔what〕."""
    parts: list[str] = []
    starts: list[tuple[str, int, int]] = []
    spots: list[Spot] = []
    at = 0
    for one in body.blocks:
        begun = at
        for run in one.runs:
            words = _said(run, shown)
            parts.append(words)
            if not isinstance(run, Words):
                spots.append(Spot(one.id, at, at + len(words), run.key if isinstance(run, Slot) else None))
            at += len(words)
        starts.append((one.id, begun, at))
        parts.append("\n")
        at += 1
    return Laid("".join(parts[:-1]), tuple(starts), tuple(spots))


def _said(run: Words | Slot | Gap, shown: Mapping[str, str]) -> str:
    if isinstance(run, Words):
        return run.text
    return shown.get(run.key, "x") if isinstance(run, Slot) else f"〔{run.what}〕"
