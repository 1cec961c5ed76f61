"""Terms (期限): ten working days, a month. Pure: no Django."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from mofan.org.working_days import Due, Measure, WorkingCalendar

MEASURES: Final[dict[Measure, str]] = {
    "working_day": "个工作日",
    "calendar_day": "日",
    "month": "个月",
    "year": "年",
}
LONGEST_TERM: Final = 366


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take (期限)."""

    number: int
    measure: Measure

    def due(self, event: date, calendar: WorkingCalendar) -> Due:
        """Its last day, counted from the day after `event`; provisional where a year is not published."""
        return calendar.due(event, self.number, self.measure)


def measure_named(text: str) -> Measure | None:
    """The measure of that code; None where there is none."""
    return next((one for one in MEASURES if one == text), None)
