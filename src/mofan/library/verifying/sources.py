"""Sources (来源): their files are there and whole, their texts and members are stored, none is left half-way."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from filelock import Timeout

from mofan.library.ingestion.locking import lock
from mofan.library.ingestion.receiving import store
from mofan.library.models import Piece, Source, SourceKind, SourceText, State, Step
from mofan.library.verifying.check import Keys, RowCheck, Words, chunks
from mofan.library.verifying.rereading import members_again, text_again, works_again
from mofan.org.actions import note
from mofan.org.models import Person

MENDED = "核对修复"
"""The verb of the history entry of every row that a repair changes."""
HAND_IN_AGAIN = "请把这几个原件再交一次：内容相同就会补上，不会重复入库。"
FROM_BACKUP = "这通常是数据库被改动或磁盘受损：请先把资料目录整个备份，再从最近的备份恢复。"
_ONE_TEXT = (SourceKind.FILE, SourceKind.RECORD)
_CONTAINERS = (SourceKind.ARCHIVE, SourceKind.BULK)
_CHUNK = 1024 * 1024


def without_file(rows: QuerySet[Source]) -> Iterator[int]:
    """Sources whose bytes are not in the store."""
    for pk, sha256, _ in _kept(rows):
        if not store().path(sha256).is_file():
            yield pk


def with_cut_file(rows: QuerySet[Source]) -> Iterator[int]:
    """Sources whose file has another size than what was received."""
    for pk, sha256, size in _kept(rows):
        path = store().path(sha256)
        if path.is_file() and path.stat().st_size != size:
            yield pk


def with_other_bytes(rows: QuerySet[Source]) -> Iterator[int]:
    """Sources whose file is no longer what its name, the sha256, says; reads every byte."""
    for pk, sha256, size in _kept(rows):
        path = store().path(sha256)
        if path.is_file() and path.stat().st_size == size and _sha256(sha256) != sha256:
            yield pk


def _sha256(name: str) -> str:
    digest = hashlib.sha256()
    with store().path(name).open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _kept(rows: QuerySet[Source]) -> QuerySet[Source, tuple[int, str, int]]:
    """Lines of bulk files and refused members have no bytes of their own."""
    return rows.exclude(sha256="").values_list("pk", "sha256", "size")


def without_text(rows: QuerySet[Source]) -> QuerySet[Any, Any]:
    """Sources that are done and have no text."""
    texts = SourceText.objects.filter(pk=OuterRef("pk"))
    return rows.filter(~Exists(texts), state=State.DONE, kind__in=_ONE_TEXT).values_list("pk", flat=True)


def without_pieces(rows: QuerySet[Source]) -> Iterator[int]:
    """Sources that have a text and another number of pieces than were found in it."""
    counted = Piece.objects.filter(source=OuterRef("pk")).order_by().values("source").annotate(count=Count("pk"))
    done = rows.filter(Exists(SourceText.objects.filter(pk=OuterRef("pk"))), state=State.DONE, kind__in=_ONE_TEXT)
    count = Coalesce(Subquery(counted.values("count")), 0)
    for pk, report, pieces in done.annotate(there=count).values_list("pk", "report", "there"):
        if pieces != report.get("pieces", pieces):
            yield pk


def with_lines_beyond(rows: QuerySet[Source]) -> QuerySet[Any, Any]:
    """Bulk files with lines that are stored beyond the line up to which they say they are."""
    bulk = rows.filter(kind=SourceKind.BULK).annotate(furthest=Max("members__no"))
    return bulk.filter(furthest__gt=F("done_lines")).values_list("pk", flat=True)


def with_members_lost(rows: QuerySet[Source]) -> Iterator[int]:
    """Archives and bulk files that are done and have fewer members than came out of them."""
    opened = rows.filter(kind__in=_CONTAINERS, state=State.DONE).annotate(there=Count("members"))
    for pk, report, there in opened.values_list("pk", "report", "there"):
        if there < report.get("members", there):
            yield pk


def left_half_way(rows: QuerySet[Source]) -> list[int]:
    """Sources that somebody began and nobody carries on: asked while no driver works."""
    begun = rows.filter(state=State.WORKING).values_list("pk", flat=True)
    if not begun.exists():
        return []
    try:
        with lock().acquire(timeout=0):
            return list(begun.all())
    except Timeout:
        return []


def the_same_as_nothing(rows: QuerySet[Source]) -> QuerySet[Any, Any]:
    """Sources that are said to be the same as another and do not have its bytes."""
    other = Q(same_as=None) | ~Q(same_as__sha256=F("sha256"))
    return rows.filter(other, state=State.SAME).values_list("pk", flat=True)


def restore_files(keys: Keys, by: Person, at: datetime) -> None:
    """Members of an archive are taken out of it once more, where it is there itself."""
    for some in chunks(keys):
        parents = Source.objects.filter(members__in=some, kind=SourceKind.ARCHIVE).distinct()
        queue_again([parent.pk for parent in parents if store().path(parent.sha256).is_file()], by, at)


def queue_again(keys: Keys, by: Person, at: datetime) -> None:
    """Let the sources wait; the driver that follows carries them from the stored original.
    One whose text is stored is done: it is stored whole or not at all."""
    for some in chunks(keys):
        with transaction.atomic():
            rows = Source.objects.filter(pk__in=some)
            stored = Exists(SourceText.objects.filter(pk=OuterRef("pk")))
            rows.filter(stored).update(state=State.DONE, step=Step.INDEX)
            rows.filter(~stored).update(state=State.WAITING, same_as=None)
            for source in rows:
                note(source, MENDED, by=by, at=at, why="重新排队" if source.state == State.WAITING else "已入库")


def read_again(keys: Keys, by: Person, at: datetime) -> None:
    """Texts that are gone, from the stored originals."""
    for source, work in works_again(keys):
        with transaction.atomic():
            if not work.refusal and text_again(source, work, at=at):
                note(source, MENDED, by=by, at=at, why="从原件重读正文")


@transaction.atomic
def count_lines(keys: Keys, by: Person, at: datetime) -> None:
    """A bulk file goes on behind the last line that is stored."""
    for source in Source.objects.filter(pk__in=list(keys)):
        furthest = source.members.aggregate(furthest=Max("no"))["furthest"]
        Source.objects.filter(pk=source.pk).update(done_lines=furthest)
        note(source, MENDED, by=by, at=at, why=f"已处理到第 {furthest} 行")


def restore_members(keys: Keys, by: Person, at: datetime) -> None:
    """Lines of a bulk file are read again; an archive is opened again."""
    queue_again(
        list(Source.objects.filter(pk__in=list(keys), kind=SourceKind.ARCHIVE).values_list("pk", flat=True)), by, at
    )
    for source in Source.objects.filter(pk__in=list(keys), kind=SourceKind.BULK):
        lines = members_again(source, at=at)
        note(source, MENDED, by=by, at=at, why=f"从原件补回 {lines} 行")


SOURCES = (
    RowCheck(
        "原件",
        Source,
        without_file,
        Words("原件缺 {count} 个，来源：{ids}。", mends="压缩包里的文件重新取出", advice=HAND_IN_AGAIN),
        restore_files,
    ),
    RowCheck(
        "原件大小",
        Source,
        with_cut_file,
        Words("原件大小与收到时不符 {count} 个，来源：{ids}。", mends="压缩包里的文件重新取出", advice=HAND_IN_AGAIN),
        restore_files,
    ),
    RowCheck(
        "半途来源",
        Source,
        left_half_way,
        Words("半途停下、无人处理的来源 {count} 个：{ids}。", mends="重新排队并处理完"),
        queue_again,
    ),
    RowCheck(
        "重复文件",
        Source,
        the_same_as_nothing,
        Words("标为重复、却找不到相同文件的来源 {count} 个：{ids}。", mends="当作新文件处理"),
        queue_again,
    ),
    RowCheck(
        "已处理行数",
        Source,
        with_lines_beyond,
        Words("成批记录的已处理行数少于库里的行数 {count} 个，来源：{ids}。", mends="按库里的行数改正"),
        count_lines,
    ),
    RowCheck(
        "成批与压缩包",
        Source,
        with_members_lost,
        Words("成批记录或压缩包里的记录缺失 {count} 个，来源：{ids}。", mends="从原件补回", advice=HAND_IN_AGAIN),
        restore_members,
    ),
    RowCheck(
        "正文",
        Source,
        without_text,
        Words("已入库却没有正文的来源 {count} 个：{ids}。", mends="从原件重读", advice=FROM_BACKUP),
        read_again,
    ),
    RowCheck(
        "篇数",
        Source,
        without_pieces,
        Words("篇数与处理情况不符的来源 {count} 个：{ids}。", advice=FROM_BACKUP),
    ),
)
"""What is asked of sources, in the order in which it is mended."""

FILES = (
    RowCheck(
        "原件内容",
        Source,
        with_other_bytes,
        Words("原件内容与指纹不符 {count} 个，来源：{ids}。", mends="压缩包里的文件重新取出", advice=HAND_IN_AGAIN),
        restore_files,
    ),
)
"""What is asked with `--files`: every byte of every original is read."""
