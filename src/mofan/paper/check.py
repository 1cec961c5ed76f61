"""Check the layout of a .docx (版式检查) against the rules of GB/T 9704-2012 for page, body and page number."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from mofan.paper import measurements as m

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs", "hint")
_STYLE_FACES = {"Title": "小标宋", "Subtitle": "楷体", "Heading1": "黑体", "Heading2": "楷体"}
_MOST_PAGE = 15
_MOST_PART = 200_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure from the standard (不合规之处): the rule's number in DOMAIN section 1, and a Chinese sentence."""

    rule: str
    sentence: str


def check_docx(data: bytes) -> tuple[Finding, ...]:
    """What in a .docx written by this package (or like it) departs from the standard; empty when nothing does.

    Raises ValueError when `data` is no .docx.
    """
    package = _Package(data)
    checks = (_page, _grid, _fonts, _sizes, _headings, _indents, _bold, _page_number)
    return tuple(chain.from_iterable(check(package) for check in checks))


class _Package:
    """The parts of the file that the rules look at."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.document = _parsed(archive, "word/document.xml")
                self.styles = _parsed(archive, "word/styles.xml")
                self.settings = _parsed(archive, "word/settings.xml")
                relations = _parsed(archive, "word/_rels/document.xml.rels")
                targets = {str(each.get("Id")): str(each.get("Target")) for each in relations}
                self.footers = {
                    str(each.get(f"{_W}type")): _parsed(archive, f"word/{targets[str(each.get(f'{_R}id'))]}")
                    for each in self.document.iter(f"{_W}footerReference")
                }
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
            raise ValueError("这不是 .docx 文件，或文件已损坏，无法检查版式。") from error

    def section(self, name: str, attribute: str) -> int | None:
        element = self.document.find(f"{_W}body/{_W}sectPr/{_W}{name}")
        value = None if element is None else element.get(_W + attribute)
        return None if value is None else int(value)

    def paragraphs(self) -> Iterator[tuple[str, "etree._Element"]]:
        for paragraph in self.document.iter(f"{_W}p"):
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            yield str(style.get(f"{_W}val")) if style is not None else "Normal", paragraph

    def style_value(self, style: str, group: str, name: str, attribute: str) -> str | None:
        """The value that `style` or those it is based on give."""
        while style:
            element = self.styles.find(f"{_W}style[@{_W}styleId='{style}']")
            if element is None:
                return None
            found = element.find(f"{_W}{group}/{_W}{name}")
            if found is not None and found.get(_W + attribute) is not None:
                return str(found.get(_W + attribute))
            base = element.find(f"{_W}basedOn")
            style = "" if base is None else str(base.get(f"{_W}val"))
        return None


def _parsed(archive: zipfile.ZipFile, name: str) -> "etree._Element":
    if archive.getinfo(name).file_size > _MOST_PART:
        raise ValueError("文件过大，无法检查版式。")
    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _page(package: _Package) -> Iterator[Finding]:
    for rule, name, attribute, wanted, tolerance, sentence in (
        ("P1", "pgSz", "w", m.PAGE_WIDTH, _MOST_PAGE, "纸张应为A4，宽210毫米。"),
        ("P1", "pgSz", "h", m.PAGE_HEIGHT, _MOST_PAGE, "纸张应为A4，高297毫米。"),
        ("P2", "pgMar", "top", m.TOP, m.TOLERANCE, "上边距应为37毫米。"),
        ("P3", "pgMar", "left", m.LEFT, m.TOLERANCE, "左边距应为28毫米。"),
        ("P4", "pgMar", "right", 1474, m.TOLERANCE, "右边距应为26毫米。"),
        ("P4", "pgMar", "bottom", m.BOTTOM, m.TOLERANCE, "下边距应为35毫米。"),
        ("V7", "pgMar", "footer", m.FOOTER, m.TOLERANCE, "页码应在版心下边缘之下7毫米。"),
    ):
        value = package.section(name, attribute)
        if value is None or abs(value - wanted) > tolerance:
            yield Finding(rule, sentence)


def _grid(package: _Package) -> Iterator[Finding]:
    """P8, P9: 22 lines and 28 characters, from the style of the body."""
    page = (package.section("pgSz", "h") or 0) - (package.section("pgMar", "top") or 0)
    height = page - (package.section("pgMar", "bottom") or 0)
    line = int(package.style_value("BodyText", "pPr", "spacing", "line") or 240)
    exact = package.style_value("BodyText", "pPr", "spacing", "lineRule") == "exact"
    if not exact or height // line != m.LINES_A_PAGE:
        yield Finding("P8", "每页应为22行。")
    sides = (package.section("pgMar", "left") or 0) + (package.section("pgMar", "right") or 0)
    spacing = int(package.style_value("BodyText", "rPr", "spacing", "val") or 0)
    size = int(package.style_value("BodyText", "rPr", "sz", "val") or 0)
    pitch = size * 10 + spacing
    if pitch <= 0 or ((package.section("pgSz", "w") or 0) - sides) // pitch != m.CHARACTERS_A_LINE:
        yield Finding("P9", "每行应为28个字。")


def _fonts(package: _Package) -> Iterator[Finding]:
    """P12: every run names its face for Chinese and for Latin characters."""
    runs = package.document.iter(f"{_W}r")
    fonts = [run.find(f"{_W}rPr/{_W}rFonts") for run in runs]
    bare = sum(1 for font in fonts if font is None or any(font.get(_W + slot) is None for slot in _SLOTS))
    if bare:
        yield Finding("P12", f"有{bare}处文字没有写明中文和西文字体。")


def _sizes(package: _Package) -> Iterator[Finding]:
    for rule, style, wanted, sentence in (
        ("P7", "BodyText", m.BODY_SIZE, "正文应为3号字。"),
        ("B1", "Title", m.TITLE_SIZE, "标题应为2号字。"),
        ("V4", "Footer", m.PAGE_NUMBER_SIZE, "页码应为4号字。"),
    ):
        if package.style_value(style, "rPr", "sz", "val") != str(wanted):
            yield Finding(rule, sentence)


def _headings(package: _Package) -> Iterator[Finding]:
    """B1, B5, P7: title, subtitle, levels and body in their faces; the title centred."""
    others = {face.name: face.other_name for face in m.FACES}
    for style, paragraph in package.paragraphs():
        if style == "BodyText":
            continue  # a heading at the start of a paragraph has a face of its own
        kind = _STYLE_FACES.get(style, "仿宋")
        accepted = (*m.ACCEPTED_FACES[kind], *(others.get(name, "") for name in m.ACCEPTED_FACES[kind]), m.RARE)
        faces = [font.get(f"{_W}eastAsia") for font in paragraph.iter(f"{_W}rFonts")]
        if any(face not in accepted for face in faces):
            yield Finding("B1" if style == "Title" else "B5", f"样式“{style}”的文字应为{kind}。")
    if package.style_value("Title", "pPr", "jc", "val") != "center":
        yield Finding("B1", "标题应居中。")


def _indents(package: _Package) -> Iterator[Finding]:
    if package.style_value("BodyText", "pPr", "ind", "firstLineChars") != "200":
        yield Finding("B4", "正文每段应左空二字。")
    if not int(package.style_value("BodyText", "pPr", "ind", "firstLine") or 0):
        yield Finding("B4", "首行缩进应同时写明长度，否则有的软件不认。")


def _bold(package: _Package) -> Iterator[Finding]:
    if any(True for root in (package.document, package.styles) for _ in root.iter(f"{_W}b")):
        yield Finding("P14", "标准没有规定加粗，标题和正文不应加粗。")


def _page_number(package: _Package) -> Iterator[Finding]:
    """V4, V5: `— 1 —` in 宋体, outside on odd and even pages, one character in."""
    if package.settings.find(f"{_W}evenAndOddHeaders") is None:
        yield Finding("V5", "单页码与双页码应分别居右、居左。")
    for kind, side in (("default", "right"), ("even", "left")):
        footer = package.footers.get(kind)
        if footer is None:
            yield Finding("V5", f"缺少{'单' if kind == 'default' else '双'}页的页码。")
            continue
        text = "".join(str(part.text) for part in footer.iter(f"{_W}t"))
        fields = "".join(str(part.text) for part in footer.iter(f"{_W}instrText"))
        if not (text.startswith("— ") and text.endswith(" —") and "PAGE" in fields):
            yield Finding("V4", "页码数字左右应各放一条一字线。")
        if any(
            font.get(_W + slot) not in m.ACCEPTED_FACES["宋体"]
            for font in footer.iter(f"{_W}rFonts")
            for slot in ("ascii", "eastAsia")
        ):
            yield Finding("V4", "页码应为宋体。")
        alignment, indent = footer.find(f".//{_W}jc"), footer.find(f".//{_W}ind")
        placed = alignment is not None and alignment.get(f"{_W}val") == side
        if not placed or indent is None or not int(indent.get(_W + side) or 0):
            yield Finding(
                "V5", f"{'单' if side == 'right' else '双'}页的页码应居{'右' if side == 'right' else '左'}空一字。"
            )
