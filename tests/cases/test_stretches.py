"""Things counted in stretches of time: the same as one by one."""

from datetime import timedelta

from django.db.models import Count, Q

from mofan.cases.models import Case, Decision
from mofan.cases.stretches import counts_between
from tests.make import AT
from tests.make_cases import County, accepted, taken_in

COUNTS = {"all": Count("pk"), "accepted": Count("pk", filter=Q(decision=Decision.ACCEPTED))}


def test_each_stretch_has_its_counts(county: County) -> None:
    accepted(county)
    for days in (1, 1, 2, 9):
        taken_in(county, at=AT + timedelta(days=days))
    ends = [AT, AT + timedelta(days=1), AT + timedelta(days=2), AT + timedelta(days=5), AT + timedelta(days=9)]
    found = counts_between(Case.objects.all(), "taken_in_at", ends, COUNTS)
    assert [one["all"] for one in found] == [1, 2, 1, 0]
    assert [one["accepted"] for one in found] == [1, 0, 0, 0]


def test_of_nothing_there_is_nothing(county: County) -> None:
    ends = [AT, AT + timedelta(days=1), AT + timedelta(days=2)]
    assert (
        counts_between(Case.objects.filter(pk__in=[]), "taken_in_at", ends, COUNTS) == [{"all": 0, "accepted": 0}] * 2
    )
