"""Pictures of the fitted .docx for Typst (图片): the file beside the source, as large as the .docx says."""

from dataclasses import dataclass, field
from typing import Final

from mofan.paper.pdf.fitting import Element, Fitted
from mofan.paper.pdf.typst_words import points, quoted

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU: Final = 635
_SHOWN: Final = frozenset({"png", "jpeg", "jpg", "gif", "svg", "webp"})
"""Formats that Typst reads."""


@dataclass(slots=True)
class Pictures:
    """The pictures of one document: those that are drawn, by name, and how many are not."""

    parts: dict[str, bytes]
    related: dict[str, str]
    broken: frozenset[str] = frozenset()
    """Names of pictures that turned out not to be readable."""
    drawn: dict[str, bytes] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """The formats of those that are not drawn."""

    def drawing(self, element: Element) -> str | None:
        """A picture in its line; an empty frame of its size where it cannot be shown. None for another thing."""
        blip, extent = element.find(f".//{_A}blip"), element.find(f"{_WP}inline/{_WP}extent")
        if blip is None or extent is None:
            return None
        width, height = (points(int(extent.get(name, "0")) / _EMU) for name in ("cx", "cy"))
        part = self.related.get(blip.get(f"{_R}embed", ""), "")
        name = part.rpartition("/")[2]
        format_ = name.rpartition(".")[2].lower()
        if format_ not in _SHOWN or name in self.broken or part not in self.parts:
            self.left_out.append(format_.upper())
            return f"#box(width: {width}, height: {height}, stroke: 0.5pt)"
        self.drawn[name] = self.parts[part]
        named = element.find(f"{_WP}inline/{_WP}docPr")
        told = named.get("descr", "") if named is not None else ""
        alt = f", alt: {quoted(told)}" if told else ""
        return f'#box(image({quoted("/" + name)}, width: {width}, height: {height}, fit: "stretch"{alt}))'


def pictures_of(fitted: Fitted, related: dict[str, str], broken: frozenset[str]) -> Pictures:
    """The pictures of a document, none drawn yet."""
    return Pictures(fitted.parts, related, broken)
