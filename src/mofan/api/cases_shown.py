"""What is given back of cases (所答): a case in a list, a whole one, what may be done to it. People are masked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from ninja import Field, Schema

from mofan.cases.actions.stepping import has_its_clock
from mofan.cases.deadlines import STANDINGS
from mofan.cases.kinds import Kind, Need
from mofan.cases.kinds import Move as AllowedMove
from mofan.cases.known_kinds import known_kinds
from mofan.cases.legs import LEG_STATES, OUTCOMES
from mofan.cases.models import UNHAPPY, Callback, Case, Clock, Extension, Leg, Move, Party, Point, ReturnRequest
from mofan.cases.parties import masked
from mofan.cases.queries import clocks_of, legs_of, next_leg_moves, next_moves, timeline
from mofan.cases.receivers import handlers_of
from mofan.cases.replies import earlier_replies
from mofan.org.models import Person


class CaseLine(Schema):
    """列表里的一件."""

    code: str = Field(description="编码，一案一码")
    kind: str = Field(description="种类的代码，如 public_demand")
    kind_name: str = Field(description="种类")
    state: str = Field(description="状态的代码")
    state_name: str = Field(description="状态")
    ended: bool = Field(description="已了结")
    title: str = Field(description="标题")
    category: str = Field(description="类别的代码，没有定的为空")
    category_name: str = Field(description="类别")
    urgency: str = Field(description="emergency 危及生命安全，urgent 急事，ordinary 一般，complex 复杂疑难")
    channel: str = Field(description="window hotline grid web upper mail own")
    place: str = Field(description="地点")
    unit: int = Field(description="首接单位的编号")
    unit_name: str = Field(description="首接单位")
    taken_in_at: datetime = Field(description="登记时间")
    decision: str = Field(description="undecided 待研判，accepted 受理，refused 不予受理")
    decided_at: datetime | None = Field(description="决定时间")
    closed_at: datetime | None = Field(description="办结时间，没有办结的为 null")
    reopened: int = Field(description="重办次数", ge=0)
    revision: int = Field(description="版次，事项每动一次加一", ge=0)


class PartyLine(Schema):
    """当事人，姓名、电话、住址遮住."""

    role: str = Field(description="身份")
    name: str = Field(description="姓名，遮住的")
    phone: str = Field(description="电话，遮住的")
    address: str = Field(description="住址，到社区")
    organisation: str = Field(description="单位或企业")


class PointLine(Schema):
    """一个诉求点."""

    no: int = Field(description="次序，从 1 起")
    text: str = Field(description="诉求点")
    state: str = Field(description="open 待答复，answered 已答复，explained 已说明")
    answer: str = Field(description="答复")


class NeedLine(Schema):
    """一个动作要填的一栏."""

    code: str = Field(description="栏目的代码")
    name: str = Field(description="栏目")
    type: str = Field(description="line text choice number day tick；承办环节的 person、unit 填编号")
    required: bool = Field(description="必填")
    choices: dict[str, str] = Field(description="选项，代码和名称；承办人的选项是编号和姓名")


class MoveLine(Schema):
    """现在可做的一个动作."""

    code: str = Field(description="动作的代码")
    name: str = Field(description="动作")
    here: bool = Field(description="真，可以由接口做；假，只能在网页上做")
    needs: list[NeedLine] = Field(description="要填的")


class ReturnLine(Schema):
    """一次退单申请."""

    why: str = Field(description="理由")
    suggested_name: str = Field(description="建议由谁办")
    asked_at: datetime = Field(description="申请时间")
    granted: bool | None = Field(description="同意没有，还没有裁定的为 null")
    answer: str = Field(description="裁定意见")


class LegLine(Schema):
    """一个承办环节."""

    no: int = Field(description="次序")
    above: int | None = Field(description="由第几个环节转来，中心直接交办的为 null")
    unit: int = Field(description="承办单位的编号")
    unit_name: str = Field(description="承办单位")
    sender_name: str = Field(description="交办单位")
    part: str = Field(description="lead 主办，co 协办")
    state: str = Field(description="状态的代码")
    state_name: str = Field(description="状态")
    sent_at: datetime = Field(description="交办时间")
    signed_at: datetime | None = Field(description="签收时间")
    submitted_at: datetime | None = Field(description="报结果时间")
    ended_at: datetime | None = Field(description="了结时间")
    outcome: str = Field(description="结果")
    result: str = Field(description="办理情况")
    reply: str = Field(description="给诉求人的答复")
    instruction: str = Field(description="交办要求")
    handler_name: str = Field(description="承办人，没有指定的为空")
    revision: int = Field(description="环节的版次，每动一次加一", ge=0)
    returns: list[ReturnLine] = Field(description="退单申请，按先后")
    steps: list[MoveLine] = Field(description="这个令牌现在可做的一步")


class ExtensionLine(Schema):
    """一次延期申请."""

    number: int = Field(description="延长多少，单位同时限")
    why: str = Field(description="缘由")
    asked_at: datetime = Field(description="申请时间")
    granted: bool | None = Field(description="批准没有，还没有批复的为 null")
    answer: str = Field(description="批复意见")
    told_at: datetime | None = Field(description="告知诉求人的时间")


class ClockLine(Schema):
    """一个时限."""

    id: int = Field(description="编号")
    name: str = Field(description="哪一步的时限")
    leg: int | None = Field(description="所属承办环节的次序，整件事的为 null")
    due_at: datetime = Field(description="届满时间")
    provisional: bool = Field(description="当年放假安排还没有公布，届满时间会重算")
    stopped_at: datetime | None = Field(description="停表时间")
    standing: str = Field(description="running soon overdue paused in_time late")
    standing_name: str = Field(description="怎么样了")
    extensions: list[ExtensionLine] = Field(description="延期申请，按先后")


class CallbackLine(Schema):
    """一次办结的回访."""

    due_at: datetime = Field(description="这以后才回访：办理期限届满")
    expires_at: datetime = Field(description="过期时间")
    state: str = Field(description="due 待回访，answered 已回答，unreachable 联系不上")
    attempts: int = Field(description="联系不上的次数", ge=0)
    contacted: bool | None = Field(description="是否联系过本人")
    solved: bool | None = Field(description="是否解决")
    satisfied: str = Field(description="yes 满意，mostly 基本满意，no 不满意，没有回访的为空")
    unhappy: str = Field(description="不满意的原因")
    wants_reopening: bool = Field(description="要求重办")
    declined: str = Field(description="不重办的说明")
    own: bool = Field(description="本人凭编码自评的")
    at: datetime | None = Field(description="回访时间")


class StepLine(Schema):
    """一步办理."""

    at: datetime = Field(description="时间")
    name: str = Field(description="做了什么")
    by: str = Field(description="何人")
    leg: int | None = Field(description="所属承办环节的次序")
    state: str = Field(description="之后的状态的代码")
    note: str = Field(description="说明")


class CaseSheet(CaseLine):
    """一件事项的全部，当事人遮住."""

    text: str = Field(description="诉求内容")
    values: dict[str, str] = Field(description="本种类的栏目，代码和所填")
    outcome: str = Field(description="结果的代码")
    reply: str = Field(description="答复")
    earlier_replies: list[str] = Field(description="重办以前的答复，后说的在前")
    ground: str = Field(description="不予受理的情形")
    parties: list[PartyLine] = Field(description="当事人")
    points: list[PointLine] = Field(description="诉求点")
    legs: list[LegLine] = Field(description="承办环节")
    clocks: list[ClockLine] = Field(description="时限，在走的在前")
    steps: list[StepLine] = Field(description="办理记录，按先后")
    callbacks: list[CallbackLine] = Field(description="回访，每次办结一次")
    moves: list[MoveLine] = Field(description="这个令牌现在可做的动作")


BY_FORM = frozenset({"dispatch", "merge", "mediate", "agree", "fail"})
"""Effects that need more than values: dispatching has an operation of its own, the others are made on the pages."""
NAMED = frozenset({"unit", "units", "person"})
"""Types of needs that name something of this place."""


def can_be_asked(move: AllowedMove) -> bool:
    """Whether a program can make the move: it needs nothing but plain values."""
    return move.effect not in BY_FORM and not any(need.required and need.type in NAMED for need in move.needs)


def case_line(row: Case) -> CaseLine:
    """A case in a list."""
    return CaseLine(**_line(row, known_kinds().get(row.kind)))


def case_sheet(row: Case, me: Person) -> CaseSheet:
    """A whole case, loaded through `cases_visible_to`, with what this person may do to it."""
    kind, steps = known_kinds().get(row.kind), timeline(row)
    ground = kind.ground(row.ground).name if kind is not None and row.ground else ""
    return CaseSheet(
        **_line(row, kind),
        text=row.detail.text,
        values={code: str(value) for code, value in row.detail.values.items()},
        outcome=row.outcome,
        reply=row.detail.reply,
        earlier_replies=[one.words for one in earlier_replies(steps)],
        ground=ground,
        parties=[_party(one, kind) for one in row.parties.all()],
        points=[_point(one) for one in row.points.all()],
        legs=_legs(row, me),
        clocks=_clocks(clocks_of(row), timezone.now()),
        steps=[_step(one) for one in steps],
        callbacks=[_callback(one) for one in row.callbacks.all()],
        moves=[_move(one) for one in next_moves(row, me)] if kind is not None else [],
    )


def _line(row: Case, kind: Kind | None) -> dict[str, Any]:
    named = {
        "kind_name": kind.name if kind else row.kind,
        "state_name": kind.states.get(row.state, row.state) if kind else row.state,
        "category_name": kind.categories.get(row.category, "") if kind else "",
        "unit": row.unit_id,
        "unit_name": str(row.unit),
    }
    return {name: getattr(row, name) for name in CaseLine.model_fields if name not in named} | named


def _party(one: Party, kind: Kind | None) -> PartyLine:
    told = masked(one, kind)
    return PartyLine(
        role=told.role, name=told.name, phone=told.phone, address=told.address, organisation=told.organisation
    )


def _point(one: Point) -> PointLine:
    return PointLine(no=one.no, text=one.text, state=one.state, answer=one.answer)


def _legs(row: Case, me: Person) -> list[LegLine]:
    lines = []
    for one in legs_of(row).select_related("above").prefetch_related("returns__suggested"):
        one.case = row
        lines.append(_leg(one, me, timezone.now()))
    return lines


def _leg(one: Leg, me: Person, now: datetime) -> LegLine:
    return LegLine(
        no=one.no,
        above=one.above.no if one.above else None,
        unit=one.unit_id,
        unit_name=str(one.unit),
        sender_name=str(one.sender),
        part=one.part,
        state=one.state,
        state_name=LEG_STATES[one.state],
        sent_at=one.sent_at,
        signed_at=one.signed_at,
        submitted_at=one.submitted_at,
        ended_at=one.ended_at,
        outcome=OUTCOMES.get(one.outcome, ""),
        result=one.result,
        reply=one.reply,
        instruction=one.instruction,
        handler_name=one.handler.name if one.handler else "",
        revision=one.revision,
        returns=[_return(asked) for asked in one.returns.all()],
        steps=[_leg_step(move, one) for move in next_leg_moves(one, me) if has_its_clock(one, move.code, now)],
    )


def _return(one: ReturnRequest) -> ReturnLine:
    return ReturnLine(
        why=one.why,
        suggested_name=str(one.suggested) if one.suggested else "",
        asked_at=one.asked_at,
        granted=one.granted,
        answer=one.answer,
    )


def _leg_step(move: AllowedMove, leg: Leg) -> MoveLine:
    line = MoveLine(code=move.code, name=move.name, here=True, needs=[_need(need) for need in move.needs])
    for need in line.needs:
        if need.type == "person":
            people = handlers_of(leg.unit, restricted=leg.case.restricted)
            need.choices = {str(one.pk): one.name for one in people}
    return line


def _callback(one: Callback) -> CallbackLine:
    named = {"unhappy": UNHAPPY.get(one.unhappy, ""), "declined": one.declined_why}
    plain = {name: getattr(one, name) for name in CallbackLine.model_fields if name not in named}
    return CallbackLine(**(plain | named))


def _clocks(clocks: Iterable[Clock], now: datetime) -> list[ClockLine]:
    lines = []
    for one in clocks:
        standing = one.standing(now)
        lines.append(
            ClockLine(
                id=one.pk,
                name=one.name,
                leg=one.leg.no if one.leg else None,
                due_at=one.due_at,
                provisional=one.provisional,
                stopped_at=one.stopped_at,
                standing=standing,
                standing_name=STANDINGS[standing],
                extensions=[_extension(asked) for asked in one.extensions.all()],
            )
        )
    return lines


def _extension(one: Extension) -> ExtensionLine:
    return ExtensionLine(**{name: getattr(one, name) for name in ExtensionLine.model_fields})


def _step(one: Move) -> StepLine:
    by = "网上，本人" if one.by.account == "console" else one.by.name
    return StepLine(at=one.at, name=one.name, by=by, leg=one.leg.no if one.leg else None, state=one.now, note=one.note)


def _move(one: AllowedMove) -> MoveLine:
    here = can_be_asked(one) or one.effect == "dispatch"
    return MoveLine(code=one.code, name=one.name, here=here, needs=[_need(need) for need in one.needs])


def _need(need: Need) -> NeedLine:
    return NeedLine(code=need.code, name=need.name, type=need.type, required=need.required, choices=dict(need.choices))
