"""Periods of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.measure import Period, half_year_of, month_of, quarter_of, year_of


def test_a_day_lies_in_its_month_quarter_half_and_year() -> None:
    day = date(2026, 11, 20)
    assert month_of(day) == Period(date(2026, 11, 1), date(2026, 11, 30))
    assert quarter_of(day) == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert half_year_of(day) == Period(date(2026, 7, 1), date(2026, 12, 31))
    assert year_of(day) == Period(date(2026, 1, 1), date(2026, 12, 31))


def test_february_knows_leap_years() -> None:
    assert month_of(date(2028, 2, 3)).end == date(2028, 2, 29)
    assert month_of(date(2026, 2, 3)).days == 28


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (month_of(date(2026, 11, 20)), "2026年11月"),
        (quarter_of(date(2026, 2, 1)), "2026年第一季度"),
        (quarter_of(date(2026, 5, 1)), "2026年第二季度"),
        (quarter_of(date(2026, 8, 1)), "2026年第三季度"),
        (quarter_of(date(2026, 11, 20)), "2026年第四季度"),
        (half_year_of(date(2026, 6, 30)), "2026年上半年"),
        (half_year_of(date(2026, 7, 1)), "2026年下半年"),
        (year_of(date(2026, 7, 1)), "2026年"),
        (Period(date(2026, 2, 1), date(2026, 4, 30)), "2026年2月至4月"),
        (Period(date(2026, 12, 1), date(2027, 2, 28)), "2026年12月至2027年2月"),
        (Period(date(2021, 1, 1), date(2025, 12, 31)), "2021年至2025年"),
        (Period(date(2026, 3, 5), date(2026, 3, 5)), "2026年3月5日"),
        (Period(date(2026, 3, 5), date(2026, 4, 6)), "2026年3月5日至4月6日"),
        (Period(date(2026, 12, 31), date(2027, 1, 1)), "2026年12月31日至2027年1月1日"),
    ],
)
def test_a_label_names_the_period(period: Period, label: str) -> None:
    assert period.label == label


def test_next_and_previous_cross_the_year() -> None:
    assert month_of(date(2026, 12, 5)).next() == month_of(date(2027, 1, 1))
    assert month_of(date(2026, 1, 31)).previous() == month_of(date(2025, 12, 1))
    assert quarter_of(date(2026, 11, 20)).next().label == "2027年第一季度"
    assert half_year_of(date(2026, 3, 1)).previous().label == "2025年下半年"
    assert year_of(date(2026, 3, 1)).previous().label == "2025年"


def test_a_run_of_days_moves_by_its_length() -> None:
    week = Period(date(2026, 11, 16), date(2026, 11, 22))
    assert week.next() == Period(date(2026, 11, 23), date(2026, 11, 29))
    assert week.previous() == Period(date(2026, 11, 9), date(2026, 11, 15))


def test_both_ends_belong_to_it() -> None:
    month = month_of(date(2026, 11, 20))
    assert month.contains(date(2026, 11, 1))
    assert month.contains(date(2026, 11, 30))
    assert not month.contains(date(2026, 10, 31))
    assert not month.contains(date(2026, 12, 1))


def test_an_empty_period_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end before"):
        Period(date(2026, 2, 1), date(2026, 1, 31))


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.sampled_from((month_of, quarter_of, half_year_of, year_of)))
def test_periods_of_one_kind_tile_the_calendar(day: date, kind: object) -> None:
    assert callable(kind)
    period = kind(day)
    assert period.contains(day)
    assert period.next().start == period.end + timedelta(days=1)
    assert period.next().previous() == period
    assert kind(period.end) == period
