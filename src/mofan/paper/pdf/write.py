"""Write a paper as PDF (生成 PDF): its .docx, in fonts that are here, by LibreOffice or Typst; the report says how."""

import io
from collections.abc import Iterable
from typing import BinaryIO, Final, Literal

from mofan.paper.official import OfficialDocument
from mofan.paper.official_docx import UNSURE, write_official
from mofan.paper.paper import Paper
from mofan.paper.pdf.checking import look_at
from mofan.paper.pdf.failing import PdfFailed
from mofan.paper.pdf.fitting import fitted
from mofan.paper.pdf.font_file import FontFile
from mofan.paper.pdf.fonts import Fonts, fonts_of
from mofan.paper.pdf.libreoffice_route import by_libreoffice
from mofan.paper.pdf.report import PdfReport
from mofan.paper.pdf.typst_route import by_typst
from mofan.paper.write import Report, write_docx
from mofan.text.read.libreoffice import find_program

Route = Literal["libreoffice", "typst"]
ROUTES: Final[tuple[Route, ...]] = ("libreoffice", "typst")


def write_pdf(
    document: Paper | OfficialDocument,
    out: BinaryIO,
    *,
    by: Route | None = None,
    fonts: Fonts | None = None,
    sample: bool = False,
) -> PdfReport:
    """Write `document` to `out` as PDF in the layout of GB/T 9704-2012. The same document is always the same bytes.

    `by` None: LibreOffice where it is installed, else Typst; a road that fails is not left for the other. Nothing is
    written before the whole file is made and looked at. Raises PdfFailed, NoChineseFont, SecrecyRefused.
    """
    made = io.BytesIO()
    if isinstance(document, OfficialDocument):
        said = write_official(document, made, sample=sample)
    else:
        said = write_docx(document, made)
    pdf, report = pdf_of(made.getvalue(), said, by=by, fonts=fonts)
    out.write(pdf)
    return report


def pdf_of(
    docx: bytes, said: Report, *, by: Route | None = None, fonts: Fonts | None = None
) -> tuple[bytes, PdfReport]:
    """The PDF of a .docx that `mofan.paper` has written, `said` being its report. Raises PdfFailed, NoChineseFont."""
    fonts = fonts or fonts_of()
    road = by or ("libreoffice" if find_program() else "typst")
    fit = fitted(docx, fonts)
    notes: tuple[str, ...] = ()
    if road == "typst":
        pdf, notes = by_typst(fit, fonts)
    else:
        pdf = by_libreoffice(fit, fonts)
    seen = look_at(pdf)
    others = _others(seen.fonts, fit.fonts)
    if others and road == "typst":
        raise PdfFailed(f"PDF 里出现了没有选用的字体（{'、'.join(others)}），没有交出。请报告这个问题。")
    # What the .docx puts in place of a face is told with the fonts that were really set; and Typst knows its pages.
    known = (*said.substitutions, UNSURE) if road == "typst" else said.substitutions
    warnings = tuple(one for one in said.warnings if one not in known)
    swapped = tuple(f"LibreOffice 自行把{seen.fonts[name]}个字换成了字体{name}，请核对。" for name in others)
    return pdf, PdfReport(
        road, seen.pages, fit.tally.substitutions(), tuple(fit.tally.missing), (*warnings, *notes, *swapped)
    )


def _others(found: Iterable[str], chosen: Iterable[FontFile]) -> list[str]:
    """Fonts in the PDF that nobody chose: a program has fallen back to them."""
    fonts = list(chosen)
    return sorted(name for name in found if not any(font.is_embedded_as(name) for font in fonts))
