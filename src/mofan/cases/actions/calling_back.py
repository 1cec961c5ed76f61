"""Call back (回访): by the centre, after the time limit, never by whoever handled it; once a closing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Max

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, write
from mofan.cases.models import UNHAPPY, Answered, Callback, Case, Concern, Exclusion, Leg, Mediation, Satisfied
from mofan.cases.numbers import read_code
from mofan.cases.receivers import calling_centre
from mofan.cases.standing import parts_in_callback
from mofan.org.actions import console, reason
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

EXPIRES_AFTER: Final = timedelta(days=30)
MOST_ATTEMPTS: Final = 3
"""After so many calls that nobody answered, the person counts as unreachable."""
EXCLUSIONS: Final = {
    "unlawful": "诉求违反法律法规",
    "beyond_policy": "超出现行政策，已作解释",
    "untrue": "反映的情况经核实不属实",
    "excessive": "提出明显过高的要求",
}
"""Grounds on which what a person says is not counted (不合理诉求的情形)."""
CALLED = k.Move("callback", "回访", (), "", ("centre", "clerk", "leader"))
EXCLUDED = k.Move("exclude", "剔除不合理诉求", (), "", ("centre", "leader", "supervisor"))
DECLINED = k.Move("decline_reopening", "说明不重办的理由", (), "", ("centre", "leader"), public="已答复您的重办要求")


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says (回访内容)."""

    contacted: bool
    """Whether whoever handled it was in touch with him (响应)."""
    solved: bool
    satisfied: Satisfied
    unhappy: str = ""
    """One of `UNHAPPY`; wanted from whoever is not satisfied."""
    words: str = ""
    wants_reopening: bool = False


def plan_callback(case: Case, at: datetime) -> None:
    """A case was closed: it is called back once its last time limit has run out. Called by the action that closes."""
    last = case.clocks.filter(leg__isnull=False, code="finish").aggregate(last=Max("due_at"))["last"]
    due = max(last or at, at)
    centre = calling_centre(case.unit)
    if centre.pk != case.unit_id:
        Concern.objects.get_or_create(case=case, unit=centre)
    Callback.objects.get_or_create(
        case=case,
        round=case.reopened,
        defaults={
            "unit": centre,
            "due_at": due,
            "expires_at": due + EXPIRES_AFTER,
            "counted_as": case.counted_kind,
        },
    )


@transaction.atomic
def record_callback(callback: Callback, said: Said, *, by: Person, at: datetime) -> Callback:
    """Write down what the person said (登记回访). Raises RuleBroken before the time limit has run out, after the
    callback has expired, a second time, for whoever handled the case or may not, without the reason of somebody
    unhappy."""
    part = _part(callback, CALLED, by)
    _run_out(callback, at)
    legs = Leg.objects.filter(case=callback.case)
    handled = {one for pair in legs.values_list("handler", "submitted_by") for one in pair}
    if by.pk in handled | {*Mediation.objects.filter(case=callback.case).values_list("mediator", flat=True)}:
        raise RuleBroken("承办的人不能自己回访，请由中心其他人回访。")
    _keep(callback, said, by, at, own=False)
    write(callback.case, CALLED, callback.case.state, Doing(by, at, part, callback.unit), note=in_words(said))
    return callback


@transaction.atomic
def rate_by_code(typed: str, said: Said, *, at: datetime, by: Person | None = None) -> Callback:
    """The person himself says how it went, by the code of his case (本人评价), as soon as it is closed. Raises
    RuleBroken for a code that there is not, and as `record_callback`."""
    code = read_code(typed)
    callback = (
        Callback.objects.filter(case__code=code, round=F("case__reopened")).select_related("case", "unit").first()
    )
    if code is None or callback is None or callback.case.closed_at is None:
        raise RuleBroken("没有可以评价的事项：编码不对，或者还没有办结。")
    by = by or console(at=at)
    _keep(callback, said, by, at, own=True)
    write(callback.case, CALLED, callback.case.state, Doing(by, at, "citizen", None), note=in_words(said))
    return callback


@transaction.atomic
def not_reached(callback: Callback, *, by: Person, at: datetime) -> Callback:
    """Nobody answered (联系不上); after three times it counts as unreachable, a bucket of its own. Raises RuleBroken
    before the time limit has run out, and as `record_callback`."""
    part = _part(callback, CALLED, by)
    _run_out(callback, at)
    _waiting(callback, at)
    callback.attempts += 1
    callback.state = Answered.UNREACHABLE if callback.attempts >= MOST_ATTEMPTS else Answered.DUE
    callback.save(update_fields=["attempts", "state"])
    doing = Doing(by, at, part, callback.unit)
    write(callback.case, CALLED, callback.case.state, doing, note=f"第{callback.attempts}次没有联系上")
    return callback


