"""Find the names of divisions in running text."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from mofan.text.gazetteer.table import divisions_above_towns, full_names, short_name
from mofan.text.wordlists import WordFinder

_words = str.split


class Place(NamedTuple):
    """A division's name in a text (地名)."""

    start: int
    end: int
    """Code points in the text."""
    level: str
    """省, 市, 县 or 乡镇."""


_TYPE = re.compile(
    r"[省市县区旗州盟镇乡木街](?:(?<=街)道|(?<!街)(?!场(?![部所区])|域[^内外]|帜|舰|静|压|痛|土|愁|亲|贤|村|容|值|化|友|国|民(?!政|族|营|间|主|办|生|兵|警)|"
    r"约|耳|块|间|别|分|位))"
)
"""The end of a full name, and not of 市场, 区域, 旗帜, 镇静, 乡村, 乡亲, 市容, 市值, 城镇化, 盟友, 木耳 …"""

_AMBIGUOUS = frozenset(
    _words(
        "长治 大同 朝阳 来宾 白银 安康 东方 新星 双河 中山 阿里 兴安 和田 红河 怒江 海西 "
        "海北 海东 黄南 河池 文山 昆玉 白杨 北屯 吴忠 中卫 保山 定西 大理 白山 白城 通化 "
        "文昌 万宁 三沙 山南 德州 巴中"
    )
)
"""Short names that are words of their own, or parts of some (长治久安, 世界大同, 朝阳产业): only their full names
count."""

_STARTERS = frozenset("的在、，。；：（）“”《》〈〉—－-至到从赴往驻如 \n\t\u3000")
"""What may stand before a name of two characters (蔚县), which is otherwise part of another word."""
_FUNCTION_WORDS = frozenset("和与及对向在从由应兴成康同")
"""First characters of names of two that begin a phrase more often (市委|和|县委): only right after another place."""
_COMMON_ENDINGS = frozenset(_words("城镇 村镇 乡镇 心镇 集镇 城乡 古镇 名镇 强镇"))
"""Endings of short town names that are words themselves: such a name counts only right after another place."""
_NOT_AFTER_SHORT = re.compile(r"[话剧菜族岛路街桥海峡湾语]|久安|油田|大学生")
_NOT_AFTER_COUNTY = frozenset("江河")
_WORDS_BEFORE = {
    "衡水": "均平", "大庆": "重盛", "保定": "环医确担社劳", "安顺": "平", "大连": "联人强最", "海口": "入出",
    "武威": "动",
    "焦作": "聚", "内江": "域国省市区海", "天水": "冲蓝露", "乌海": "毁", "威海": "挪", "北海": "东西黄渤本",
    "吉林": "丹",
    "淮北": "黄江", "淮南": "黄江", "丹东": "苏", "新乡": "创革更", "承德": "传", "丽水": "美秀", "广安": "推",
    "广西": "推",
    "广东": "推", "河南": "黄沿淮", "河北": "黄沿", "湖南": "太", "湖北": "太", "山东": "华行燕", "江西": "长嘉",
    "营口": "经",
    "眉山": "峨", "乐山": "歌", "镇江": "时", "商洛": "火", "怀化": "关", "海南": "上红", "南通": "呼", "丽江": "美",
}  # fmt: skip
"""Short name → the characters before it that make it a piece of other words (均衡|水平, 黄河|南岸, 医保|定点)."""
_WORDS_AFTER = {
    "日照": "时率充强长不少", "南通": "道", "三明": "确", "天水": "平幕", "大连": "接续", "九江": "河",
    "黑河": "流", "海口": "水湿",
    "新乡": "贤村镇土风", "商洛": "克", "北海": "道", "武威": "胁", "衡水": "平处", "大庆": "典祝",
    "保定": "期点价", "安顺": "利畅",
    "威海": "军演中千", "乌海": "军", "焦作": "风为用", "新余": "额", "通辽": "阔", "固原": "因", "百色": "人",
}  # fmt: skip
"""Short name → the characters behind it that do the same (北海|道, 日照|时间)."""


@cache
def _short_names() -> Mapping[str, str]:
    """Short name → level of provinces and cities that are no words of their own."""
    names = {
        "香港": "省",
        "澳门": "省",
        "台湾": "省",
        "内蒙古": "省",
        "新疆": "省",
        "西藏": "省",
        "宁夏": "省",
        "广西": "省",
    }
    for division in divisions_above_towns():
        if division.level in ("省", "市"):
            short = short_name(division.name)
            if 2 <= len(short) <= 5 and short not in _AMBIGUOUS:
                names.setdefault(short, division.level)
    return MappingProxyType(names)


