"""The fitted .docx as a Typst document (整篇): page, page numbers, sections, what stands at a place of the paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from mofan.paper import measurements as m
from mofan.paper.pdf.fitting import CORE, DOCUMENT, FONT, STYLES, Element, Fitted, W
from mofan.paper.pdf.properties import ink_of, look_of, style_of, style_sheet
from mofan.paper.pdf.typst_paragraphs import MC, Paragraphs
from mofan.paper.pdf.typst_tables import table
from mofan.paper.pdf.typst_words import Words, points, quoted

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_EMU: Final = 635
IMPRINT: Final = "版记"
"""The name of the box that holds the imprint."""
UNDRAWN: Final = {"drawing": "图片", "pict": "图形", "footnoteReference": "脚注", "object": "嵌入对象"}
"""What this road to PDF leaves out, by the element of the .docx."""


@dataclass(slots=True)
class _Section:
    """Blocks of a section and its properties (w:sectPr)."""

    blocks: list[Element] = field(default_factory=list)
    properties: Element | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A Typst document, and what of the .docx is not in it (element → how often)."""

    text: str
    undrawn: dict[str, int]


def typst_source(fitted: Fitted) -> Source:
    """The whole document: what stands where is taken from the .docx, so that both show the same sheet."""
    styles = style_sheet(fitted.parts[STYLES])
    words = Words(fitted.fonts)
    paragraphs = Paragraphs(styles, words, m.TYPE_AREA_WIDTH)
    body = fitted.trees[DOCUMENT].find(f"{W}body")
    sections = list(_sections(body)) if body is not None else []
    content = []
    for number, section in enumerate(sections):
        content.append(_start(section, number, sections))
        content += _blocks(section.blocks, paragraphs)
    footers = {name: _footer(tree, paragraphs, words) for name, tree in fitted.trees.items() if name != DOCUMENT}
    page = _page(sections, _related(fitted), footers)
    head = _properties(fitted) + "".join(words.definitions()) + page + _SETTINGS
    return Source(head + "".join(content) + "#metadata(none)<end>\n", paragraphs.undrawn)


_SETTINGS: Final = (
    '#set text(lang: "zh", region: "cn", cjk-latin-spacing: none, fallback: false, hyphenate: false,'
    " overhang: false, costs: (widow: 0%, orphan: 0%, runt: 0%))\n"
    '#set par(leading: 0pt, spacing: 0pt, linebreaks: "simple")\n#set block(above: 0pt, below: 0pt)\n'
)


def _properties(fitted: Fitted) -> str:
    """Title and author, and no date, so that the same paper is the same file."""
    core = etree.fromstring(fitted.parts[CORE])
    title, author = (core.findtext(f"{_DC}{name}") or "" for name in ("title", "creator"))
    authors = f"({quoted(author)},)" if author else "()"
    return f"#set document(title: {quoted(title)}, author: {authors}, date: none)\n"


def _sections(body: Element) -> Iterator[_Section]:
    section = _Section()
    for block in body:
        if block.tag == f"{W}sectPr":
            section.properties = block
            continue
        section.blocks.append(block)
        ends = block.find(f"{W}pPr/{W}sectPr")
        if ends is not None:
            section.blocks.pop()  # it holds the end of the section and nothing else
            section.properties = ends
            yield section
            section = _Section()
    yield section


def _blocks(blocks: list[Element], paragraphs: Paragraphs) -> Iterator[str]:
    def of_cell(cell: Element) -> str:
        paragraphs.gap = 0
        return "".join(_blocks(list(cell), paragraphs))

    for block in blocks:
        if block.tag == f"{W}tbl":
            yield _room(paragraphs) + table(block, of_cell)
            paragraphs.gap = 0
        elif block.tag == f"{W}p":
            anchored = list(_anchored(block, paragraphs))
            yield "".join(anchored)
            if not (anchored and not block.findall(f"{W}r/{W}t")):
                yield paragraphs.paragraph(block)


def _room(paragraphs: Paragraphs) -> str:
    return f"#v({points(paragraphs.gap)})\n" if paragraphs.gap else ""


def _start(section: _Section, number: int, sections: list[_Section]) -> str:
    """What stands between two sections; the imprint looks for its own page."""
    if number == 0:
        return "#metadata(none)<section>\n"
    kind = section.properties.find(f"{W}type") if section.properties is not None else None
    value = kind.get(f"{W}val", "nextPage") if kind is not None else "nextPage"
    if any(_is_imprint(block) for block in section.blocks):
        return "#metadata(none)<section>\n"
    to = {"evenPage": ', to: "even"', "oddPage": ', to: "odd"'}.get(value, "")
    return f"#pagebreak(weak: true{to})\n#metadata(none)<section>\n"


def _is_imprint(block: Element) -> bool:
    return any(one.get("name") == IMPRINT for one in block.iter(f"{_WP}docPr"))


