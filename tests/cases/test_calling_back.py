"""Callbacks: after the time limit, by the centre, once; exclusions by two persons."""

from datetime import timedelta

import pytest

from mofan.cases import queries
from mofan.cases.actions import (
    Mediator,
    Said,
    answer_point,
    decide_exclusion,
    decline_reopening,
    end_mediation,
    move,
    not_reached,
    open_mediation,
    propose_exclusion,
    rate_by_code,
    record_callback,
    take_in,
)
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Answered, Callback, Case, Channel, Satisfied
from mofan.cases.waiting import callbacks_waiting
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant
from tests.make import AT, make_person
from tests.make_cases import County, approved, taken_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HAPPY = Said(contacted=True, solved=True, satisfied=Satisfied.YES)
UNHAPPY = Said(True, False, Satisfied.NO, "not_solved", "还是没有水", wants_reopening=True)


def closed(county: County) -> Callback:
    """A case that the water bureau handled, closed three hours after it came in."""
    case = approved(county)
    for no in (1, 2):
        answer_point(case, no, "已修好", by=county.dispatcher, at=AT + 3 * HOUR)
    move(case, "close", {"outcome": "solved", "reply": "已修好"}, by=county.dispatcher, at=AT + 3 * HOUR)
    return Callback.objects.select_related("case", "unit").get(case=case)


def test_the_centre_calls_back_after_the_time_limit(county: County) -> None:
    callback = closed(county)
    with pytest.raises(RuleBroken, match="办理期限还没有届满"):
        not_reached(callback, by=county.clerk, at=callback.due_at - HOUR)
    with pytest.raises(RuleBroken, match="办理期限还没有届满"):
        record_callback(callback, HAPPY, by=county.clerk, at=AT + DAY)
    assert list(Callback.objects.waiting(callback.due_at)) == [callback]
    record_callback(callback, HAPPY, by=county.clerk, at=callback.due_at)
    assert (callback.state, callback.satisfied) == (Answered.ANSWERED, Satisfied.YES)
    with pytest.raises(RuleBroken, match="只回访一次"):
        record_callback(callback, HAPPY, by=county.clerk, at=callback.due_at)
    assert not Callback.objects.waiting(callback.due_at).exists()
    assert Callback.objects.visible_to(county.dispatcher).exists()


def test_what_mediators_took_in_themselves_is_called_back_by_the_centre_above_them(county: County) -> None:
    def person(account: str, role: UnitRole, unit: Unit) -> Person:
        made = make_person(account)
        RoleGrant.objects.create(person=made, unit=unit, role=role)
        return made

    room = plant("柳湾镇人民调解委员会", UnitKind.MEDIATION, parent=county.town)
    centre = plant("柳湾镇社会治理中心", UnitKind.CENTRE, parent=county.town)
    mediator = person("room", UnitRole.MEDIATOR, room)
    head, caller = person("room_head", UnitRole.LEADER, room), person("town_desk", UnitRole.DISPATCHER, centre)
    parties = (PartyFacts("applicant", name="苏文澜", phone="13700001234"), PartyFacts("respondent", name="季长风"))
    case = take_in(
        Intake(kind_of("dispute"), "檐水落到邻院", Channel.WINDOW, parties=parties), room, by=mediator, at=AT
    )
    move(case, "accept", by=mediator, at=AT)
    mediation = open_mediation(case, Mediator(room, mediator), by=mediator, at=AT)
    end_mediation(mediation, "一方不愿再谈", by=mediator, at=AT)
    assert not Case.objects.visible_to(caller).exists()
    move(case, "close_failed", {"outcome": "lawsuit", "reply": "可以起诉。"}, by=mediator, at=AT)
    callback = Callback.objects.select_related("case", "unit").get()
    assert callback.unit == centre
    for by in (mediator, head):
        with pytest.raises(RuleBroken, match="您没有这个身份"):
            record_callback(callback, UNHAPPY, by=by, at=callback.due_at)
    assert list(callbacks_waiting(caller, centre, callback.due_at)) == [callback]
    record_callback(callback, UNHAPPY, by=caller, at=callback.due_at)
    assert list(queries.reopenings_asked(caller, centre, callback.due_at)) == [callback]
    move(case, "reopen", {"why": "愿意再谈"}, by=caller, at=callback.due_at)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        move(case, "withdraw", {"why": "不办了"}, by=caller, at=callback.due_at)


def test_a_mediator_does_not_call_back_what_he_mediated(county: County) -> None:
    parties = (PartyFacts("applicant", name="苏文澜", phone="13700001234"), PartyFacts("respondent", name="季长风"))
    case = taken_in(county, Intake(kind_of("dispute"), "檐水落到邻院", Channel.WINDOW, parties=parties))
    move(case, "accept", by=county.dispatcher, at=AT)
    mediation = open_mediation(case, Mediator(county.centre, county.dispatcher), by=county.dispatcher, at=AT)
    end_mediation(mediation, "一方不愿再谈", by=county.dispatcher, at=AT)
    move(case, "close_failed", {"outcome": "lawsuit", "reply": "可以起诉。"}, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="承办的人不能自己回访"):
        record_callback(Callback.objects.get(), HAPPY, by=county.dispatcher, at=AT + DAY)


