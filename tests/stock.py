"""What is made once a file of tests, and not for each of them; for files that ask a great deal of it.

A library: such a file imports all three names of fixtures; its clerk is the one who took in, and every test of it sees
these pieces. Whatever else: `below_each_test` and `copy_of`.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from mofan.library.models import Piece
from mofan.org.models import Person
from mofan.org.roles import Role
from tests.library.samples import COMPILATION
from tests.make import make_person, make_pieces

Made = TypeVar("Made")


@dataclass(frozen=True)
class Kept(Generic[Made]):
    """What was made, and the home that it was made in."""

    made: Made
    home: Path


@contextmanager
def below_each_test(blocker: DjangoDbBlocker, home: Path, make: Callable[[], Made]) -> Iterator[Kept[Made]]:
    """Rows made in a home of their own. They lie below the transaction of each test, until the block ends."""
    there = {"MOFAN_HOME": home, "STORAGE_URL": f"file://{home / 'files'}", "SEARCH_URL": f"tantivy://{home / 'index'}"}
    with blocker.unblock(), transaction.atomic():
        with override_settings(**there):
            made = make()
        yield Kept(made, home)
        transaction.set_rollback(True)


def copy_of(kept: Kept[Made], home: Path) -> Made:
    """For one test: its files lie in the home of that, and what that changes in the objects no other sees."""
    shutil.copytree(kept.home, home, dirs_exist_ok=True)
    return deepcopy(kept.made)


@pytest.fixture(scope="module")
def stock(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The clerk's compilation, taken in once for all tests of this file: its rows lie below the transaction of each
    test, its files are copied into the home of each."""

    def take_in() -> None:
        make_pieces(make_person("clerk", Role.LIBRARIAN, "程以宁"), "经验材料（2篇）.txt", COMPILATION)

    with below_each_test(django_db_blocker, tmp_path_factory.mktemp("stock"), take_in) as kept:
        yield kept.home


@pytest.fixture
def clerk(stock: Path, db: None, home: Path) -> Person:
    shutil.copytree(stock, home, dirs_exist_ok=True)
    return Person.objects.get(account="clerk")


@pytest.fixture
def compiled(clerk: Person) -> list[Piece]:
    return list(Piece.objects.order_by("no"))
