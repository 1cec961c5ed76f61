"""An official document (公文) with every element that 《党政机关公文处理工作条例》第九条 names."""

from dataclasses import dataclass
from typing import Literal

from mofan.paper.paper import Paragraph
from mofan.text.read.insets import Note

Manner = Literal["seal", "plain", "stamp"]
"""How it is signed (7.3.5): 加盖印章, 不加盖印章, 加盖签发人签名章."""


class SecrecyRefused(ValueError):
    """A document with a secrecy mark was to be laid out outside the sample mode (涉密公文不在这里排版)."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is attached (附件): its name as the note says it, and its text where it is in the same file."""

    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    heading: str | None = None
    """The title above its text, where it is another one than in the note."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who signs with a stamp (签名章): the post in full (职务), and the name."""

    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and when (发文机关署名、成文日期): units in order, the one in charge (主办机关) first."""

    organs: tuple[str, ...] = ()
    date: str | None = None
    manner: Manner = "seal"
    stamps: tuple[Stamp, ...] = ()
    """For the manner "stamp"."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint (版记): to whom copies go (抄送), which office issued it and when (印发机关、印发日期)."""

    copies_to: str | None = None
    office: str | None = None
    date: str | None = None
    """The day of printing, without 印发: 2026年3月2日."""
    sent: tuple[str, ...] = ()
    """Further lines on who gets it, as they are written: 发：各股室。 分送：…… (of minutes)."""

    def __bool__(self) -> bool:
        return bool(self.copies_to or self.office or self.date or self.sent)


@dataclass(frozen=True, slots=True)
class Attendance:
    """A line of those at a meeting (出席、请假、列席) under the minutes."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """One official document. What is None or empty is not there; nothing is made up for it."""

    type: str
    """One of the fifteen (文种), as `mofan.paper.document_types.TYPES` lists them."""
    title: str
    paragraphs: tuple[Paragraph, ...]
    organs: tuple[str, ...] = ()
    """发文机关 in the head, the one in charge first; a joint document has several."""
    number: str | None = None
    """发文字号 安政发〔2026〕3号; of an order 第3号."""
    addressees: str | None = None
    """主送机关, without the colon."""
    signatories: tuple[str, ...] = ()
    """签发人, in the order of the units."""
    copy_number: str | None = None
    secrecy: str | None = None
    """密级和保密期限; only in a sample."""
    urgency: str | None = None
    attachments: tuple[Attachment, ...] = ()
    signature: Signature = Signature()
    note: str | None = None
    """附注, without the brackets."""
    imprint: Imprint = Imprint()
    attendance: tuple[Attendance, ...] = ()
    mark: str | None = None
    """发文机关标志 where it is not the names of `organs` with 文件 (令, 纪要)."""
    upward: bool | None = None
    """Whether it goes to a superior (上行文); None: as its type says."""
    subtitle: str | None = None
    """What stands under the title (题注): the meeting that adopted it and the day, the number of a 公告."""
    title_notes: tuple[Note, ...] = ()
    """Notes to the title; they stand at its end."""
