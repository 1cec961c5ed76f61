"""Verify and repair (核对与修复): every check in its order; a repair goes through the driver that follows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from mofan.library.finding import Filling, filling
from mofan.library.ingestion.driving import Progress, drive
from mofan.library.ingestion.indexing import index, open_index
from mofan.library.ingestion.locking import AT_WORK, PATIENCE, held
from mofan.library.models import Piece, Source
from mofan.library.verifying.check import Finding, RowCheck, Tell, find_rows
from mofan.library.verifying.index import find_differences
from mofan.library.verifying.pieces import PIECES, TEXTS
from mofan.library.verifying.sources import FILES, SOURCES
from mofan.org.models import Person
from mofan.search import SearchError


@dataclass(frozen=True, slots=True)
class Depth:
    """How far to look beyond rows and index: into every byte of the originals, into every text."""

    files: bool = False
    texts: bool = False


@dataclass(frozen=True, slots=True)
class Verified:
    """What was compared, and on what it disagrees (核对结果). `indexed` is None when the index does not open; `filling`
    is what waits for it, which is no disagreement."""

    sources: int
    pieces: int
    waiting: int
    indexed: int | None
    findings: tuple[Finding, ...]
    filling: Filling | None = None

    @property
    def agrees(self) -> bool:
        return not self.findings


def verify(tell: Tell = lambda _: None, depth: Depth | None = None) -> Verified:
    """Compare rows, texts, files and index. Changes nothing, and goes beside a system that runs: what seems to
    disagree is looked at twice before it is reported."""
    findings = list(_findings(tell, depth or Depth()))
    return Verified(
        Source.objects.count(),
        Piece.objects.count(),
        Source.objects.unfinished(),
        _indexed(),
        tuple(findings),
        _filling(),
    )


def repair(findings: Iterable[Finding], *, by: Person, at: datetime, tell: Tell = lambda _: None) -> None:
    """Mend what can be mended, then carry all that waits to its end. No row is deleted and nothing a person decided is
    changed. Waits for a driver that is at work."""
    with held(tell):
        for finding in findings:
            if finding.repair is not None:
                tell(f"修复{finding.name}")
                finding.repair(finding.keys, by, at)
    while drive(lambda progress: tell(_said(progress)), wait=PATIENCE) is None:
        tell(AT_WORK)
    open_index.cache_clear()  # it may be another one now


def _findings(tell: Tell, depth: Depth) -> Iterator[Finding]:
    checks: tuple[RowCheck, ...] = SOURCES + (FILES if depth.files else ()) + (TEXTS if depth.texts else ()) + PIECES
    for check in checks:
        if finding := find_rows(check, tell):
            yield finding
    yield from find_differences(tell)


def _indexed() -> int | None:
    try:
        return index().count()
    except SearchError:
        return None


def _filling() -> Filling | None:
    try:
        return filling()
    except SearchError:
        return None  # that it does not open is said already


def _said(progress: Progress) -> str:
    return f"处理 {progress.sources:,} 件，编入索引 {progress.indexed:,} 篇"
