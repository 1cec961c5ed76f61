"""Characters that are typed for one another (音近形近): of the same or nearly the same sound, or of a like shape."""

from functools import cache

# The table is the proofreader's, all of which comes with it: a third of a second, and few searches are corrected.


@cache
def alike(char: str) -> frozenset[str]:
    """What may have been meant where `char` stands: 境 for 竟, 服 for 付."""
    from mofan.text.proofread.statistics.alike import alternatives

    return frozenset(alternatives(char, _by_sound()))


@cache
def _by_sound() -> dict[str, set[str]]:
    """Near syllable → its characters."""
    from mofan.text.proofread.statistics.alike import near, plain, readings

    found: dict[str, set[str]] = {}
    for char, said in readings().items():
        for one in said:
            found.setdefault(near(plain(one)), set()).add(char)
    return found
