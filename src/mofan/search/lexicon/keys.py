"""By which keys a term is found (检索键): what can be typed to reach it, from any of its words on."""

import re
from collections.abc import Iterator
from itertools import product

from mofan.search.lexicon.pinyin import initials
from mofan.search.lexicon.terms import Kind
from mofan.text.fold import simplify

LENGTH = 8
"""Characters or letters of a key; what is typed beyond is checked against the term itself."""
STARTS = {Kind.THEME: 2, Kind.PHRASE: 4, Kind.UNIT: 6, Kind.HEADING: 6, Kind.TITLE: 14}
"""Words of a term, by its kind, from which it can be found."""
_VARIANTS = 4
"""Ways to sound one key at most."""
_CHUNKS = re.compile(r"[\W_]+")
_JOINERS = frozenset("的了和与及在对以把为从由向于等是将年月日")
"""Nobody looks for a term from such a word on."""


def key_of(text: str) -> str:
    """A term as it is compared: simplified, lower case, without white space and marks."""
    return _CHUNKS.sub("", simplify(text))


def starts_of(text: str, kind: Kind) -> Iterator[tuple[bool, bool, str]]:
    """(is inner, by letters, key) for every way to begin to type a term: from its first word and from later ones."""
    words = _words(text)
    whole = "".join(words)
    sounds = initials(whole)
    place = taken = 0
    for word in words:
        if taken == STARTS[kind]:
            break
        if word not in _JOINERS:
            key = whole[place : place + LENGTH]
            yield place > 0, False, key
            for letters in _sounded(sounds[place : place + LENGTH]):
                if letters != key:
                    yield place > 0, True, letters
            taken += 1
        place += len(word)


def _words(text: str) -> list[str]:
    import rjieba  # loads its dictionary (0.1 s), and few processes fill a lexicon

    chunks = (simplify(chunk) for chunk in _CHUNKS.split(text))
    return [word for chunk in chunks if chunk for word in rjieba.cut(chunk) if not _CHUNKS.fullmatch(word)]


def _sounded(sounds: list[str]) -> list[str]:
    """The keys in letters: several where characters have several readings."""
    letters = "".join(sounds)
    if len(letters) == len(sounds):
        return [letters]
    return ["".join(one) for one, _ in zip(product(*sounds), range(_VARIANTS), strict=False)]
