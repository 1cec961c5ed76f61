"""Where a period of days ends."""

import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.org.working_days import Due, NotACalendar, WorkingCalendar, published, read_plan

CALENDAR = published()
DAYS = st.dates(date(2007, 1, 1), date(2026, 11, 1))


def test_seven_working_days_pass_over_the_spring_festival() -> None:
    assert CALENDAR.due(date(2026, 2, 13), 7, "working_day") == Due(date(2026, 3, 2), provisional=False)


@pytest.mark.parametrize(
    "day", [(1, 1), (1, 3), (2, 15), (2, 23), (4, 6), (5, 1), (5, 5), (6, 19), (9, 25), (9, 27), (10, 1), (10, 7)]
)
def test_the_days_off_of_2026_are_not_worked(day: tuple[int, int]) -> None:
    assert not CALENDAR.is_working_day(date(2026, *day))


@pytest.mark.parametrize("day", [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)])
def test_the_swapped_weekends_of_2026_are_worked(day: tuple[int, int]) -> None:
    assert CALENDAR.is_working_day(date(2026, *day))


@pytest.mark.parametrize("day", [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)])
def test_the_swapped_weekends_of_2025_are_worked(day: tuple[int, int]) -> None:
    assert CALENDAR.is_working_day(date(2025, *day))


def test_a_period_of_calendar_days_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert CALENDAR.due(date(2026, 9, 20), 15, "calendar_day").day == date(2026, 10, 8)
    assert CALENDAR.due(date(2026, 3, 2), 15, "calendar_day").day == date(2026, 3, 17)


def test_a_period_of_months_ends_on_the_corresponding_day_or_on_the_last_of_the_month() -> None:
    assert CALENDAR.due(date(2026, 4, 13), 2, "month").day == date(2026, 6, 15)
    assert CALENDAR.due(date(2025, 10, 31), 1, "month").day == date(2025, 12, 1)
    assert CALENDAR.due(date(2024, 2, 29), 1, "year").day == date(2025, 2, 28)
    assert CALENDAR.due(date(2025, 12, 31), 2, "month").day == date(2026, 2, 28)


def test_a_period_that_rests_on_an_unpublished_year_is_provisional() -> None:
    assert CALENDAR.due(date(2026, 12, 30), 5, "working_day") == Due(date(2027, 1, 6), provisional=True)
    assert CALENDAR.due(date(2026, 12, 20), 30, "calendar_day").provisional
    assert not CALENDAR.due(date(2026, 12, 1), 5, "working_day").provisional
    assert not CALENDAR.is_published(date(2027, 1, 1))


def test_a_period_has_a_length() -> None:
    with pytest.raises(ValueError, match="one at least"):
        CALENDAR.due(date(2026, 3, 2), 0, "calendar_day")


def test_a_table_that_is_no_plan_says_the_line() -> None:
    with pytest.raises(NotACalendar, match="第 3 行"):
        read_plan(io.StringIO("date,name,kind\n2027-01-01,元旦,off\n2027年1月2日,元旦,off\n"))
    with pytest.raises(NotACalendar, match="第 2 行"):
        read_plan(io.StringIO("date,name,kind\n2027-01-01,元旦,放假\n"))


def test_a_plan_imported_later_changes_the_answer() -> None:
    plan = "date,name,kind\n2027-01-01,元旦,off\n2027-01-04,元旦,off\n2027-01-09,元旦,work\n"
    calendar = WorkingCalendar.of(read_plan(io.StringIO(plan)))
    assert calendar.due(date(2027, 1, 1), 5, "working_day") == Due(date(2027, 1, 9), provisional=False)


@given(event=DAYS, number=st.integers(1, 60), more=st.integers(1, 30))
def test_a_longer_period_ends_later_and_parts_add_up(event: date, number: int, more: int) -> None:
    first = CALENDAR.due(event, number, "working_day").day
    whole = CALENDAR.due(event, number + more, "working_day").day
    assert first < whole
    assert CALENDAR.due(first, more, "working_day").day == whole


@given(event=DAYS, number=st.integers(1, 90))
def test_counting_is_the_inverse_of_adding(event: date, number: int) -> None:
    end = CALENDAR.due(event, number, "working_day").day
    assert CALENDAR.count(event, end) == number
    assert CALENDAR.is_working_day(end)
    assert not CALENDAR.count(end, event)


@given(event=DAYS, number=st.integers(1, 400), measure=st.sampled_from(["calendar_day", "month", "year"]))
def test_no_period_ends_on_a_day_off_or_before_its_nominal_end(event: date, number: int, measure: str) -> None:
    end = CALENDAR.due(event, min(number, 24) if measure != "calendar_day" else number, measure).day  # type: ignore[arg-type]
    assert CALENDAR.is_working_day(end)
    if measure == "calendar_day":
        assert end >= event + timedelta(days=number)
