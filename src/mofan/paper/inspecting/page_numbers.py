"""Page numbers (页码, 7.5): — 1 — in 四号宋体, right on odd pages and left on even ones, one character in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mofan.paper import measurements as m
from mofan.paper.inspecting.blocks import characters
from mofan.paper.inspecting.characters import accepted
from mofan.paper.inspecting.finding import Departure, Finding, NumberPages, Rank, SetProperty
from mofan.paper.inspecting.opened import Opened, Section
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.wording import size_name
from mofan.text.read.word.markup import Element, attribute, child, local, number, switch, value

_PAGE = re.compile(r"^\s*PAGE\b", re.IGNORECASE)
_FORM = re.compile(r"— ?# ?—")
"""The number as # between dashes (U+2014)."""
_FURNITURE = re.compile(r"[\s\d#—–－\-―~·.第页共/]*")
"""What a foot holds that holds nothing but page numbers."""
_SIDES = {"default": ("right", "单", "右"), "even": ("left", "双", "左")}
_FORMS = {
    "upperRoman": "大写罗马数字", "lowerRoman": "小写罗马数字", "chineseCounting": "汉字数字",
    "chineseCountingThousand": "汉字数字", "numberInDash": "带短横线的数字", "decimalFullWidth": "全角数字",
    "upperLetter": "大写字母", "lowerLetter": "小写字母",
}  # fmt: skip
_PICTURES = ("drawing", "pict", "object")


@dataclass(frozen=True, slots=True)
class Number:
    """One page number as it stands in a foot."""

    text: str
    """The text of its paragraph, the number itself as #."""
    side: str
    """left, right, center, outside; tab where tabulators place it."""
    indent: float
    """How many characters it is in from that side."""
    face: str
    size: int


def number_departures(
    opened: Opened, properties: Properties, *, letter: bool, official: bool = False
) -> Iterator[Departure]:
    """What is wrong with the page numbers; one change corrects everything, where feet hold nothing but numbers."""
    changes = (NumberPages(),) if _is_replaceable(opened) else ()
    for section in opened.sections():
        for finding in _findings(opened, properties, section):
            yield Departure(finding, changes)
        yield from _counted(section, official=official)
    if not letter:
        yield from _first_page(opened)


def _counted(section: Section, *, official: bool) -> Iterator[Departure]:
    """Arabic numerals; from 1, and on through the attachments (7.5). Other materials may count a cover apart."""
    kind = child(section.properties, "pgNumType")
    where = "页脚" if section.number == 1 else f"第{section.number}节页脚"
    if (form := attribute(kind, "fmt")) not in (None, "decimal"):
        change = SetProperty(section.properties, "pgNumType", (), clear=("fmt",))
        yield Departure(
            Finding("7.5", "页码数字", "must", "阿拉伯数字", _FORMS.get(form or "", "其他数字"), where), (change,)
        )
    start = number(attribute(kind, "start"))
    if official and start is not None and (section.number > 1 or start != 1):
        wanted, said = "从 1 起连续编排，附件的页码与正文连续", f"从 {start} 起重新编排"
        change = SetProperty(section.properties, "pgNumType", (), clear=("start",))
        yield Departure(Finding("7.5", "页码连续", "must", wanted, said, where), (change,))


def _findings(opened: Opened, properties: Properties, section: Section) -> Iterator[Finding]:
    odd = numbers_in(opened, properties, section.feet.get("default"))
    where = "" if section.number == 1 else f"第{section.number}节"
    if not odd:
        yield Finding("7.5", "页码", "must", "每页编排页码", "没有页码", f"{where}页脚")
        return
    yield from _shape(odd[0], f"{where}单页页脚" if opened.two_sided else f"{where}页脚")
    if any(number.side == "outside" for number in odd):
        return
    if not opened.two_sided:
        found = f"单页、双页相同，都{_side_said(odd[0])}"
        yield Finding("7.5", "页码位置", "must", "单页码居右空一字，双页码居左空一字", found, f"{where}页脚")
        return
    yield from _side(odd[0], "default", where)
    even = numbers_in(opened, properties, section.feet.get("even"))
    if not even:
        yield Finding("7.5", "页码", "must", "每页编排页码", "双页没有页码", f"{where}双页页脚")
        return
    yield from _shape(even[0], f"{where}双页页脚")
    yield from _side(even[0], "even", where)


def _shape(number: Number, where: str) -> Iterator[Finding]:
    if not _FORM.fullmatch(number.text.strip()):
        shown = number.text.strip().replace("#", "1")
        yield Finding("7.5", "页码格式", "must", "— 1 —（左右各一条一字线）", shown, where)
    if not accepted("宋体", number.face):
        yield Finding("7.5", "页码字体", "must", "宋体 四号", number.face or "没有写明字体", where)
    if number.size != m.PAGE_NUMBER_SIZE:
        yield Finding("7.5", "页码字号", "must", "四号", size_name(number.size), where)


