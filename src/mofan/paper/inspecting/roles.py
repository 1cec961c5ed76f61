"""Which paragraph is what (要素识别): head, title, addressees, body, headings, attachments, signature, imprint.

Works on anybody's document: headings are known by their marks (the outline), by automatic numbers or by their style;
the title by its style, its size or its place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mofan.paper.captions import CAPTION, UNIT
from mofan.paper.inspecting.blocks import Block
from mofan.paper.inspecting.properties import Properties
from mofan.paper.paper import DATE_LINE, UNIT_LINE, Paragraph, paper_of
from mofan.paper.places import ATTACHED_MORE, DATED, count_bylines, is_address, opens_attachments
from mofan.text.lines import content_lines, ends_sentence
from mofan.text.outline import outline
from mofan.text.outline.schemes import FLOATING, read_marker
from mofan.text.split.opening import opening_title

Role = Literal[
    "copy_number", "secrecy", "urgency", "red_head", "document_number", "signatory", "title", "subtitle", "byline",
    "address", "heading", "body", "attachments", "attached", "attendance", "author", "date", "note", "attachment_label",
    "stamp", "copied_to", "issued", "key_words", "copies_printed", "other",
]  # fmt: skip

DOCUMENT_NUMBER = re.compile(
    r"(?:(?:\d{6}|特急|加急|(?:绝密|机密|秘密)(?:★\S{0,8})?)\s+)?"
    r"(?P<number>[^\s〔［\[（(【，。；：]{1,20}\s?[〔［\[（(【]\s*(?:\d{4}|\d{2}|[〇○零一二三四五六七八九]{2,4})\s*年?\s*[〕］\])）】]"
    r"\s*第?\s*\d{1,5}\s*号)"
    r"(?P<behind>\s+签\s*发\s*人.*|\t.*|\s{2,}.{1,40})?"
)
"""A document number in whatever brackets (发文字号): 安政发〔2026〕12号; 份号 or 紧急程度 may precede it."""
ISSUE_NUMBER = re.compile(r"(?P<number>(?:〔\d{4}〕|\d{4}\s*年)?\s*第?\s*\d{1,4}\s*[号期])|（第?\s*\d{1,4}\s*[号期]）")
"""The number of an order (令号), an announcement or of minutes, under the red head: 第3号, 〔2026〕5号, 2026年第3号."""
ATTENDANCE = re.compile(r"(?:出席|请假|列席|缺席|主持|记录)(?:人员?)?\s*[：:]")
STAMPED = re.compile(r"\S{2,16}[ \u3000\t]{2,}[\u3400-\u9fff]{1,3}[ \u3000]?[\u3400-\u9fff]{1,3}")
"""Post and name under an order (签名章); the stamp itself may be a picture, then its name is not there."""
SIGNED_IN_ONE = re.compile(rf"{UNIT_LINE.pattern} (?:{DATE_LINE.pattern})")
"""Unit and date with a manual break between them: not before they are parted can they stand where they should."""
_UNIT_ROW = re.compile(rf"{UNIT_LINE.pattern}(?:\t{UNIT_LINE.pattern})+")
SIGNATORY = re.compile(r"签\s*发\s*人\s*[：:].*")
_NAME = r"[\u3400-\u9fff](?:\u3000?[\u3400-\u9fff]){1,3}"
SIGNATORY_NAMES = re.compile(rf"{_NAME}(?:[\t \u3000]+{_NAME})*")
"""A further row of 签发人, names alone."""
COPY_NUMBER = re.compile(r"(?:份号\s*[：:]?\s*)?\d{6}")
LOOSE_COPY_NUMBER = re.compile(r"(?:份号\s*[：:]?\s*|[Nn][Oo][.:：]?\s*)?\d{1,8}")
"""A copy number of another length: only above a document number."""
SECRECY = re.compile(r"(?:绝密|机密|秘密)\s*(?:[★☆*＊].{0,8}|[\d一二三四五六七八九十]{1,3}\s*(?:年|个月)|长期)?")
URGENCY = re.compile(r"特\s?急|加\s?急|特提|平急|急件|紧急")
RED_HEAD = re.compile(r".{2,40}(?:文件|命令|令|纪要|公告|通告|公报|政府|委员会|局|厅|部|院|办公室|委|处|公司|中心)")
_DIGITS = "[\\d〇○零一二三四五六七八九十]"
ISSUED = re.compile(rf".{{0,40}}{_DIGITS}{{2,4}}\s*年\s*{_DIGITS}{{1,3}}\s*月\s*{_DIGITS}{{1,3}}\s*日\s*印\s*发")
COPIED_TO = re.compile(r"(?:抄\s*送|分\s*送|主\s*送|抄\s*报|发\s*送|发|送|报)(?:机关)?\s*[：:].*")
KEY_WORDS = re.compile(r"主\s*题\s*词\s*[：:].*")
COPIES_PRINTED = re.compile(r"[（(]?\s*(?:共|本文)?\s*印\s*(?:制|发|刷)?\s*\d{1,5}\s*份\s*[）)]?")
"""印数: abolished in 2012, as 主题词 was."""
ATTACHMENT_LABEL = re.compile(r"附\s*件\s*\d{0,2}\s*[：:]?")
NOTE = re.compile(r"[（(][^（）()]*(?:联系人|此件|电话|公开|公布|传达|发至|印发)[^（）()]*[）)]")
BARE_NOTE = re.compile(r"(?:附注\s*[：:]\s*)?(?:此件[^。]{2,20}|联系人[^。]{1,20}电话[^。]{1,30})")
"""A note without its brackets, below the date."""
_HEADS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (COPY_NUMBER, "copy_number"), (SECRECY, "secrecy"), (URGENCY, "urgency"), (DOCUMENT_NUMBER, "document_number"),
    (SIGNATORY, "signatory"),
)  # fmt: skip
_IMPRINT: tuple[tuple[re.Pattern[str], Role], ...] = (
    (ISSUED, "issued"), (COPIED_TO, "copied_to"), (KEY_WORDS, "key_words"), (COPIES_PRINTED, "copies_printed"),
)  # fmt: skip
MARK_LEVELS = {"一、": 1, "（一）": 2, "1.": 3, "（1）": 4}
"""7.3.3: the level of each mark of the standard, by the name of its scheme."""
_MOST_HEAD = 10
_MOST_TITLE = 5
_LARGE = 36
_LONGEST_TITLE = 70
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with what it is."""

    block: Block
    role: Role
    level: int = 0
    """For a heading: 1 to 4, by nesting."""
    heading_end: int = 0
    """For a heading: how many characters of `block.text` it takes; all of them unless text follows (run-in). For a
    document number: where it ends; behind it stand names of 签发人."""
    marker: str | None = None
    """Its mark: 一、 （一） 1. （1） 一是; None without one."""
    sure: bool = True
    """False for a numbered sentence that may be an entry of a list: the face of the body will do, too."""
    heading_start: int = 0
    """For a document number: where it begins; before it stands 份号 or 紧急程度 of a letter."""

    @property
    def run_in(self) -> bool:
        """Whether body text follows the heading in its paragraph."""
        return self.role == "heading" and self.heading_end < len(self.block.text)


