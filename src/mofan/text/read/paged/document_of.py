"""From pages to a document: furniture out, paragraphs joined, pages without text named."""

from collections.abc import Sequence
from dataclasses import dataclass

from mofan.text.read.decoding import familiarity, rubbish
from mofan.text.read.document import Document, MediaType, Reason, Unreadable
from mofan.text.read.paged.furniture import without_furniture
from mofan.text.read.paged.lines import Line
from mofan.text.read.paged.paragraphs import paragraphs_of
from mofan.text.read.plain import tidy

_SHOWN = 10
"""Page numbers that a warning names."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in points and its lines."""

    width: float
    height: float
    lines: list[Line]


def document_of(pages: Sequence[Page], name: str, media_type: MediaType) -> Document:
    """The text of the pages. Raises `Unreadable` (SCANNED) where there is none, or none that anybody could read."""
    if not any(page.lines for page in pages):
        raise scanned()
    lines, margins = without_furniture([(page.height, page.lines) for page in pages])
    text = "\n".join(paragraphs_of(lines, pages[0].width)) + "\n"
    if rubbish(text) > 0.1 or familiarity(text) < 0.5:
        raise scanned()
    tidied, warnings = tidy(text)
    empty = [number for number, page in enumerate(pages, 1) if not page.lines]
    if empty:
        shown = "、".join(map(str, empty[:_SHOWN])) + ("等" if len(empty) > _SHOWN else "")
        warnings = (*warnings, f"第{shown}页没有文字（可能是图片），没有读出内容，请对照原件。")
    return Document(name, tidied, media_type, None, warnings, (), "\n".join(margins))


def scanned() -> Unreadable:
    """The refusal of a file whose pages are pictures."""
    return Unreadable(
        Reason.SCANNED,
        "这个文件里没有可以读取的文字，大概是扫描件。请先识别成文字，另存为 .docx 或 .txt 再上传。",
    )


def too_many_pages(limits_pages: int) -> Unreadable:
    """The refusal of a file beyond the limit."""
    return Unreadable(Reason.TOO_LARGE, f"文件超过{limits_pages}页，没有读取。请拆分成几个文件后再上传。")
