"""Alerts (提醒): an end draws near, has passed, is reported upward. Each is made once, whoever works and how many."""

from datetime import datetime, timedelta
from typing import Final

from mofan.cases.models import Alert, AlertStep, Clock
from mofan.org.models import Person

UPWARD_AFTER: Final = timedelta(days=2)
"""How long after its end an overdue clock is reported to the unit above."""
_LOOK_AHEAD: Final = timedelta(days=8)


def raise_alerts(*, at: datetime) -> list[Alert]:
    """Make the alerts that are due at this moment (生成提醒), and give those that this very call made. Two workers at
    once make each one once: the row is its claim."""
    clocks = Clock.objects.running().filter(paused_at=None, due_at__lte=at + _LOOK_AHEAD).prefetch_related("alerts")
    made = []
    for clock in clocks.order_by("due_at", "pk").iterator(chunk_size=500):
        there = {(one.step, one.due_at) for one in clock.alerts.all()}
        for step in _steps(clock, at):
            if (step, clock.due_at) not in there:
                alert, new = Alert.objects.get_or_create(
                    clock=clock, step=step, due_at=clock.due_at, defaults={"leg_id": clock.leg_id, "made_at": at}
                )
                made += [alert] if new else []
    return made


def see_alert(alert: Alert, *, by: Person, at: datetime) -> Alert:
    """Somebody has read it (已阅); the first reader is kept."""
    Alert.objects.filter(pk=alert.pk, seen_at=None).update(seen_by=by, seen_at=at)
    alert.refresh_from_db()
    return alert


def _steps(clock: Clock, at: datetime) -> list[AlertStep]:
    standing = clock.standing(at)
    if standing == "soon":
        return [AlertStep.SOON]
    if standing != "overdue":
        return []
    return [AlertStep.OVERDUE, AlertStep.UPWARD] if at - clock.due_at >= UPWARD_AFTER else [AlertStep.OVERDUE]
