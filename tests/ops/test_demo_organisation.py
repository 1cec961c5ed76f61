"""The fictional county of the demonstration."""

import csv
import gzip
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db.models import Count

from mofan.ops.demo import county
from mofan.ops.demo.organisation import FULL, SMALL, Organisation, organisation
from mofan.ops.demo.planting import plant_organisation
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.models import Membership, Person, Post, Unit, UnitLink
from mofan.org.queries import members_on, units_under, voting_members_on
from mofan.org.roles import Right
from mofan.org.tree import plant
from tests.make import AT

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def full() -> Organisation:
    return organisation(FULL, TODAY)


def test_the_small_county_is_planted_with_its_people(db: None) -> None:
    plan = organisation(SMALL, TODAY)
    planted = plant_organisation(plan, at=AT)
    assert set(units_under(planted)) == set(Unit.objects.all())
    assert Person.objects.exclude(account="console").count() == SMALL.people
    assert Post.objects.count() == len(plan.posts)
    assert UnitLink.objects.filter(below__kind=UnitKind.BRANCH, above=planted).count() == len(
        [one for one in plan.units if one.kind == UnitKind.BRANCH]
    )
    members = members_on(planted, TODAY)
    assert 0 < voting_members_on(planted, TODAY).count() < members.count()


def test_the_full_county_has_ninety_units_and_three_thousand_people(full: Organisation) -> None:
    assert len([one for one in full.units if one.above == "安澜县" and one.kind != UnitKind.TEAM]) == 90
    assert len(full.people) == 3000
    keys = {one.key for one in full.units}
    assert len(keys) == len(full.units)
    assert {one.above for one in full.units} <= keys | {""}


def test_the_same_seed_gives_the_same_county_and_another_another(full: Organisation) -> None:
    assert organisation(FULL, TODAY) == full
    assert organisation(FULL, TODAY, seed=2).people != full.people


def test_no_place_is_a_real_one(full: Organisation, shared: Path) -> None:
    with gzip.open(shared / "divisions.csv.gz", "rt", encoding="utf-8") as lines:
        real = {row["name"] for row in csv.DictReader(lines)}
    assert {one.name for one in full.units} & real == set()


def test_people_are_believable(full: Organisation) -> None:
    for one in full.people:
        assert 22 <= (TODAY - one.born_on).days / 365.25 <= 61
        assert 2 <= len(one.name) <= 3
        assert one.phone.startswith("100")
        assert one.joined_party_on is None or one.joined_party_on >= one.born_on + timedelta(days=365 * 18)
    names = [one.name for one in full.people]
    assert len(set(names)) > 2400
    assert len(set(names)) < 3000


def test_nobody_belongs_to_two_branches_on_one_day(full: Organisation) -> None:
    held: dict[int, list[tuple[date, date]]] = {}
    for one in full.memberships:
        held.setdefault(one.person, []).append((one.since, one.until or date.max))
    for spans in held.values():
        spans.sort()
        assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_every_unit_of_work_has_one_head_today(full: Organisation) -> None:
    led = [one.unit for one in full.posts if one.rank == Rank.HEAD and one.until is None]
    below = {one.key for one in full.units if one.above == "安澜县"}
    assert len(led) == len(set(led))
    assert below <= set(led)


def test_branches_have_a_size_that_branches_have(full: Organisation) -> None:
    sizes: dict[str, int] = {}
    for one in full.memberships:
        if one.until is None:
            sizes[one.branch] = sizes.get(one.branch, 0) + 1
    assert min(sizes.values()) >= 3
    assert max(sizes.values()) <= 50
    standings = [one.standing for one in full.memberships if one.until is None]
    assert 0.005 < standings.count(Standing.PROBATIONARY) / len(standings) < 0.06
    assert any(one.cell for one in full.memberships)


def test_the_known_people_have_their_roles(db: None) -> None:
    county.plant_county(SMALL)
    county.make_people()
    bureau = Unit.objects.get(name="安澜县水务局")
    branch = Unit.objects.get(name="水务局党支部")
    assert Person.objects.get(account="clerk").may(Right.RECORD, branch)
    assert Person.objects.get(account="secretary").may(Right.APPROVE, bureau)
    assert Person.objects.get(account="supervisor").may(Right.SUPERVISE, bureau)
    assert not Person.objects.get(account="stranger").may(Right.VIEW, bureau)


def test_a_demonstration_from_before_there_was_a_county_goes_on(db: None) -> None:
    old, other = plant("安澜县水务局"), plant("安澜县青年志愿者协会")
    clerk = Person.objects.create(account="clerk", name="程以宁", unit=old, created_at=AT)
    county.plant_county(SMALL)
    county.plant_county(SMALL)
    clerk.refresh_from_db()
    assert clerk.unit is not None
    assert clerk.unit.depth == 1
    assert Unit.objects.get(pk=other.pk).depth == 1
    assert not Membership.objects.values("person").annotate(running=Count("pk")).filter(running__gt=2).exists()
