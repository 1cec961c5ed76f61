"""Old formats (.doc, .wps, .rtf, .odt, Word 2003 .xml): LibreOffice turns them into .docx, which our own walk reads."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from mofan.text.read.decoding import familiarity, rubbish
from mofan.text.read.document import Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.word import read_docx

_SUFFIXES = {MediaType.DOC: ".doc", MediaType.RTF: ".rtf", MediaType.ODT: ".odt", MediaType.WORD_XML: ".xml"}
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
    program = find_program()
    if program is None:
        raise Unreadable(
            Reason.NEEDS_PROGRAM,
            "读取 .doc、.wps、.rtf 等旧格式需要 LibreOffice，本机没有安装。请另存为 .docx 再上传，或请管理员安装。",
        )
    converted = _convert(program, data, _SUFFIXES[media_type], limits.convert_seconds)
    document = read_docx(converted, name, limits=limits)
    if rubbish(document.text) > 0.1 or familiarity(document.text) < 0.5:
        raise _failed()
    return Document(name, document.text, media_type, None, document.warnings, document.hidden, document.margins)


def _failed() -> Unreadable:
    return Unreadable(
        Reason.BROKEN, "文件转换失败，可能已损坏或加了密码。请用 Word 或 WPS 打开，另存为 .docx 后再上传。"
    )


def _is_encrypted_doc(data: bytes) -> bool:
    """Whether the header of the WordDocument stream (it begins a sector) carries the flag fEncrypted, MS-DOC 2.5.2."""
    for start in range(_SECTOR, len(data) - 12, _SECTOR):
        if data[start : start + 2] == _FIB:
            return bool(int.from_bytes(data[start + 10 : start + 12], "little") & _FIB_ENCRYPTED)
    return False


def _convert(program: str, data: bytes, suffix: str, seconds: float) -> bytes:
    """The file as .docx. Each run has its own profile: two runs on one profile fail."""
    with tempfile.TemporaryDirectory(prefix="mofan-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        source = work / f"source{suffix}"
        source.write_bytes(data)
        result = work / "out" / "source.docx"
        _run(
            [
                program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless",
                "--norestore", "--nologo", "--convert-to", "docx", "--outdir", str(result.parent), str(source),
            ],
            seconds,
        )  # fmt: skip
        # An unreadable file ends with exit code 0, too: only the output tells.
        if not result.is_file() or not result.stat().st_size:
            raise _failed()
        return result.read_bytes()


def _run(command: list[str], seconds: float) -> None:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise Unreadable(
                Reason.BROKEN, "文件转换时间过长，已停止。请用 Word 或 WPS 打开，另存为 .docx 后再上传。"
            ) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """End our own process with those it started, and no other."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:  # pragma: no cover - Windows
        process.kill()
