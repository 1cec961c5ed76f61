"""Segments written part by part are what they would be in memory."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from mofan.text.reuse import segments as room
from mofan.text.reuse.segments import Segment, merged, shelved, written


def some(random: Random, uids: list[int]) -> Segment:
    prints = {uid: np.array([random.randrange(2**32) for _ in range(random.randrange(12))], np.uint32) for uid in uids}
    return Segment.of(prints)


def test_a_file_of_two_segments_holds_the_texts_of_both(tmp_path: Path) -> None:
    random = Random(1)
    one, other = some(random, [1, 2, 3]), some(random, [4, 6])
    found = written([one, other], tmp_path / "both.prints")
    assert found.uids.tolist() == [1, 2, 3, 4, 6]
    assert found.prints_of(3).tolist() == one.prints_of(3).tolist()
    assert found.prints_of(6).tolist() == other.prints_of(6).tolist()
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("seed", range(8))
def test_parts_change_nothing(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small parts, texts taken out, and newer segments with texts of lower numbers among them."""
    monkeypatch.setattr(room, "PART", 7)
    random = Random(seed)
    numbers = random.sample(range(1, 200), 60)
    many = [some(random, numbers[:30]), some(random, numbers[30:50]), some(random, numbers[50:])]
    many[0] = many[0].without(numbers[3:9])
    wanted, found = merged(many), written(many, tmp_path / "all.prints")
    for name in ("entries", "uids", "ends", "prints"):
        assert getattr(found, name).tolist() == getattr(wanted, name).tolist(), name
    assert not found.gone


def test_newer_ones_join_older_ones_that_are_not_twice_as_large() -> None:
    assert shelved([100, 40, 10]) == [range(1), range(1, 2), range(2, 3)]
    assert shelved([100, 40, 10, 6]) == [range(1), range(1, 2), range(2, 4)]
    assert shelved([100, 40, 19, 8, 6]) == [range(0, 5)]
    assert shelved([]) == []


@pytest.mark.parametrize("apart", [1, 3, 1000])
def test_sizes_are_told_however_far_apart_the_numbers_lie(apart: int) -> None:
    uids = [7 + apart * number for number in range(5)]
    segment = Segment.of({uid: np.arange(number, dtype=np.uint32) for number, uid in enumerate(uids)})
    sizes = segment.all_sizes()
    assert sizes(np.array([uids[4], uids[0], uids[2], uids[4]])).tolist() == [4, 0, 2, 4]
