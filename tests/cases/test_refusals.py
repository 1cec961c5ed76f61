"""What is refused, and why: to whom, when, a second time; tip-offs and whom they are against."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mofan.cases.actions import (
    Dispatch,
    answer_point,
    approve,
    ask_extension,
    assign,
    decide_extension,
    dispatch,
    dispatch_on,
    hand_in,
    move,
    pause,
    resume,
    sign,
    submit,
    take_in,
    tell_extension,
)
from mofan.cases.actions.timing import clock_row, reckoner, turn_clocks
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts, Value, stored
from mofan.cases.known_kinds import kind_named, kind_of_case, known_kinds
from mofan.cases.models import Case, Channel, Clock, Leg
from mofan.cases.standing import parts_in_leg
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from tests.cases.test_queries import TIP
from tests.make import AT, make_person
from tests.make_cases import WATER, County, accepted, dispatched, submitted, taken_in

DAY = timedelta(days=1)


def finish(leg: Leg) -> Clock:
    return Clock.objects.select_related("case", "leg__case").get(leg=leg, code="finish")


def test_points_are_answered_with_words_by_whoever_may_while_it_is_open(county: County) -> None:
    case = accepted(county)
    with pytest.raises(RuleBroken, match="请写答复"):
        answer_point(case, 1, " ", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        answer_point(case, 1, "已修好", by=county.outsider, at=AT)
    answer_point(case, 1, "在修", by=county.dispatcher, at=AT)
    again = answer_point(case, 1, "已修好", by=county.dispatcher, at=AT)
    assert again.note == "第1点（原答复：在修）"
    move(case, "withdraw", {"why": "已自行解决"}, by=county.clerk, at=AT)
    with pytest.raises(RuleBroken, match="不能再改"):
        answer_point(case, 1, "已修好", by=county.dispatcher, at=AT)


def test_units_to_which_nothing_is_sent(county: County) -> None:
    (leg,) = dispatched(county)
    with pytest.raises(RuleBroken, match="“县水务局”已经在办"):
        dispatch(leg.case, Dispatch(None, (county.water,)), by=county.dispatcher, at=AT)
    Unit.objects.filter(pk=county.streets.pk).update(until=AT.date())
    county.streets.refresh_from_db()
    with pytest.raises(RuleBroken, match="已撤销"):
        dispatch(leg.case, Dispatch(None, (county.streets,)), by=county.dispatcher, at=AT)
    sign(leg, by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="请选单位"):
        dispatch_on(leg, Dispatch(None), by=county.water_handler, at=AT)


def test_a_kind_with_a_day_that_is_set_asks_for_it(county: County) -> None:
    values = {"problem": "台账不全"}
    intake = Intake(kind_of("rectification_item"), "饮水安全台账不全", Channel.OWN, values=values)
    case = take_in(intake, county.centre, by=county.head, at=AT)
    assert not case.clocks.exists()
    with pytest.raises(RuleBroken, match="请填写办理期限"):
        dispatch(case, Dispatch(county.water), by=county.head, at=AT)
    (leg,) = dispatch(case, Dispatch(county.water, due_on=AT.date() + 20 * DAY), by=county.head, at=AT)
    assert finish(leg).given_on == AT.date() + 20 * DAY
    assert "centre" in parts_in_leg(leg, county.head)


def test_a_day_that_has_passed_is_due_at_once(county: County) -> None:
    values: dict[str, Value] = {"due_on": AT.date() - DAY}
    intake = Intake(kind_of("supervised_matter"), "逾期的督办事项", Channel.OWN, values=values)
    case = take_in(intake, county.centre, by=county.head, at=AT)
    (leg,) = dispatch(case, Dispatch(county.water), by=county.head, at=AT + DAY)
    assert timezone.localdate(finish(leg).due_at) == AT.date() + DAY
    assert finish(leg).standing(AT + 2 * DAY) == "overdue"


def test_a_tip_off_is_not_sent_to_whom_it_is_against(county: County) -> None:
    against = PartyFacts("respondent", name="某人", unit=county.water)
    case = taken_in(county, TIP, parties=(*TIP.parties, against))
    move(case, "accept", by=county.tip_officer, at=AT)
    for unit in (county.water, county.pipes):
        with pytest.raises(RuleBroken, match="不能交办给被举报的单位"):
            dispatch(case, Dispatch(unit), by=county.tip_officer, at=AT)
    (leg,) = dispatch(case, Dispatch(county.streets), by=county.tip_officer, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        sign(leg, by=county.streets_handler, at=AT)
    RoleGrant.objects.create(person=county.streets_handler, unit=county.streets, role=UnitRole.TIP_OFFICER)
    sign(leg, by=county.streets_handler, at=AT)
    with pytest.raises(RuleBroken, match="“白亦舟”不能办理举报"):
        assign(leg, county.outsider, by=county.streets_handler, at=AT)
    assign(leg, county.streets_handler, by=county.streets_handler, at=AT)
    assert "handler" in parts_in_leg(leg, county.streets_handler)


def test_who_is_named_as_handler(county: County) -> None:
    against = PartyFacts("respondent", name="某人", person=county.outsider)
    case = taken_in(county, TIP, parties=(*TIP.parties, against))
    move(case, "accept", by=county.tip_officer, at=AT)
    (leg,) = dispatch(case, Dispatch(county.centre), by=county.tip_officer, at=AT)
    with pytest.raises(RuleBroken, match="涉及“白亦舟”本人"):
        assign(leg, county.outsider, by=county.tip_officer, at=AT)
    Person.objects.filter(pk=county.head.pk).update(is_active=False)
    county.head.refresh_from_db()
    with pytest.raises(RuleBroken, match="账号已停用"):
        assign(leg, county.head, by=county.tip_officer, at=AT)


def test_somebody_whom_it_is_about_does_not_handle_it(county: County) -> None:
    (leg,) = dispatched(county)
    leg.case.parties.create(role="respondent", person=county.water_handler)
    with pytest.raises(RuleBroken, match="请回避"):
        sign(leg, by=county.water_handler, at=AT)


def test_whoever_submits_and_dispatches_does_not_approve_his_own(county: County) -> None:
    leg = submitted(county)
    both = make_person("both", name="身兼二职")
    RoleGrant.objects.create(person=both, unit=county.centre, role=UnitRole.DISPATCHER)
    Leg.objects.filter(pk=leg.pk).update(submitted_by=both)
    leg.refresh_from_db()
    with pytest.raises(RuleBroken, match="报结果的人以外的人"):
        approve(leg, by=both, at=AT + DAY)


def test_extensions_that_are_not_granted(county: County) -> None:
    (leg,) = dispatched(county)
    clock, signing = finish(leg), Clock.objects.get(leg=leg, code="sign")
    refused: list[tuple[Clock, dict[str, Any], str]] = [
        (signing, {}, "依规定不能延长"),
        (clock, {"number": 99}, "最多延长 15日"),
        (clock, {"number": 0}, "最多延长 15日"),
        (clock, {"why": ""}, "请写明缘由"),
        (clock, {"by": county.outsider}, "您没有这个身份"),
        (clock, {"at": AT + 30 * DAY}, "已经超期"),
    ]
    for one, changes, why in refused:
        given: dict[str, Any] = {"number": 3, "why": "配件未到", "by": county.water_handler, "at": AT} | changes
        with pytest.raises(RuleBroken, match=why):
            ask_extension(one, given["number"], given["why"], by=given["by"], at=given["at"])


def test_an_extension_is_decided_once_by_somebody_else(county: County) -> None:
    (leg,) = dispatched(county)
    asked = ask_extension(finish(leg), 3, "配件未到", by=county.water_handler, at=AT)
    asked.asked_by = county.dispatcher
    asked.save()
    with pytest.raises(RuleBroken, match="申请人以外的人"):
        decide_extension(asked, True, by=county.dispatcher, at=AT)
    asked.asked_by = county.water_handler
    asked.save()
    with pytest.raises(RuleBroken, match="没有批准的延期"):
        tell_extension(asked, "电话", by=county.water_handler, at=AT)
    decide_extension(asked, True, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经批复过"):
        decide_extension(asked, True, by=county.dispatcher, at=AT)


def test_nothing_is_extended_or_paused_once_it_is_done(county: County) -> None:
    (leg,) = dispatched(county)
    sign(leg, by=county.water_handler, at=AT)
    clock = finish(leg)
    asked = ask_extension(clock, 3, "配件未到", by=county.water_handler, at=AT)
    leg = Leg.objects.select_related("case").get()
    submit(leg, "solved", "修好了", by=county.water_handler, at=AT)
    asked = type(asked).objects.select_related("clock__case", "clock__leg__case").get()
    clock = asked.clock
    with pytest.raises(RuleBroken, match="不用再批复"):
        decide_extension(asked, True, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="不用延期"):
        ask_extension(clock, 3, "配件未到", by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="不再计时"):
        pause(clock, "等检测", by=county.dispatcher, at=AT)


def test_clocks_that_do_not_stand_still(county: County) -> None:
    (leg,) = dispatched(county)
    clock, signing = finish(leg), Clock.objects.get(leg=leg, code="sign")
    with pytest.raises(RuleBroken, match="不能中止"):
        pause(signing, "等检测", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经超期"):
        pause(clock, "等检测", by=county.dispatcher, at=AT + 30 * DAY)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        resume(clock, by=county.outsider, at=AT)
    Clock.objects.filter(pk=clock.pk).update(code="gone")
    with pytest.raises(RuleBroken, match="不再使用"):
        pause(finish_of(clock.pk), "等检测", by=county.dispatcher, at=AT)


def finish_of(key: int) -> Clock:
    return Clock.objects.select_related("case", "leg__case").get(pk=key)


def test_what_stands_still_goes_on_before_it_is_stopped(county: County) -> None:
    (leg,) = dispatched(county)
    sign(leg, by=county.water_handler, at=AT)
    clock = finish(leg)
    pause(clock, "等检测", by=county.dispatcher, at=AT)
    leg = Leg.objects.select_related("case").get()
    submit(leg, "solved", "修好了", by=county.water_handler, at=AT + 3 * DAY)
    stopped = finish(leg)
    assert (stopped.paused_at, stopped.stopped_at) == (None, AT + 3 * DAY)
    assert stopped.due_at == clock.due_at + 3 * DAY


def test_a_verb_of_its_own_is_no_plain_move(county: County) -> None:
    with pytest.raises(ValueError, match="verb of its own"):
        move(accepted(county), "dispatch", by=county.dispatcher, at=AT)


def test_an_approval_is_decided_once(county: County) -> None:
    applicant = PartyFacts("applicant", name="苏文澜", phone="13700001234")
    intake = Intake(
        kind_of("approval"),
        "新开一家面馆",
        Channel.WINDOW,
        category="business_start",
        parties=(applicant,),
        values={"item": "企业开办"},
    )
    case = take_in(intake, county.centre, by=county.clerk, at=AT)
    promised: dict[str, Value] = {"lacking": "租赁合同复印件", "promised": True}
    move(case, "tolerate", promised, by=county.dispatcher, at=AT)
    move(case, "completed", by=county.dispatcher, at=AT)
    assert {one.code: one.measure for one in case.clocks.all()} == {
        "decide": "working_hour",
        "finish": "working_hour",
        "complete": "working_day",
    }
    move(case, "approve", {"outcome": "granted"}, by=county.head, at=AT)
    assert Case.objects.get().decided_at == AT


def test_a_kind_that_is_not_known(county: County) -> None:
    assert kind_of_case(taken_in(county)) is known_kinds()["public_demand"]
    with pytest.raises(RuleBroken, match="没有这一种事项"):
        kind_named("weather")


def test_several_units_are_kept_by_their_names(county: County) -> None:
    assert stored((county.water, county.streets)) == "县水务局、县城市管理局"


def test_what_a_citizen_hands_in_must_stand(county: County) -> None:
    broken = Intake(WATER.kind, " ", Channel.WEB)
    with pytest.raises(RuleBroken, match="标题要填写"):
        hand_in(broken, county.centre, at=AT)


def test_a_clock_that_runs_is_not_started_again(county: County) -> None:
    case = taken_in(county)
    turn_clocks(case, kind_of_case(case), "take_in", AT)
    assert case.clocks.filter(code="decide").count() == 1


def test_a_clock_without_a_length_on_that_day_does_not_run(county: County) -> None:
    case = taken_in(county)
    clock = replace(kind_of_case(case).clocks[0], terms=())
    assert clock_row(case, clock, AT, reckoner(), given_on=None) is None


def test_rows_say_what_they_are(county: County) -> None:
    (leg,) = dispatched(county)
    rows = [
        leg,
        leg.case.detail,
        leg.case.parties.get(),
        leg.case.points.first(),
        leg.case.concerns.first(),
        finish(leg),
    ]
    assert all(str(one) for one in rows)
    assert leg.is_running
    assert Leg.objects.visible_to(county.water_handler).exists()
