"""Verbs on the working calendar (工作日历): a year's plan is entered, imported, taken back to the packaged one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from mofan.org.actions.entries import Change, allow, note
from mofan.org.models import CalendarDay, CalendarYear, Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.working_calendar import plan_of
from mofan.org.working_days import DayOff

EARLIEST, LATEST = 2004, 2099


@transaction.atomic
def set_plan(year: int, days: Iterable[DayOff], *, source: str = "", by: Person, at: datetime) -> tuple[Change, ...]:
    """The plan of a year (设定放假安排) in place of what held until now; what was and is stands in its history.

    Raises RuleBroken without leave, for a year out of reach, for a day of another year, and for one that is named
    twice. Nothing is written when nothing is changed.
    """
    allow(by, Right.ADMINISTER)
    if not EARLIEST <= year <= LATEST:
        raise RuleBroken(f"年份要在 {EARLIEST} 到 {LATEST} 之间。")
    given = sorted(days, key=lambda one: one.day)
    if any(one.day.year != year for one in given):
        raise RuleBroken(f"安排里有不属于 {year} 年的日期，请核对。")
    if len({one.day for one in given}) < len(given):
        raise RuleBroken("同一天写了两次，请核对。")
    changes = _differences(plan_of(year), given)
    if not changes:
        return ()
    row, _ = CalendarYear.objects.update_or_create(
        year=year, defaults={"changed_at": at, "source": source.strip()[:200]}
    )
    row.days.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(year=row, day=one.day, name=one.name[:40], worked=one.worked) for one in given
    )
    note(row, "设定放假安排", by=by, at=at, why=source.strip()[:200], changes=changes)
    return changes


@transaction.atomic
def import_plan(days: Sequence[DayOff], *, source: str = "", by: Person, at: datetime) -> dict[int, tuple[Change, ...]]:
    """A plan that was read from a file or a notice (导入放假安排). The year with most of its days is replaced; days
    of the year before or after, as in 2006-12-30 worked for the New Year of 2007, are put into theirs."""
    if not days:
        raise RuleBroken("没有可导入的日期。")
    years = [one.day.year for one in days]
    main = max(set(years), key=years.count)
    if any(abs(year - main) > 1 for year in years):
        raise RuleBroken("一次导入一年的安排，文件里有隔了几年的日期，请核对。")
    done = {main: set_plan(main, [one for one in days if one.day.year == main], source=source, by=by, at=at)}
    for year in sorted(set(years) - {main}):
        plan = {one.day: one for one in plan_of(year)} | {one.day: one for one in days if one.day.year == year}
        done[year] = set_plan(year, plan.values(), source=source, by=by, at=at)
    return done


@transaction.atomic
def set_day(day: date, kind: str, name: str = "", *, by: Person, at: datetime, why: str = "") -> tuple[Change, ...]:
    """Change one day (修改一天): `off`, `work`, or `usual`, which is as its weekday is."""
    if kind not in ("off", "work", "usual"):
        raise RuleBroken("请选“放假”“上班”或“照常”。")
    plan = {one.day: one for one in plan_of(day.year)}
    plan.pop(day, None)
    if kind != "usual":
        plan[day] = DayOff(day, name.strip(), kind == "work")
    return set_plan(day.year, plan.values(), source=why, by=by, at=at)


def _differences(was: Sequence[DayOff], now: Sequence[DayOff]) -> tuple[Change, ...]:
    before, after = ({one.day: one for one in plan} for plan in (was, now))
    return tuple(
        (f"{day:%Y-%m-%d}", _said(before.get(day)), _said(after.get(day)))
        for day in sorted(before.keys() | after.keys())
        if before.get(day) != after.get(day)
    )


def _said(one: DayOff | None) -> str:
    return "照常" if one is None else f"{'上班' if one.worked else '放假'}{f'（{one.name}）' if one.name else ''}"
