"""Mails (邮件, .eml): subject and text; the names of who wrote to whom are not taken over."""

from typing import TYPE_CHECKING

from mofan.text.read.decoding import decode
from mofan.text.read.document import Document, MediaType, Reason, Unreadable
from mofan.text.read.plain import tidy

if TYPE_CHECKING:
    from email.message import EmailMessage


def parse_mail(data: bytes) -> "EmailMessage":
    """The message, however badly it is formed."""
    import email.policy  # brings much with it, and few files are mails
    from email.message import EmailMessage

    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def attachments(message: "EmailMessage") -> "list[EmailMessage]":
    """What is attached under a name; pictures that only decorate the text are not."""
    from email.message import EmailMessage

    return [
        part
        for part in message.walk()
        if isinstance(part, EmailMessage) and part.get_content_disposition() == "attachment" and part.get_filename()
    ]


def read_mail(data: bytes, name: str) -> Document:
    """Read a mail's subject and text. Raises `Unreadable` (EMPTY)."""
    text, warnings = text_of(parse_mail(data), name)
    return Document(name, text, MediaType.MAIL, None, warnings)


def text_of(message: "EmailMessage", name: str) -> tuple[str, tuple[str, ...]]:
    """The subject and the text of a mail, and warnings. Raises `Unreadable` (EMPTY)."""
    subject = " ".join(str(message.get("subject") or "").split())
    body, warnings = _body(message, name)
    text, more = tidy("\n".join(filter(None, (subject, body.strip("\n")))) + "\n")
    if not text.strip():
        raise Unreadable(Reason.EMPTY, "这封邮件里没有文字。请检查是否选错了文件。")
    return text, (*warnings, *more)


def _body(message: "EmailMessage", name: str) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(("plain", "html"))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        return "", ()
    if part.get_content_type() == "text/html":
        from mofan.text.read.webpage import read_html  # brings much with it

        page = read_html(payload, name)
        return page.text, page.warnings
    charset = str(part.get_content_charset("utf-8")).replace("gb2312", "gb18030").replace("gbk", "gb18030")
    try:
        return payload.decode(charset), ()
    except (UnicodeDecodeError, LookupError):
        decoded = decode(payload)
        return decoded.text, decoded.warnings