def _side(number: Number, kind: str, where: str) -> Iterator[Finding]:
    side, page, said = _SIDES[kind]
    if number.side != side or not 0.5 <= number.indent <= 1.5:
        yield Finding(
            "7.5", "页码位置", "must", f"{page}页码居{said}空一字", _side_said(number), f"{where}{page}页页脚"
        )


def _side_said(number: Number) -> str:
    said = {"left": "居左", "right": "居右", "center": "居中", "tab": "用制表位定位"}.get(number.side, number.side)
    return f"{said}空 {number.indent:.1f} 字".replace(".0 ", " ") if number.side in ("left", "right") else said


def _first_page(opened: Opened) -> Iterator[Departure]:
    """A first page with a foot of its own and no number: right for letters (信函) only."""
    for section in opened.sections():
        first = opened.part(section.feet["first"]) if "first" in section.feet else None
        if switch(section.properties, "titlePg") and not (first is not None and page_fields(first)):
            where = "首页页脚" if section.number == 1 else f"第{section.number}节首页页脚"
            rank: Rank = "normally"
            yield Departure(Finding("7.5", "页码", rank, "首页编排页码（信函格式除外）", "首页没有页码", where))


def numbers_in(opened: Opened, properties: Properties, path: str | None) -> list[Number]:
    """The page numbers of a foot."""
    root = opened.part(path) if path else None
    if root is None:
        return []
    return [_number(paragraph, properties) for paragraph in root.iter("{*}p") if _is_own(paragraph)]


def _is_own(paragraph: Element) -> bool:
    """Whether a PAGE field stands in the paragraph itself, not in a text box in it, nor in what stands in for one."""
    if any(local(above) == "Fallback" for above in paragraph.iterancestors()):
        return False
    return any(_nearest(field) is paragraph for field in page_fields(paragraph))


def _nearest(element: Element) -> Element | None:
    return next((above for above in element.iterancestors() if local(above) == "p"), None)


def page_fields(root: Element) -> list[Element]:
    """The elements that say PAGE: w:fldSimple, w:instrText."""
    simple = [one for one in root.iter("{*}fldSimple") if _PAGE.match(attribute(one, "instr") or "")]
    return simple + [one for one in root.iter("{*}instrText") if _PAGE.match(one.text or "")]


def _number(paragraph: Element, properties: Properties) -> Number:
    style = value(paragraph, "pPr", "pStyle")
    text, run = _text(paragraph)
    size = properties.size(run, style)
    indents = properties.indents(paragraph, size)
    side = _side_of(paragraph, properties, text)
    indent = indents.left + indents.first if side == "left" else indents.right
    return Number(text, side, indent, properties.face(run, style, "ascii").name, size)


def _text(paragraph: Element) -> tuple[str, Element]:
    """The text, # for the number, and the run that shows the number."""
    text, depth, shows = "", 0, True
    field = page_fields(paragraph)[0]
    shown = next((one for one in paragraph.iter("{*}r") if field in set(one.iter())), None)
    for run in (one for one in paragraph.iter("{*}r") if _nearest(one) is paragraph):
        simple = next((above for above in run.iterancestors() if local(above) == "fldSimple"), None)
        if simple is not None:
            if run is next(simple.iter("{*}r")):
                text += "#" if _PAGE.match(attribute(simple, "instr") or "") else "0"
                shown = run if simple is field else shown
            continue
        for item in run:
            kind = attribute(item, "fldCharType") if local(item) == "fldChar" else None
            if kind == "begin":
                depth, shows = depth + 1, False
            elif kind == "separate":
                shows = False
            elif kind == "end":
                depth = max(depth - 1, 0)
                shows = depth == 0
            elif local(item) == "instrText":
                text += "#" if _PAGE.match(item.text or "") else ""
            elif shows:
                text += characters(item)
    return text, shown if shown is not None else field


def _side_of(paragraph: Element, properties: Properties, text: str) -> str:
    frame = child(paragraph, "pPr", "framePr")
    if frame is not None and attribute(frame, "xAlign") is not None:
        return attribute(frame, "xAlign") or ""
    anchor = next((above for above in paragraph.iterancestors() if local(above) == "anchor"), None)
    if anchor is not None:
        aligned = child(anchor, "positionH", "align")
        return "tab" if aligned is None else aligned.text or "tab"
    if "\t" in text:
        return "tab"
    alignment = properties.alignment(paragraph)
    return alignment if alignment in ("left", "right", "center") else "left"


def _is_replaceable(opened: Opened) -> bool:
    """Whether the feet hold nothing but page numbers: words or pictures in them are not ours to take away."""
    paths = {path for section in opened.sections() for path in section.feet.values()}
    return all(is_furniture(root) for path in paths if (root := opened.part(path)) is not None)


def is_furniture(root: Element) -> bool:
    text = "".join(one.text or "" for one in root.iter("{*}t"))
    pictures = any(local(one) in _PICTURES and not any(True for _ in one.iter("{*}txbxContent")) for one in root.iter())
    return _FURNITURE.fullmatch(text) is not None and not pictures and not any(True for _ in root.iter("{*}tbl"))
