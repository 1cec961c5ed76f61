"""Deadlines that rested on a year not yet published, reckoned again (暂定期限重算). Pure.

Whoever keeps deadlines (cases, duties) stores with each the day of the event, the length and its measure, the last
day and whether it is provisional. When a plan is imported, the provisional ones go through `recomputed` and the
changes are written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mofan.org.working_days import Due, Measure, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Running:
    """A period that runs (计时): the key of its row, what it was reckoned from, and what came out."""

    key: int
    event: date
    number: int
    measure: Measure
    due: Due


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A period that comes out otherwise now (重算结果)."""

    key: int
    was: Due
    now: Due

    @property
    def moved(self) -> bool:
        """Whether the day itself is another; else it is only provisional no longer."""
        return self.was.day != self.now.day


def recomputed(running: Iterable[Running], calendar: WorkingCalendar) -> Iterator[Reckoned]:
    """Those of the provisional periods whose last day, or whose being provisional, is another by this calendar.
    What was not provisional was told to people and stays."""
    for one in running:
        if one.due.provisional:
            now = calendar.due(one.event, one.number, one.measure)
            if now != one.due:
                yield Reckoned(one.key, one.due, now)
