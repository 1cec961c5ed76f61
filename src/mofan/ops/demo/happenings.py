"""On which days things happen in a unit over two years (两年里的事). Pure: no Django.

Nothing is uniform: units differ in zeal and size, summers are quiet, ends of the year are full, meetings keep to a day
of the month that is usual there, some occasions are missed, nothing happens on a day off.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import cast

from mofan.measure import Period
from mofan.ops.demo.places import Character
from mofan.ops.demo.rhythms import Rhythm
from mofan.org.working_days import DayOff, WorkingCalendar
from mofan.records.catalogue.kinds import Cadence, Every
from mofan.records.occasions import Occasion, occasions

YEARS = 2
WORKING_DAYS_A_MONTH = 21
_SEASON = (0.95, 0.6, 1.1, 1.05, 1.1, 1.05, 0.85, 0.75, 1.1, 0.9, 1.2, 1.2)
"""How much happens in each month beside the others."""
_WEEKDAY = (1.0, 1.05, 1.1, 1.05, 0.85, 0.3, 0.3)
_OUT_OF_SEASON = 0.2
_FLOOD_SEASON = (7, 8)
_MEETS_IN_SUMMER = 0.9


@dataclass(frozen=True, slots=True)
class Calendar:
    """The stretch of days that is filled, and which of them are worked."""

    period: Period
    plan: tuple[DayOff, ...]
    workdays: tuple[date, ...]

    @classmethod
    def until(cls, today: date, plan: tuple[DayOff, ...], years: int = YEARS) -> "Calendar":
        """The two years that end today."""
        first = date(today.year - years, today.month, min(today.day, 28)) + timedelta(days=1)
        working = WorkingCalendar.of(plan)
        days = (first + timedelta(days=step) for step in range((today - first).days + 1))
        return cls(Period(first, today), plan, tuple(day for day in days if working.is_working_day(day)))

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """The days that are worked from a day to a day."""
        return self.workdays[bisect_left(self.workdays, first) : bisect_right(self.workdays, last)]


def days_of(rhythm: Rhythm, like: Character, calendar: Calendar, chance: Random) -> Iterator[date]:
    """The days on which it happened in a unit of that character; one twice where it happened twice."""
    if rhythm.every == "working_day":
        yield from (day for day in calendar.workdays if chance.random() < like.diligence * _summer(day))
    elif rhythm.every:
        for one in _expected(rhythm, calendar):
            yield from _of_stretch(rhythm, one.period, like, calendar, chance)
    else:
        yield from _freely(rhythm, like, calendar, chance)


def _expected(rhythm: Rhythm, calendar: Calendar) -> tuple[Occasion, ...]:
    """Every stretch that begins in the two years, the one that still runs among them."""
    after = Period(calendar.period.start, date(calendar.period.end.year, 12, 31))
    return occasions(Cadence(cast(Every, rhythm.every)), after, calendar.plan)


def _of_stretch(rhythm: Rhythm, stretch: Period, like: Character, calendar: Calendar, chance: Random) -> Iterator[date]:
    days = calendar.between(max(stretch.start, calendar.period.start), min(stretch.end, calendar.period.end))
    if rhythm.season:
        days = tuple(day for day in days if day.month in rhythm.season)
    if not days:
        return
    begun = min(1.0, len(days) / max(1, round(stretch.days * 0.68)))
    for number in range(rhythm.times):
        met = like.diligence * _summer(days[0]) * (begun if stretch.end > calendar.period.end else 1)
        if chance.random() < met:
            usual = (number + like.habit) / rhythm.times
            place = round(usual * (len(days) - 1) + chance.gauss(0, 1.6))
            near = days[max(0, place - 2) : place + 3] or days[-1:]
            yield min(near, key=lambda day: ((day.weekday() - like.weekday) % 5, day))


def _freely(rhythm: Rhythm, like: Character, calendar: Calendar, chance: Random) -> Iterator[date]:
    for day in calendar.workdays:
        rate = rhythm.per_month * like.pace / WORKING_DAYS_A_MONTH * _SEASON[day.month - 1] * _WEEKDAY[day.weekday()]
        if rhythm.season and day.month not in rhythm.season:
            rate *= _OUT_OF_SEASON
        for _ in range(int(rate) + (chance.random() < rate % 1)):
            yield day


def _summer(day: date) -> float:
    return _MEETS_IN_SUMMER if day.month in _FLOOD_SEASON else 1
