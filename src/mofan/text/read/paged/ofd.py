"""From the parts of an OFD file (GB/T 33190 版式文档) to its text: what stands where on each page."""

import posixpath
from collections.abc import Iterator
from math import isfinite

from mofan.text.read.document import Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.paged.document_of import Page, document_of, too_many_pages
from mofan.text.read.paged.lines import Glyph, is_wide, lines_of
from mofan.text.read.word.markup import Element, attribute, child, children, local
from mofan.text.read.word.package import Package, broken

_POINTS = 72 / 25.4
"""A millimetre, in which an OFD file counts."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SIZE = 5.6
"""The size of a text that says none: 3号."""
_MOST_STEPS = 10_000
"""Characters of one text object."""
_ABOVE, _BELOW, _HALF = 0.86, 0.14, 0.5
"""Of the size: how far a character reaches above its base line and below, and the width of one that is not wide."""


def read_ofd(data: bytes, name: str, *, limits: Limits) -> Document:
    """Read an OFD file. Raises `Unreadable` (BROKEN, ENCRYPTED, TOO_LARGE, SCANNED)."""
    package = Package(data, limits)
    if package.part("Encryptions.xml") is not None:
        raise Unreadable(Reason.ENCRYPTED, "OFD 文件加了密，无法读取。请用阅读软件打开，取消加密后重新保存再上传。")
    return document_of(list(_pages(package, limits)), name, MediaType.OFD)


def _pages(package: Package, limits: Limits) -> Iterator[Page]:
    for root in children(package.part("OFD.xml"), "DocBody"):
        path = _text(child(root, "DocRoot"))
        document = package.part(path)
        if document is None:
            raise broken()
        usual = _box(child(document, "CommonData", "PageArea", "PhysicalBox"), _A4)
        templates = {
            attribute(one, "ID"): attribute(one, "BaseLoc") or ""
            for one in children(child(document, "CommonData"), "TemplatePage")
        }
        places = [attribute(page, "BaseLoc") or "" for page in children(child(document, "Pages"), "Page")]
        if len(places) > limits.pages:
            raise too_many_pages(limits.pages)
        for number, place in enumerate(places):
            page = _part(package, path, place)
            if page is None:
                raise broken()
            _, _, width, height = _box(child(page, "Area", "PhysicalBox"), usual)
            under = [templates.get(attribute(one, "TemplateID"), "") for one in children(page, "Template")]
            sheets = [*(one for base in under if base and (one := _part(package, path, base)) is not None), page]
            glyphs = (glyph for sheet in sheets for glyph in _glyphs(sheet, height))
            yield Page(width * _POINTS, height * _POINTS, lines_of(glyphs, number))


def _part(package: Package, document: str, place: str) -> Element | None:
    """A part whose place is told from that of the document."""
    return package.part(posixpath.normpath(posixpath.join("/", posixpath.dirname(document), place)))


def _glyphs(page: Element, height: float) -> Iterator[Glyph]:
    for text in page.iter():
        if isinstance(text.tag, str) and local(text) == "TextObject":
            yield from _of_text(text, height)


def _of_text(text: Element, height: float) -> Iterator[Glyph]:
    """The characters of one text object, set along its base line."""
    left, top, _, _ = _box(text, (0.0, 0.0, 0.0, 0.0), "Boundary")
    turned = _numbers(attribute(text, "CTM"))
    a, b, c, d, e, f = turned if len(turned) == 6 else _UPRIGHT
    size = (_numbers(attribute(text, "Size")) or [_SIZE])[0]
    for code in children(text, "TextCode"):
        x, y = ((_numbers(attribute(code, name)) or [0.0])[0] for name in ("X", "Y"))
        steps = _steps(attribute(code, "DeltaX"))
        for char in _text(code):
            across, down = left + a * x + c * y + e, height - (top + b * x + d * y + f)
            wide = size * abs(a) * (1.0 if is_wide(char) else _HALF)
            tall = size * abs(d)
            yield Glyph(
                char,
                across * _POINTS,
                (down - _BELOW * tall) * _POINTS,
                (across + wide) * _POINTS,
                (down + _ABOVE * tall) * _POINTS,
            )
            x += next(steps, size * (1.0 if is_wide(char) else _HALF))


def _steps(delta: str | None) -> Iterator[float]:
    """How far each character stands from the one before; "g 3 5.6" is 5.6 three times."""
    parts = iter((delta or "").split())
    for part in parts:
        if part == "g":
            count, step = _numbers(next(parts, "0")), _numbers(next(parts, "0"))
            yield from step * min(int(count[0] if count else 0), _MOST_STEPS)
        else:
            yield from _numbers(part)


def _box(element: Element | None, otherwise: tuple[float, ...], name: str = "") -> tuple[float, ...]:
    """Four numbers in the text of an element, or in one of its attributes."""
    found = _numbers(attribute(element, name) if name else _text(element))
    return tuple(found) if len(found) == 4 else otherwise


def _text(element: Element | None) -> str:
    return (element.text or "").strip("\n\r\t") if element is not None else ""


def _numbers(written: str | None) -> list[float]:
    """The numbers in an attribute; nothing where one of them is none."""
    try:
        numbers = [float(part) for part in (written or "").split()]
    except ValueError:
        return []
    return numbers if all(map(isfinite, numbers)) else []
