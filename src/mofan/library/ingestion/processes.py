"""Worker processes (工作进程): what a large load has its texts digested and compared in."""

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread

GARBAGE_FROM = 50_000
"""New objects after which Python looks for garbage that refers to itself. Digesting makes hardly any of it, but very
many small objects: with the 700 of Python itself, looking took a tenth of its time."""
COMPARED_ALONE = 500
"""So many pieces are compared with the library in one process; starting others would take longer."""
_LIMITS = ((-8, 2), (-3, 256 * 1024), (-1, 2 * 1024 * 1024))
"""Of the GNU allocator (mallopt(3)): M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD, bytes. Left alone it keeps
what threads have freed in a heap for each of them, and grows for hours; large arrays and texts go back at once so."""


def give_memory_back() -> None:
    """Let this process return to the system what it frees (归还内存); nothing where its allocator is another one."""
    if sys.platform == "linux" and hasattr(allocator := ctypes.CDLL(None), "mallopt"):
        for parameter, value in _LIMITS:
            allocator.mallopt(parameter, value)


@contextmanager
def seldom_garbage() -> Iterator[None]:
    """Look for garbage seldom meanwhile: rows and terms are many small objects, too."""
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE_FROM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def worker_processes() -> Iterator[Executor]:
    """As many processes as there are cores; this one looks for garbage as seldom as they do meanwhile."""
    give_memory_back()
    processes = max(1, os.cpu_count() or 1)
    with seldom_garbage(), ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin) as workers:
        yield workers


def _begin() -> None:
    """Start of a worker: it watches its parent, so that a driver that is killed leaves no process behind."""
    give_memory_back()
    gc.freeze()  # what the modules made stays for good
    gc.set_threshold(GARBAGE_FROM)
    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
