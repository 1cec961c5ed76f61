"""The fitted .docx as a Typst document (整篇): sections, blocks, and what stands at a place of the paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from mofan.paper import measurements as m
from mofan.paper.pdf.fitting import CORE, DOCUMENT, STYLES, Element, Fitted, W
from mofan.paper.pdf.properties import Ink, style_sheet
from mofan.paper.pdf.typst_notes import notes_of
from mofan.paper.pdf.typst_page import IMPRINT, Section, footer, numbering, place_of, sheet_set
from mofan.paper.pdf.typst_paragraphs import MC, Paragraphs
from mofan.paper.pdf.typst_pictures import pictures_of
from mofan.paper.pdf.typst_tables import table
from mofan.paper.pdf.typst_words import Words, points, quoted

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_FOOTER: Final = "word/footer"
_HEADER: Final = "word/header"
_UNDRAWN: Final = {"pict": "图形", "object": "嵌入对象", "drawing": "图形", "commentReference": "批注"}


@dataclass(frozen=True, slots=True)
class Source:
    """A Typst document, the pictures that it shows (name → bytes), and sentences on what is not in it."""

    text: str
    pictures: dict[str, bytes]
    left_out: tuple[str, ...]


def typst_source(fitted: Fitted, broken: frozenset[str] = frozenset()) -> Source:
    """The whole document: what stands where is taken from the .docx, so that both show the same sheet.

    `broken` are names of pictures that Typst cannot read.
    """
    styles, words, related = style_sheet(fitted.parts[STYLES]), Words(fitted.fonts), _related(fitted)
    notes = notes_of(fitted)
    paragraphs = Paragraphs(styles, words, pictures_of(fitted, related, broken), notes)
    notes.written = lambda note: "".join(_blocks(list(note), paragraphs.beside()))
    notes.digits = lambda text: f"#super(typographic: false)[{words.run(text, 0, Ink(), m.LINE)}]"
    body = fitted.trees[DOCUMENT].find(f"{W}body")
    sections = list(_sections(body)) if body is not None else []
    content = []
    for number, section in enumerate(sections):
        if section is sections[-1] and section.has_imprint:
            content.append(_endnotes(notes.last))
        before = sections[number - 1] if number else None
        paragraphs.turned = before is not None and section.sheet != before.sheet
        content.append(_start(section, before))
        content += _blocks(section.blocks, paragraphs)
    if not sections or not sections[-1].has_imprint:
        content.append(_endnotes(notes.last))
    footers = {name: footer(tree, paragraphs) for name, tree in fitted.trees.items() if name.startswith(_FOOTER)}
    behind = _behind(fitted, paragraphs)
    head = _properties(fitted) + "".join(words.definitions()) + _settings(fitted)
    head += behind + numbering(sections, footers, related)
    pictures = paragraphs.pictures
    return Source(head + "".join(content), pictures.drawn, (*_left_out(pictures.left_out, paragraphs.undrawn),))


def _behind(fitted: Fitted, paragraphs: Paragraphs) -> str:
    """`#set page` for what the page head lays behind the text of every page: 样张."""
    heads = [tree for name, tree in fitted.trees.items() if name.startswith(_HEADER)]
    drawn = "".join(
        made for tree in heads for one in tree.iterfind(f"{W}p") for made in _anchored(one, paragraphs, 0, 0)
    )
    return f"#set page(background: [{drawn}])\n" if drawn else ""


def _left_out(pictures: list[str], others: dict[str, int]) -> Iterator[str]:
    for format_ in dict.fromkeys(pictures):
        yield f"有{pictures.count(format_)}张 {format_} 图片读不出或不能显示，版面上留了空框；Word 文件里还在。"
    for name, count in others.items():
        yield f"有{count}处{_UNDRAWN.get(name, name)}没有排进 PDF；Word 文件里还在。"


def _settings(fitted: Fitted) -> str:
    """For all text; the face named here is that of the numbers which Typst itself gives to notes."""
    font = fitted.fonts[0].family if fitted.fonts else ""
    return (
        f'#set text(font: {quoted(font)}, size: {m.BODY_SIZE / 2}pt, lang: "zh", region: "cn",'
        " cjk-latin-spacing: none, fallback: false, hyphenate: false, overhang: false,"
        " costs: (widow: 0%, orphan: 0%, runt: 0%))\n"
        '#set par(leading: 0pt, spacing: 0pt, linebreaks: "simple")\n#set block(above: 0pt, below: 0pt)\n'
        "#set footnote.entry(gap: 2pt, indent: 0pt, clearance: 6pt)\n"
        f"#show footnote.entry: set text(size: {m.NOTE_SIZE / 2}pt)\n"
    )


def _properties(fitted: Fitted) -> str:
    """Title and author, and no date, so that the same paper is the same file."""
    core = etree.fromstring(fitted.parts[CORE])
    title, author = (core.findtext(f"{_DC}{name}") or "" for name in ("title", "creator"))
    authors = f"({quoted(author)},)" if author else "()"
    return f"#set document(title: {quoted(title)}, author: {authors}, date: none)\n"


def _related(fitted: Fitted) -> dict[str, str]:
    """Relation → the part of the .docx."""
    root = etree.fromstring(fitted.parts["word/_rels/document.xml.rels"])
    return {one.get("Id", ""): f"word/{one.get('Target', '')}" for one in root}


def _sections(body: Element) -> Iterator[Section]:
    section = Section()
    for block in body:
        if block.tag == f"{W}sectPr":
            section.properties = block
            continue
        ends = block.find(f"{W}pPr/{W}sectPr")
        if ends is None:
            section.blocks.append(block)
            continue
        section.properties = ends
        if block.find(f"{W}r") is not None:  # else it holds the end of the section and nothing else
            section.blocks.append(block)
        yield section
        section = Section()
    yield section


def _start(section: Section, before: Section | None) -> str:
    """What stands between two sections; the imprint looks for its own page, and is numbered as what is before it."""
    turned = "" if before is not None and section.sheet == before.sheet else sheet_set(section)
    if section.has_imprint and before is not None:
        return f"#metadata(none)<text-end>\n{turned}#metadata(none)<section>\n" if turned else ""
    to = {"evenPage": ', to: "even"', "oddPage": ', to: "odd"'}.get(section.kind, "")
    new = f"#pagebreak(weak: true{to})\n" if before is not None else ""
    return f"{new}{turned}#metadata(none)<section>\n"


def _endnotes(notes: list[str]) -> str:
    line = "#v(12pt)\n#line(length: 30%, stroke: 0.5pt)\n#v(4pt)\n" if notes else ""
    return line + "".join(f"{note}\n" for note in notes)


def _blocks(blocks: list[Element], paragraphs: Paragraphs) -> Iterator[str]:
    def of_cell(cell: Element) -> str:
        return "".join(_blocks(list(cell), paragraphs.beside()))

    for block in blocks:
        if block.tag == f"{W}tbl":
            yield f"#v({points(paragraphs.gap)})\n" if paragraphs.gap else ""
            yield table(block, of_cell)
            paragraphs.gap = 0
        elif block.tag == f"{W}p":
            anchored = list(_anchored(block, paragraphs))
            yield "".join(anchored)
            if not (anchored and not block.findall(f"{W}r/{W}t")):
                yield paragraphs.paragraph(block)


def _anchored(
    paragraph: Element, paragraphs: Paragraphs, margin_left: int = m.LEFT, margin_top: int = m.TOP
) -> Iterator[str]:
    """Lines and boxes that stand at a place of the paper, given from the margins of what holds them."""
    for anchor in paragraph.iterfind(f"{W}r/{MC}AlternateContent/{MC}Choice/{W}drawing/{_WP}anchor"):
        left, top, breadth, height = place_of(anchor)
        named, content = anchor.find(f"{_WP}docPr"), anchor.find(f".//{W}txbxContent")
        place = f"#place(top + left, dx: {points(left - margin_left)}, dy: {points(top - margin_top)}, "
        if content is None:
            yield place + _line(anchor, breadth) + ")\n"
            continue
        body = anchor.find(".//{*}bodyPr")
        held = "bottom" if body is not None and body.get("anchor") == "b" else "top"
        blocks = [block for block in content if block.tag == f"{W}tbl" or "".join(map(str, block.itertext()))]
        words = "".join(_blocks(blocks, paragraphs.beside()))
        if named is not None and named.get("name") == IMPRINT:
            yield _turn() if paragraphs.turned else _imprint_page(top + m.IMPRINT_LINE, even=not _is_letter(paragraph))
        yield f"{place}block(width: {points(breadth)}, height: {points(height)}, align({held})[{words}]))\n"


def _is_letter(paragraph: Element) -> bool:
    """A letter has no number on its first page, and its imprint need not stand on an even one (10.1)."""
    return any(one.find(f"{W}titlePg") is not None for one in paragraph.getroottree().iter(f"{W}sectPr"))


def _imprint_page(top: int, *, even: bool) -> str:
    """Turn to the page of the imprint: this one where it is even and has room (7.4.1), else the next that is."""
    turn = 'pagebreak(to: "even")' if even else "pagebreak()"
    odd = "calc.odd(at.page) or " if even else ""
    return (
        "#metadata(none)<text-end>\n#context { let at = locate(<text-end>).position(); "
        f"if {odd}at.y > {points(top)} {{ {turn} }} }}\n#metadata(none)<imprint>\n"
    )


def _turn() -> str:
    """On sheets just turned the imprint has a page of its own already, behind the text, which must be even.

    It is reckoned from where the text ends: a place on the new page would move on with the turn that it asks for.
    """
    return '#context if calc.even(locate(<text-end>).page()) { pagebreak(to: "even") }\n#metadata(none)<imprint>\n'


def _line(anchor: Element, breadth: int) -> str:
    drawn, colour = anchor.find(f".//{_A}ln"), anchor.find(f".//{_A}srgbClr")
    thickness = int(drawn.get("w", "12700")) / 12700 if drawn is not None else 1.0
    value = colour.get("val", "000000") if colour is not None else "000000"
    return f'line(length: {points(breadth)}, stroke: {thickness}pt + rgb("#{value}"))'
