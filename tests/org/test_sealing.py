"""ID numbers in the rows: sealed, found by a keyed digest, opened by the key of this house alone."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from mofan.org.actions import PersonFacts, enter_person, facts_of, unmask
from mofan.org.models import Person, PersonalData
from mofan.org.overview import roster
from mofan.org.queries import masked_data_of
from mofan.org.sealing import SealBroken, digest, seal, unseal
from tests.make import AT, make_unit
from tests.web.conftest import enter, leaders

__all__ = ["enter", "leaders"]

NUMBER = "11010119900101127X"
"""Made up; its check character is right."""


@pytest.fixture
def one(leader: Person) -> Person:
    return enter_person(PersonFacts("顾淮", id_number=NUMBER.lower()), unit=make_unit(), by=leader, at=AT)


def test_a_number_is_sealed_in_its_row_and_read_through_it(one: Person, leader: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM org_personaldata")
        assert NUMBER not in str(cursor.fetchall())
    assert facts_of(one).id_number == NUMBER
    assert masked_data_of(one)["id_number"] == "110101********127X"
    assert unmask(one, "id_number", why="核对", by=leader, at=AT) == NUMBER


def test_the_same_text_is_sealed_otherwise_each_time_and_digested_the_same() -> None:
    assert seal(NUMBER) != seal(NUMBER)
    assert digest(NUMBER) == digest(NUMBER)
    assert (seal(""), unseal(""), digest("")) == ("", "", "")


def test_a_full_number_finds_its_person_in_the_roster(one: Person, leader: Person, stranger: Person) -> None:
    today = timezone.localdate()
    assert list(roster(leader, None, today, words=NUMBER.lower())) == [one]
    assert not roster(leader, None, today, words=NUMBER[:10]).exists()
    Person.objects.filter(pk=stranger.pk).update(unit=None)
    stranger.refresh_from_db()
    assert not roster(stranger, None, today, words=NUMBER).exists()


def test_another_key_opens_nothing_and_the_page_says_so(
    one: Person, leader: Person, leaders: Client, settings: Settings
) -> None:
    before = digest(NUMBER)
    settings.DATA_KEY = "another"
    with pytest.raises(SealBroken, match="data_key"):
        unseal(PersonalData.objects.get(person=one).id_number_sealed)
    assert digest(NUMBER) != before
    page = leaders.get(reverse("roster_person", args=[one.pk]))
    assert page.status_code == 503
    assert "数据密钥" in page.content.decode()


def test_a_masked_number_is_found_by_nothing(one: Person) -> None:
    data = PersonalData.objects.get(person=one)
    data.id_number = "110101********127X"
    assert data.id_number_digest == ""
    assert data.id_number == "110101********127X"


def test_numbers_that_there_were_are_sealed_by_the_migration(one: Person) -> None:
    class Row:
        def __init__(self, number: str) -> None:
            self.id_number, self.id_number_sealed, self.id_number_digest = number, "", ""

        def save(self, **_: object) -> None:
            pass

    class Rows(list[Row]):
        def exclude(self, **_: str) -> "Rows":
            return self

        def iterator(self) -> "Rows":
            return self

    rows = Rows([Row(NUMBER), Row("110101********127X")])
    table = type("Table", (), {"objects": rows})
    given = type("Apps", (), {"get_model": lambda self, *_: table})()
    moves = import_module("mofan.org.migrations.0007_sealed_id_numbers")
    moves.seal_them(given, None)
    assert [unseal(row.id_number_sealed) for row in rows] == [NUMBER, "110101********127X"]
    assert [row.id_number_digest for row in rows] == [digest(NUMBER), ""]
    rows[0].id_number = ""
    moves.unseal_them(given, None)
    assert rows[0].id_number == NUMBER
    assert apps.get_model("org", "PersonalData") is PersonalData
