"""Provisional ends reckoned again (暂定期限重算), when the plan of a year's days off has been published."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, write
from mofan.cases.actions.timing import due_of
from mofan.cases.models import Case, Clock
from mofan.org.models import Person

_RECKONED = k.Move("recompute", "重算暂定期限", (), "", ("system",))


def recompute_clocks(*, by: Person, at: datetime) -> list[Clock]:
    """Reckon the ends of running clocks that rest on a year not published when they were set (重算暂定时限), by the
    calendar as it stands now; those that come out otherwise are written and given. What was not provisional stays."""
    changed = []
    for key in Clock.objects.running().filter(provisional=True).values_list("pk", flat=True):
        with transaction.atomic():
            clock = _recompute(key, by, at)
        changed += [clock] if clock is not None else []
    return changed


def _recompute(key: int, by: Person, at: datetime) -> Clock | None:
    clock = Clock.objects.select_related("case", "leg", "unit").get(pk=key)
    Case.objects.select_for_update().get(pk=clock.case_id)  # nobody moves it meanwhile
    clock.refresh_from_db(fields=["due_at", "provisional", "stopped_at"])
    due = due_of(clock)
    if clock.stopped_at is not None or (due.at, due.provisional) == (clock.due_at, clock.provisional):
        return None
    was, clock.due_at, clock.provisional = clock.due_at, due.at, due.provisional
    clock.save(update_fields=["due_at", "provisional"])
    days = [f"{timezone.localtime(one):%Y-%m-%d %H:%M}" for one in (was, due.at)]
    state = clock.leg.state if clock.leg is not None else clock.case.state
    note = f"{clock.name}：原暂定{days[0]}，现为{days[1]}" + ("（仍暂定）" if due.provisional else "")
    write(clock.case, _RECKONED, state, Doing(by, at, "system", clock.unit), leg=clock.leg, note=note)
    return clock
