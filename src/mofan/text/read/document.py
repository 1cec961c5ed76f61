"""What reading gives (文档) and what it says when it cannot (读不了)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mofan.text.read.insets import NOTHING, Insets
from mofan.text.span import Span

OnPage = Callable[[int, int], None]
"""Told before a page is recognised: which one it is, from 1, and of how many."""
SURE = 0.9
"""Lines that are recognised less surely hold wrong characters often enough to be shown to a person."""


class MediaType(StrEnum):
    """What a file is by its content (文件类型), whatever its name says."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    MHT = "multipart/related"
    MAIL = "message/rfc822"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    DOC = "application/msword"
    XLS = "application/vnd.ms-excel"
    PPT = "application/vnd.ms-powerpoint"
    OLE = "application/x-ole-storage"
    ENCRYPTED_OFFICE = "application/vnd.ms-office.encrypted"
    RTF = "application/rtf"
    WORD_XML = "application/msword+xml"
    PDF = "application/pdf"
    OFD = "application/ofd"
    ZIP = "application/zip"
    RAR = "application/vnd.rar"
    SEVEN_ZIP = "application/x-7z-compressed"
    GZIP = "application/gzip"
    IMAGE = "image/*"
    EMPTY = "application/x-empty"
    UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A paragraph that was recognised from a picture (识别出的段落), not read from the file; `span` in the text."""

    span: Span
    page: int
    """The page on which it begins, from 1."""
    confidence: float
    """How sure the recognition is of its least sure line, 0 to 1."""

    @property
    def is_uncertain(self) -> bool:
        """Whether somebody should compare it with the original (把握不大)."""
        return self.confidence < SURE


@dataclass(frozen=True, slots=True)
class Document:
    """One readable document (文档): its text as read, which every later offset counts in."""

    name: str
    text: str
    """Lines end in "\\n"; otherwise as the file has it."""
    media_type: str
    """A value of `MediaType`: by content, not by name."""
    encoding: str | None = None
    """utf-8, utf-16-le, utf-16-be, gb18030, big5, mixed …; None where the format fixes it."""
    warnings: tuple[str, ...] = ()
    """Chinese sentences for the person who handed the file in."""
    hidden: tuple[Span, ...] = ()
    """Stretches that the file hides from the eye (隐藏文字): hidden, 1-point or white characters; still in `text`."""
    margins: str = ""
    """Page heads and feet (页眉页脚), one paragraph a line: not in `text`, but a secrecy mark may stand there."""
    recognised: tuple[Recognised, ...] = ()
    """The paragraphs that come from pictures of text (文字识别), in the order of the text."""
    insets: Insets = NOTHING
    """Tables, pictures and notes (随文内容) with their places in the text."""


class Reason(StrEnum):
    """Why a file was not read (读不了的原因)."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_DEEP = "too_deep"
    UNSAFE_PATH = "unsafe_path"
    NEEDS_PROGRAM = "needs_program"
    UNSUPPORTED = "unsupported"
    ARCHIVE = "archive"
    SECRET = "secret"
    SCANNED = "scanned"


class Unreadable(Exception):
    """A file that was not read (读不了): the reason, and one Chinese sentence with cause and next step."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask of the machine (上限)."""

    file_bytes: int = 200_000_000
    """A file as received, and one member of an archive once unpacked."""
    part_bytes: int = 60_000_000
    """One XML part of a .docx once unpacked (a book of a million characters takes about 10 million)."""
    total_bytes: int = 2_000_000_000
    """All members of an archive once unpacked, nested archives included."""
    members: int = 20_000
    """Entries of one archive, of the archives nested in it, and parts of a .docx."""
    ratio: int = 200
    """Unpacked to packed size of a member of more than `ratio_floor` bytes."""
    ratio_floor: int = 2_000_000
    pages: int = 5_000
    """Pages of a PDF."""
    picture_bytes: int = 200_000_000
    """All pictures of one document once unpacked; those beyond are left out, and said so."""
    depth: int = 3
    """Archives within archives: the outermost counts one."""
    convert_seconds: float = 90.0
    """How long LibreOffice may work on one file."""
    ocr_page_seconds: float = 60.0
    """How long one page may be recognised."""
    ocr_seconds: float = 1800.0
    """How long all pages of one file may; those that are left then are named."""
    ocr_memory: int = 6_000_000_000
    """Address space of the recognising process, in bytes; it uses about a sixth of it."""


LIMITS = Limits()
