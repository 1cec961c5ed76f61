"""Reading files as received (读取): bytes in, text and warnings out, or a refusal that says why.

document = read_bytes(data, "通知.docx")        # Unreadable when it cannot be read
for member in read_members(data, "材料.zip"):   # members of an archive, refused ones included
    ...
"""

from mofan.text.read.archives import Member, read_members, too_large
from mofan.text.read.document import LIMITS, Document, Limits, MediaType, OnPage, Reason, Unreadable
from mofan.text.read.sniffing import is_archive, sniff
from mofan.text.read.unsupported import refusal_of

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
    return _read(media_type, data, name, limits, on_page)


def _read(media_type: MediaType, data: bytes, name: str, limits: Limits, on_page: OnPage | None) -> Document:
    """What the reader of its type says; each is loaded when it is needed, since some bring much with them."""
    match media_type:
        case MediaType.DOCX:
            from mofan.text.read.word import read_docx

            return read_docx(data, name, limits=limits)
        case MediaType.PDF:
            from mofan.text.read.paged.pdf import read_pdf

            return read_pdf(data, name, limits=limits, on_page=on_page)
        case MediaType.IMAGE:
            from mofan.text.read.paged.image import read_image

            return read_image(data, name, limits=limits, on_page=on_page)
        case MediaType.OFD:
            from mofan.text.read.paged.ofd import read_ofd

            return read_ofd(data, name, limits=limits)
        case MediaType.XLSX:
            from mofan.text.read.spreadsheet import read_spreadsheet

            return read_spreadsheet(data, name, limits=limits)
        case MediaType.HTML:
            from mofan.text.read.webpage import read_html

            return read_html(data, name)
        case MediaType.MAIL:
            from mofan.text.read.mail import read_mail

            return read_mail(data, name)
        case MediaType.MHT:
            from mofan.text.read.webpage import read_mht

            return read_mht(data, name)
        case MediaType.DOC | MediaType.RTF | MediaType.ODT | MediaType.WORD_XML | MediaType.XLS:
            from mofan.text.read.office import read_office

            return read_office(data, name, media_type, limits=limits)
        case _:
            from mofan.text.read.plain import read_text

            return read_text(data, name, media_type)
