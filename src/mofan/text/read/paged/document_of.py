"""From pages to a document: furniture out, paragraphs joined, pages without text named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mofan.text.read.decoding import familiarity, rubbish
from mofan.text.read.document import Document, MediaType, Reason, Recognised, Unreadable
from mofan.text.read.ocr import Failure, is_installed, not_installed
from mofan.text.read.paged.furniture import without_furniture
from mofan.text.read.paged.lines import Line
from mofan.text.read.paged.paragraphs import grouped, text_of
from mofan.text.read.paged.recognised import with_sizes
from mofan.text.read.plain import tidy
from mofan.text.span import Span

_SHOWN = 10
"""Page numbers that a warning names."""
_FAILED = "没有识别出来（用时过长、占用内存过多或页面已损坏）"
_QUOTED = 3
_QUOTED_LENGTH = 12
"""Uncertain paragraphs that a warning quotes, and how many characters of each."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in points and its lines."""

    width: float
    height: float
    lines: list[Line]
    failure: Failure | None = None
    """Why a page that is a picture was not recognised."""
    is_blank: bool = False
    """Whether it was looked at and holds nothing to read."""


def document_of(pages: Sequence[Page], name: str, media_type: MediaType) -> Document:
    """The text of the pages. Raises `Unreadable` (SCANNED) where there is none, or none that anybody could read."""
    if not any(page.lines for page in pages):
        raise scanned(pages)
    lines, margins = without_furniture([(page.height, page.lines) for page in pages])
    if all(line.confidence is not None for line in lines):
        lines = with_sizes(lines)  # of all pages together: a page of little text does not tell its size
    paragraphs = grouped(lines, next(page.width for page in pages if page.lines))
    text = "".join(f"{text_of(paragraph)}\n" for paragraph in paragraphs) or "\n"
    if rubbish(text) > 0.1 or familiarity(text) < 0.5:
        raise scanned(pages)
    tidied, warnings = tidy(text)
    recognised = tuple(_recognised(paragraphs))
    warnings = (*warnings, *_unread(pages), *_uncertain(tidied, recognised))
    return Document(name, tidied, media_type, None, warnings, (), "\n".join(margins), recognised)


def _recognised(paragraphs: Sequence[Sequence[Line]]) -> Iterator[Recognised]:
    """Where the paragraphs that come from pictures stand in the tidied text."""
    start = 0
    for paragraph in paragraphs:
        end = start + len(tidy(text_of(paragraph))[0])
        sure = [line.confidence for line in paragraph if line.confidence is not None]
        if sure:
            yield Recognised(Span(start, end), paragraph[0].page + 1, round(min(sure), 3))
        start = end + 1


def _unread(pages: Sequence[Page]) -> Iterator[str]:
    """Sentences on pages that gave no text."""
    numbered = [(number, page) for number, page in enumerate(pages, 1) if not page.lines and not page.is_blank]
    for wanted, sentence in (
        ([number for number, page in numbered if page.failure is None], "没有文字（可能是图片），没有读出内容"),
        ([number for number, page in numbered if _is(page, "failed")], _FAILED),
        ([number for number, page in numbered if _is(page, "budget")], "没有识别：整个文件的识别时间用完了"),
    ):  # fmt: skip
        if wanted:
            shown = "、".join(map(str, wanted[:_SHOWN])) + ("等" if len(wanted) > _SHOWN else "")
            yield f"第{shown}页{sentence}，请对照原件。"


def _is(page: Page, cause: str) -> bool:
    return page.failure is not None and page.failure.cause == cause


def _uncertain(text: str, recognised: Sequence[Recognised]) -> Iterator[str]:
    """One sentence for a text that was recognised, with the beginnings of what is uncertain."""
    if not recognised:
        return
    doubtful = [one for one in recognised if one.is_uncertain]
    said = "文字是从图片识别出来的，引号、括号等标点可能有误，请对照原件。"
    if doubtful:
        quoted = "、".join(f"第{one.page}页“{_beginning(text, one.span)}”" for one in doubtful[:_QUOTED])
        more = "等" if len(doubtful) > _QUOTED else ""
        said = f"文字是从图片识别出来的，其中{len(doubtful)}段把握不大（{quoted}{more}），请对照原件。"
    yield said


def _beginning(text: str, span: Span) -> str:
    found = span.of(text)
    return found if len(found) <= _QUOTED_LENGTH else found[:_QUOTED_LENGTH] + "…"


def scanned(pages: Sequence[Page] = ()) -> Unreadable:
    """The refusal of a file whose pages are pictures, or hold nothing that can be read."""
    if any(page.failure for page in pages):
        return Unreadable(
            Reason.SCANNED,
            f"这些页面{_FAILED}。请减少页数或降低分辨率后再上传，或另存为 .docx。",
        )
    if not is_installed():
        return not_installed("这个文件里没有可以读取的文字，大概是扫描件")
    if pages and all(page.is_blank or page.lines for page in pages):
        return Unreadable(Reason.SCANNED, "这个文件里没有可以读出的文字：页面是空白的，或者字迹无法辨认。请检查原件。")
    return Unreadable(Reason.SCANNED, "这个文件里没有可以读取的文字，大概是扫描件。请另存为 .pdf 或图片，再上传识别。")


def too_many_pages(limits_pages: int) -> Unreadable:
    """The refusal of a file beyond the limit."""
    return Unreadable(Reason.TOO_LARGE, f"文件超过{limits_pages}页，没有读取。请拆分成几个文件后再上传。")
