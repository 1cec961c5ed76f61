"""Work on cases (承办): send them to units, do a step of a leg, ask for time, answer points, call back. What the pages
do, by the same actions; whoever may not is told so by the action."""

from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Path, Query, Router
from pydantic import StringConstraints

from mofan.api.asked import Body, BodyKey, Day, Key, Paging, in_calendar
from mofan.api.authentication import JSON, Token, person_of
from mofan.api.case_work_shown import LegItem, leg_item
from mofan.api.cases_asked import (
    ACTING,
    NO_NUL,
    CaseCode,
    FieldCode,
    Place,
    Revision,
    UnitKey,
    Values,
    Words,
    as_it_was_seen,
    leg_at,
    loaded,
    plain_values,
    problems_409,
    sheet_after,
)
from mofan.api.cases_shown import CaseSheet
from mofan.api.ingesting import IdempotencyKey
from mofan.api.once import once
from mofan.api.paging import Page, page_of
from mofan.api.problems import NOT_FOUND, Problem
from mofan.cases import actions
from mofan.cases.intake import Value
from mofan.cases.kinds import Move
from mofan.cases.legs import LEG_MOVES
from mofan.cases.models import Callback, Clock, Leg, Satisfied
from mofan.cases.queries import LegsAsked, leg_list
from mofan.cases.receivers import callable_units, handlers_of, receivers
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

router = Router(tags=["承办"])
_DIGITS: Final = 19


class LegsListed(Paging):
    """承办环节的筛选."""

    unit: UnitKey = Field(None, description="承办单位的编号，连同下属单位")
    sender: UnitKey = Field(None, description="交办单位的编号")
    state: Literal["", "sent", "working", "return_asked", "submitted", "done", "returned", "recalled"] = Field(
        "", description="sent 待签收，working 办理中，return_asked 申请退单，submitted 待审核，done 已办完"
    )
    since: Day = Field(None, description="这一天起交办的")
    until: Day = Field(None, description="到这一天为止交办的")


class ToSend(Body):
    """交办给哪些单位."""

    lead: BodyKey | None = Field(None, description="主办单位的编号；已有主办、只加协办的不写")
    co: list[BodyKey] = Field(default_factory=list, max_length=30, description="协办单位的编号")
    instruction: Words = Field("", description="交办要求")
    due_on: Day = Field(None, description="办到哪一天，整改、督办要写")
    revision: Revision | None = Field(
        None, description="看到的是哪一版（转下级的，是环节的版次）；其间别人办过就是 409"
    )


class ToStep(Body):
    """一个承办环节要做的一步."""

    step: FieldCode = Field(
        description="sign 签收，assign 指定承办人，progress 报进展，ask_return 申请退单，grant_return、refuse_return "
        "裁定退单，ask_extension 申请延期，pause、resume 中止、恢复计时，submit 报办理结果，approve 审核通过，"
        "send_back 退回重办，recall 收回"
    )
    values: Values = Field(description="要填的，代码和所填，见环节的 steps；人和单位填编号")
    revision: Revision | None = Field(None, description="看到的是环节的哪一版；其间别人办过就是 409，不写则不比")


class ToTime(Body):
    """对一个时限要做的."""

    step: Literal["pause", "resume", "ask_extension", "grant_extension", "refuse_extension", "tell_extension"] = Field(
        description="中止计时、恢复计时、申请延期、批准延期、不批准延期、告知诉求人"
    )
    number: int = Field(0, ge=0, le=1000, description="延长多少，单位同时限，申请延期时写")
    words: Annotated[str, StringConstraints(max_length=500, pattern=NO_NUL)] = Field(
        "", description="缘由；批准的可以不写；告知的写怎样告知"
    )


class ToAnswer(Body):
    """一个诉求点的答复."""

    answer: Words = Field(description="答复，或者办不到的说明")
    explained: bool = Field(False, description="true：是说明，不是答复")
    revision: Revision | None = Field(None, description="看到的是哪一版；其间别人办过就是 409，不写则不比")


class ToCallBack(Body):
    """一次回访."""

    do: Literal["said", "nobody", "decline"] = Field(
        description="said 登记回访，nobody 没有联系上，decline 说明不重办的理由"
    )
    contacted: bool = Field(False, description="承办单位联系过本人")
    solved: bool = Field(False, description="问题解决了")
    satisfied: Literal["", "yes", "mostly", "no"] = Field("", description="满意、基本满意、不满意，登记回访时必填")
    unhappy: FieldCode | Literal[""] = Field(
        "", description="不满意的原因：slow not_solved manner no_contact reply other，不满意的必填"
    )
    words: Annotated[str, StringConstraints(max_length=500, pattern=NO_NUL)] = Field(
        "", description="本人的话；不重办的，写理由"
    )
    wants_reopening: bool = Field(False, description="要求重办")