def placed(blocks: Sequence[Block], properties: Properties) -> list[Placed]:
    """The paragraphs that hold text, each with its role, in order."""
    shown = [block for block in blocks if block.shown]
    found: list[Placed] = []
    start = _head(shown, properties, found)
    end = next((i for i in range(start, len(shown)) if _begins_attachment(shown, i, start)), len(shown))
    _piece(shown[start:end], properties, found, has_head=bool(found))
    while end < len(shown):
        found.append(Placed(shown[end], "attachment_label"))
        start = end + 1
        end = next((i for i in range(start, len(shown)) if _begins_attachment(shown, i, start)), len(shown))
        _piece(shown[start:end], properties, found, has_head=True)
    return found


def _begins_attachment(shown: Sequence[Block], index: int, start: int) -> bool:
    """Whether the line 附件1 stands alone over an attachment: the list of attachments names them in its line."""
    return index > start and ATTACHMENT_LABEL.fullmatch(shown[index].text) is not None


def _head(shown: Sequence[Block], properties: Properties, found: list[Placed]) -> int:
    """The elements above the red line (版头); how many paragraphs they take."""
    numbers = [i for i, block in enumerate(shown[:_MOST_HEAD]) if DOCUMENT_NUMBER.fullmatch(block.text)]
    last = numbers[0] if numbers else -1
    while numbers and last + 1 < len(shown) and SIGNATORY.fullmatch(shown[last + 1].text):
        last += 1
    signs = False
    count = 0
    for block in shown[:_MOST_HEAD]:
        role = next((role for pattern, role in _HEADS if pattern.fullmatch(block.text)), None)
        if role is None and count <= last and LOOSE_COPY_NUMBER.fullmatch(block.text):
            role = "copy_number"
        if role is None and found and found[-1].role == "red_head" and ISSUE_NUMBER.fullmatch(block.text):
            role = "document_number"
        signs = signs or role == "signatory"
        if role is None and signs and count < last and SIGNATORY_NAMES.fullmatch(block.text):
            role = "signatory"
        if role is None and not (count <= last or _is_red(block, properties)):
            break
        number = DOCUMENT_NUMBER.fullmatch(block.text) if role == "document_number" else None
        start, end = number.span("number") if number else (0, len(block.text))
        found.append(Placed(block, role or "red_head", heading_end=end, heading_start=start))
        count += 1
    return count


