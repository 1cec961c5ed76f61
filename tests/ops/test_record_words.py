"""The worker indexes blocks of records for those who look for words, one at a time."""

import pytest

from mofan.ops import record_words
from mofan.ops.record_words import WordKeeper
from mofan.records import finding
from mofan.records.models import WordBlock
from tests.records.conftest import House, house
from tests.records.making import entered, visit

__all__ = ["house"]


def test_it_goes_on_while_blocks_are_full_and_then_waits(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "BLOCK", 2)
    monkeypatch.setattr(finding, "SETTLED", 1)
    keeper, other = WordKeeper(), WordKeeper()
    assert keeper.look() == 0
    for number in range(6):
        entered(house, visit(house, title=f"走访{number}组"))
    assert keeper.look() == 0  # looked a moment ago
    while other.look():
        pass
    assert WordBlock.objects.count() >= 1
    blocks = WordBlock.objects.count()
    for number in range(4):
        entered(house, visit(house, title=f"回访{number}组"))
    monkeypatch.setattr(record_words, "LOOK_EVERY", 0.0)
    assert other.look() > 0
    assert WordBlock.objects.count() == blocks + 1
