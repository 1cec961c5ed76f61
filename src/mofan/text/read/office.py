"""Old formats (.doc, .wps, .rtf, .odt, Word 2003 .xml, .xls): LibreOffice turns them into .docx or .xlsx first; where
it is missing, antiword reads .doc."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from mofan.text.read.antiword import find_antiword, read_by_antiword
from mofan.text.read.decoding import familiarity, rubbish
from mofan.text.read.document import Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.spreadsheet import read_spreadsheet
from mofan.text.read.word import read_docx

_SUFFIXES = {
    MediaType.DOC: ".doc",
    MediaType.RTF: ".rtf",
    MediaType.ODT: ".odt",
    MediaType.WORD_XML: ".xml",
    MediaType.XLS: ".xls",
}
_PROGRAMS = ("soffice", "libreoffice")
_FIB = b"\xec\xa5"
_FIB_ENCRYPTED = 0x0100
_SECTOR = 512


def find_program() -> str | None:
    """The path of LibreOffice on this machine, or None."""
    return next((path for path in map(shutil.which, _PROGRAMS) if path), None)


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
    """The file as `target` (docx, xlsx). Each run has its own profile: two runs on one profile fail."""
    program = _program()
    with tempfile.TemporaryDirectory(prefix="mofan-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        source = work / f"source{_SUFFIXES[media_type]}"
        source.write_bytes(data)
        result = work / "out" / f"source.{target}"
        _run(
            [
                program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless",
                "--norestore", "--nologo", "--convert-to", target, "--outdir", str(result.parent), str(source),
            ],
            seconds,
        )  # fmt: skip
        # An unreadable file ends with exit code 0, too: only the output tells.
        if not result.is_file() or not result.stat().st_size:
            raise _failed(target)
        return result.read_bytes()


def _run(command: list[str], seconds: float) -> None:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise Unreadable(
                Reason.BROKEN, "文件转换时间过长，已停止。请用 Office 或 WPS 打开，另存为 .docx 或 .xlsx 后再上传。"
            ) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """End our own process with those it started, and no other; on Windows, which knows no such groups, it alone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
