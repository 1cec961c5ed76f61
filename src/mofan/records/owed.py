"""What a person or a unit owes now (待办的事): occasions of duties and tasks with their last day, soonest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from django.db.models import Q, QuerySet

from mofan.measure import Period, date_text
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.roles import UnitRole
from mofan.records.boards import rows_of
from mofan.records.models import Duty, Task, TaskState
from mofan.records.occasions import SOON

BACK: Final = timedelta(days=31)
"""What is overdue for longer stands on the board; nobody is reminded of it again and again."""
HIDDEN: Final = "一件限阅的事"
"""In the place of the words of a task from a restricted record, wherever they would leave this system."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is owed (一件待办): a duty's occasion or a task."""

    of: Literal["duty", "task"]
    key: int
    what: str
    unit: str
    due_on: date
    late: bool
    uid: str
    """Stable as long as it is the same thing."""
    restricted: bool = False

    @property
    def outside(self) -> str:
        """What may be said of it outside of this system (对外的说法)."""
        return HIDDEN if self.restricted else self.what

    def left(self, today: date) -> str:
        """今天到期, 还有 3 天, 超期 2 天."""
        days = (self.due_on - today).days
        if days == 0:
            return "今天到期"
        return f"还有 {days} 天" if days > 0 else f"超期 {-days} 天"


def owed_by(person: Person, today: date) -> list[Owed]:
    """What this person is reminded of: due within a week, or overdue for a month at most."""
    within = Period(today - BACK, today + timedelta(days=SOON))
    return in_order(
        [*duties_owed(duties_of(person, today), within, today), *tasks_owed(tasks_of(person), within, today)]
    )


def duties_of(person: Person, today: date) -> list[Duty]:
    """The duties that a person answers for: those that name him, and those that name nobody in a unit whose recorder
    he is."""
    recorder = RoleGrant.objects.on(today).filter(person=person, role=UnitRole.RECORDER)
    his = Q(responsible=person) | Q(responsible=None, unit__in=recorder.values("unit"))
    rows = Duty.objects.visible_to(person).valid().filter(his)
    return list(rows.select_related("unit").order_by("unit__order", "unit_id", "kind"))


def duties_of_unit(person: Person, unit: Unit) -> list[Duty]:
    """The duties of a unit that this person may look at."""
    return list(Duty.objects.visible_to(person).valid().filter(unit=unit).select_related("unit").order_by("kind"))


def tasks_of(person: Person) -> QuerySet[Task]:
    """The open tasks of a person; his own are his to see."""
    return Task.objects.filter(owner=person, state=TaskState.OPEN)


def tasks_of_unit(person: Person, unit: Unit) -> QuerySet[Task]:
    """The open tasks that follow from the records of a unit, as far as this person sees them."""
    return Task.objects.visible_to(person).filter(record__unit=unit, state=TaskState.OPEN)


def duties_owed(duties: list[Duty], within: Period, today: date) -> list[Owed]:
    """The occasions of these duties that fall due in a stretch of days and are not met."""
    if not duties:
        return []
    return [
        Owed(
            "duty",
            row.duty.pk,
            f"{row.kind.name}（{one.occasion.label}）",
            str(row.unit),
            one.occasion.deadline,
            one.state == "late",
            f"duty-{row.duty.pk}-{one.occasion.period.start:%Y%m%d}-{one.occasion.number}",
        )
        for row in rows_of(duties, within, today)
        for one in row.standings
        if one.state in ("due", "late") and within.contains(one.occasion.deadline)
    ]


def tasks_owed(tasks: QuerySet[Task], within: Period, today: date) -> list[Owed]:
    """Those of these tasks that fall due in a stretch of days."""
    rows = tasks.filter(due_on__gte=within.start, due_on__lte=within.end).select_related("record", "record__unit")
    return [
        Owed(
            "task",
            one.pk,
            one.what,
            str(one.record.unit),
            one.due_on,
            one.is_late(today),
            f"task-{one.pk}",
            one.record.restricted,
        )
        for one in rows
    ]


def in_order(owed: Iterable[Owed]) -> list[Owed]:
    """The soonest first."""
    return sorted(owed, key=lambda one: (one.due_on, one.unit, one.what, one.key))


def digest_text(owed: list[Owed], today: date, quiet: str, more: Sequence[str] = ()) -> str:
    """The digest as plain text (提醒文字); `quiet`: how the quiet hours are said, `more`: what else waits. Without what
    is restricted."""
    lines = [f"今日提醒　{date_text(today)}"]
    for label, some in (("已超期", [one for one in owed if one.late]), ("临近到期", [o for o in owed if not o.late])):
        if some:
            lines += ["", f"{label} {len(some)} 件"]
            lines += [f"· {date_text(one.due_on)}　{one.outside}　{one.unit}　{one.left(today)}" for one in some]
    if more:
        lines += ["", f"事项时限 {len(more)} 件", *(f"· {one}" for one in more)]
    return "\n".join([*lines, "", f"每天至多一次；{quiet}。时间可在“我的账号”里改，也可以停用。", ""])
