"""Two writers' changes put together (合并): block by block, from the version that both began with."""

from dataclasses import dataclass

from mofan.drafting.document.blocks import Block, Body


@dataclass(frozen=True, slots=True)
class Clash:
    """A block that both changed, each in another way. None: taken out."""

    id: str
    base: Block | None
    mine: Block | None
    theirs: Block | None


@dataclass(frozen=True, slots=True)
class Merged:
    """Both texts in one; where they clash, theirs stands and the clash says what mine was."""

    body: Body
    clashes: tuple[Clash, ...]


def merge(base: Body, mine: Body, theirs: Body) -> Merged:
    """My changes since `base` carried over onto theirs.

    The order is theirs, my added blocks behind the block that they stood behind. A block that one changed and the
    other took out is a clash, and stays.
    """
    was, me, they = ({one.id: one for one in body.blocks} for body in (base, mine, theirs))
    clashes: list[Clash] = []
    settled: dict[str, Block | None] = {}
    for key in dict.fromkeys((*was, *they, *me)):
        before, my, their = was.get(key), me.get(key), they.get(key)
        if my in (their, before):
            settled[key] = their
        elif their == before:
            settled[key] = my
        else:
            clashes.append(Clash(key, before, my, their))
            settled[key] = their or my
    order = _order([one.id for one in mine.blocks], [one.id for one in theirs.blocks], settled, list(was))
    return Merged(Body(tuple(one for key in order if (one := settled[key]) is not None)), tuple(clashes))


def _order(mine: list[str], theirs: list[str], settled: dict[str, Block | None], base: list[str]) -> list[str]:
    """Theirs, or mine where they left the order alone; what only one has stands behind the block it stood behind."""
    known = set(base)
    untouched = [key for key in theirs if key in known and key in mine] == [
        key for key in base if key in theirs and key in mine
    ]
    first, second = (mine, theirs) if untouched else (theirs, mine)
    order = list(first)
    for place, key in enumerate(second):
        if key not in order and settled.get(key) is not None:
            before = next((one for one in reversed(second[:place]) if one in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order