def _anchored(paragraph: Element, paragraphs: Paragraphs) -> Iterator[str]:
    """Lines and boxes that stand at a place of the paper."""
    for anchor in paragraph.iterfind(f"{W}r/{MC}AlternateContent/{MC}Choice/{W}drawing/{_WP}anchor"):
        across, down = (
            int(anchor.findtext(f"{_WP}{name}/{_WP}posOffset") or 0) // _EMU for name in ("positionH", "positionV")
        )
        extent, named = anchor.find(f"{_WP}extent"), anchor.find(f"{_WP}docPr")
        breadth, height = (int(extent.get(name, "0")) // _EMU if extent is not None else 0 for name in ("cx", "cy"))
        content = anchor.find(f".//{W}txbxContent")
        place = f"#place(top + left, dx: {points(across - m.LEFT)}, dy: {points(down - m.TOP)}, "
        if content is None:
            yield place + _line(anchor, breadth) + ")\n"
            continue
        inside = Paragraphs(paragraphs.styles, paragraphs.words, breadth, paragraphs.undrawn)
        body = anchor.find(".//{*}bodyPr")
        held = "bottom" if body is not None and body.get("anchor") == "b" else "top"
        is_imprint = named is not None and named.get("name") == IMPRINT
        blocks = [block for block in content if block.tag == f"{W}tbl" or "".join(map(str, block.itertext()))]
        words = "".join(_blocks(blocks, inside))
        box = f"block(width: {points(breadth)}, height: {points(height)}, align({held})[{words}]))\n"
        yield (_imprint_page(down + m.IMPRINT_LINE, _even(paragraph)) if is_imprint else "") + place + box


def _even(paragraph: Element) -> bool:
    """Whether the imprint stands on an even page: it does, but for a letter, whose first page has no number."""
    return all(one.find(f"{W}titlePg") is None for one in paragraph.getroottree().iter(f"{W}sectPr"))


def _imprint_page(top: int, even: bool) -> str:
    """Turn to the page of the imprint: this one where it is even and has room (7.4.1), else the next that is."""
    latest = points(top)
    turn = 'pagebreak(to: "even")' if even else "pagebreak()"
    odd = "calc.odd(at.page) or " if even else ""
    return (
        f"#metadata(none)<text-end>\n#context {{ let at = locate(<text-end>).position(); "
        f"if {odd}at.y > {latest} {{ {turn} }} }}\n#metadata(none)<imprint>\n"
    )


def _line(anchor: Element, breadth: int) -> str:
    drawn = anchor.find(f".//{_A}ln")
    colour = anchor.find(f".//{_A}srgbClr")
    thickness = int(drawn.get("w", "12700")) / 12700 if drawn is not None else 1.0
    value = colour.get("val", "000000") if colour is not None else "000000"
    return f'line(length: {points(breadth)}, stroke: {thickness}pt + rgb("#{value}"))'


def _related(fitted: Fitted) -> dict[str, str]:
    """Relation → the part of the .docx."""
    root = etree.fromstring(fitted.parts["word/_rels/document.xml.rels"])
    return {one.get("Id", ""): f"word/{one.get('Target', '')}" for one in root}


def _footer(tree: Element, paragraphs: Paragraphs, words: Words) -> str:
    """A page number at its place outside the type area (7.5), as code; empty for a footer without one."""
    for paragraph in tree.iter(f"{W}p"):
        look, style = look_of(paragraph, paragraphs.styles), style_of(paragraph)
        made = ""
        inside = False
        for run in paragraph.iter(f"{W}r"):
            mark = run.find(f"{W}fldChar")
            if mark is not None:
                inside = mark.get(f"{W}fldCharType") == "separate"
            elif (text := run.findtext(f"{W}t")) is not None:
                one = words.run(text, int(run.get(FONT, "0")), ink_of(run, style, paragraphs.styles), look.line)
                made += one.replace(quoted(text), "str(number)") if inside else one
        if made:
            side = "right" if look.align == "right" else "left"
            margin = m.RIGHT + look.right if side == "right" else m.LEFT + look.left
            across = points(-margin if side == "right" else margin)
            return f"place(bottom + {side}, dx: {across}, dy: {points(-m.FOOTER)}, [{made}])"
    return ""


def _page(sections: list[_Section], related: dict[str, str], footers: dict[str, str]) -> str:
    """The page and its numbers: none on a page that only fills up, none behind such a page (V6)."""
    choices = []
    for section in sections:
        properties = section.properties
        kinds = {
            one.get(f"{W}type", "default"): footers.get(related.get(one.get(f"{_R}id", ""), ""), "")
            for one in (properties.iterfind(f"{W}footerReference") if properties is not None else ())
        }
        first = (
            kinds.get("first", "") if properties is not None and properties.find(f"{W}titlePg") is not None else None
        )
        odd, even = kinds.get("default", ""), kinds.get("even", "")
        whole = f"if calc.odd(number) {{ {odd or 'none'} }} else {{ {even or 'none'} }}"
        choices.append(f"if first {{ {first or 'none'} }} else {{ {whole} }}" if first is not None else whole)
    # The imprint's own section is numbered as the text is: whether a blank page lies between is seen here.
    chosen = " else ".join(
        f"if section == {number + 1} {{ let first = number == starts.at({number}).page(); {choice} }}"
        for number, choice in enumerate(choices[:1] if len(choices) > 1 and _is_end(sections[-1]) else choices)
    )
    return (
        f"#set page(width: {points(m.PAGE_WIDTH)}, height: {points(m.PAGE_HEIGHT)}, margin: (top: {points(m.TOP)},"
        f" left: {points(m.LEFT)}, right: {points(m.RIGHT)}, bottom: {points(m.BOTTOM)}),\n"
        "foreground: context {\n"
        "  let number = here().page()\n"
        "  let ends = query(<text-end>)\n"
        "  let imprints = query(<imprint>)\n"
        "  let blank = ends.len() > 0 and imprints.at(0).location().page() - ends.at(0).location().page() > 1\n"
        "  if blank and number > ends.at(0).location().page() { return }\n"
        f"  let starts = query(<section>).map(one => one.location()).slice(0, {len(choices)})\n"
        "  let section = starts.filter(one => one.page() <= number).len()\n"
        + ("  if section > 1 { section = 1 }\n" if len(choices) > 1 and _is_end(sections[-1]) else "")
        + f"  {chosen}\n"
        "})\n"
    )


def _is_end(section: _Section) -> bool:
    return any(_is_imprint(block) for block in section.blocks)
