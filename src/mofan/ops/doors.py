"""Visitors shared evenly (分流): several processes wait at one socket, and whichever wakes first takes whoever comes.

A browser keeps its connection, so a process that took most of them would make most of the pages, the others none. Each
tells in memory that all share how many connections it holds, and one that holds more than another pauses before it
takes the next.
"""

import mmap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

PAUSE = 0.006
"""Seconds in which another process can come first: somewhat more than a thread of it may have to wait for its turn."""
_BYTES = 4


@contextmanager
def shared_counts(doors: int) -> Iterator[int]:
    """The descriptor of a file without a name that holds the counts of so many processes, to be handed on to them."""
    with TemporaryFile() as counts:
        counts.truncate(doors * _BYTES)
        yield counts.fileno()


class Door:
    """One process's door among several."""

    def __init__(self, counts: int, number: int) -> None:
        """`counts`: the descriptor of what `shared_counts` gave; `number`: which of the counts is its own, from 0."""
        self._counts = memoryview(mmap.mmap(counts, 0)).cast("I")
        self._number = number
        self.tell(0)  # whoever stood here before may have died

    def hold(self, server: Any, connections: Callable[[], int]) -> None:
        """`server`, one of Waitress's, stands back before it accepts where another process holds fewer."""
        accept = server.handle_accept

        def stand_back() -> None:
            if self.tell(connections()):
                time.sleep(PAUSE)
            accept()
            self.tell(connections())

        server.handle_accept = stand_back

    def tell(self, connections: int) -> bool:
        """How many there are here now; whether that is more than somewhere else."""
        self._counts[self._number] = connections
        return connections > min(self._counts)
