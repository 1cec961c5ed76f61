"""`mofan work`: the background worker (后台处理), a process of its own beside the pages.

It watches the inbox and carries what waits, brings in long tables, reminds people, so that nobody waits for it.
"""

import logging
import os
import shutil
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.db.models import QuerySet
from django.utils import timezone

from mofan.library.ingestion.driving import drive
from mofan.library.ingestion.indexing import index_is_lost
from mofan.library.ingestion.receiving import chunks_of, open_batch, receive
from mofan.library.models import Origin, Piece, Source, State
from mofan.library.quick_find import filling as quick_find
from mofan.ops.daily import Daily
from mofan.ops.importing import run_import
from mofan.ops.learning import Learner
from mofan.ops.lying import lying
from mofan.ops.mailing import Postman
from mofan.ops.record_words import WordKeeper
from mofan.ops.reminding import Reminder
from mofan.org.actions import console
from mofan.org.prepared import is_any
from mofan.search import SearchError

EVERY = 0.5
"""Seconds between two looks."""
SETTLED = 1.0
"""Seconds for which a file in the inbox has to stay as it is before it is taken: it may still be copied."""
PATIENCE = 5.0
"""Seconds more to wait where the index did not answer."""
TAKEN = "已收"
"""The folder inside the inbox to which received files are moved."""

AGAIN = 60.0
"""Seconds after which a file that could not be read is tried again."""

Seen = dict[Path, tuple[tuple[int, float], float]]
"""A file in the inbox → its size and time, and since when they were seen to be so."""

log = logging.getLogger(__name__)


def work(*, once: bool = False) -> None:
    """Look at the inbox and the queue until the parent process is gone (or once)."""
    parent = os.getppid()
    seen: Seen = {}
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


def looking(seen: Seen) -> Callable[[], None]:
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
    return any(map(is_any, _what_waits()))


@cache
def _what_waits() -> tuple[QuerySet[Any], ...]:
    """Asked for at every look, never read itself."""
    sources = (Source.objects.filter(state=state) for state in (State.WAITING, State.WORKING))
    return (*sources, Piece.objects.filter(index_due=True))


def take_inbox(seen: Seen, *, settle: bool) -> int:
    """Receive the files that lie in the inbox and move them to 已收; how many.

    With `settle`, a file is taken only when its size and time have been the same for `SETTLED`.
    """
    settings.INBOX.mkdir(parents=True, exist_ok=True)
    there = list(lying(settings.INBOX, TAKEN))
    for gone in seen.keys() - {*there}:
        del seen[gone]
    ready = [path for path in there if (not settle or _has_settled(path, seen)) and _opens(path, seen)]
    if ready:
        _take(ready)
    return len(ready)


def _has_settled(path: Path, seen: Seen) -> bool:
    now = time.monotonic()
    try:
        stat = path.stat()
    except FileNotFoundError:  # taken away again
        return False
    mark = (stat.st_size, stat.st_mtime)
    known, since = seen.get(path, (None, now))
    if known != mark:
        since = now
        seen[path] = mark, since
    return known == mark and now - since >= SETTLED


def _opens(path: Path, seen: Seen) -> bool:
    """Whether it can be read; what cannot is said, and tried again later."""
    try:
        path.open("rb").close()
    except OSError as error:
        log.warning("收件夹：%s 读不了，一分钟后再试：%s", path.name, error.strerror)
        seen[path] = seen.get(path, ((0, 0.0), 0.0))[0], time.monotonic() + AGAIN
        return False
    return True


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
