"""Periods as people write them."""

from datetime import date

import pytest

from mofan.measure import NotAPeriod, Period, five_year_plan, read_period, same_last_year

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("2026年第三季度", "2026-07-01", "2026-09-30"),
        ("2026Q4", "2026-10-01", "2026-12-31"),
        ("2026年上半年", "2026-01-01", "2026-06-30"),
        ("2026H2", "2026-07-01", "2026-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026年3月", "2026-03-01", "2026-03-31"),
        ("2026年3月至5月", "2026-03-01", "2026-05-31"),
        ("2026-03-05", "2026-03-05", "2026-03-05"),
        ("2026-01-01..2026-03-05", "2026-01-01", "2026-03-05"),
        ("2025年12月至2026年2月", "2025-12-01", "2026-02-28"),
        ("2026年1月 至 今天", "2026-01-01", "2026-11-22"),
        ("今年以来", "2026-01-01", "2026-11-22"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("上半年", "2026-01-01", "2026-06-30"),
        ("下半年", "2026-07-01", "2026-12-31"),
        ("本季度", "2026-10-01", "2026-12-31"),
        ("上季度", "2026-07-01", "2026-09-30"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("上月", "2026-10-01", "2026-10-31"),
        ("十四五", "2021-01-01", "2025-12-31"),
        ("“十五五”时期", "2026-01-01", "2030-12-31"),
        ("本五年规划", "2026-01-01", "2030-12-31"),
    ],
)
def test_a_period_is_read(words: str, first: str, last: str) -> None:
    assert read_period(words, TODAY) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "words",
    ["", "明天", "2026-13", "2026-02-30", "1000", "2026-03-05..2026-01-01", "2026..", "十〇五", "1..2..3", "0000"],
)
def test_what_is_no_period_is_told_how_to_write_one(words: str) -> None:
    with pytest.raises(NotAPeriod, match="看不懂统计期间"):
        read_period(words, TODAY)


def test_the_same_time_last_year_ends_where_the_month_ends() -> None:
    assert same_last_year(Period(date(2029, 2, 1), date(2029, 2, 28))).end == date(2028, 2, 29)
    assert same_last_year(Period(date(2028, 2, 29), date(2028, 3, 5))) == Period(date(2027, 2, 28), date(2027, 3, 5))


def test_plans_before_the_sixth_had_other_years() -> None:
    assert five_year_plan(6).start == date(1981, 1, 1)
    with pytest.raises(ValueError, match="other years"):
        five_year_plan(5)
