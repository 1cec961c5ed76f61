"""Old formats (.doc, .wps, .rtf, .odt, Word 2003 .xml, .xls): LibreOffice turns them into .docx or .xlsx first; where
it is missing, antiword reads .doc."""

from dataclasses import replace

from mofan.text.read.antiword import find_antiword, read_by_antiword
from mofan.text.read.decoding import familiarity, rubbish
from mofan.text.read.document import Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.libreoffice import TookTooLong, convert, find_program
from mofan.text.read.spreadsheet import read_spreadsheet
from mofan.text.read.word import read_docx

_SUFFIXES = {
    MediaType.DOC: ".doc",
    MediaType.RTF: ".rtf",
    MediaType.ODT: ".odt",
    MediaType.WORD_XML: ".xml",
    MediaType.XLS: ".xls",
}
_FIB = b"\xec\xa5"
_FIB_ENCRYPTED = 0x0100
_SECTOR = 512


def read_office(data: bytes, name: str, media_type: MediaType, *, limits: Limits) -> Document:
    """Read one of these formats. Raises `Unreadable` (NEEDS_PROGRAM, ENCRYPTED, BROKEN …)."""
    if media_type is MediaType.DOC and _is_encrypted_doc(data):
        raise Unreadable(
            Reason.ENCRYPTED, "文件加了打开密码，无法读取。请用 Word 或 WPS 打开，取消密码后重新保存再上传。"
        )
    antiword = find_antiword() if media_type is MediaType.DOC and find_program() is None else None
    if antiword is not None:
        document = read_by_antiword(antiword, data, name, limits=limits)
    elif media_type is MediaType.XLS:
        document = read_spreadsheet(_convert(data, media_type, "xlsx", limits.convert_seconds), name, limits=limits)
    else:
        document = read_docx(_convert(data, media_type, "docx", limits.convert_seconds), name, limits=limits)
    if rubbish(document.text) > 0.1 or familiarity(document.text) < 0.5:
        raise _failed("docx")
    return replace(document, name=name, media_type=media_type)


def _failed(target: str) -> Unreadable:
    cause = "，或本机没有安装 libreoffice-calc" if target == "xlsx" else ""
    return Unreadable(
        Reason.BROKEN,
        f"文件转换失败，可能已损坏或加了密码{cause}。请用 Office 或 WPS 打开，另存为 .{target} 后再上传。",
    )


def _program() -> str:
    """The path of LibreOffice. Raises `Unreadable` (NEEDS_PROGRAM)."""
    program = find_program()
    if program is None:
        raise Unreadable(
            Reason.NEEDS_PROGRAM,
            "读取 .doc、.wps、.rtf、.xls 等旧格式需要 LibreOffice，本机没有安装。请另存为 .docx（表格为 .xlsx）再上传，"
            "或请管理员安装：apt-get install libreoffice-writer libreoffice-calc（只读 .doc，装 antiword 也可以）。",
        )
    return program


def _is_encrypted_doc(data: bytes) -> bool:
    """Whether the header of the WordDocument stream (it begins a sector) carries the flag fEncrypted, MS-DOC 2.5.2."""
    for start in range(_SECTOR, len(data) - 12, _SECTOR):
        if data[start : start + 2] == _FIB:
            return bool(int.from_bytes(data[start + 10 : start + 12], "little") & _FIB_ENCRYPTED)
    return False


def _convert(data: bytes, media_type: MediaType, target: str, seconds: float) -> bytes:
    """The file as `target` (docx, xlsx)."""
    try:
        made = convert(_program(), data, _SUFFIXES[media_type], target, seconds=seconds)
    except TookTooLong as error:
        raise Unreadable(
            Reason.BROKEN, "文件转换时间过长，已停止。请用 Office 或 WPS 打开，另存为 .docx 或 .xlsx 后再上传。"
        ) from error
    if made is None:
        raise _failed(target)
    return made
