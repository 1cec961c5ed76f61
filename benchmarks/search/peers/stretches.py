"""Random stretches of real text (任意片段), as they stand and as somebody else would type them."""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from mofan.text.characters import simplified

AS_WRITTEN = "as written"
CHANGED = "changed writing"
LENGTHS = (1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 10, 12)
_MIXED = re.compile("[0-9A-Za-z０-９％%（）“”、]")
_WIDE = {**{code: code + 0xFEE0 for code in range(0x21, 0x7F)}, 0x20: 0x3000}
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_TRADITIONAL = {ord(new): old for old, new in reversed([*simplified().items()])}


def wide(term: str) -> str:
    """Full-width letters, digits and marks: 11.4% as １１．４％."""
    return term.translate(_WIDE)


def narrow(term: str) -> str:
    """Half-width letters, digits and marks: （一） as (一)."""
    return term.translate(_NARROW)


def traditional(term: str) -> str:
    """Each character in a traditional form: 党课 as 黨課."""
    return term.translate(_TRADITIONAL)


def spaced(term: str) -> str:
    """A space in the middle, as lines that were set wide have it."""
    middle = len(term) // 2
    return f"{term[:middle]} {term[middle:]}" if middle else term


CHANGES: tuple[Callable[[str], str], ...] = (wide, narrow, str.swapcase, traditional, spaced)


def stretches(
    lines: Sequence[str], chance: random.Random, plain: int = 200, changed: int = 100
) -> Iterator[tuple[str, str]]:
    """(AS_WRITTEN or CHANGED, stretch) of 1 to 12 characters; every third one around a digit, a letter or a mark."""
    for _ in range(plain):
        yield AS_WRITTEN, _stretch(lines, chance)
    while changed:
        term = _stretch(lines, chance)
        other = chance.choice(CHANGES)(term)
        if other != term:
            yield CHANGED, other
            changed -= 1


def _stretch(lines: Sequence[str], chance: random.Random) -> str:
    while True:
        line, length = chance.choice(lines), chance.choice(LENGTHS)
        places = [found.start() for found in _MIXED.finditer(line)] if chance.random() < 1 / 3 else []
        start = max(0, chance.choice(places) - length // 2) if places else chance.randrange(len(line) or 1)
        if term := line[start : start + length].strip():
            return term
