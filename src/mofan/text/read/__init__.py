"""Reading files as received (读取): bytes in, text and warnings out, or a refusal that says why.

document = read_bytes(data, "通知.docx")        # Unreadable when it cannot be read
for member in read_members(data, "材料.zip"):   # members of an archive, refused ones included
    ...
"""

from mofan.text.read.archives import Member, read_members, too_large
from mofan.text.read.document import LIMITS, Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.mail import read_mail
from mofan.text.read.ocr import OnPage
from mofan.text.read.office import read_office
from mofan.text.read.paged import read_image, read_ofd, read_pdf
from mofan.text.read.plain import read_text
from mofan.text.read.sniffing import is_archive, sniff
from mofan.text.read.spreadsheet import read_spreadsheet
from mofan.text.read.unsupported import refusal_of
from mofan.text.read.webpage import read_html, read_mht
from mofan.text.read.word import read_docx

__all__ = [
    "LIMITS",
    "Document",
    "Limits",
    "MediaType",
    "Member",
    "OnPage",
    "Reason",
    "Unreadable",
    "is_archive",
    "read_bytes",
    "read_members",
    "sniff",
]


def read_bytes(data: bytes, name: str = "", *, limits: Limits = LIMITS, on_page: OnPage | None = None) -> Document:
    """Read one file by its content, whatever its name says. Raises `Unreadable`; an archive is refused (ARCHIVE).

    `on_page` is told before each page that has to be recognised, since that takes seconds.
    """
    if len(data) > limits.file_bytes:
        raise too_large(limits)
    media_type = sniff(data, name)
    if (refusal := refusal_of(media_type)) is not None:
        raise refusal
    match media_type:
        case MediaType.DOCX:
            return read_docx(data, name, limits=limits)
        case MediaType.PDF:
            return read_pdf(data, name, limits=limits, on_page=on_page)
        case MediaType.IMAGE:
            return read_image(data, name, limits=limits, on_page=on_page)
        case MediaType.OFD:
            return read_ofd(data, name, limits=limits)
        case MediaType.XLSX:
            return read_spreadsheet(data, name, limits=limits)
        case MediaType.HTML:
            return read_html(data, name)
        case MediaType.MAIL:
            return read_mail(data, name)
        case MediaType.MHT:
            return read_mht(data, name)
        case MediaType.DOC | MediaType.RTF | MediaType.ODT | MediaType.WORD_XML | MediaType.XLS:
            return read_office(data, name, media_type, limits=limits)
        case _:
            return read_text(data, name, media_type)
