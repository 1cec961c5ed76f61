"""Two years of records in the demonstration: entered as people enter them, the same from the same seed."""

from collections import Counter
from datetime import date

from mofan.ops.demo.happenings import RHYTHMS, happenings
from mofan.ops.demo.recording import record_happenings
from mofan.records.models import Record
from tests.records.conftest import House, house

__all__ = ["house"]

TODAY = date(2026, 11, 22)


def test_an_agency_and_its_branch_have_two_years_of_records(house: House) -> None:
    done = record_happenings(agencies=1)
    assert done == Record.objects.count() > 100
    kinds = Counter(Record.objects.values_list("kind", flat=True))
    assert kinds["themed_party_day"] > kinds["general_meeting"] > 0
    assert Record.objects.filter(is_late=True).count() < done / 2
    assert record_happenings() == 0, "loaded once"


def test_the_same_seed_gives_the_same_and_nothing_lies_ahead() -> None:
    found = list(happenings([1, 2], [3], TODAY))
    assert found == list(happenings([1, 2], [3], TODAY))
    assert found != list(happenings([1, 2], [3], TODAY, seed=8))
    assert max(one.held_on for one in found) <= TODAY
    assert all(one.held_on.weekday() < 5 for one in found)


def test_no_more_is_solved_than_was_found() -> None:
    for one in happenings([], list(range(9)), TODAY):
        assert one.numbers.get("solved", 0) <= one.numbers.get("problems", 0)
    assert {one.of for one in RHYTHMS} == {"branch", "agency"}
