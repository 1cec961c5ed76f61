"""PDF by Typst (Typst 排版): in this process, in some hundredths of a second, the same bytes each time."""

from typing import Final

from mofan.paper.pdf.failing import PdfFailed
from mofan.paper.pdf.fitting import Fitted
from mofan.paper.pdf.fonts import Fonts
from mofan.paper.pdf.typst_document import UNDRAWN, typst_source

_ELSE: Final = "本机若有 LibreOffice，可加 --by libreoffice 再试。"


def by_typst(fitted: Fitted, fonts: Fonts) -> tuple[bytes, tuple[str, ...]]:
    """The PDF of a fitted .docx, and sentences on what is not in it. Raises PdfFailed."""
    import typst

    source = typst_source(fitted)
    compiler = typst.Compiler(font_paths=fonts.engine, ignore_system_fonts=True)
    try:
        made, warnings = compiler.compile_with_warnings(source.text.encode(), format="pdf")
    except typst.TypstError as error:
        raise PdfFailed(f"Typst 没有排成这一篇（{error.message}）。{_ELSE}") from error
    if not isinstance(made, bytes):
        raise PdfFailed(f"Typst 没有给出 PDF。{_ELSE}")
    said = [f"有{count}处{UNDRAWN.get(name, name)}没有排进 PDF。" for name, count in source.undrawn.items()]
    return made, (*said, *(f"Typst 提示：{warning.message}。" for warning in warnings))