def test_two_who_call_at_once_write_one_answer(county: County) -> None:
    mine, hers = closed(county), Callback.objects.select_related("case", "unit").get()
    record_callback(mine, HAPPY, by=county.clerk, at=mine.due_at)
    with pytest.raises(RuleBroken, match="只回访一次"):
        record_callback(hers, UNHAPPY, by=county.dispatcher, at=mine.due_at)
    assert Callback.objects.get().satisfied == Satisfied.YES


def test_whoever_handled_it_does_not_call_back(county: County) -> None:
    callback = closed(county)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        record_callback(callback, HAPPY, by=county.water_handler, at=callback.due_at)
    callback.case.legs.update(handler=county.clerk)
    with pytest.raises(RuleBroken, match="承办的人不能自己回访"):
        record_callback(callback, HAPPY, by=county.clerk, at=callback.due_at)


def test_it_expires(county: County) -> None:
    callback = closed(county)
    with pytest.raises(RuleBroken, match="已经过了回访期限"):
        record_callback(callback, HAPPY, by=county.clerk, at=callback.expires_at + DAY)
    assert not Callback.objects.waiting(callback.expires_at).exists()


def test_somebody_whom_nobody_reaches_is_a_bucket_of_its_own(county: County) -> None:
    callback = closed(county)
    for _ in range(3):
        assert callback.state == Answered.DUE
        not_reached(callback, by=county.clerk, at=callback.due_at)
    assert callback.state == Answered.UNREACHABLE
    with pytest.raises(RuleBroken, match="只回访一次"):
        not_reached(callback, by=county.head, at=callback.due_at)
    assert not Callback.objects.valid().exists()


def test_the_person_says_it_himself_by_his_code(county: County) -> None:
    callback = closed(county)
    rated = rate_by_code(callback.case.code.lower(), UNHAPPY, at=AT + 4 * HOUR)
    assert (rated.own, rated.wants_reopening, rated.unhappy) == (True, True, "not_solved")
    for code in (callback.case.code, "乱写", taken_in(county).code):
        with pytest.raises(RuleBroken):
            rate_by_code(code, HAPPY, at=AT + 5 * HOUR)


def test_somebody_unhappy_says_why(county: County) -> None:
    callback = closed(county)
    for said, why in (
        (Said(True, True, Satisfied.NO), "不满意的原因"),
        (Said(True, True, Satisfied.YES, words="好" * 501), "500 个字"),
    ):
        with pytest.raises(RuleBroken, match=why):
            rate_by_code(callback.case.code, said, at=AT + 4 * HOUR)


def test_who_wants_it_opened_again_is_heard_or_told_why_not(county: County) -> None:
    callback = closed(county)
    with pytest.raises(RuleBroken, match="没有待处理的重办要求"):
        decline_reopening(callback, "已修好", by=county.dispatcher, at=AT + DAY)
    callback = rate_by_code(callback.case.code, UNHAPPY, at=AT + 4 * HOUR)
    decline_reopening(callback, "现场核实已恢复供水", by=county.dispatcher, at=AT + DAY)
    assert callback.declined_by == county.dispatcher
    case = Case.objects.get()
    move(case, "reopen", {"why": "又停水"}, by=county.dispatcher, at=AT + 2 * DAY)
    move(case, "answer_at_once", {"outcome": "solved", "reply": "又修好了"}, by=county.dispatcher, at=AT + 3 * DAY)
    assert Callback.objects.filter(case=case).count() == 2


def test_the_desk_shows_whom_to_call_and_who_wants_it_opened_again(county: County) -> None:
    callback = closed(county)
    assert list(callbacks_waiting(county.dispatcher, county.centre, callback.due_at)) == [callback]
    rate_by_code(callback.case.code, UNHAPPY, at=AT + 4 * HOUR)
    assert list(queries.reopenings_asked(county.dispatcher, county.centre, AT + DAY)) == [callback]
    assert not callbacks_waiting(county.dispatcher, county.centre, callback.due_at).exists()
    move(Case.objects.get(), "reopen", {"why": "又停水"}, by=county.dispatcher, at=AT + DAY)
    assert not queries.reopenings_asked(county.dispatcher, county.centre, AT + DAY).exists()


def test_two_persons_with_a_ground_exclude_what_is_unreasonable(county: County) -> None:
    callback = closed(county)
    with pytest.raises(RuleBroken, match="还没有回访结果"):
        propose_exclusion(callback, "unlawful", "要求免除水费", by=county.dispatcher, at=AT + DAY)
    callback = rate_by_code(callback.case.code, UNHAPPY, at=AT + 4 * HOUR)
    assert Callback.objects.valid().count() == 1
    with pytest.raises(RuleBroken, match="请选剔除的理由"):
        propose_exclusion(callback, "mood", "要求免除水费", by=county.dispatcher, at=AT + DAY)
    proposed = propose_exclusion(callback, "excessive", "要求赔偿十万元", by=county.dispatcher, at=AT + DAY)
    with pytest.raises(RuleBroken, match="已经提出过剔除"):
        propose_exclusion(callback, "excessive", "要求赔偿十万元", by=county.dispatcher, at=AT + DAY)
    with pytest.raises(RuleBroken, match="提出人以外的人"):
        decide_exclusion(proposed, True, by=county.dispatcher, at=AT + DAY)
    assert Callback.objects.valid().count() == 1
    decide_exclusion(proposed, True, by=county.head, at=AT + DAY)
    assert Callback.objects.valid().count() == 0
    with pytest.raises(RuleBroken, match="已经核准过"):
        decide_exclusion(proposed, False, by=county.head, at=AT + DAY)
