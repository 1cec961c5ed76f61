"""Which period a sentence speaks of (句中的期间): the words for `measure.read_period`. Pure: no Django."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple


class Hint(NamedTuple):
    """Words that name a period: a line that it must find, one that it must not, and what to ask for."""

    pattern: re.Pattern[str]
    finds: str
    leaves: str
    words: Callable[[re.Match[str], int], str]


def _since(found: re.Match[str], year: int) -> str:
    return "今年以来" if int(found[1]) == year else f"{found[1]}-01-01..今天"


def _years(found: re.Match[str], year: int) -> str:
    count = "一两二三四五".index(found[1])
    return f"{year - (count if count < 2 else count - 1)}-01-01..今天"


HINTS: Final = (
    Hint(re.compile(r"((?:19|20)\d\d)年(?:\d{1,2}月)?以来"), "2025年以来", "2025年底", _since),
    Hint(re.compile(r"((?:19|20)\d\d)年(上|下)半年"), "2026年上半年", "2026年", lambda one, _: one[0]),
    Hint(
        re.compile(r"((?:19|20)\d\d)年第?([一二三四])季度"),
        "2026年第三季度",
        "2026年",
        lambda one, _: f"{one[1]}年第{one[2]}季度",
    ),
    Hint(
        re.compile(r"((?:19|20)\d\d)年(?:(\d{1,2})月)?(?:至|到|-|—)(?:\d{4}年)?(\d{1,2})月"),
        "2026年1月至9月",
        "2026年1月",
        lambda one, _: f"{one[1]}年{one[2] or 1}月至{one[3]}月",
    ),
    Hint(re.compile(r"(?<!\d)((?:19|20)\d\d)年(?:度|全年|期间|，|共|累计)"), "2025年度", "2025年3月",
         lambda one, _: f"{one[1]}年"),
    Hint(re.compile(r"(?<![\d年])(\d{1,2})(?:[-—至到])(\d{1,2})月(?:份)?"), "1至9月", "2026年1月至9月",
         lambda one, year: f"{year}年{one[1]}月至{one[2]}月"),
    Hint(re.compile(r"“?十([三四五六七])五”?(?:规划)?(?:时期|期间)?以来"), "“十四五”以来", "十五次",
         lambda one, _: f"十{one[1]}五"),
    Hint(re.compile(r"(?<!年)(上|下)半年"), "上半年", "2026年上半年", lambda one, year: f"{year}年{one[1]}半年"),
    Hint(re.compile(r"(?<![年\d第])第?([一二三四])季度(?!末|之)"), "三季度", "2026年第三季度",
         lambda one, year: f"{year}年第{one[1]}季度"),
    Hint(re.compile(r"前三季度"), "前三季度", "第三季度", lambda _, year: f"{year}年1月至9月"),
    Hint(re.compile(r"去年(?!以来|同期)|上年度"), "去年", "去年同期", lambda _, __: "去年"),
    Hint(re.compile(r"去年以来"), "去年以来", "去年", lambda _, year: f"{year - 1}-01-01..今天"),
    Hint(re.compile(r"近([一两二三四五])年来?"), "近三年来", "近年来", _years),
    Hint(re.compile(r"本月|当月"), "本月", "每月", lambda _, __: "本月"),
    Hint(re.compile(r"本季度"), "本季度", "每季度", lambda _, __: "本季度"),
    Hint(re.compile(r"全年|本年度|年内|一年来|今年(?!以来)"), "一年来", "多年来", lambda _, __: "今年"),
    Hint(
        re.compile(r"今年以来|年初以来|截[至止](?:目前|今日|发稿)|到目前为止|迄今"),
        "截至目前",
        "目前为止步不前",
        lambda _, __: "今年以来",
    ),
)  # fmt: skip
"""What names a period; of several in one sentence the last before the number holds."""


def period_words(before: str, year: int) -> str:
    """The period that was named last in `before`, in words that `read_period` reads; empty where none was.

    `year` is that of the text: 上半年 is its first half.
    """
    found = [
        (one.end(), -one.start(), hint.words(one, year)) for hint in HINTS for one in hint.pattern.finditer(before)
    ]
    return max(found)[2] if found else ""
