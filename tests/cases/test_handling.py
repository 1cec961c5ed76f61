"""A case moves: taken in, accepted, dispatched, signed for, handled, approved, closed."""

from datetime import timedelta

import pytest

from mofan.cases import queries
from mofan.cases.actions import (
    Dispatch,
    Outdated,
    answer_point,
    approve,
    ask_extension,
    ask_return,
    assign,
    decide_extension,
    decide_return,
    dispatch,
    dispatch_on,
    move,
    pause,
    recall,
    report_progress,
    resume,
    send_back,
    sign,
    submit,
    take_in,
    tell_extension,
)
from mofan.cases.models import Case, Clock, Decision, Leg, Move, PointState
from mofan.cases.moves import Step, rebuilt
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from tests.make import AT
from tests.make_cases import WATER, County, accepted, approved, dispatched, submitted, taken_in

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def clock(case: Case, code: str, leg: Leg | None = None) -> Clock:
    return Clock.objects.filter(case=case, code=code, leg=leg).latest("pk")


def history(case: Case, leg: Leg | None = None) -> list[str]:
    return [one.code for one in Move.objects.filter(case=case, leg=leg)]


def test_a_demand_from_the_window_to_the_archive(county: County) -> None:
    case = approved(county)
    answer_point(case, 1, "阀门已更换。", by=county.dispatcher, at=AT + 3 * HOUR)
    answer_point(case, 2, "阀门老化。", explained=True, by=county.dispatcher, at=AT + 3 * HOUR)
    move(case, "close", {"outcome": "solved", "reply": "今晚八点恢复供水。"}, by=county.dispatcher, at=AT + 3 * HOUR)
    move(case, "archive", by=county.dispatcher, at=AT + DAY)
    case.refresh_from_db()
    assert (case.state, case.ended, case.outcome, case.decision) == ("archived", True, "solved", Decision.ACCEPTED)
    assert [one.state for one in case.points.all()] == [PointState.ANSWERED, PointState.EXPLAINED]
    assert case.detail.reply == "今晚八点恢复供水。"
    assert history(case) == [
        "take_in", "accept", "dispatch", "answer_point", "answer_point", "close", "archive"
    ]  # fmt: skip
    assert history(case, case.legs.get()) == ["dispatch", "sign", "submit", "approve"]
    assert not Clock.objects.filter(case=case).running().exists()


def test_the_history_leads_to_the_state(county: County) -> None:
    case = approved(county)
    steps = [Step(one.code, one.was, one.now) for one in Move.objects.filter(case=case, leg=None)]
    assert rebuilt(steps, "received") == case.state
    assert [one.now for one in Move.objects.filter(leg=case.legs.get())][-1] == "done"


def test_somebody_without_the_right_does_nothing(county: County) -> None:
    for person in (county.outsider, county.county_viewer, county.water_handler):
        with pytest.raises(RuleBroken, match="不能为“县社会治理中心”登记"):
            take_in(WATER, county.centre, by=person, at=AT)
    case = taken_in(county)
    for person in (county.outsider, county.clerk, county.water_handler):
        with pytest.raises(RuleBroken, match="您没有这个身份"):
            move(case, "accept", by=person, at=AT)


def test_a_move_that_the_table_does_not_have_is_refused(county: County) -> None:
    case = taken_in(county)
    with pytest.raises(RuleBroken, match="现在是“待研判”，不能归档"):
        move(case, "archive", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="没有这个动作"):
        move(case, "fly", by=county.dispatcher, at=AT)


def test_a_refusal_has_a_ground_and_words(county: County) -> None:
    case = taken_in(county)
    with pytest.raises(RuleBroken, match="请填写“情形”"):
        move(case, "refuse", {"why": "不属于本单位"}, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="没有这个选项"):
        move(case, "refuse", {"ground": "mood", "why": "不想办"}, by=county.dispatcher, at=AT)
    move(case, "refuse", {"ground": "other_route_open", "why": "法院正在审理"}, by=county.dispatcher, at=AT)
    case.refresh_from_db()
    assert (case.decision, case.ground, case.ended) == (Decision.REFUSED, "other_route_open", True)
    assert not case.clocks.filter(stopped_at=None).exists()