def _is_red(block: Block, properties: Properties) -> bool:
    """Whether a paragraph is a red head by its colour and size."""
    run, style = block.pieces[0].run, block.style()
    large = properties.size(run, style) >= _LARGE
    return large and is_red(properties.colour(run, style)) and RED_HEAD.fullmatch(block.text) is not None


def is_red(colour: str) -> bool:
    """Whether an RRGGBB colour is a red (FF0000, C00000 …)."""
    try:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50


def _piece(shown: Sequence[Block], properties: Properties, found: list[Placed], *, has_head: bool) -> None:
    """Title, what stands under it, body, signature and imprint of one text."""
    imprint = len(shown)
    while imprint and (imprint_role(shown[imprint - 1]) is not None):
        imprint -= 1
    titles = _title_lines(shown[:imprint], properties, has_head)
    found += [Placed(block, "title") for block in shown[:titles]]
    rest = list(shown[titles:imprint])
    if titles:
        subtitles = _subtitles(rest, properties)
        found += [Placed(block, "subtitle") for block in rest[:subtitles]]
        rest = rest[subtitles:]
    found += _body(rest, properties, titled=titles > 0)
    found += [Placed(block, imprint_role(block) or "other") for block in shown[imprint:]]


def imprint_role(block: Block) -> Role | None:
    """What a line of the imprint is; None for any other."""
    return next((role for pattern, role in _IMPRINT if pattern.fullmatch(block.text)), None)


def _title_lines(shown: Sequence[Block], properties: Properties, has_head: bool) -> int:
    """How many paragraphs are the title: by style, else by size and place, else by their words."""
    count = 0
    while count < min(len(shown), _MOST_TITLE) and properties.style_name(shown[count].element) in ("title", "标题"):
        count += 1
    if count:
        return count
    if not shown or _is_body_like(shown[0].text):
        return 0
    first = _size(shown[0], properties)
    if has_head or first >= _LARGE or properties.alignment(shown[0].element) == "center":
        count = 1
        while count < min(len(shown), _MOST_TITLE) and _goes_on(shown[0], shown[count], properties):
            count += 1
        return count
    if len(shown) == 1:
        return 0
    return min(1, opening_title(content_lines("\n".join(block.text for block in shown)))[0])


def _goes_on(first: Block, block: Block, properties: Properties) -> bool:
    """Whether a paragraph continues the title that `first` begins: same size, same place, no other element."""
    text = block.text
    same = _size(block, properties) == _size(first, properties) >= _LARGE
    centred = properties.alignment(block.element) == properties.alignment(first.element) == "center"
    if not (same and centred) or _is_body_like(text) or text.startswith(("—", "－")):
        return False
    return not (DATED.fullmatch(text) or (UNIT_LINE.fullmatch(text) and UNIT_LINE.fullmatch(first.text)))


