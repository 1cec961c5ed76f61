"""Rows of a planned organisation (载入组织), all in one transaction; nothing is made twice."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from mofan.ops.demo.names import COUNTY
from mofan.ops.demo.organisation import Organisation
from mofan.org.actions import console, note
from mofan.org.models import Membership, Person, PersonalData, Post, Unit, UnitLink
from mofan.org.spelling import spell


@transaction.atomic
def plant_organisation(plan: Organisation, *, at: datetime) -> Unit:
    """The county with all below it, its people, posts and memberships; the county itself is given back."""
    units = _units(plan)
    unusable = make_password(None)
    people = Person.objects.bulk_create(
        [
            Person(
                name=one.name,
                pinyin=spell(one.name)[0],
                initials=spell(one.name)[1],
                joined_party_on=one.joined_party_on,
                unit=units[one.unit],
                password=unusable,
                created_at=at,
            )
            for one in plan.people
        ],
        batch_size=500,
    )
    PersonalData.objects.bulk_create(
        [
            PersonalData(person=person, phone=one.phone, gender=one.gender, born_on=one.born_on)
            for person, one in zip(people, plan.people, strict=True)
        ],
        batch_size=500,
    )
    Post.objects.bulk_create(
        [
            Post(
                person=people[one.person],
                unit=units[one.unit],
                title=one.title,
                rank=one.rank,
                since=one.since,
                until=one.until,
                order=one.order,
            )
            for one in plan.posts
        ],
        batch_size=500,
    )
    Membership.objects.bulk_create(
        [
            Membership(
                person=people[one.person],
                branch=units[one.branch],
                cell=units[one.cell] if one.cell else None,
                standing=one.standing,
                since=one.since,
                until=one.until,
            )
            for one in plan.memberships
        ],
        batch_size=500,
    )
    county = units[COUNTY]
    note(county, "载入演示数据", by=console(at=at), at=at, why=f"{len(units)} 个单位，{len(people)} 人，均为虚构")
    return county


def _units(plan: Organisation) -> dict[str, Unit]:
    """Level by level, for a unit needs the key of the one above it; then every pair of above and below."""
    units: dict[str, Unit] = {}
    waiting = list(plan.units)
    while waiting:
        level = [one for one in waiting if not one.above or one.above in units]
        rows = Unit.objects.bulk_create(
            [
                Unit(
                    name=one.name,
                    short_name=one.short,
                    kind=one.kind,
                    called=one.called,
                    order=one.order,
                    parent=units.get(one.above),
                    depth=units[one.above].depth + 1 if one.above else 0,
                )
                for one in level
            ],
            batch_size=500,
        )
        units |= {one.key: row for one, row in zip(level, rows, strict=True)}
        waiting = [one for one in waiting if one.key not in units]
    links = []
    for unit in units.values():
        above: Unit | None = unit
        while above is not None:
            links.append(UnitLink(above=above, below=unit, distance=unit.depth - above.depth))
            above = above.parent
    UnitLink.objects.bulk_create(links, batch_size=1000)
    return units
