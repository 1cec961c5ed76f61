"""When time limits end: the vectors of the working calendar, the Civil Code's rules, and what holds for any period."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mofan.cases.deadlines import (
    Deadline,
    OfficeHours,
    Reckoner,
    Stretch,
    soon_before,
    span,
    standing,
)
from mofan.cases.kinds import Measure
from mofan.org.working_days import WorkingCalendar, published

ZONE = ZoneInfo("Asia/Shanghai")
RECKONER = Reckoner(published(), ZONE)
OFF_2026 = (
    [(1, day) for day in range(1, 4)]
    + [(2, day) for day in range(15, 24)]
    + [(4, day) for day in range(4, 7)]
    + [(5, day) for day in range(1, 6)]
    + [(6, day) for day in range(19, 22)]
    + [(9, day) for day in range(25, 28)]
    + [(10, day) for day in range(1, 8)]
)
WORKED_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
WORKED_2025 = [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)]


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def last_of(year: int, month: int, day: int) -> datetime:
    """The end of that day."""
    return datetime(year, month, day, 23, 59, 59, tzinfo=ZONE)


def test_seven_working_days_pass_over_the_spring_festival() -> None:
    found = RECKONER.ends(at(2026, 2, 13), 7, "working_day")
    assert found == Deadline(last_of(2026, 3, 2), provisional=False)


@pytest.mark.parametrize(("month", "day"), OFF_2026)
def test_no_period_ends_on_a_day_off_of_2026(month: int, day: int) -> None:
    before = datetime(2026, month, day, 9, tzinfo=ZONE) - timedelta(days=1)
    for measure in ("working_day", "calendar_day"):
        end = RECKONER.ends(before, 1, measure).at
        assert end.date() > date(2026, month, day)
        assert RECKONER.calendar.is_working_day(end.date())


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2026, *one) for one in WORKED_2026] + [(2025, *one) for one in WORKED_2025]
)
def test_a_weekend_that_is_worked_counts(year: int, month: int, day: int) -> None:
    before = datetime(year, month, day, 9, tzinfo=ZONE) - timedelta(days=1)
    assert RECKONER.ends(before, 1, "calendar_day").at.date() == date(year, month, day)


@pytest.mark.parametrize(
    ("start", "number", "measure", "end"),
    [
        # the day of the event is not counted
        (at(2026, 11, 2), 1, "working_day", last_of(2026, 11, 3)),
        (at(2026, 11, 2, 23, 59), 1, "working_day", last_of(2026, 11, 3)),
        # Friday: the next working day is Monday
        (at(2026, 11, 6), 1, "working_day", last_of(2026, 11, 9)),
        # calendar days run over weekends, and end on the next working day if the last is off
        (at(2026, 11, 6), 7, "calendar_day", last_of(2026, 11, 13)),
        (at(2026, 11, 6), 8, "calendar_day", last_of(2026, 11, 16)),
        (at(2026, 9, 24), 7, "calendar_day", last_of(2026, 10, 8)),
        # a complaint accepted on 2026-04-15 ends after sixty days
        (at(2026, 4, 15), 60, "calendar_day", last_of(2026, 6, 15)),
        (at(2026, 4, 14), 45, "working_day", last_of(2026, 6, 18)),
        # months: the corresponding day, or the last of the month; rolled if it is off
        (at(2026, 1, 31), 1, "month", last_of(2026, 2, 28)),
        (at(2026, 3, 2), 1, "month", last_of(2026, 4, 2)),
        (at(2026, 9, 1), 1, "month", last_of(2026, 10, 8)),
        (at(2025, 11, 30), 3, "month", last_of(2026, 2, 28)),
        # hours run from the moment, nights and holidays included
        (at(2026, 10, 1, 22), 24, "hour", at(2026, 10, 2, 22)),
        (at(2026, 11, 20, 15, 30), 2, "hour", at(2026, 11, 20, 17, 30)),
        # working hours: 8:30–12:00, 14:30–17:30
        (at(2026, 11, 20, 9), 2, "working_hour", at(2026, 11, 20, 11)),
        (at(2026, 11, 20, 11), 2, "working_hour", at(2026, 11, 20, 15, 30)),
        (at(2026, 11, 20, 17), 2, "working_hour", at(2026, 11, 23, 10)),
        (at(2026, 11, 21, 10), 1, "working_hour", at(2026, 11, 23, 9, 30)),
        (at(2026, 11, 20, 8), 1, "working_hour", at(2026, 11, 20, 9, 30)),
        (at(2026, 9, 30, 17), 1, "working_hour", at(2026, 10, 8, 9)),
    ],
)
def test_a_period_ends(start: datetime, number: int, measure: Measure, end: datetime) -> None:
    assert RECKONER.ends(start, number, measure) == Deadline(end, provisional=False)


def test_what_reaches_into_a_year_without_a_plan_is_provisional() -> None:
    assert RECKONER.ends(at(2026, 12, 28), 5, "working_day") == Deadline(last_of(2027, 1, 4), provisional=True)
    assert RECKONER.ends(at(2026, 12, 28), 30, "calendar_day").provisional
    assert RECKONER.ends(at(2026, 12, 31, 17), 2, "working_hour").provisional
    assert not RECKONER.ends(at(2026, 12, 31, 17), 48, "hour").provisional


@pytest.mark.parametrize(
    ("measure", "number", "pause", "end"),
    [
        # the day on which a pause begins has been spent, the day on which it ends has not
        ("working_day", 5, (at(2026, 11, 4, 10), at(2026, 11, 6, 10)), last_of(2026, 11, 11)),
        ("calendar_day", 7, (at(2026, 11, 4, 10), at(2026, 11, 7, 10)), last_of(2026, 11, 12)),
        # within a day nothing changes
        ("working_day", 5, (at(2026, 11, 4, 10), at(2026, 11, 4, 16)), last_of(2026, 11, 9)),
        # before it begins and after it has ended: nothing
        ("working_day", 5, (at(2026, 10, 20), at(2026, 10, 30)), last_of(2026, 11, 9)),
        ("working_day", 5, (at(2026, 11, 20), at(2026, 11, 30)), last_of(2026, 11, 9)),
        ("hour", 10, (at(2026, 11, 2, 12), at(2026, 11, 2, 15)), at(2026, 11, 2, 22)),
        ("hour", 10, (at(2026, 11, 3, 12), at(2026, 11, 3, 15)), at(2026, 11, 2, 19)),
        ("working_hour", 4, (at(2026, 11, 2, 10), at(2026, 11, 2, 15)), at(2026, 11, 3, 9)),
        ("working_hour", 2, (at(2026, 11, 2, 10), at(2026, 11, 2, 11)), at(2026, 11, 2, 12)),
        ("working_hour", 1, (at(2026, 11, 2, 8), at(2026, 11, 3, 9)), at(2026, 11, 3, 10)),
        # a period that would end in a pause ends on the first working day after it
        ("calendar_day", 5, (at(2026, 11, 8), at(2026, 11, 12)), last_of(2026, 11, 13)),
        ("month", 1, (at(2026, 11, 10), at(2026, 11, 20)), last_of(2026, 12, 14)),
    ],
)
def test_a_pause_lengthens(measure: Measure, number: int, pause: tuple[datetime, datetime], end: datetime) -> None:
    assert RECKONER.ends(at(2026, 11, 2), number, measure, [Stretch(*pause)]).at == end


def test_pauses_that_overlap_count_once() -> None:
    pauses = [
        Stretch(at(2026, 11, 3, 12), at(2026, 11, 5, 12)),
        Stretch(at(2026, 11, 4, 9), at(2026, 11, 4, 15)),
        Stretch(at(2026, 11, 5, 12), at(2026, 11, 6, 9)),
    ]
    assert RECKONER.ends(at(2026, 11, 2), 5, "working_day", pauses).at == last_of(2026, 11, 12)
    assert RECKONER.ends(at(2026, 11, 2), 24, "hour", pauses).at == at(2026, 11, 3, 9)
    assert RECKONER.ends(at(2026, 11, 2), 48, "hour", pauses).at == at(2026, 11, 7, 6)


def test_a_day_that_was_given_is_that_day() -> None:
    assert RECKONER.last_moment(date(2026, 11, 22)).at == last_of(2026, 11, 22)
    assert RECKONER.last_moment(date(2026, 11, 22), 5).at == last_of(2026, 11, 27)
    pause = Stretch(at(2026, 11, 20), at(2026, 11, 23))
    assert RECKONER.last_moment(date(2026, 11, 22), 0, [pause]).at == last_of(2026, 11, 25)
    with pytest.raises(ValueError, match="given is no period"):
        RECKONER.ends(at(2026, 11, 2), 1, "given_day")


def test_other_office_hours() -> None:
    reckoner = Reckoner(published(), ZONE, OfficeHours(((time(9), time(17)),)))
    assert reckoner.ends(at(2026, 11, 20, 16), 2, "working_hour").at == at(2026, 11, 23, 10)


def test_what_is_no_period_is_refused() -> None:
    with pytest.raises(ValueError, match="one at least"):
        RECKONER.ends(at(2026, 11, 2), 0, "hour")
    with pytest.raises(ValueError, match="time zone"):
        RECKONER.ends(datetime(2026, 11, 2), 1, "hour")  # noqa: DTZ001  the very mistake


def test_how_a_clock_stands() -> None:
    due = at(2026, 11, 20, 17)
    assert standing(due, due - timedelta(days=5)) == "running"
    assert standing(due, due - timedelta(days=2)) == "soon"
    assert standing(due, due) == "soon"
    assert standing(due, due + timedelta(seconds=1)) == "overdue"
    assert standing(due, due + timedelta(days=9), paused=True) == "paused"


def test_a_length_of_time_is_said_rounded_down() -> None:
    lengths = (timedelta(days=3, hours=20), timedelta(hours=5), timedelta(minutes=20), timedelta(seconds=59))
    assert [span(one) for one in lengths] == ["3 天", "5 小时", "20 分钟", "不到 1 分钟"]


@pytest.mark.parametrize(
    ("number", "measure", "days"),
    [(24, "hour", 0.25), (2, "working_hour", 1 / 48), (1, "month", 7), (7, "calendar_day", 2), (3, "working_day", 1)],
)
def test_when_an_end_draws_near(number: int, measure: Measure, days: float) -> None:
    assert soon_before(number, measure) == timedelta(days=days)


STARTS = st.datetimes(datetime(2012, 1, 1), datetime(2026, 6, 30), timezones=st.just(ZONE))  # noqa: DTZ001
MEASURES = st.sampled_from(["hour", "working_hour", "working_day", "calendar_day", "month"])
DAYS = st.sampled_from(["working_day", "calendar_day", "month"])
NUMBERS = st.integers(1, 40)
PAUSES = st.lists(
    st.tuples(st.integers(0, 24 * 40), st.integers(0, 24 * 15)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=3,
)


def stretches(start: datetime, hours: list[tuple[int, int]]) -> list[Stretch]:
    hour = timedelta(hours=1)
    return [Stretch(start + since * hour, start + until * hour) for since, until in hours]


@given(start=STARTS, number=NUMBERS, more=NUMBERS, measure=MEASURES, pauses=PAUSES)
def test_a_longer_period_never_ends_earlier(
    start: datetime, number: int, more: int, measure: Measure, pauses: list[tuple[int, int]]
) -> None:
    paused = stretches(start, pauses)
    assert RECKONER.ends(start, number, measure, paused).at <= RECKONER.ends(start, number + more, measure, paused).at


@given(start=STARTS, later=st.integers(0, 500), number=NUMBERS, measure=MEASURES)
def test_what_starts_later_never_ends_earlier(start: datetime, later: int, number: int, measure: Measure) -> None:
    after = start + timedelta(hours=later)
    assert RECKONER.ends(start, number, measure).at <= RECKONER.ends(after, number, measure).at


@given(start=STARTS, number=NUMBERS, measure=MEASURES, pauses=PAUSES)
def test_a_pause_never_makes_it_end_earlier(
    start: datetime, number: int, measure: Measure, pauses: list[tuple[int, int]]
) -> None:
    whole = RECKONER.ends(start, number, measure, stretches(start, pauses)).at
    assert whole >= RECKONER.ends(start, number, measure, stretches(start, pauses[:-1])).at
    assert whole >= RECKONER.ends(start, number, measure).at


@given(start=STARTS, number=NUMBERS, measure=DAYS, pauses=PAUSES)
def test_no_period_of_days_ends_on_a_day_off(
    start: datetime, number: int, measure: Measure, pauses: list[tuple[int, int]]
) -> None:
    end = RECKONER.ends(start, number, measure, stretches(start, pauses)).at
    assert RECKONER.calendar.is_working_day(end.date())


@given(start=STARTS, number=NUMBERS, more=NUMBERS, measure=st.sampled_from(["hour", "working_hour", "working_day"]))
def test_parts_add_up(start: datetime, number: int, more: int, measure: Measure) -> None:
    first = RECKONER.ends(start, number, measure).at
    assert RECKONER.ends(first, more, measure).at == RECKONER.ends(start, number + more, measure).at


@given(start=STARTS, number=NUMBERS, measure=MEASURES, pauses=PAUSES)
def test_at_its_end_a_period_is_spent_and_just_before_it_is_not(
    start: datetime, number: int, measure: Measure, pauses: list[tuple[int, int]]
) -> None:
    paused = stretches(start, pauses)
    end = RECKONER.ends(start, number, measure, paused).at
    spent = RECKONER.spent(start, end, measure, paused)
    assert spent >= number
    if measure in ("working_day", "hour", "working_hour"):
        assert spent == number
        before = end - (timedelta(days=1) if measure == "working_day" else timedelta(seconds=1))
        assume(before > start)
        assert RECKONER.spent(start, before, measure, paused) < number


@given(start=STARTS, number=NUMBERS, measure=DAYS)
def test_without_pauses_it_is_what_the_calendar_says(start: datetime, number: int, measure: str) -> None:
    own = RECKONER.ends(start, number, measure)  # type: ignore[arg-type]
    due = RECKONER.calendar.due(start.date(), number, measure)  # type: ignore[arg-type]
    assert (own.at.date(), own.provisional) == (due.day, due.provisional)


def test_nothing_is_spent_before_it_starts() -> None:
    start = at(2026, 11, 2)
    assert RECKONER.spent(start, start - timedelta(days=3), "working_day") == 0
    assert RECKONER.spent(start, at(2027, 1, 1), "month") == 1
    assert RECKONER.spent(start, at(2027, 1, 2), "month") == 2


def test_with_no_plan_at_all_monday_to_friday_is_worked() -> None:
    bare = Reckoner(WorkingCalendar.of([]), ZONE)
    assert bare.ends(at(2026, 10, 1), 1, "working_day") == Deadline(last_of(2026, 10, 2), provisional=True)
