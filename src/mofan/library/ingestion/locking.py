"""One at a time (独占): whoever carries sources, mends the library or makes its index anew, of whatever process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from filelock import FileLock, Timeout

PATIENCE = 1.0
"""Seconds between two words to whoever waits for another to end."""
AT_WORK = "后台正在处理，等它完成……"


def lock() -> FileLock:
    """The lock of this machine's driver; freed by the system when the process dies, however it dies."""
    path = Path(settings.MOFAN_HOME) / "ingest.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path)


@contextmanager
def held(tell: Callable[[str], object]) -> Iterator[None]:
    """The lock, waited for with a word now and then."""
    mine = lock()
    while True:
        try:
            mine.acquire(timeout=PATIENCE)
        except Timeout:
            tell(AT_WORK)
        else:
            break
    try:
        yield
    finally:
        mine.release()
