"""What is due as an iCalendar (日历): all-day entries on last days, without alarms, for any calendar program."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from mofan.measure import Period
from mofan.org.models import FeedLink
from mofan.records.owed import (
    BACK,
    Owed,
    duties_of,
    duties_of_unit,
    duties_owed,
    in_order,
    tasks_of,
    tasks_of_unit,
    tasks_owed,
)

AHEAD: Final = timedelta(days=366)
MOST: Final = 500
"""Entries of one calendar: of a duty of every working day there are 250 a year."""


def owed_in(link: FeedLink, today: date) -> list[Owed]:
    """What a feed holds: of the last month what is overdue, of the year ahead what is due; the soonest `MOST`."""
    within, me = Period(today - BACK, today + AHEAD), link.person
    if link.unit is None:
        duties, tasks = duties_of(me, today), tasks_of(me)
    else:
        duties, tasks = duties_of_unit(me, link.unit), tasks_of_unit(me, link.unit)
    return in_order([*duties_owed(duties, within, today), *tasks_owed(tasks, within, today)])[:MOST]


def calendar_of(owed: list[Owed], name: str, *, at: datetime, address_of: Callable[[Owed], str]) -> bytes:
    """The entries as RFC 5545. What is restricted is not named; `address_of` gives the page of each."""
    calendar = Calendar()
    calendar.add("prodid", "-//Mofan//zh//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for one in owed:
        calendar.add_component(_event(one, at, address_of(one)))
    return bytes(calendar.to_ical())


def _event(one: Owed, at: datetime, address: str) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@mofan")
    event.add("dtstamp", at)
    event.add("dtstart", one.due_on)
    event.add("dtend", one.due_on + timedelta(days=1))
    event.add("summary", f"{'超期：' if one.late else '到期：'}{one.outside}")
    event.add("description", one.unit)
    event.add("url", address)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
