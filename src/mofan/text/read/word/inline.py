"""What stands inside a paragraph (段内内容): runs in order, with what the file hides marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mofan.text.read.word.anchors import Anchor, NoteMet, PictureMet
from mofan.text.read.word.drawings import drawn, imaged
from mofan.text.read.word.markup import Element, attribute, child, children, local, number, switch, value
from mofan.text.read.word.styles import Styles

_SKIPPED = {
    "pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "sectPr", "sdtPr", "sdtEndPr",
    "rt", "annotationRef", "commentReference", "tblPr", "tblGrid", "trPr", "tcPr", "ctrlPr",
}  # fmt: skip
"""Elements without readable text, or whose text a reader of the final version does not see."""
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_ONE_TO_ONE = str.maketrans("\r\x85\u2028\u2029", "\n\n\n\n")
_SIGNS = {  # places in the fonts of signs that forms use, as the characters that they look like
    ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■", ("wingdings", 0x6F): "□", ("wingdings", 0x75): "◆",
    ("wingdings", 0x76): "❖", ("wingdings", 0xA8): "□", ("wingdings", 0xFB): "×", ("wingdings", 0xFC): "√",
    ("wingdings", 0xFD): "☒", ("wingdings", 0xFE): "☑", ("wingdings", 0xA1): "○", ("wingdings", 0xD8): "➢",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x54): "☒", ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0x4F): "×", ("symbol", 0xB7): "•", ("symbol", 0xB4): "×", ("symbol", 0xB0): "°",
    ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB1): "±", ("symbol", 0x6D): "μ",
}  # fmt: skip
_SMALLEST = 4
"""Characters of at most this many half-points are hidden: 2 pt is below what can be read."""
_NARROWEST = 10
"""Characters squeezed to at most this percentage are hidden."""

_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_LIGHTEST = 0xF2
"""Each of red, green and blue at least so bright: white on white paper."""


@dataclass(slots=True)
class Bit:
    """Some characters of a paragraph, all hidden or all seen."""

    text: str
    hidden: bool = False
    anchor: Anchor | None = None
    """What stands before these characters, of which there are none then."""


@dataclass(slots=True)
class Paragraph:
    """The characters of a paragraph, and the text boxes anchored in it."""

    bits: list[Bit] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    """Relations that name the words of a diagram (SmartArt) anchored in it."""


class Inline:
    """Reads the inside of paragraphs; keeps the open fields, which may run over several."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []
        """Open fields, outermost first: whether its result has begun (before that stands its instruction)."""
        self.formulas = 0
        """Formulas met; their letters are read."""
        self.charts = 0
        """Charts met; they are drawn from numbers that are no text."""

    def read(self, element: Element, *, dark: bool) -> Paragraph:
        """The content of a w:p; `dark` where white characters are seen (a dark cell, a shape)."""
        paragraph = Paragraph()
        properties = child(element, "pPr")
        style = value(properties, "pStyle")
        dark = dark or is_dark(properties)
        self._walk(element, paragraph, style, dark)
        while self._fields and not self._fields[-1]:
            self._fields.pop()
        _settle_page_breaks(paragraph)
        return paragraph

    def _walk(self, element: Element, paragraph: Paragraph, style: str | None, dark: bool) -> None:
        for item in element:
            name = local(item)
            if name in _SKIPPED:
                continue
            if name == "r":
                self._run(item, paragraph, style, dark)
            elif name == "AlternateContent":
                for chosen in choose(item):
                    self._walk(chosen, paragraph, style, dark)
            elif name == "txbxContent":
                paragraph.boxes.append(item)
            elif name == "textpath":  # lettering as a shape (艺术字): red heads, watermarks
                paragraph.bits.append(Bit(item.get("string") or ""))
            else:
                self._meet(item, name, paragraph)
                self._walk(item, paragraph, style, dark)

    def _meet(self, item: Element, name: str, paragraph: Paragraph) -> None:
        """Note what is no text of its own: a picture, a formula, a chart, a diagram."""
        picture = drawn(item) if name == "blip" else imaged(item) if name == "imagedata" else None
        if picture is not None:
            paragraph.bits.append(Bit("", anchor=picture))
        elif name == "oMath":
            self.formulas += 1
        elif name == "chart":
            self.charts += 1
        elif name == "relIds" and (words := attribute(item, "dm")):
            paragraph.diagrams.append(words)

    def _run(self, run: Element, paragraph: Paragraph, style: str | None, dark: bool) -> None:
        hidden: bool | None = None
        for item in run:
            name = local(item)
            if name == "fldChar":
                self._field(attribute(item, "fldCharType"))
                continue
            if name in ("footnoteReference", "endnoteReference"):
                if all(self._fields):
                    paragraph.bits.append(Bit("", anchor=_note(item, name)))
                continue
            text = _characters(item, name)
            if text is None:
                if name not in _SKIPPED:
                    before = len(paragraph.bits)
                    self._walk_one(item, paragraph, style, dark)
                    if len(paragraph.bits) > before and self._is_hidden(child(run, "rPr"), style, True):
                        _drop_pictures(paragraph, before)
            elif text and all(self._fields):
                if hidden is None:
                    hidden = self._is_hidden(child(run, "rPr"), style, dark)
                paragraph.bits.append(Bit(text, hidden))

    def _walk_one(self, item: Element, paragraph: Paragraph, style: str | None, dark: bool) -> None:
        """A drawing, a ruby, an alternative or the like inside a run."""
        for chosen in choose(item) if local(item) == "AlternateContent" else (item,):
            self._walk(chosen, paragraph, style, dark)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, run: Element | None, style: str | None, dark: bool) -> bool:
        """Whether a reader of the printed page would not see these characters."""
        find = self._styles.run_property
        if find(run, style, lambda properties: switch(properties, "vanish")):
            return True
        size = find(run, style, lambda properties: number(value(properties, "sz")))
        scale = find(run, style, lambda properties: number(value(properties, "w")))
        if (size is not None and size <= _SMALLEST) or (scale is not None and scale <= _NARROWEST):
            return True
        if dark or find(run, style, _shade):
            return False
        return bool(find(run, style, _is_white))


