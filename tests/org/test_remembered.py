"""What a person may do is the same whether it was looked up once for a page or anew each time."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mofan.org.kinds import UnitKind
from mofan.org.models import Membership, Person, Post, RoleGrant, Unit, remembered
from mofan.org.roles import Right, Role, UnitRole
from mofan.org.tree import plant
from tests.make import AT

UNTIL = date(2999, 1, 1)


@pytest.fixture
def units(db: None) -> list[Unit]:
    """A county, two agencies, a branch in each, a group in the first branch."""
    county = plant("安澜县", UnitKind.COUNTY)
    agencies = [plant(name, parent=county) for name in ("水务局", "司法局")]
    branches = [plant(f"{one}党支部", UnitKind.BRANCH, parent=one) for one in agencies]
    return [county, *agencies, *branches, plant("第一党小组", UnitKind.CELL, parent=branches[0])]


def people(units: list[Unit]) -> list[Person]:
    """One of every role in the county, in an agency and in what is below that agency; one of no role with a post and a
    branch, an administrator."""
    found = []
    county, agency, _, branch, _, cell = units
    for role in UnitRole:
        for unit in (county, agency, branch, cell):
            person = Person.objects.create(name=f"{role}{unit}", unit=units[2], created_at=AT)
            RoleGrant.objects.create(person=person, unit=unit, role=role, until=UNTIL)
            found.append(person)
    member = Person.objects.create(name="无角色", created_at=AT)
    Post.objects.create(person=member, unit=units[1])
    Membership.objects.create(person=member, branch=units[3], cell=units[5])
    past = Person.objects.create(name="已到期", created_at=AT)
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011
    RoleGrant.objects.create(person=past, unit=units[0], role=UnitRole.LEADER, until=yesterday)
    stopped = Person.objects.create(name="停用", is_active=False, created_at=AT)
    RoleGrant.objects.create(person=stopped, unit=units[0], role=UnitRole.LEADER)
    administrator = Person.objects.create(name="管理员", role=Role.ADMINISTRATOR, created_at=AT)
    return [*found, member, past, stopped, administrator]


def test_remembered_rights_are_those_of_the_rows(units: list[Unit], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether units are named one by one in a query or are too many for that."""
    for person in people(units):
        anew = rights_of(person, units)
        for most in (0, remembered.MOST_NAMED):
            with monkeypatch.context() as patched:
                patched.setattr(remembered, "MOST_NAMED", most)
                once = Person.objects.get(pk=person.pk)
                once.remember()
                assert rights_of(once, units) == anew, (person, most)


def rights_of(person: Person, units: list[Unit]) -> dict[tuple[object, ...], object]:
    """What the person sees; of each right whether he has it at all, where, and in which of these units."""
    found: dict[tuple[object, ...], object] = {("visible",): set(Unit.objects.visible_to(person))}
    for right in Right:
        found[right, "any"] = person.may(right)
        found[right, "where"] = set(Unit.objects.where(person, right))
        for unit in units:
            found[right, unit] = person.may(right, unit)
    return found


def test_only_a_request_that_changes_nothing_remembers(leader: Person, client: Client) -> None:
    client.force_login(leader)
    assert client.get(reverse("units")).wsgi_request.user.remembered is not None  # type: ignore[union-attr]
    assert client.post(reverse("logout")).wsgi_request.user.is_anonymous
