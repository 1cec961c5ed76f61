"""The working calendar (工作日历): which days are worked, and on which day a period ends. Pure.

Rules: Civil Code Art. 200–204 (the day of the event is not counted; a period that would end on a statutory day off
ends on the next working day; a period of months or years ends on the corresponding day). The plan of days off of a
year is a State Council notice of the autumn before: until it is published, Monday to Friday is assumed and the answer
is provisional.
"""

import csv
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Literal

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)

Measure = Literal["working_day", "calendar_day", "month", "year"]
"""What a period is counted in (工作日、日、月、年)."""


class NotACalendar(ValueError):
    """A table of days off that cannot be read; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """One line of a year's plan (放假调休): a weekday off, or a day of the weekend that is worked."""

    day: date
    name: str
    worked: bool


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period (期限届满日). `provisional`: it rests on a year whose plan is not published."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days off and the swapped working days of the years that are published."""

    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    @classmethod
    def of(cls, plan: Iterable[DayOff]) -> "WorkingCalendar":
        """The calendar of some years' plans; a year is published when the plan has a day off of it."""
        days = tuple(plan)
        off = frozenset(one.day for one in days if not one.worked)
        return cls(off, frozenset(one.day for one in days if one.worked), frozenset(day.year for day in off))

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked (工作日)."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def is_published(self, day: date) -> bool:
        """Whether the plan of the day's year is known."""
        return day.year in self.years

    def first_working_day(self, day: date) -> date:
        """`day` itself, or the first after it that is worked."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def count(self, start: date, end: date) -> int:
        """How many working days lie after `start` and up to `end`, as periods are counted; 0 if `end` is earlier."""
        return sum(self.is_working_day(start + _ONE_DAY * step) for step in range(1, (end - start).days + 1))

    def due(self, event: date, number: int, measure: Measure) -> Due:
        """The last day of a period of `number` that runs from the day of the event, which is not counted.

        Raises ValueError for a period of less than one.
        """
        if number < 1:
            raise ValueError(f"a period has a length of one at least: {number}")
        if measure == "working_day":
            end = self._nth_working_day(event, number)
        else:
            end = self.first_working_day(_nominal_end(event, number, measure))
        return Due(end, not self._is_published_through(event, end, measure))

    def _nth_working_day(self, event: date, number: int) -> date:
        day = event
        for _ in range(number):
            day = self.first_working_day(day + _ONE_DAY)
        return day

    def _is_published_through(self, event: date, end: date, measure: Measure) -> bool:
        """Whether every year that the answer rests on is published: for working days all from event to end, else the
        last day's, and that of the nominal end."""
        first = (event + _ONE_DAY).year if measure == "working_day" else end.year
        return all(year in self.years for year in range(first, end.year + 1))


def _nominal_end(event: date, number: int, measure: Measure) -> date:
    if measure == "calendar_day":
        return event + _ONE_DAY * number
    months = number * (12 if measure == "year" else 1)
    year, month = divmod(event.year * 12 + event.month - 1 + months, 12)
    return date(year, month + 1, min(event.day, monthrange(year, month + 1)[1]))


def read_plan(lines: Iterable[str]) -> list[DayOff]:
    """A table with the columns date, name, kind (off or work). Raises NotACalendar with the number of the bad line."""
    plan = []
    for no, row in enumerate(csv.DictReader(lines), 2):
        try:
            kind = {"off": False, "work": True}[(row.get("kind") or "").strip()]
            plan.append(DayOff(date.fromisoformat((row.get("date") or "").strip()), row.get("name") or "", kind))
        except (KeyError, ValueError) as error:
            raise NotACalendar(
                f"第 {no} 行不是放假安排：要有 date（如 2027-01-01）、name、kind（off 放假，work 上班）三列。"
            ) from error
    return plan


@cache
def packaged() -> tuple[DayOff, ...]:
    """The plans that ship with the system: the State Council's of 2004 to 2026."""
    with resources.files("mofan.org").joinpath("days_off.csv").open(encoding="utf-8") as lines:
        return tuple(read_plan(lines))


@cache
def published() -> WorkingCalendar:
    """The calendar of those plans."""
    return WorkingCalendar.of(packaged())
