"""The number of an upper platform as a key."""

import pytest

from mofan.cases.channels.outside import outside_key


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert outside_key("GD2026-0017") == outside_key(" ＧＤ2026-\u30000017 ") == "upper::GD2026-0017"


def test_two_platforms_may_have_the_same_number() -> None:
    assert outside_key("0017", "12345热线") != outside_key("0017", "数字城管")


@pytest.mark.parametrize("number", ["", " ", "\u3000"])
def test_no_number_is_no_key(number: str) -> None:
    assert outside_key(number, "12345热线") == ""


def test_a_long_number_fits_and_stays_apart_from_others() -> None:
    first, second = outside_key("9" * 200), outside_key("9" * 199 + "8")
    assert first != second
    assert max(len(first), len(second)) <= 80
