"""The .docx of a paper with every run in a font that this machine has (字体落实): both roads to PDF begin here."""

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from lxml import etree

from mofan.paper import measurements as m
from mofan.paper.package import packed
from mofan.paper.pdf.font_file import FontFile
from mofan.paper.pdf.fonts import Fonts
from mofan.paper.pdf.report import Missing, Tally

Element = etree._Element
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
FONT: Final = "font"
"""The attribute of a fitted run: the number of its font in `Fitted.fonts`."""
_WITH_TEXT: Final = re.compile(r"word/(?:document|footer\d*|header\d*|footnotes|endnotes)\.xml")
_EAST_ASIAN_SIGNS: Final = frozenset("¡¤§¨ª­¯°±²³´¶·¸¹º¼½¾¿×÷àáèéêìíòóùúü")
"""Of Latin-1, what `w:hint="eastAsia"` gives to the Chinese face."""
_AROUND: Final = 6
PLACES: Final = {
    "Title": "标题", "Subtitle": "副标题", "Urgency": "版头", "Mark": "发文机关标志", "DocumentNumber": "发文字号",
    "Addressees": "主送机关", "Salutation": "称谓", "AttachmentMark": "附件标记", "Attendance": "出席人员",
    "Note": "附注", "Imprint": "版记", "Signature": "署名", "Date": "成文日期", "Footer": "页码",
    "NoteText": "注释", "TableText": "表格",
}  # fmt: skip
"""Paragraph style → the element that people know."""


@dataclass(slots=True)
class Fitted:
    """The parts of a .docx: what was XML with text as trees, each run in one font."""

    parts: dict[str, bytes]
    trees: dict[str, Element]
    fonts: list[FontFile] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def docx(self) -> bytes:
        """As a file for LibreOffice, in which the runs name the fonts that are there."""
        content: dict[str, str | bytes] = dict(self.parts)
        for name, tree in self.trees.items():
            named = deepcopy(tree)
            for run in named.iter(f"{W}r"):
                _name(run, self.fonts)
            content[name] = etree.tostring(named, encoding="UTF-8", xml_declaration=True, standalone=True).decode()
        return packed(content.items(), (), self.parts)


def fitted(docx: bytes, fonts: Fonts) -> Fitted:
    """Choose a font for every character of `docx`, which `mofan.paper` has written. Raises NoChineseFont."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: etree.fromstring(data) for name, data in parts.items() if _WITH_TEXT.fullmatch(name)}
    result = Fitted(parts, trees)
    fonts.require_chinese()
    numbers: dict[FontFile, int] = {}
    for tree in trees.values():
        for paragraph, where in _placed(tree):
            _fit(paragraph, where, fonts, numbers, result.tally)
    result.fonts = list(numbers)
    return result


def _placed(tree: Element) -> Iterator[tuple[Element, str]]:
    """Every paragraph with its place: 标题, 正文第3段 …"""
    body = 0
    for paragraph in list(tree.iter(f"{W}p")):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = PLACES.get(style.get(f"{W}val", "") if style is not None else "")
        if name is None and paragraph.find(f"{W}r") is not None:
            body += 1
        yield paragraph, name or f"正文第{body}段"


def _fit(paragraph: Element, where: str, fonts: Fonts, numbers: dict[FontFile, int], tally: Tally) -> None:
    text = "".join(one.text or "" for one in paragraph.iter(f"{W}t") if _own(one, paragraph))
    place = 0
    for run in [one for one in paragraph.iter(f"{W}r") if _own(one, paragraph)]:
        faces = _faces(run)
        content = [one for one in run if one.tag != f"{W}rPr"]
        made: list[Element] = []
        for one in content:
            if one.tag != f"{W}t":
                font = fonts.main(faces[1])
                made.append(_run(run, one, numbers.setdefault(font, len(numbers))))
                continue
            for number, part in _cut(one.text or "", faces, fonts, numbers):
                copy = deepcopy(one)
                copy.text, copy.tail = part, None
                made.append(_run(run, copy, number))
            for face, part in _by_face(one.text or "", faces):
                _count(part, face, fonts, tally, where, text, place)
                place += len(part)
        parent = run.getparent()
        if made and parent is not None:
            at = parent.index(run)
            parent[at : at + 1] = made


def _own(element: Element, paragraph: Element) -> bool:
    """Whether it belongs to this paragraph, and not to one in a text box of it."""
    return next(element.iterancestors(f"{W}p")) is paragraph


def _faces(run: Element) -> tuple[str, str]:
    """(Latin face, Chinese face) of a run; every run of ours names both."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    latin, chinese = (fonts.get(f"{W}{slot}", "") if fonts is not None else "" for slot in ("ascii", "eastAsia"))
    return latin or m.LATIN, chinese or m.FANG_SONG.name


def _by_face(text: str, faces: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """(face, part) of `text`, as Word gives its characters to the Latin or the Chinese face of a run."""
    for is_latin, part in groupby(text, key=_is_latin):
        yield faces[0] if is_latin else faces[1], "".join(part)


def _is_latin(char: str) -> bool:
    return ord(char) < 0x80 or (ord(char) < 0x250 and char not in _EAST_ASIAN_SIGNS)


def _cut(text: str, faces: tuple[str, str], fonts: Fonts, numbers: dict[FontFile, int]) -> Iterator[tuple[int, str]]:
    """(number of the font, part) of `text`; what no font has stays in the font of its face."""
    for face, part in _by_face(text, faces):
        main = fonts.main(face)
        for font, run in groupby(part, key=lambda char: choice.font if (choice := fonts.choose(char, face)) else main):
            yield numbers.setdefault(font, len(numbers)), "".join(run)


def _run(run: Element, content: Element, number: int) -> Element:
    made = etree.Element(f"{W}r", nsmap={"w": W[1:-1]})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        made.append(deepcopy(properties))
    made.append(content)
    made.set(FONT, str(number))
    return made


def _count(part: str, face: str, fonts: Fonts, tally: Tally, where: str, text: str, place: int) -> None:
    for at, char in enumerate(part, place):
        if char.isspace():
            continue
        choice = fonts.choose(char, face)
        if choice is None:
            around = text[max(0, at - _AROUND) : at + _AROUND + 1]
            tally.missing.append(Missing(char, face, f"{where}“{around}”"))
        elif choice.reason:
            tally.replaced(face, choice.font.label, choice.reason, char)


def _name(run: Element, fonts: list[FontFile]) -> None:
    """Name the font in every slot, so that no program takes another for some of the characters."""
    number = run.get(FONT)
    properties = run.find(f"{W}rPr")
    if number is None or properties is None:
        return
    del run.attrib[FONT]
    font = fonts[int(number)]
    named = properties.find(f"{W}rFonts")
    if named is None:
        named = etree.Element(f"{W}rFonts")
        properties.insert(int(properties.find(f"{W}rStyle") is not None), named)
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        named.set(f"{W}{slot}", font.office_name)
    if font.bold:
        named.addnext(etree.Element(f"{W}b"))
