"""From the bytes of a PDF to its text, by pypdfium2."""

import ctypes
from collections.abc import Iterator
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mofan.text.read.decoding import familiarity, rubbish
from mofan.text.read.document import Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.pdf.furniture import without_furniture
from mofan.text.read.pdf.lines import Glyph, Line, lines_of
from mofan.text.read.pdf.paragraphs import paragraphs_of
from mofan.text.read.plain import tidy

_ONE_AT_A_TIME = Lock()
"""The engine keeps state of its own and knows no threads."""
_SHOWN = 10
"""Page numbers that a warning names."""


def read_pdf(data: bytes, name: str, *, limits: Limits) -> Document:
    """Read a PDF that has text. Raises `Unreadable` (ENCRYPTED, BROKEN, TOO_LARGE, SCANNED)."""
    with _ONE_AT_A_TIME:
        pages = list(_pages(data, limits))
    if not any(lines for _, _, lines in pages):
        raise _scanned()
    lines, margins = without_furniture([(height, lines) for _, height, lines in pages])
    text = "\n".join(paragraphs_of(lines, pages[0][0])) + "\n"
    if rubbish(text) > 0.1 or familiarity(text) < 0.5:
        raise _scanned()
    tidied, warnings = tidy(text)
    empty = [number for number, (_, _, found) in enumerate(pages, 1) if not found]
    if empty:
        shown = "、".join(map(str, empty[:_SHOWN])) + ("等" if len(empty) > _SHOWN else "")
        warnings = (*warnings, f"第{shown}页没有文字（可能是图片），没有读出内容，请对照原件。")
    return Document(name, tidied, MediaType.PDF, None, warnings, (), "\n".join(margins))


def _scanned() -> Unreadable:
    return Unreadable(
        Reason.SCANNED,
        "这个 PDF 里没有可以读取的文字，大概是扫描件。请先识别成文字，另存为 .docx 或 .txt 再上传。",
    )


def _pages(data: bytes, limits: Limits) -> Iterator[tuple[float, float, list[Line]]]:
    """Width, height and lines of every page."""
    document = _open(data)
    try:
        if len(document) > limits.pages:
            raise Unreadable(Reason.TOO_LARGE, f"PDF 超过{limits.pages}页，没有读取。请拆分成几个文件后再上传。")
        for number in range(len(document)):
            page = document[number]
            textpage = page.get_textpage()
            lines = lines_of(_glyphs(textpage), number)
            width, height = page.get_size()
            textpage.close()
            page.close()
            yield width, height, lines
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Unreadable(Reason.ENCRYPTED, "PDF 加了打开密码，无法读取。请取消密码后重新保存再上传。") from error
        raise Unreadable(Reason.BROKEN, "PDF 已损坏，打不开。请重新导出或找到原件后再上传。") from error


def _glyphs(page: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """The characters that stand on the page; not the spaces and breaks that the engine guesses."""
    box, left, base = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for place in range(raw.FPDFText_CountChars(page)):
        code = raw.FPDFText_GetUnicode(page, place)
        if raw.FPDFText_IsGenerated(page, place) == 1 or code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        raw.FPDFText_GetLooseCharBox(page, place, ctypes.byref(box))
        raw.FPDFText_GetCharOrigin(page, place, ctypes.byref(left), ctypes.byref(base))
        yield Glyph(chr(code), left.value, box.bottom, max(box.right, left.value), box.top)
