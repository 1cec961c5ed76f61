"""How many days cases took, and what is in the middle of many."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from mofan.cases.days_taken import days_between, quantile

DAY = 86_400.0


def test_days_are_told_with_their_fractions() -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert days_between(start, start + timedelta(days=2, hours=6)) == Decimal("2.25")


@pytest.mark.parametrize(
    ("days", "median", "p90"),
    [
        ([3.0], "3", "3"),
        ([4.0, 1.0], "2.5", "4"),
        ([5.0, 1.0, 2.0], "2", "5"),
        ([float(one) for one in range(10, 0, -1)], "5.5", "9"),
    ],
)
def test_the_middle_and_nine_in_ten(days: list[float], median: str, p90: str) -> None:
    seconds = [one * DAY for one in days]
    assert (quantile(seconds, "median"), quantile(seconds, "p90")) == (Decimal(median), Decimal(p90))


def test_the_middle_of_nothing_is_no_number() -> None:
    assert quantile([], "median") is None


def test_a_microsecond_is_not_lost_in_years() -> None:
    taken = (datetime(2036, 1, 1, 0, 0, 0, 1, tzinfo=UTC) - datetime(2026, 1, 1, tzinfo=UTC)).total_seconds()
    assert quantile([taken], "p90") == Decimal(3652) + Decimal(1) / 86_400_000_000
