"""Seeds in order: what the alignment of two texts begins from."""

import numpy as np
import pytest

from mofan.text.reuse.seeds import _sorted


@pytest.mark.parametrize("count", [0, 1, 2, 255, 256, 3000])
def test_hashes_are_sorted_and_equal_ones_by_place(count: int) -> None:
    chance = np.random.default_rng(count)
    hashes = chance.choice(chance.integers(0, 2**64, 1 + count // 2, dtype=np.uint64), count)
    order, ordered = _sorted(hashes)
    assert order.tolist() == np.argsort(hashes, kind="stable").tolist()
    assert ordered.tolist() == sorted(hashes.tolist())


def test_hashes_that_hardly_differ_are_sorted_too() -> None:
    hashes = np.array([7, 3, 7, 2**63 + 1, 2**63, 3], dtype=np.uint64)
    order, ordered = _sorted(hashes)
    assert order.tolist() == [1, 5, 0, 2, 4, 3]
    assert ordered.tolist() == sorted(hashes.tolist())
