"""Rows by their keys, with SQL that is worked out once."""

from datetime import date

from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext

from mofan.org.models import Person, Unit
from mofan.org.models.people import PersonQuerySet
from mofan.org.prepared import rows_of, values_of
from tests.make import make_person


def by_key(rows: PersonQuerySet, keys: list[int]) -> PersonQuerySet:
    return rows.filter(pk__in=keys).order_by("-pk").annotate(twice=F("pk") * 2, named=F("unit__name"))


def test_the_rows_are_those_of_the_question(clerk: Person, leader: Person) -> None:
    Person.objects.filter(pk=clerk.pk).update(joined_party_on=date(2019, 7, 1))
    keys = [clerk.pk, leader.pk]
    for _ in range(2):
        found = rows_of(Person.objects.valid(), keys, by_key)
        assert [one.__dict__.keys() for one in found] == [
            one.__dict__.keys() for one in by_key(Person.objects.valid(), keys)
        ]
        assert [vars(one) | {"_state": 0} for one in found] == [
            vars(one) | {"_state": 0} for one in by_key(Person.objects.valid(), keys)
        ]
    assert found[1].joined_party_on == date(2019, 7, 1)
    assert (found[0].twice, found[0].named) == (leader.pk * 2, "安澜县水务局")


def test_other_keys_find_other_rows(clerk: Person, leader: Person) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert rows_of(Person.objects.valid(), [clerk.pk], by_key) == [clerk]
        assert rows_of(Person.objects.valid(), [leader.pk], by_key) == [leader]
    assert len(asked) == 2


def test_other_conditions_are_another_question(clerk: Person) -> None:
    assert rows_of(Person.objects.valid(), [clerk.pk], by_key) == [clerk]
    assert rows_of(Person.objects.valid().exclude(pk=clerk.pk), [clerk.pk], by_key) == []
    assert make_person("mu.qing") not in rows_of(Person.objects.valid(), [clerk.pk], by_key)


def test_no_keys_and_nothing_to_see_ask_nothing(clerk: Person) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert rows_of(Person.objects.valid(), [], by_key) == []
        assert rows_of(Person.objects.valid().none(), [clerk.pk], by_key) == []
    assert not asked
    assert Unit.objects.count() == 1


def test_values_are_asked_for_as_rows_are(clerk: Person, leader: Person) -> None:
    def names(rows: PersonQuerySet, keys: list[int]) -> QuerySet[Person, tuple[int, str]]:
        return rows.filter(pk__in=keys).order_by("-pk").values_list("pk", "name")

    found = values_of(Person.objects.valid(), [clerk.pk, leader.pk], names)
    assert found == [[leader.pk, leader.name], [clerk.pk, clerk.name]]
    assert values_of(Person.objects.valid(), [], names) == []
