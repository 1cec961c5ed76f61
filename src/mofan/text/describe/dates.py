"""Dates (日期): full, partial and relative ones (2021年3月5日, 2021年x月, 3月, 今年以来, “十四五”期间)."""

import re
from collections.abc import Iterator

from mofan.text.describe.result import Mention
from mofan.text.late import late
from mofan.text.numerals import parse_numeral

_CN = "〇零○一二三四五六七八九十"
_MARK = r"[xXｘＸ×✕╳_＿*＊]{1,6}|某"
_YEAR = (
    rf"(?:(?:1[89]|20)\d\d|(?:19|20)\d?[xX×]{{1,2}}|[一二][九八〇零○]\s?[{_CN}]{{2}}|[12１２][０-９]{{3}}|"
    rf"{_MARK})"
)
_SMALL = rf"(?:[0-9０-９]{{1,2}}|[{_CN}]{{1,3}}|{_MARK})"
_SPAN = r"[-—－–~～至到]{1,2}"
_ABSOLUTE = late(
    rf"(?P<year>{_YEAR})(?:年?{_SPAN}(?P<year2>{_YEAR}))?\s?年\s?(?:(?P<month>{_SMALL})\s?(?:月?{_SPAN}(?P<month2>{_SMALL}))?月\s?"
    rf"(?:(?P<day>{_SMALL})\s?(?:日?{_SPAN}(?:(?P<month6>{_SMALL})月)?(?P<day6>{_SMALL}))?[日号])?)?(?:以来|"
    rf"上半年|下半年|[前第]?[一二三四]季度|年?[初末底]|[上中下]旬|度(?!假))?"
    rf"|(?P<month3>(?:1[0-2]|[1-9])|十[一二]?|[一二三四五六七八九]|"
    rf"[xXｘＸ×]{{1,2}})(?:月?{_SPAN}(?P<month4>1[0-2]|[1-9]))?月"
    rf"(?:(?P<day3>{_SMALL})(?:[日号]?{_SPAN}(?:(?P<month7>{_SMALL})月)?(?P<day7>{_SMALL}))?[日号]|份|初|底|"
    rf"末|[上中下]旬(?:{_SPAN}(?:(?:1[0-2]|[1-9])月)?[上中下]旬)?)?"
    r"|(?P<year5>(?:19|20)\d\d)(?P<dot>[-./])(?P<month5>0?[1-9]|1[0-2])(?:(?P=dot)(?P<day5>0?[1-9]|[12]\d|3[01])|"
    r"(?<=-\d\d))(?![\d.])"
)
_WITHIN = rf"(?:以来|同期|上半年|下半年|[前第]?[一二三四]季度|年?[初底末]|{_SMALL}月(?:{_SMALL}日|份|以来|[初底末])?)?"
_RELATIVE = late(
    rf"今年{_WITHIN}|去年{_WITHIN}|前年{_WITHIN}|明年{_WITHIN}|近年来|近几年来?|上年(?<![以之向])(?:度|同期|末|"
    rf"底)?(?![级代龄轻纪])|过去[一两三四五]年|"
    rf"年[内底初](?<=[，。、；在到至于\n]年[内底初])|本年度|近[两三四五六七八九十]年来|"
    r"半年(?<=[上下]半年)|季度(?<=[一二三四]季度)|五[”’](?<=[“‘]十[一二三四五]五[”’])(?:期间|时期|以来|末|规划期)?|"
    r"五(?<=十[一二三四五]五)(?:期间|时期)"
)
_MONTH_WITHIN = late(rf"({_SMALL})月(?:({_SMALL})日)?")
_DIGIT_START = late(
    rf"[0-9０-９{_CN}xXｘＸ×✕╳_＿*＊某][0-9０-９{_CN}xXｘＸ×✕╳_＿*＊某]{{0,7}}(?=[年月]|\s年|"
    rf"[-—－–~～至到./])"
)
_OFFSETS = {"今": 0, "去": -1, "前": -2, "明": 1}
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def find_dates(text: str, *, year: int | None = None) -> list[Mention]:
    """Every date of `text`, in order. `year`, where known, dates 今年, 去年 and 3月5日."""
    found = [*_find_absolute(text, year), *_find_relative(text, year)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _find_absolute(text: str, year: int | None) -> Iterator[Mention]:
    end = 0
    for start in _DIGIT_START.finditer(text):
        at = start.start()
        if at < end or (at and ((text[at - 1].isascii() and text[at - 1].isalnum()) or text[at - 1] in ".第")):
            continue
        found = _ABSOLUTE.match(text, at)
        if not found or _is_duration(text, found):
            continue
        end = found.end()
        yield Mention(at, end, found[0], _iso(found, year))


def _is_duration(text: str, found: re.Match[str]) -> bool:
    """三月 without a day may be a name or a length; 20xx年 never is; x月 alone is no date."""
    if found["month3"] is None:
        return bool(re.fullmatch(_MARK, found["year"] or "0")) and not found["month"]
    if found["day3"]:
        return False
    if not found["month3"].isdigit():
        return True
    return text[found.start() - 1 : found.start()] in "个满近每" if found.start() else False


def _iso(found: re.Match[str], year: int | None) -> str | None:
    """2021-03-05, 2021-03 or 2021; of a span both ends: 2021-03-05/2021-03-09."""
    stated = _number(found["year"] or found["year5"])
    if stated is None:
        stated = None if found["year"] else year
    if stated is None:
        return None
    month = _number(found["month"] or found["month3"] or found["month5"])
    start = _written(stated, month, _number(found["day"] or found["day3"] or found["day5"]))
    last_day = _number(found["day6"] or found["day7"])
    if last_day:
        return f"{start}/{_written(stated, _number(found['month6'] or found['month7']) or month, last_day)}"
    last_month, last_year = _number(found["month2"] or found["month4"]), _number(found["year2"])
    if last_month:
        return f"{start}/{_written(stated, last_month, None)}"
    return f"{start}/{_written(last_year, None, None)}" if last_year else start


def _written(year: int, month: int | None, day: int | None) -> str:
    """The ISO form as far as it is sound."""
    if not month or not 1 <= month <= 12:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day and 1 <= day <= 31 else "")


