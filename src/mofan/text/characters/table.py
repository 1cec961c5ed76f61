"""The packaged table, read once when first asked for."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple


@cache
def simplified() -> Mapping[str, str]:
    """Traditional character → its simplified form, one code point each, for those that differ.

    Where a character has several simplified forms the first of OpenCC's counts (乾 → 干, 瀋 → 沈); one that is in use
    in simplified text as well stays itself (著, 瞭, 藉). No value is a key, so that folding twice changes nothing.
    """
    lines = files("mofan.text.characters").joinpath("simplified.txt").read_text(encoding="utf-8").split("\n")
    return MappingProxyType({line[0]: line[1] for line in lines if line and not line.startswith("#")})


@cache
def second_forms() -> Mapping[str, str]:
    """Traditional character → another simplified form that stands for it alone (又一简化字): 餘 → 馀, 鍾 → 锺."""
    lines = files("mofan.text.characters").joinpath("second_forms.txt").read_text(encoding="utf-8").split("\n")
    return MappingProxyType({line[0]: line[1] for line in lines if line and not line.startswith("#")})


def read_characters(text: str) -> str:
    """`text` with every traditional character as its simplified one, whatever stands beside it."""
    table = simplified()
    return "".join(table.get(char, char) for char in text)


class Phrase(NamedTuple):
    """A phrase that single characters do not tell (词语级繁简对应): 瞭解 is 了解, though 瞭望 is 瞭望."""

    traditional: str
    simplified: str
    """The same in simplified characters, as long."""
    beside_traditional: bool
    """It means that only where other characters are traditional: 座標, but not 座落 in simplified text."""


@cache
def phrases() -> tuple[Phrase, ...]:
    """The phrases of the packaged table. One whose two forms read alike keeps its characters: 著作 has no variant."""
    lines = files("mofan.text.characters").joinpath("phrases.txt").read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Phrase(row[0], row[1], len(row) > 2) for row in rows)