@router.get("/legs", auth=Token(Right.READ), response=Page[LegItem], summary="承办环节", operation_id="legs")
def legs(request: HttpRequest, response: HttpResponse, asked: Query[LegsListed]) -> dict[str, Any]:
    """您能看的承办环节，后交办的在前：承办单位的系统据此取交给自己的。举报不在里面。"""
    days = [day for day in (asked.since, asked.until) if day]
    wanted = LegsAsked(asked.unit, asked.sender, asked.state)
    if all(map(in_calendar, days)):
        wanted = LegsAsked(asked.unit, asked.sender, asked.state, asked.since, asked.until)
    rows = leg_list(person_of(request), wanted)
    if not all(map(in_calendar, days)):
        rows = rows.none()
    return page_of(rows, leg_item, asked=asked, request=request, response=response)


@router.post(
    "/cases/{code}/dispatches",
    auth=Token(*ACTING, body=JSON),
    response=CaseSheet,
    openapi_extra=problems_409(),
    summary="交办",
    operation_id="dispatch_case",
)
def dispatch_case(request: HttpRequest, code: Path[CaseCode], given: ToSend, key: IdempotencyKey) -> CaseSheet:
    """交给主办、协办单位，各自起一个承办环节。首接单位牵头：已有主办的只能加协办，要换先收回。"""
    me = person_of(request)
    row = loaded(me, code)

    def act() -> dict[str, Any]:
        actions.dispatch(as_it_was_seen(row, given.revision), _sent(given, row.unit), by=me, at=timezone.now())
        return {}

    once(request, given, key, act)
    return sheet_after(row, me)


@router.post(
    "/cases/{code}/legs/{no}/dispatches",
    auth=Token(*ACTING, body=JSON),
    response=CaseSheet,
    openapi_extra=problems_409(),
    summary="转下级或协办",
    operation_id="dispatch_leg_on",
)
def dispatch_leg_on(
    request: HttpRequest, code: Path[CaseCode], no: Path[Place], given: ToSend, key: IdempotencyKey
) -> CaseSheet:
    """承办单位把自己的环节再转给下级，或者请别的单位协办；仍由它汇总，仍由它负责。"""
    me = person_of(request)
    row = loaded(me, code)
    leg = leg_at(row, no)

    def act() -> dict[str, Any]:
        actions.dispatch_on(as_it_was_seen(leg, given.revision), _sent(given, leg.unit), by=me, at=timezone.now())
        return {}

    once(request, given, key, act)
    return sheet_after(row, me)


@router.post(
    "/cases/{code}/legs/{no}/steps",
    auth=Token(*ACTING, body=JSON),
    response=CaseSheet,
    openapi_extra=problems_409(),
    summary="承办一步",
    operation_id="step_leg",
)
def step_leg(
    request: HttpRequest, code: Path[CaseCode], no: Path[Place], given: ToStep, key: IdempotencyKey
) -> CaseSheet:
    """签收、报进展、报结果、退单、延期、审核等，见环节的 steps。谁能做由身份定；不合规则是 409，写明缘由。"""
    me = person_of(request)
    row = loaded(me, code)
    leg = leg_at(row, no)

    def act() -> dict[str, Any]:
        if given.step == "dispatch_on":
            raise RuleBroken(f"转下级或协办请用 POST /cases/{row.code}/legs/{leg.no}/dispatches，写明单位。")
        if given.step not in actions.LEG_STEPS:
            raise RuleBroken("承办环节没有这个动作。可做的见环节的 steps。")
        made = next(one for one in LEG_MOVES if one.code == given.step)
        values = _values(made, given.values, leg)
        actions.step_leg(as_it_was_seen(leg, given.revision), given.step, values, by=me, at=timezone.now())
        return {}

    once(request, given, key, act)
    return sheet_after(row, me)


@router.post(
    "/cases/{code}/clocks/{id}/steps",
    auth=Token(*ACTING, body=JSON),
    response=CaseSheet,
    openapi_extra=problems_409(),
    summary="中止计时、延期",
    operation_id="step_clock",
)
def step_clock(
    request: HttpRequest, code: Path[CaseCode], id: Path[Key], given: ToTime, key: IdempotencyKey
) -> CaseSheet:
    """对一个时限：中止、恢复、申请延期、批复延期、告知诉求人。能不能、谁能，依这一种事项的规定。"""
    me = person_of(request)
    row = loaded(me, code)
    clock = row.clocks.select_related("leg", "leg__unit", "leg__sender", "leg__above").filter(pk=id).first()
    if clock is None:
        raise Problem(NOT_FOUND, "这一件没有这个编号的时限。")
    clock.case = row
    if clock.leg is not None:
        clock.leg.case = row

    def act() -> dict[str, Any]:
        _time(clock, given, me)
        return {}

    once(request, given, key, act)
    return sheet_after(row, me)


