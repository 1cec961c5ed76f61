"""Periods of the calendar (统计期间): what a figure covers."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from mofan.measure.moments import date_text

_QUARTERS = "一二三四"
_PLAN, _PLAN_YEAR, _PLAN_YEARS, _FIRST_REGULAR_PLAN = 14, 2021, 5, 6
"""The 14th five-year plan began in 2021; since the 6th (1981) every one has five years."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first day `start` to the last day `end`, both included. Raises ValueError when it would be empty."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end before it starts: {self.start} to {self.end}")

    @property
    def days(self) -> int:
        """How many days, the first and the last counted."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int | None:
        """How many whole calendar months; None when it does not run from a first to a last day of a month."""
        if self.start.day != 1 or self.end.day != monthrange(self.end.year, self.end.month)[1]:
            return None
        return _month_number(self.end) - _month_number(self.start) + 1

    def contains(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.start <= day <= self.end

    def next(self) -> "Period":
        """The period of the same kind that follows: as many months when it is whole months, else as many days."""
        return self._moved(1)

    def previous(self) -> "Period":
        """The period of the same kind before this one."""
        return self._moved(-1)

    def _moved(self, steps: int) -> "Period":
        if self.months is None:
            shift = timedelta(days=self.days * steps)
            return Period(self.start + shift, self.end + shift)
        return _whole_months(_month_number(self.start) + self.months * steps, self.months)

    @property
    def label(self) -> str:
        """2026年11月, 2026年第四季度, 2026年上半年, 2026年, 2021年至2025年, 2026年2月至4月, 2026年3月5日至4月6日."""
        year, first, last = self.start.year, self.start.month, self.end.month
        match self.months, first:
            case 1, _:
                return f"{year}年{first}月"
            case 3, 1 | 4 | 7 | 10:
                return f"{year}年第{_QUARTERS[first // 3]}季度"
            case 6, 1 | 7:
                return f"{year}年{'上' if first == 1 else '下'}半年"
            case 12, 1:
                return f"{year}年"
            case months, 1 if months and months % 12 == 0:
                return f"{year}年至{self.end.year}年"
            case None, _:
                return self._days_label()
        end_year = f"{self.end.year}年" if self.end.year != year else ""
        return f"{year}年{first}月至{end_year}{last}月"

    def _days_label(self) -> str:
        first = date_text(self.start)
        return first if self.days == 1 else f"{first}至{date_text(self.end, today=self.start)}"


def month_of(day: date) -> Period:
    """The calendar month (月) that `day` lies in."""
    return _around(day, 1)


def quarter_of(day: date) -> Period:
    """The quarter (季度) that `day` lies in."""
    return _around(day, 3)


def half_year_of(day: date) -> Period:
    """The first or second half (上半年, 下半年) of the year that `day` lies in."""
    return _around(day, 6)


def year_of(day: date) -> Period:
    """The calendar year (年度) that `day` lies in."""
    return _around(day, 12)


def year_to_date(day: date) -> Period:
    """From the first of January to `day` (今年以来)."""
    return Period(date(day.year, 1, 1), day)


def five_year_plan(number: int) -> Period:
    """The years of a five-year plan (五年规划), the 14th being 2021 to 2025. Raises ValueError for one before the 6th,
    from which on they follow one another without a gap."""
    if number < _FIRST_REGULAR_PLAN:
        raise ValueError(f"the plans before the {_FIRST_REGULAR_PLAN}th had other years")
    first = _PLAN_YEAR + (number - _PLAN) * _PLAN_YEARS
    return Period(date(first, 1, 1), date(first + _PLAN_YEARS - 1, 12, 31))


def five_year_plan_of(day: date) -> Period:
    """The five-year plan that `day` lies in. Raises ValueError as `five_year_plan`."""
    return five_year_plan(_PLAN + (day.year - _PLAN_YEAR) // _PLAN_YEARS)


def same_last_year(period: Period) -> Period:
    """The same days a year earlier (上年同期): the 29th of February becomes the 28th, the end of a month its end."""
    end = _a_year_before(period.end)
    if period.months is not None:
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return Period(_a_year_before(period.start), end)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def _around(day: date, months: int) -> Period:
    number = _month_number(day)
    return _whole_months(number - number % months, months)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _whole_months(number: int, months: int) -> Period:
    year, month = divmod(number, 12)
    last_year, last_month = divmod(number + months - 1, 12)
    return Period(date(year, month + 1, 1), date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1]))
