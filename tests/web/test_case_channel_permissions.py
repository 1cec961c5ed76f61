"""Who may open what of the ways by which cases come in: every address against every role in the centre, in the unit
beside, a stranger, and whoever has not signed in."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mofan.cases.channels.mailing import keep_mail
from mofan.cases.models import Mail
from mofan.org.models import Person, RoleGrant
from mofan.org.roles import Right, Role, UnitRole, roles_with
from mofan.web.channel_urls import urlpatterns
from tests.cases.channels.test_mail_reading import attach, letter
from tests.make import AT, make_person
from tests.make_cases import County, make_county
from tests.web.conftest import Enter

LISTS = ("mails", "export_case_ledger")
"""For everybody: each shows what he may see."""
OF_A_MAIL = ("mail", "mail_file")
"""Of one mail: for those who take in there; for others it is not there."""
ACTS = ("set_mail_aside", "bring_mail_back", "unmask_mail")
"""What is done to a mail: without a reason nothing happens, and that is said."""
TAKING_IN = ("take_in_mail",)
OWN = ("import_cases",)
"""For those who take in: others are told so (403)."""
TAKERS = roles_with(Right.INTAKE)


class Box:
    """A centre's mail that waits, with a file."""

    def __init__(self) -> None:
        self.county: County = make_county()
        keep_mail(bytes(attach(letter(), "照片.jpg", b"x")), "一.eml", self.county.centre, at=AT)
        self.mail = Mail.objects.get()

    def ask(self, client: Client, name: str) -> int:
        route = next(one for one in urlpatterns if one.name == name).pattern
        given = {"pk": self.mail.pk, "file": self.mail.files.get().pk, "kind": "public_demand"}
        address = reverse(name, kwargs={key: given[key] for key in route.converters})
        answer: Any = client.post(address) if name in ACTS else client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        answer.close()
        return int(answer.status_code)


@pytest.fixture
def box(db: None, home: object) -> Box:
    return Box()


def holding(role: UnitRole, box: Box, *, beside: bool = False) -> Person:
    made = make_person(f"as-{role}", Role.READER)
    unit = box.county.streets if beside else box.county.centre
    RoleGrant.objects.create(person=made, unit=unit, role=role, until=AT.date().replace(year=2999))
    return Person.objects.get(pk=made.pk)


def test_every_address_is_crossed_here() -> None:
    assert sorted(str(one.name) for one in urlpatterns) == sorted([*LISTS, *OF_A_MAIL, *ACTS, *TAKING_IN, *OWN])


@pytest.mark.parametrize("role", UnitRole)
def test_each_role_in_the_centre(role: UnitRole, box: Box, enter: Enter) -> None:
    client, takes = enter(holding(role, box)), role in TAKERS
    for name in LISTS:
        assert box.ask(client, name) == 200, name
    for name in (*OF_A_MAIL, *TAKING_IN):
        assert box.ask(client, name) == (200 if takes else 404), name
    for name in ACTS:
        assert box.ask(client, name) == (422 if takes else 404), name
    for name in OWN:
        assert box.ask(client, name) == (200 if takes else 403), name
    box.mail.refresh_from_db()
    assert box.mail.state == "waiting"


@pytest.mark.parametrize("role", [*TAKERS, UnitRole.ADMINISTRATOR, UnitRole.TIP_OFFICER])
def test_the_unit_beside_finds_no_mail(role: UnitRole, box: Box, enter: Enter) -> None:
    client = enter(holding(role, box, beside=True))
    for name in (*OF_A_MAIL, *TAKING_IN, *ACTS):
        assert box.ask(client, name) == 404, name
    assert box.mail.subject not in client.get(reverse("mails")).content.decode()


def test_a_stranger_and_whoever_has_not_signed_in(box: Box, enter: Enter) -> None:
    stranger = enter(box.county.outsider)
    for name in (*OF_A_MAIL, *TAKING_IN, *ACTS):
        assert box.ask(stranger, name) == 404, name
    assert [box.ask(stranger, name) for name in OWN] == [403]
    for name in (*LISTS, *OF_A_MAIL, *TAKING_IN, *ACTS, *OWN):
        assert box.ask(Client(), name) == 302, name
