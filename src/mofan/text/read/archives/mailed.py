"""A mail with attachments (带附件的邮件) as an archive: its text, and each thing attached."""

from contextlib import suppress
from dataclasses import dataclass

from mofan.text.read.document import Limits, Unreadable
from mofan.text.read.mail import attachments, parse_mail, text_of

TEXT = "邮件正文.txt"


@dataclass(frozen=True, slots=True)
class Mailed:
    """The text of a mail, or an attachment."""

    name: str
    data: bytes
    warnings: tuple[str, ...] = ()
    is_link: bool = False

    def unpack(self, most: int, limits: Limits) -> bytes:
        """Its bytes."""
        return self.data


def mailed_files(data: bytes) -> list[Mailed]:
    """The text of the mail, if it has any, and the attachments."""
    message = parse_mail(data)
    files = []
    with suppress(Unreadable):
        files.append(Mailed(TEXT, text_of(message, TEXT)[0].encode("utf-8", "replace")))
    for part in attachments(message):
        content = part.get_payload(decode=True)
        files.append(Mailed(str(part.get_filename()).replace("/", "_"), content if isinstance(content, bytes) else b""))
    return files
