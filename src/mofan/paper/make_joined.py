"""Make the packaged table of words that are said together from the counts of the proofreader.

    python -m mofan.paper.make_joined

A line of the table is how closely words belong together, and such pairs of words, of two characters each: the
logarithm of how often they stand together against how often each stands.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from math import log
from pathlib import Path

import rjieba

from mofan.text.proofread.statistics.evidence import Evidence, shipped

TABLE = Path(__file__).with_name("joined.txt")
HEAD = (
    "# Pairs of words of two characters that are said together (连用), by how closely: no line of a title parts them.\n"
    "# Counted over the texts named in text/proofread/statistics/NOTICE.txt. Made by make_joined.py.\n"
)
_HAN = re.compile("[\u4e00-\u9fff]{4}")
_LEAST = 16
"""Times that a pair was seen."""
_LOOSEST = -10
_ON_A_LINE = 24


def pairs_of(evidence: Evidence, least: int = _LEAST) -> Iterator[tuple[int, str]]:
    """(how closely, from 1; two words in one string)."""
    for joined, count in evidence.phrases(4, least):
        if _HAN.fullmatch(joined) and [len(word) for word in rjieba.cut(joined)] in ([2, 2], [4]):
            alone = evidence.count(joined[:2]) * evidence.count(joined[2:])
            if (closely := round(log(count * count / alone)) - _LOOSEST) > 0:
                yield closely, joined


def batched(some: list[str], most: int) -> Iterator[list[str]]:
    """At most so many at a time."""
    return (some[at : at + most] for at in range(0, len(some), most))


def make(target: Path = TABLE) -> int:
    """Write `target`; the number of pairs. The same counts give the same bytes."""
    groups = defaultdict(list)
    for closely, joined in pairs_of(shipped()):
        groups[closely].append(joined)
    lines = [
        f"{closely} {' '.join(some)}\n"
        for closely in sorted(groups)
        for some in batched(sorted(groups[closely]), _ON_A_LINE)
    ]
    target.write_text(HEAD + "".join(lines), encoding="utf-8")
    return sum(map(len, groups.values()))


if __name__ == "__main__":  # pragma: no cover
    print(make())