@transaction.atomic
def decline_reopening(callback: Callback, why: str, *, by: Person, at: datetime) -> Callback:
    """The person wants it opened again and it is not (不重办): he is told why. Raises RuleBroken without a reason, and
    where nothing was asked. To open it again is the move `reopen`."""
    why = reason(why)
    part = _part(callback, DECLINED, by)
    if not callback.wants_reopening or callback.declined_at is not None:
        raise RuleBroken("没有待处理的重办要求。")
    callback.declined_why, callback.declined_by, callback.declined_at = why, by, at
    callback.save(update_fields=["declined_why", "declined_by", "declined_at"])
    write(callback.case, DECLINED, callback.case.state, Doing(by, at, part, callback.unit), note=why)
    return callback


@transaction.atomic
def propose_exclusion(callback: Callback, ground: str, words: str, *, by: Person, at: datetime) -> Exclusion:
    """Propose that what was said is not counted (提出剔除), with a ground. Raises RuleBroken."""
    part = _part(callback, EXCLUDED, by)
    if ground not in EXCLUSIONS:
        raise RuleBroken("请选剔除的理由。")
    if callback.state != Answered.ANSWERED:
        raise RuleBroken("还没有回访结果，不用剔除。")
    if Exclusion.objects.filter(callback=callback).exists():
        raise RuleBroken("这次回访已经提出过剔除。")
    made = Exclusion.objects.create(
        callback=callback, ground=ground, words=reason(words), proposed_by=by, proposed_at=at
    )
    doing = Doing(by, at, part, callback.unit)
    write(callback.case, EXCLUDED, callback.case.state, doing, note=f"提出：{EXCLUSIONS[ground]}。{made.words}")
    return made


@transaction.atomic
def decide_exclusion(exclusion: Exclusion, granted: bool, *, by: Person, at: datetime) -> Exclusion:
    """Another person confirms or refuses it (核准剔除). Raises RuleBroken for whoever proposed it, and a second
    time."""
    callback = exclusion.callback
    part = _part(callback, EXCLUDED, by)
    if by.pk == exclusion.proposed_by_id:
        raise RuleBroken("剔除要由提出人以外的人核准。")
    open_one = Exclusion.objects.filter(pk=exclusion.pk, decided_at=None)
    if not open_one.update(confirmed_by=by if granted else None, refused=not granted, decided_at=at):
        raise RuleBroken("已经核准过。")
    exclusion.refresh_from_db()
    Callback.objects.filter(pk=callback.pk).update(excluded=granted)
    doing = Doing(by, at, part, callback.unit)
    write(callback.case, EXCLUDED, callback.case.state, doing, note="核准" if granted else "不核准")
    return exclusion


def _keep(callback: Callback, said: Said, by: Person, at: datetime, *, own: bool) -> None:
    if said.satisfied == Satisfied.NO and said.unhappy not in UNHAPPY:
        raise RuleBroken("请选不满意的原因。")
    if len(said.words) > 500:
        raise RuleBroken("本人的话不超过 500 个字。")
    _waiting(callback, at)
    callback.state, callback.own, callback.by, callback.at = Answered.ANSWERED, own, by, at
    callback.contacted, callback.solved, callback.satisfied = said.contacted, said.solved, said.satisfied
    callback.unhappy = said.unhappy if said.satisfied == Satisfied.NO else ""
    callback.words, callback.wants_reopening = said.words.strip(), said.wants_reopening
    changed = Callback.objects.filter(pk=callback.pk, state=Answered.DUE).update(
        **{name: getattr(callback, name) for name in _SAID}
    )
    if not changed:
        raise RuleBroken("这次办结已经回访过，每次办结只回访一次。")


_SAID: Final = ["state", "own", "by", "at", "contacted", "solved", "satisfied", "unhappy", "words", "wants_reopening"]


def _run_out(callback: Callback, at: datetime) -> None:
    if at < callback.due_at:
        raise RuleBroken("办理期限还没有届满，到期后再回访。")


def _waiting(callback: Callback, at: datetime) -> None:
    if callback.state != Answered.DUE:
        raise RuleBroken("这次办结已经回访过，每次办结只回访一次。")
    if at > callback.expires_at:
        raise RuleBroken("已经过了回访期限。")


def _part(callback: Callback, move: k.Move, by: Person) -> k.Actor:
    parts = parts_in_callback(callback, by)
    part = next((one for one in move.who if one in parts), None)
    if part is None:
        raise RuleBroken(f"“{move.name}”由{'、'.join(k.ACTORS[one] for one in move.who)}办，您没有这个身份。")
    return part


def in_words(said: Said) -> str:
    """What was said, as the history tells it."""
    contacted = "联系过" if said.contacted else "没有联系过"
    solved = "已解决" if said.solved else "没有解决"
    unhappy = f"（{UNHAPPY[said.unhappy]}）" if said.satisfied == Satisfied.NO else ""
    return f"{contacted}，{solved}，{Satisfied(said.satisfied).label}{unhappy}"
