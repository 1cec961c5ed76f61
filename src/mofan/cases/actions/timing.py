"""Clocks started and stopped by moves (计时的起止). Called by the actions, in their transaction."""

from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime
from typing import Final, cast

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from mofan.cases import kinds as k
from mofan.cases.actions.holding import owner_state
from mofan.cases.deadlines import Deadline, Reckoner, Stretch
from mofan.cases.models import Case, Clock, Leg, LegPart
from mofan.cases.models.clocks import ClockQuerySet
from mofan.cases.takes import FINISH
from mofan.org.working_calendar import working_calendar
from mofan.org.working_days import WorkingCalendar

CHANGING: Final = ("due_at", "provisional", "added", "paused_at", "stopped_at")
"""Fields of a clock that change while it runs."""


def reckoner() -> Reckoner:
    """What periods are reckoned by here (计算依据); the calendar is looked up when a period needs it, hours do not."""
    calendar = cast(WorkingCalendar, SimpleLazyObject(working_calendar))
    return Reckoner(calendar, timezone.get_current_timezone())


def turn_clocks(
    case: Case, kind: k.Kind, code: str, at: datetime, leg: Leg | None = None, given_on: date | None = None
) -> None:
    """Stop the clocks that the move of that code stops, then start those that it starts. `given_on`: the last day of
    clocks that end on a day that somebody sets; without one they do not run."""
    clocks = _clocks_over(kind, leg)
    if stopping := [one.code for one in clocks if code in one.stops]:
        stop(_of(case, leg).filter(code__in=stopping), at)
    if any(code in one.starts for one in clocks):
        running = set(_of(case, leg).order_by().values_list("code", flat=True))
        Clock.objects.bulk_create(clocks_started(case, kind, code, at, leg, given_on, running))


def clocks_started(
    case: Case,
    kind: k.Kind,
    code: str,
    at: datetime,
    leg: Leg | None = None,
    given_on: date | None = None,
    running: Container[str] = (),
) -> list[Clock]:
    """The clocks that the move of that code starts, but for those that run; not saved."""
    reckoning = reckoner()
    starting = (one for one in _clocks_over(kind, leg) if code in one.starts and one.code not in running)
    rows = (clock_row(case, one, at, reckoning, leg=leg, given_on=given_on) for one in starting)
    return [row for row in rows if row is not None]


def _clocks_over(kind: k.Kind, leg: Leg | None) -> list[k.Clock]:
    """The clocks of a kind that run over its legs, or over the case itself."""
    over = "leg" if leg is not None else "case"
    return [one for one in kind.clocks if one.over == over]


def clock_row(
    case: Case, clock: k.Clock, at: datetime, reckoning: Reckoner, *, leg: Leg | None = None, given_on: date | None
) -> Clock | None:
    """The clock that starts then (起算); not saved. None where the kind sets no length, or no day was given."""
    term = clock.term(case.urgency, case.category, timezone.localdate(at))
    if term is None:
        return None
    if term.measure == "given_day":
        if given_on is None:
            return None
        due = reckoning.last_moment(_not_past(given_on, at))
    else:
        due = reckoning.ends(at, term.number, term.measure)
    return Clock(
        case=case,
        leg=leg,
        unit_id=leg.unit_id if leg is not None else case.unit_id,
        code=clock.code,
        name=clock.name,
        number=term.number,
        measure=term.measure,
        given_on=given_on if term.measure == "given_day" else None,
        started_at=at,
        due_at=due.at,
        provisional=due.provisional,
        counted_as=case.counted_kind if clock.code == FINISH and (leg is None or leg.part == LegPart.LEAD) else None,
        owner_state=owner_state(case, leg),
    )


def stop_all(case: Case, at: datetime, leg: Leg | None = None) -> None:
    """Stop every clock of a leg, or of the case itself."""
    stop(_of(case, leg), at)


def stop(clocks: Iterable[Clock], at: datetime) -> None:
    """Stop clocks; one that is paused goes on first."""
    for clock in clocks:
        if clock.paused_at is not None:
            go_on(clock, at)
        Clock.objects.filter(pk=clock.pk).update(stopped_at=at)


def go_on(clock: Clock, at: datetime) -> None:
    """End the pause of a clock and set its end anew."""
    clock.pauses.filter(until=None).update(until=at)
    clock.paused_at = None
    due = due_of(clock)
    clock.due_at, clock.provisional = due.at, due.provisional
    clock.save(update_fields=["paused_at", "due_at", "provisional"])


def due_of(clock: Clock) -> Deadline:
    """What the end of a clock comes to: start, length, extensions, pauses that ended."""
    pauses = [Stretch(since, until) for since, until in clock.pauses.values_list("since", "until") if until]
    return reckoned(clock, pauses, reckoner())


def reckoned(clock: Clock, pauses: Sequence[Stretch], reckoning: Reckoner) -> Deadline:
    """The same, its pauses known already."""
    if clock.given_on is not None:
        return reckoning.last_moment(_not_past(clock.given_on, clock.started_at), clock.added, pauses)
    return reckoning.ends(clock.started_at, clock.number + clock.added, clock.a_measure, pauses)


def _not_past(given_on: date, start: datetime) -> date:
    """A day that had passed when the clock started is due on the day on which it starts."""
    return max(given_on, timezone.localdate(start))


def _of(case: Case, leg: Leg | None) -> ClockQuerySet:
    return Clock.objects.running().filter(case=case, leg=leg)
