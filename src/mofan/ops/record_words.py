"""What the worker does for those who look for words in the records (字词索引): blocks that are full are indexed."""

import time

from mofan.records.finding import index_more

LOOK_EVERY = 60.0
"""Seconds between two looks, where the last found nothing to do."""


class WordKeeper:
    """Indexes a block at a time, so that nothing else has to wait long."""

    def __init__(self) -> None:
        self._looked: float | None = None

    def look(self) -> int:
        """Index the next full block; how many records there were in it."""
        now = time.monotonic()
        if self._looked is not None and now - self._looked < LOOK_EVERY:
            return 0
        done = index_more()
        self._looked = None if done else now
        return done
