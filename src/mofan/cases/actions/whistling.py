"""Whistle and report in (吹哨报到): departments are called, answer, come, report; both sides are assessed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, write
from mofan.cases.models import Call, CallState, Case, Concern, Mark, Whistle
from mofan.cases.standing import parts_in_unit, rights_in
from mofan.org.actions import reason
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken

WHISTLE = k.Move("whistle", "吹哨", (), "", ("centre", "handler", "leader"))
ANSWER = k.Move("answer_whistle", "响应吹哨", (), "", ("handler", "leader"))
REFUSE = k.Move("refuse_whistle", "拒不报到", (), "", ("handler", "leader"))
ARRIVE = k.Move("arrive", "报到", (), "", ("handler", "leader"))
RESULT = k.Move("whistle_result", "报到结果", (), "", ("handler", "leader"))
ASSESS = k.Move("assess_whistle", "双向评价", (), "", ("centre", "handler", "leader"))
END = k.Move("end_whistle", "销哨", (), "", ("centre", "handler", "leader"))
MOST_CALLED = 30


@dataclass(frozen=True, slots=True)
class Blow:
    """A whistle (吹哨内容): who calls whom, why, where to, and until when they answer."""

    caller: Unit
    units: tuple[Unit, ...]
    matter: str
    answer_by: datetime
    place: str = ""


@transaction.atomic
def whistle(case: Case, blow: Blow, *, by: Person, at: datetime) -> Whistle:
    """Call departments about a case (吹哨). The caller received it or has a leg of it. Raises RuleBroken without a
    matter or units, for a unit called twice or calling itself, a time limit that has passed, a tip-off, a case that
    ended."""
    part = _part(case, blow.caller, WHISTLE, by)
    matter = reason(blow.matter)
    if case.ended:
        raise RuleBroken("这件事已经了结，不用再吹哨。")
    if case.restricted:
        raise RuleBroken("举报不能吹哨，请按举报程序交办。")
    if not Concern.objects.filter(case=case, unit=blow.caller).exists():
        raise RuleBroken(f"“{blow.caller}”没有承办这件事，不能吹哨。")
    keys = {unit.pk for unit in blow.units}
    if not blow.units or len(keys) < len(blow.units) or blow.caller.pk in keys or len(keys) > MOST_CALLED:
        raise RuleBroken(f"请选要报到的单位：不重复，不选自己，最多 {MOST_CALLED} 个。")
    if blow.answer_by <= at:
        raise RuleBroken("响应时限要在现在之后。")
    made = Whistle.objects.create(
        case=case,
        caller=blow.caller,
        matter=matter,
        place=blow.place.strip()[:120],
        answer_by=blow.answer_by,
        called_by=by,
        called_at=at,
    )
    Call.objects.bulk_create(Call(whistle=made, unit=unit) for unit in blow.units)
    Concern.objects.bulk_create([Concern(case=case, unit=unit) for unit in blow.units], ignore_conflicts=True)
    names = "、".join(str(unit) for unit in blow.units)
    write(case, WHISTLE, case.state, Doing(by, at, part, blow.caller), note=f"{names}：{matter}")
    return made


@transaction.atomic
def answer_whistle(call: Call, words: str = "", *, coming: bool, by: Person, at: datetime) -> Call:
    """Say that one comes, or refuse (响应、拒不报到). A refusal has words and is reported to the unit above both.
    Raises RuleBroken without them, for whoever may not, a second time."""
    words = words if coming else reason(words)
    move = ANSWER if coming else REFUSE
    doing = _of_called(call, move, by, at)
    above = _above_both(call.whistle.caller, call.unit)
    _change(
        call,
        (CallState.CALLED,),
        state=CallState.COMING if coming else CallState.REFUSED,
        answer=words.strip()[:500],
        answered_by=by,
        answered_at=at,
        reported_to=None if coming else above,
        reported_at=None if coming or above is None else at,
    )
    upward = f"；已报告{above}" if not coming and above is not None else ""
    _note(call, move, doing, f"{call.unit}：{words}{upward}")
    return call


def _above_both(caller: Unit, called: Unit) -> Unit | None:
    """The nearest unit that is above the caller and the called one: between a town and a bureau the county."""
    over = Unit.objects.over(called).order_by().values("pk")
    return Unit.objects.over(caller).filter(pk__in=over).exclude(pk__in=(caller.pk, called.pk)).last()


@transaction.atomic
def arrive(call: Call, *, by: Person, at: datetime) -> Call:
    """The department is there (报到). Raises RuleBroken for whoever may not, and where it reported in before."""
    doing = _of_called(call, ARRIVE, by, at)
    answered = call.answered_at or at
    _change(
        call,
        (CallState.CALLED, CallState.COMING, CallState.REFUSED),
        state=CallState.ARRIVED,
        arrived_at=at,
        answered_at=answered,
    )
    _note(call, ARRIVE, doing, str(call.unit))
    return call


@transaction.atomic
def report_result(call: Call, result: str, *, by: Person, at: datetime) -> Call:
    """What the department did (报到结果). Raises RuleBroken without words, for one that did not come."""
    doing = _of_called(call, RESULT, by, at)
    if not result.strip():
        raise RuleBroken("请写办理结果。")
    _change(call, (CallState.ARRIVED,), state=CallState.REPORTED, result=result.strip(), result_at=at)
    _note(call, RESULT, doing, str(call.unit))
    return call


@transaction.atomic
def assess_called(call: Call, mark: Mark, words: str = "", *, by: Person, at: datetime) -> Call:
    """The caller says how the department did (评价被吹单位). Raises RuleBroken; a poor mark needs words."""
    part = _part(call.whistle.case, call.whistle.caller, ASSESS, by)
    _mark(call, mark, words, "of_called")
    caller = call.whistle.caller
    _note(call, ASSESS, Doing(by, at, part, caller), f"{caller}评{call.unit}：{mark.label}")
    return call


@transaction.atomic
def assess_caller(call: Call, mark: Mark, words: str = "", *, by: Person, at: datetime) -> Call:
    """The department says whether the call was needed and well prepared (评价吹哨单位). Raises RuleBroken."""
    doing = _of_called(call, ASSESS, by, at)
    _mark(call, mark, words, "of_caller")
    _note(call, ASSESS, doing, f"{call.unit}评{call.whistle.caller}：{mark.label}")
    return call


@transaction.atomic
def end_whistle(blown: Whistle, *, by: Person, at: datetime) -> Whistle:
    """The call is over (销哨). Raises RuleBroken while a department that comes has not reported, and a second time."""
    part = _part(blown.case, blown.caller, END, by)
    waiting = blown.calls.filter(state__in=(CallState.COMING, CallState.ARRIVED)).select_related("unit").first()
    if waiting is not None:
        raise RuleBroken(f"“{waiting.unit}”还没有报结果。")
    if not Whistle.objects.filter(pk=blown.pk, ended_at=None).update(ended_at=at):
        raise RuleBroken("已经销哨。")
    blown.ended_at = at
    write(blown.case, END, blown.case.state, Doing(by, at, part, blown.caller), note=blown.matter)
    return blown


def _part(case: Case, unit: Unit, move: k.Move, by: Person) -> k.Actor:
    parts = parts_in_unit(rights_in(by, {unit.pk})[unit.pk], case.restricted)
    part = next((one for one in move.who if one in parts), None)
    if part is None:
        raise RuleBroken(f"您不能替“{unit}”{move.name}。需要的话，请单位管理员给您相应的角色。")
    return part


def _of_called(call: Call, move: k.Move, by: Person, at: datetime) -> Doing:
    return Doing(by, at, _part(call.whistle.case, call.unit, move, by), call.unit)


def _change(call: Call, was: tuple[CallState, ...], **fields: object) -> None:
    if not Call.objects.filter(pk=call.pk, state__in=was).update(**fields):
        raise RuleBroken(f"现在是“{call.get_state_display()}”，这一步不能再做。")
    call.refresh_from_db()


def _mark(call: Call, mark: Mark, words: str, side: str) -> None:
    if mark == Mark.POOR:
        words = reason(words)
    if not Call.objects.filter(pk=call.pk, **{side: ""}).update(**{side: mark, f"{side}_words": words.strip()[:300]}):
        raise RuleBroken("已经评价过。")
    call.refresh_from_db()


def _note(call: Call, move: k.Move, doing: Doing, note: str) -> None:
    case = call.whistle.case
    write(case, move, case.state, doing, note=note)
