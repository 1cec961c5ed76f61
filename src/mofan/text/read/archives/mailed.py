"""A mail with attachments (带附件的邮件) as an archive: its text, and each thing attached."""

from dataclasses import dataclass

from mofan.text.read.document import Limits
from mofan.text.read.mail import attachments, parse_mail

TEXT = "邮件正文.eml"


@dataclass(frozen=True, slots=True)
class Mailed:
    """The text of a mail as a mail of its own, or an attachment."""

    name: str
    data: bytes
    warnings: tuple[str, ...] = ()
    is_link: bool = False

    def unpack(self, most: int, limits: Limits) -> bytes:
        """Its bytes."""
        return self.data


def mailed_files(data: bytes) -> list[Mailed]:
    """The mail without its attachments, and the attachments."""
    message = parse_mail(data)
    files = []
    for part in attachments(message):
        content = part.get_payload(decode=True)
        files.append(Mailed(str(part.get_filename()).replace("/", "_"), content if isinstance(content, bytes) else b""))
        part.clear()
    return [Mailed(TEXT, message.as_bytes()), *files]