def test_two_people_acting_on_one_case_get_a_clear_answer(county: County) -> None:
    mine, hers = taken_in(county), Case.objects.get()
    move(mine, "accept", by=county.dispatcher, at=AT)
    with pytest.raises(Outdated, match="许望舒刚刚（15:30）已受理"):
        move(hers, "refuse", {"ground": "other_authority", "why": "不归我们管"}, by=county.dispatcher, at=AT)
    assert Case.objects.get().state == "accepted"
    assert hers.state == "received"


def test_two_units_act_on_their_own_legs_of_one_case(county: County) -> None:
    lead, co = dispatched(county, county.streets)
    water, streets = Leg.objects.get(pk=lead.pk), Leg.objects.get(pk=co.pk)
    sign(water, by=county.water_handler, at=AT)
    sign(streets, by=county.streets_handler, at=AT)
    with pytest.raises(Outdated):
        assign(
            Leg(pk=lead.pk, case=water.case, state="working", unit=county.water, sender=county.centre),
            county.water_handler,
            by=county.water_head,
            at=AT,
        )


def test_what_failed_leaves_the_rows_in_hand_as_they_were(county: County) -> None:
    case = taken_in(county)
    before = case.revision
    with pytest.raises(RuleBroken):
        move(case, "refuse", by=county.dispatcher, at=AT)
    assert (case.revision, case.state) == (before, "received")
    move(case, "accept", by=county.dispatcher, at=AT)


def test_the_first_receiver_leads(county: County) -> None:
    (leg,) = dispatched(county)
    with pytest.raises(RuleBroken, match="“县水务局”首接，由它牵头"):
        dispatch(leg.case, Dispatch(county.streets), by=county.dispatcher, at=AT)
    (helper,) = dispatch(leg.case, Dispatch(None, (county.streets,)), by=county.dispatcher, at=AT)
    assert helper.part == "co"


def test_a_village_helps_but_does_not_lead(county: County) -> None:
    case = accepted(county)
    with pytest.raises(RuleBroken, match="不能作为主办单位"):
        dispatch(case, Dispatch(county.village), by=county.dispatcher, at=AT)
    legs = dispatch(case, Dispatch(county.town, (county.village,)), by=county.dispatcher, at=AT)
    assert [one.part for one in legs] == ["lead", "co"]


@pytest.mark.parametrize(("sent", "why"), [("none", "请选主办单位"), ("twice", "选了两次"), ("many", "最多交办")])
def test_a_dispatch_that_cannot_stand(sent: str, why: str, county: County) -> None:
    case = accepted(county)
    given = {
        "none": Dispatch(None, (county.streets,)),
        "twice": Dispatch(county.water, (county.water,)),
        "many": Dispatch(county.water, (county.streets,) * 40),
    }[sent]
    with pytest.raises(RuleBroken, match=why):
        dispatch(case, given, by=county.dispatcher, at=AT)


def test_a_unit_sends_what_it_has_further_on_and_gathers_the_results(county: County) -> None:
    (leg,) = dispatched(county)
    sign(leg, by=county.water_handler, at=AT)
    (lower,) = dispatch_on(leg, Dispatch(county.pipes, instruction="今天到现场"), by=county.water_handler, at=AT)
    assert (lower.above_id, lower.sender) == (leg.pk, county.water)
    with pytest.raises(RuleBroken, match="“供水股”的还没有办完"):
        submit(leg, "solved", "修好了", by=county.water_handler, at=AT)
    sign(lower, by=county.pipes_handler, at=AT)
    submit(lower, "solved", "换了阀门", by=county.pipes_handler, at=AT)
    approve(lower, by=county.water_handler, at=AT)
    submit(leg, "solved", "供水股已更换阀门", by=county.water_handler, at=AT)
    assert leg.case.legs.count() == 2


def test_whoever_handed_the_result_in_does_not_approve_it(county: County) -> None:
    leg = submitted(county)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        approve(leg, by=county.water_handler, at=AT + 2 * HOUR)
    send_back(leg, "没有回应第二点", by=county.dispatcher, at=AT + 2 * HOUR)
    assert (leg.state, leg.rework) == ("working", 1)
    assert clock(leg.case, "rework", leg).stopped_at is None
    assert clock(leg.case, "finish", leg).standing(AT + DAY) == "in_time"


