"""The .docx package (压缩包结构): its parts, opened under limits."""

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from mofan.text.read.document import Limits, Reason, Unreadable
from mofan.text.read.word.markup import Element, attribute, children

_BROKEN = "文件已损坏，无法打开。请用 Word 或 WPS 打开原件，修复后另存为 .docx 再上传。"
_TOO_LARGE = "文件展开后过大，为安全起见没有读取。请拆分成几个文件，或另存为 .txt 后再上传。"


def broken() -> Unreadable:
    """The refusal of a damaged file."""
    return Unreadable(Reason.BROKEN, _BROKEN)


class Package:
    """The parts of one .docx. Every failure is an `Unreadable` (BROKEN, ENCRYPTED, TOO_LARGE, TOO_MANY)."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, OSError, ValueError) as error:
            raise broken() from error
        self._names = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}
        if len(self._names) > limits.members:
            raise Unreadable(Reason.TOO_MANY, "文件内部的部件过多，为安全起见没有读取。请另存为 .txt 后再上传。")

    def part(self, path: str) -> Element | None:
        """The root of an XML part, or None when there is no such part."""
        info = self._names.get(path.lstrip("/").lower())
        return None if info is None else _parse(self._unpack(info))

    def related(self, path: str) -> list[tuple[str, str]]:
        """(kind, target path) of the parts that `path` refers to, external ones left out; "" is the package itself."""
        folder, base = posixpath.split(path)
        relations = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        return [
            (
                (attribute(relation, "Type") or "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target") or "")),
            )
            for relation in children(relations, "Relationship")
            if attribute(relation, "TargetMode") != "External"
        ]

    def relations(self, path: str) -> dict[str, str | None]:
        """Identity → target path of what `path` refers to; None where that lies outside the file."""
        folder, base = posixpath.split(path)
        return {
            attribute(relation, "Id") or "": None
            if attribute(relation, "TargetMode") == "External"
            else posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target") or ""))
            for relation in children(self.part(posixpath.join(folder, "_rels", f"{base}.rels")), "Relationship")
        }

    def size(self, path: str) -> int | None:
        """How many bytes a part has, as the file says; None when there is no such part."""
        info = self._names.get(path.lstrip("/").lower())
        return None if info is None else info.file_size

    def bytes_of(self, path: str) -> bytes | None:
        """The bytes of a part, or None when there is no such part."""
        info = self._names.get(path.lstrip("/").lower())
        return None if info is None else self._unpack(info)

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        limits = self._limits
        if info.flag_bits & 0x1:
            raise Unreadable(Reason.ENCRYPTED, "文件加了密码，无法读取。请取消密码后另存为 .docx 再上传。")
        if info.file_size > limits.part_bytes:
            raise Unreadable(Reason.TOO_LARGE, _TOO_LARGE)
        if info.file_size > limits.ratio_floor and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise Unreadable(Reason.TOO_LARGE, _TOO_LARGE)
        try:
            with self._zip.open(info) as stream:
                return stream.read(limits.part_bytes)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise broken() from error


def _parse(data: bytes) -> Element:
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        raise Unreadable(
            Reason.BROKEN,
            "文件内部含有不应有的实体定义，为安全起见没有读取。请用 Word 或 WPS 打开后另存为 .docx 再上传。",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise broken() from error
