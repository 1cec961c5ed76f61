"""What changed between two bodies (修改), block by block: to compare versions, and to keep each of them small."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from mofan.drafting.document.blocks import Block, Body, NotABody, read_body

Delta = dict[str, Any]
"""{"order": [ids] or absent when unchanged, "blocks": [changed and added blocks]}."""


@dataclass(frozen=True, slots=True)
class Change:
    """One block that is not as it was. `was` is None for an added one, `now` for one taken out."""

    what: Literal["added", "removed", "changed", "moved"]
    was: Block | None
    now: Block | None


def changes(before: Body, after: Body) -> tuple[Change, ...]:
    """What was added, removed, changed or moved, in the order of `after`; removed blocks where they stood."""
    return tuple(_walk(before, after))


def _walk(before: Body, after: Body) -> Iterator[Change]:
    was = {one.id: one for one in before.blocks}
    old, new = [one.id for one in before.blocks], [one.id for one in after.blocks]
    kept = {
        old[place]
        for tag, start, end, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag == "equal"
        for place in range(start, end)
    }
    gone = {one.id for one in before.blocks} - set(new)
    places = {key: place for place, key in enumerate(old)}
    told = -1
    for one in after.blocks:
        former = was.get(one.id)
        if former is not None and one.id in kept:
            for key in old[told + 1 : places[one.id]]:
                if key in gone:
                    yield Change("removed", was[key], None)
            told = places[one.id]
        if former is None:
            yield Change("added", None, one)
        elif former != one:
            yield Change("changed", former, one)
        elif one.id not in kept:
            yield Change("moved", former, one)
    for key in old[told + 1 :]:
        if key in gone:
            yield Change("removed", was[key], None)


def delta(before: Body, after: Body) -> Delta:
    """What must be known to make `after` of `before`: the blocks that are new or other, and the order if it changed."""
    was = {one.id: one for one in before.blocks}
    told: Delta = {"blocks": [one.as_json() for one in after.blocks if was.get(one.id) != one]}
    order = [one.id for one in after.blocks]
    if order != [one.id for one in before.blocks]:
        told["order"] = order
    return told


def apply(before: Body, told: Delta) -> Body:
    """The body that a delta makes of `before`. Raises NotABody where it speaks of blocks that are not there."""
    changed = {one.id: one for one in read_body({"blocks": told.get("blocks", [])}).blocks}
    blocks = {one.id: one for one in before.blocks} | changed
    order = told.get("order", [one.id for one in before.blocks])
    if any(key not in blocks for key in order):
        raise NotABody("这一版的记录不完整，请从较早的一版看起。")
    return Body(tuple(blocks[key] for key in order))