@router.post(
    "/cases/{code}/points/{no}/answer",
    auth=Token(*ACTING, body=JSON),
    response=CaseSheet,
    openapi_extra=problems_409(),
    summary="答复诉求点",
    operation_id="answer_point",
)
def answer_point(
    request: HttpRequest, code: Path[CaseCode], no: Path[Place], given: ToAnswer, key: IdempotencyKey
) -> CaseSheet:
    """答复一个诉求点，或者说明为什么办不到。办结前可以改写，原来的留在办理记录里。"""
    me = person_of(request)
    row = loaded(me, code)
    if not row.points.filter(no=no).exists():
        raise Problem(NOT_FOUND, f"这一件没有第 {no} 个诉求点。")

    def act() -> dict[str, Any]:
        seen = as_it_was_seen(row, given.revision)
        actions.answer_point(seen, no, given.answer, explained=given.explained, by=me, at=timezone.now())
        return {}

    once(request, given, key, act)
    return sheet_after(row, me)


@router.post(
    "/cases/{code}/callback",
    auth=Token(Right.DISPATCH, Right.INTAKE, Right.APPROVE, body=JSON),
    response=CaseSheet,
    openapi_extra=problems_409(),
    summary="回访",
    operation_id="call_back",
)
def call_back(request: HttpRequest, code: Path[CaseCode], given: ToCallBack, key: IdempotencyKey) -> CaseSheet:
    """办理期限届满后由中心回访，一次办结只回访一次，承办的人不能自己回访。要求重办的，用动作 reopen，或者说明理由。"""
    me = person_of(request)
    row = loaded(me, code)

    def act() -> dict[str, Any]:
        last = row.callbacks.select_related("unit").order_by("-round").first()
        if last is None:
            raise RuleBroken("还没有办结，没有要回访的。")
        last.case = row
        _call_back(last, given, me)
        return {}

    once(request, given, key, act)
    return sheet_after(row, me)


def _sent(given: ToSend, sender: Unit) -> actions.Dispatch:
    wanted = [*([given.lead] if given.lead else []), *given.co]
    units = {one.pk: one for one in receivers(sender).filter(pk__in=wanted)}
    if strange := [str(key) for key in wanted if key not in units]:
        raise Problem(NOT_FOUND, f"“{sender}”不能交办给编号为 {'、'.join(strange)} 的单位，或者没有这些单位。")
    if given.due_on is not None and not in_calendar(given.due_on):
        raise RuleBroken("办理期限不像一个日期，请核对年份。")
    lead = units[given.lead] if given.lead else None
    return actions.Dispatch(lead, tuple(units[key] for key in given.co), given.instruction, given.due_on)


def _values(made: Move, typed: dict[str, str], leg: Leg) -> dict[str, Value]:
    """What was given for a step of a leg; people and units by their keys."""
    named = {need.code: need for need in made.needs if need.type in ("person", "unit")}
    values = plain_values(
        tuple(need for need in made.needs if need.code not in named),
        {code: text for code, text in typed.items() if code not in named},
    )
    for code, text in typed.items():
        if code not in named or not text.strip():
            continue
        key = int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else 0
        found: Unit | Person | None
        if named[code].type == "person":
            found = handlers_of(leg.unit, restricted=leg.case.restricted).filter(pk=key).first()
        else:
            found = callable_units(leg.unit).filter(pk=key).first()
        if found is None:
            raise RuleBroken(f"“{named[code].name}”填的编号不能选，请核对。")
        values[code] = found
    return values


def _time(clock: Clock, given: ToTime, me: Person) -> None:
    at = timezone.now()
    if given.step == "pause":
        actions.pause(clock, given.words, by=me, at=at)
    elif given.step == "resume":
        actions.resume(clock, by=me, at=at)
    elif given.step == "ask_extension":
        actions.ask_extension(clock, given.number, given.words, by=me, at=at)
    elif given.step == "tell_extension":
        granted = clock.extensions.filter(granted=True, told_at=None).first()
        if granted is None:
            raise RuleBroken("没有批准的延期，或者已经告知过。")
        granted.clock = clock
        actions.tell_extension(granted, given.words, by=me, at=at)
    else:
        asked = clock.extensions.filter(granted=None).first()
        if asked is None:
            raise RuleBroken("没有等待批复的延期申请。")
        asked.clock = clock
        granting = given.step == "grant_extension"
        actions.decide_extension(asked, granting, answer=given.words, by=me, at=at)


def _call_back(callback: Callback, given: ToCallBack, me: Person) -> None:
    at = timezone.now()
    if given.do == "nobody":
        actions.not_reached(callback, by=me, at=at)
    elif given.do == "decline":
        actions.decline_reopening(callback, given.words, by=me, at=at)
    elif not given.satisfied:
        raise RuleBroken("三个问题都要答：是否联系过、是否解决、是否满意。")
    else:
        said = actions.Said(
            given.contacted,
            given.solved,
            Satisfied(given.satisfied),
            given.unhappy,
            given.words,
            given.wants_reopening,
        )
        actions.record_callback(callback, said, by=me, at=at)
