"""What an address asks for."""

from datetime import date

import pytest

from mofan.web.asked import day_asked, in_marks, number_asked


def test_a_number_and_a_day_are_read() -> None:
    assert number_asked("17") == 17
    assert day_asked("2026-11-20") == date(2026, 11, 20)


@pytest.mark.parametrize("given", ["", "-1", "²", "x", "9" * 19, "1.5"])
def test_what_is_no_number_is_none(given: str) -> None:
    assert number_asked(given) is None


@pytest.mark.parametrize("given", ["", "2026-13-01", "0001-01-01", "9999-12-31", "昨天"])
def test_what_is_no_day_of_these_times_is_none(given: str) -> None:
    assert day_asked(given) is None


def test_words_stand_in_quotation_marks_once() -> None:
    assert in_marks("清单 台账") == "“清单 台账”"
    assert in_marks("“清单” 台账") == "“清单” 台账"
    assert in_marks('"清单"') == '"清单"'
