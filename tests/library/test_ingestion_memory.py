"""A long load does not hold the whole library in memory."""

import pytest
from django.db import connection

from mofan.library.ingestion.driving import drive
from mofan.library.ingestion.memory import MAPPED, little_mapped
from mofan.library.ingestion.receiving import receive
from mofan.org.models import Person
from tests.library.samples import SINGLE
from tests.make import AT, make_batch


class Mapped:
    """The size that SQLite was told, in the place of its file: a database of a test may have none."""

    vendor = "sqlite"

    def __init__(self, size: int | None) -> None:
        self.size, self.told = size, list[int]()

    def cursor(self) -> "Mapped":
        return self

    def __enter__(self) -> "Mapped":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def execute(self, statement: str) -> "Mapped":
        _, _, size = statement.partition("=")
        if size and self.size is not None:
            self.size = int(size)
            self.told.append(self.size)
        return self

    def fetchone(self) -> tuple[int] | None:
        return None if self.size is None else (self.size,)


def test_little_of_the_file_is_mapped_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    base = Mapped(2147418112)
    monkeypatch.setattr("mofan.library.ingestion.memory.connection", base)
    with little_mapped():
        assert base.size == MAPPED
    assert base.told == [MAPPED, 2147418112]


def test_where_there_is_no_file_nothing_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    base = Mapped(None)
    monkeypatch.setattr("mofan.library.ingestion.memory.connection", base)
    with little_mapped():
        pass
    assert base.told == []


def test_another_database_is_asked_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    base = Mapped(1)
    base.vendor = "postgresql"
    monkeypatch.setattr("mofan.library.ingestion.memory.connection", base)
    with little_mapped():
        assert base.size == 1


def test_a_load_leaves_the_size_as_it_was(clerk: Person) -> None:
    def size() -> object:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA mmap_size").fetchone() if connection.vendor == "sqlite" else None

    before = size()
    receive(make_batch(clerk), "通知.txt", [SINGLE.encode()], at=AT)
    drive()
    assert size() == before
