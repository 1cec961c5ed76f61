"""What a person is to a case and to a leg of it."""

from pytest_django import DjangoAssertNumQueries

from mofan.cases.actions import Dispatch, Mediator, dispatch_on, move, open_mediation, sign
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Channel
from mofan.cases.standing import (
    is_against,
    parts_in_case,
    parts_in_leg,
    parts_in_unit,
    parts_of_taker,
    rights_in,
)
from mofan.org.models import Person, RoleGrant
from mofan.org.roles import Right, UnitRole
from tests.cases.letters.test_writing_letters import DISPUTE
from tests.make import AT, make_person
from tests.make_cases import County, dispatched, taken_in


def test_each_has_his_part_in_a_case(county: County) -> None:
    (leg,) = dispatched(county)
    case = leg.case
    for person, parts in (
        (county.clerk, {"clerk", "taker"}),
        (county.dispatcher, {"clerk", "centre"}),
        (county.head, {"leader", "arbiter"}),
        (county.water_handler, {"handler"}),
        (county.streets_handler, set()),
        (county.county_viewer, set()),
        (county.outsider, set()),
    ):
        assert parts_in_case(case, person) == parts, person


def test_each_has_his_part_in_a_leg(county: County) -> None:
    (leg,) = dispatched(county)
    assert parts_in_leg(leg, county.dispatcher) == {"centre"}
    assert parts_in_leg(leg, county.head) == {"arbiter", "supervisor"}
    assert parts_in_leg(leg, county.water_handler) == {"handler"}
    assert parts_in_leg(leg, county.water_head) == {"leader"}
    leg.handler = county.outsider
    assert parts_in_leg(leg, county.outsider) == {"handler"}


def test_of_a_leg_that_was_sent_on_the_unit_above_is_the_centre(county: County) -> None:
    (leg,) = dispatched(county)
    sign(leg, by=county.water_handler, at=AT)
    (below,) = dispatch_on(leg, Dispatch(county.pipes), by=county.water_handler, at=AT)
    assert parts_in_leg(below, county.water_handler) >= {"centre", "handler"}
    assert "centre" not in parts_in_leg(below, county.dispatcher)


def test_a_tip_off_gives_parts_to_those_named_for_it(county: County) -> None:
    parties = (PartyFacts("respondent", organisation="顺达公司"),)
    case = taken_in(county, Intake(kind_of("tip_off"), "堵了消防通道", Channel.WINDOW, parties=parties))
    assert parts_in_case(case, county.dispatcher) == frozenset()
    assert "centre" in parts_in_case(case, county.tip_officer)
    assert "taker" not in parts_in_case(case, county.tip_officer)
    assert parts_in_unit(frozenset({Right.DISPATCH}), True) == frozenset()
    assert parts_in_unit(frozenset({Right.DISPATCH, Right.TIP_OFF}), True) == {"centre"}


def test_the_mediator_and_his_committee_mediate(county: County) -> None:
    case = taken_in(county, DISPUTE)
    move(case, "accept", by=county.dispatcher, at=AT)
    mediator, member = make_person("mediator", name="周德厚"), make_person("member", name="江小满")
    RoleGrant.objects.create(person=member, unit=county.town, role=UnitRole.MEDIATOR)
    assert parts_in_case(case, mediator) == frozenset()
    open_mediation(case, Mediator(county.town, mediator), by=county.dispatcher, at=AT)
    assert parts_in_case(case, mediator) == parts_in_case(case, member) == {"mediator"}
    assert parts_in_case(case, county.outsider) == frozenset()


def test_rights_come_from_roles_above_and_end_with_the_account(county: County) -> None:
    assert Right.VIEW in rights_in(county.county_viewer, {county.village.pk})[county.village.pk]
    assert rights_in(county.outsider, {county.water.pk}) == {county.water.pk: frozenset({Right.READ})}
    Person.objects.filter(pk=county.clerk.pk).update(is_active=False)
    county.clerk.refresh_from_db()
    assert rights_in(county.clerk, {county.centre.pk}) == {county.centre.pk: frozenset()}


def test_who_takes_in_and_whom_it_is_against(county: County) -> None:
    assert parts_of_taker(kind_of("public_demand"), county.clerk, county.centre) == {"clerk"}
    assert parts_of_taker(kind_of("rectification_item"), county.clerk, county.centre) == frozenset()
    against = (DISPUTE.parties[0], PartyFacts("respondent", name="许望舒", person=county.dispatcher))
    case = taken_in(county, DISPUTE, parties=against)
    assert is_against(case, county.dispatcher)
    assert not is_against(case, county.clerk)


def test_what_was_asked_is_remembered_on_a_page_that_changes_nothing(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    (leg,) = dispatched(county)
    county.dispatcher.remember()
    parts = parts_in_case(leg.case, county.dispatcher)
    with django_assert_num_queries(0):
        assert parts_in_case(leg.case, county.dispatcher) == parts == {"clerk", "centre"}
        assert Right.DISPATCH in rights_in(county.dispatcher, {county.centre.pk})[county.centre.pk]
    assert rights_in(county.dispatcher, {county.centre.pk, county.streets.pk})[county.streets.pk] == {Right.READ}
    county.outsider.remember()
    assert rights_in(county.outsider, {county.water.pk}) == {county.water.pk: frozenset({Right.READ})}
