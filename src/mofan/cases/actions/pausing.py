"""Let a clock stand still, and go on (中止、恢复计时)."""

from datetime import datetime

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, holding, write
from mofan.cases.actions.timing import CHANGING, go_on
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import Clock, Pause
from mofan.cases.standing import parts_in_case, parts_in_leg
from mofan.org.actions import reason
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken

PAUSE = k.Move("pause", "中止计时", (), "", ("centre", "leader"))
RESUME = k.Move("resume", "恢复计时", (), "", ("centre", "handler", "leader"))


def pause(clock: Clock, why: str, *, by: Person, at: datetime) -> Pause:
    """Let a clock stand still (中止计时): an expert opinion, waiting for the person. Raises RuleBroken where the kind
    does not allow it, for a clock that stopped, stands still already or is overdue, without a reason; Outdated."""
    why = reason(why)
    with holding(clock.case, clock.leg):
        clock.refresh_from_db(fields=CHANGING)
        doing = _doing(clock, PAUSE, by, at)
        if not clock_of(clock).pausable:
            raise RuleBroken(f"“{clock.name}”的时限不能中止，依规定照算。")
        _running(clock)
        if clock.paused_at is not None:
            raise RuleBroken("已经中止计时。")
        if at > clock.due_at:
            raise RuleBroken("已经超期，不能再中止计时。")
        clock.paused_at = at
        clock.save(update_fields=["paused_at"])
        _note(clock, PAUSE, doing, why)
        return Pause.objects.create(clock=clock, since=at, why=why, by=by)


def resume(clock: Clock, *, by: Person, at: datetime) -> None:
    """The clock goes on (恢复计时). Raises RuleBroken for one that does not stand still; Outdated."""
    with holding(clock.case, clock.leg):
        clock.refresh_from_db(fields=CHANGING)
        doing = _doing(clock, RESUME, by, at)
        _running(clock)
        if clock.paused_at is None:
            raise RuleBroken("没有中止计时。")
        go_on(clock, at)
        _note(clock, RESUME, doing, "")


def clock_of(clock: Clock) -> k.Clock:
    """What the kind says of a clock. Raises RuleBroken when it says nothing any more."""
    found = next((one for one in kind_of_case(clock.case).clocks if one.code == clock.code), None)
    if found is None:
        raise RuleBroken("这种时限已不再使用。")
    return found


def parts_in_clock(clock: Clock, by: Person) -> frozenset[k.Actor]:
    """What a person is to the leg or case of a clock."""
    return parts_in_leg(clock.leg, by) if clock.leg is not None else parts_in_case(clock.case, by)


def unit_of(clock: Clock) -> Unit:
    """The unit that answers for it."""
    return clock.leg.unit if clock.leg is not None else clock.case.unit


def _doing(clock: Clock, move: k.Move, by: Person, at: datetime) -> Doing:
    parts = parts_in_clock(clock, by)
    part = next((one for one in move.who if one in parts), None)
    if part is None:
        raise RuleBroken(f"“{move.name}”由{'、'.join(k.ACTORS[one] for one in move.who)}办，您没有这个身份。")
    return Doing(by, at, part, unit_of(clock))


def _running(clock: Clock) -> None:
    if clock.stopped_at is not None:
        raise RuleBroken("这个时限已经办结，不再计时。")


def _note(clock: Clock, move: k.Move, doing: Doing, why: str) -> None:
    state = clock.leg.state if clock.leg is not None else clock.case.state
    write(clock.case, move, state, doing, leg=clock.leg, note="：".join(filter(None, (clock.name, why))))
