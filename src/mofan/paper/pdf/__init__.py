"""Papers as PDF (PDF 排版): by LibreOffice or by Typst, from the same .docx, every stand-in of a font reported."""

from mofan.paper.pdf.failing import PdfFailed
from mofan.paper.pdf.fonts import Fonts, NoChineseFont, folders_set, fonts_of
from mofan.paper.pdf.picture import picture_of
from mofan.paper.pdf.report import Missing, PdfReport, Substitution
from mofan.paper.pdf.write import ROUTES, Route, pdf_of, write_pdf

__all__ = [
    "ROUTES",
    "Fonts",
    "Missing",
    "NoChineseFont",
    "PdfFailed",
    "PdfReport",
    "Route",
    "Substitution",
    "folders_set",
    "fonts_of",
    "pdf_of",
    "picture_of",
    "write_pdf",
]
