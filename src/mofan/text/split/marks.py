"""The marks that number the pieces of a compilation (篇号), each beside lines that it must match and must not."""

import re
import unicodedata
from typing import Literal, NamedTuple

from mofan.text.numerals import parse_numeral

_CN = r"[一二三四五六七八九十百〇零两廿]{1,5}"
_AR = r"[0-9０-９]{1,3}"
_NUM = rf"(?P<k>{_AR}|{_CN})"
_OPEN, _CLOSE = r"[（(【\[〔［〖]", r"[）)】\]〕］〗]"
_PLAIN_WORDS = r"(?:篇|范文|例文|范例|范本)"
_LOOSE_WORDS = (
    r"(?:材料|案例|样本|样例|模板|示例|文稿|稿件|汇报|总结|体会|心得|讲话稿?|发言稿?|演讲稿|方案|简报|信息|报告|经验|做法"
    r"|事迹|作品|文章)"
)

DASHES = "—－―–─‒﹣-"
"""What stands for the dash before a subtitle: —— －－ ― – — -- and kin."""

DASH_START = re.compile(rf"(?:[—－―–─‒﹣]{{1,4}}|-{{1,4}})\s*(?=[^\s{DASHES}])")
DASH_INSIDE = re.compile(r"(?<=[^\s])\s*(?:[—―─]{2}|－－|--)\s*(?=[^\s])")

Side = Literal["tail", "lead"]


class Mark(NamedTuple):
    """One way to number pieces."""

    name: str
    side: Side
    strength: int
    """3: says by itself that pieces follow; 2: needs a series; 1: used for headings too, needs a declared count."""
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    refuses: tuple[str, ...]


MARKS = (
    Mark(
        "范文（1）", "tail", 2,
        re.compile(rf"\s*{_OPEN}\s*{_NUM}\s*{_CLOSE}$"),
        ("推动水利工作提质增效（1）", "——临河县水务局经验材料范文（2）", "学思践悟强本领 (3)", "强作风【四】"),
        ("（7篇）", "《关于加强作风建设的意见（1）》", "临政发〔2021〕25号", "修订稿（2019）", "学思践悟（1）。"),
    ),
    Mark(
        "（范文一）", "tail", 3,
        re.compile(
            rf"\s*{_OPEN}\s*(?:(?:经验|交流|典型)*(?:{_PLAIN_WORDS}|{_LOOSE_WORDS})\s*之?\s*{_NUM}|"
            rf"第\s*{_NUM.replace('<k>', '<k2>')}\s*[篇份则例])\s*{_CLOSE}$"
        ),
        ("守正创新开新局（范文一）", "守正创新开新局（篇2）", "守正创新开新局【第三篇】"),
        ("守正创新（三）", "（三篇）", "见附件（表一）"),
    ),
    Mark(
        "范文1", "tail", 3,
        re.compile(rf"(?:{_PLAIN_WORDS}|材料|总结|汇报|报告|体会|方案|发言|讲话|经验|事迹|做法)\s*之?\s*{_NUM}\s*[:：]?$"),
        ("模范机关建设经验材料范文1", "经验材料之一", "年度工作总结 篇二：", "青年干部座谈会发言之三"),
        ("模范机关建设范文", "坚持党建统一", "第一", "全年发表文章3篇"),
    ),
    Mark(
        "之一", "tail", 1,
        re.compile(rf"(?<=[\u4e00-\u9fff”》）])\s*[（(]?之\s*{_NUM}[）)]?$"),
        ("守正创新开新局之一", "守正创新开新局（之二）"),
        ("四分之一。", "之一", "守正创新（一）"),
    ),
    Mark(
        "范文①", "tail", 2,
        re.compile(r"(?P<k>[①-⑳])$"),
        ("守正创新开新局①",),
        ("守正创新开新局", "①守正创新"),
    ),
    Mark(
        "【篇一】", "lead", 3,
        re.compile(
            rf"{_OPEN}\s*(?:{_PLAIN_WORDS}\s*之?\s*{_NUM}|第\s*{_NUM.replace('<k>', '<k2>')}\s*[篇份则例])"
            rf"\s*{_CLOSE}\s*[:：、]?\s*"
        ),
        ("【范文一】", "【篇1】守正创新开新局", "（第二篇）守正创新"),
        ("【案例】", "【一】", "范文一"),
    ),
    Mark(
        "篇一：", "lead", 3,
        re.compile(rf"{_PLAIN_WORDS}\s*之?\s*{_NUM}(?:\s*[:：、.．)）·]\s*|\s+|$)"),
        ("篇一：守正创新开新局", "范文1：守正创新", "范文二", "例文3 守正创新"),
        ("篇幅一：", "范文", "篇一律", "范文一般包括"),
    ),
    Mark(
        "第一篇", "lead", 3,
        re.compile(rf"第\s*{_NUM}\s*[篇份则](?:\s*[:：、.．]\s*|\s+|(?=[^\s，。的是])|$)"),
        ("第一篇：守正创新开新局", "第2篇 守正创新", "第三篇"),
        ("第一篇的内容", "第一章 总则", "第一条"),
    ),
    Mark(
        "案例一：", "lead", 2,
        re.compile(
            rf"{_OPEN}?\s*(?:[\u4e00-\u9fff]{{0,6}}?){_LOOSE_WORDS}\s*之?\s*{_NUM}\s*(?:{_CLOSE}\s*[:：]?\s*|[:：、.．]\s*|\s+|$)"
        ),
        ("案例一：夜巡小分队", "【案例2】夜巡小分队", "经验材料之一", "交流材料三 守正创新"),
        ("案例分析", "材料一般包括", "报告一下"),
    ),
    Mark(
        "No.1", "lead", 3,
        re.compile(rf"(?:No|NO|no|№|PART|Part|part)\s*[.．:：]?\s*(?P<k>{_AR})(?:\s*[:：、.．]\s*|\s+|(?=[\u4e00-\u9fff“‘《])|$)"),
        ("No.1 守正创新", "NO．2：守正创新", "№3", "Part 4 守正创新"),
        ("No.12345", "Nothing 1", "North 1"),
    ),
    Mark(
        "【1】", "lead", 2,
        re.compile(rf"[【\[〔［〖#]\s*{_NUM}\s*[】\]〕］〗]?\s*[:：、.．]?\s*(?=[^0-9]|$)"),
        ("【1】守正创新开新局", "[2] 守正创新", "【三】", "#4 守正创新"),
        ("【案例】守正", "（1）守正", "〔2021〕25号"),
    ),
    Mark(
        "（1）", "lead", 1,
        re.compile(rf"[（(]\s*{_NUM}\s*[）)]\s*"),
        ("（1）守正创新开新局", "(二)守正创新"),
        ("（草案）", "【1】守正"),
    ),
    Mark(
        "一、", "lead", 1,
        re.compile(rf"(?P<k>{_CN})\s*[、．.]\s*(?![{'一二三四五六七八九十'}]\s*、)"),
        ("一、守正创新开新局", "十二、守正创新"),
        ("一、二、三产业融合", "一是守正"),
    ),
    Mark(
        "1.", "lead", 1,
        re.compile(r"(?P<k>[0-9０-９]{1,2})\s*(?:[.．、:：]\s*(?![0-9０-９])|\s+(?=[\u4e00-\u9fff“])|(?<=0[1-9])\s+)"),
        ("1.守正创新开新局", "2、守正创新", "03．守正", "04 守正创新"),
        ("2021.守正", "1.5倍", "12月3日"),
    ),
    Mark(
        "1", "lead", 1,
        re.compile(rf"(?P<k>[0-9０-９]{{1,2}}|{_CN})$"),
        ("1", "十二"),
        ("1.", "2021", "一、", "一分"),
    ),
    Mark(
        "之一：", "lead", 2,
        re.compile(rf"之\s*{_NUM}\s*[:：、]\s*"),
        ("之一：守正创新",),
        ("之一", "守正创新之一："),
    ),
    Mark(
        "Ⅰ、", "lead", 1,
        re.compile(r"(?P<k>[Ⅰ-Ⅻ])\s*[、．.：:]?\s*"),
        ("Ⅰ、守正创新", "Ⅱ. 守正创新", "Ⅻ 守正创新"),
        ("守正Ⅰ", "I类水质", "1、守正"),
    ),
    Mark(
        "①", "lead", 1,
        re.compile(r"(?P<k>[①-⑳])\s*"),
        ("①守正创新",),
        ("守正①", "1守正"),
    ),
)  # fmt: skip

