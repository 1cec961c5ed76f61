"""Deadlines that are provisional (暂定时限): they rest on a year whose days off are not published."""

from datetime import date
from typing import cast

from mofan.org.deadlines import Running
from mofan.org.models import Person
from mofan.org.working_calendar import working_calendar
from mofan.org.working_days import Due, Measure
from mofan.records.models import Duty, Task
from mofan.records.models.tasks import TaskQuerySet


def provisional_tasks(person: Person) -> TaskQuerySet:
    """The unfinished tasks with such a deadline that this person may see, the soonest first."""
    rows = Task.objects.visible_to(person).unfinished().filter(provisional=True)
    return rows.select_related("record", "record__unit", "owner").order_by("due_on", "pk")


def running_of(task: Task) -> Running:
    """The term of such a task, to be reckoned again."""
    assert task.reckoned_from is not None
    assert task.length is not None
    measure = cast(Measure, task.measure)
    return Running(task.pk, task.reckoned_from, task.length, measure, Due(task.due_on, task.provisional))


def duties_without_plan(person: Person, today: date) -> list[Duty]:
    """The duties that follow the holidays or the days that are worked, where next year's are not known yet: when they
    are due then cannot be said."""
    if working_calendar().is_published(date(today.year + 1, 1, 1)):
        return []
    rows = Duty.objects.visible_to(person).between(date(today.year + 1, 1, 1), date.max)
    rows = rows.filter(every__in=("festival", "working_day")).select_related("unit")
    return list(rows.order_by("unit__order", "unit_id", "kind"))
