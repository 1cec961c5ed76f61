"""From the bytes of an image file to its text (图片识别)."""

from mofan.text.read.document import Document, Limits, MediaType, OnPage, Reason, Unreadable
from mofan.text.read.ocr import Failure, Request, is_installed, not_installed, recognise
from mofan.text.read.paged.document_of import Page, document_of
from mofan.text.read.paged.recognised import lines_of_page

_WHOLE = {
    "large": (Reason.TOO_LARGE, "图片的像素过多，没有识别。请缩小尺寸（A4 页面 300 dpi 足够）后再上传。"),
    "broken": (Reason.BROKEN, "图片已损坏或格式不常见，打不开。请另存为 .png 或 .jpg 后再上传。"),
}


def read_image(data: bytes, name: str, *, limits: Limits, on_page: OnPage | None = None) -> Document:
    """Read a picture of text. Raises `Unreadable` (SCANNED where the extra is not installed or no text is found,
    BROKEN, TOO_LARGE)."""
    if not is_installed():
        raise not_installed("这是图片")
    pages: list[Page] = []
    for seen in recognise(Request(data, "image"), limits=limits, on_page=on_page):
        if not isinstance(seen, Failure):
            lines = lines_of_page(seen, seen.page)
            pages.append(Page(seen.width, seen.height, lines, is_blank=not lines))
        elif seen.cause in _WHOLE:
            raise Unreadable(*_WHOLE[seen.cause])
        else:
            pages.append(Page(0.0, 0.0, [], seen))
    return document_of(pages, name, MediaType.IMAGE)
