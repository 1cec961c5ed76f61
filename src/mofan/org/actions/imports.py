"""Imports that take long (导入任务): asked for, claimed by one worker, told how far they are, ended."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from mofan.org.actions.entries import note
from mofan.org.models import ImportRun, ImportState, Person, Unit
from mofan.org.prepared import is_any
from mofan.org.waiting_files import drop, keep

SILENT_FOR = timedelta(minutes=10)
"""An import of which nothing was heard for so long has died with its worker."""


@transaction.atomic
def ask_import(
    what: str, unit: Unit, name: str, data: bytes, asked: dict[str, Any], *, total: int, by: Person, at: datetime
) -> ImportRun:
    """Have a file brought in by the worker (交后台导入). Whoever asks has shown that he may; it is asked again then."""
    run = ImportRun.objects.create(
        what=what, unit=unit, name=name[:255], key=keep(data), asked=asked, total=total, by=by, at=at
    )
    note(run, "交后台导入", by=by, at=at, why=f"{name[:100]}：{total} 行")
    return run


def claim_import(*, at: datetime) -> ImportRun | None:
    """The oldest that nobody works on, now one's own (认领导入); None where there is none."""
    if not is_any(_open()):
        return None
    waiting = Q(state=ImportState.WAITING) | Q(state=ImportState.WORKING, seen_at__lt=at - SILENT_FOR)
    rows = ImportRun.objects.filter(waiting).select_related("by", "unit").order_by("pk")
    return next((run for run in rows if _take(run, at)), None)


@cache
def _open() -> QuerySet[ImportRun]:
    """Asked for at every look of the worker, never read itself."""
    return ImportRun.objects.filter(state__in=(ImportState.WAITING, ImportState.WORKING))


def _take(run: ImportRun, at: datetime) -> bool:
    """Take it, unless another did in between."""
    mine = ImportRun.objects.filter(pk=run.pk, state=run.state, seen_at=run.seen_at)
    taken = mine.update(state=ImportState.WORKING, seen_at=at, done=0)
    run.state, run.seen_at = ImportState.WORKING, at
    return bool(taken)


def tell_progress(run: ImportRun, done: int, *, at: datetime) -> None:
    """So many rows are done (进度)."""
    ImportRun.objects.filter(pk=run.pk).update(done=min(done, run.total), seen_at=at)


@transaction.atomic
def end_import(run: ImportRun, report: dict[str, Any], *, at: datetime) -> None:
    """It is in (导入完成); the bytes are thrown away."""
    _end(run, ImportState.DONE, at, report=report, done=run.total)


@transaction.atomic
def fail_import(run: ImportRun, problem: str, *, at: datetime) -> None:
    """It cannot be brought in (导入不成), and why; the bytes are thrown away."""
    _end(run, ImportState.FAILED, at, problem=problem)


def _end(run: ImportRun, state: ImportState, at: datetime, **said: Any) -> None:
    ImportRun.objects.filter(pk=run.pk).update(state=state, ended_at=at, **said)
    drop(run.key)
    run.refresh_from_db()
