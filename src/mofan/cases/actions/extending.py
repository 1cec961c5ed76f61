"""More time (延期): asked, granted or not, told to the person."""

from datetime import datetime

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, holding, write
from mofan.cases.actions.pausing import clock_of, parts_in_clock, unit_of
from mofan.cases.actions.timing import CHANGING, due_of
from mofan.cases.kinds import MEASURES
from mofan.cases.models import Clock, Extension
from mofan.org.actions import reason
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

ASK = k.Move("ask_extension", "申请延期", (), "", ("handler", "leader", "centre"))
GRANT = k.Move("grant_extension", "批准延期", (), "", (), public="办理期限已延长")
REFUSE = k.Move("refuse_extension", "不批准延期", (), "", ())
TELL = k.Move("tell_extension", "告知延期", (), "", ("handler", "leader", "centre", "clerk"))


def ask_extension(clock: Clock, number: int, why: str, *, by: Person, at: datetime) -> Extension:
    """Ask for more time (申请延期), in the unit of the clock. Raises RuleBroken where the kind grants none, none any
    more or not so much, for a clock that stopped or is overdue, and while another request waits; Outdated."""
    why = reason(why)
    with holding(clock.case, clock.leg):
        clock.refresh_from_db(fields=CHANGING)
        part = _part(clock, ASK, ASK.who, by)
        allowed = clock_of(clock).lengthening
        if allowed is None:
            raise RuleBroken(f"“{clock.name}”的时限依规定不能延长。")
        if clock.stopped_at is not None:
            raise RuleBroken("这个时限已经办结，不用延期。")
        if at > clock.due_at and clock.paused_at is None:
            raise RuleBroken("已经超期，不能再申请延期；请说明情况，尽快办结。")
        asked = clock.extensions.exclude(granted=False)
        if asked.filter(granted=None).exists():
            raise RuleBroken("上一次延期申请还没有批复。")
        if asked.count() >= allowed.times:
            raise RuleBroken(f"最多延期 {allowed.times} 次，已经用过。")
        if not 1 <= number <= allowed.number:
            raise RuleBroken(f"一次最多延长 {allowed.number}{MEASURES[clock.a_measure]}。")
        made = Extension.objects.create(clock=clock, number=number, why=why, asked_by=by, asked_at=at)
        _note(clock, ASK, Doing(by, at, part, unit_of(clock)), f"{number}{MEASURES[clock.a_measure]}：{why}")
        return made


def decide_extension(asked: Extension, granted: bool, *, answer: str = "", by: Person, at: datetime) -> Extension:
    """Grant it or not (批复延期). Raises RuleBroken for whoever asked himself or may not, without a reason when it is
    not granted, for one that was decided; Outdated."""
    clock = asked.clock
    with holding(clock.case, clock.leg):
        clock.refresh_from_db(fields=CHANGING)
        allowed = clock_of(clock).lengthening
        part = _part(clock, GRANT, allowed.who if allowed else (), by)
        if asked.asked_by_id == by.pk:
            raise RuleBroken("延期要由申请人以外的人批准。")
        if not granted:
            answer = reason(answer)
        changed = Extension.objects.filter(pk=asked.pk, granted=None).update(
            granted=granted, decided_by=by, decided_at=at, answer=answer[:500]
        )
        if not changed:
            raise RuleBroken("这个延期申请已经批复过。")
        if clock.stopped_at is not None:
            raise RuleBroken("这个时限已经办结，不用再批复。")
        if granted:
            clock.added += asked.number
            due = due_of(clock)
            clock.due_at, clock.provisional = due.at, due.provisional
            clock.save(update_fields=["added", "due_at", "provisional"])
        _note(clock, GRANT if granted else REFUSE, Doing(by, at, part, unit_of(clock)), answer)
    asked.refresh_from_db()
    return asked


def tell_extension(granted: Extension, how: str, *, by: Person, at: datetime) -> Extension:
    """The person was told of it (告知诉求人), and how. Raises RuleBroken for one not granted, and told before."""
    how = reason(how)
    clock = granted.clock
    with holding(clock.case, clock.leg):
        part = _part(clock, TELL, TELL.who, by)
        if not Extension.objects.filter(pk=granted.pk, granted=True, told_at=None).update(
            told_at=at, told_how=how[:100]
        ):
            raise RuleBroken("没有批准的延期，或者已经告知过。")
        _note(clock, TELL, Doing(by, at, part, unit_of(clock)), how)
    granted.refresh_from_db()
    return granted


def _part(clock: Clock, move: k.Move, who: tuple[k.Actor, ...], by: Person) -> k.Actor:
    parts = parts_in_clock(clock, by)
    part = next((one for one in who if one in parts), None)
    if part is None:
        raise RuleBroken(f"“{move.name}”由{'、'.join(k.ACTORS[one] for one in who)}办，您没有这个身份。")
    return part


def _note(clock: Clock, move: k.Move, doing: Doing, why: str) -> None:
    state = clock.leg.state if clock.leg is not None else clock.case.state
    write(clock.case, move, state, doing, leg=clock.leg, note=why)
