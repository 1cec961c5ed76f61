"""What may be counted of which kind of case."""

from dataclasses import replace

import pytest

from mofan.cases.catalogue import kind_of, shipped
from mofan.cases.takes import BASES, RATES, TAKES, applies


def test_of_public_demands_everything_is_counted() -> None:
    assert all(applies(take, kind_of("public_demand")) for take in TAKES.values())


def test_of_tip_offs_nothing_is_counted() -> None:
    assert not any(applies(take, kind_of("tip_off")) for take in TAKES.values())


@pytest.mark.parametrize(
    ("kind", "base", "counted"),
    [
        ("rectification_item", "decision", False),
        ("approval", "decision", True),
        ("approval", "leg", False),
        ("approval", "clock", True),
        ("approval", "move", False),
        ("approval", "callback", False),
        ("first_offence", "clock", False),
        ("rectification_item", "closing", True),
        ("rectification_item", "move", True),
        ("dispute", "callback", True),
    ],
)
def test_a_kind_has_what_is_counted_or_not(kind: str, base: str, counted: bool) -> None:
    found = {applies(take, kind_of(kind)) for take in TAKES.values() if take.base == base and take.code != "received"}
    assert found == {counted}


def test_every_open_kind_counts_what_came_in() -> None:
    for kind in shipped().values():
        assert applies(TAKES["received"], kind) is not kind.restricted
    assert not applies(TAKES["closed"], replace(kind_of("approval"), moves=()))


def test_numbers_say_by_what_they_count_and_rates_are_made_of_them() -> None:
    assert {take.base for take in TAKES.values()} == BASES.keys()
    assert all({rate.part, rate.whole} <= TAKES.keys() for rate in RATES)
