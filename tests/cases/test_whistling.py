"""The centre whistles, departments report in; both sides are assessed."""

from datetime import timedelta

import pytest

from mofan.cases.actions import (
    Blow,
    answer_whistle,
    arrive,
    assess_called,
    assess_caller,
    end_whistle,
    move,
    report_result,
    whistle,
)
from mofan.cases.models import Call, CallState, Case, Mark, Whistle
from mofan.org.rules import RuleBroken
from tests.cases.test_queries import TIP
from tests.make import AT
from tests.make_cases import County, accepted, taken_in

HOUR = timedelta(hours=1)


def blown(county: County) -> tuple[Whistle, Call, Call]:
    """The centre has called the water bureau and the streets bureau."""
    blow = Blow(county.centre, (county.water, county.streets), "三号楼停水，现场会商", AT + 2 * HOUR, "柳湾小区")
    made = whistle(accepted(county), blow, by=county.dispatcher, at=AT)
    water, streets = made.calls.order_by("pk")
    return made, water, streets


def test_departments_answer_come_report_and_are_assessed(county: County) -> None:
    made, water, streets = blown(county)
    assert Case.objects.visible_to(county.water_handler).exists()
    answer_whistle(water, "半小时到", coming=True, by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="“县水务局”还没有报结果"):
        end_whistle(made, by=county.dispatcher, at=AT)
    arrive(water, by=county.water_handler, at=AT + HOUR)
    with pytest.raises(RuleBroken, match="请写办理结果"):
        report_result(water, " ", by=county.water_handler, at=AT + HOUR)
    report_result(water, "阀门已更换", by=county.water_handler, at=AT + 2 * HOUR)
    arrive(streets, by=county.streets_handler, at=AT + HOUR)
    report_result(streets, "围挡已撤", by=county.streets_handler, at=AT + 2 * HOUR)
    assess_called(water, Mark.GOOD, by=county.dispatcher, at=AT + 3 * HOUR)
    assess_caller(water, Mark.POOR, "地点没有说清", by=county.water_handler, at=AT + 3 * HOUR)
    end_whistle(made, by=county.dispatcher, at=AT + 3 * HOUR)
    assert (water.state, water.of_called, water.of_caller) == (CallState.REPORTED, Mark.GOOD, Mark.POOR)
    for again in (
        lambda: end_whistle(made, by=county.dispatcher, at=AT),
        lambda: arrive(water, by=county.water_handler, at=AT),
    ):
        with pytest.raises(RuleBroken):
            again()
    with pytest.raises(RuleBroken, match="已经评价过"):
        assess_called(water, Mark.GOOD, by=county.dispatcher, at=AT)


def test_a_refusal_has_words_and_is_reported_upward(county: County) -> None:
    _, water, _ = blown(county)
    with pytest.raises(RuleBroken, match="请写明缘由"):
        answer_whistle(water, coming=False, by=county.water_handler, at=AT)
    answer_whistle(water, "正在抢修主管道", coming=False, by=county.water_handler, at=AT)
    assert (water.state, water.reported_to, water.reported_at) == (CallState.REFUSED, county.root, AT)
    with pytest.raises(RuleBroken, match="现在是“拒不报到”"):
        answer_whistle(water, coming=True, by=county.water_handler, at=AT)


def test_nobody_answers_or_assesses_for_others(county: County) -> None:
    _, water, _ = blown(county)
    with pytest.raises(RuleBroken, match="您不能替“县水务局”响应吹哨"):
        answer_whistle(water, coming=True, by=county.streets_handler, at=AT)
    with pytest.raises(RuleBroken, match="您不能替“县社会治理中心”双向评价"):
        assess_called(water, Mark.FAIR, by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="请写明缘由"):
        assess_called(water, Mark.POOR, by=county.dispatcher, at=AT)


def test_a_whistle_that_cannot_stand(county: County) -> None:
    case = accepted(county)
    units, late = (county.water,), AT - HOUR
    for blow, why in (
        (Blow(county.centre, (), "会商", AT + HOUR), "请选要报到的单位"),
        (Blow(county.centre, (county.water, county.water), "会商", AT + HOUR), "不重复"),
        (Blow(county.centre, (county.centre,), "会商", AT + HOUR), "不选自己"),
        (Blow(county.centre, units, " ", AT + HOUR), "请写明缘由"),
        (Blow(county.centre, units, "会商", late), "要在现在之后"),
        (Blow(county.water, units, "会商", AT + HOUR), "您不能替“县水务局”吹哨"),
    ):
        with pytest.raises(RuleBroken, match=why):
            whistle(case, blow, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="没有承办这件事"):
        whistle(case, Blow(county.water, (county.streets,), "会商", AT + HOUR), by=county.water_handler, at=AT)
    move(case, "withdraw", {"why": "已解决"}, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经了结"):
        whistle(case, Blow(county.centre, units, "会商", AT + HOUR), by=county.dispatcher, at=AT)
    tip = taken_in(county, TIP)
    with pytest.raises(RuleBroken, match="举报不能吹哨"):
        whistle(tip, Blow(county.centre, units, "会商", AT + HOUR), by=county.tip_officer, at=AT)
