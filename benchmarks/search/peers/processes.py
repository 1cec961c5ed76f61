"""What a process and all that it started take: memory and processor (Linux)."""

import os
import threading
import time
from pathlib import Path
from types import TracebackType

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


def memory_mb(root: int) -> float:
    """Resident memory of the tree in MB, pages that are shared counted once (PSS)."""
    return sum(map(_shared_out, tree(root))) / 1024


class Watch:
    """Samples the memory of a tree until the block ends."""

    def __init__(self, root: int, every: float = 0.2) -> None:
        self.root = root
        self.every = every
        self.samples: list[tuple[float, float]] = []
        """(monotonic seconds, MB)."""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def peak(self, start: float, end: float) -> float:
        """The highest sample between two times; 0 without any."""
        return max((memory for at, memory in self.samples if start <= at <= end), default=0.0)

    def _run(self) -> None:
        while not self._ended.wait(self.every):
            self.samples.append((time.monotonic(), memory_mb(self.root)))


def _fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name; empty for a process that has gone."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(_AFTER_NAME)[2].split()
    except OSError:
        return []


def _shared_out(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
