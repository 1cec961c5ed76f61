"""Word 97 files (.doc, .wps) by antiword, where LibreOffice is missing: their text, without tables and pictures."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from mofan.text.read.document import Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.plain import tidy

_WARNING = "文字由 antiword 读出，表格、图片和自动编号可能不全，请对照原件；安装 LibreOffice 后可以读全。"


def find_antiword() -> str | None:
    """The path of antiword on this machine, or None."""
    return shutil.which("antiword")


def read_by_antiword(program: str, data: bytes, name: str, *, limits: Limits) -> Document:
    """The text of a Word 97 file, a paragraph a line. Raises `Unreadable` (BROKEN, TOO_LARGE)."""
    with tempfile.TemporaryDirectory(prefix="mofan-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(data)
        with (Path(folder) / "text").open("w+b") as out:
            try:
                ended = subprocess.run(
                    [program, "-w", "0", "-m", "UTF-8.txt", str(source)],
                    stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, check=False,
                    timeout=limits.convert_seconds,
                )  # fmt: skip
            except subprocess.TimeoutExpired as error:
                raise _broken() from error
            if out.seek(0, os.SEEK_END) > limits.part_bytes:
                raise Unreadable(Reason.TOO_LARGE, "文件展开后过大，没有读取。请拆分成几个文件后再上传。")
            out.seek(0)
            text = out.read().decode("utf-8", "replace")
    if ended.returncode or not text.strip():
        raise _broken()
    lines = (line.strip() for line in text.split("\n"))
    tidied, warnings = tidy("\n".join(filter(None, lines)) + "\n")
    return Document(name, tidied, MediaType.DOC, None, (_WARNING, *warnings))


def _broken() -> Unreadable:
    return Unreadable(Reason.BROKEN, "文件打不开，可能已损坏或加了密码。请用 Word 或 WPS 打开，另存为 .docx 后再上传。")