def _note(item: Element, name: str) -> NoteMet:
    own_mark = (attribute(item, "customMarkFollows") or "0") in ("1", "true", "on")
    return NoteMet("footnote" if name == "footnoteReference" else "endnote", attribute(item, "id") or "", own_mark)


def _drop_pictures(paragraph: Paragraph, start: int) -> None:
    """A picture that is hidden is not seen."""
    kept = [bit for bit in paragraph.bits[start:] if not isinstance(bit.anchor, PictureMet)]
    paragraph.bits[start:] = kept


def _characters(item: Element, name: str) -> str | None:
    """The characters of a run's child; None when it has none of its own."""
    if name == "t":
        text = (item.text or "").translate(_ONE_TO_ONE).replace("\n", " ")
        return text if attribute(item, "space") == "preserve" else text.strip(" \t")
    if name == "br":
        return "\f" if attribute(item, "type") in ("page", "column") else "\n"
    if name == "sym":
        return _sign(attribute(item, "font") or "", attribute(item, "char") or "")
    return _CHARACTERS.get(name)


def _sign(font: str, code: str) -> str:
    try:
        place = int(code, 16)
        return _SIGNS.get((font.lower(), place & 0xFF), "") or chr(place)
    except (ValueError, OverflowError):
        return ""


def _settle_page_breaks(paragraph: Paragraph) -> None:
    """A page break within the text of a paragraph breaks its line; one at its start or end adds nothing."""
    bits = paragraph.bits
    for index, bit in enumerate(bits):
        if bit.text == "\f":
            within = any(other.text.strip() for other in bits[:index]) and any(
                other.text.strip() for other in bits[index + 1 :]
            )
            bit.text = "\n" if within else ""


def choose(alternative: Element) -> Iterator[Element]:
    """The branch of mc:AlternateContent to read: the first Choice, unless only the Fallback holds text."""
    options = [*children(alternative, "Choice"), *children(alternative, "Fallback")]
    telling = (option for option in options if any(local(item) == "t" and item.text for item in option.iter("{*}t")))
    chosen = next(telling, options[0] if options else None)
    if chosen is not None:
        yield chosen


def _is_white(properties: Element) -> bool | None:
    colour = child(properties, "color")
    if colour is None:
        return None
    if (theme := attribute(colour, "themeColor")) is not None:
        return theme == "background1" and attribute(colour, "themeShade") is None
    return _is_light(attribute(colour, "val"))


def _is_light(colour: str | None) -> bool:
    """Whether an RRGGBB value can hardly be told from white paper."""
    if not colour or not _COLOUR.fullmatch(colour):
        return False
    return all(int(colour[place : place + 2], 16) >= _LIGHTEST for place in (0, 2, 4))


def _shade(properties: Element) -> bool | None:
    """Whether highlight or shading stands behind these characters; None when it says nothing."""
    highlight = value(properties, "highlight")
    if highlight is not None and highlight not in ("none", "white"):
        return True
    return True if is_dark(properties) else None


def is_dark(properties: Element | None) -> bool:
    """Whether paragraph or cell properties shade the ground, so that white characters are seen."""
    shading = child(properties, "shd")
    if shading is None:
        return False
    if attribute(shading, "themeFill") not in (None, "background1"):
        return True
    if (attribute(shading, "val") or "clear") not in ("clear", "nil"):
        return True
    fill = attribute(shading, "fill")
    return fill not in (None, "auto") and not _is_light(fill)
