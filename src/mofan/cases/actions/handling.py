"""What a unit does with its leg (承办): sign for it, name a handler, report, submit; and what its sender does."""

from collections.abc import Mapping
from datetime import datetime

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, chosen, given, holding, write
from mofan.cases.actions.timing import stop_all, turn_clocks
from mofan.cases.intake import Value, stored
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.legs import LEG_ENDS, LEG_MOVES, LEG_STATES
from mofan.cases.models import Leg, Move
from mofan.cases.standing import is_against, parts_in_leg
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken


def sign(leg: Leg, *, by: Person, at: datetime) -> Move:
    """Sign for it (签收). Raises RuleBroken, Outdated."""
    return _step(leg, "sign", {}, by, at)


def assign(leg: Leg, handler: Person, *, by: Person, at: datetime) -> Move:
    """Name who handles it (指定承办人). Raises RuleBroken, Outdated."""
    return _step(leg, "assign", {"handler": handler}, by, at)


def report_progress(leg: Leg, said: str, *, by: Person, at: datetime) -> Move:
    """Say how it goes (报进展). Raises RuleBroken, Outdated."""
    return _step(leg, "progress", {"said": said}, by, at)


def submit(leg: Leg, outcome: str, result: str, *, reply: str = "", by: Person, at: datetime) -> Move:
    """Hand in the result (报办理结果): what came of it (`legs.OUTCOMES`), what was done, what the person is told.

    Raises RuleBroken while units that it sent it on to are not done, Outdated.
    """
    return _step(leg, "submit", {"outcome": outcome, "result": result, "reply": reply}, by, at)


def approve(leg: Leg, *, by: Person, at: datetime) -> Move:
    """The result stands (审核通过). Raises RuleBroken for whoever handed it in, Outdated."""
    return _step(leg, "approve", {}, by, at)


def send_back(leg: Leg, why: str, *, by: Person, at: datetime) -> Move:
    """The result does not stand (退回重办). Raises RuleBroken without a reason, Outdated."""
    return _step(leg, "send_back", {"why": why}, by, at)


def recall(leg: Leg, why: str, *, by: Person, at: datetime) -> Move:
    """Take it back (收回), with what it sent on. Raises RuleBroken without a reason, Outdated."""
    return _step(leg, "recall", {"why": why}, by, at)


def step(leg: Leg, made: k.Move, answers: Mapping[str, Value], doing: Doing) -> Move:
    """What a move of a leg that is allowed does: fields, state, history, clocks. Case and leg are held."""
    was = leg.state
    leg.state = made.to(was)
    fill(leg, made.code, answers, doing)
    if leg.state in LEG_ENDS:
        leg.ended_at = doing.at
    leg.save()
    kept = {code: value for code, value in answers.items() if code not in ("result", "reply", "said")}
    done = write(leg.case, made, was, doing, leg=leg, values=kept, note=stored(answers.get("said", "")))
    turn_clocks(leg.case, kind_of_case(leg.case), made.code, doing.at, leg)
    if leg.state in LEG_ENDS:
        stop_all(leg.case, doing.at, leg)
        for lower in leg.below.running():
            lower.case = leg.case
            lower.revision += 1
            step(lower, _RECALL, {"why": f"上一环节已{made.name}"}, doing)
    return done


_RECALL = next(one for one in LEG_MOVES if one.code == "recall")


def _step(leg: Leg, code: str, values: Mapping[str, Value], by: Person, at: datetime) -> Move:
    with holding(leg.case, leg):
        made, part = chosen(LEG_MOVES, code, leg.state, parts_in_leg(leg, by), LEG_STATES)
        if is_against(leg.case, by):
            raise RuleBroken("这件事涉及您本人，请回避，由其他人办。")
        answers = given(made, values)
        _check(leg, code, answers, by)
        return step(leg, made, answers, Doing(by, at, part, side_of(leg, part)))


def side_of(leg: Leg, part: k.Actor) -> Unit:
    """The unit for which somebody acts in that part."""
    return leg.unit if part in ("handler", "leader") else leg.sender


def _check(leg: Leg, code: str, answers: Mapping[str, Value], by: Person) -> None:
    if code == "submit" and (lower := leg.below.running().select_related("unit").first()):
        raise RuleBroken(f"转给“{lower.unit}”的还没有办完。牵头单位汇总后再报。")
    if code == "assign":
        _check_handler(leg, _person(answers))
    if code == "approve" and leg.submitted_by_id == by.pk:
        raise RuleBroken("审核要由报结果的人以外的人来做。")


def _check_handler(leg: Leg, handler: Person) -> None:
    if not handler.is_active or handler.voided_at is not None:
        raise RuleBroken(f"“{handler}”的账号已停用，请另选承办人。")
    if is_against(leg.case, handler):
        raise RuleBroken(f"这件事涉及“{handler}”本人，请另选承办人。")
    if leg.case.restricted and not handler.may(Right.TIP_OFF, leg.unit):
        raise RuleBroken(f"“{handler}”不能办理举报，请选举报办理员。")


def _person(answers: Mapping[str, Value]) -> Person:
    handler = answers["handler"]
    assert isinstance(handler, Person)
    return handler


def fill(leg: Leg, code: str, answers: Mapping[str, Value], doing: Doing) -> None:
    """What a move of that code sets in the row of a leg."""
    if code == "sign":
        leg.signed_at = doing.at
    elif code == "assign":
        leg.handler = _person(answers)
    elif code == "submit":
        leg.outcome, leg.result = stored(answers["outcome"]), stored(answers["result"])
        leg.reply = stored(answers.get("reply", ""))
        leg.submitted_by, leg.submitted_at = doing.by, doing.at
    elif code == "send_back":
        leg.rework += 1