@cache
def _counties_under() -> Mapping[str, frozenset[str]]:
    """Short name of a province or city → the short names of its counties."""
    found: dict[str, set[str]] = {}
    for division in divisions_above_towns():
        if division.level == "县" and len(short_name(division.name)) >= 2:
            for parent in division.parents:
                found.setdefault(short_name(parent), set()).add(short_name(division.name))
    return MappingProxyType({parent: frozenset(names) for parent, names in found.items()})


@cache
def _lengths_by_ending() -> Mapping[str, tuple[int, ...]]:
    """Last two characters of a full name → its possible lengths, longest first."""
    lengths: dict[str, list[int]] = {}
    for ending, length in sorted({(name[-2:], len(name)) for name in full_names()}, reverse=True):
        lengths.setdefault(ending, []).append(length)
    return MappingProxyType({ending: tuple(found) for ending, found in lengths.items()})


@cache
def _short_finder() -> WordFinder:
    return WordFinder(_short_names())


def find_places(text: str) -> list[Place]:
    """Every division's name in `text`, in order, none inside another; the longest name wins."""
    full = list(_find_full(text))
    taken = {place.start: place for place in full}
    covered = {index for place in full for index in range(place.start, place.end)}
    for place in _find_short(text):
        if place.start not in covered and place.end - 1 not in covered:
            taken[place.start] = place
    return sorted(taken.values())


def _find_full(text: str) -> Iterator[Place]:
    names, lengths = full_names(), _lengths_by_ending()
    last_end = -1
    pending: Place | None = None
    for found in _TYPE.finditer(text):
        end = found.end()
        for length in lengths.get(text[end - 2 : end], ()):
            start = end - length
            if start < last_end and not (pending and start <= pending.start):
                continue
            name = text[start:end]
            if name in names and (start == last_end or _stands_free(name, text, start, end)):
                if pending and pending.start >= start:
                    pending = None
                if pending:
                    yield pending
                pending = Place(start, end, names[name])
                last_end = end
                break
    if pending:
        yield pending


def _stands_free(name: str, text: str, start: int, end: int) -> bool:
    """Whether a name that follows no other place is not a piece of other words (加大|城镇, 和|县委, 会同|乡镇)."""
    if (name[-1] == "乡" and text[end : end + 1] == "镇") or (len(name) <= 4 and name[-2:] in _COMMON_ENDINGS):
        return False
    if len(name) > 2:
        return name != "应城市" or start == 0 or text[start - 1] in _STARTERS
    follows = text[end : end + 1]
    freely = start == 0 or text[start - 1] in _STARTERS
    return freely and name[0] not in _FUNCTION_WORDS and not "\u4e00" <= follows <= "\u9fff"


def _is_piece_of_words(name: str, text: str, start: int) -> bool:
    """Whether a short name only seems to stand here (均衡水平, 黄河南岸, 北京话)."""
    end = start + len(name)
    if _NOT_AFTER_SHORT.match(text, end):
        return True
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool((before and before in _WORDS_BEFORE.get(name, "")) or (after and after in _WORDS_AFTER.get(name, "")))


def _find_short(text: str) -> Iterator[Place]:
    names, end = _short_names(), 0
    for start in _short_finder().starts(text):
        if start < end:
            continue
        name = next((text[start : start + n] for n in (5, 4, 3, 2) if text[start : start + n] in names), None)
        if name is None:
            continue
        end = start + len(name)
        if not _is_piece_of_words(name, text, start):
            yield Place(start, end, names[name])
            county = _county_at(text, end, name)
            if county:
                yield Place(end, end + len(county), "县")
                end += len(county)


def _county_at(text: str, start: int, parent: str) -> str | None:
    """The short name of a county right behind its province or city; a city of that name comes first (江西|南昌)."""
    if text[start : start + 2] in _short_names():
        return None
    counties = _counties_under().get(parent, frozenset())
    for length in (4, 3, 2):
        name = text[start : start + length]
        if name in counties and text[start + length : start + length + 1] not in _NOT_AFTER_COUNTY:
            return name
    return None
