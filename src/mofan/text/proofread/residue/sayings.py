"""Slogans, numbered slogans and brands that one agency has and others have not (本地提法): 县委“1217”总体思路,
“五比五红”党建品牌.
"""

from collections.abc import Iterator

from mofan.text.describe.slogans import find_slogans
from mofan.text.late import late
from mofan.text.proofread.lexicon.tables import set_phrases

_NUMBER = late(r"^(?:\d{3,}|[\d一二三四五六七八九十]+(?:[+＋][\dN一二三四五六七八九十]+)+|\d{2})$")
_HOTLINE = late(r"^(?:11\d|12\d|12\d{3}|96\d{3,4}|95\d{3}|10086|10010|10000)$")
_LOCAL = late(
    r"(?:[省市县区州旗]|镇|乡|街道)(?:委|党委|党工委|政府|人民政府)(?:、[省市县区州旗镇乡]?政府)?(?:提出的|关于|确定的|实施的)?"
    r"[^，。；！？\n“”]{0,6}“(?P<it>[^“”\n]{2,20})”(?=[^，。；！？\n]{0,6}(?:思路|战略|布局|工程|行动|目标|要求|计划|举措|定位|路径|体系|抓手|部署))"
)
_BRAND = late(r"“(?P<it>[^“”\n]{2,14})”(?:[\u4e00-\u9fff]{0,6})(?:品牌|工作法|工作室)")
_NATIONAL = frozenset({"放管服", "双随机、一公开", "最多跑一次", "一网通办", "互联网+", "互联网＋", "好差评"})
"""Slogans of the whole country beside those of the set phrases."""


def find_sayings(text: str, *, of_others: bool) -> Iterator[tuple[int, str, str]]:
    """Place, words and kind of each numbered slogan; with `of_others` also brands, and what a local organ calls its
    own."""
    seen: set[int] = set()
    for slogan in find_slogans(text):
        if _NUMBER.match(slogan.text) and not _HOTLINE.match(slogan.text):
            seen.add(slogan.start)
            yield slogan.start, slogan.text, "提法"
    if of_others:
        for pattern, what in ((_LOCAL, "提法"), (_BRAND, "品牌")):
            for found in pattern.finditer(text):
                start, words = found.start("it"), found["it"]
                if start not in seen and not _is_everybodys(words):
                    seen.add(start)
                    yield start, words, what


def _is_everybodys(words: str) -> bool:
    """Whether the whole country says it."""
    return words in _NATIONAL or any(f"“{words}”" in phrase or words == phrase for phrase in set_phrases())
