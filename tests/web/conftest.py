"""Browsers of the three known people, and a library with a compilation in it."""

from collections.abc import Callable

import pytest
from django.test import Client

from mofan.library.models import Piece
from mofan.org.models import Person
from tests.library.samples import COMPILATION
from tests.make import make_pieces

Enter = Callable[[Person], Client]


@pytest.fixture
def enter() -> Enter:
    """A browser in which that person is signed in."""

    def entered(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return entered


@pytest.fixture
def clerks(clerk: Person, enter: Enter) -> Client:
    return enter(clerk)


@pytest.fixture
def leaders(leader: Person, enter: Enter) -> Client:
    return enter(leader)


@pytest.fixture
def strangers(stranger: Person, enter: Enter) -> Client:
    return enter(stranger)


@pytest.fixture
def compiled(clerk: Person) -> list[Piece]:
    """The two pieces of a compilation with two advertisements in it."""
    return make_pieces(clerk, "经验材料（2篇）.txt", COMPILATION)
