"""Between the levels: down to a town's centre, up to the county's, departments called by a town."""

from datetime import timedelta

import pytest

from mofan.cases.actions import (
    Blow,
    Dispatch,
    answer_whistle,
    approve,
    dispatch,
    dispatch_on,
    move,
    sign,
    submit,
    take_in,
    whistle,
)
from mofan.cases.models import Leg
from mofan.cases.queries import desk, my_work, next_leg_moves
from mofan.cases.receivers import callable_units, receivers
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant
from tests.make import AT, make_person
from tests.make_cases import WATER, County, accepted

HOUR = timedelta(hours=1)


@pytest.fixture
def towns(county: County) -> tuple[Unit, Person]:
    """The town's own centre and its dispatcher."""
    centre = plant("镇社会治理中心", UnitKind.CENTRE, parent=county.town)
    person = make_person("town_desk", name="唐晚晴")
    RoleGrant.objects.create(person=person, unit=centre, role=UnitRole.DISPATCHER)
    return centre, Person.objects.get(pk=person.pk)


def test_a_town_hands_a_case_up_and_the_county_sends_it_on(county: County, towns: tuple[Unit, Person]) -> None:
    centre, town_desk = towns
    case = take_in(WATER, centre, by=town_desk, at=AT)
    move(case, "accept", by=town_desk, at=AT)
    (up,) = dispatch(case, Dispatch(county.centre, (), "本镇没有权限"), by=town_desk, at=AT)
    assert list(desk(county.dispatcher, county.centre).received) == [up]
    assert {one.leg_id for one in my_work(county.dispatcher)} == {up.pk}
    sign(up, by=county.dispatcher, at=AT + HOUR)
    (down,) = dispatch_on(up, Dispatch(county.water, (), "请到现场"), by=county.dispatcher, at=AT + HOUR)
    assert not desk(county.dispatcher, county.centre).received.exists(), "it is sent on"
    sign(down, by=county.water_handler, at=AT + 2 * HOUR)
    submit(down, "solved", "换了阀门", by=county.water_handler, at=AT + 3 * HOUR)
    approve(down, by=county.dispatcher, at=AT + 4 * HOUR)
    up = Leg.objects.get(pk=up.pk)
    submit(up, "solved", "已由县水务局修好", by=county.dispatcher, at=AT + 5 * HOUR)
    approve(up, by=town_desk, at=AT + 6 * HOUR)
    up.refresh_from_db()
    assert up.state == "done"


def test_the_county_sends_down_to_a_centre_of_a_town(county: County, towns: tuple[Unit, Person]) -> None:
    centre, town_desk = towns
    (leg,) = dispatch(accepted(county), Dispatch(centre, ()), by=county.dispatcher, at=AT)
    assert "sign" in [one.code for one in next_leg_moves(leg, town_desk)]
    sign(leg, by=town_desk, at=AT)
    (village,) = dispatch_on(leg, Dispatch(None, (county.village,)), by=town_desk, at=AT)
    assert village.sender == centre
    with pytest.raises(RuleBroken, match="您没有这个身份"):
        sign(village, by=town_desk, at=AT)


def test_a_town_calls_departments_of_the_county(county: County, towns: tuple[Unit, Person]) -> None:
    centre, town_desk = towns
    assert county.water not in receivers(centre)
    assert {county.water, county.centre, county.village} <= set(callable_units(centre))
    assert county.centre in receivers(centre)
    assert centre not in receivers(county.centre).filter(pk=county.centre.pk)
    case = take_in(WATER, centre, by=town_desk, at=AT)
    made = whistle(case, Blow(centre, (county.water,), "停水，请到现场", AT + HOUR), by=town_desk, at=AT)
    call = made.calls.get()
    refused = answer_whistle(call, "人手不够", coming=False, by=county.water_handler, at=AT)
    assert refused.reported_to == county.root, "above the town and the bureau"


def test_a_unit_outside_a_county_calls_within_its_tree(county: County) -> None:
    city = plant("临江市", UnitKind.PREFECTURE)
    office = plant("市信访局", parent=city)
    assert list(callable_units(office)) == [city]
    assert list(callable_units(city)) == [office]
