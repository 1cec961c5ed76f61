"""The packaged table, read once when first asked for."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def simplified() -> Mapping[str, str]:
    """Traditional character → its simplified form, one code point each, for those that differ.

    Where a character has several simplified forms the first of OpenCC's counts (乾 → 干, 瀋 → 沈); one that is in use
    in simplified text as well stays itself (著, 瞭, 藉). No value is a key, so that folding twice changes nothing.
    """
    lines = files("mofan.text.characters").joinpath("simplified.txt").read_text(encoding="utf-8").split("\n")
    return MappingProxyType({line[0]: line[1] for line in lines if line and not line.startswith("#")})
