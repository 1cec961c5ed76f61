"""A mail as it came read as a letter to decide on (来信识别): who, what, when, what is attached; what is no letter of
anybody (an automatic answer, a mailing); what must not be kept (a secrecy mark). Writes nothing; no Django."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from mofan.text.read import MediaType, Unreadable, read_bytes, sniff
from mofan.text.read.mail import attachments, parse_mail, text_of
from mofan.text.secrecy import find_secrecy_mark

LARGEST: Final = 40 * 1024 * 1024
"""Bytes of a mail with all that is attached."""
MOST_FILES: Final = 30
LONGEST_TEXT: Final = 20_000
LONGEST_SUBJECT: Final = 300
_FAULTS: Final = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the library raises over a message that is badly formed."""
_READ_FOR_MARKS: Final = frozenset(
    {MediaType.TEXT, MediaType.MARKDOWN, MediaType.HTML, MediaType.DOCX, MediaType.XLSX, MediaType.PDF, MediaType.OFD}
)
"""Attached files whose text is looked at for a secrecy mark: those that are read at once, without another program."""
_BLANK: Final = re.compile(r"[\x00-\x1f\x7f]+")


class BrokenMail(ValueError):
    """Bytes that are no mail; the message is a Chinese sentence with the next step."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail (附件)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MailRead:
    """What was read of a mail (来信)."""

    key: str
    """64 characters: the same for the same Message-ID, or for the same bytes where there is none."""
    sender: str
    address: str
    subject: str
    text: str
    sent_at: datetime | None
    files: tuple[Attached, ...]
    aside: str = ""
    """Why it is nobody's letter; empty: it is one."""
    secret: str = ""
    """The secrecy mark that stands in it; then nothing of it may be kept."""


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """A header by which a mail is known that nobody wrote to us (非来信), matched on its value."""

    header: str
    pattern: re.Pattern[str]
    why: str
    matches: str
    """A value that it must match."""
    misses: str
    """A value that it must not match."""


RULES: Final = (
    HeaderRule("Auto-Submitted", re.compile(r"^(?!no\b)\w", re.I), "自动回复", "auto-replied (vacation)", "no"),
    HeaderRule("X-Autoreply", re.compile(r"^(?:yes|true|1)\b", re.I), "自动回复", "yes", "no"),
    HeaderRule("X-Auto-Response-Suppress", re.compile(r"\ball\b", re.I), "系统发出的邮件", "All", "DR, RN"),
    HeaderRule("Precedence", re.compile(r"^(?:bulk|junk|list|auto_reply)\b", re.I), "群发邮件", "bulk", "first-class"),
    HeaderRule("List-Unsubscribe", re.compile(r"^<"), "邮件列表", "<mailto:leave@list.example>", ""),
    HeaderRule("Content-Type", re.compile(r"^multipart/report\b", re.I), "投递回执", "multipart/report", "text/plain"),
    HeaderRule("Return-Path", re.compile(r"^<\s*>"), "退信", "<>", "<a@anlan.example>"),
    HeaderRule("X-Failed-Recipients", re.compile(r"\S+@"), "退信", "a@anlan.example", ""),
    HeaderRule(
        "From",
        re.compile(r"(?:^|[<\s])(?:mailer-daemon|postmaster|no-?_?reply|donotreply)@", re.I),
        "系统发出的邮件",
        "系统 <no-reply@anlan.example>",
        "诺瑞 <noreplyman@anlan.example>",
    ),
    HeaderRule("X-Spam-Flag", re.compile(r"^yes\b", re.I), "邮件网关判为垃圾邮件", "YES", "NO"),
    HeaderRule("X-Spam-Status", re.compile(r"^yes\b", re.I), "邮件网关判为垃圾邮件", "Yes, score=12", "No, score=1"),
    HeaderRule(
        "Subject",
        re.compile(
            r"^(?:自动回复|自动答复|系统退信|out of office|auto(?:matic)?[ -]?reply|undeliver|delivery status)", re.I
        ),
        "自动回复或者退信",
        "自动回复：我在休假",
        "关于窗口自动回复机的建议",
    ),
)  # fmt: skip
"""In this order; the first that fits says why."""


