"""PDF by Typst (Typst 排版): in this process, in some hundredths of a second, the same bytes each time."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mofan.paper.pdf.failing import PdfFailed
from mofan.paper.pdf.fitting import Fitted
from mofan.paper.pdf.fonts import Fonts
from mofan.paper.pdf.typst_document import Source, typst_source

if TYPE_CHECKING:
    import typst

_ELSE: Final = "本机若有 LibreOffice，可用命令 mofan pdf --by libreoffice 再试。"


def by_typst(fitted: Fitted, fonts: Fonts) -> tuple[bytes, tuple[str, ...]]:
    """The PDF of a fitted .docx, and sentences on what is not in it. Raises PdfFailed."""
    import typst

    source = typst_source(fitted)
    try:
        with tempfile.TemporaryDirectory(prefix="mofan-") as folder:
            if source.pictures:
                source = _with_pictures(fitted, source, Path(folder))
            compiler = typst.Compiler(root=folder, font_paths=fonts.engine, ignore_system_fonts=True)
            made, warnings = compiler.compile_with_warnings(source.text.encode(), format="pdf")
    except typst.TypstError as error:
        raise PdfFailed(f"Typst 没有排成这一篇（{error.message}）。{_ELSE}") from error
    if not isinstance(made, bytes):
        raise PdfFailed(f"Typst 没有给出 PDF。{_ELSE}")
    return made, (*source.left_out, *(f"Typst 提示：{warning.message}。" for warning in warnings))


def _with_pictures(fitted: Fitted, source: Source, folder: Path) -> Source:
    """The source with its pictures laid beside it, and without those that cannot be read."""
    import typst

    for name, data in source.pictures.items():
        (folder / name).write_bytes(data)
    compiler = typst.Compiler(root=folder, ignore_system_fonts=True)
    broken = frozenset(name for name in source.pictures if not _is_readable(compiler, name))
    return typst_source(fitted, broken) if broken else source


def _is_readable(compiler: "typst.Compiler", name: str) -> bool:
    import typst

    try:
        compiler.compile(f'#image("/{name}")'.encode(), format="pdf")
    except typst.TypstError:
        return False
    return True
