"""Names that tell the part of the country without naming a division (地域特征): 赣南, 浙里办, 苏木."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from mofan.text.proofread.lexicon.tables import rows

_BEFORE = {"川": "四", "苏": "江紫", "琼": "红"}
"""First character of a name → what before it makes it a piece of another word (四川东部)."""


def find_regional(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Place, name, province and what it is, of every such name in `text`, in order."""
    for found in _pattern().finditer(text):
        if text[found.start() - 1 : found.start()] not in tuple(_BEFORE.get(found[0][0], "")):
            yield found.start(), found[0], *_names()[found[0]]


@cache
def _names() -> Mapping[str, tuple[str, str]]:
    return {name: (province, what) for name, province, what in rows("regional.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_names(), key=len, reverse=True)))