def test_a_wrong_dispatch_is_given_back(county: County) -> None:
    (leg,) = dispatched(county)
    ask_return(leg, "小区二次供水由物业负责", suggested=county.streets, by=county.water_handler, at=AT)
    assert leg.state == "return_asked"
    with pytest.raises(RuleBroken, match="由裁定人办"):
        decide_return(leg, False, "首接负责", by=county.dispatcher, at=AT)
    asked = decide_return(leg, True, "同意", by=county.dispatcher, at=AT)
    assert (asked.granted, leg.state) == (True, "returned")
    dispatch(leg.case, Dispatch(county.streets), by=county.dispatcher, at=AT)
    assert [one.state for one in leg.case.legs.all()] == ["returned", "sent"]


def test_an_arbiter_refuses_a_return_and_the_clock_has_run_on(county: County) -> None:
    (leg,) = dispatched(county)
    due = clock(leg.case, "finish", leg).due_at
    ask_return(leg, "不归我们管", by=county.water_handler, at=AT)
    decide_return(leg, False, "供水管网由水务局负责", by=county.head, at=AT + DAY)
    assert leg.state == "working"
    assert clock(leg.case, "finish", leg).due_at == due


def test_what_is_taken_back_takes_back_what_was_sent_on(county: County) -> None:
    (leg,) = dispatched(county)
    sign(leg, by=county.water_handler, at=AT)
    (lower,) = dispatch_on(leg, Dispatch(county.pipes), by=county.water_handler, at=AT)
    recall(leg, "重复交办", by=county.dispatcher, at=AT)
    lower.refresh_from_db()
    assert (leg.state, lower.state) == ("recalled", "recalled")
    assert not leg.case.clocks.filter(stopped_at=None).exists()


def test_the_time_limit_is_set_at_dispatch(county: County) -> None:
    (leg,) = dispatched(county)
    finish = clock(leg.case, "finish", leg)
    assert (finish.number, finish.measure, finish.unit) == (7, "calendar_day", county.water)
    assert f"{finish.due_at.astimezone():%m-%d}" in ("11-27", "11-28")
    assert finish.standing(AT) == "running"
    assert finish.standing(AT + 6 * DAY) == "soon"
    assert finish.standing(AT + 9 * DAY) == "overdue"


def test_a_pause_lengthens_the_clock(county: County) -> None:
    (leg,) = dispatched(county)
    sign(leg, by=county.water_handler, at=AT)
    finish = clock(leg.case, "finish", leg)
    due = finish.due_at
    pause(finish, "等待检测报告", by=county.dispatcher, at=AT + DAY)
    assert finish.standing(AT + 20 * DAY) == "paused"
    with pytest.raises(RuleBroken, match="已经中止"):
        pause(finish, "再等", by=county.dispatcher, at=AT + DAY)
    resume(finish, by=county.water_handler, at=AT + 4 * DAY)
    assert finish.due_at == due + 3 * DAY
    with pytest.raises(RuleBroken, match="没有中止"):
        resume(finish, by=county.water_handler, at=AT + 4 * DAY)


