"""Periods as people write them (统计期间的写法): 2026年第三季度, 2026-03, 今年以来, 十四五, 2026-01-01..2026-03-05."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

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
_NUMERALS = "零一二三四五六七八九十"
_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_TO = re.compile(r"\s*(?:\.\.|至|到|~|～|—)\s*")


class NotAPeriod(ValueError):
    """What was written is no period; the message is a Chinese sentence that says how to write one."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"看不懂统计期间“{words}”。可以写 2026、2026年第三季度、2026-03、今年以来、"
            "十四五，或 2026-01-01..2026-03-05。"
        )


RELATIVE: dict[str, Callable[[date], Period]] = {
    "今年以来": year_to_date,
    "今年": year_of,
    "本年度": year_of,
    "去年": lambda today: year_of(today).previous(),
    "上年度": lambda today: year_of(today).previous(),
    "上半年": lambda today: half_year_of(date(today.year, 1, 1)),
    "下半年": lambda today: half_year_of(date(today.year, 7, 1)),
    "本季度": quarter_of,
    "上季度": lambda today: quarter_of(today).previous(),
    "本月": month_of,
    "上月": lambda today: month_of(today).previous(),
    "今天": lambda today: Period(today, today),
    "本五年规划": five_year_plan_of,
}
"""Words that mean another period every day."""


def read_period(words: str, today: date) -> Period:
    """The period that `words` mean on the day `today`. Raises NotAPeriod."""
    asked = "".join(words.split())
    if asked in RELATIVE:
        return RELATIVE[asked](today)
    for pattern, period in _PATTERNS:
        if found := pattern.fullmatch(asked):
            try:
                made = period(*found.groups())
            except (ValueError, IndexError) as error:
                raise NotAPeriod(words) from error
            if made.start.year >= FIRST_YEAR and made.end.year <= LAST_YEAR:
                return made
            raise NotAPeriod(words)
    ends = _TO.split(asked)
    if len(ends) == 2:
        first, last = (read_period(end, today) for end in ends)
        if first.start <= last.end:
            return Period(first.start, last.end)
    raise NotAPeriod(words)


def _year(year: str) -> Period:
    return year_of(date(int(year), 1, 1))


def _half(year: str, half: str) -> Period:
    return half_year_of(date(int(year), 1 if half in "1上" else 7, 1))


def _quarter(year: str, quarter: str) -> Period:
    number = int(quarter) if quarter.isdecimal() else _NUMERALS.index(quarter)
    return quarter_of(date(int(year), 3 * number - 2, 1))


def _month(year: str, month: str) -> Period:
    return month_of(date(int(year), int(month), 1))


def _months(year: str, first: str, last: str) -> Period:
    end_year, end_month = int(year), int(last)
    return Period(date(end_year, int(first), 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def _day(year: str, month: str, day: str) -> Period:
    only = date(int(year), int(month), int(day))
    return Period(only, only)


def _plan(number: str) -> Period:
    return five_year_plan(10 + _NUMERALS.index(number))


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"(\d{4})年?"), _year),
    (re.compile(r"(\d{4})(?:年?[Hh]([12])|年([上下])半年)"), lambda year, one, other: _half(year, one or other)),
    (
        re.compile(r"(\d{4})(?:[-年]?[Qq]([1-4])|年第?([一二三四1-4])季度)"),
        lambda y, one, other: _quarter(y, one or other),
    ),
    (re.compile(r"(\d{4})[-/.年](\d{1,2})月?"), _month),
    (re.compile(r"(\d{4})年(\d{1,2})月?(?:至|到|-|—)(\d{1,2})月"), _months),
    (re.compile(_DAY), _day),
    (re.compile(r"[“\"]?十([一二三四五六七八九])五[”\"]?(?:规划)?(?:时期)?(?:以来)?"), _plan),
)
