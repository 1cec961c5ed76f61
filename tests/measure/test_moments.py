"""Dates, moments, durations."""

from datetime import UTC, date, datetime

import pytest

from mofan.measure import date_text, duration, moment_text


def test_a_date_is_written_without_padding() -> None:
    assert date_text(date(2026, 11, 20)) == "2026年11月20日"
    assert date_text(date(2026, 1, 5)) == "2026年1月5日"


def test_a_date_of_this_year_may_drop_its_year() -> None:
    assert date_text(date(2026, 1, 5), today=date(2026, 11, 20)) == "1月5日"
    assert date_text(date(2025, 12, 31), today=date(2026, 1, 1)) == "2025年12月31日"


def test_a_moment_has_hours_and_minutes() -> None:
    moment = datetime(2026, 11, 20, 9, 5, 59, tzinfo=UTC)
    assert moment_text(moment) == "2026年11月20日 9:05"
    assert moment_text(moment, today=date(2026, 3, 1)) == "11月20日 9:05"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "不到 0.01 秒"),
        (0.004, "不到 0.01 秒"),
        (0.005, "0.01 秒"),
        (0.04, "0.04 秒"),
        (0.996, "1.0 秒"),
        (3.24, "3.2 秒"),
        (9.96, "10 秒"),
        (35.5, "36 秒"),
        (59.6, "1 分"),
        (125, "2 分 5 秒"),
        (120, "2 分"),
        (3_600, "1 小时"),
        (4_800, "1 小时 20 分"),
        (3_605, "1 小时"),
        (183_600, "2 天 3 小时"),
        (86_400 * 30, "30 天"),
    ],
)
def test_a_duration_has_at_most_two_parts(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        duration(-1)
