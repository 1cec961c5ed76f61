"""Clocks as pages tell them (时限): from when, how long, until when, what is left; what can be done to them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from mofan.cases.actions.pausing import clock_of
from mofan.cases.deadlines import Standing
from mofan.cases.kinds import MEASURES
from mofan.cases.models import Clock, Extension
from mofan.cases.noticing import said_of
from mofan.measure import date_text, moment_text
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.web.views.cases.loading import LOOKS


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock in words."""

    clock: Clock
    standing: Standing
    look: str
    said: str
    """超 2 天, 剩 3 小时, 按时."""
    sentence: str
    """8月3日起，15个工作日，2026年8月24日到期."""
    basis: str
    can_pause: bool
    can_extend: bool
    asked: Extension | None
    """More time asked for, and not decided."""
    untold: Extension | None
    """Granted, and the person not told yet."""


def shown_clock(clock: Clock, me: Person, now: datetime) -> ClockShown:
    """A clock in words, as it stands now."""
    standing = clock.standing(now)
    try:
        rule = clock_of(clock)
    except RuleBroken:
        rule = None
    running = clock.stopped_at is None
    extensions = list(clock.extensions.all())
    return ClockShown(
        clock,
        standing,
        LOOKS[standing],
        said_of(clock, standing, now),
        sentence_of(clock, now),
        f"{rule.basis.words}{'' if rule.basis.firm else '（约定，不是法定）'}" if rule and rule.basis else "",
        running and rule is not None and rule.pausable and standing in ("running", "soon"),
        running and rule is not None and rule.lengthening is not None and standing in ("running", "soon"),
        next((one for one in extensions if one.granted is None), None),
        next((one for one in extensions if one.granted and one.told_at is None), None),
    )


def sentence_of(clock: Clock, now: datetime) -> str:
    """From when, how long, until when: 8月3日起，15个工作日，2026年8月24日到期."""
    today = timezone.localdate(now)
    by_hour = clock.measure in ("hour", "working_hour")
    start, due = timezone.localtime(clock.started_at), timezone.localtime(clock.due_at)
    begun = moment_text(start, today) if by_hour else _day(start, now)
    length = "限定日期" if clock.measure == "given_day" else f"{clock.number}{MEASURES[clock.a_measure]}"
    added = f"（延长{clock.added}{MEASURES[clock.a_measure]}）" if clock.added else ""
    until = moment_text(due, today) if by_hour else date_text(due.date())
    provisional = "，暂定（放假安排公布后再算）" if clock.provisional else ""
    stopped = f"，{moment_text(timezone.localtime(clock.stopped_at), today)}办完" if clock.stopped_at else ""
    paused = f"，{moment_text(timezone.localtime(clock.paused_at), today)}起中止计时" if clock.paused_at else ""
    return f"{begun}起，{length}{added}，{until}到期{provisional}{paused}{stopped}"


def _day(moment: datetime, now: datetime) -> str:
    if moment.year == timezone.localtime(now).year:
        return f"{moment.month}月{moment.day}日"
    return date_text(moment.date())
