"""Make a move of the table of a kind (按表办理): accept, refuse, close, archive, and whatever else a kind has."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from mofan.cases import kinds as k
from mofan.cases.actions.calling_back import plan_callback
from mofan.cases.actions.holding import Doing, chosen, given, holding, write
from mofan.cases.actions.timing import stop_all, turn_clocks
from mofan.cases.intake import Value, stored
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.legs import leg_move
from mofan.cases.models import EARLIER_REPLY, Agreement, Case, CaseDetail, Decision, Leg, Move, Point, PointState
from mofan.cases.standing import is_against, parts_in_case
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

OWN_VERBS: Final = frozenset({"dispatch", "merge", "mediate", "agree", "fail"})
"""Effects that need more than a form of one step: they have verbs of their own."""


def move(case: Case, code: str, values: Mapping[str, Value] | None = None, *, by: Person, at: datetime) -> Move:
    """Make one move of the table of the case's kind (办理一步). `values`: what the move needs, by code.

    Raises RuleBroken when the table has no such move from here, for whoever may not make it, for what is missing and
    for what the move requires (`requires`), Outdated when somebody else acted since `case` was loaded. ValueError for
    dispatching and merging, which are `dispatch` and `merge`.
    """
    kind = kind_of_case(case)
    with holding(case):
        made, part = chosen(kind.moves, code, case.state, parts_in_case(case, by), kind.states)
        if made.effect in OWN_VERBS:
            raise ValueError(f"{code} has a verb of its own: {made.effect}")
        if is_against(case, by):
            raise RuleBroken("这件事涉及您本人，请回避，由其他人办。")
        answers = given(made, values or {})
        for requirement in made.requires:
            if sentence := REQUIRED[requirement](case, answers, by):
                raise RuleBroken(sentence)
        return carry(case, kind, made, answers, Doing(by, at, part, case.unit))


def carry(case: Case, kind: k.Kind, made: k.Move, answers: Mapping[str, Value], doing: Doing) -> Move:
    """What a move that is allowed does: its effect, the state, the history, the clocks. The case is held."""
    was, earlier = case.state, {}
    if made.effect == "reopen":
        case.detail = CaseDetail.objects.get(case=case)
        earlier = set_aside(case.detail, case.points.all())
        case.detail.save(update_fields=["reply"])
    fields = EFFECTS[made.effect](case, answers, doing)
    case.state = made.to(was)
    case.ended = case.state in kind.ends
    if outcome := answers.get("outcome"):
        case.outcome = stored(outcome)
        fields.append("outcome")
    case.save(update_fields=["state", "ended", *fields])
    if reply := answers.get("reply"):
        CaseDetail.objects.filter(case=case).update(reply=stored(reply))
    kept = {code: value for code, value in answers.items() if code != "reply"}
    done = write(case, made, was, doing, values=kept | earlier)
    turn_clocks(case, kind, made.code, doing.at, given_on=given_on(case, kind))
    if case.ended or made.effect in ("close", "withdraw"):
        _end_legs(case, made, doing)
    if case.ended:
        stop_all(case, doing.at)
    if made.effect == "close" and kind.called_back:
        plan_callback(case, doing.at)
    return done


def set_aside(detail: CaseDetail, points: Iterable[Point]) -> dict[str, str]:
    """What the person was told when it was closed (上次的答复), to be kept with the move that opens it again: whoever
    closes it the next time says what he is told then."""
    answers = [f"{one.no}. {one.text}：{one.answer}" for one in points if one.answer]
    told, detail.reply = "\n".join(filter(None, (detail.reply, *answers))), ""
    return {EARLIER_REPLY: told} if told else {}


def given_on(case: Case, kind: k.Kind) -> date | None:
    """The day that was set at intake for clocks that end on a given day; None for kinds without one."""
    if not any(one.code == "due_on" for one in kind.fields):
        return None
    day = case.detail.values.get("due_on")
    return date.fromisoformat(day) if day else None


def _end_legs(case: Case, made: k.Move, doing: Doing) -> None:
    """Nothing is owed any more by units that still had it: taken back, and that is written."""
    recall = leg_move("recall")
    for leg in case.legs.running().select_related("unit", "sender"):
        was, leg.state, leg.ended_at = leg.state, recall.now, doing.at
        leg.revision += 1
        leg.save(update_fields=["state", "ended_at", "revision"])
        write(case, recall, was, doing, leg=leg, note=f"事项已{made.name}")
        stop_all(case, doing.at, leg)


Effect = Callable[[Case, Mapping[str, Value], Doing], list[str]]
"""Sets fields of the case and names them."""


def _nothing(case: Case, answers: Mapping[str, Value], doing: Doing) -> list[str]:
    return []


def _accept(case: Case, answers: Mapping[str, Value], doing: Doing) -> list[str]:
    """The first acceptance stays when a case is opened again."""
    if case.decision != Decision.UNDECIDED:
        return []
    case.decision, case.decided_at = Decision.ACCEPTED, doing.at
    return ["decision", "decided_at"]


def _refuse(case: Case, answers: Mapping[str, Value], doing: Doing) -> list[str]:
    case.decision, case.decided_at, case.ground = Decision.REFUSED, doing.at, stored(answers["ground"])
    return ["decision", "decided_at", "ground"]


def _close(case: Case, answers: Mapping[str, Value], doing: Doing) -> list[str]:
    case.closed_at = doing.at
    return ["closed_at"]


def _reopen(case: Case, answers: Mapping[str, Value], doing: Doing) -> list[str]:
    case.closed_at, case.reopened = None, case.reopened + 1
    return ["closed_at", "reopened"]


EFFECTS: Final[Mapping[k.Effect, Effect]] = {
    "": _nothing,
    "accept": _accept,
    "refuse": _refuse,
    "dispatch": _nothing,
    "close": _close,
    "reopen": _reopen,
    "merge": _accept,
    "withdraw": _nothing,
    "archive": _nothing,
    "mediate": _nothing,
    "agree": _nothing,
    "fail": _nothing,
}
Check = Callable[[Case, Mapping[str, Value], Person], str]
"""A sentence when the requirement is not met, else nothing."""


def _points(case: Case, answers: Mapping[str, Value], by: Person) -> str:
    open_points = [str(one.no) for one in case.points.filter(state=PointState.OPEN)]
    return f"第 {'、'.join(open_points)} 个诉求点还没有答复或说明。" if open_points else ""


def _legs(case: Case, answers: Mapping[str, Value], by: Person) -> str:
    running = [str(one.unit) for one in case.legs.running().select_related("unit")]
    return f"{'、'.join(running)}还没有办完（审核通过后才算）。" if running else ""


def _reply(case: Case, answers: Mapping[str, Value], by: Person) -> str:
    return "" if answers.get("reply") or case.detail.reply else "请写给诉求人的答复。"


def _another_person(case: Case, answers: Mapping[str, Value], by: Person) -> str:
    legs = Leg.objects.filter(case=case)
    involved = {
        case.taken_in_by_id,
        *legs.values_list("handler", flat=True),
        *legs.values_list("submitted_by", flat=True),
    }
    return "这一步要由登记人、承办人以外的人来办。" if by.pk in involved else ""


def _agreement(case: Case, answers: Mapping[str, Value], by: Person) -> str:
    took_effect = Agreement.objects.filter(mediation__case=case, effective_at__isnull=False).exists()
    return "" if took_effect else "调解协议还没有生效：口头协议登记后生效，书面协议须各方签名、调解员签名并加盖印章。"


REQUIRED: Final[Mapping[k.Requirement, Check]] = {
    "points": _points,
    "legs": _legs,
    "reply": _reply,
    "another_person": _another_person,
    "agreement": _agreement,
}
