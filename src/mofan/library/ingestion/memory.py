"""What a long load takes of the memory (内存)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

MAPPED = 64 * 1024 * 1024
"""Bytes of the database's file that stay mapped: its first pages, where the tables begin."""


@contextmanager
def little_mapped() -> Iterator[None]:
    """Let SQLite map no more than `MAPPED` of its file meanwhile; nothing with another database.

    Pages are served faster from the file itself, so settings map all of it. A load reads a row once or twice: it would
    hold the whole library that way, hundreds of megabytes of it, and save no time.
    """
    before = _map(MAPPED)
    try:
        yield
    finally:
        if before is not None:
            _map(before)


def _map(size: int) -> int | None:
    """Map so many bytes of the file from now on; how many it were. None where there is no file to be mapped."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        row = cursor.execute("PRAGMA mmap_size").fetchone()
        cursor.execute(f"PRAGMA mmap_size={size}")
    return int(row[0]) if row else None
