"""How often one may ask (限流): counted by the minute, apart from the rows.

The counters lie in a small file of their own beside the rows, so that all processes of a machine count together and
nobody ever waits for a writer of the rows. It may be deleted at any time. Where it cannot be written, everybody passes:
a counter that fails must not close the door.
"""

import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

WINDOW = 60
"""Seconds."""
FILE = "limits.sqlite3"
PATIENCE = 0.2
"""Seconds to wait for another process that counts at the same moment."""

_MAKE = "CREATE TABLE IF NOT EXISTS counts (who TEXT, minute INTEGER, count INTEGER, PRIMARY KEY (who, minute))"
_COUNT = "INSERT INTO counts VALUES (?, ?, 1) ON CONFLICT (who, minute) DO UPDATE SET count = count + 1 RETURNING count"
_FORGET = "DELETE FROM counts WHERE minute < ?"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a limit after one more request."""

    policy: str
    limit: int
    count: int
    seconds_left: int

    @property
    def exceeded(self) -> bool:
        return self.count > self.limit

    @property
    def headers(self) -> dict[str, str]:
        """The header fields of draft-ietf-httpapi-ratelimit-headers."""
        left = max(0, self.limit - self.count)
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.limit};w={WINDOW}',
            "RateLimit": f'"{self.policy}";r={left};t={self.seconds_left}',
        }


def count(policy: str, who: str, *, limit: int, at: datetime) -> Allowance:
    """Count one more request of somebody under a policy."""
    seconds = int(at.timestamp())
    minute = seconds // WINDOW
    try:
        counted = _counted(f"{policy} {who}", minute)
    except (sqlite3.Error, OSError):
        counted = 1
    return Allowance(policy, limit, counted, WINDOW - seconds % WINDOW)


_mine = threading.local()


def _counted(who: str, minute: int) -> int:
    connection = _connection(Path(settings.MOFAN_HOME) / FILE)
    with connection:
        number = int(connection.execute(_COUNT, (who, minute)).fetchone()[0])
        if number == 1:
            connection.execute(_FORGET, (minute - 1,))
    return number


def _connection(path: Path) -> sqlite3.Connection:
    """This thread's connection to the file, opened anew when the file is another or was deleted."""
    kept: tuple[Path, sqlite3.Connection] | None = getattr(_mine, "kept", None)
    if kept and kept[0] == path and path.exists():
        return kept[1]
    if kept:
        kept[1].close()
        _mine.kept = None
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level="IMMEDIATE")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute(_MAKE)
    _mine.kept = (path, connection)
    return connection
