"""Read the elements of an official document from its text (要素识别): what is not there is not made up."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from mofan.paper.document_types import TYPES
from mofan.paper.head import DOCUMENT_WORD
from mofan.paper.laying import laid_in
from mofan.paper.official import Attachment, Attendance, Imprint, Manner, OfficialDocument, Signature, Stamp
from mofan.paper.paper import DATE_LINE, PERSON_LINE, UNIT_LINE, HeadingLike, Paragraph
from mofan.paper.places import is_address
from mofan.paper.shelf import Line, Shelf, held
from mofan.text.read.insets import NOTHING, Insets, Note, Picture, Table
from mofan.text.red_head import HEAD_LINES

_SPACE: Final = " \t\u00a0\u3000"
_GAP: Final = rf"[{_SPACE}]"
_HAN: Final = "[\u3400-\u9fff]"

LINES: Final[dict[str, tuple[re.Pattern[str], str, str]]] = {
    **HEAD_LINES,
    "命令标志": (re.compile(r"([^\s。，：]{4,40}?)(?:命令|令)"), "安澜县人民政府令", "接到命令后"),
    "纪要标志": (re.compile(r"([^\s。，：]{2,40}?)纪要"), "安澜县水务局局务会议纪要", "会议纪要如下："),
    "令号": (
        re.compile(rf"((?:\d{{4}}年)?{_GAP}*第{_GAP}*\d{{1,5}}{_GAP}*[号期]|〔\d{{4}}〕\d{{1,5}}号)"),
        "第3号", "第3号楼",
    ),
    "附件说明": (
        re.compile(rf"附件{_GAP}*[：:]{_GAP}*(?:1{_GAP}*[.．、]{_GAP}*)?(.{{1,80}})"),
        "附件：任务分工表", "附件见后",
    ),
    "附件": (re.compile(rf"附件{_GAP}*(\d{{0,2}})"), "附件1", "附件1说明"),
    "附注": (re.compile(r"[（(]([^（）()]{2,60})[）)]"), "（此件公开发布）", "（一）抓好学习"),
    "抄送": (re.compile(rf"抄送{_GAP}*[：:](.+)"), "抄送：县财政局。", "抄送有关单位"),
    "分送": (re.compile(rf"(?:分送|发送|主送|发|送|报){_GAP}*[：:].+"), "发：各股室，局属各单位。", "发现问题：三个"),
    "题注": (
        re.compile(r"[（(](?:\d{4}年\d{1,2}月\d{1,2}日.{0,60}|.{2,60}\d{4}年\d{1,2}月\d{1,2}日.{0,40}(?:通过|批准|修订))[）)]"),
        "（2026年4月2日安澜县第十七届人民代表大会第五次会议通过）", "（2026年度）",
    ),
    "印发": (
        re.compile(rf"(?:(\S{{2,40}}?){_GAP}+)?(\d{{4}}{_GAP}*年{_GAP}*\d{{1,2}}{_GAP}*月{_GAP}*\d{{1,2}}{_GAP}*日){_GAP}*印发"),
        "安澜县水务局办公室　2026年3月3日印发", "2026年3月3日印发的通知",
    ),
    "出席": (re.compile(rf"(出席|请假|列席|缺席|记录)(?:人员?)?{_GAP}*[：:](.+)"), "出席：何以宁", "出席会议的有"),
    "页码": (re.compile(r"[—–-]\s*\d+\s*[—–-]"), "— 1 —", "1"),
    "签名章": (
        re.compile(rf"(\S{{0,16}}(?:长|主任|主席|书记)){_GAP}+({_HAN}{{1,2}}{_GAP}?{_HAN}{{1,3}})"),
        "县长　　何以宁", "县长",
    ),
}  # fmt: skip
"""Element → (a whole line of it, such a line, a line that is none)."""

_TITLE_END: Final = re.compile(rf"(?:{'|'.join(TYPES)})(?:（[^（）]{{1,20}}）)?$")
_ATTACHED_NEXT: Final = re.compile(rf"(\d{{1,2}}){_GAP}*[.．、]{_GAP}*(.{{1,80}})")
_PERSON_NAME: Final = re.compile(
    r"[\u3400-\u9fff]{1,2}[ \u3000][\u3400-\u9fff](?![\u3400-\u9fff])|[\u3400-\u9fff·]{2,}"
)
_LAST_SIGNATORIES: Final = re.compile(rf"(\S{{6,30}}号){_GAP}+({_HAN}(?:{_HAN}|{_GAP}|·){{1,30}})")
"""The last row of several signatories, beside the number and without 签发人."""
_MOST_TITLE: Final = 5
_PUBLIC: Final = frozenset({"公告", "通告", "公报"})
"""Types whose number stands under the title: 2026年第2号."""
_GOES_ON: Final = re.compile(
    r"(?![一二三四五六七八九十]{1,3}、|会议|散会|特此|现将|附)[^\d\n，,。：:；;！？!?“”《》]{1,80}。?"
)
"""A line on which a list of names can go on from the line above."""
_MOST_NAMES: Final = 12
"""Lines that a list of names takes, at most."""
_IN_TABLES: Final = ("份号", "紧急程度", "发文机关标志", "发文字号", "签发人", "抄送", "印发", "签名章")
"""Elements that are often arranged by a table."""
_SIGNED: Final = re.compile(rf"签发人{_GAP}*[：:]")
_DASHED: Final = re.compile(r"[-_=—─━*]{3,}")
Outline = Callable[[str], Iterable[HeadingLike]]


@dataclass(slots=True)
class _Lines:
    """The lines of the text that are not yet given to an element."""

    lines: list[str]
    kept: dict[str, str] = field(default_factory=dict)

    def first(self) -> str:
        return self.lines[0] if self.lines else ""

    def last(self) -> str:
        return self.lines[-1] if self.lines else ""

    def take(self, name: str, *, last: bool = False) -> re.Match[str] | None:
        """The match of the first (or last) line with an element, which is then gone."""
        found = LINES[name][0].fullmatch(self.last() if last else self.first())
        if found and self.lines:
            self.lines.pop(-1 if last else 0)
        return found


def official_of(
    text: str, kind: str, outline: Outline, *, sealed: bool = True, insets: Insets = NOTHING
) -> OfficialDocument:
    """The elements of `text` as a document of the type `kind` (one of `TYPES`); `outline` finds its headings.

    Every character of the text is in an element or in the body, but for page numbers and ruled lines. Tables, pictures
    and notes (`insets` of the text) are in the body and the attachments; a table of head or imprint is read as these.
    A picture at an element stands before the body, or behind it; a note to the title goes with it.
    """
    shelf = Shelf(text, insets, lambda table: _is_element(table, text))
    lines = _Lines(shelf.lines(_SPACE))
    lines.lines = [line for line in lines.lines if not LINES["页码"][0].fullmatch(line) and not _DASHED.fullmatch(line)]
    document = _head(lines, kind)
    imprint = _imprint(lines)
    title = "" if TYPES[kind].layout == "order" else _title(lines)
    subtitle = _under_title(lines, kind) if title else None
    addressees = _addressees(lines)
    attached, inside = _attached_texts(lines, outline, shelf)
    if not imprint:
        imprint = inside
    attendance = _attendance(lines)
    note = lines.take("附注", last=True)
    signature = _signature(lines, "plain" if TYPES[kind].layout == "minutes" or not sealed else "seal")
    attendance = attendance or _attendance(lines)
    names = _attachment_names(lines)
    paragraphs = _paragraphs(lines.lines, outline, shelf)
    first = next((line.at for line in lines.lines if isinstance(line, Line)), len(text))
    before, behind = _homeless(shelf, first)
    notes = tuple(replace(one, place=len(title)) for one in before if isinstance(one, Note))
    return replace(
        document,
        title=title,
        subtitle=subtitle,
        title_notes=notes,
        addressees=addressees,
        paragraphs=_with_homeless(paragraphs, before, behind),
        attachments=_attachments(names, attached),
        signature=signature,
        note=note.group(1) if note else None,
        imprint=imprint,
        attendance=attendance,
    )


def _is_element(table: Table, text: str) -> bool:
    """Whether a table only arranges elements of the head or the imprint: 发文字号 beside 签发人, 抄送 above 印发."""
    lines = (line.strip(_SPACE) for line in text[table.start : table.end].split("\n"))
    return any(LINES[name][0].fullmatch(line) for line in lines for name in _IN_TABLES) or bool(
        _SIGNED.search(text, table.start, table.end)
    )


def _paragraphs(lines: list[str], outline: Outline, shelf: Shelf) -> tuple[Paragraph, ...]:
    """The paragraphs of a body, with what stands in it."""
    body, insets = shelf.put_back("\n".join(map(held, lines)))
    return tuple(laid_in(body, outline(body), insets)) if lines else ()


def _homeless(shelf: Shelf, first: int) -> tuple[list[Picture | Note], list[Picture | Note]]:
    """What stands at an element and not in a body: above the place `first`, and below it."""
    left = list(shelf.left())
    return [one for one in left if one.place < first], [one for one in left if one.place >= first]


def _with_homeless(
    paragraphs: tuple[Paragraph, ...], before: list[Picture | Note], behind: list[Picture | Note]
) -> tuple[Paragraph, ...]:
    """Pictures as paragraphs of their own, notes at the end of the last one."""
    above, below = (
        tuple(replace(one, place=0) for one in some if isinstance(one, Picture)) for some in (before, behind)
    )
    notes = tuple(one for one in behind if isinstance(one, Note))
    if notes:
        last = paragraphs[-1] if paragraphs else Paragraph("")
        marks = (*last.marks, *(replace(one, place=len(last.text)) for one in notes))
        paragraphs = (*paragraphs[:-1], replace(last, marks=marks))
    return (
        *((Paragraph("", marks=above),) if above else ()),
        *paragraphs,
        *((Paragraph("", marks=below),) if below else ()),
    )


def _head(lines: _Lines, kind: str) -> OfficialDocument:
    """What stands above the title: in any order, and as far as such lines go."""
    document = OfficialDocument(kind, "", ())
    layout = TYPES[kind].layout
    while lines.lines:
        before = len(lines.lines)
        if (found := lines.take("份号")) and not document.copy_number:
            document = replace(document, copy_number=found.group(1))
        elif found := lines.take("紧急程度"):
            document = replace(document, urgency=found.group(1))
        elif found := lines.take("签发人"):
            document = replace(document, signatories=(*document.signatories, *_names(found.group(1))))
        elif (signed := re.split(rf"{_GAP}*(?=签发人{_GAP}*[：:])", lines.first(), maxsplit=1)) and len(signed) == 2:
            lines.lines[:1] = [part for part in signed if part]
            before = -1
        elif document.signatories and (found := _LAST_SIGNATORIES.fullmatch(lines.first())):
            lines.lines[0] = found.group(1)
            document = replace(document, signatories=(*document.signatories, *_names(found.group(2))))
            before = -1
        elif found := lines.take("发文字号") or (lines.take("令号") if not document.number else None):
            document = replace(document, number=re.sub(rf"{_GAP}", "", found.group(1)))
        elif layout == "minutes" and not document.mark and (found := lines.take("纪要标志")):
            document = replace(document, organs=(), mark=found.group())
        elif layout == "order" and not document.mark and (found := lines.take("命令标志")):
            document = replace(document, organs=(found.group(1),), mark=found.group())
        elif kind in _PUBLIC and not document.organs and (found := _public_mark(lines, kind)):
            document = replace(document, organs=(found.group(1),), mark=found.group())
            lines.lines.pop(0)
        elif layout in {"document", "letter"} and (found := lines.take("发文机关标志")):
            document = replace(document, organs=(*document.organs, *found.group(1).split()))
        elif document.organs and lines.first() == DOCUMENT_WORD:
            lines.lines.pop(0)
        elif _is_joint_line(lines):
            document = replace(document, organs=(*document.organs, *_units(lines.lines.pop(0))))
        if len(lines.lines) == before:
            break
    return document


def _public_mark(lines: _Lines, kind: str) -> re.Match[str] | None:
    """安澜县水务局公告 above its number and the title: the mark of what is made public, not its title."""
    found = re.fullmatch(rf"([^\s。，：]{{4,40}}?){kind}", lines.first())
    if not found or not UNIT_LINE.fullmatch(found.group(1)) or len(lines.lines) < 3:
        return None
    number, title = lines.lines[1:3]
    return found if LINES["令号"][0].fullmatch(number) and _TITLE_END.search(title) else None


def _is_joint_line(lines: _Lines) -> bool:
    """A unit, or several beside each other, on a line of their own: of a joint document above the line that ends in
    文件, of a letter above its number."""
    if not _units(lines.first()):
        return False
    if len(lines.lines) > 1 and lines.lines[1].startswith(f"{lines.first()}关于"):
        return True
    for line in lines.lines[1:6]:
        if LINES["发文机关标志"][0].fullmatch(line) or LINES["发文字号"][0].fullmatch(line) or line == DOCUMENT_WORD:
            return True
        if not _units(line):
            return False
    return False


def _names(text: str) -> tuple[str, ...]:
    return tuple(re.sub(rf"{_GAP}", "", name) for name in _PERSON_NAME.findall(text))


def _title(lines: _Lines) -> str:
    """The title: as many lines as it takes to come to the type, or the first one."""
    for count in range(1, min(_MOST_TITLE, len(lines.lines)) + 1):
        if lines.lines[count - 1].endswith(tuple("。；：:")):
            break
        if _TITLE_END.search(lines.lines[count - 1]):
            title = "".join(lines.lines[:count])
            del lines.lines[:count]
            return title
    if lines.first() and not lines.first().endswith(tuple("。；：:")) and len(lines.first()) <= 60:
        return lines.lines.pop(0)
    return ""


def _under_title(lines: _Lines, kind: str) -> str | None:
    """The note under a title: when it was adopted; of what is made public, its number."""
    found = lines.take("题注") or (lines.take("令号") if kind in _PUBLIC else None)
    return found.group() if found else None


def _addressees(lines: _Lines) -> str | None:
    if lines.lines and is_address(lines.first()):
        return lines.lines.pop(0)[:-1].rstrip(_SPACE)
    return None


def _imprint(lines: _Lines) -> Imprint:
    """The last lines: 印发 and above it 抄送."""
    imprint = Imprint()
    if found := lines.take("印发", last=True):
        imprint = replace(imprint, office=found.group(1), date=re.sub(rf"{_GAP}", "", found.group(2)))
        if not imprint.office and UNIT_LINE.fullmatch(lines.last()) and len(lines.lines) > 1:
            imprint = replace(imprint, office=lines.lines.pop())
    while len(lines.lines) > 1:
        if found := lines.take("分送", last=True):
            imprint = replace(imprint, sent=(found.group(), *imprint.sent))
        elif not imprint.copies_to and (found := lines.take("抄送", last=True)):
            imprint = replace(imprint, copies_to=found.group(1).strip(_SPACE).rstrip("。"))
        else:
            break
    return imprint


def _attached_texts(
    lines: _Lines, outline: Outline, shelf: Shelf
) -> tuple[list[tuple[str, tuple[Paragraph, ...]]], Imprint]:
    """The attachments that follow (附件1, title, text), and an imprint that stands before them."""
    starts = [at for at, line in enumerate(lines.lines) if at and LINES["附件"][0].fullmatch(line)]
    if not starts:
        return [], Imprint()
    found = []
    for start, stop in zip(starts, [*starts[1:], len(lines.lines)], strict=True):
        title, *rest = lines.lines[start + 1 : stop] or [""]
        if (isinstance(title, Line) and title.is_table) or title.endswith(tuple("。；：")):
            title, rest = "", [title, *rest]
        found.append((title, _paragraphs(rest, outline, shelf)))
    del lines.lines[starts[0] :]
    return found, _imprint(lines)


def _attachments(names: list[str], texts: list[tuple[str, tuple[Paragraph, ...]]]) -> tuple[Attachment, ...]:
    """Names of the note and texts that follow, in order; a text beyond the note is an attachment of its own title."""
    pairs = []
    for number in range(max(len(names), len(texts))):
        title, inside = texts[number] if number < len(texts) else ("", ())
        name = names[number] if number < len(names) else title
        pairs.append(Attachment(name, inside, title if title not in ("", name) else None))
    return tuple(pairs)


def _attachment_names(lines: _Lines) -> list[str]:
    """附件： and the names under it, at the end of the body."""
    start = next((at for at, line in enumerate(lines.lines) if _opens_note(lines.lines, at)), None)
    if start is None:
        return []
    found = LINES["附件说明"][0].fullmatch(lines.lines[start])
    names = [found.group(1).strip(_SPACE)] if found else []
    names += [next_.group(2) for line in lines.lines[start + 1 :] if (next_ := _ATTACHED_NEXT.fullmatch(line))]
    del lines.lines[start:]
    return names


def _opens_note(lines: list[str], at: int) -> bool:
    if not LINES["附件说明"][0].fullmatch(lines[at]) or lines[at].endswith("。"):
        return False
    rest = [_ATTACHED_NEXT.fullmatch(line) for line in lines[at + 1 :]]
    return [int(one.group(1)) for one in rest if one] == list(range(2, len(rest) + 2))


def _attendance(lines: _Lines) -> tuple[Attendance, ...]:
    rows = []
    while (found := _last_attendance(lines)) is not None:
        rows.append(Attendance(found.group(1), found.group(2).strip(_SPACE)))
    return tuple(reversed(rows))


def _last_attendance(lines: _Lines) -> re.Match[str] | None:
    """The last of those at a meeting, whose names may go on over several lines."""
    for count in range(1, min(_MOST_NAMES, len(lines.lines)) + 1):
        first, *others = lines.lines[-count:]
        if LINES["出席"][0].fullmatch(first):
            del lines.lines[-count:]
            return LINES["出席"][0].fullmatch(_joined(first, others))
        above = lines.lines[-count - 1] if count < len(lines.lines) else ""
        if not _GOES_ON.fullmatch(first) or above.endswith("。") or (UNIT_LINE.fullmatch(first) and above[-1:] != "、"):
            break
    return None


def _joined(first: str, others: Iterable[str]) -> str:
    """Lines as one; a break inside a Latin name is a space."""
    for line in others:
        between = " " if first[-1:].isascii() and first[-1:].isalnum() and line[:1].isascii() else ""
        first += between + line
    return first


def _signature(lines: _Lines, manner: Manner) -> Signature:
    """The date at the end, and above it the units, or the post and the name of who signs."""
    date = None
    if len(lines.lines) > 1 and DATE_LINE.fullmatch(lines.last()):
        date = re.sub(r"\s", "", lines.lines.pop())
    if found := lines.take("签名章", last=True):
        return Signature((), date, "stamp", (Stamp(found.group(1), "".join(_names(found.group(2)))),))
    organs: list[str] = []
    while date and len(lines.lines) > 1 and (units := _units(lines.last())):
        organs[:0] = units
        lines.lines.pop()
    if date and not organs and len(lines.lines) > 1 and PERSON_LINE.fullmatch(lines.last()):
        return Signature((lines.lines.pop(),), date, "plain")
    return Signature(tuple(organs), date, manner)


def _units(line: str) -> list[str]:
    """The units on a line: one, or those of a joint document beside each other."""
    parts = line.split()
    return parts if parts and all(UNIT_LINE.fullmatch(part) for part in parts) else []
