"""Whether work grows as its input does: processor times of one run are compared with each other, never with a clock."""

import time
from collections.abc import Callable

_LEAST = 0.005
"""Seconds of processor time below which nothing is said."""


def grows_evenly(do: Callable[[int], object], size: int, *, times: int = 8, slack: float = 3.0) -> bool:
    """Whether `do(times * size)` takes at most `slack` × `times` of `do(size)` (quadratic: `times` squared)."""
    do(size)
    small, large = _seconds(do, size), _seconds(do, times * size)
    return large <= slack * times * max(small, _LEAST)


def _seconds(do: Callable[[int], object], size: int) -> float:
    """The best of two."""
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        do(size)
        best = min(best, time.process_time() - started)
    return best