def test_more_time_is_asked_granted_and_told(county: County) -> None:
    (leg,) = dispatched(county)
    finish = clock(leg.case, "finish", leg)
    due = finish.due_at
    asked = ask_extension(finish, 5, "配件要从外地调", by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="还没有批复"):
        ask_extension(finish, 5, "配件要从外地调", by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        decide_extension(asked, True, by=county.water_head, at=AT)
    assert list(queries.extensions_asked(county.dispatcher, county.centre)) == [asked]
    decide_extension(asked, True, by=county.dispatcher, at=AT)
    assert not queries.extensions_asked(county.dispatcher, county.centre).exists()
    finish.refresh_from_db()
    assert finish.due_at == due + 5 * DAY
    told = tell_extension(asked, "电话", by=county.water_handler, at=AT)
    assert told.told_how == "电话"
    with pytest.raises(RuleBroken, match="最多延期 1 次"):
        ask_extension(finish, 5, "还要等", by=county.water_handler, at=AT)


def test_a_refused_extension_says_why(county: County) -> None:
    (leg,) = dispatched(county)
    asked = ask_extension(clock(leg.case, "finish", leg), 5, "人手不够", by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="请写明缘由"):
        decide_extension(asked, False, by=county.dispatcher, at=AT)
    decide_extension(asked, False, answer="人手不够不是理由", by=county.dispatcher, at=AT)
    assert asked.granted is False
    assert Move.objects.filter(leg=leg).last().code == "refuse_extension"  # type: ignore[union-attr]


def test_closing_asks_for_points_legs_and_a_reply(county: County) -> None:
    (leg,) = dispatched(county)
    case = leg.case
    with pytest.raises(RuleBroken, match="县水务局还没有办完"):
        move(case, "close", {"outcome": "solved", "reply": "好了"}, by=county.dispatcher, at=AT)
    sign(leg, by=county.water_handler, at=AT)
    report_progress(leg, "已到现场", by=county.water_handler, at=AT)
    submit(leg, "solved", "修好了", by=county.water_handler, at=AT)
    approve(leg, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="第 1、2 个诉求点还没有"):
        move(case, "close", {"outcome": "solved", "reply": "好了"}, by=county.dispatcher, at=AT)
    for no in (1, 2):
        answer_point(case, no, "已修好", by=county.water_handler, at=AT)
    with pytest.raises(RuleBroken, match="请写给诉求人的答复"):
        move(case, "close", {"outcome": "solved"}, by=county.dispatcher, at=AT)


def test_a_case_that_is_withdrawn_leaves_nobody_owing(county: County) -> None:
    (leg,) = dispatched(county)
    move(leg.case, "withdraw", {"why": "已自行解决"}, by=county.dispatcher, at=AT)
    leg.refresh_from_db()
    assert leg.state == "recalled"
    assert not Clock.objects.running().exists()


def test_a_reopened_case_keeps_its_first_acceptance(county: County) -> None:
    case = accepted(county)
    for no in (1, 2):
        answer_point(case, no, "已说明", explained=True, by=county.dispatcher, at=AT)
    move(case, "answer_at_once", {"outcome": "explained", "reply": "管网检修"}, by=county.dispatcher, at=AT)
    move(case, "reopen", {"why": "又停水"}, by=county.dispatcher, at=AT + DAY)
    case.refresh_from_db()
    assert (case.state, case.reopened, case.closed_at, case.decided_at) == ("accepted", 1, None, AT)


def test_what_was_told_before_a_reopening_stays(county: County) -> None:
    """The person who follows it reads it still; the next closing says its own."""
    case = accepted(county)
    for no in (1, 2):
        answer_point(case, no, "已说明", explained=True, by=county.dispatcher, at=AT)
    for day, reply in enumerate(("管网检修", "更换了阀门")):
        move(case, "answer_at_once", {"outcome": "explained", "reply": reply}, by=county.dispatcher, at=AT + day * DAY)
        move(case, "reopen", {"why": "又停水"}, by=county.dispatcher, at=AT + day * DAY)
    shown = queries.public_case(case.code)
    assert shown is not None
    assert shown.reply == ""
    assert [one.words.splitlines()[0] for one in shown.earlier] == ["更换了阀门", "管网检修"]
    assert "1. 尽快恢复供水：已说明" in shown.earlier[0].words
    with pytest.raises(RuleBroken, match="请写给诉求人的答复"):
        move(case, "answer_at_once", {"outcome": "explained"}, by=county.dispatcher, at=AT + 2 * DAY)


@pytest.fixture
def persons(county: County) -> dict[str, Person]:
    return {
        name: getattr(county, name)
        for name in (
            "clerk",
            "dispatcher",
            "water_handler",
            "pipes_handler",
            "streets_handler",
            "county_viewer",
            "outsider",
        )
    }


def test_who_may_read_a_case(county: County, persons: dict[str, Person]) -> None:
    (leg,) = dispatched(county)
    sign(leg, by=county.water_handler, at=AT)
    seeing = {name for name, person in persons.items() if Case.objects.visible_to(person).exists()}
    assert seeing == {"clerk", "dispatcher", "water_handler", "county_viewer"}
    dispatch_on(leg, Dispatch(county.pipes), by=county.water_handler, at=AT)
    assert Case.objects.visible_to(county.pipes_handler).exists()
