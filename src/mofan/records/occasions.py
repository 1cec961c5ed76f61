"""Occasions of a duty (履责时点): when something is expected, and what has become of it. Pure: no Django.

An occasion is a stretch of days in which one record is expected: a calendar month, quarter or year, the fortnight
before a statutory holiday, or one day of a rule of recurrence. Law says 一般 of most of these: the software reminds.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from dateutil.rrule import rrulestr

from mofan.measure import Period, date_text, half_year_of, month_of, quarter_of, year_of
from mofan.org.working_days import DayOff, WorkingCalendar
from mofan.records.catalogue.kinds import Cadence

State = Literal["done", "due", "late", "excused", "not_applicable"]

STATES: Final[dict[State, str]] = {
    "done": "已完成",
    "due": "未到期",
    "late": "超期",
    "excused": "免做",
    "not_applicable": "不适用",
}
BEFORE_A_FESTIVAL: Final = 14
"""Days before a holiday in which what is due "before the festival" is expected. A habit; no rule gives a number."""
SOON: Final = 7
"""Days before its end from which an occasion that is open counts down (倒计时)."""
MOST_A_YEAR: Final = 400
"""Occasions of a rule of recurrence in each year of a period: more is a burden and a mistake."""
_ONE_DAY: Final = timedelta(days=1)
_DECEMBER: Final = 12
_NEW_YEAR: Final = "元旦"
_UNTIL_IN_UTC: Final = re.compile(r"(UNTIL=\d{8}(?:T\d{6})?)Z", re.IGNORECASE)
"""As calendars write it; our days have no hour and no zone."""
_PERIODS: Final = {"month": month_of, "quarter": quarter_of, "half_year": half_year_of, "year": year_of}


class NotARecurrence(ValueError):
    """A rule of recurrence that cannot be read or gives too much; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True, order=True)
class Occasion:
    """One expected record (应做一次): the stretch it belongs to, and which of several in it (`number` from 1)."""

    period: Period
    number: int
    label: str

    @property
    def deadline(self) -> date:
        """The last day on which it is in time."""
        return self.period.end


@dataclass(frozen=True, slots=True)
class Standing:
    """How an occasion stands (履责状态): `served_by` is the day of the record that met it, `why` the excuse."""

    occasion: Occasion
    state: State
    served_by: date | None = None
    why: str = ""
    days_left: int | None = None
    """For one that is open: days until its last day, 0 on that day itself."""

    @property
    def is_soon(self) -> bool:
        """Whether it should count down (临近到期)."""
        return self.state == "due" and self.days_left is not None and self.days_left <= SOON


def occasions(
    cadence: Cadence, within: Period, plan: Sequence[DayOff] = (), calendar: WorkingCalendar | None = None
) -> tuple[Occasion, ...]:
    """What is expected in `within`, in order: every stretch whose last day lies in it.

    `plan` gives the holidays for "before festivals"; `calendar` the days that are worked, for daily duties (Monday to
    Friday where it is missing).
    """
    if cadence.every == "festival":
        stretches = _before_festivals(plan, within)
    elif cadence.every == "working_day":
        stretches = _working_days(within, calendar or WorkingCalendar.of(plan))
    elif cadence.every == "week":
        stretches = _weeks(within)
    else:
        stretches = _calendar(cadence.every, within)
    several = cadence.times > 1
    return tuple(
        Occasion(period, number, f"{label}第{number}次" if several else label)
        for period, label in stretches
        for number in range(1, cadence.times + 1)
    )


def _calendar(every: str, within: Period) -> list[tuple[Period, str]]:
    found, period = [], _PERIODS[every](within.start)
    while period.end <= within.end:
        found.append((period, period.label))
        period = period.next()
    return found


def _weeks(within: Period) -> list[tuple[Period, str]]:
    """Monday to Sunday."""
    monday = within.start - _ONE_DAY * within.start.weekday()
    found = []
    while (sunday := monday + _ONE_DAY * 6) <= within.end:
        found.append((Period(monday, sunday), f"{date_text(monday)}这一周"))
        monday = sunday + _ONE_DAY
    return found


def _working_days(within: Period, calendar: WorkingCalendar) -> list[tuple[Period, str]]:
    days = (within.start + _ONE_DAY * step for step in range(within.days))
    return [(Period(day, day), date_text(day)) for day in days if calendar.is_working_day(day)]


def festivals(plan: Iterable[DayOff]) -> tuple[tuple[date, str], ...]:
    """(first day off, name) of every statutory holiday in a plan. Days without a day of work between are one holiday,
    called by all its names: a plan may leave out the weekend in its midst."""
    plan = tuple(plan)
    calendar, found = WorkingCalendar.of(plan), list[list[DayOff]]()
    for one in sorted((one for one in plan if not one.worked), key=lambda one: one.day):
        if not found or calendar.count(found[-1][-1].day, one.day):
            found.append([])
        found[-1].append(one)
    return tuple((days[0].day, _called(days)) for days in found)


def _called(days: Iterable[DayOff]) -> str:
    """中秋节、国庆节; 节日 where a plan gives no name."""
    names = (name for one in days for name in one.name.split("、") if name)
    return "、".join(dict.fromkeys(names)) or "节日"


