"""What every kind of archive gives (包内文件): a name, and bytes that are unpacked when asked for."""

from typing import Protocol

from mofan.text.read.document import Limits, Reason, Unreadable


class Packed(Protocol):
    """A file in an archive. It is unpacked, if at all, before the next one is asked for."""

    @property
    def name(self) -> str:
        """The name as its maker wrote it."""
        ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """Chinese sentences about the name."""
        ...

    @property
    def is_link(self) -> bool:
        """Whether it only points to another place."""
        ...

    def unpack(self, most: int, limits: Limits) -> bytes:
        """Its bytes, at most one more than `most`. Raises `Unreadable`."""
        ...


def swollen() -> Unreadable:
    """The refusal of a member that grows too large when unpacked."""
    return Unreadable(Reason.TOO_LARGE, "这个成员展开后过大，为安全起见没有展开。请单独上传或拆分后再上传。")


def broken_member() -> Unreadable:
    """The refusal of a member that is damaged."""
    return Unreadable(Reason.BROKEN, "这个成员已损坏，没有展开。请找到原件重新打包后再上传。")


def locked_member() -> Unreadable:
    """The refusal of a member with a password."""
    return Unreadable(Reason.ENCRYPTED, "这个成员加了密码，没有展开。请取消密码，重新打包后再上传。")


def broken_archive() -> Unreadable:
    """The refusal of an archive that does not open."""
    return Unreadable(Reason.BROKEN, "压缩包已损坏，打不开。请重新打包为 .zip 后再上传。")
