"""The tree of units: planting, moving, and the tree of an earlier day."""

import random
from datetime import date, timedelta

import pytest

from mofan.org.kinds import UnitKind
from mofan.org.models import Unit, UnitLink
from mofan.org.queries import units_over, units_under
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant, replant

MARCH = date(2026, 3, 1)


def test_a_unit_with_all_below_it(db: None) -> None:
    county = plant("安澜县", UnitKind.COUNTY)
    bureau = plant("安澜县水务局", parent=county)
    branch = plant("第一党支部", UnitKind.BRANCH, parent=bureau)
    other = plant("安澜县司法局", parent=county)
    assert set(units_under(county)) == {county, bureau, branch, other}
    assert set(units_under(bureau)) == {bureau, branch}
    assert list(units_over(branch)) == [county, bureau, branch]
    assert (county.depth, branch.depth) == (0, 2)


def test_two_bureaus_may_have_a_first_branch_each(db: None) -> None:
    for bureau in (plant("安澜县水务局"), plant("安澜县司法局")):
        plant("第一党支部", UnitKind.BRANCH, parent=bureau)
    assert Unit.objects.filter(name="第一党支部").count() == 2


def test_a_unit_that_moves_leaves_earlier_days_as_they_were(db: None) -> None:
    county = plant("安澜县", UnitKind.COUNTY)
    old, new = plant("安澜县经贸局", parent=county), plant("安澜县工信局", parent=county)
    office = plant("中小企业服务中心", UnitKind.CENTRE, parent=old)
    branch = plant("中心党支部", UnitKind.BRANCH, parent=office)
    replant(office, new, since=MARCH)
    assert set(units_under(old, MARCH - timedelta(days=1))) == {old, office, branch}
    assert set(units_under(old, MARCH)) == set(units_under(old)) == {old}
    assert set(units_under(new, MARCH)) == {new, office, branch}
    assert list(units_over(branch, MARCH)) == [county, new, office, branch]
    assert set(units_under(county, MARCH)) == set(units_under(county, date(2020, 1, 1)))


def test_a_mistake_corrected_holds_from_of_old(db: None) -> None:
    county, city = plant("安澜县", UnitKind.COUNTY), plant("临湖市", UnitKind.PREFECTURE)
    bureau = plant("安澜县水务局", parent=county)
    replant(county, city)
    assert list(units_over(bureau, date(2000, 1, 1))) == [city, county, bureau]
    bureau.refresh_from_db()
    assert bureau.depth == 2
    replant(bureau, None)
    assert list(units_over(bureau)) == [bureau]


def test_a_unit_cannot_stand_below_itself(db: None) -> None:
    county = plant("安澜县", UnitKind.COUNTY)
    bureau = plant("安澜县水务局", parent=county)
    for parent in (bureau, county):
        with pytest.raises(RuleBroken, match="不能做它的上级"):
            replant(county, parent, since=MARCH)


def test_days_are_not_crossed(db: None) -> None:
    one, two, unit = plant("甲"), plant("乙"), plant("丙")
    replant(unit, one, since=MARCH)
    with pytest.raises(RuleBroken, match="日期请填在那之后"):
        replant(unit, two, since=MARCH - timedelta(days=9))
    with pytest.raises(RuleBroken, match="请填写这次调整的日期"):
        replant(unit, two)
    replant(unit, two, since=MARCH)
    assert list(units_over(unit, MARCH)) == [two, unit]


def test_links_agree_with_a_walk_along_the_parents_whatever_was_moved(db: None) -> None:
    chance = random.Random(5)
    units = [plant("0")]
    for number in range(1, 40):
        units.append(plant(str(number), parent=chance.choice([*units, None])))
    for step in range(25):
        unit, parent = chance.choice(units), chance.choice([*units, None])
        try:
            replant(unit, parent, since=MARCH + timedelta(days=step))
        except RuleBroken:
            continue
        for one in units:
            one.refresh_from_db()
    today = MARCH + timedelta(days=90)
    for unit in units:
        line, at = [], unit
        while True:
            line.append(at)
            if at.parent is None:
                break
            at = at.parent
        found = UnitLink.objects.on(today).filter(below=unit).order_by("distance")
        assert [(link.above, link.distance) for link in found] == [(one, no) for no, one in enumerate(line)]
        assert unit.depth == len(line) - 1
