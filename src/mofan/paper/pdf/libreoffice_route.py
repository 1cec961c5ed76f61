"""PDF by LibreOffice (LibreOffice 排版): with our fonts, in time, and the output made the same each time."""

import hashlib
import os
import re
from pathlib import Path
from typing import Final

from mofan.paper.pdf.failing import PdfFailed
from mofan.paper.pdf.fitting import Fitted
from mofan.paper.pdf.fonts import Fonts
from mofan.text.read.libreoffice import TookTooLong, convert, find_program

SECONDS: Final = 180.0
"""How long it may take."""
NOT_THERE: Final = (
    "本机没有安装 LibreOffice，不能用它排 PDF。请改用 --by typst，或请管理员安装：apt-get install libreoffice-writer。"
)
_ELSE: Final = "可加 --by typst 再试。"
_FILTER: Final = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
"""With the empty pages before an imprint: they are sheets of the paper, too."""
_DATE: Final = re.compile(rb"/(?:CreationDate|ModDate) ?\(D:([^)]*)\)|<xmp:(?:Create|Modify|Metadata)Date>([^<]*)<")
_IDENTITY: Final = re.compile(rb"/ID ?\[ ?<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)> ?\]|/DocChecksum ?/([0-9A-Fa-f]+)")
_EPOCH: Final = b"19800101000000Z"


def by_libreoffice(fitted: Fitted, fonts: Fonts, *, seconds: float = SECONDS) -> bytes:
    """The PDF of a fitted .docx. Raises PdfFailed."""
    program = find_program()
    if program is None:
        raise PdfFailed(NOT_THERE)
    try:
        made = convert(
            program,
            fitted.docx(),
            ".docx",
            _FILTER,
            seconds=seconds,
            environment=lambda work: _environment(work, fonts),
        )
    except TookTooLong as error:
        raise PdfFailed(f"LibreOffice 用时超过{seconds:.0f}秒，已停止。{_ELSE}") from error
    if made is None:
        raise PdfFailed(f"LibreOffice 没有排出 PDF。{_ELSE}")
    return same_each_time(made)


def same_each_time(pdf: bytes) -> bytes:
    """`pdf` without the moment of its making: dates are 1980, and the identity is that of the content."""
    whole = bytearray(pdf)
    for found in _DATE.finditer(pdf):
        start, end = found.span(1 if found[1] is not None else 2)
        whole[start:end] = _EPOCH[: end - start].ljust(end - start, b"0") if found[1] is not None else _xmp(found[2])
    places = [found.span(group) for found in _IDENTITY.finditer(pdf) for group in (1, 2, 3) if found[group] is not None]
    for start, end in places:
        whole[start:end] = b"0" * (end - start)
    digest = hashlib.sha256(whole).hexdigest().upper().encode()
    for start, end in places:
        whole[start:end] = digest[: end - start].ljust(end - start, b"0")
    return bytes(whole)


def _xmp(date: bytes) -> bytes:
    return b"1980-01-01T00:00:00Z".ljust(len(date), b"0")[: len(date)]


def _environment(work: Path, fonts: Fonts) -> dict[str, str]:
    """With the folders of fonts that the system does not list, where it uses fontconfig."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}
    if fonts.folders and os.name == "posix":
        listed = "".join(f"<dir>{folder}</dir>" for folder in fonts.folders)
        configuration = work / "fonts.conf"
        configuration.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{listed}'
            f"<cachedir>{work / 'fontconfig'}</cachedir></fontconfig>",
            encoding="utf-8",
        )
        environment["FONTCONFIG_FILE"] = str(configuration)
    return environment
