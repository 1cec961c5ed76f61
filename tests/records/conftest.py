"""A branch of the Party in a small agency (安澜县水务局机关党支部), and who acts in it."""

from dataclasses import dataclass
from datetime import date

import pytest

from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.models import Membership, Person, Post, RoleGrant, Unit
from mofan.org.roles import Role, UnitRole
from mofan.org.spelling import spell
from mofan.org.tree import plant
from tests.make import AT, make_person, make_unit

NAMES = ["沈知行", "顾明川", "程以宁", "许见山", "陆怀瑾", "何清越", "方叔同", "江映雪", "钟伯言", "温如玉"]
"""Ten full members; the first is the secretary, the next two the committee."""
PROBATIONARY = ("唐予怀", "白露生")


@dataclass(frozen=True)
class House:
    """The agency, its branch, and the people in it."""

    agency: Unit
    branch: Unit
    people: dict[str, Person]
    recorder: Person
    leader: Person
    reader: Person
    stranger: Person

    def person(self, name: str) -> Person:
        return self.people[name]


@pytest.fixture
def house(db: None, home: object) -> House:
    """An agency with a branch of twelve, two of them probationary."""
    agency = make_unit()
    branch = plant("机关党支部", UnitKind.BRANCH, parent=agency)
    people = {}
    for name in (*NAMES, *PROBATIONARY):
        pinyin, initials = spell(name)
        people[name] = Person(name=name, unit=agency, created_at=AT, pinyin=pinyin, initials=initials)
        people[name].set_unusable_password()
    Person.objects.bulk_create(people.values())
    Membership.objects.bulk_create(
        Membership(
            person=person,
            branch=branch,
            standing=Standing.PROBATIONARY if name in PROBATIONARY else Standing.FULL,
            since=date(2020, 1, 1),
        )
        for name, person in people.items()
    )
    Post.objects.bulk_create(
        Post(person=people[name], unit=branch, title="委员", rank=Rank.LEADING if place else Rank.HEAD, order=place)
        for place, name in enumerate(NAMES[:3])
    )
    actors = {}
    for account, role in (
        ("recorder", UnitRole.RECORDER),
        ("head", UnitRole.LEADER),
        ("viewer", UnitRole.READER),
    ):
        actors[account] = make_person(account, Role.READER)
        RoleGrant.objects.create(person=actors[account], unit=agency, role=role)
    stranger = make_person("outsider", Role.READER, "白亦舟")
    Person.objects.filter(pk=stranger.pk).update(unit=plant("别处"))
    stranger.refresh_from_db()
    return House(agency, branch, people, actors["recorder"], actors["head"], actors["viewer"], stranger)
