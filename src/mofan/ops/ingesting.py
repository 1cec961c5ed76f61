"""`mofan ingest`: files from the command line into the library, with a report."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from mofan.library.ingestion.driving import Progress, drive
from mofan.library.ingestion.locking import AT_WORK, PATIENCE
from mofan.library.ingestion.receiving import chunks_of, files_under, open_batch, receive
from mofan.library.models import Batch, Origin, Source, State
from mofan.library.queries import BatchProgress, batch_progress
from mofan.measure import duration
from mofan.ops.terminal import Line
from mofan.org.actions import console
from mofan.org.models import Person

REFUSALS_SHOWN = 20


class Nobody(Exception):
    """There is no such account; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files handed in."""

    batch: Batch
    files: int
    counts: BatchProgress
    resumed: tuple[tuple[Batch, BatchProgress], ...]
    """Batches of earlier runs that were not over and whose files were handed in again: they went on."""
    refusals: tuple[tuple[str, str], ...]
    seconds: float

    def sentence(self) -> str:
        """The report for people."""
        counts = self.counts
        said = (
            f"收到 {self.files:,} 个文件",
            f"得到 {counts.pieces:,} 篇",
            f"与已有逐字相同 {counts.copies:,} 篇",
            f"重复文件 {counts.same:,} 个",
            f"未收 {counts.refused:,} 个",
            f"清除广告 {counts.ads:,} 处",
            f"用时 {duration(self.seconds)}",
        )
        lines = [f"第 {self.batch.pk} 批：{'，'.join(said)}。"]
        lines += [
            f"  其中有文件接着先前未完的第 {batch.pk} 批处理，该批至今得到 {counts.pieces:,} 篇，"
            f"与已有逐字相同 {counts.copies:,} 篇，未收 {counts.refused:,} 个。"
            for batch, counts in self.resumed
        ]
        lines += [f"  未收：{name}：{why}" for name, why in self.refusals[:REFUSALS_SHOWN]]
        if len(self.refusals) > REFUSALS_SHOWN:
            lines.append(f"  ……另有 {len(self.refusals) - REFUSALS_SHOWN:,} 个，见“来源”页。")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        counts = self.counts
        return {
            "batch": self.batch.pk, "files": self.files, "pieces": counts.pieces, "copies": counts.copies,
            "same": counts.same, "refused": counts.refused, "ads": counts.ads, "seconds": round(self.seconds, 2),
            "resumed": [
                {"batch": batch.pk, "pieces": counts.pieces, "copies": counts.copies, "refused": counts.refused}
                for batch, counts in self.resumed
            ],
            "refusals": [{"name": name, "reason": why} for name, why in self.refusals],
        }  # fmt: skip


def ingest(paths: list[Path], *, account: str = "", origin: Origin = Origin.COMMAND) -> Report:
    """Receive every file under `paths` and carry all that waits to its end. Raises Nobody, RuleBroken."""
    started = time.monotonic()
    by = _person(account)
    with Line() as line:
        batch, files, resumed = _receive(paths, by, origin, line)
        earlier = Batch.objects.filter(pk__in=resumed).order_by("pk")
        while drive(lambda progress: line.show(_said(progress)), wait=PATIENCE) is None:
            line.show(AT_WORK)
            if all(batch_progress(one).is_over for one in (batch, *earlier)):
                break
    refused = Source.objects.filter(batch=batch, state=State.REFUSED).values_list("name", "refusal")
    went_on = tuple((one, batch_progress(one)) for one in earlier)
    return Report(batch, files, batch_progress(batch), went_on, tuple(refused), time.monotonic() - started)


def _receive(paths: list[Path], by: Person, origin: Origin, line: Line) -> tuple[Batch, int, set[int]]:
    """The batch, how many files were handed in, and the earlier batches to which some of them still belong."""
    batch = open_batch(origin, by=by, at=timezone.now(), note="、".join(path.name for path in paths)[:200])
    files, resumed = 0, set[int]()
    for path in paths:
        for file, name in files_under(path):
            source = receive(batch, name, chunks_of(file), at=timezone.now())
            files += 1
            if source.batch_id != batch.pk:
                resumed.add(source.batch_id)
            line.show(f"已收 {files:,} 个文件：{name[-40:]}")
    return batch, files, resumed


def _person(account: str) -> Person:
    if not account:
        return console(at=timezone.now())
    person = Person.objects.filter(account=account, is_active=True).first()
    if person is None:
        raise Nobody(f"没有账号“{account}”，或已停用。")
    return person


def _said(progress: Progress) -> str:
    seconds = max(time.monotonic() - progress.started, 0.001)
    speed = progress.sources / seconds
    return (
        f"已处理 {progress.sources:,} 件，得到 {progress.pieces:,} 篇，未收 {progress.refused:,} 件，"
        f"已索引 {progress.indexed:,} 篇，每秒 {speed:,.0f} 件　{progress.current[-30:]}"
    )
