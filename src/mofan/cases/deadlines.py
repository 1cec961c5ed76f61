"""When a time limit ends (期限届满): hours, working hours, working days, days, months, with pauses. Pure.

Rules (Civil Code Art. 200–204; DOMAIN 4.5): the day of the event is not counted; hours run from the moment, nights and
holidays included; a period of days or months that would end on a statutory day off ends on the next working day; the
last day ends at 24:00. "日" are calendar days unless working days are named. The plan of days off of a year is
published in the autumn before: until it is, Monday to Friday is assumed and the answer is provisional.

A pause runs from one moment to another. For hours its exact length is added; for days the day on which it begins has
been spent, the day on which it ends has not, as for any other period.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, Literal

from mofan.cases.kinds import Measure
from mofan.org.working_days import WorkingCalendar

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_LAST_MOMENT: Final = time(23, 59, 59)
Standing = Literal["running", "soon", "overdue", "paused", "in_time", "late"]
STANDINGS: Final[dict[Standing, str]] = {
    "running": "办理中",
    "soon": "临期",
    "overdue": "超期",
    "paused": "中止计时",
    "in_time": "按时",
    "late": "超期办结",
}


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of a working day (上班时间), in order, on the half hour of the wall clock."""

    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(14, 30), time(17, 30)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A pause (中止): from one moment to another."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a period ends (届满时刻): of days, 23:59:59 of the last one. `provisional`: it rests on a year whose plan of
    days off is not published (暂定)."""

    at: datetime
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Reckoner:
    """What periods are reckoned by (计算依据): the calendar, the office hours, the time of the place."""

    calendar: WorkingCalendar
    zone: tzinfo
    hours: OfficeHours = OfficeHours()

    def ends(self, start: datetime, number: int, measure: Measure, pauses: Sequence[Stretch] = ()) -> Deadline:
        """When a period that starts at that moment ends; pauses that begin after its end do not lengthen it.

        Raises ValueError for a length below one and for moments without a time zone.
        """
        if number < 1:
            raise ValueError(f"a period has a length of one at least: {number}")
        if start.tzinfo is None:
            raise ValueError("moments have a time zone")
        start = start.astimezone(self.zone)
        stretches = _joined(pauses, start, self.zone)
        if measure == "given_day":
            raise ValueError("a day that was given is no period: ask `last_moment`")
        if measure == "hour":
            return Deadline(_after_hours(start, timedelta(hours=number), stretches))
        if measure == "working_hour":
            return self._after_working_hours(start, timedelta(hours=number), stretches)
        paused = _paused_days(stretches)
        if measure == "working_day":
            day = self._nth_working_day(start.date(), number, paused)
            return self._end_of(day, (start.date() + _DAY).year)
        nominal = _shifted(start.date(), _nominal(start.date(), number, measure), paused)
        day = nominal
        while not self.calendar.is_working_day(day) or day in paused:
            day += _DAY
        return self._end_of(day, nominal.year)

    def last_moment(self, day: date, added: int = 0, pauses: Sequence[Stretch] = ()) -> Deadline:
        """The end of a day that was given (限定日期), `added` days later; days on which the clock stood still are put
        behind it. It is a date that somebody set: a day off does not move it."""
        paused = _paused_days(_joined(pauses, None, self.zone))
        last = _shifted(date.min, day + _DAY * added, paused)
        return Deadline(datetime.combine(last, _LAST_MOMENT, self.zone))

    def spent(self, start: datetime, now: datetime, measure: Measure, pauses: Sequence[Stretch] = ()) -> int:
        """How many whole units of a period that started then have passed by `now` (已用); pauses left out."""
        start, now = start.astimezone(self.zone), now.astimezone(self.zone)
        if now <= start:
            return 0
        stretches = _joined([*pauses], start, self.zone)
        if measure == "hour":
            return int((now - start - _overlap(stretches, start, now)) / timedelta(hours=1))
        if measure == "working_hour":
            return int(self._worked(start, now, stretches) / timedelta(hours=1))
        paused = _paused_days(stretches)
        if measure == "month":
            gone = (now.date() - start.date()).days - sum(start.date() < day <= now.date() for day in paused)
            return _whole_months(start.date(), start.date() + _DAY * gone)
        days = (start.date() + _DAY * step for step in range(1, (now.date() - start.date()).days + 1))
        return sum(
            day not in paused and (measure == "calendar_day" or self.calendar.is_working_day(day)) for day in days
        )

    def _nth_working_day(self, day: date, number: int, paused: frozenset[date]) -> date:
        while number:
            day += _DAY
            number -= self.calendar.is_working_day(day) and day not in paused
        return day

    def _end_of(self, day: date, first_year: int) -> Deadline:
        known = all(year in self.calendar.years for year in range(first_year, day.year + 1))
        return Deadline(datetime.combine(day, _LAST_MOMENT, self.zone), not known)

    def _after_working_hours(self, start: datetime, left: timedelta, stretches: Sequence[Stretch]) -> Deadline:
        day = start.date()
        while True:
            for since, until in self._open(day, start, stretches):
                if left <= until - since:
                    end = since + left
                    return Deadline(end, not self._published(start.year, end.year))
                left -= until - since
            day += _DAY

    def _worked(self, start: datetime, now: datetime, stretches: Sequence[Stretch]) -> timedelta:
        total, day = timedelta(), start.date()
        while day <= now.date():
            for since, until in self._open(day, start, stretches):
                total += max(min(until, now) - since, timedelta())
            day += _DAY
        return total

    def _open(self, day: date, start: datetime, stretches: Sequence[Stretch]) -> Iterable[tuple[datetime, datetime]]:
        """The stretches of office hours of a day, from `start` on, pauses cut out."""
        if not self.calendar.is_working_day(day):
            return
        for opens, closes in self.hours.spans:
            since = max(datetime.combine(day, opens, self.zone), start)
            until = datetime.combine(day, closes, self.zone)
            for pause in stretches:
                if pause.until <= since or pause.since >= until:
                    continue
                if pause.since > since:
                    yield since, pause.since
                since = pause.until
            if since < until:
                yield since, until

    def _published(self, first: int, last: int) -> bool:
        return all(year in self.calendar.years for year in range(first, last + 1))


def standing(due: datetime, now: datetime, *, paused: bool = False, soon: timedelta = _DAY * 2) -> Standing:
    """How a clock that runs stands (状态), computed, never stored: paused, overdue, due within `soon`, or running."""
    if paused:
        return "paused"
    if now > due:
        return "overdue"
    return "soon" if due - now <= soon else "running"


def span(length: timedelta) -> str:
    """A length of time as people say it, rounded down: 3 天, 5 小时, 20 分钟, 不到 1 分钟."""
    for unit, name in ((_DAY, "天"), (_HOUR, "小时"), (_MINUTE, "分钟")):
        if length >= unit:
            return f"{length // unit} {name}"
    return "不到 1 分钟"


def soon_before(number: int, measure: Measure) -> timedelta:
    """How long before its end a clock is called due soon (临期): a quarter of hours, two days, a week of months."""
    if measure in ("hour", "working_hour"):
        return timedelta(hours=number) / 4
    if measure == "month":
        return _DAY * 7
    return _DAY * 2 if number > 3 else _DAY


def _nominal(day: date, number: int, measure: Measure) -> date:
    if measure == "calendar_day":
        return day + _DAY * number
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _shifted(start: date, end: date, paused: frozenset[date]) -> date:
    """The nominal end, a day later for each paused day before it."""
    for day in sorted(paused):
        if start < day <= end:
            end += _DAY
    return end


def _whole_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if _nominal(first, months, "month") <= last else months - 1


def _joined(pauses: Iterable[Stretch], start: datetime | None, zone: tzinfo) -> tuple[Stretch, ...]:
    """Pauses in order, those that touch made one, nothing before the start where one is named."""
    found: list[Stretch] = []
    for one in sorted(pauses, key=lambda one: one.since):
        since, until = one.since.astimezone(zone), one.until.astimezone(zone)
        since = max(since, start) if start else since
        if until <= since:
            continue
        if found and since <= found[-1].until:
            found[-1] = Stretch(found[-1].since, max(found[-1].until, until))
        else:
            found.append(Stretch(since, until))
    return tuple(found)


def _paused_days(stretches: Iterable[Stretch]) -> frozenset[date]:
    """The days that do not count: after the day a pause began, up to the day it ended."""
    return frozenset(
        one.since.date() + _DAY * step
        for one in stretches
        for step in range(1, (one.until.date() - one.since.date()).days + 1)
    )


def _after_hours(start: datetime, length: timedelta, stretches: Iterable[Stretch]) -> datetime:
    end = start + length
    for one in stretches:
        if one.since >= end:
            break
        end += one.until - one.since
    return end


def _overlap(stretches: Iterable[Stretch], start: datetime, now: datetime) -> timedelta:
    return sum((max(min(one.until, now) - one.since, timedelta()) for one in stretches), timedelta())
