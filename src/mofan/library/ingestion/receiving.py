"""The first step (收): bytes are kept, a row waits. Everything after it can be done again."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from mofan.library.ingestion.digesting import BULK_NAMES
from mofan.library.models import Batch, Origin, Source, SourceKind, State, Step
from mofan.library.storage import Folder, open_store
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.text.read import MediaType, is_archive, sniff

CHUNK = 1024 * 1024
HEAD = 8192
ARCHIVE_HEADS = (b"PK", b"Rar!", b"7z\xbc\xaf")
"""The first bytes that a file is looked at, and those of files that may be archives."""
HIDDEN = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def store() -> Folder:
    """The store of the settings."""
    return open_store(settings.STORAGE_URL)


def open_batch(origin: Origin, *, by: Person, at: datetime, note: str = "") -> Batch:
    """Begin a batch (开一批). Raises RuleBroken when the person may not ingest."""
    if not by.may(Right.INGEST):
        raise RuleBroken("您没有“入库”的权限，请找素材库管理员。")
    return Batch.objects.create(by=by, at=at, origin=origin, note=note[:200])


def receive(batch: Batch, name: str, chunks: Iterable[bytes], *, at: datetime) -> Source:
    """Keep the bytes and let a row wait (收件). The same bytes again are linked to the first, not read twice;
    if the first one is still on its way under the same name, it is that one."""
    kept = store().put(chunks)
    name = clean_name(name)
    with transaction.atomic():
        earlier = (
            Source.objects.filter(sha256=kept.sha256, parent=None, kind__in=(SourceKind.FILE, *_CONTAINERS))
            .exclude(state__in=(State.REFUSED, State.SAME))
            .first()
        )
        if earlier and earlier.state in (State.WAITING, State.WORKING) and earlier.name == name:
            return earlier
        source = Source(batch=batch, name=name, sha256=kept.sha256, size=kept.size, received_at=at, kind=kind_of(name))
        if earlier:
            source.state, source.step, source.same_as, source.finished_at = State.SAME, Step.IDENTIFY, earlier, at
        source.save()
    return source


_CONTAINERS = (SourceKind.ARCHIVE, SourceKind.BULK)


def kind_of(name: str) -> SourceKind:
    """By its name alone; the identify step looks at the bytes."""
    return SourceKind.BULK if name.lower().endswith(BULK_NAMES) else SourceKind.FILE


def holds_files(source: Source) -> bool:
    """Whether it is an archive, or a mail with attachments, by its bytes."""
    if source.kind == SourceKind.ARCHIVE:
        return True
    path = store().path(source.sha256)
    with path.open("rb") as file:
        head = file.read(HEAD)
    may_be = head.startswith(ARCHIVE_HEADS) or sniff(head, source.name) is MediaType.MAIL
    return may_be and is_archive(path.read_bytes(), source.name)


def clean_name(name: str) -> str:
    """A name to show: control characters out, no longer than the column; path parts are kept."""
    shown = "".join(char if char.isprintable() else "_" for char in name.replace("\\", "/")).strip("/ ")
    return (shown.encode("utf-8", "replace").decode() or "未命名")[-500:]


def chunks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def files_under(path: Path) -> Iterator[tuple[Path, str]]:
    """(file, name to show) for a file, or for every file of a folder in order; system droppings are passed over."""
    if path.is_file():
        yield path, path.name
        return
    for file in sorted(path.rglob("*")):
        parts = file.relative_to(path).parts
        if file.is_file() and not any(part.startswith((".", "~$")) or part in HIDDEN for part in parts):
            yield file, "/".join((path.resolve().name, *parts))