def _number(written: str | None) -> int | None:
    if not written:
        return None
    plain = written.translate(_WIDE).replace(" ", "")
    return int(plain) if plain.isdecimal() and plain.isascii() else parse_numeral(plain)


def _find_relative(text: str, year: int | None) -> Iterator[Mention]:
    for found in _RELATIVE.finditer(text):
        start, end = found.span()
        if found[0][0] in "半季":
            start -= 2 if start >= 2 and text[start - 2] in "前第" and found[0][0] == "季" else 1
        elif found[0][0] == "五":
            start -= 3 if found[0][1:2] in "”’" and found[0][1:2] else 2
        value = None
        if year is not None and found[0][0] in _OFFSETS:
            month = _MONTH_WITHIN.search(found[0])
            parts = (_number(month[1]), _number(month[2])) if month else (None, None)
            value = _written(year + _OFFSETS[found[0][0]], *parts)
        yield Mention(start, end, text[start:end], value)


_TITLE_YEAR = late(r"(?:(?:19|20)\d\d|二〇[〇一二三四五六七八九]{2})(?=年|[-—－]20\d\d年)")
_SIGNED = late(
    r"((?:19|20)\d\d|"
    r"二[〇○零][〇○零一二三四五六七八九]{2})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日\s*$",
    re.M,
)
_NUMBERED = late(r"[〔\[（(【]((?:19|20)\d\d)[〕\]）)】]\s?(?:第?\s?\d+\s?号)")
_HEADED = late(r"^[（(]((?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年[^（）()\n]{2,12}[）)]$", re.M)
"""A line of its own under the title that dates a speech (（2025年3月6日）)."""
_SPOKEN = late(r"((?:19|20)\d\d)年(?:以来|度|上半年|全年|，|、)?")


def stated_year(heading: str, text: str) -> int | None:
    """The year that a piece is of, where it says so: in its heading, its number or its closing date."""
    for found in (_TITLE_YEAR.search(heading), _NUMBERED.search(text[:400]), _HEADED.search(text[:200])):
        if found:
            return _number(found[1] if found.re.groups else found[0])
    tail = _SIGNED.search(text, max(0, len(text) - 300))
    return _number(tail[1]) if tail else None


def most_named_year(text: str) -> int | None:
    """The year that `text` names most often as a time of work (2021年以来, 2021年，); of equals the latest."""
    counts: dict[str, int] = {}
    for found in _SPOKEN.finditer(text):
        counts[found[1]] = counts.get(found[1], 0) + 1
    return int(max(counts, key=lambda named: (counts[named], named))) if counts else None
