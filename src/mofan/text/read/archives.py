"""Archives (压缩包): members one after another, with their true names, under guard against bombs and path tricks."""

import contextlib
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from mofan.text.read.decoding import familiarity
from mofan.text.read.document import LIMITS, Limits, Reason, Unreadable
from mofan.text.read.sniffing import is_archive, sniff
from mofan.text.read.unsupported import refusal_of

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075
_LEAST_HEADER = 12
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

    Raises `Unreadable` at once when the archive itself cannot be opened (EMPTY, BROKEN, TOO_LARGE, TOO_MANY …).
    """
    if len(data) > limits.file_bytes:
        raise too_large(limits)
    if not is_archive(data, name):
        raise refusal_of(sniff(data, name)) or Unreadable(
            Reason.UNKNOWN, "这个文件不是压缩包，无法展开。请直接上传文件本身，或重新打包为 .zip 后再上传。"
        )
    budget = _Budget(limits.total_bytes, limits.members)
    package = _open(data)
    return _walk(package, _entries(package, budget), "", 1, budget, limits)


def too_large(limits: Limits) -> Unreadable:
    """The refusal of a file beyond the limit."""
    size = limits.file_bytes // 1_000_000
    return Unreadable(Reason.TOO_LARGE, f"文件超过{size}兆字节，没有读取。请拆分成几个较小的文件后再上传。")


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except UnicodeDecodeError:  # one name flagged as UTF-8 that is not: read all names as bytes
            return zipfile.ZipFile(io.BytesIO(_without_utf8_flags(data)))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable(Reason.BROKEN, "压缩包已损坏，打不开。请重新打包为 .zip 后再上传。") from error


def _without_utf8_flags(data: bytes) -> bytes:
    """The same archive with the "names are UTF-8" flag off in every header."""
    patched = bytearray(data)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for match in re.finditer(signature, data[:-_LEAST_HEADER]):
            patched[match.start() + offset + 1] &= 0xFF & ~(_UTF8_FLAG >> 8)
    return bytes(patched)


def _entries(package: zipfile.ZipFile, budget: _Budget) -> list[zipfile.ZipInfo]:
    entries = [info for info in package.infolist() if not info.filename.endswith(("/", "\\"))]
    budget.members -= len(entries)
    if budget.members < 0:
        raise Unreadable(Reason.TOO_MANY, "压缩包里的文件过多，没有展开。请分成几个压缩包后再上传。")
    if not entries:
        raise Unreadable(Reason.EMPTY, "压缩包是空的，里面没有文件。请检查是否选错了文件。")
    return entries


def _walk(
    package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], prefix: str, depth: int, budget: _Budget, limits: Limits
) -> Iterator[Member]:
    with package:
        for info in entries:
            name, warnings = recover_name(info)
            path = prefix + _CONTROL.sub("\ufffd", name.replace("\\", "/"))
            if _LITTER.search(path):
                continue
            try:
                _guard_path(name, info)
                data = _unpack(package, info, budget, limits)
                if not is_archive(data, name):
                    yield Member(path, data, None, warnings)
                    continue
                if depth >= limits.depth:
                    raise Unreadable(
                        Reason.TOO_DEEP, f"压缩包套了超过{limits.depth}层，里层没有展开。请解开里层后再上传。"
                    )
                inner = _open(data)
                nested = _walk(inner, _entries(inner, budget), path + "/", depth + 1, budget, limits)
            except Unreadable as refusal:
                yield Member(path, None, refusal, warnings)
            else:
                yield from nested


def _guard_path(name: str, info: zipfile.ZipInfo) -> None:
    """Refuse a path that leads out of the archive, names a drive or a root, or is a link."""
    parts = name.replace("\\", "/").split("/")
    link = stat.S_ISLNK(info.external_attr >> 16)
    if link or _CONTROL.search(name) or ".." in parts or not parts[0] or not parts[-1] or _DRIVE.match(name):
        raise Unreadable(Reason.UNSAFE_PATH, "这个成员的路径不安全（指向压缩包之外），没有展开。请重新打包后再上传。")


def _unpack(package: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget, limits: Limits) -> bytes:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise Unreadable(Reason.ENCRYPTED, "这个成员加了密码，没有展开。请取消密码，重新打包后再上传。")
    most = min(limits.file_bytes, budget.bytes)
    swollen = info.file_size > limits.ratio_floor and info.file_size > limits.ratio * max(info.compress_size, 1)
    if swollen or info.file_size > most:
        raise Unreadable(Reason.TOO_LARGE, "这个成员展开后过大，为安全起见没有展开。请单独上传或拆分后再上传。")
    try:
        with package.open(info) as stream:
            data = stream.read(most + 1)
    except NotImplementedError as error:
        raise Unreadable(
            Reason.UNSUPPORTED, "这个成员的压缩方法不常用，没有展开。请用普通 .zip 方式重新打包后再上传。"
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
        raise Unreadable(Reason.BROKEN, "这个成员已损坏，没有展开。请找到原件重新打包后再上传。") from error
    budget.bytes -= len(data)
    return data


def recover_name(info: zipfile.ZipInfo) -> tuple[str, tuple[str, ...]]:
    """The name as its maker wrote it: flagged UTF-8, the Unicode field, else UTF-8, GB18030 or Big5 by their look."""
    written = info.orig_filename
    flagged = bool(info.flag_bits & _UTF8_FLAG)
    try:
        raw = written.encode("cp437")
    except UnicodeEncodeError:
        return written, ()
    if raw.isascii():
        return written, ()
    if not flagged and (named := _unicode_path(info.extra, raw)) is not None:
        return named, ()
    # A flagged name may be rubbish, too: tools that repack archives write GB18030 taken for cp437 as UTF-8.
    readings = [(familiarity(written), 0, written)] if flagged else []
    for rank, encoding in enumerate(("utf-8", "gb18030", "cp950"), 1):
        with contextlib.suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            readings.append((familiarity(text), -rank, text))
    if not readings:
        return written, (f"文件名“{written}”的编码无法识别，已按原样保留。",)
    return max(readings)[2], ()


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the Info-ZIP Unicode Path field, if it is there and belongs to this name."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(body) > 5 and struct.unpack("<I", body[1:5])[0] == zlib.crc32(raw):
            return body[5:].decode("utf-8", "replace")
    return None
