"""Disputes: consent, sittings, agreements, performance, confirmation by a court."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mofan.cases.actions import (
    Agreed,
    Mediator,
    Sitting,
    ask_confirmation,
    change_mediator,
    end_mediation,
    move,
    open_mediation,
    open_up,
    reach_agreement,
    record_consent,
    record_performance,
    record_ruling,
    record_session,
    seal_agreement,
    sign_agreement,
    take_in,
)
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.mediators import mediator_listed, mediators_for
from mofan.cases.models import Agreement, Case, Channel, Clock, Ending, Form, Mediation, Performance
from mofan.cases.queries import next_moves
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, RoleGrant
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant
from tests.make import AT, make_person
from tests.make_cases import County, taken_in

DAY = timedelta(days=1)
DISPUTE = Intake(
    kind_of("dispute"),
    "两家为滴水檐的排水争执",
    Channel.WINDOW,
    text="西邻翻建后檐水落到东邻院里。",
    category="neighbours",
    parties=(
        PartyFacts("applicant", name="苏文澜", phone="13700001234"),
        PartyFacts("respondent", name="季长风", phone="13700004321"),
    ),
)
SITTING = Sitting(AT, "镇调解室", "苏文澜、季长风、村干部一人", "双方各自说明了檐口和院墙的情况。")


def opened(county: County, *, willing: bool = True) -> Mediation:
    """A dispute in mediation; both have agreed to it."""
    case = taken_in(county, DISPUTE)
    move(case, "accept", by=county.dispatcher, at=AT)
    made = open_mediation(case, Mediator(county.town, name="周德厚", chosen=True), by=county.dispatcher, at=AT)
    if willing:
        for party in case.parties.all():
            record_consent(made, party, True, by=county.dispatcher, at=AT)
    return made


def agreed(county: County, form: Form) -> Agreement:
    content = Agreed(form, "西邻一个月内加装檐沟，费用自理。", perform_by=date(2026, 12, 31), amount=Decimal(1200))
    return reach_agreement(opened(county), content, by=county.dispatcher, at=AT)


def test_a_dispute_is_mediated_to_a_written_agreement(county: County) -> None:
    agreement = agreed(county, Form.WRITTEN)
    case = agreement.mediation.case
    assert (case.state, agreement.effective_at) == ("agreed", None)
    for party in case.parties.all():
        sign_agreement(agreement, party, by=county.dispatcher, at=AT + DAY)
    assert agreement.effective_at is None
    with pytest.raises(RuleBroken, match="协议还没有生效"):
        move(case, "close", {"outcome": "performing"}, by=county.dispatcher, at=AT + DAY)
    seal_agreement(agreement, by=county.dispatcher, at=AT + 2 * DAY)
    assert agreement.effective_at == AT + 2 * DAY
    record_performance(agreement, Performance.WHOLE, by=county.dispatcher, at=AT + 30 * DAY)
    move(case, "close", {"outcome": "performed", "reply": "檐沟已装好。"}, by=county.dispatcher, at=AT + 30 * DAY)
    assert Case.objects.get().state == "closed"


def test_an_oral_agreement_takes_effect_at_once(county: County) -> None:
    agreement = agreed(county, Form.ORAL)
    assert agreement.effective_at == AT
    with pytest.raises(RuleBroken, match="口头协议不用签署"):
        seal_agreement(agreement, by=county.dispatcher, at=AT)


def test_a_court_is_asked_within_thirty_days(county: County) -> None:
    agreement = agreed(county, Form.ORAL)
    clock = Clock.objects.get(code="confirm")
    assert clock.number == 30
    with pytest.raises(RuleBroken, match="超过三十日"):
        ask_confirmation(agreement, "安澜县人民法院", by=county.dispatcher, at=AT + 40 * DAY)
    with pytest.raises(RuleBroken, match="各方当事人共同申请"):
        ask_confirmation(agreement, "安澜县人民法院", jointly=False, by=county.dispatcher, at=AT + 20 * DAY)
    ask_confirmation(agreement, "安澜县人民法院", by=county.dispatcher, at=AT + 20 * DAY)
    clock.refresh_from_db()
    assert clock.standing(AT + 40 * DAY) == "in_time"
    with pytest.raises(RuleBroken, match="已经申请过"):
        ask_confirmation(agreement, "安澜县人民法院", by=county.dispatcher, at=AT + 21 * DAY)
    record_ruling(agreement, True, date(2026, 12, 20), by=county.dispatcher, at=AT + 30 * DAY)
    with pytest.raises(RuleBroken, match="没有待登记"):
        record_ruling(agreement, True, date(2026, 12, 20), by=county.dispatcher, at=AT + 30 * DAY)


def test_what_a_court_was_asked_is_entered_later_with_its_day(county: County) -> None:
    """The thirty days are those in which the parties asked, not those in which somebody enters it."""
    agreement = agreed(county, Form.ORAL)
    at, court, by = AT + 40 * DAY, "安澜县人民法院", county.dispatcher
    for day in (timezone.localdate(AT - DAY), timezone.localdate(at + DAY)):
        with pytest.raises(RuleBroken, match="协议生效那天以后，不晚于今天"):
            ask_confirmation(agreement, court, on=day, by=by, at=at)
    with pytest.raises(RuleBroken, match="超过三十日"):
        ask_confirmation(agreement, court, on=timezone.localdate(AT + 33 * DAY), by=by, at=at)
    last = timezone.localdate(Clock.objects.get(code="confirm").due_at)
    ask_confirmation(agreement, court, on=last, by=by, at=at)
    assert Clock.objects.get(code="confirm").standing(at) == "in_time"
    for day in (last - DAY, timezone.localdate(at + DAY)):
        with pytest.raises(RuleBroken, match="裁定日期要在申请那天以后"):
            record_ruling(agreement, True, day, by=by, at=at)


def test_nothing_is_confirmed_before_it_takes_effect(county: County) -> None:
    agreement = agreed(county, Form.WRITTEN)
    with pytest.raises(RuleBroken, match="还没有生效"):
        ask_confirmation(agreement, "安澜县人民法院", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="还没有生效"):
        record_performance(agreement, Performance.PART, by=county.dispatcher, at=AT)


def test_an_agreement_is_signed_once_by_its_own_parties(county: County) -> None:
    agreement = agreed(county, Form.WRITTEN)
    party = agreement.mediation.case.parties.first()
    assert party is not None
    sign_agreement(agreement, party, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经签过"):
        sign_agreement(agreement, party, by=county.dispatcher, at=AT)
    seal_agreement(agreement, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="已经签名盖章"):
        seal_agreement(agreement, by=county.dispatcher, at=AT)
    other = taken_in(county, DISPUTE).parties.first()
    assert other is not None
    with pytest.raises(RuleBroken, match="不是这件事的当事人"):
        sign_agreement(agreement, other, by=county.dispatcher, at=AT)


def test_nobody_is_mediated_against_his_will(county: County) -> None:
    mediation = opened(county, willing=False)
    content = Agreed(Form.ORAL, "各退一步。")
    with pytest.raises(RuleBroken, match="还没有登记同意"):
        reach_agreement(mediation, content, by=county.dispatcher, at=AT)
    party = mediation.case.parties.get(role="respondent")
    record_consent(mediation, party, False, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="请写明缘由"):
        end_mediation(mediation, "", by=county.dispatcher, at=AT)
    end_mediation(mediation, "被申请人明确拒绝调解", by=county.dispatcher, at=AT)
    case = mediation.case
    assert (case.state, mediation.ending) == ("failed", Ending.FAILED)
    with pytest.raises(RuleBroken, match="调解已经结束"):
        record_session(mediation, SITTING, by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="请填写“去向”"):
        move(case, "close_failed", by=county.dispatcher, at=AT)
    again = open_mediation(case, Mediator(county.town, name="周德厚"), by=county.dispatcher, at=AT + DAY)
    assert again.ending == Ending.RUNNING
    assert Clock.objects.filter(code="mediate").count() == 2


def test_sittings_are_kept_as_they_were_written(county: County) -> None:
    mediation = opened(county)
    record_session(mediation, SITTING, by=county.dispatcher, at=AT)
    second = record_session(mediation, SITTING, by=county.dispatcher, at=AT)
    assert (second.no, str(second)) == (2, "第2次调解")
    with pytest.raises(RuleBroken, match="开过了再登记"):
        record_session(mediation, Sitting(AT + DAY, "镇调解室", "双方", "尚未开始"), by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="到场人员和调解记录"):
        record_session(mediation, Sitting(AT, "镇调解室", "", ""), by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="请填写协议内容"):
        reach_agreement(mediation, Agreed(Form.ORAL, " "), by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        record_session(mediation, SITTING, by=county.outsider, at=AT)


def test_a_mediator_reads_and_acts_in_his_own_case_alone(county: County) -> None:
    mediator = make_person("mediator", name="周德厚")
    case = taken_in(county, DISPUTE)
    move(case, "accept", by=county.dispatcher, at=AT)
    taken_in(county, DISPUTE)
    with pytest.raises(RuleBroken, match="请填写调解员"):
        open_mediation(case, Mediator(county.town), by=county.dispatcher, at=AT)
    mediation = open_mediation(case, Mediator(county.town, mediator), by=county.dispatcher, at=AT)
    assert Case.objects.visible_to(mediator).get() == case
    assert Mediation.objects.visible_to(mediator).get() == mediation
    record_session(mediation, SITTING, by=mediator, at=AT)


def test_a_mediator_is_changed_as_the_parties_ask(county: County) -> None:
    mediation = opened(county)
    with pytest.raises(RuleBroken, match="请写明缘由"):
        change_mediator(mediation, Mediator(county.town, name="顾长卿"), "", by=county.dispatcher, at=AT)
    person = make_person("mediator", name="顾长卿")
    changed = Mediator(county.village, person, chosen=True)
    change_mediator(mediation, changed, "一方要求更换", by=county.dispatcher, at=AT)
    assert (mediation.mediator_name, mediation.committee, mediation.chosen) == ("顾长卿", county.village, True)
    assert mediation.case.concerns.filter(unit=county.village).exists()
    end_mediation(mediation, "双方不愿继续", by=county.dispatcher, at=AT)
    with pytest.raises(RuleBroken, match="调解已经结束"):
        change_mediator(mediation, changed, "再换", by=county.dispatcher, at=AT)


def test_it_is_public_only_when_all_want_it(county: County) -> None:
    mediation = opened(county, willing=False)
    assert mediation.private
    with pytest.raises(RuleBroken, match="还没有登记同意"):
        open_up(mediation, by=county.dispatcher, at=AT)
    for party in mediation.case.parties.all():
        record_consent(mediation, party, True, by=county.dispatcher, at=AT)
    open_up(mediation, by=county.dispatcher, at=AT)
    assert not Mediation.objects.get().private
    with pytest.raises(RuleBroken, match="已经是公开调解"):
        open_up(mediation, by=county.dispatcher, at=AT)


def test_who_mediates_takes_in_what_the_parties_bring_to_him(county: County) -> None:
    mediator = make_person("room", name="祝余")
    RoleGrant.objects.create(person=mediator, unit=county.town, role=UnitRole.MEDIATOR)
    mediator = Person.objects.get(pk=mediator.pk)
    case = take_in(DISPUTE, county.town, by=mediator, at=AT)
    assert "accept" in [one.code for one in next_moves(case, mediator)]
    with pytest.raises(RuleBroken, match="您不能为"):
        take_in(DISPUTE, county.centre, by=mediator, at=AT)


def test_the_nearest_mediators_are_listed_and_who_it_is_against_is_not(county: County) -> None:
    near, far = make_person("near", name="顾长卿"), make_person("far", name="沈砚")
    RoleGrant.objects.create(person=far, unit=county.town, role=UnitRole.MEDIATOR)
    RoleGrant.objects.create(person=near, unit=county.centre, role=UnitRole.MEDIATOR)
    RoleGrant.objects.create(person=county.dispatcher, unit=county.town, role=UnitRole.MEDIATOR)
    against = PartyFacts("respondent", name="许望舒", person=county.dispatcher)
    below, room = make_person("below", name="祝余"), plant("联合调解室", UnitKind.MEDIATION, parent=county.centre)
    RoleGrant.objects.create(person=below, unit=room, role=UnitRole.MEDIATOR)
    case = taken_in(county, DISPUTE, parties=(DISPUTE.parties[0], against))
    listed = [(one.person, one.committee) for one in mediators_for(case)]
    assert listed == [(near, county.centre), (below, room), (far, county.town)]
    assert mediator_listed(case, far.pk, county.town.pk) is not None
    assert mediator_listed(case, far.pk, county.centre.pk) is None


def test_a_committee_that_has_the_case_mediates(county: County) -> None:
    mediation = opened(county)
    member = make_person("member", name="江小满")
    RoleGrant.objects.create(person=member, unit=county.town, role=UnitRole.MEDIATOR)
    record_session(mediation, SITTING, by=member, at=AT)


def test_somebody_with_an_interest_steps_aside(county: County) -> None:
    against = PartyFacts("respondent", name="许望舒", person=county.dispatcher)
    case = taken_in(county, DISPUTE, parties=(DISPUTE.parties[0], against))
    with pytest.raises(RuleBroken, match="涉及您本人，请回避"):
        move(case, "accept", by=county.dispatcher, at=AT)
    move(case, "accept", by=county.tip_officer, at=AT)
    with pytest.raises(RuleBroken, match="利害关系"):
        open_mediation(case, Mediator(county.town, county.dispatcher), by=county.tip_officer, at=AT)
    with pytest.raises(RuleBroken, match="涉及您本人，请回避"):
        open_mediation(case, Mediator(county.town, name="周德厚"), by=county.dispatcher, at=AT)
