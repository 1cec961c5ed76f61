"""Who may do what: every page and action of units, people, roles, calendar and logs against every kind of asker."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mofan.org.actions import PersonFacts, PostFacts, appoint, enter_person, grant_role
from mofan.org.kinds import Rank, UnitKind
from mofan.org.models import Person, Post, RoleGrant, Unit
from mofan.org.roles import Right, Role, UnitRole
from mofan.org.tree import plant
from mofan.web.unit_urls import urlpatterns
from tests.make import AT, make_person
from tests.web.conftest import Enter

SEEN, DONE, FORBIDDEN, ABSENT = 200, (200, 302), 403, 404
Ask = Callable[[Client], Any]


class Ground:
    """A county with a bureau, in it a branch, a person with a post, and beside it another bureau."""

    def __init__(self, leader: Person) -> None:
        self.county = plant("安澜县", UnitKind.COUNTY)
        self.bureau = plant("安澜县林草局", parent=self.county)
        self.branch = plant("林草局党支部", UnitKind.BRANCH, parent=self.bureau)
        self.beside = plant("安澜县商务局", parent=self.county)
        facts = PersonFacts("顾淮", phone="10000000001")
        self.one = enter_person(facts, unit=self.bureau, by=leader, at=AT)
        self.post = appoint(self.one, self.bureau, PostFacts("局长", Rank.HEAD), by=leader, at=AT)

    def address(self, name: str) -> str:
        unit, one = self.bureau.pk, self.one.pk
        of_unit = ("unit", "add_unit", "change_unit", "move_unit", "close_unit", "reopen_unit", "void_unit")
        of_person = ("roster_person", "change_roster_person", "unmask", "move_roster_person", "void_roster_person")
        arguments: dict[str, list[object]] = {key: [unit] for key in (*of_unit, "add_roster_person")}
        arguments |= {key: [one] for key in (*of_person, "open_account", "appoint", "admit", "grant")}
        arguments |= {key: [one, "post", self.post.pk] for key in ("end_held", "void_held")}
        arguments |= {"correct_post": [one, self.post.pk], "set_retention": ["cases"], "decide_retention": [9]}
        arguments |= {"expired": [9]}
        return reverse(name, args=arguments.get(name, []))


LOOK = ("unit", "roster_person", "export_people")
"""Pages of a unit and its people, for whoever may view them; for others they are not there."""
MANAGE = (
    *("add_unit", "change_unit", "move_unit", "close_unit", "reopen_unit", "void_unit", "add_roster_person"),
    *("change_roster_person", "move_roster_person", "void_roster_person", "appoint", "admit", "grant", "correct_post"),
)
"""What only those who manage the unit may; those who view it are told so."""
MANAGE_ANY = ("import_units", "confirm_import", "roles")
"""Pages for whoever manages some unit."""
EVERYBODY = ("units", "roster", "calendar", "provisional", "import_template")
SYSTEM = (
    *("add_top_unit", "change_day", "import_calendar", "accesses", "retention", "expired", "set_retention"),
    "decide_retention",
)
"""For administrators of the system; everybody else is told so."""
SAID_ON_THE_PAGE = ("end_held", "void_held", "unmask", "open_account")
"""What one may not is said on the page of the person."""
POSTED = {
    *("move_unit", "close_unit", "reopen_unit", "void_unit", "confirm_import", "move_roster_person", "unmask"),
    *("void_roster_person", "open_account", "appoint", "admit", "grant", "end_held", "void_held", "change_day"),
    *("import_calendar", "set_retention", "decide_retention"),
}


def ask(client: Client, ground: Ground, name: str) -> int:
    if name in POSTED:
        given: dict[str, object] = {"field": "phone", "unit": ground.bureau.pk}
        return client.post(ground.address(name), given).status_code
    asked = {"unit": ground.bureau.pk} if name == "export_people" else {}
    return client.get(ground.address(name), asked).status_code


@pytest.fixture
def ground(leader: Person) -> Ground:
    return Ground(leader)


def holding(role: UnitRole, unit: Unit, leader: Person, *, until: date | None = None) -> Person:
    person = make_person(f"as-{role}", Role.READER)
    until = until or (timezone.localdate() + timedelta(days=30) if role == UnitRole.INSPECTOR else None)
    grant_role(person, unit, role, since=None, until=until, by=leader, at=AT)
    return person


def test_every_address_is_crossed_here() -> None:
    named = {*LOOK, *MANAGE, *MANAGE_ANY, *EVERYBODY, *SYSTEM, *SAID_ON_THE_PAGE}
    assert {one.name for one in urlpatterns} == named
    assert len(named) == len((*LOOK, *MANAGE, *MANAGE_ANY, *EVERYBODY, *SYSTEM, *SAID_ON_THE_PAGE))


@pytest.mark.parametrize("role", UnitRole)
def test_each_role_over_the_county(role: UnitRole, ground: Ground, leader: Person, enter: Enter) -> None:
    client = enter(holding(role, ground.county, leader))
    manages = role == UnitRole.ADMINISTRATOR
    for name in (*EVERYBODY, *LOOK):
        assert ask(client, ground, name) == SEEN, name
    for name in MANAGE:
        assert (ask(client, ground, name) in DONE) if manages else (ask(client, ground, name) == FORBIDDEN), name
    for name in MANAGE_ANY:
        wanted = (SEEN, ABSENT) if manages else (FORBIDDEN,)
        assert ask(client, ground, name) in wanted, name
    for name in SYSTEM:
        assert ask(client, ground, name) == FORBIDDEN, name
    for name in SAID_ON_THE_PAGE:
        assert ask(client, ground, name) == SEEN, name


@pytest.mark.parametrize("role", UnitRole)
def test_each_role_in_the_unit_beside(role: UnitRole, ground: Ground, leader: Person, enter: Enter) -> None:
    client = enter(holding(role, ground.beside, leader))
    for name in (*LOOK, *MANAGE, *SAID_ON_THE_PAGE):
        assert ask(client, ground, name) == ABSENT, name
    for name in EVERYBODY:
        assert ask(client, ground, name) == SEEN, name
    for name in SYSTEM:
        assert ask(client, ground, name) == FORBIDDEN, name


def test_strangers_and_librarians_find_nothing(ground: Ground, strangers: Client, clerks: Client) -> None:
    for client in (strangers, clerks):
        for name in (*LOOK, *MANAGE, *SAID_ON_THE_PAGE):
            assert ask(client, ground, name) == ABSENT, name
        for name in (*SYSTEM, *MANAGE_ANY):
            assert ask(client, ground, name) == FORBIDDEN, name
        for name in EVERYBODY:
            assert ask(client, ground, name) == SEEN, name
        assert "顾淮" not in client.get(reverse("roster")).content.decode()
        assert "林草局" not in client.get(reverse("units")).content.decode()


def test_nobody_comes_in_without_signing_in(ground: Ground) -> None:
    for one in urlpatterns:
        answer = Client().get(ground.address(str(one.name)))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("login")), one.name


def test_an_administrator_of_the_system_may_everything(ground: Ground, leaders: Client) -> None:
    for one in urlpatterns:
        wanted = (
            (ABSENT,) if one.name in ("confirm_import", "expired", "decide_retention") else DONE
        )  # nothing waits there
        assert ask(leaders, ground, str(one.name)) in wanted, one.name


def test_a_role_that_has_ended_is_none(ground: Ground, leader: Person, enter: Enter) -> None:
    inspector = holding(UnitRole.INSPECTOR, ground.county, leader, until=timezone.localdate())
    client = enter(inspector)
    assert ask(client, ground, "unit") == SEEN
    RoleGrant.objects.filter(person=inspector).update(until=timezone.localdate() - timedelta(days=1))
    for name in (*LOOK, *MANAGE):
        assert ask(client, ground, name) == ABSENT, name


def test_what_was_refused_was_not_done(ground: Ground, leader: Person, enter: Enter) -> None:
    client = enter(holding(UnitRole.READER, ground.county, leader))
    for name in ("end_held", "void_held"):
        page = client.post(ground.address(name), {"on": "2026-01-01", "why": "试"}).content.decode()
        assert "没有“管理单位和人员”的权限" in page
    page = client.post(ground.address("unmask"), {"field": "phone", "why": "试"}).content.decode()
    assert "没有“查看完整个人信息”的权限" in page
    assert "看完整的" not in page
    assert "看完整的" in enter(leader).get(ground.address("roster_person")).content.decode()
    assert "10000000001" not in page
    given = {"account": "gu", "password": "Qingtang-77"}
    assert "没有“管理账号”的权限" in client.post(ground.address("open_account"), given).content.decode()
    held = Post.objects.get()
    assert (held.until, held.voided_at) == (None, None)
    assert Person.objects.get(name="顾淮").account is None
    address = f"{reverse('export_people')}?unit={ground.bureau.pk}"
    assert client.post(address, {"why": "试"}).status_code == FORBIDDEN


@pytest.mark.parametrize("right", [right for right in Right if right not in (Right.READ, Right.VIEW)])
def test_a_token_narrows_rights_in_units_too(right: Right, ground: Ground, leader: Person) -> None:
    person = holding(UnitRole.ADMINISTRATOR, ground.county, leader)
    person.narrow([Right.INGEST])
    assert not person.may(right, ground.bureau)
    assert not Unit.objects.where(person, right).exists()
    assert not Unit.objects.visible_to(person).exists()
    assert list(Person.objects.visible_to(person)) == [person]
