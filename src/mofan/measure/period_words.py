"""Periods as people write them (统计期间的写法): 2026年第三季度, 2026-03, 今年以来, 十四五, 2026-01-01..2026-03-05.

One point (a day, a month, a quarter, a year …) or two with a mark between; what names no year is of this year, and
behind such a mark of the year before it.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final
from unicodedata import normalize

from mofan.measure.periods import (
    Period,
    five_year_plan,
    five_year_plan_of,
    half_year_of,
    month_of,
    quarter_of,
    year_of,
    year_to_date,
)

FIRST_YEAR, LAST_YEAR = 1949, 2999
_DIGITS: Final = "〇一二三四五六七八九"
_NUMERALS: Final = "零一二三四五六七八九十"


class NotAPeriod(ValueError):
    """What was written is no period; the message is a Chinese sentence that says how to write one."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"看不懂统计期间“{words}”。可以写 2026、2026年第三季度、2026-03、今年以来、"
            "十四五，或 2026-01-01..2026-03-05。"
        )


def _today(today: date) -> Period:
    return Period(today, today)


def _week_of(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def _last_days(today: date, number: int) -> Period:
    """So many days that end today."""
    return Period(today - timedelta(days=number - 1), today)


def _last_months(today: date, number: int) -> Period:
    """From the day after the same day so many months ago to today."""
    year, month = divmod(today.year * 12 + today.month - 1 - number, 12)
    same = date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    return Period(same + timedelta(days=1), today)


RELATIVE: Final[dict[str, Callable[[date], Period]]] = {
    "今年以来": year_to_date,
    "年初以来": year_to_date,
    "本年以来": year_to_date,
    "年初至今": year_to_date,
    "本季度": quarter_of,
    "上季度": lambda today: quarter_of(today).previous(),
    "上个季度": lambda today: quarter_of(today).previous(),
    "下季度": lambda today: quarter_of(today).next(),
    "下个季度": lambda today: quarter_of(today).next(),
    "本月": month_of,
    "当月": month_of,
    "上月": lambda today: month_of(today).previous(),
    "上个月": lambda today: month_of(today).previous(),
    "下月": lambda today: month_of(today).next(),
    "下个月": lambda today: month_of(today).next(),
    "本周": _week_of,
    "上周": lambda today: _week_of(today).previous(),
    "下周": lambda today: _week_of(today).next(),
    "今天": _today,
    "今日": _today,
    "今": _today,
    "目前": _today,
    "昨天": lambda today: _today(today).previous(),
    "前天": lambda today: _today(today).previous().previous(),
    "近半年": lambda today: _last_months(today, 6),
    "近一年": lambda today: _last_months(today, 12),
    "本五年规划": five_year_plan_of,
}
"""Words that mean another period every day."""
_YEARS_AGO: Final = {"今": 0, "本": 0, "去": 1, "上": 1, "前": 2}


def read_period(words: str, today: date) -> Period:
    """The period that `words` mean on the day `today`. Raises NotAPeriod."""
    asked = _plain(words)
    found = _point(asked, today, today.year) or _from_to(asked, today)
    if found is None or found.start.year < FIRST_YEAR or found.end.year > LAST_YEAR:
        raise NotAPeriod(words)
    return found


def _plain(words: str) -> str:
    """Without white space, quotes and full-width digits; years, months and days that are written out in digits."""
    plain = re.sub(r"[\s“”\"「」]", "", normalize("NFKC", words)).replace("○", "〇").replace("零", "〇")
    plain = re.sub(
        rf"[{_DIGITS}]{{4}}(?=年)", lambda one: "".join(str(_DIGITS.index(digit)) for digit in one[0]), plain
    )
    plain = re.sub(r"[一二三四五六七八九十]{1,3}(?=[月日号天周]|个月)", lambda one: str(_counted(one[0])), plain)
    return re.sub(r"(?<=.)(?:期间|时期|全年)$", "", plain)


def _counted(numeral: str) -> int:
    """十二 is 12, 二十 is 20; 0 for what is no number."""
    tens, ten, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (10 * (_NUMERALS.index(tens) if tens else 1) if ten else _NUMERALS.index(tens)) + _NUMERALS.find(
        ones or "零"
    )


def _point(asked: str, today: date, year: int) -> Period | None:
    """One point; `year` is that of what names none."""
    if asked in RELATIVE:
        return RELATIVE[asked](today)
    if found := _LATELY.fullmatch(asked):
        return _lately(today, int(found["number"]), found["unit"])
    if asked.endswith("以来") and not _PLAN.fullmatch(asked):
        since = _point(asked.removesuffix("以来"), today, year)
        return Period(since.start, today) if since is not None and since.start <= today else None
    for pattern, period in _PATTERNS:
        if found := pattern.fullmatch(asked):
            parts = found.groupdict()
            named = parts.pop("year", None)
            ago = parts.pop("ago", None)
            base = int(named) if named else today.year - _YEARS_AGO[ago] if ago else year
            try:
                return period(base, *(one for one in parts.values() if one is not None))
            except ValueError:
                return None
    return None


def _from_to(asked: str, today: date) -> Period | None:
    """From one point to another, wherever a mark may part the two."""
    for mark in _TO.finditer(asked):
        first = _point(asked[: mark.start()], today, today.year)
        if first is None:
            continue
        for end in _as_the_end(asked[mark.end() :], first):
            last = _point(end, today, first.end.year)
            if last is not None and first.start <= last.end:
                return Period(first.start, last.end)
    return None


def _as_the_end(asked: str, first: Period) -> Iterator[str]:
    """An end as it is written, and with what it leaves out because the beginning has it."""
    yield re.sub(r"(?<=月)[底末]$", "", asked)
    if re.fullmatch(r"\d{1,2}[日号]", asked):
        yield f"{first.end.year}年{first.end.month}月{asked}"
    if first.days == 1 and (found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})", asked)):
        yield f"{first.end.year}年{found[1]}月{found[2]}日"


