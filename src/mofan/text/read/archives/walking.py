"""Walks an archive and the archives in it (逐个展开)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mofan.text.read.archives.mailed import mailed_files
from mofan.text.read.archives.packed import Packed, swollen
from mofan.text.read.archives.unarchived import unarchived_files
from mofan.text.read.archives.zipped import zipped_files
from mofan.text.read.document import LIMITS, Limits, MediaType, Reason, Unreadable
from mofan.text.read.sniffing import is_archive, sniff
from mofan.text.read.unsupported import refusal_of

_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)
"""What systems and editors leave behind: resource forks, folder settings, lock files of an open document."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive (压缩包成员): its path, and its bytes or the reason why it was not unpacked."""

    path: str
    """Joined by "/", through nested archives too: 材料.zip/一季度.txt inside the outer archive."""
    data: bytes | None
    refusal: Unreadable | None = None
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Budget:
    """What is left of the limits for this archive and all archives in it."""

    bytes: int
    members: int


def read_members(data: bytes, name: str = "", *, limits: Limits = LIMITS) -> Iterator[Member]:
    """The files of an archive, those of nested archives included; a refused member never stops the rest.

    A mail with attachments is an archive of its text and what is attached to it. Raises `Unreadable` at once when the
    archive itself cannot be opened (EMPTY, BROKEN, TOO_LARGE, TOO_MANY, NEEDS_PROGRAM …).
    """
    if len(data) > limits.file_bytes:
        raise too_large(limits)
    if not is_archive(data, name):
        raise refusal_of(sniff(data, name)) or Unreadable(
            Reason.UNKNOWN, "这个文件不是压缩包，无法展开。请直接上传文件本身，或重新打包为 .zip 后再上传。"
        )
    budget = _Budget(limits.total_bytes, limits.members)
    return _walk(_files(data, name, budget), "", 1, budget, limits)


def too_large(limits: Limits) -> Unreadable:
    """The refusal of a file beyond the limit."""
    size = limits.file_bytes // 1_000_000
    return Unreadable(Reason.TOO_LARGE, f"文件超过{size}兆字节，没有读取。请拆分成几个较小的文件后再上传。")


def _files(data: bytes, name: str, budget: _Budget) -> Iterator[Packed]:
    """The files of an archive that opens and is not empty. Raises `Unreadable`."""
    match sniff(data, name):
        case MediaType.ZIP:
            files: Iterator[Packed] = iter(_counted(zipped_files(data), budget))
        case MediaType.MAIL:
            files = iter(_counted(mailed_files(data), budget))
        case _:
            files = _counted_one_by_one(unarchived_files(data), budget)
    first = next(files, None)
    if first is None:
        raise Unreadable(Reason.EMPTY, "压缩包是空的，里面没有文件。请检查是否选错了文件。")
    return chain((first,), files)


def _counted(files: Sequence[Packed], budget: _Budget) -> Sequence[Packed]:
    budget.members -= len(files)
    if budget.members < 0:
        raise _too_many()
    return files


def _counted_one_by_one(files: Iterator[Packed], budget: _Budget) -> Iterator[Packed]:
    for packed in files:
        budget.members -= 1
        if budget.members < 0:
            raise _too_many()
        yield packed


def _too_many() -> Unreadable:
    return Unreadable(Reason.TOO_MANY, "压缩包里的文件过多，没有展开。请分成几个压缩包后再上传。")


def _walk(files: Iterator[Packed], prefix: str, depth: int, budget: _Budget, limits: Limits) -> Iterator[Member]:
    while True:
        try:
            packed = next(files, None)
        except Unreadable as refusal:  # what comes after cannot be reached
            yield Member(f"{prefix}（其余成员）", None, refusal)
            return
        if packed is None:
            return
        path = prefix + _CONTROL.sub("\ufffd", packed.name.replace("\\", "/"))
        if _LITTER.search(path):
            continue
        try:
            data = _unpacked(packed, budget, limits)
            if not is_archive(data, packed.name):
                yield Member(path, data, None, packed.warnings)
                continue
            if depth >= limits.depth:
                raise Unreadable(Reason.TOO_DEEP, f"压缩包套了超过{limits.depth}层，里层没有展开。请解开里层后再上传。")
            inner = _files(data, packed.name, budget)
        except Unreadable as refusal:
            yield Member(path, None, refusal, packed.warnings)
        else:
            yield from _walk(inner, path + "/", depth + 1, budget, limits)


def _unpacked(packed: Packed, budget: _Budget, limits: Limits) -> bytes:
    _guard_path(packed)
    most = min(limits.file_bytes, budget.bytes)
    data = packed.unpack(most, limits)
    if len(data) > most:
        raise swollen()
    budget.bytes -= len(data)
    return data


def _guard_path(packed: Packed) -> None:
    """Refuse a path that leads out of the archive, names a drive or a root, or is a link."""
    name = packed.name
    parts = name.replace("\\", "/").split("/")
    if packed.is_link or _CONTROL.search(name) or ".." in parts or not parts[0] or not parts[-1] or _DRIVE.match(name):
        raise Unreadable(Reason.UNSAFE_PATH, "这个成员的路径不安全（指向压缩包之外），没有展开。请重新打包后再上传。")
