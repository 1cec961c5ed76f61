"""What a process and all that it started take: memory and processor (Linux)."""

import os
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

_PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")
_AFTER_NAME, _PARENT, _TIMES = ")", 1, slice(11, 15)


def tree(root: int) -> list[int]:
    """`root` and every process below it."""
    children: dict[int, list[int]] = {}
    for path in _PROC.glob("[0-9]*"):
        if fields := _fields(int(path.name)):
            children.setdefault(int(fields[_PARENT]), []).append(int(path.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def processor_seconds(root: int) -> float:
    """Processor time of the tree, with that of its ended processes."""
    return sum(sum(map(int, _fields(pid)[_TIMES])) for pid in tree(root)) / _TICK


class Memory(NamedTuple):
    """MB of resident memory."""

    all: float
    """Pages that processes share counted once (PSS)."""
    own: float
    """Without the pages of mapped files, which the system takes back when it needs room."""


def memory(root: int) -> Memory:
    """Resident memory of the tree."""
    found = list(map(_shared_out, tree(root)))
    return Memory(sum(one.all for one in found), sum(one.own for one in found))


class Watch:
    """Samples the memory of a tree until the block ends."""

    def __init__(self, root: int, every: float = 0.5) -> None:
        self.root = root
        self.every = every
        self.samples: list[tuple[float, Memory]] = []
        """(monotonic seconds, memory)."""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def peak(self, start: float, end: float) -> Memory:
        """The highest sample between two times, each figure for itself; the nearest one where none is between."""
        within = [found for at, found in self.samples if start <= at <= end]
        if not within:
            nearest = min(self.samples, key=lambda sample: abs(sample[0] - end), default=(0.0, Memory(0.0, 0.0)))
            return nearest[1]
        return Memory(max(one.all for one in within), max(one.own for one in within))

    def _run(self) -> None:
        while not self._ended.wait(self.every):
            self.samples.append((time.monotonic(), memory(self.root)))


def _fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name; empty for a process that has gone."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(_AFTER_NAME)[2].split()
    except OSError:
        return []


def _shared_out(pid: int) -> Memory:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return Memory(0.0, 0.0)
    sizes = {name: int(rest.split()[0]) / 1024 for name, _, rest in (line.partition(":") for line in lines)}
    return Memory(sizes.get("Pss", 0.0), sizes.get("Pss", 0.0) - sizes.get("Pss_File", 0.0))