def _year(year: int) -> Period:
    return year_of(date(year, 1, 1))


def _half(year: int, half: str) -> Period:
    return half_year_of(date(year, 1 if half in "1上" else 7, 1))


def _quarter(year: int, quarter: str) -> Period:
    return quarter_of(date(year, 3 * _number(quarter) - 2, 1))


def _quarters(year: int, last: str) -> Period:
    return Period(date(year, 1, 1), _quarter(year, last).end)


def _month(year: int, month: str) -> Period:
    return month_of(date(year, int(month), 1))


def _months(year: int, first: str, last: str) -> Period:
    return Period(date(year, int(first), 1), date(year, int(last), monthrange(year, int(last))[1]))


def _first_months(year: int, last: str) -> Period:
    return _months(year, "1", last)


def _third(year: int, month: str, third: str) -> Period:
    """上旬 is the 1st to the 10th, 中旬 to the 20th, 下旬 to the end of the month."""
    whole = _month(year, month)
    first = 10 * "上中下".index(third) + 1
    return Period(whole.start.replace(day=first), whole.end if third == "下" else whole.start.replace(day=first + 9))


def _lately(today: date, number: int, unit: str) -> Period | None:
    """近30天, 近两周 … None for nought and for more than ten years."""
    if not 0 < number <= _LONGEST_LATELY[unit]:
        return None
    return _last_months(today, number) if unit == "月" else _last_days(today, number * (7 if unit == "周" else 1))


def _day(year: int, month: str, day: str) -> Period:
    only = date(year, int(month), int(day))
    return Period(only, only)


def _plan(_: int, number: str) -> Period:
    """十四五 is the 14th, 九五 the 9th."""
    return five_year_plan(_counted(number))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMERALS.index(text)


_TO: Final = re.compile(r"\.\.|--|——|[至到~—–\-/,]")
_ANY_YEAR: Final = r"(?:(?P<year>\d{4})年?度?|(?P<ago>[今本去上前])年度?的?)"
_LATELY: Final = re.compile(r"(?:近|最近|过去)(?P<number>\d{1,4})(?:个(?=月))?(?P<unit>[天日周月])")
_LONGEST_LATELY: Final = {"天": 3660, "日": 3660, "周": 520, "月": 120}
_PLAN: Final = re.compile(
    r"第?(?P<number>十?[一二三四五六七八九]|十)(?:五|个五年)(?:规划|计划)?(?:期间|时期)?(?:以来)?"
)
_PATTERNS: Final[tuple[tuple[re.Pattern[str], Callable[..., Period]], ...]] = (
    (re.compile(_ANY_YEAR), _year),
    (re.compile(rf"{_ANY_YEAR}?(?P<half>[上下])半年"), _half),
    (re.compile(r"(?P<year>\d{4})[-年]?[Hh](?P<half>[12])"), _half),
    (re.compile(rf"{_ANY_YEAR}?第?(?P<quarter>[一二三四1-4])季度?"), _quarter),
    (re.compile(r"(?:(?P<year>\d{4})[-年]?)?[Qq](?P<quarter>[1-4])"), _quarter),
    (re.compile(rf"{_ANY_YEAR}?前(?P<quarter>[二三23])个?季度"), _quarters),
    (re.compile(rf"{_ANY_YEAR}?(?P<month>\d{{1,2}})月份?"), _month),
    (re.compile(rf"{_ANY_YEAR}?(?P<month>\d{{1,2}})月(?P<third>[上中下])旬"), _third),
    (re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})"), _month),
    (re.compile(r"(?P<year>\d{4})(?P<month>\d\d)"), _month),
    (re.compile(rf"{_ANY_YEAR}?(?P<first>\d{{1,2}})月?[至到\-—–~](?P<last>\d{{1,2}})月份?"), _months),
    (re.compile(rf"{_ANY_YEAR}?前(?P<last>\d{{1,2}})个月"), _first_months),
    (re.compile(rf"{_ANY_YEAR}?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]?"), _day),
    (re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"), _day),
    (re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"), _day),
    (_PLAN, _plan),
)
