"""The ways in which official documents number their headings (层次序号), each beside lines it must match and must not.

GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）. Materials also lead paragraphs with 一是 or 第一，. Articles
of laws (第一条) number provisions, not headings, and are left out; chapters and sections (第一章, 第一节) are headings.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from mofan.text.numerals import parse_numeral

_CN = r"[一二三四五六七八九十百廿卅]{1,4}"
_OCR = r"[—－–―]"
_SPACE = r"\s*"
_AFTER = r"(?:[\s：:、]+|$|(?![第的中规至])(?=[\u4e00-\u9fff“]))"
_NOT_MEASURED = r"(?![万亿个元倍米吨公平千次人户名年月日号级分秒时以左至版])"

FLOATING = 20
"""The rank of marks that stand at any level: below whatever is open."""


class Scheme(NamedTuple):
    """One way to number headings."""

    name: str
    rank: int
    """Order of nesting where a document does not show its own: smaller stands above."""
    firsts: str
    """The characters that a line of it can begin with."""
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    refuses: tuple[str, ...]


_NUMERALS = "一二三四五六七八九十廿卅"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_DIGITS = "0123456789０１２３４５６７８９"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED_CN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑"

SCHEMES = (
    Scheme(
        "第一编", 0, "第",
        re.compile(rf"第{_SPACE}(?P<k>{_CN}|[0-9]{{1,2}}){_SPACE}(?:[编篇]|部分){_AFTER}"),
        ("第一编　总则", "第二部分 重点任务", "第三篇：守正创新"),
        ("第一，守正创新", "第一批", "第一编第三条规定，守正。"),
    ),
    Scheme(
        "第一章", 1, "第",
        re.compile(rf"第{_SPACE}(?P<k>{_CN}|[0-9]{{1,2}}){_SPACE}章{_AFTER}"),
        ("第一章　总则", "第十二章 附 则", "第 3 章 监督管理"),
        ("第一条 为了规范", "文章第一章"),
    ),
    Scheme(
        "第一节", 2, "第",
        re.compile(rf"第{_SPACE}(?P<k>{_CN}|[0-9]{{1,2}}){_SPACE}节{_AFTER}"),
        ("第一节　一般规定", "第二节 职责分工"),
        ("第一条 为了规范", "第一季度"),
    ),
    Scheme(
        "一、", 3, _NUMERALS + "—－–―",
        re.compile(rf"(?P<k>{_CN}|十?{_OCR}){_SPACE}[、．.](?!{_SPACE}(?!(?P=k)[、．.]){_CN}[、是])"),
        ("一、守正创新开新局", "十二、守正创新", "二、二、守正创新", "—、守正创新", "廿一、守正创新"),
        ("一、二、三产业融合", "一是守正创新", "——守正创新", "一二三、"),
    ),
    Scheme(
        "一　", 3, _NUMERALS,
        re.compile(rf"(?P<k>{_CN})[ \u3000]+(?=[\u4e00-\u9fff“])(?!{_CN}[ \u3000])"),
        ("一　主要工作", "十二 下步打算"),
        ("一、主要工作", "一 二 三", "一年来"),
    ),
    Scheme(
        "壹、", 3, _FORMAL,
        re.compile(rf"(?P<k>[{_FORMAL}]{{1,3}}){_SPACE}[、．.]"),
        ("壹、守正创新", "拾贰、守正创新"),
        ("壹万元", "一、守正创新"),
    ),
    Scheme(
        "Ⅰ、", 3, _ROMAN,
        re.compile(rf"(?P<sign>[{_ROMAN}])(?:{_SPACE}[、．.:：]|[ \u3000]+)(?![级类型度期])"),
        ("Ⅰ、守正创新", "Ⅱ. 守正创新", "Ⅻ　守正创新"),
        ("Ⅲ类水质", "Ⅱ 级响应", "1.守正创新"),
    ),
    Scheme(
        "（一）", 4, "（(" + _BRACKETED_CN,
        re.compile(rf"(?:[（(]{_SPACE}(?P<k>{_CN}){_SPACE}[）)]|(?P<sign>[{_BRACKETED_CN}]))[、.．]?"),
        ("（一）守正创新", "(二)守正创新", "㈢守正创新", "（四)、守正创新"),
        ("（草案）", "（1）守正创新", "（一九八二年修订）"),
    ),
    Scheme(
        "1.", 5, _DIGITS + _DOTTED,
        re.compile(rf"(?:(?P<k>[0-9０-９]{{1,2}}){_SPACE}[.．、](?!{_SPACE}[0-9０-９])|(?P<sign>[{_DOTTED}]))"),
        ("1.守正创新", "2．守正创新", "３、守正创新", "12. 守正创新", "⒈守正创新"),
        ("2021.守正创新", "1.5亿元", "1、2号楼", "12月3日"),
    ),
    Scheme(
        "1 ", 5, _DIGITS,
        re.compile(r"(?P<k>[1-9][0-9]?)\s+(?=[\u4e00-\u9fff])"),
        ("1 总则", "12 附则"),
        ("1.1 目的", "2021 年度", "3个月"),
    ),
    Scheme(
        "1.1", 6, _DIGITS,
        re.compile(
            rf"(?P<k>[1-9][0-9]?[.．][1-9][0-9]?)(?![0-9.．%％]){_SPACE}(?=[\u4e00-\u9fff“]){_NOT_MEASURED}"
        ),
        ("5.4 通信保障", "7.2本预案解释"),
        ("1.5万人", "3.2%以上", "1.1.1 守正", "2021.1 守正", "3.0版"),
    ),
    Scheme(
        "1.1.1", 7, _DIGITS,
        re.compile(r"(?P<k>[0-9]{1,2}[.．][0-9]{1,2}[.．][0-9]{1,2})(?![0-9.．])\s*(?=[\u4e00-\u9fff“])"),
        ("5.4.1 通信保障",),
        ("5.4 通信保障", "2021.1.3 会议", "192.168.1.1"),
    ),
    Scheme(
        "1）", 8, _DIGITS,
        re.compile(r"(?P<k>[0-9０-９]{1,2})[）)]"),
        ("1）守正创新", "2)守正创新"),
        ("（1）守正创新", "123）守正"),
    ),
    Scheme(
        "（1）", 8, "（(" + _BRACKETED,
        re.compile(rf"(?:[（(]{_SPACE}(?P<k>[0-9０-９]{{1,2}}){_SPACE}[）)]|(?P<sign>[{_BRACKETED}]))[、.．]?"),
        ("（1）守正创新", "(2)守正创新", "⑶守正创新"),
        ("（一）守正创新", "（2021）守正"),
    ),
    Scheme(
        "①", 9, _CIRCLED,
        re.compile(rf"(?P<sign>[{_CIRCLED}])[、.．]?"),
        ("①守正创新",),
        ("1守正创新",),
    ),
    Scheme(
        "一是", FLOATING, _NUMERALS,
        re.compile(rf"(?P<k>{_CN})是(?!{_CN}[，、])[：:，]?"),
        ("一是守正创新。", "十一是守正创新。"),
        ("一是一，二是二。", "一要守正创新", "一、守正"),
    ),
    Scheme(
        "一要", FLOATING, _NUMERALS,
        re.compile(rf"(?P<k>{_CN})要(?![求素点地塞件道])[：:，]?"),
        ("一要守正创新。",),
        ("一要素", "一是守正"),
    ),
    Scheme(
        "第一，", FLOATING, "第",
        re.compile(rf"第(?P<k>{_CN})[，、：:,．.]"),
        ("第一，守正创新。", "第二：守正创新。"),
        ("第一章 总则", "第一批", "第一条"),
    ),
    Scheme(
        "其一，", FLOATING, "其",
        re.compile(rf"其(?P<k>{_CN})[，、：:,．.]"),
        ("其一，守正创新。",),
        ("其中，守正", "其次，守正"),
    ),
    Scheme(
        "首先，", FLOATING, "首其再最",
        re.compile(r"(?P<word>首先|其次|再次|最后)[，、：:,]"),
        ("首先，守正创新。", "其次，守正创新。"),
        ("首先要守正", "其中，守正"),
    ),
)  # fmt: skip

_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}

BY_FIRST: dict[str, tuple[Scheme, ...]] = {
    char: tuple(scheme for scheme in SCHEMES if char in scheme.firsts)
    for char in {char for scheme in SCHEMES for char in scheme.firsts}
}
"""The schemes worth trying on a line, by its first character."""

BY_NAME = {scheme.name: scheme for scheme in SCHEMES}


class Marked(NamedTuple):
    """A mark found at the beginning of a line."""

    scheme: Scheme
    marker: str
    number: int


def read_marker(line: str) -> Marked | None:
    """The mark that `line` begins with, or None."""
    for scheme in BY_FIRST.get(line[0], ()):
        if found := scheme.pattern.match(line):
            number = _number(found)
            if number is not None:
                return Marked(scheme, found[0].rstrip(), number)
    return None


def _number(found: re.Match[str]) -> int | None:
    groups = found.re.groupindex
    if "sign" in groups and (sign := found["sign"]):
        return int(unicodedata.numeric(sign))
    if "word" in groups and (word := found["word"]):
        return _WORDS[word]
    return _counted(found["k"])


@lru_cache(4096)
def _counted(numeral: str) -> int | None:
    """What a mark counts; the same few stand before most headings."""
    if numeral[0] in _DIGITS:
        return int(re.split(r"[.．]", numeral)[-1])
    numeral = re.sub(_OCR, "一", numeral)
    return None if len(numeral) > 1 and not set(numeral) & set("十百廿卅拾") else parse_numeral(numeral)
