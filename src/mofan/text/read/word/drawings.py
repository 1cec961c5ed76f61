"""Drawings of a .docx (图形): which picture is shown, and how large. Nothing is fetched and nothing is decoded."""

import re
from typing import Final

from mofan.text.read.word.anchors import PictureMet
from mofan.text.read.word.markup import Element, attribute, child, local, number

_GROUPS: Final = ("wgp", "grpSp", "wpc")
_FRAMES: Final = ("inline", "anchor")
_LENGTH: Final = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d+(?:\.\d+)?)\s*(pt|in|cm|mm|px|pc)?")
_EMU: Final = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525, "pc": 152_400, "": 9_525}
MOST_EMU: Final = 20_116_800
"""22 inches: no paper that Word knows is wider."""


def drawn(blip: Element) -> PictureMet | None:
    """The picture of an a:blip; None without a relation. A linked one has its relation, too: it leads outside."""
    relation = attribute(blip, "embed") or attribute(blip, "link")
    if not relation:
        return None
    above = list(blip.iterancestors())
    frame = next((one for one in above if local(one) in _FRAMES), None)
    shape = next((one for one in above if local(one) in ("pic", "wsp", "sp")), None)
    size = child(shape, "spPr", "xfrm", "ext")
    if size is None or not any(local(one) in _GROUPS for one in above):
        size = child(frame, "extent") if frame is not None else size
    said = child(shape, "nvPicPr", "cNvPr")
    description = attribute(child(frame, "docPr"), "descr") or attribute(said, "descr") or ""
    return PictureMet(relation, _held(attribute(size, "cx")), _held(attribute(size, "cy")), _one_line(description))


def imaged(image: Element) -> PictureMet | None:
    """The picture of a v:imagedata (older files, and the look of embedded objects); None without a relation."""
    relation = attribute(image, "id") or attribute(image, "href")
    if not relation:
        return None
    shape = image.getparent()
    style = "" if shape is None else shape.get("style") or ""
    found = {name: float(length) * _EMU[unit or ""] for name, length, unit in _LENGTH.findall(style)}
    width, height = (min(round(found.get(name, 0)), MOST_EMU) for name in ("width", "height"))
    return PictureMet(relation, width, height, _one_line("" if shape is None else shape.get("alt") or ""))


def _held(length: str | None) -> int:
    """A length in EMU, 0 for what is none, no more than fits any paper."""
    return min(max(number(length) or 0, 0), MOST_EMU)


def _one_line(text: str) -> str:
    return " ".join(text.split())
