"""A PDF looked at before it is handed out (核对成品): its pages, and the fonts it really holds."""

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mofan.text.read.paged.pdf import ONE_AT_A_TIME

_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_TYPST_ENDING: Final = re.compile(r"-Identity-[HV]$")


@dataclass(frozen=True, slots=True)
class Made:
    """Of a PDF: how many pages, and how many characters stand in each embedded font (PostScript names)."""

    pages: int
    fonts: Counter[str]


def look_at(pdf: bytes) -> Made:
    """Open a PDF that we have made. Raises pypdfium2.PdfiumError for one that does not open."""
    fonts: Counter[str] = Counter()
    with ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        try:
            for page in document:
                _count(page, fonts)
                page.close()
            return Made(len(document), fonts)
        finally:
            document.close()


def _count(page: pdfium.PdfPage, fonts: Counter[str]) -> None:
    text = page.get_textpage()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        length = raw.FPDFTextObj_GetText(one.raw, text.raw, None, 0) // 2 - 1
        fonts[_name(raw.FPDFTextObj_GetFont(one.raw))] += max(length, 0)
    text.close()


def _name(font: object) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return _TYPST_ENDING.sub("", _SUBSET.sub("", buffer.value.decode("utf-8", "replace")))
