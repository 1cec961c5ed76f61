"""Members of a .zip (ZIP 压缩包), by the standard library; their names in whatever encoding they were written."""

import contextlib
import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

from mofan.text.read.archives.packed import broken_archive, broken_member, locked_member, swollen
from mofan.text.read.decoding import familiarity
from mofan.text.read.document import Limits, Reason, Unreadable

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075
_LEAST_HEADER = 12


@dataclass(frozen=True, slots=True)
class Zipped:
    """An entry of a .zip."""

    package: zipfile.ZipFile
    info: zipfile.ZipInfo
    name: str
    warnings: tuple[str, ...]

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return stat.S_ISLNK(self.info.external_attr >> 16)

    def unpack(self, most: int, limits: Limits) -> bytes:
        """Its bytes, at most one more than `most`. Raises `Unreadable`."""
        info = self.info
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise locked_member()
        if info.file_size > limits.ratio_floor and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise swollen()
        if info.file_size > most:
            raise swollen()
        try:
            with self.package.open(info) as stream:
                return stream.read(most + 1)
        except NotImplementedError as error:
            raise Unreadable(
                Reason.UNSUPPORTED, "这个成员的压缩方法不常用，没有展开。请用普通 .zip 方式重新打包后再上传。"
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
            raise broken_member() from error


def zipped_files(data: bytes) -> list[Zipped]:
    """The files of a .zip in its order. Raises `Unreadable` (BROKEN)."""
    package = _open(data)
    files = [info for info in package.infolist() if not info.filename.endswith(("/", "\\"))]
    return [Zipped(package, info, *recover_name(info)) for info in files]


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except UnicodeDecodeError:  # one name flagged as UTF-8 that is not: read all names as bytes
            return zipfile.ZipFile(io.BytesIO(_without_utf8_flags(data)))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise broken_archive() from error


def _without_utf8_flags(data: bytes) -> bytes:
    """The same archive with the "names are UTF-8" flag off in every header."""
    patched = bytearray(data)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for match in re.finditer(signature, data[:-_LEAST_HEADER]):
            patched[match.start() + offset + 1] &= 0xFF & ~(_UTF8_FLAG >> 8)
    return bytes(patched)


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
