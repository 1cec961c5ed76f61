"""When somebody is reminded (提醒时间): once a day, never in his quiet hours. Pure: no Django.

Rules: no reminders at night, one digest a day (DOMAIN section 6, against formalism). A day off is quiet as a whole
unless the person wants otherwise.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from mofan.org.working_days import WorkingCalendar

FARTHEST: Final = 60
"""Days that are looked at for the next one that is worked."""
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when until when nobody is reminded (免打扰时段): `begin` belongs to them, `end` does not. The same twice: no
    hours are quiet, and the digest comes at that time."""

    begin: time = time(20)
    end: time = time(8)
    days_off_too: bool = True

    def holds_at(self, moment: datetime, calendar: WorkingCalendar) -> bool:
        """Whether it is quiet at a moment of this place."""
        if self.days_off_too and not calendar.is_working_day(moment.date()):
            return True
        now = moment.time()
        if self.begin <= self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end

    def next_opening(self, moment: datetime, calendar: WorkingCalendar) -> datetime:
        """The next end of the quiet hours after a moment, on this day or a later one (何时可以提醒)."""
        today = datetime.combine(moment.date(), self.end, moment.tzinfo)
        if today > moment and not (self.days_off_too and not calendar.is_working_day(moment.date())):
            return today
        return self.next_digest(moment, calendar)

    def next_digest(self, after: datetime, calendar: WorkingCalendar) -> datetime:
        """The first end of the quiet hours on a later day than `after` (下一次提醒): there is one digest a day."""
        day = after.date() + _ONE_DAY
        for _ in range(FARTHEST):
            if not self.days_off_too or calendar.is_working_day(day):
                break
            day += _ONE_DAY
        return datetime.combine(day, self.end, after.tzinfo)

    @property
    def sentence(self) -> str:
        """As people read it."""
        if self.begin == self.end:
            hours = ""
        else:
            night = "次日 " if self.begin > self.end else ""
            hours = f"{self.begin:%H:%M} 至{night or ' '}{self.end:%H:%M}"
        parts = [one for one in (hours, "休息日" if self.days_off_too else "") if one]
        return "和".join(parts) + "不提醒" if parts else "没有免打扰时段"
