"""A library that is taken in once a file of tests, and not for each of them; for files that ask a great deal of it.

Such a file imports all three names: its clerk is the one who took in, and every test of it sees these pieces.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from mofan.library.models import Piece
from mofan.org.models import Person
from mofan.org.roles import Role
from tests.library.samples import COMPILATION
from tests.make import make_person, make_pieces


@pytest.fixture(scope="module")
def stock(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The clerk's compilation, taken in once for all tests of this file: its rows lie below the transaction of each
    test, its files are copied into the home of each."""
    home = tmp_path_factory.mktemp("stock")
    there = {"MOFAN_HOME": home, "STORAGE_URL": f"file://{home / 'files'}", "SEARCH_URL": f"tantivy://{home / 'index'}"}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**there):
            make_pieces(make_person("clerk", Role.LIBRARIAN, "程以宁"), "经验材料（2篇）.txt", COMPILATION)
        yield home
        transaction.set_rollback(True)


@pytest.fixture
def clerk(stock: Path, db: None, home: Path) -> Person:
    shutil.copytree(stock, home, dirs_exist_ok=True)
    return Person.objects.get(account="clerk")


@pytest.fixture
def compiled(clerk: Person) -> list[Piece]:
    return list(Piece.objects.order_by("no"))
