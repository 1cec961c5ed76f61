"""`mofan learn`: the proofreader learns what the library writes, suggestions learn from closed cases; the worker has it
done when there is much more of either."""

import argparse
import logging
import os
import subprocess
import time
from collections.abc import Callable

from mofan.cases import similar, suggesting
from mofan.library.proofreading import evidence
from mofan.measure import characters, duration
from mofan.ops.keeping import python
from mofan.ops.terminal import Line
from mofan.search import SearchError

LOOK_EVERY = 60.0
"""Seconds between two looks at how large the library is."""
MODESTY = 10
"""How far learning stands back behind what people wait for (nice)."""

log = logging.getLogger(__name__)

Start = Callable[[], "subprocess.Popen[bytes]"]


def learn(asked: argparse.Namespace) -> int:
    """`mofan learn`: counts of the library made anew; everything that runs takes them into use by itself."""
    stand_back()
    started = time.monotonic()
    with Line() as line:
        done = evidence.learn(lambda count: line.show(f"已读 {count:,} 篇"))
        cases = suggesting.learn_from_cases(lambda count: line.show(f"已读 {count:,} 件已办结的事项"))
        similar.index_anew()
    took = duration(time.monotonic() - started)
    print(f"校对已学过 {done.pieces:,} 篇，不重复的段落共 {characters(done.characters)}，用时 {took}。")
    if cases.cases:
        print(f"类别和承办单位的建议已学过 {cases.cases:,} 件已办结的事项。")
    return 0


def stand_back() -> None:
    """Let everything else on this machine go first, where the system knows that."""
    if hasattr(os, "nice"):
        os.nice(MODESTY)


def start_learning() -> "subprocess.Popen[bytes]":
    """A process of its own: what it needs of memory is gone when it ends."""
    return python("mofan.config", "learn", apart=False)


def _catch_up() -> None:
    try:
        similar.catch_up()
    except SearchError as error:
        log.warning("%s", error)


class Learner:
    """Looks now and then whether the library or the closed cases have grown; has them learnt beside everything else."""

    def __init__(self, start: Start = start_learning) -> None:
        self._start = start
        self._running: subprocess.Popen[bytes] | None = None
        self._looked: float | None = None

    def look(self) -> None:
        """Start learning where it is due and not going on; never waits. Cases that came in are put into their index,
        some at a time."""
        if self._running is not None and self._running.poll() is None:
            return
        now = time.monotonic()
        if self._looked is None or now - self._looked >= LOOK_EVERY:
            self._looked = now
            _catch_up()
            self._running = self._start() if evidence.is_due() or suggesting.is_due() else None
