"""Occasions of a duty (履责时点): what is expected, and what has become of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.measure import Period, year_of
from mofan.org.working_days import DayOff, WorkingCalendar
from mofan.records.catalogue import Cadence, Every
from mofan.records.occasions import (
    Fulfilment,
    NotARecurrence,
    Occasion,
    Standing,
    State,
    board,
    festivals,
    fulfilment,
    occasions,
    recurring,
    whole,
)

YEAR = year_of(date(2026, 1, 1))
TODAY = date(2026, 11, 20)
PLAN = (
    [DayOff(date(2026, 1, 1) + timedelta(step), "元旦", worked=False) for step in range(3)]
    + [DayOff(date(2026, 2, 15) + timedelta(step), "春节", worked=False) for step in range(9)]
    + [DayOff(date(2026, 2, 14), "春节", worked=True)]
    + [DayOff(date(2026, 10, 1) + timedelta(step), "国庆节", worked=False) for step in range(7)]
)


def test_a_meeting_a_quarter_is_due_four_times_and_stands_so() -> None:
    expected = occasions(Cadence("quarter"), YEAR)
    assert [one.label for one in expected] == [f"2026年第{word}季度" for word in "一二三四"]
    standings = board(
        expected,
        [date(2026, 2, 3), date(2026, 2, 20), date(2026, 8, 1)],
        today=TODAY,
        excuses={date(2026, 4, 1): "支部改选期间合并到三季度"},
    )
    assert [one.state for one in standings] == ["done", "excused", "done", "due"]
    assert standings[1].why == "支部改选期间合并到三季度"
    assert standings[3].days_left == 41
    assert not standings[3].is_soon
    assert fulfilment(standings) == Fulfilment(2, 2)


def test_what_is_past_and_was_not_done_is_late() -> None:
    standings = board(occasions(Cadence("month"), YEAR), [], today=TODAY)
    assert [one.state for one in standings] == ["late"] * 10 + ["due"] * 2
    assert [one.is_soon for one in standings[10:]] == [False, False]
    assert board(occasions(Cadence("month"), YEAR), [], today=date(2026, 11, 24))[10].is_soon
    assert fulfilment(standings) == Fulfilment(0, 10)


def test_a_unit_that_was_founded_in_june_owes_nothing_for_march() -> None:
    closed = Period(date(2020, 1, 1), date(2026, 11, 15))
    ended = board(occasions(Cadence("quarter"), YEAR), [], today=date(2027, 1, 5), applies=closed)
    assert [one.state for one in ended] == ["late", "late", "late", "not_applicable"]
    served = [date(2026, 2, 3), date(2026, 10, 9)]
    begun = board(occasions(Cadence("quarter"), YEAR), served, today=TODAY, applies=Period(date(2026, 5, 1), YEAR.end))
    assert [one.state for one in begun] == ["not_applicable", "late", "late", "done"]
    applies = Period(date(2026, 6, 15), date(2099, 12, 31))
    standings = board(occasions(Cadence("quarter"), YEAR), [], today=TODAY, applies=applies)
    assert [one.state for one in standings] == ["not_applicable", "late", "late", "due"]


def test_several_times_in_a_stretch_are_several_occasions() -> None:
    expected = occasions(Cadence("month", times=2), Period(date(2026, 3, 1), date(2026, 3, 31)))
    assert [one.label for one in expected] == ["2026年3月第1次", "2026年3月第2次"]
    standings = board(expected, [date(2026, 3, 9)], today=TODAY)
    assert [one.state for one in standings] == ["done", "late"]
    assert standings[0].served_by == date(2026, 3, 9)
    assert standings[0].occasion.deadline == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("every", "count", "last"),
    [
        ("year", 1, "2026年"),
        ("half_year", 2, "2026年下半年"),
        ("quarter", 4, "2026年第四季度"),
        ("month", 12, "2026年12月"),
    ],
)
def test_calendar_stretches_of_a_year(every: Every, count: int, last: str) -> None:
    found = occasions(Cadence(every), YEAR)
    assert (len(found), found[-1].label) == (count, last)


def test_a_stretch_belongs_to_the_period_in_which_it_ends() -> None:
    found = occasions(Cadence("quarter"), Period(date(2026, 2, 1), date(2026, 7, 31)))
    assert [one.label for one in found] == ["2026年第一季度", "2026年第二季度"]


def test_weeks_run_from_monday_to_sunday() -> None:
    found = occasions(Cadence("week"), Period(date(2026, 11, 1), date(2026, 11, 15)))
    assert [one.period for one in found] == [
        Period(date(2026, 10, 26), date(2026, 11, 1)),
        Period(date(2026, 11, 2), date(2026, 11, 8)),
        Period(date(2026, 11, 9), date(2026, 11, 15)),
    ]


def test_working_days_follow_the_calendar() -> None:
    february = Period(date(2026, 2, 12), date(2026, 2, 25))
    days = [12, 13, 14, 24, 25]
    assert [one.period.start.day for one in occasions(Cadence("working_day"), february, PLAN)] == days
    calendar = WorkingCalendar.of(PLAN)
    assert [one.deadline.day for one in occasions(Cadence("working_day"), february, (), calendar)] == days


def test_before_a_festival_is_the_fortnight_before_its_first_day() -> None:
    assert festivals(PLAN) == ((date(2026, 1, 1), "元旦"), (date(2026, 2, 15), "春节"), (date(2026, 10, 1), "国庆节"))
    assert festivals([]) == ()
    found = occasions(Cadence("festival"), YEAR, PLAN)
    assert [one.label for one in found] == ["2026年春节前", "2026年国庆节前"]
    assert found[0].period == Period(date(2026, 2, 1), date(2026, 2, 14))


def test_a_holiday_is_one_whose_weekend_the_plan_leaves_out() -> None:
    dragon_boat = [DayOff(date(2015, 6, day), "端午节", worked=False) for day in (20, 22)]
    assert festivals(dragon_boat) == ((date(2015, 6, 20), "端午节"),)
    autumn = [DayOff(date(2023, 9, 29), "中秋节", worked=False), DayOff(date(2023, 10, 2), "国庆节", worked=False)]
    assert festivals(autumn) == ((date(2023, 9, 29), "中秋节、国庆节"),)
    apart = [DayOff(date(2026, 9, 25), "中秋节", worked=False), DayOff(date(2026, 10, 1), "", worked=False)]
    assert festivals(apart) == ((date(2026, 9, 25), "中秋节"), (date(2026, 10, 1), "节日"))
    worked = [*dragon_boat, DayOff(date(2015, 6, 21), "端午节", worked=True)]
    assert len(festivals(worked)) == 2


def test_the_new_year_that_begins_in_december_is_called_by_its_own_year() -> None:
    plan = [DayOff(day, "元旦", worked=False) for day in (date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2))]
    (only,) = occasions(Cadence("festival"), year_of(date(2022, 1, 1)), plan)
    assert (only.label, only.deadline) == ("2023年元旦前", date(2022, 12, 30))


def test_a_rule_of_recurrence_may_be_written_as_calendars_write_it() -> None:
    within = Period(date(2026, 1, 1), date(2026, 12, 31))
    found = recurring("RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260331T155959Z", date(2026, 1, 1), within)
    assert [one.deadline for one in found] == [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)]


def test_a_rule_of_recurrence_gives_its_days() -> None:
    found = recurring("FREQ=MONTHLY;BYMONTHDAY=5", date(2026, 1, 1), Period(date(2026, 3, 1), date(2026, 5, 31)))
    assert [one.deadline for one in found] == [date(2026, 3, 5), date(2026, 4, 5), date(2026, 5, 5)]
    assert found[0].period.start == date(2026, 2, 6)
    assert found[1].period.start == date(2026, 3, 6)
    assert found[0].label == "2026年3月5日前"
    begun = recurring("FREQ=WEEKLY;BYDAY=FR", date(2026, 11, 4), Period(date(2026, 11, 1), date(2026, 11, 14)))
    assert [one.period for one in begun] == [
        Period(date(2026, 11, 4), date(2026, 11, 6)),
        Period(date(2026, 11, 7), date(2026, 11, 13)),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "每月五日",
        "FREQ=SOMETIMES",
        "FREQ=HOURLY",
        "FREQ=DAILY\nFREQ=DAILY",
        "FREQ=MONTHLY;BYMONTHDAY=x",
        "BYDAY=FR",
    ],
)
def test_a_rule_that_cannot_be_read_is_refused(rule: str) -> None:
    with pytest.raises(NotARecurrence, match="周期"):
        recurring(rule, date(2026, 1, 1), YEAR)


def test_a_rule_that_gives_too_much_is_refused() -> None:
    with pytest.raises(NotARecurrence, match="太密"):
        recurring("FREQ=DAILY;BYHOUR=8,20", date(2026, 1, 1), YEAR)


def test_a_daily_rule_may_be_asked_over_five_years() -> None:
    five = Period(date(2026, 1, 1), date(2030, 12, 31))
    assert len(recurring("FREQ=DAILY", date(2026, 1, 1), five)) == five.days


@given(
    st.sampled_from(["month", "quarter", "half_year", "year", "week"]),
    st.integers(1, 3),
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40),
    st.dates(date(2026, 1, 1), date(2027, 1, 31)),
)
def test_every_record_meets_one_occasion_at_most(every: Every, times: int, served: list[date], today: date) -> None:
    expected = occasions(Cadence(every, times), YEAR)
    standings = board(expected, served, today=today)
    done = [one for one in standings if one.state == "done"]
    assert len(done) <= len(served)
    assert all(one.served_by is not None and one.occasion.period.contains(one.served_by) for one in done)
    for stretch in {one.period for one in expected}:
        inside = sum(stretch.contains(day) for day in served)
        met = sum(one.occasion.period == stretch for one in done)
        assert met == min(inside, times)
    assert all(one.occasion.deadline < today for one in standings if one.state == "late")
    assert [one.occasion for one in standings] == list(expected)


@pytest.mark.parametrize(
    ("states", "together"),
    [
        (("done", "late", "due"), "late"),
        (("done", "due", "excused"), "due"),
        (("done", "excused"), "done"),
        (("excused", "not_applicable"), "excused"),
        (("not_applicable",), "not_applicable"),
        ((), "not_applicable"),
    ],
)
def test_several_occasions_stand_as_the_worst_of_them(states: tuple[State, ...], together: State) -> None:
    occasion = Occasion(YEAR, 1, "2026年")
    assert whole([Standing(occasion, state) for state in states]) == together


def test_an_occasion_without_days_is_none() -> None:
    assert fulfilment(()).open_or_void
    assert sorted([Occasion(YEAR, 2, "乙"), Occasion(YEAR, 1, "甲")])[0].label == "甲"