TAILS = tuple(mark for mark in MARKS if mark.side == "tail")
LEADS = tuple(mark for mark in MARKS if mark.side == "lead")

ALONE = "·"
"""What the key of a series has at its end where headings use the mark too, but here it has a line for itself."""

STRENGTH = {mark.name + script + alone: mark.strength for mark in MARKS for script in "汉数" for alone in ("", ALONE)}
"""The strength of a mark by the key of its series: its name and the script of its numbers."""

TAIL_LAST = frozenset("）)】]〕］〗0123456789０１２３４５６７８９一二三四五六七八九十百〇零两廿:：①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""The characters that a line with a tail mark can end in."""

STRONG_FIRST = frozenset("【〔[［〖（(篇范例第NnP№p")
"""The characters that a line with a lead mark of strength 3 can begin with."""


FOLLOWED = re.compile(
    rf"(?P<stem>[^。；！？，]{{2}}[^。；！？]{{2,58}}?)\s*[（(]\s*(?P<k>{_AR}|{_CN})\s*[）)](?=[^，。、；：！？的和与及等或项款条号）)].{{3,60}}$)"
)
"""A title with its number and something behind it: an advertisement that was not known as one."""


class Numbered(NamedTuple):
    """A mark found on a line."""

    mark: Mark
    number: int
    script: str
    """汉 or 数: 一 and 1 do not make one series."""
    stem: str
    """The line without the mark."""


def number_of(numeral: str) -> int | None:
    """The value of 3, ３, ③, Ⅲ or 三."""
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and ("①" <= numeral <= "⑳" or "Ⅰ" <= numeral <= "Ⅻ"):
        return int(unicodedata.numeric(numeral))
    return parse_numeral(numeral)


def read_followed(line: str) -> tuple[Numbered, str] | None:
    """The number of a title that goes on after it, and the title up to there."""
    found = FOLLOWED.match(line)
    number = number_of(found["k"]) if found else None
    if found is None or number is None or not 0 < number < 500:
        return None
    return Numbered(TAILS[0], number, _script(found["k"]), found["stem"].strip()), found[0]


def _script(numeral: str) -> str:
    return "汉" if "一" <= numeral[0] <= "龥" else "数"


def read_mark(mark: Mark, line: str) -> Numbered | None:
    """The number that `mark` gives to `line`, or None."""
    found = mark.pattern.search(line) if mark.side == "tail" else mark.pattern.match(line)
    if found is None:
        return None
    groups = found.groupdict()
    numeral = groups["k"] or groups.get("k2") or ""
    number = number_of(numeral)
    if number is None or not 0 < number < 500:
        return None
    stem = line[: found.start()] if mark.side == "tail" else line[found.end() :]
    return Numbered(mark, number, _script(numeral), stem.strip())
