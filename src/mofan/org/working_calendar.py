"""The calendar that holds here (本单位的工作日历): the packaged plans, but for years that were entered or changed
here."""

from datetime import date
from functools import lru_cache

from mofan.org.models import CalendarDay, CalendarYear
from mofan.org.working_days import DayOff, WorkingCalendar, packaged


def working_calendar() -> WorkingCalendar:
    """The calendar as it stands now; two light queries."""
    years = frozenset(CalendarYear.objects.values_list("year", flat=True))
    return _of(years, tuple(CalendarDay.objects.order_by("day").values_list("day", "worked")) if years else ())


def plan_of(year: int) -> tuple[DayOff, ...]:
    """The days off and the worked weekends of a year, in order; none when its plan is not known."""
    if CalendarYear.objects.filter(year=year).exists():
        return _rows(year)
    return tuple(one for one in packaged() if one.day.year == year)


def known_years() -> list[int]:
    """The years whose plan is known, the latest first."""
    here = set(CalendarYear.objects.values_list("year", flat=True))
    return sorted({one.day.year for one in packaged()} | here, reverse=True)


@lru_cache(maxsize=2)
def _of(here: frozenset[int], rows: tuple[tuple[date, bool], ...]) -> WorkingCalendar:
    own = (DayOff(day, "", worked) for day, worked in rows)
    return WorkingCalendar.of([*own, *(one for one in packaged() if one.day.year not in here)])


def _rows(year: int) -> tuple[DayOff, ...]:
    days = CalendarDay.objects.filter(year__year=year).order_by("day")
    return tuple(DayOff(one.day, one.name, one.worked) for one in days)
