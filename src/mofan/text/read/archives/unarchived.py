"""Members of RAR and 7z archives (RAR、7z 压缩包), by libarchive where it is installed (the extra `archive`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from mofan.text.read.archives.packed import broken_archive, broken_member, locked_member
from mofan.text.read.decoding import familiarity
from mofan.text.read.document import Limits, Reason, Unreadable

_LOCKED = ("encrypt", "passphrase", "password", "crypto")
"""Words by which the engine says that there is a password."""


@dataclass(frozen=True, slots=True)
class Unarchived:
    """An entry of such an archive."""

    entry: Any
    name: str
    warnings: tuple[str, ...] = ()

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic or a hard link."""
        return bool(self.entry.issym or self.entry.islnk)

    def unpack(self, most: int, limits: Limits) -> bytes:
        """Its bytes, one block more than `most` at the most. Raises `Unreadable` (ENCRYPTED, BROKEN)."""
        data = bytearray()
        try:
            for block in self.entry.get_blocks():
                data += block
                if len(data) > most:
                    break
        except _engine().ArchiveError as error:
            raise (locked_member() if _is_locked(error) else broken_member()) from error
        return bytes(data)


def unarchived_files(data: bytes) -> Iterator[Unarchived]:
    """The files of the archive in its order. Raises `Unreadable` (NEEDS_PROGRAM, ENCRYPTED, BROKEN)."""
    engine = _engine()
    try:
        with engine.memory_reader(data) as entries:
            for entry in entries:
                name = _name(entry.pathname)
                if not (entry.isdir or name.endswith(("/", "\\"))):
                    yield Unarchived(entry, name)
    except engine.ArchiveError as error:
        raise (locked_member() if _is_locked(error) else broken_archive()) from error


def _engine() -> ModuleType:
    try:
        import libarchive
    except (ImportError, OSError, TypeError, AttributeError) as error:  # the last three: no shared library
        raise Unreadable(
            Reason.NEEDS_PROGRAM,
            "展开 RAR、7z 压缩包需要 libarchive，本机没有安装。请解压后重新打包为 .zip 再上传，"
            "或请管理员安装：pip install mofan[archive]，apt-get install libarchive13。",
        ) from error
    return libarchive  # type: ignore[no-any-return]


def _is_locked(error: Exception) -> bool:
    return any(word in str(error).lower() for word in _LOCKED)


def _name(written: str | bytes) -> str:
    """The name as its maker wrote it; old RAR files carry bytes in the encoding of their system."""
    if isinstance(written, str):
        return written
    readings = [
        (familiarity(text), -rank, text)
        for rank, encoding in enumerate(("utf-8", "gb18030", "cp950"))
        if "\ufffd" not in (text := written.decode(encoding, "replace"))
    ]
    return max(readings)[2] if readings else written.decode("gb18030", "replace")
