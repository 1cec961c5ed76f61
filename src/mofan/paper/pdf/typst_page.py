"""The sheets of the fitted .docx as Typst (版面): their size and margins, and the page numbers outside (7.5, 8)."""

from dataclasses import dataclass, field
from typing import Final

from mofan.paper import measurements as m
from mofan.paper.pdf.fitting import FONT, Element, W
from mofan.paper.pdf.properties import ink_of, look_of, style_of
from mofan.paper.pdf.typst_paragraphs import Paragraphs
from mofan.paper.pdf.typst_words import points, quoted

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
IMPRINT: Final = "版记"
"""The name of the box that holds the imprint."""


@dataclass(slots=True)
class Section:
    """Blocks of a section and its properties (w:sectPr)."""

    blocks: list[Element] = field(default_factory=list)
    properties: Element | None = None

    @property
    def kind(self) -> str:
        """How it begins: nextPage, evenPage."""
        kind = self.properties.find(f"{W}type") if self.properties is not None else None
        return kind.get(f"{W}val", "nextPage") if kind is not None else "nextPage"

    @property
    def has_imprint(self) -> bool:
        """Whether it holds nothing but the imprint, which looks for its own page."""
        return any(one.get("name") == IMPRINT for block in self.blocks[:1] for one in block.iter(f"{_WP}docPr"))

    @property
    def sheet(self) -> dict[str, int]:
        """Width, height and margins in twips."""
        made = {"w": m.PAGE_WIDTH, "h": m.PAGE_HEIGHT, "top": m.TOP, "left": m.LEFT}
        made |= {"right": m.RIGHT, "bottom": m.BOTTOM}
        for name in ("pgSz", "pgMar") if self.properties is not None else ():
            given = self.properties.find(f"{W}{name}") if self.properties is not None else None
            for side in made if given is not None else ():
                if given is not None and (value := given.get(f"{W}{side}")):
                    made[side] = int(value)
        return made

    def footers(self, footers: dict[str, str], related: dict[str, str]) -> str:
        """Code that gives the page number of a page of this section."""
        properties = self.properties
        kinds = {
            one.get(f"{W}type", "default"): footers.get(related.get(one.get(f"{_R}id", ""), ""), "") or "none"
            for one in (properties.iterfind(f"{W}footerReference") if properties is not None else ())
        }
        odd, even = kinds.get("default", "none"), kinds.get("even", "none")
        whole = f"if calc.odd(number) {{ {odd} }} else {{ {even} }}"
        if properties is None or properties.find(f"{W}titlePg") is None:
            return whole
        return f"if number == start {{ {kinds.get('first', 'none')} }} else {{ {whole} }}"


def sheet_set(section: Section) -> str:
    """`#set page` for the sheets of a section."""
    sides = section.sheet
    margins = ", ".join(f"{side}: {points(sides[side])}" for side in ("top", "left", "right", "bottom"))
    return f"#set page(width: {points(sides['w'])}, height: {points(sides['h'])}, margin: ({margins}))\n"


def numbering(sections: list[Section], footers: dict[str, str], related: dict[str, str]) -> str:
    """`#set page` for the numbers: none on a page that only fills up, none behind such a page (V6).

    The imprint's own page is numbered as the text before it: whether a blank page lies between is seen here.
    """
    numbered = [
        section
        for place, section in enumerate(sections)
        if not (place and section.has_imprint and section.sheet == sections[place - 1].sheet)
    ]
    alike = (next(one for one in numbered if one.sheet == section.sheet) for section in numbered if section.has_imprint)
    as_the_text = {id(section): one for section, one in zip(numbered[-1:], alike, strict=False)}
    chosen = " else ".join(
        f"if section == {number} {{ {as_the_text.get(id(section), section).footers(footers, related)} }}"
        for number, section in enumerate(numbered, 1)
    )
    return (
        "#set page(foreground: context {\n"
        "  let number = here().page()\n"
        "  let ends = query(<text-end>)\n"
        "  if ends.len() > 0 {\n"
        "    let end = ends.at(0).location().page()\n"
        "    if number > end and query(<imprint>).at(0).location().page() - end > 1 { return }\n"
        "  }\n"
        "  let starts = query(<section>).map(one => one.location().page())\n"
        "  let section = starts.filter(one => one <= number).len()\n"
        "  let start = starts.at(section - 1, default: 1)\n"
        f"  {chosen}\n"
        "})\n"
    )


def footer(tree: Element, paragraphs: Paragraphs) -> str:
    """A page number at its place outside the type area, as code; empty for a footer without one."""
    for paragraph in tree.iter(f"{W}p"):
        look = look_of(paragraph, paragraphs.styles)
        made = _number(paragraph, paragraphs)
        if not made:
            continue
        side = "right" if look.align == "right" else "left"
        indent = look.right if side == "right" else look.left
        floating = tree.find(f"{W}tbl/{W}tblPr/{W}tblpPr")
        if floating is not None:
            return _turned(floating, made, side, indent)
        margin = m.RIGHT + indent if side == "right" else m.LEFT + indent
        across = points(-margin if side == "right" else margin)
        return f"place(bottom + {side}, dx: {across}, dy: {points(-m.FOOTER)}, [{made}])"
    return ""


def _turned(floating: Element, made: str, side: str, indent: int) -> str:
    """On a sheet on its side the number runs downwards at the left edge (8)."""
    left, top = (int(floating.get(f"{W}{name}", "0")) for name in ("tblpX", "tblpY"))
    inside = f"align({side}, pad({side}: {points(indent)})[{made}])"
    block = f"block(width: {points(m.LYING_HEIGHT)}, height: {points(m.PAGE_NUMBER_SIZE * 10)}, {inside})"
    across = points(left + m.PAGE_NUMBER_SIZE * 10)
    return f"place(top + left, dx: {across}, dy: {points(top)}, rotate(90deg, origin: top + left, {block}))"


def place_of(anchor: Element) -> tuple[int, int, int, int]:
    """Left, top, breadth and height of what stands at a place of the paper, in twips."""
    left, top = (int(anchor.findtext(f"{_WP}{name}/{_WP}posOffset") or 0) // 635 for name in ("positionH", "positionV"))
    extent = anchor.find(f"{_WP}extent")
    breadth, height = (int(extent.get(name, "0")) // 635 if extent is not None else 0 for name in ("cx", "cy"))
    return left, top, breadth, height


def _number(paragraph: Element, paragraphs: Paragraphs) -> str:
    """`— 1 —`, with the field in it as code."""
    look, style = look_of(paragraph, paragraphs.styles), style_of(paragraph)
    made, inside = "", False
    for run in paragraph.iterfind(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        if mark is not None:
            inside = mark.get(f"{W}fldCharType") == "separate"
        elif (text := run.findtext(f"{W}t")) is not None:
            ink = ink_of(run, style, paragraphs.styles)
            one = paragraphs.words.run(text, int(run.get(FONT, "0")), ink, look.height(ink))
            made += one.replace(quoted(text), "str(number)") if inside else one
    return made