def read_letter(data: bytes) -> MailRead:
    """Read a mail. Raises BrokenMail."""
    if len(data) > LARGEST:
        raise BrokenMail(f"邮件超过 {LARGEST // 1024 // 1024} MB，没有收。请寄信人把附件分几封寄，或者到窗口交。")
    try:
        return _read(parse_mail(data), data)
    except BrokenMail:
        raise
    except _FAULTS as error:
        raise BrokenMail("邮件已损坏，读不出来。请用邮件软件打开看看，或者请寄信人重寄。") from error


def key_of(data: bytes) -> str:
    """The key of bytes that cannot be read as a mail."""
    return hashlib.sha256(b"bytes\n" + data).hexdigest()


def _read(message: EmailMessage, data: bytes) -> MailRead:
    if not any(message.get(name) for name in ("From", "Subject", "Date", "Message-ID", "Received")):
        raise BrokenMail("这不是邮件。请检查是否放错了文件。")
    identity = str(message.get("Message-ID") or "").strip()
    key = hashlib.sha256(f"id\n{identity}".encode("utf-8", "replace")).hexdigest() if identity else key_of(data)
    sender, address = parseaddr(_line(message.get("From")))
    subject, text = _line(message.get("Subject"))[:LONGEST_SUBJECT], _text(message)
    files = tuple(_attached(message))
    return MailRead(
        key,
        sender[:60],
        address[:200],
        subject,
        text[:LONGEST_TEXT],
        _sent(message),
        files,
        next((rule.why for rule in RULES if _fits(rule, message)), ""),
        _mark(subject, text, files),
    )


def _fits(rule: HeaderRule, message: EmailMessage) -> bool:
    return any(rule.pattern.search(_line(value)) for value in message.get_all(rule.header, ()))


def _line(value: object) -> str:
    """A header as one line that can be stored: no control characters, no broken halves of characters."""
    told = str(value or "").encode("utf-8", "replace").decode()
    return " ".join(_BLANK.sub(" ", told).split())


def _text(message: EmailMessage) -> str:
    """What was written, without the subject; "" where nothing was."""
    try:
        told, _ = text_of(message, "")
    except Unreadable:
        return ""
    subject = " ".join(str(message.get("subject") or "").split())
    head, _, rest = told.partition("\n")
    body = rest if subject and " ".join(head.split()) == subject else told
    return body.replace("\x00", "�").encode("utf-8", "replace").decode().strip()


def _sent(message: EmailMessage) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message.get("Date") or ""))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, IndexError):
        return None


def _attached(message: EmailMessage) -> Iterator[Attached]:
    for part in attachments(message)[:MOST_FILES]:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):  # a mail within the mail
            data = b"".join(one.as_bytes() for one in part.iter_attachments()) or part.as_bytes()
        name = _line(part.get_filename()).replace("\\", "/").rpartition("/")[2]
        if data:
            yield Attached((name or "附件")[-255:], data)


class _TooLong(Exception):
    """A page would have to be recognised, which takes long."""


def _not_now(page: int, pages: int) -> None:
    raise _TooLong


def _mark(subject: str, text: str, files: tuple[Attached, ...]) -> str:
    """The secrecy mark that stands in what was written or attached; "" if none is seen."""
    for told in (subject, text, *(one.name.rpartition(".")[0] for one in files), *map(_told, files)):
        if span := find_secrecy_mark(told):
            return span.of(told).strip()
    return ""


def _told(one: Attached) -> str:
    """The text of a file that is attached, heads and feet too; "" for what cannot be read at once."""
    if sniff(one.data, one.name) not in _READ_FOR_MARKS:
        return ""
    try:
        document = read_bytes(one.data, one.name, on_page=_not_now)
    except (Unreadable, _TooLong):
        return ""
    return f"{document.margins}\n{document.text}" if document.margins else document.text
