"""A long ledger is entered by portions, and nothing twice."""

from datetime import timedelta

import pytest

from mofan.records.actions import bring_in_by_portions, ledgers
from mofan.records.models import Record
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import HELD, visit


def test_what_was_broken_off_goes_on_where_it_was(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "PORTION", 2)
    entries = [visit(house, HELD - timedelta(days=day)) for day in range(5)]
    told: list[int] = []

    def bring(some: int) -> int:
        return bring_in_by_portions(entries[:some], house.branch, tell=told.append, by=house.recorder, at=AT)

    assert (bring(3), bring(5), bring(5)) == (3, 2, 0)
    assert told == [2, 3, 2, 4, 5, 2, 4, 5]
    assert Record.objects.count() == 5


def test_nothing_to_enter_is_nothing_told(house: House) -> None:
    assert bring_in_by_portions([], house.branch, tell=lambda _: None, by=house.recorder, at=AT) == 0
