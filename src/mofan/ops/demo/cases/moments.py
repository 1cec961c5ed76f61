"""When people come (何时来办): years with seasons, weeks with Mondays, days off, hours as each channel has them."""

from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Final

from django.utils import timezone

from mofan.cases.models import Channel
from mofan.org.working_days import WorkingCalendar

_MONTHS: Final = (0.95, 0.62, 1.0, 1.0, 1.0, 1.1, 1.28, 1.25, 1.05, 0.95, 1.05, 1.1)
"""Least about the Spring Festival, most in the heat and the rain."""
_WEEK: Final = (1.25, 1.05, 1.0, 1.0, 0.95, 1.0, 1.0)
_DAY_OFF: Final = 0.28
_GROWTH: Final = 0.12
"""How much more come in a year later."""
_CHANNELS: Final[dict[Channel, tuple[float, float]]] = {
    Channel.WINDOW: (24, 0),
    Channel.HOTLINE: (40, 62),
    Channel.GRID: (15, 14),
    Channel.WEB: (13, 24),
    Channel.UPPER: (6, 0),
    Channel.MAIL: (2, 0),
}
"""Of a hundred on a working day, and on a day off."""
_HOURS: Final[dict[Channel, tuple[float, float, float]]] = {
    Channel.WINDOW: (8.6, 17.3, 9.6),
    Channel.HOTLINE: (7, 22, 10),
    Channel.GRID: (8, 20, 10),
    Channel.WEB: (7, 23.5, 20.5),
    Channel.UPPER: (8.6, 17.4, 15),
    Channel.MAIL: (8.6, 17.4, 10),
}


class Moments:
    """Draws days and hours, so many days back from now."""

    def __init__(self, chance: Random, now: datetime, days: int, calendar: WorkingCalendar) -> None:
        self.chance, self.now, self.calendar = chance, now, calendar
        today = timezone.localdate(now)
        self.days = [today - timedelta(days=back) for back in reversed(range(days))]
        self.sums = list(accumulate(self._weight(day, today) for day in self.days))

    def _weight(self, day: date, today: date) -> float:
        grown = 1 - _GROWTH * (today - day).days / 365
        worked = self.calendar.is_working_day(day)
        return _MONTHS[day.month - 1] * _WEEK[day.weekday()] * grown * (1 if worked else _DAY_OFF)

    def drawn(self, many: int) -> list[tuple[datetime, Channel]]:
        """So many moments in order, each with the channel by which somebody comes."""
        days = self.chance.choices(self.days, cum_weights=self.sums, k=many)
        return sorted((self._moment(day) for day in days), key=lambda one: one[0])

    def _moment(self, day: date) -> tuple[datetime, Channel]:
        place = 0 if self.calendar.is_working_day(day) else 1
        channel = self.chance.choices([*_CHANNELS], [shares[place] for shares in _CHANNELS.values()])[0]
        low, high, most = _HOURS[channel]
        seconds = round(self.chance.triangular(low, high, most) * 3600)
        at = timezone.make_aware(datetime.combine(day, time())) + timedelta(seconds=seconds)
        return min(at, self.now - timedelta(seconds=self.chance.randint(120, 3600))), channel