def _is_body_like(text: str) -> bool:
    """Whether a line cannot be of a title: an addressee, a sentence, a lead (…：), a numbered heading, a date."""
    marked = read_marker(text)
    numbered = marked is not None and marked.scheme.rank != FLOATING
    return (
        len(text) > _LONGEST_TITLE or numbered or is_address(text) or (ends_sentence(text) and "。" in text)
        or "。" in text[:-1] or text.endswith(("：", ":", "；")) or DATE_LINE.fullmatch(text) is not None
    )  # fmt: skip


def _size(block: Block, properties: Properties) -> int:
    return properties.size(block.pieces[0].run, block.style())


def _subtitles(rest: Sequence[Block], properties: Properties) -> int:
    count = 0
    while count < len(rest) and (
        properties.style_name(rest[count].element) in ("subtitle", "副标题")
        or rest[count].text.startswith(("——", "—", "－－"))
    ):
        count += 1
    return count


def _body(blocks: Sequence[Block], properties: Properties, *, titled: bool) -> list[Placed]:
    """Bylines, addressees, headings, body, attachments, signature, date and notes."""
    notes = 0
    while notes < len(blocks) and _is_note(blocks[len(blocks) - 1 - notes].text):
        notes += 1
    main = list(blocks[: len(blocks) - notes])
    text = "\n".join(block.text for block in main)
    paper = paper_of("", None, text, outline(text)) if main else paper_of("", None, "", ())
    bylines = count_bylines(paper.paragraphs) if titled else 0
    found: list[Placed] = []
    listing = False
    for index, (block, paragraph) in enumerate(zip(main, paper.paragraphs, strict=False)):
        if index < bylines:
            found.append(Placed(block, "byline"))
            continue
        if opens_attachments(paragraph):
            listing = True
            found.append(Placed(block, "attachments"))
            continue
        listing = listing and ATTACHED_MORE.match(block.text) is not None
        if listing:
            found.append(Placed(block, "attached"))
        elif index < bylines + 2 and is_address(block.text):
            found.append(Placed(block, "address"))
        else:
            found.append(_text(block, paragraph, properties))
    signed = main[len(paper.paragraphs) :]
    _join_signature(found)
    found += [Placed(block, "date" if paper.date and block is signed[-1] else "author") for block in signed]
    return found + [Placed(block, "note") for block in blocks[len(main) :]]


def _is_note(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (NOTE, BARE_NOTE))


def _join_signature(found: list[Placed]) -> None:
    """Rows of units that seal together, and a stamp, at the end of the body."""
    for index in range(len(found) - 1, -1, -1):
        block = found[index].block
        if found[index].role == "body" and _UNIT_ROW.fullmatch(block.text):
            found[index] = Placed(block, "author")
        elif found[index].role == "body" and STAMPED.fullmatch(block.text):
            found[index] = Placed(block, "stamp")
        else:
            break


def _text(block: Block, paragraph: Paragraph, properties: Properties) -> Placed:
    """A heading by its mark or its style, else body."""
    marked = read_marker(block.text)
    marker = marked.marker if marked else None
    if paragraph.form is not None:
        end = paragraph.heading_end if paragraph.form == "lead" else len(block.text)
        return Placed(block, "heading", paragraph.level, end, marker)
    level = properties.outline_level(block.element)
    if level is not None and len(block.text) <= _LONGEST_HEADING and not ends_sentence(block.text):
        return Placed(block, "heading", min(level, 4), len(block.text), marker)
    if marked is not None and marked.scheme.name in MARK_LEVELS:
        end = block.text.find("。") + 1 or len(block.text)
        return Placed(block, "heading", MARK_LEVELS[marked.scheme.name], end, marker, sure=False)
    if label := ATTENDANCE.match(block.text):
        return Placed(block, "attendance", heading_end=label.end())
    if any(one.fullmatch(block.text) for one in (CAPTION, UNIT, SIGNED_IN_ONE)):
        return Placed(block, "other")  # the standard says nothing of what names a table or a picture
    return Placed(block, "body")
