"""Progress on a terminal: one line that is written over; nothing at all where nobody watches."""

import sys
import time
import unicodedata
from types import TracebackType

EVERY = 0.2
"""Seconds between two writes."""


class Line:
    """A line of standard error that shows how far the work is."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._last = 0.0
        self._width = 0

    def show(self, text: str) -> None:
        """Write `text` over what stood there."""
        now = time.monotonic()
        if not self._watched or now - self._last < EVERY:
            return
        self._last = now
        width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
        sys.stderr.write("\r" + text + " " * max(0, self._width - width))
        sys.stderr.flush()
        self._width = width

    def __enter__(self) -> "Line":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watched and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
