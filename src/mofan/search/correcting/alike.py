"""Characters that are typed for one another (音近形近): of the same or nearly the same sound, or of a like shape."""

from functools import cache

from mofan.text.proofread.statistics.alike import alternatives, near, plain, readings


@cache
def alike(char: str) -> frozenset[str]:
    """What may have been meant where `char` stands: 境 for 竟, 服 for 付."""
    return frozenset(alternatives(char, _by_sound()))


@cache
def _by_sound() -> dict[str, set[str]]:
    """Near syllable → its characters."""
    found: dict[str, set[str]] = {}
    for char, said in readings().items():
        for one in said:
            found.setdefault(near(plain(one)), set()).add(char)
    return found
