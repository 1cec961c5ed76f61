"""How units stand with cases: each number is as long as the list that it opens."""

from datetime import timedelta

import pytest

from mofan.cases.actions import Dispatch, dispatch, dispatch_on, move, sign
from mofan.cases.queries import Asked, case_list
from mofan.cases.tallies import LEGS, by_unit, concerning, counted_in, standing_of, units_below, with_legs
from mofan.org.models import Person, Unit
from tests.cases.test_queries import TIP
from tests.make import AT
from tests.make_cases import County, accepted, approved, dispatched, make_county, submitted, taken_in

LATER = AT + timedelta(days=40)


@pytest.fixture
def county(db: None) -> County:
    made = make_county()
    approved(made)
    submitted(made)
    (leg,) = dispatched(made)
    sign(leg, by=made.water_handler, at=AT)
    dispatch_on(leg, Dispatch(made.pipes), by=made.water_handler, at=AT)
    dispatch(accepted(made), Dispatch(made.water, (made.streets,)), by=made.dispatcher, at=AT)
    dispatch(accepted(made), Dispatch(made.streets), by=made.dispatcher, at=AT)
    dispatched(made, urgency="urgent")
    tip = taken_in(made, TIP)
    move(tip, "accept", by=made.tip_officer, at=AT)
    dispatch(tip, Dispatch(made.streets), by=made.tip_officer, at=AT)
    return made


def opened(person: Person, unit: Unit, stands: str, *, alone: bool = False, beside: Unit | None = None) -> int:
    rows = with_legs(case_list(person, Asked(unit=unit.pk)), units_below(unit.pk, alone=alone), stands, LATER)
    return (concerning(rows, units_below(beside.pk)) if beside else rows).count()


def test_a_unit_stands_with_as_many_cases_as_the_list_shows(county: County) -> None:
    for person in (county.county_viewer, county.water_handler, county.dispatcher, county.tip_officer):
        for unit in (county.root, county.centre, county.water, county.pipes):
            found = standing_of(person, unit, LATER)
            assert found == {stands: opened(person, unit, stands) for stands in found}, (person, unit)
            assert {*found} == {*LEGS} - {"any"}
    assert standing_of(county.county_viewer, county.root, LATER)["done"] == 1
    assert standing_of(county.county_viewer, county.root, LATER)["late"] > 2


def test_units_beside_are_counted_over_the_cases_that_a_unit_has_to_do_with(county: County) -> None:
    for person in (county.county_viewer, county.water_handler, county.dispatcher, county.tip_officer):
        for unit in (county.root, county.water, county.streets):
            for line in by_unit(person, unit, LATER):
                expected = {
                    stands: opened(person, line.unit, stands, alone=True, beside=unit) for stands in line.counts
                }
                assert line.counts == expected, (person, unit, line.unit)
    (streets,) = (one for one in by_unit(county.county_viewer, county.water, LATER) if one.unit == county.streets)
    assert streets.counts == {"any": 1, "running": 1, "late": 1}


def test_what_came_in_is_counted_by_month_and_kind_without_tip_offs(county: County) -> None:
    counted = counted_in(AT.year)
    assert {key: one.received for key, one in counted.items()} == {(AT.month, "public_demand"): 6}
    assert counted[AT.month, "public_demand"].closed == 0
    assert counted_in(AT.year - 1) == {}
