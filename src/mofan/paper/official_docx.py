"""Write an official document as .docx (公文排版): the same document is always the same bytes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from mofan.paper import measurements as m
from mofan.paper import official_parts as own
from mofan.paper import parts
from mofan.paper.characters import substituted
from mofan.paper.closing import closing, closing_lines
from mofan.paper.document_types import TYPES, problems_of
from mofan.paper.elements import NO_GRID, exact, spacer
from mofan.paper.fitting import fitting
from mofan.paper.formats import attendance, attendance_lines, letter_head, minutes_head, order_head
from mofan.paper.head import Head, head_of, mark_of, settled
from mofan.paper.held import Held
from mofan.paper.imprint import imprint_block, imprint_height, rows_of
from mofan.paper.official import Attachment, OfficialDocument, SecrecyRefused
from mofan.paper.pagination import Ending, Extent, ending, ends_at, extent, on_new_page
from mofan.paper.paper import lines_of
from mofan.paper.sheets import Section, Sheets
from mofan.paper.stamped import HEADER, stamped, with_stamp
from mofan.paper.title import balanced_lines, width
from mofan.paper.write import Report, attachment_line, body_blocks, faced, one_line, package_of

_DOCUMENT, _CORE = "word/document.xml", "docProps/core.xml"
_ORDER = (
    "[Content_Types].xml",
    "_rels/.rels",
    _DOCUMENT,
    *sorted(set(own.CONSTANT) - {"[Content_Types].xml", "_rels/.rels"}),
    _CORE,
)
_HEADS = {"document": head_of, "letter": letter_head, "order": order_head, "minutes": minutes_head}
UNSURE = "正文末页难以准确推算，版记已排在其后的双数页上；请打开核对，若正文所在的双数页放得下版记，可移到该页。"
_SECRET = "这篇公文带有密级标志（{mark}），不能在这里排版。请在涉密计算机上按保密规定办理；只有样张可以排出密级。"
_CROWDED = "联合行文的机关较多，首页排不下正文，发文机关标志只用了主办机关名称。"
_MOVED = "主送机关过多，首页排不下正文，已移到版记中抄送机关之上。"
_MOST_KEPT = 8
"""Lines of a last paragraph that are kept with the signature: some programs move all of them to its page."""


def write_official(document: OfficialDocument, out: BinaryIO, *, sample: bool = False) -> Report:
    """Write `document` to `out` in the layout of GB/T 9704-2012; the report says what it lacks and what was changed.

    Raises SecrecyRefused for a document with a secrecy mark, unless it is a `sample`: then 样张 stands on every page.
    """
    if document.secrecy and not sample:
        raise SecrecyRefused(_SECRET.format(mark=document.secrecy))
    removed: list[str] = []
    document = fitting(document, removed)
    head = settled(_HEADS[TYPES[document.type].layout](document))
    crowded = len(document.organs) > 1 and head.height + (_front_lines(document) + 2) * m.LINE > m.TYPE_AREA_HEIGHT
    if crowded:
        head = settled(head_of(replace(document, organs=document.organs[:1])))
    moved = _moved(document, head)
    where = _ending(document, head, moved)
    held = Held()
    sheets = Sheets(held, _section_of(document))
    blocks = [*head.xml, *_front(document, moved, held), *_main(document, held, sheets)]
    blocks += _attachments(document.attachments, held, sheets)
    blocks += _end(document, where, moved, sheets)
    content = own.DOCUMENT_START + parts.in_sections(blocks) + own.DOCUMENT_END
    author = "、".join(document.signature.organs or document.organs)
    changing = {_DOCUMENT: content, _CORE: parts.core(one_line(document.title), author)}
    constant, order = own.CONSTANT, _ORDER
    if sample:
        changing[_DOCUMENT], constant, order = stamped(content), with_stamp(constant), (*order, HEADER)
    out.write(package_of(changing, constant, held, order))
    said = [problem.sentence for problem in problems_of(document)]
    said += [_CROWDED] if crowded else []
    said += [_MOVED] if moved else []
    said += [UNSURE] if where is Ending.UNSURE else []
    return _report(document, said, len("".join(removed)))


def _section_of(document: OfficialDocument) -> Section:
    """The sections of the document: page numbers begin with the first; the first page of a letter has none."""
    letter = _is_letter(document)
    return lambda lying, first: own.section(lying=lying, starts=first, first_numbered=not (letter and first))


def _front(document: OfficialDocument, moved: str | None, held: Held) -> Iterator[str]:
    """Title and addressees (7.3.1, 7.3.2)."""
    if document.title.strip():
        notes = "".join(map(held.note, document.title_notes))
        yield _title(document.title, m.BLANK_ABOVE_TITLE, document.organs, notes, above=document.subtitle is not None)
    elif TYPES[document.type].layout != "order":
        yield spacer(m.BLANK_ABOVE_TITLE * m.LINE)
    if document.subtitle:
        words = parts.broken_lines(_subtitle_lines(document.subtitle), m.KAI)
        yield parts.paragraph("Subtitle", words, parts.room(after=1))
    if document.addressees and not moved:
        yield parts.paragraph("Addressees", parts.run(f"{document.addressees}：", m.FANG_SONG))


def _title(title: str, blank: int, whole: tuple[str, ...] = (), notes: str = "", *, above: bool = False) -> str:
    """The title with its blank lines; `above` something that stands right under it there is none below."""
    room = parts.room(before=blank, after=0 if above else 1)
    return parts.paragraph("Title", parts.broken_lines(_title_lines(title, whole), m.SONG_TITLE) + notes, room)


def _title_lines(title: str, whole: tuple[str, ...] = ()) -> list[str]:
    """The lines of a title; names of units stay whole."""
    return [part for line in lines_of(title) for part in balanced_lines(line, m.TITLE_WIDTH, whole)]


def _subtitle_lines(subtitle: str) -> tuple[str, ...]:
    return balanced_lines(subtitle, m.SUBTITLE_WIDTH)


def _main(document: OfficialDocument, held: Held, sheets: Sheets) -> Iterator[str]:
    """Body, note of attachments, attendance, signature, date and note."""
    signed = bool(document.signature.organs or document.signature.date or document.signature.stamps)
    keep = signed and not document.attachments and _last_lines(document) <= _MOST_KEPT
    yield from body_blocks(document.paragraphs, held, sheets, signed=keep)
    end = [*_attachments_note(document.attachments, signed=signed), *attendance(document), *closing(document)]
    if end:
        yield sheets.turn(False)
    yield from end


def _attachments_note(attachments: tuple[Attachment, ...], *, signed: bool) -> Iterator[str]:
    """附件： and the names, numbered where there are several (7.3.4)."""
    keep = parts.KEEP_WITH_NEXT if signed else ""
    for number, attachment in enumerate(attachments, 1):
        mark = f"{number}." if len(attachments) > 1 else ""
        if number == 1:
            text, start, hang = f"附件：{mark}{attachment.title}", m.FIRST_LINE, 3 + width(mark)
        else:
            text, start, hang = f"{mark}{attachment.title}", m.FIRST_LINE + 3, width(mark)
        yield attachment_line(text, start, hang, keep + parts.room(before=number == 1))


def _attachments(attachments: tuple[Attachment, ...], held: Held, sheets: Sheets) -> Iterator[str]:
    """Each attachment on a new page: 附件1 in 黑体 on line 1, its title on line 3 (7.3.7)."""
    for number, attachment in enumerate(attachments, 1):
        if not (attachment.paragraphs or attachment.heading):
            continue
        yield sheets.turn(bool(attachment.paragraphs) and attachment.paragraphs[0].lying)
        mark = f"附件{number}" if len(attachments) > 1 else "附件"
        yield parts.paragraph("AttachmentMark", parts.run(mark, m.HEI), parts.KEEP_WITH_NEXT + "<w:pageBreakBefore/>")
        if (title := attachment.heading or attachment.title).strip():
            yield _title(title, m.ATTACHMENT_TITLE_LINE - 2)
        yield from body_blocks(attachment.paragraphs, held, sheets, signed=False)


def _front_lines(document: OfficialDocument) -> int:
    """Lines of title and the blank ones around it."""
    lines = _title_lines(document.title, document.organs)
    below = len(_subtitle_lines(document.subtitle)) if document.subtitle else 0
    return len(lines) + m.BLANK_ABOVE_TITLE + bool(lines or below) + below


def _moved(document: OfficialDocument, head: Head) -> str | None:
    """主送机关 that leave no room for the body on the first page (7.3.2)."""
    if not document.addressees:
        return None
    lines = extent(document.addressees, first=1).most
    used = head.height + (_front_lines(document) + lines + 1) * m.LINE
    return document.addressees if used > m.TYPE_AREA_HEIGHT else None


def _ending(document: OfficialDocument, head: Head, moved: str | None) -> Ending:
    """Where the imprint goes, if there is one; how high tables, pictures and notes are is not known here."""
    if not _rows(document, moved):
        return Ending.SAME_PAGE
    inside = (paragraph for attachment in document.attachments for paragraph in attachment.paragraphs)
    if document.title_notes or any(one.grid or one.marks or one.lying for one in (*document.paragraphs, *inside)):
        return Ending.UNSURE
    body = [extent(paragraph.text) for paragraph in document.paragraphs]
    if document.addressees and not moved:
        body.append(extent(document.addressees, first=1))
    body += [extent(f"附件：{attachment.title}") for attachment in document.attachments]
    body.append(Extent(bool(document.attachments), bool(document.attachments)))
    start = head.height + _front_lines(document) * m.LINE
    sat = attendance_lines(document)
    kept = _last_lines(document) if _last_lines(document) <= _MOST_KEPT else 1
    written = closing_lines(document, under_seal=False)
    earliest, latest = ends_at(start, [*body, Extent(sat, sat)], written, kept)
    for attachment in document.attachments:
        if attachment.paragraphs or attachment.heading:
            texts = [Extent(5, 6), *(extent(paragraph.text) for paragraph in attachment.paragraphs)]
            earliest, latest = on_new_page(earliest, texts)[0], on_new_page(latest, texts)[1]
    room = imprint_height(_rows(document, moved)) + (closing_lines(document) - written) * m.LINE
    return ending(earliest, latest, room, even=not _is_letter(document))


def _last_lines(document: OfficialDocument) -> int:
    """How many lines the last paragraph of the body takes; 0 without one."""
    return extent(document.paragraphs[-1].text).most if document.paragraphs else 0


def _rows(document: OfficialDocument, moved: str | None) -> tuple[tuple[str, ...], ...]:
    return rows_of(document, moved, letter=_is_letter(document))


def _is_letter(document: OfficialDocument) -> bool:
    return TYPES[document.type].layout == "letter"


def _end(document: OfficialDocument, where: Ending, moved: str | None, sheets: Sheets) -> Iterator[str]:
    """The imprint and the sections: on the page where the text ends, or on the even page after it."""
    first = not _is_letter(document)
    rows = _rows(document, moved)
    if not rows:
        yield sheets.close()
        return
    imprint = parts.paragraph("Element", imprint_block(rows, ruled=first), NO_GRID + exact(20))
    if where is Ending.SAME_PAGE:
        yield from (imprint, sheets.close())
        return
    kind = "evenPage" if first else "nextPage"
    yield from (sheets.close(), imprint, own.section(kind=kind, numbered=where is not Ending.AFTER_BLANK))


def _report(document: OfficialDocument, said: list[str], removed: int) -> Report:
    found = dict.fromkeys(one for text, face in _texts(document) for one in substituted(text, face))
    substitutions = tuple(f"“{char}”不在{face}字库内，已改用{other}。" for char, face, other in found)
    if removed:
        said.insert(0, f"有{removed}个控制字符无法写入文档，已去掉。")
    return Report((*said, *substitutions), removed, substitutions)


def _texts(document: OfficialDocument) -> Iterator[tuple[str, m.Face]]:
    yield from ((title, m.SONG_TITLE) for title in (document.title, mark_of(document), *document.organs))
    yield from ((name, m.KAI) for name in document.signatories)
    inside = [paragraph for attachment in document.attachments for paragraph in attachment.paragraphs]
    yield from faced((*document.paragraphs, *inside))
    yield from ((text, m.SONG) for note in document.title_notes for text in note.paragraphs)
    for attachment in document.attachments:
        yield attachment.heading or attachment.title, m.SONG_TITLE
    if document.subtitle:
        yield document.subtitle, m.KAI
    imprint = document.imprint
    rest = (document.addressees, document.note, imprint.copies_to, imprint.office, *imprint.sent)
    yield (
        "".join((*filter(None, rest), *document.signature.organs, *(row.names for row in document.attendance))),
        m.FANG_SONG,
    )
