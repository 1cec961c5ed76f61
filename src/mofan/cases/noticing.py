"""What people are told of time limits (提醒): how one stands in a few words, what is near, late, or reported upward."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from mofan.cases.actions.alerting import UPWARD_AFTER
from mofan.cases.deadlines import STANDINGS, Standing, span
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Alert, AlertStep, Clock
from mofan.cases.models.clocks import ClockQuerySet
from mofan.cases.queries import my_work
from mofan.org.models import Person, Unit
from mofan.org.roles import Right

MOST = 20
"""Time limits that a digest names one by one."""


def said_of(clock: Clock, standing: Standing, now: datetime) -> str:
    """How it stands in a few words: 超期 2 天, 剩 3 小时, 中止计时."""
    if standing == "overdue":
        return f"超期 {span(now - clock.due_at)}"
    if standing in ("running", "soon"):
        return f"剩 {span(clock.due_at - now)}"
    return STANDINGS[standing]


def reported_to(person: Person, now: datetime) -> ClockQuerySet:
    """The time limits that were reported upward (超期报上级) to whoever leads or supervises the unit that owes them,
    one above it, or the one that sent the matter there: two days late, still running, read by none of them. Nothing
    for whoever only administers the system, and no tip-offs."""
    above = [right for right in (Right.APPROVE, Right.SUPERVISE) if person.may(right)]
    if not above or any(person.may_everywhere(right) for right in above):
        return Clock.objects.none()
    where = Q(pk__in=())
    for right in above:
        units = Unit.objects.where(person, right).order_by().values("pk")
        where |= Q(unit__in=units) | Q(leg__sender__in=units)
    unread = Alert.objects.filter(clock=OuterRef("pk"), step=AlertStep.UPWARD, due_at=OuterRef("due_at"), seen_at=None)
    late = Clock.objects.overdue(now).filter(Exists(unread), where, due_at__lte=now - UPWARD_AFTER)
    return late.filter(case__restricted=False).select_related("case", "leg", "unit").order_by("due_at", "pk")


def digest_lines(person: Person, now: datetime) -> list[str]:
    """What a person's digest of the day says of cases (每日提醒里的事项): what he owes that is late or due soon, and
    what was reported to him. By code and kind; no title, since it may go out by mail, and no tip-offs."""
    if person.may_everywhere(Right.VIEW):
        return []
    own = my_work(person).filter(case__restricted=False, paused_at=None)
    near = [(one, standing) for one in own[: 5 * MOST] if (standing := one.standing(now)) in ("overdue", "soon")]
    lines = [f"{said_of(one, standing, now)}　{_named(one)}" for one, standing in near[:MOST]]
    named = {one.pk for one, _ in near}
    above = [one for one in reported_to(person, now)[:MOST] if one.pk not in named]
    return lines + [f"{said_of(one, 'overdue', now)}，报上级　{_named(one)}" for one in above]


def _named(clock: Clock) -> str:
    return f"{known_kinds()[clock.case.kind].name} {clock.case.code}　{clock.name}　{clock.unit}"