def _year_of_festival(first: date, name: str) -> int:
    """The New Year belongs to the year that it begins, though its days off may begin in the December before."""
    return first.year + (first.month == _DECEMBER and _NEW_YEAR in name)


def _before_festivals(plan: Iterable[DayOff], within: Period) -> list[tuple[Period, str]]:
    return [
        (Period(first - _ONE_DAY * BEFORE_A_FESTIVAL, first - _ONE_DAY), f"{_year_of_festival(first, name)}年{name}前")
        for first, name in festivals(plan)
        if within.contains(first - _ONE_DAY)
    ]


def recurring(rule: str, since: date, within: Period) -> tuple[Occasion, ...]:
    """The days of a rule of recurrence (iCalendar RRULE, e.g. FREQ=MONTHLY;BYMONTHDAY=5) from `since`, each a stretch
    that ends on that day and begins after the one before, whether that one lies in `within` or not.

    Raises NotARecurrence for a rule that cannot be read, that runs by the hour or shorter, or gives more than 400 days
    a year.
    """
    rule = _UNTIL_IN_UTC.sub(r"\1", rule.strip().removeprefix("RRULE:"))
    parts = {part.partition("=")[0].strip().upper() for part in rule.split(";")}
    if not rule.strip() or "\n" in rule or "FREQ" not in parts:
        raise NotARecurrence("周期规则写成 FREQ=MONTHLY;BYMONTHDAY=5 这样的一行。")
    if any(word in rule.upper() for word in ("HOURLY", "MINUTELY", "SECONDLY")):
        raise NotARecurrence("周期最短是一天。")
    most = MOST_A_YEAR * (within.days // 366 + 1)
    try:
        days = rrulestr(rule, dtstart=datetime.combine(since, time.min))
        first = datetime.combine(within.start, time.min)
        found = [one.date() for _, one in zip(range(most + 1), days.xafter(first, inc=True), strict=False)]
        before = days.before(first)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise NotARecurrence(f"周期规则“{rule}”读不懂。写成 FREQ=MONTHLY;BYMONTHDAY=5 这样的一行。") from error
    inside = [day for day in found if day <= within.end]
    if len(inside) > most:
        raise NotARecurrence(f"这个周期一年超过 {MOST_A_YEAR} 次，太密了。")
    starts = [before.date() + _ONE_DAY if before else since, *(day + _ONE_DAY for day in inside)]
    return tuple(
        Occasion(Period(min(start, day), day), 1, f"{date_text(day)}前")
        for start, day in zip(starts, inside, strict=False)
    )


def board(
    expected: Sequence[Occasion],
    served: Iterable[date],
    *,
    today: date,
    excuses: Mapping[date, str] | None = None,
    applies: Period | None = None,
) -> tuple[Standing, ...]:
    """How every occasion stands on `today`.

    `served`: the days of the records that serve the duty; each meets one occasion, the one of its stretch that ends
    first and is still open. `excuses`: first day of a stretch → the reason why it need not be done. `applies`: the days
    on which the unit owes the duty at all; None: always. What is owed is what comes due on one of them: a branch
    founded in June owes nothing for March, one closed in November nothing for the quarter that ends in December, and
    what was recorded then meets nothing: so the numbers of the months come to that of the year.
    """
    left = sorted(served)
    taken: list[date | None] = [None] * len(expected)
    for place in sorted(range(len(expected)), key=lambda one: (expected[one].period.end, expected[one].number)):
        period = expected[place].period
        if applies is not None and not applies.contains(period.end):
            continue
        first = bisect_left(left, period.start)
        if first < len(left) and left[first] <= period.end:
            taken[place] = left.pop(first)
    return tuple(_standing(one, day, today, excuses or {}, applies) for one, day in zip(expected, taken, strict=True))


def _standing(
    one: Occasion, served_by: date | None, today: date, excuses: Mapping[date, str], applies: Period | None
) -> Standing:
    if applies is not None and not applies.contains(one.deadline):
        return Standing(one, "not_applicable")
    if served_by is not None:
        return Standing(one, "done", served_by)
    if one.period.start in excuses:
        return Standing(one, "excused", why=excuses[one.period.start])
    if one.deadline < today:
        return Standing(one, "late")
    return Standing(one, "due", days_left=(one.deadline - today).days)


def whole(standings: Sequence[Standing]) -> State:
    """How several occasions stand together."""
    return whole_of({one.state for one in standings})


def whole_of(states: Container[State]) -> State:
    """How occasions in these states stand together: late if one is, else due if one is open, else done if one was met;
    excused or not applicable where nothing else is left."""
    order: tuple[State, ...] = ("late", "due", "done", "excused")
    return next((state for state in order if state in states), "not_applicable")


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """How much of what fell due was done (履责率): occasions open, excused and not applicable are in neither number."""

    done: int
    fell_due: int

    @property
    def open_or_void(self) -> bool:
        """Nothing fell due yet: shown as —, never as 0 % or 100 %."""
        return self.fell_due == 0


def fulfilment(standings: Iterable[Standing]) -> Fulfilment:
    """Done of done and late."""
    states = [one.state for one in standings]
    done = states.count("done")
    return Fulfilment(done, done + states.count("late"))
