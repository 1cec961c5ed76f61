"""Work on cases over the interface: sent, signed for, given back, given more time, handed in, called back."""

from typing import Any

import pytest
from django.utils import timezone

from mofan.cases.actions import move, recall, sign
from mofan.cases.models import Callback, Case, Clock, Leg
from mofan.org.models import Person, RoleGrant
from mofan.org.roles import Right, UnitRole
from tests.api.conftest import Enter, Program
from tests.make import AT
from tests.make_cases import County, accepted, approved, dispatched, make_county


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


@pytest.fixture
def desk(county: County, enter: Enter) -> Program:
    """The program of the centre."""
    return enter(county.dispatcher, Right.READ, Right.DISPATCH)


@pytest.fixture
def water(county: County, enter: Enter) -> Program:
    """The program of the water bureau, in the name of whoever handles there."""
    return enter(county.water_handler, Right.READ, Right.HANDLE)


def good(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found


def refused(answer: Any, said: str, status: int = 409) -> None:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    assert said in answer.json()["detail"]


def sent_now(county: County) -> tuple[Leg, str]:
    """A leg of the water bureau, sent a moment ago, and its address."""
    (leg,) = dispatched(county, at=timezone.now())
    return leg, f"/cases/{leg.case.code}/legs/{leg.no}"


def test_a_case_goes_through_a_department_and_back(county: County, desk: Program, water: Program) -> None:
    case = accepted(county, at=timezone.now())
    there = f"/cases/{case.code}"
    sheet = good(desk.post(f"{there}/dispatches", {"lead": county.water.pk, "co": [county.streets.pk]}))
    assert [(one["unit_name"], one["part"], one["state"]) for one in sheet["legs"]] == [
        ("县水务局", "lead", "sent"),
        ("县城市管理局", "co", "sent"),
    ]
    (mine,) = water.get("/legs", unit=county.water.pk, state="sent", sender=county.centre.pk).json()["items"]
    assert (mine["case"], mine["no"], mine["title"]) == (case.code, 1, case.title)
    steps = f"{there}/legs/{mine['no']}/steps"
    signed = good(water.post(steps, {"step": "sign", "revision": mine["revision"]}))
    assert {one["code"] for one in signed["legs"][0]["steps"]} >= {"progress", "submit", "ask_return", "ask_extension"}
    named = {"step": "assign", "values": {"handler": str(county.water_handler.pk)}}
    assert good(water.post(steps, named))["legs"][0]["handler_name"] == "陆怀瑾"
    good(water.post(steps, {"step": "progress", "values": {"said": "正在抢修"}}))
    told = {"outcome": "solved", "result": "更换阀门", "reply": "今晚八点恢复供水。"}
    done = good(water.post(steps, {"step": "submit", "values": told}))["legs"][0]
    assert (done["state"], done["outcome"], done["reply"]) == ("submitted", "已解决", "今晚八点恢复供水。")
    good(desk.post(steps, {"step": "send_back", "values": {"why": "没有逐点回应"}}))
    good(water.post(steps, {"step": "submit", "values": told}))
    good(desk.post(steps, {"step": "approve"}))
    good(desk.post(f"{there}/legs/2/steps", {"step": "recall", "values": {"why": "不用协办了"}}))
    for no in (1, 2):
        good(desk.post(f"{there}/points/{no}/answer", {"answer": "已修好。"}))
    closed = good(desk.post(f"{there}/moves", {"move": "close", "values": {"outcome": "solved", "reply": "已修好。"}}))
    assert closed["closed_at"]
    (callback,) = closed["callbacks"]
    assert callback["state"] == "due"
    refused(desk.post(f"{there}/callback", {"do": "said", "satisfied": "yes"}), "办理期限还没有届满")
    Callback.objects.update(due_at=AT)
    refused(desk.post(f"{there}/callback", {"do": "said"}), "三个问题都要答")
    assert good(desk.post(f"{there}/callback", {"do": "nobody"}))["callbacks"][0]["attempts"] == 1
    said = {"do": "said", "contacted": True, "satisfied": "no", "unhappy": "slow", "wants_reopening": True}
    answered = good(desk.post(f"{there}/callback", said))["callbacks"][0]
    assert (answered["state"], answered["unhappy"], answered["solved"]) == ("answered", "办得慢", False)
    good(desk.post(f"{there}/callback", {"do": "decline", "words": "已按标准修复"}))
    assert Callback.objects.get().declined_why == "已按标准修复"


def test_what_is_sent_again_under_its_key_is_done_once(county: County, desk: Program, water: Program) -> None:
    case = accepted(county, at=timezone.now())
    there, given = f"/cases/{case.code}/dispatches", {"lead": county.water.pk, "revision": case.revision}
    first = good(desk.post(there, given, **{"Idempotency-Key": "k1"}))
    again = good(desk.post(there, given, **{"Idempotency-Key": "k1"}))
    assert [one["no"] for one in again["legs"]] == [one["no"] for one in first["legs"]] == [1]
    refused(desk.post(there, {"lead": county.streets.pk}, **{"Idempotency-Key": "k1"}), "幂等键")
    steps, progress = f"/cases/{case.code}/legs/1/steps", {"step": "progress", "values": {"said": "已到现场"}}
    refused(water.post(steps, progress, **{"Idempotency-Key": "k2"}), "待签收")
    good(water.post(steps, {"step": "sign"}))
    for _ in range(2):
        good(water.post(steps, progress, **{"Idempotency-Key": "k2"}))
    assert case.moves.filter(code="progress").count() == 1


def test_of_two_at_once_the_second_is_told(county: County, desk: Program, water: Program) -> None:
    leg, there = sent_now(county)
    seen = leg.revision
    recall(Leg.objects.get(pk=leg.pk), "派错了", by=county.dispatcher, at=timezone.now())
    refused(water.post(f"{there}/steps", {"step": "sign", "revision": seen}), "许望舒刚刚")
    case = f"/cases/{leg.case.code}"
    before = desk.get(case).json()["revision"]
    good(desk.post(f"{case}/dispatches", {"lead": county.streets.pk, "revision": before}))
    refused(desk.post(f"{case}/dispatches", {"co": [county.water.pk], "revision": before}), "请先看过再办")
    refused(desk.post(f"{case}/points/1/answer", {"answer": "已修好", "revision": before}), "请先看过再办")


def test_a_wrong_dispatch_is_given_back(county: County, desk: Program, water: Program, enter: Enter) -> None:
    _, there = sent_now(county)
    given = {"step": "ask_return", "values": {"why": "属城管职责", "suggested": str(county.streets.pk)}}
    asked = good(water.post(f"{there}/steps", given))["legs"][0]
    assert (asked["state"], asked["returns"][0]["suggested_name"]) == ("return_asked", "县城市管理局")
    refused(desk.post(f"{there}/steps", {"step": "refuse_return", "values": {"why": "属水务职责"}}), "您没有这个身份")
    head = enter(county.head, Right.READ, Right.APPROVE)
    kept = good(head.post(f"{there}/steps", {"step": "refuse_return", "values": {"why": "属水务职责"}}))["legs"][0]
    assert (kept["state"], kept["returns"][0]["granted"]) == ("working", False)
    good(water.post(f"{there}/steps", given))
    gone = good(desk.post(f"{there}/steps", {"step": "grant_return", "values": {"why": "同意"}}))["legs"][0]
    assert (gone["state_name"], gone["returns"][1]["granted"]) == ("已退单", True)


def test_more_time_is_asked_for_granted_and_told(county: County, desk: Program, water: Program) -> None:
    leg, there = sent_now(county)
    good(water.post(f"{there}/steps", {"step": "sign"}))
    clock = Clock.objects.get(leg=leg, code="finish")
    wait = {"step": "ask_extension", "values": {"number": "3", "why": "配件未到"}}
    refused(water.post(f"{there}/steps", wait | {"values": {"number": "1.5", "why": "配件未到"}}), "整数")
    good(water.post(f"{there}/steps", wait))
    steps = f"/cases/{leg.case.code}/clocks/{clock.pk}/steps"
    refused(water.post(steps, {"step": "ask_extension", "number": 3, "words": "再要"}), "还没有批复")
    refused(water.post(steps, {"step": "grant_extension"}), "您没有这个身份")
    refused(desk.post(steps, {"step": "tell_extension", "words": "电话"}), "没有批准的延期")
    sheet = good(desk.post(steps, {"step": "grant_extension"}))
    lines = {one["id"]: one for one in sheet["clocks"]}
    assert lines[clock.pk]["extensions"][0] | {"asked_at": ""} == {
        "number": 3, "why": "配件未到", "asked_at": "", "granted": True, "answer": "", "told_at": None,
    }  # fmt: skip
    assert Clock.objects.get(pk=clock.pk).due_at > clock.due_at
    good(desk.post(steps, {"step": "tell_extension", "words": "电话告知"}))
    refused(desk.post(steps, {"step": "refuse_extension", "words": "不同意"}), "没有等待批复")
    held = good(desk.post(steps, {"step": "pause", "words": "等专家意见"}))["legs"][0]["steps"]
    assert "pause" not in [one["code"] for one in held], "it stands still already"
    good(desk.post(steps, {"step": "resume"}))
    good(desk.post(f"{there}/steps", {"step": "pause", "values": {"why": "等专家意见"}}))
    good(water.post(f"{there}/steps", {"step": "resume"}))
    refused(water.post(f"{there}/steps", {"step": "resume"}), "没有可以这样办的时限")


def test_a_unit_sends_on_what_it_has(county: County, desk: Program, water: Program) -> None:
    _, there = sent_now(county)
    good(water.post(f"{there}/steps", {"step": "sign"}))
    sheet = good(water.post(f"{there}/dispatches", {"lead": county.pipes.pk, "instruction": "今晚修好"}))
    lower = sheet["legs"][1]
    assert (lower["unit_name"], lower["sender_name"], lower["above"]) == ("供水股", "县水务局", 1)
    told = {"step": "submit", "values": {"outcome": "solved", "result": "修好了"}}
    refused(water.post(f"{there}/steps", told), "还没有办完")
    refused(water.post(f"{there}/dispatches", {"lead": county.pipes.pk}), "已经在办")
    refused(water.post(f"{there}/steps", {"step": "dispatch_on"}), f"{there}/dispatches")


def test_what_cannot_be_is_told(county: County, desk: Program, water: Program) -> None:
    leg, there = sent_now(county)
    case = f"/cases/{leg.case.code}"
    refused(desk.post(f"{case}/dispatches", {"lead": county.streets.pk}), "首接")
    refused(desk.post(f"{case}/dispatches", {"co": [987654]}), "987654", 404)
    late = {"co": [county.streets.pk], "due_on": "9999-12-31"}
    refused(desk.post(f"{case}/dispatches", late), "核对年份")
    refused(desk.post(f"{case}/legs/9/steps", {"step": "sign"}), "没有第 9 个承办环节", 404)
    refused(desk.post(f"{case}/clocks/987654/steps", {"step": "pause"}), "没有这个编号的时限", 404)
    refused(desk.post(f"{case}/points/9/answer", {"answer": "好"}), "没有第 9 个诉求点", 404)
    refused(desk.post(f"{case}/callback", {"do": "nobody"}), "还没有办结")
    refused(water.post(f"{there}/steps", {"step": "nothing"}), "没有这个动作")
    refused(water.post(f"{there}/steps", {"step": "sign", "values": {"why": "x"}}), "没有这些栏目：why")
    for wrong in ("0", "x", "９", str(county.streets_handler.pk)):
        refused(water.post(f"{there}/steps", {"step": "assign", "values": {"handler": wrong}}), "不能选")
    refused(water.post(f"{there}/steps", {"step": "assign", "values": {"handler": " "}}), "承办人")
    refused(desk.post(f"{there}/steps", {"step": "approve"}), "不能审核通过")
    assert water.post(f"{there}/steps", {"step": "sign", "more": 1}).status_code == 422
    assert desk.get("/legs", since="9999-12-31").json()["total"] == 0
    assert desk.get("/legs", since="2000-01-01", until="2999-01-01").json()["total"] == 1
    assert desk.get("/legs", until="2000-01-01").json()["total"] == 0


def test_of_another_unit_and_of_tip_offs_there_is_nothing(county: County, enter: Enter) -> None:
    leg, there = sent_now(county)
    beside = county.outsider
    RoleGrant.objects.create(person=beside, unit=county.village, role=UnitRole.HANDLER)
    program = enter(Person.objects.get(pk=beside.pk), Right.READ, Right.HANDLE)
    assert program.get("/legs").json()["total"] == 0
    assert program.post(f"{there}/steps", {"step": "sign"}).status_code == 404
    Case.objects.filter(pk=leg.case_id).update(restricted=True)
    officer = enter(county.tip_officer, Right.READ, Right.DISPATCH, Right.HANDLE)
    assert officer.get("/legs").json()["total"] == 0
    assert officer.post(f"{there}/steps", {"step": "recall", "values": {"why": "x"}}).status_code == 404


def test_a_scope_less_is_a_part_less(county: County, enter: Enter) -> None:
    """A token that may dispatch, of a person who handles too, does not handle."""
    _, there = sent_now(county)
    RoleGrant.objects.create(person=county.water_handler, unit=county.centre, role=UnitRole.DISPATCHER)
    person = Person.objects.get(pk=county.water_handler.pk)
    narrow = enter(person, Right.READ, Right.DISPATCH)
    refused(narrow.post(f"{there}/steps", {"step": "sign"}), "您没有这个身份")
    good(enter(person, Right.READ, Right.HANDLE).post(f"{there}/steps", {"step": "sign"}))


def test_whoever_no_longer_sees_it_gets_the_last_look(county: County, enter: Enter) -> None:
    """Named to handle it without a role in the unit: another is named, and with that it is out of sight."""
    leg, there = sent_now(county)
    sign(leg, by=county.water_handler, at=timezone.now())
    Leg.objects.filter(pk=leg.pk).update(handler=county.outsider)
    RoleGrant.objects.create(person=county.outsider, unit=county.village, role=UnitRole.HANDLER)
    program = enter(Person.objects.get(pk=county.outsider.pk), Right.READ, Right.HANDLE)
    named = {"step": "assign", "values": {"handler": str(county.water_handler.pk)}}
    assert good(program.post(f"{there}/steps", named))["legs"][0]["handler_name"] == "陆怀瑾"
    assert program.get(f"/cases/{leg.case.code}").status_code == 404


def test_a_closed_case_is_not_sent(county: County, desk: Program) -> None:
    case = approved(county)
    move(case, "withdraw", {"why": "本人撤回"}, by=county.dispatcher, at=timezone.now())
    refused(desk.post(f"/cases/{case.code}/dispatches", {"lead": county.streets.pk}), "不能交办")
