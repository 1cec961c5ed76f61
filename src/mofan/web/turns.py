"""One page after another (依次): for pages that are nothing but work of this process.

Python runs one thread at a time, and gives it up at every row that is read. Four pages made at once take the
interpreter and the caches of the processor from one another, and none is done sooner than the last of four that are
made one after another.
"""

from collections import deque
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

PATIENCE = 1.0
"""Seconds that a page waits for its turn; then it is made beside whatever takes so long."""


class Turns:
    """Whoever came first goes first: a lock alone may let in the last and keep others waiting."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def take(self) -> bool:
        """Wait for a turn; whether it came in time. Then it has to be given back."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        return mine.acquire(timeout=PATIENCE) or not self._leave(mine)

    def _leave(self, mine: Lock) -> bool:
        """Wait no longer; False where the turn came just now."""
        with self._guard:
            if is_waiting := mine in self._waiting:
                self._waiting.remove(mine)
            return is_waiting

    def is_awaited(self) -> bool:
        """Whether anybody waits for a turn."""
        return bool(self._waiting)

    def give_back(self) -> None:
        """The next in the row takes over."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_turns = Turns()


def others_wait() -> bool:
    """Whether another page waits until this one is made: then this one does not take a second core from it."""
    return _turns.is_awaited()


def in_turn(view: View[P]) -> View[P]:
    """Made alone in its process where the rows are there, too: a page that waits for a server of rows lets others go
    on."""

    @wraps(view)
    def waits(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        has_turn = connection.vendor == "sqlite" and _turns.take()
        try:
            return view(request, *args, **kwargs)
        finally:
            if has_turn:
                _turns.give_back()

    return waits
