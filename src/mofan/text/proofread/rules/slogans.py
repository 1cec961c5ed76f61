"""Slogans that differ from themselves (提法前后不一): “事事马上上” in a text that elsewhere says “事事马上办”."""

from collections import Counter
from collections.abc import Iterator

from mofan.text.late import late
from mofan.text.numerals import NUMERAL_CHARS
from mofan.text.proofread.finding import Finding

_QUOTED = late(r"“([^“”\n]{5,60})”")
_CLAUSE = late(r"[\u4e00-\u9fff]{5,16}")


def find_slogans_unlike(text: str) -> Iterator[Finding]:
    """Clauses of quoted slogans that stand once and differ in one character from one that stands twice or more."""
    places = [
        (quoted.start(1) + clause.start(), clause[0])
        for quoted in _QUOTED.finditer(text)
        for clause in _CLAUSE.finditer(quoted[1])
    ]
    counts = Counter(clause for _, clause in places)
    often = [clause for clause, count in counts.items() if count > 1]
    for start, clause in places:
        usual = [other for other in often if counts[clause] == 1 and _differs_in_one(clause, other)]
        if len(usual) == 1:
            message = f"文中别处写作“{usual[0]}”，请核对。"
            yield Finding(
                start,
                start + len(clause),
                clause,
                "wording",
                "warning",
                message,
                usual[0],
                "slogan unlike itself",
                0.75,
            )


def _differs_in_one(one: str, other: str) -> bool:
    """Whether two clauses differ in one character, which counts nothing."""
    if len(one) != len(other):
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) == 1 and not set(pairs[0]) & set(NUMERAL_CHARS)
