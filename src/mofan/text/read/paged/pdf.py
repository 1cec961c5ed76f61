"""From the bytes of a PDF to its text, by pypdfium2."""

import ctypes
from collections.abc import Iterator
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mofan.text.read.decoding import familiarity, rubbish
from mofan.text.read.document import Document, Limits, MediaType, OnPage, Reason, Unreadable
from mofan.text.read.ocr import Failure, Request, Seen, is_installed, recognise
from mofan.text.read.paged.document_of import Page, document_of, too_many_pages
from mofan.text.read.paged.lines import Glyph, lines_of
from mofan.text.read.paged.recognised import lines_of_page

_A4 = (595.0, 842.0)
_RUBBISH, _FAMILIAR, _ENOUGH = 0.1, 0.5, 20
"""Shares of a page's characters, and how many characters say anything about them."""
ONE_AT_A_TIME = Lock()
"""The engine keeps state of its own and knows no threads."""


def read_pdf(data: bytes, name: str, *, limits: Limits, on_page: OnPage | None = None) -> Document:
    """Read a PDF; pages that are pictures are recognised where the extra is installed. Raises `Unreadable` (ENCRYPTED,
    BROKEN, TOO_LARGE, SCANNED)."""
    with ONE_AT_A_TIME:
        pages = list(_pages(data, limits))
    pictures = tuple(number for number, page in enumerate(pages) if is_picture(page))
    if pictures and is_installed():
        for seen in recognise(Request(data, "pdf", pictures), limits=limits, on_page=on_page):
            if seen.page is not None:
                pages[seen.page] = _recognised(pages[seen.page], seen)
    return document_of(pages, name, MediaType.PDF)


def is_picture(page: Page) -> bool:
    """Whether a page has no text, or a hidden layer of text that nobody could read."""
    text = "".join(line.text for line in page.lines)
    return not text or rubbish(text) > _RUBBISH or (len(text) >= _ENOUGH and familiarity(text) < _FAMILIAR)


def _recognised(page: Page, seen: Seen | Failure) -> Page:
    if isinstance(seen, Failure):
        return Page(page.width, page.height, [], seen)
    lines = lines_of_page(seen, seen.page)
    return Page(seen.width, seen.height, lines, is_blank=not lines)


def _pages(data: bytes, limits: Limits) -> Iterator[Page]:
    document = _open(data)
    try:
        if len(document) > limits.pages:
            raise too_many_pages(limits.pages)
        for number in range(len(document)):
            yield _page(document, number)
    finally:
        document.close()


def _page(document: pdfium.PdfDocument, number: int) -> Page:
    """One page; without lines when it is damaged, which the reader is told."""
    try:
        page = document[number]
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        return Page(*_A4, [])
    lines = lines_of(_glyphs(textpage), number)
    width, height = page.get_size()
    textpage.close()
    page.close()
    return Page(width, height, lines)


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
