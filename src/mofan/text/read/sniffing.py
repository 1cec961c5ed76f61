"""What a file is (识别文件类型): by its first bytes, and by its name only where the bytes leave it open."""

import io
import re
import zipfile
from pathlib import PurePosixPath

from mofan.text.read.document import MediaType
from mofan.text.read.mail import attachments, parse_mail
from mofan.text.read.plain import looks_like_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, MediaType], ...] = (
    (b"%PDF-", MediaType.PDF),
    (b"Rar!\x1a\x07", MediaType.RAR),
    (b"7z\xbc\xaf\x27\x1c", MediaType.SEVEN_ZIP),
    (b"\x1f\x8b\x08", MediaType.GZIP),
    (b"\xff\xd8\xff", MediaType.IMAGE),
    (b"\x89PNG\r\n\x1a\n", MediaType.IMAGE),
    (b"GIF8", MediaType.IMAGE),
    (b"II*\0", MediaType.IMAGE),
    (b"MM\0*", MediaType.IMAGE),
)
_PICTURES = (
    re.compile(rb"RIFF....WEBP", re.S),
    re.compile(rb"BM.{4}\0{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.S),
)
"""Pictures whose first bytes alone are too short to tell: .webp, and .bmp by the size of its header."""
_RTF = re.compile(rb"\s*\{\\rtf")
_BEFORE_HTML = rb"(?>\s+|\xef\xbb\xbf|<\?xml[^>]*>|<!--(?>.*?-->))*+"
_HTML = re.compile(_BEFORE_HTML + rb"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S)
_WORD_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>\s*<\?mso-application\s+progid=.Word\.Document.")
_WORD_PARTS = (b"[Content_Types].xml", b"_rels/.rels", b"word/document.xml")
_NAMED: dict[str, MediaType] = {
    ".docx": MediaType.DOCX,
    ".docm": MediaType.DOCX,
    ".wps": MediaType.DOCX,
    ".xlsx": MediaType.XLSX,
    ".xlsm": MediaType.XLSX,
    ".et": MediaType.XLSX,
    ".pptx": MediaType.PPTX,
    ".ofd": MediaType.OFD,
    ".odt": MediaType.ODT,
}
"""What a damaged package was, by its name: to its reader it is a file and no archive."""
_MHT = re.compile(rb"(?>(?!content-type:)[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*+)*+content-type:\s*multipart/related", re.I)
_MAIL = re.compile(
    rb"(?:(?:received|return-path|delivered-to|dkim-signature|x-[\w-]+|from|to|cc|sender|reply-to|subject|date|message-id"
    rb"|mime-version|content-[\w-]+|thread-[\w-]+|authentication-results|arc-[\w-]+|references|in-reply-to|importance"
    rb"|user-agent|list-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*+){3,}+\r?\n",
    re.I,
)
_MAIL_HEADS = (b"from", b"date", b"mime-version", b"message-id", b"subject", b"received")
"""Heads of which a mail has three at least."""
_STREAMS: tuple[tuple[str, MediaType], ...] = (  # names of streams in an OLE file, the telling one first
    ("EncryptedPackage", MediaType.ENCRYPTED_OFFICE),
    ("WordDocument", MediaType.DOC),
    ("Workbook", MediaType.XLS),
    ("PowerPoint Document", MediaType.PPT),
)
_PARTS: tuple[tuple[str, MediaType], ...] = (
    ("word/", MediaType.DOCX),
    ("xl/", MediaType.XLSX),
    ("ppt/", MediaType.PPTX),
)


def sniff(data: bytes, name: str = "") -> MediaType:
    """The type of a file by its content; `name` only tells Markdown and HTML fragments from plain text, and a damaged
    document from a damaged archive."""
    if not data:
        return MediaType.EMPTY
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if any(picture.match(data) for picture in _PICTURES):
        return MediaType.IMAGE
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data, PurePosixPath(name).suffix.lower())
    if _RTF.match(data):
        return MediaType.RTF
    return _sniff_text(data, PurePosixPath(name).suffix.lower())


def is_archive(data: bytes, name: str = "") -> bool:
    """Whether `read_members` walks this file."""
    media_type = sniff(data, name)
    if media_type is MediaType.MAIL:
        return bool(attachments(parse_mail(data)))
    return media_type in (MediaType.ZIP, MediaType.RAR, MediaType.SEVEN_ZIP)


def _sniff_ole(data: bytes) -> MediaType:
    for stream, media_type in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return media_type
    return MediaType.OLE


def _sniff_zip(data: bytes, suffix: str) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [info.orig_filename for info in package.infolist()]
            if "mimetype" in names[:1] and package.getinfo("mimetype").file_size < 200:
                return MediaType.ODT if package.read("mimetype").strip() == MediaType.ODT.encode() else MediaType.ZIP
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError, OSError, ValueError):
        # A damaged central directory: go by the name of the file, then by those in the local headers.
        return _NAMED.get(suffix) or (MediaType.DOCX if any(part in data for part in _WORD_PARTS) else MediaType.ZIP)
    if "OFD.xml" in names:
        return MediaType.OFD
    if "[Content_Types].xml" in names:
        for prefix, media_type in _PARTS:
            if any(entry.startswith(prefix) for entry in names):
                return media_type
    return MediaType.ZIP


def _sniff_text(data: bytes, suffix: str) -> MediaType:
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16-le" if head.startswith(b"\xff\xfe") else "utf-16-be"
        head = head[2:].decode(encoding, "replace").encode()
    if _WORD_XML.match(head):
        return MediaType.WORD_XML
    if _HTML.match(head):
        return MediaType.HTML
    if _MHT.match(head[:4096]):
        return MediaType.MHT
    if (mail := _MAIL.match(head)) and _is_mail(mail[0]):
        return MediaType.MAIL
    if not looks_like_text(data):
        return MediaType.UNKNOWN
    if suffix in (".html", ".htm", ".xhtml", ".shtml"):
        return MediaType.HTML
    return MediaType.MARKDOWN if suffix in (".md", ".markdown") else MediaType.TEXT


def _is_mail(heads: bytes) -> bool:
    lines = heads.lower().splitlines()
    return sum(any(line.startswith(name + b":") for line in lines) for name in _MAIL_HEADS) >= 3
