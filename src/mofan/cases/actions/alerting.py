"""Alerts (提醒): an end draws near, has passed, is reported upward. Each is made once, whoever works and how many."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef

from mofan.cases.models import Alert, AlertStep, Clock
from mofan.cases.models.clocks import ClockQuerySet
from mofan.org.models import Person

UPWARD_AFTER: Final = timedelta(days=2)
"""How long after its end an overdue clock is reported to the unit above."""
_LOOK_AHEAD: Final = timedelta(days=8)
"""No clock is called due soon earlier than that."""
_PORTION: Final = 500
"""Clocks read at a time."""


def raise_alerts(*, at: datetime) -> list[Alert]:
    """Make the alerts that are due at this moment (生成提醒), and give those that this very call made. Two workers at
    once make each one once: the row is its claim."""
    made = []
    for step, clocks in (
        (AlertStep.SOON, _without(AlertStep.SOON).filter(due_at__gte=at, due_at__lte=at + _LOOK_AHEAD)),
        (AlertStep.OVERDUE, _without(AlertStep.OVERDUE).filter(due_at__lt=at)),
        (AlertStep.UPWARD, _without(AlertStep.UPWARD).filter(due_at__lte=at - UPWARD_AFTER)),
    ):
        for clock in _by_portions(clocks):
            if step != AlertStep.SOON or clock.standing(at) == "soon":
                facts = {"leg_id": clock.leg_id, "made_at": at}
                alert, new = Alert.objects.get_or_create(clock=clock, step=step, due_at=clock.due_at, defaults=facts)
                made += [alert] if new else []
    return made


def _by_portions(clocks: ClockQuerySet) -> Iterator[Clock]:
    """These clocks in the order of their ends, each portion read to its end before it is given: on SQLite nobody may
    write who is still reading while others write ("database is locked"), however long he waits."""
    left = clocks.order_by("due_at", "pk")
    while portion := list(left[:_PORTION]):
        yield from portion
        last = portion[-1]
        left = left.filter(due_at__gte=last.due_at).exclude(due_at=last.due_at, pk__lte=last.pk)


def _without(step: AlertStep) -> ClockQuerySet:
    """The clocks that run and have no such alert of the end that they have now."""
    there = Alert.objects.filter(clock=OuterRef("pk"), step=step, due_at=OuterRef("due_at"))
    return Clock.objects.running().filter(~Exists(there), paused_at=None)


def see_alerts(clock: Clock, *, by: Person, at: datetime) -> int:
    """Somebody has read what was reported of this time limit (已阅), and how much that was; the first reader is
    kept."""
    return Alert.objects.filter(clock=clock, seen_at=None).update(seen_by=by, seen_at=at)
