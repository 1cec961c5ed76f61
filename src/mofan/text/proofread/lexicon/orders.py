"""Enumerations that are always said in one order and in the same words (固定次序): 创新、协调、绿色、开放、共享."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from mofan.text.late import late
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.lexicon.tables import rows

_RUN = late(r"[\u4e00-\u9fff]{1,24}(?:、[\u4e00-\u9fff]{1,24}){2,}")
_ORDER = "order of a phrase"
"""Found where an enumeration stands alone: among other items its own may stand in any order."""
_SHORT = 2
"""Characters up to which an item is a piece of other words, too: no other characters may stand beside it."""


@cache
def _by_item() -> Mapping[str, list[tuple[str, ...]]]:
    """Each item that stands inside an enumeration → the enumerations."""
    found = defaultdict(list)
    for row in rows("orders.txt"):
        items = tuple(row[0].split("、"))
        for item in items:
            found[item].append(items)
    return dict(found)


def find_orders(text: str) -> Iterator[Finding]:
    """Every enumeration that holds just the items of a known one in another order, or all but one of them at their
    places and beside them one that differs in a character (绿色、开发、共享)."""
    for run in _RUN.finditer(text) if "、" in text else ():
        said = run[0].split("、")
        known = {items for item in said[1:-1] for items in _by_item().get(item, ())}
        for items in sorted(known):
            for first in range(len(said) - len(items) + 1):
                start = run.start() + sum(map(len, said[:first])) + first
                found = _compared(text, start, said[first : first + len(items)], items)
                yield from (one for one in found if one.rule != _ORDER or len(said) == len(items))


def _compared(text: str, start: int, said: Sequence[str], items: tuple[str, ...]) -> Iterator[Finding]:
    """What `said`, which begins at `start`, has wrong beside `items`; before the first of them and behind the last
    other words may stand."""
    before, last = _cut(said[0], items, at_end=True), _cut(said[-1], items, at_end=False)
    heard = [before, *said[1:-1], last]
    places = [start + len(said[0]) - len(before)]
    for one in heard[:-1]:
        places.append(places[-1] + len(one) + 1)
    whole = slice(places[0], places[-1] + len(last))
    if sorted(heard) == sorted(items):
        if tuple(heard) not in (items, items[::-1]):
            new = "、".join(items)
            yield _finding(text, whole, new, f"次序为“{new}”。", _ORDER)
        return
    other = [at for at, item in enumerate(items) if heard[at] != item]
    if len(other) == 1 and _differs_in_one(heard[other[0]], items[other[0]]):
        at, new = other[0], items[other[0]]
        said_so = f"固定提法为“{'、'.join(items)}”，此处应为“{new}”。"
        yield _finding(text, slice(places[at], places[at] + len(heard[at])), new, said_so, "item of a phrase")


def _cut(said: str, items: tuple[str, ...], *, at_end: bool) -> str:
    """So much of the first or the last one as an item has: of one that is known, else of the one of that place."""
    held = (item for item in items if (said.endswith(item) if at_end else said.startswith(item)))
    known = max(held, key=len, default="")
    size = len(known or items[0 if at_end else -1])
    if min(map(len, items)) < _SHORT and len(said) != size:
        return said
    return said[-size:] if at_end else said[:size]


def _differs_in_one(one: str, other: str) -> bool:
    return len(one) == len(other) > 1 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _finding(text: str, place: slice, new: str, message: str, rule: str) -> Finding:
    return Finding(place.start, place.stop, text[place], "wording", "warning", message, new, rule, 0.85)
