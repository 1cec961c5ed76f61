"""Cases (事项): hand one in once, look at those that one may see, make a plain move. What the pages do, by the same
functions; tip-offs are read on the pages alone, whatever the rights of the token's person."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema, Status
from pydantic import StringConstraints

from mofan.api.asked import Body, BodyKey, Day, Line, Paging, in_calendar
from mofan.api.authentication import JSON, Token, person_of
from mofan.api.cases_asked import (
    ACTING,
    PLAIN,
    CaseCode,
    FieldCode,
    Revision,
    Said,
    Told,
    UnitKey,
    Values,
    Word,
    as_it_was_seen,
    loaded,
    plain_values,
    problems_409,
    sheet_after,
)
from mofan.api.cases_shown import CaseLine, CaseSheet, can_be_asked, case_line, case_sheet
from mofan.api.ingesting import IdempotencyKey
from mofan.api.once import once
from mofan.api.paging import Page, page_of
from mofan.api.problems import FORBIDDEN, NOT_FOUND, Problem
from mofan.cases import actions
from mofan.cases.channels.outside import outside_key
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.kinds import Kind, PartyRole
from mofan.cases.known_kinds import kind_named, kind_of_case
from mofan.cases.models import Channel
from mofan.cases.queries import Asked, case_list, cases_visible_to
from mofan.cases.standing import parts_of_taker
from mofan.org.models import Person, Unit
from mofan.org.queries import units_visible_to
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

router = Router(tags=["事项"])


class Listing(Paging):
    """事项的筛选."""

    kind: Line = Field("", description="种类的代码，不写为全部")
    state: Line = Field("", description="状态的代码")
    decision: Literal["", "undecided", "accepted", "refused"] = Field("", description="受理决定")
    unit: UnitKey = Field(None, description="首接或承办单位的编号，连同下属单位")
    since: Day = Field(None, description="这一天起登记的")
    until: Day = Field(None, description="到这一天为止登记的")
    channel: Literal["", "window", "hotline", "grid", "web", "upper", "mail", "own"] = Field("", description="渠道")
    words: Line = Field("", description="标题、地点里含有的字词，或者编码")
    outside: Line = Field("", description="上级平台的编号")
    platform: Line = Field("", description="上级平台的名称，登记时写了才写")
    late: bool = Field(False, description="true 只要超期的")


class PartyGiven(Body):
    """当事人。一种事项只收它要的几项，多的不收."""

    role: PartyRole = Field(description="applicant 诉求人，respondent 被反映的，enterprise 企业，informant 举报人")
    name: Said = Field("", description="姓名")
    phone: Said = Field("", description="电话")
    id_number: Word = Field("", description="身份证号，加密保存")
    address: Said = Field("", description="住址")
    organisation: Said = Field("", description="单位或企业")


class ToTakeIn(Body):
    """要登记的一件."""

    kind: Word = Field(description="种类的代码，如 public_demand")
    unit: BodyKey = Field(description="受理单位的编号")
    title: Said = Field(description="标题，不超过 120 个字")
    text: Told = Field("", description="诉求内容")
    channel: Literal["window", "hotline", "grid", "upper", "mail", "own"] = Field("upper", description="渠道")
    urgency: Literal["emergency", "urgent", "ordinary", "complex"] = Field("ordinary", description="轻重缓急")
    category: Word = Field("", description="类别的代码，不写为研判时再定")
    place: Said = Field("", description="地点")
    points: list[Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=PLAIN)]] = Field(
        default_factory=list, max_length=20, description="诉求点"
    )
    parties: list[PartyGiven] = Field(default_factory=list, max_length=20, description="当事人")
    values: Values = Field(description="本种类的栏目，代码和所填：日期写 2026-03-05，选项写代码，是否写 1")
    outside: Said = Field("", description="上级平台的编号：同一个编号只登记一次，再交答那一件")
    platform: Said = Field("", description="上级平台的名称，几个平台的编号会重的时候写")


class Registered(Schema):
    """收条：已登记."""

    code: str = Field(description="编码，一案一码")
    kind: str = Field(description="种类的代码")
    new: bool = Field(description="false：这个外部编号原来就登记过，没有重复登记")
    follow: str = Field(description="看这一件的地址；登记以后自己不能看的为空，如举报")


class ToMove(Body):
    """要做的动作."""

    move: FieldCode = Field(description="动作的代码，见这一件的 moves")
    values: Values = Field(description="要填的，代码和所填；不予受理要填 ground")
    revision: Revision | None = Field(None, description="看到的是哪一版；其间别人办过就是 409，不写则不比")


@router.get("/cases", auth=Token(Right.READ), response=Page[CaseLine], summary="事项", operation_id="cases")
def cases(request: HttpRequest, response: HttpResponse, asked: Query[Listing]) -> dict[str, Any]:
    """您能看的事项，后登记的在前。没有姓名、电话和内容；举报不在里面。"""
    me = person_of(request)
    days = [day for day in (asked.since, asked.until) if day]
    wanted = Asked(
        kind=asked.kind,
        state=asked.state,
        unit=asked.unit,
        since=asked.since if asked.since and in_calendar(asked.since) else None,
        until=asked.until if asked.until and in_calendar(asked.until) else None,
        channel=asked.channel,
        words=asked.words,
        decision=asked.decision,
        overdue_at=timezone.now() if asked.late else None,
    )
    rows = case_list(me, wanted)
    if asked.outside.strip():
        rows = rows.filter(outside=outside_key(asked.outside, asked.platform))
    if not all(map(in_calendar, days)):
        rows = rows.none()
    return page_of(rows, case_line, asked=asked, request=request, response=response)


@router.get("/cases/{code}", auth=Token(Right.READ), response=CaseSheet, summary="一件事项", operation_id="case")
def case(request: HttpRequest, code: Path[CaseCode]) -> CaseSheet:
    """内容、诉求点、承办环节、时限、办理记录、现在可做的动作；当事人遮住，要看完整的请到网页上写明理由。"""
    me = person_of(request)
    return case_sheet(loaded(me, code), me)


@router.post(
    "/cases",
    auth=Token(Right.INTAKE, body=JSON),
    response={200: Registered, 201: Registered},
    openapi_extra={"x-problems": [404, 409]},
    summary="登记一件",
    operation_id="take_in_case",
)
def take_in_case(request: HttpRequest, response: HttpResponse, given: ToTakeIn, key: IdempotencyKey) -> Status[Any]:
    """登记一件，与窗口登记一样研判、计时。带外部编号或幂等键就可以放心重交：同一件只登记一次。"""
    me = person_of(request)
    return _registered(response, once(request, given, key, lambda: _take_in(me, given)))


@router.post(
    "/cases/{code}/moves",
    auth=Token(*ACTING, body=JSON),
    response=CaseSheet,
    openapi_extra=problems_409(),
    summary="办理一步",
    operation_id="move_case",
)
def move_case(request: HttpRequest, code: Path[CaseCode], given: ToMove, key: IdempotencyKey) -> CaseSheet:
    """做一个动作：受理、不予受理、办结等。交办另有地址；并案、调解请在网页上办。不合规则是 409，写明缘由。"""
    me = person_of(request)
    row = loaded(me, code)

    def act() -> dict[str, Any]:
        made = next((one for one in kind_of_case(row).moves if one.code == given.move), None)
        if made is not None and made.effect == "dispatch":
            raise RuleBroken(f"“{made.name}”请用 POST /cases/{row.code}/dispatches，写明承办单位。")
        if made is not None and not can_be_asked(made):
            raise RuleBroken(f"“{made.name}”要选单位、人或者事项，请在网页上办。")
        values = plain_values(made.needs if made is not None else (), given.values)
        actions.move(as_it_was_seen(row, given.revision), given.move, values, by=me, at=timezone.now())
        return {}

    once(request, given, key, act)
    return sheet_after(row, me)


def _take_in(me: Person, given: ToTakeIn) -> dict[str, Any]:
    """Take it in once. Under an outside number that came in before, the case that there is, if this person took it in
    or may read it; else nothing is told of it."""
    kind, unit, at = kind_named(given.kind), _unit(me, given.unit), timezone.now()
    if not parts_of_taker(kind, me, unit):
        raise Problem(FORBIDDEN, f"您或您的令牌不能为“{unit}”登记{kind.name}。")
    row = actions.take_in(_intake(kind, given), unit, by=me, at=at)
    new, seen = row.taken_in_at == at, cases_visible_to(me).filter(pk=row.pk).exists()
    if not new and (row.kind != kind.code or not (seen or row.taken_in_by_id == me.pk)):
        raise RuleBroken("这个外部编号已经登记过，登记的不是这一种事项，或者您不能看那一件。请核对编号和平台名称。")
    follow = reverse("api:case", args=[row.code]) if seen else ""
    return {"code": row.code, "kind": row.kind, "new": new, "follow": follow}


def _intake(kind: Kind, given: ToTakeIn) -> Intake:
    parties = tuple(
        PartyFacts(one.role, one.name, one.phone, one.id_number, one.address, one.organisation) for one in given.parties
    )
    return Intake(
        kind,
        given.title,
        Channel(given.channel),
        given.text,
        given.urgency,
        given.category,
        given.place,
        tuple(given.points),
        parties,
        plain_values(kind.fields, given.values),
        outside_key(given.outside, given.platform) or None,
    )


def _registered(response: HttpResponse, taken: dict[str, Any]) -> Status[Any]:
    if taken["follow"]:
        response.headers["Location"] = taken["follow"]
    return Status(201 if taken["new"] else 200, taken)


def _unit(me: Person, key: int) -> Unit:
    unit = units_visible_to(me).filter(pk=key).first()
    if unit is None:
        raise Problem(NOT_FOUND, f"没有编号为 {key} 的单位，或您没有查看的权限。")
    return unit
