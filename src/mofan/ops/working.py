"""`mofan work`: the background worker (后台处理), a process of its own beside the pages.

It watches the inbox and carries what waits, brings in long tables, reminds people, so that nobody waits for it.
"""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from mofan.library.ingestion.driving import drive
from mofan.library.ingestion.indexing import index_is_lost
from mofan.library.ingestion.receiving import HIDDEN, chunks_of, open_batch, receive
from mofan.library.models import Origin, Piece, Source
from mofan.library.quick_find import filling as quick_find
from mofan.ops.daily import Daily
from mofan.ops.importing import run_import
from mofan.ops.learning import Learner
from mofan.ops.mailing import Postman
from mofan.ops.record_words import WordKeeper
from mofan.ops.reminding import Reminder
from mofan.org.actions import console
from mofan.search import SearchError

EVERY = 1.0
"""Seconds between two looks."""
PATIENCE = 5.0
"""Seconds more to wait where the index did not answer."""
TAKEN = "已收"
"""The folder inside the inbox to which received files are moved."""

log = logging.getLogger(__name__)


def work(*, once: bool = False) -> None:
    """Look at the inbox and the queue until the parent process is gone (or once)."""
    parent = os.getppid()
    seen: dict[Path, tuple[int, float]] = {}
    learner, daily, reminder, postman, words = Learner(), Daily(), Reminder(), Postman(), WordKeeper()
    while True:
        close_old_connections()
        take_inbox(seen, settle=not once)
        carry(nothing if once else looking(seen))
        if once or os.getppid() != parent:
            return
        learner.look()
        daily.look()
        reminder.look()
        postman.look()
        words.look()
        run_import()
        time.sleep(EVERY)


def nothing() -> None:
    """No look at the inbox."""


def looking(seen: dict[Path, tuple[int, float]]) -> Callable[[], None]:
    """A look at the inbox in the midst of much work, as often as the worker looks when it has none."""
    last = time.monotonic()

    def look() -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            take_inbox(seen, settle=True)
            last = time.monotonic()

    return look


def carry(look: Callable[[], None] = nothing) -> None:
    """Carry what waits; an index that does not answer is said, and asked again at the next look."""
    try:
        if something_waits() or index_is_lost() or quick_find.is_lost():
            drive(wait=0, look=look)
    except SearchError as error:
        log.error("%s", error)
        time.sleep(PATIENCE)


def something_waits() -> bool:
    """Whether a source or an index entry is due."""
    return bool(Source.objects.unfinished()) or Piece.objects.filter(index_due=True).exists()


def take_inbox(seen: dict[Path, tuple[int, float]], *, settle: bool) -> int:
    """Receive the files that lie in the inbox and move them to 已收; how many.

    With `settle`, a file is taken only when its size and time are the same as at the last look: it may still be copied.
    """
    ready = []
    for path in _lying(settings.INBOX):
        stat = path.stat()
        mark = (stat.st_size, stat.st_mtime)
        if not settle or seen.get(path) == mark:
            ready.append(path)
        seen[path] = mark
    if ready:
        _take(ready)
        for path in ready:
            seen.pop(path, None)
    return len(ready)


def _take(paths: list[Path]) -> None:
    at = timezone.now()
    inbox = Path(settings.INBOX)
    batch = open_batch(Origin.INBOX, by=console(at=at), at=at)
    for path in paths:
        name = path.relative_to(inbox).as_posix()
        receive(batch, name, chunks_of(path), at=timezone.now())
        target = inbox / TAKEN / f"第{batch.pk}批" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)
        log.info("收件夹：%s", name)


def _lying(inbox: Path) -> Iterator[Path]:
    inbox.mkdir(parents=True, exist_ok=True)
    for path in sorted(inbox.rglob("*")):
        parts = path.relative_to(inbox).parts
        hidden = parts[0] == TAKEN or any(part.startswith((".", "~$")) or part in HIDDEN for part in parts)
        if path.is_file() and not hidden:
            yield path
