"""Counts, shares and sizes."""

from decimal import Decimal

import pytest

from mofan.measure import approximate_count, characters, round_half_up, share, size, thousands


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0"), (999, "999"), (3412, "3,412"), (90_000_000, "90,000,000"), (-1234, "-1,234")]
)
def test_thousands_are_set_apart(count: int, shown: str) -> None:
    assert thousands(count) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 字"),
        (9_999, "9,999 字"),
        (10_000, "1 万字"),
        (12_345, "1.23 万字"),
        (12_350, "1.24 万字"),
        (120_000, "12 万字"),
        (99_999, "10 万字"),
        (1_234_567, "123 万字"),
        (22_136_437, "2,214 万字"),
        (90_000_000, "9,000 万字"),
        (99_999_999, "1 亿字"),
        (102_400_000, "1.02 亿字"),
    ],
)
def test_characters_are_counted_in_ten_thousands(count: int, shown: str) -> None:
    assert characters(count) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (35, 36, "97.2%"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (1, 800, "0.1%"),
        (1, 2000, "0.1%"),
        (1, 2001, "0.0%"),
        (3, 2, "150.0%"),
    ],
)
def test_a_share_is_rounded_half_up(part: int, whole: int, shown: str) -> None:
    assert share(part, whole) == shown


def test_a_share_of_nothing_is_no_figure() -> None:
    assert share(0, 0) == "—"
    assert share(5, 0) == "—"


def test_a_share_takes_other_places() -> None:
    assert share(1, 3, places=2) == "33.33%"
    assert share(1, 8, places=0) == "13%"


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("1.004", 2, "1.00"),
        ("145", -1, "150"),
    ],
)
def test_a_half_goes_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert round_half_up(Decimal(value), places) == Decimal(rounded)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1 KB"),
        (1536, "1.5 KB"),
        (1_887_437, "1.8 MB"),
        (102_400, "100 KB"),
        (1_048_575, "1 MB"),
        (1023 * 1024, "1,023 KB"),
        (5 * 1024**3, "5 GB"),
        (2048 * 1024**5, "2,048 PB"),
    ],
)
def test_a_size_is_read_in_the_unit_that_fits(count: int, shown: str) -> None:
    assert size(count) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0"),
        (87, "87"),
        (100, "100"),
        (101, "100余"),
        (3412, "3,400余"),
        (3400, "3,400"),
        (9_999, "9,900余"),
        (15_228, "1.5万余"),
        (20_000, "2万"),
        (1_240_000, "120万余"),
        (90_000_000, "9,000万"),
        (123_456_789, "1.2亿余"),
    ],
)
def test_an_approximate_count_never_says_more_than_there_is(count: int, shown: str) -> None:
    assert approximate_count(count) == shown
