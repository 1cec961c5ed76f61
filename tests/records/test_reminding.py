"""When somebody is reminded: pure."""

from datetime import date, datetime, time

import pytest

from mofan.org.working_days import WorkingCalendar, packaged
from mofan.records.reminding import QuietHours

CALENDAR = WorkingCalendar.of(packaged())
USUAL = QuietHours()


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (at(20, 7, 59), True),  # a Friday
        (at(20, 8), False),
        (at(20, 19, 59), False),
        (at(20, 20), True),
        (at(20, 23, 59), True),
        (at(21, 12), True),  # Saturday
        (at(1, 12, month=10), True),  # the National Day
        (at(10, 12, month=10), False),  # a Saturday that is worked
    ],
)
def test_nights_and_days_off_are_quiet(moment: datetime, quiet: bool) -> None:
    assert USUAL.holds_at(moment, CALENDAR) is quiet


def test_hours_within_a_day_are_quiet_too() -> None:
    noon = QuietHours(time(12), time(14), days_off_too=False)
    assert [noon.holds_at(at(21, hour), CALENDAR) for hour in (11, 12, 13, 14)] == [False, True, True, False]
    none = QuietHours(time(9), time(9), days_off_too=False)
    assert not any(none.holds_at(at(21, hour), CALENDAR) for hour in range(24))


def test_the_next_digest_comes_on_the_next_day_that_is_worked() -> None:
    assert USUAL.next_digest(at(19, 9), CALENDAR) == at(20, 8)
    assert USUAL.next_digest(at(19, 7), CALENDAR) == at(20, 8)
    assert USUAL.next_digest(at(20, 9), CALENDAR) == at(23, 8)
    assert QuietHours(days_off_too=False).next_digest(at(20, 9), CALENDAR) == at(21, 8)
    assert USUAL.next_digest(at(30, 9, month=9), CALENDAR).date() == date(2026, 10, 8)


def test_what_was_missed_comes_at_the_end_of_the_quiet_hours() -> None:
    assert USUAL.next_opening(at(20, 3), CALENDAR) == at(20, 8)
    assert USUAL.next_opening(at(19, 21), CALENDAR) == at(20, 8)
    assert USUAL.next_opening(at(21, 3), CALENDAR) == at(23, 8)  # Saturday
    noon = QuietHours(time(12), time(14), days_off_too=False)
    assert noon.next_opening(at(21, 13), CALENDAR) == at(21, 14)


def test_a_calendar_without_a_day_that_is_worked_stops_the_search() -> None:
    class AllOff(WorkingCalendar):
        def is_working_day(self, day: date) -> bool:
            return False

    found = USUAL.next_digest(at(1, 9), AllOff(frozenset(), frozenset(), frozenset()))
    assert found == datetime(2027, 1, 1, 8)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("quiet", "sentence"),
    [
        (USUAL, "20:00 至次日 08:00和休息日不提醒"),
        (QuietHours(time(12), time(14), days_off_too=False), "12:00 至 14:00不提醒"),
        (QuietHours(time(9), time(9)), "休息日不提醒"),
        (QuietHours(time(9), time(9), days_off_too=False), "没有免打扰时段"),
    ],
)
def test_the_hours_are_said(quiet: QuietHours, sentence: str) -> None:
    assert quiet.sentence == sentence
