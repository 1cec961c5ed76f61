"""The parts of a .docx (文档部件) as XML: what stands in every paper, and what is made for one."""

from collections.abc import Iterable
from functools import cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from mofan.paper import measurements as m
from mofan.paper.characters import faces_of

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OURS: Final = "urn:mofan:whole-lines"
"""A namespace that only a program knows which reads whole titles; every other one takes the line break beside it."""
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES: Final = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPES}.settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_TYPES}.fontTable+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPES}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{_TYPES}.footer+xml"/>'
    f'<Override PartName="/docProps/core.xml"'
    f' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    f'<Override PartName="/docProps/app.xml"'
    f' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
)

PACKAGE_RELATIONS: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_R}/extended-properties" Target="docProps/app.xml"/></Relationships>'
)

DOCUMENT_RELATIONS: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{_R}/fontTable" Target="fontTable.xml"/>'
    f'<Relationship Id="rId4" Type="{_R}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId5" Type="{_R}/footer" Target="footer2.xml"/></Relationships>'
)

APP: Final = f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties"><Application>Mofan</Application></Properties>'

SETTINGS: Final = (
    f'{_XML}<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="{2 * m.CHARACTER}"/>'
    f"<w:evenAndOddHeaders/>"
    f'<w:characterSpacingControl w:val="doNotCompress"/>'
    f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    f' w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


@cache
def fonts(face: str, latin: str = m.LATIN) -> str:
    """`w:rFonts` with the face on every slot: Chinese in `face`, Latin letters and digits in `latin`."""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{latin}" w:hint="eastAsia"/>'


def _style(
    name: str, identity: str, *, paragraph: str = "", run: str = "", based_on: str = "Normal", default: bool = False
) -> str:
    base = "" if default else f'<w:basedOn w:val="{based_on}"/>'
    mark = ' w:default="1"' if default else ""
    following = "" if default else '<w:next w:val="BodyText"/>'
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f"{base}{following}<w:qFormat/>"
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(level: int) -> str:
    return _style(
        f"heading {level}",
        f"Heading{level}",
        based_on="BodyText",
        paragraph=f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>',
        run=fonts(m.LEVEL_FACES[level].name),
    )


def indented(*, first: float = 0, left: float = 0, right: float = 0, hanging: float = 0) -> str:
    """`w:ind` in characters and, for programs that do not know them, in twips."""
    parts = []
    for side, characters in (("left", left), ("right", right), ("hanging", hanging), ("firstLine", first)):
        if characters or side in {"left", "right"} or (side == "firstLine" and not hanging):
            parts.append(f'w:{side}Chars="{round(characters * 100)}" w:{side}="{round(characters * m.CHARACTER)}"')
    return f"<w:ind {' '.join(parts)}/>"


_GRID_LINE: Final = f'<w:spacing w:before="0" w:after="0" w:line="{m.LINE}" w:lineRule="exact"/>'

STYLES: Final = (
    f'{_XML}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(m.FANG_SONG.name)}'
    f'{_size(m.BODY_SIZE)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    f"<w:pPrDefault/></w:docDefaults>"
    + _style(
        "Normal",
        "Normal",
        default=True,
        paragraph=f'<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>{_GRID_LINE}<w:jc w:val="both"/>',
        run=f'{fonts(m.FANG_SONG.name)}<w:spacing w:val="{m.TIGHTENING}"/>{_size(m.BODY_SIZE)}',
    )
    + _style("Body Text", "BodyText", paragraph=indented(first=m.FIRST_LINE))
    + _style(
        "Title",
        "Title",
        paragraph='<w:keepNext/><w:keepLines/><w:snapToGrid w:val="0"/><w:jc w:val="center"/>',
        run=f'{fonts(m.SONG_TITLE.name)}<w:spacing w:val="0"/>{_size(m.TITLE_SIZE)}',
    )
    + _style(
        "Subtitle", "Subtitle", paragraph='<w:keepNext/><w:keepLines/><w:jc w:val="center"/>', run=fonts(m.KAI.name)
    )
    + "".join(map(_heading, (1, 2, 3, 4)))
    + _style("Salutation", "Salutation")
    + _style("Signature", "Signature", paragraph='<w:keepNext/><w:jc w:val="right"/>')
    + _style("Date", "Date", paragraph='<w:jc w:val="right"/>')
    + _style(
        "footer",
        "Footer",
        paragraph=f'<w:snapToGrid w:val="0"/><w:spacing w:line="{m.PAGE_NUMBER_SIZE * 10}" w:lineRule="exact"/>',
        run=f'{fonts(m.SONG.name, m.SONG.name)}<w:spacing w:val="0"/>{_size(m.PAGE_NUMBER_SIZE)}',
    )
    + "</w:styles>"
)


def _font(face: m.Face) -> str:
    other = f'<w:altName w:val="{face.other_name}"/>' if face.other_name != face.name else ""
    return f'<w:font w:name="{face.name}">{other}<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'


FONT_TABLE: Final = (
    f'{_XML}<w:fonts xmlns:w="{_W}">{"".join(map(_font, m.FACES))}'
    f'<w:font w:name="{m.LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font></w:fonts>'
)


def _page_number() -> str:
    """`— 1 —` in 宋体."""
    face = f"<w:rPr>{fonts(m.SONG.name, m.SONG.name)}</w:rPr>"
    return "".join(
        f"<w:r>{face}{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )


def _footer(side: str) -> str:
    """The page number, one character in at `side` ("right" or "left")."""
    indent = f'w:{side}Chars="100" w:{side}="{m.PAGE_NUMBER_INDENT}"'
    return (
        f'{_XML}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind {indent}/>'
        f'<w:jc w:val="{side}"/></w:pPr>{_page_number()}</w:p></w:ftr>'
    )


ODD_FOOTER: Final = _footer("right")
EVEN_FOOTER: Final = _footer("left")


def _lying_footer(side: str) -> str:
    """The number of a page on its side (8): where sheets that stand have it, and turned as they are.

    Seen on the lying sheet that is at the left edge, running downwards, one character in from below on odd pages and
    from above on even ones. It stands in a table with a place on the paper: a text box is put elsewhere by LibreOffice
    from the second page on.
    """
    high = m.PAGE_NUMBER_SIZE * 10
    number = (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}Chars="100" w:{side}="{m.PAGE_NUMBER_INDENT}"/>'
        f'<w:jc w:val="{side}"/></w:pPr>{_page_number()}</w:p>'
    )
    return (
        f'{_XML}<w:ftr xmlns:w="{_W}"><w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0"'
        f' w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{m.FOOTER}" w:tblpY="{m.LYING_TOP}"/>'
        f'<w:tblW w:w="{high}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{high}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{m.LYING_HEIGHT}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{high}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>{number}</w:tc></w:tr></w:tbl>'
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
    )


LYING_ODD_FOOTER: Final = _lying_footer("right")
LYING_EVEN_FOOTER: Final = _lying_footer("left")
EMPTY_FOOTER: Final = f'{_XML}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
"""A page without a number: the first of a letter; the imprint behind a blank page (7.5)."""

CONSTANT: Final = {
    "[Content_Types].xml": CONTENT_TYPES,
    "_rels/.rels": PACKAGE_RELATIONS,
    "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
    "word/styles.xml": STYLES,
    "word/settings.xml": SETTINGS,
    "word/fontTable.xml": FONT_TABLE,
    "word/footer1.xml": ODD_FOOTER,
    "word/footer2.xml": EVEN_FOOTER,
    "docProps/app.xml": APP,
}
"""Parts that are the same in every paper, by their names."""

DOCUMENT_START: Final = (
    f'{_XML}<w:document xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="{_MC}" xmlns:whole="{_OURS}"><w:body>'
)


def section(lying: bool, starts: bool) -> str:
    """`w:sectPr` of sheets that stand or lie; one `starts` the page numbers at 1."""
    return (
        f"<w:sectPr>{LYING_NUMBERED if lying else NUMBERED}{LYING_PAGE if lying else PAGE}"
        f"{FROM_ONE if starts else ''}{GRID}</w:sectPr>"
    )


NUMBERED: Final = '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
LYING_NUMBERED: Final = NUMBERED.replace("rId4", "rIdLying1").replace("rId5", "rIdLying2")
PAGE: Final = (
    f'<w:pgSz w:w="{m.PAGE_WIDTH}" w:h="{m.PAGE_HEIGHT}"/>'
    f'<w:pgMar w:top="{m.TOP}" w:right="{m.RIGHT}" w:bottom="{m.BOTTOM}" w:left="{m.LEFT}"'
    f' w:header="{m.HEADER}" w:footer="{m.FOOTER}" w:gutter="0"/>'
)
LYING_PAGE: Final = (
    f'<w:pgSz w:w="{m.PAGE_HEIGHT}" w:h="{m.PAGE_WIDTH}" w:orient="landscape"/>'
    f'<w:pgMar w:top="{m.LYING_TOP}" w:right="{m.LYING_RIGHT}" w:bottom="{m.LYING_BOTTOM}" w:left="{m.LYING_LEFT}"'
    f' w:header="{m.HEADER}" w:footer="{m.HEADER}" w:gutter="0"/>'
)
FROM_ONE: Final = '<w:pgNumType w:start="1"/>'
GRID: Final = f'<w:docGrid w:type="lines" w:linePitch="{m.LINE}"/>'
BODY_END: Final = "</w:body></w:document>"


def core(title: str, creator: str) -> str:
    """The properties (文档属性): title and author, and no dates, so that the same paper is the same file."""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        f"<dc:creator>{escape(creator)}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def run(text: str, face: m.Face, extra: str = "") -> str:
    """`text` in `face`, in as many runs as it takes to show every character; `extra` is further run properties."""
    return "".join(
        f"<w:r><w:rPr>{fonts(name)}{extra}</w:rPr>{_content(part)}</w:r>" for part, name in faces_of(text, face)
    )


def _content(text: str) -> str:
    return "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t")
    )


def line_break(face: m.Face) -> str:
    """A line break for the eye that is no part of the text: a title on three lines is still one line to a reader."""
    return (
        f'<w:r><w:rPr>{fonts(face.name)}</w:rPr><mc:AlternateContent><mc:Choice Requires="whole"/>'
        f"<mc:Fallback><w:br/></mc:Fallback></mc:AlternateContent></w:r>"
    )


def broken_lines(lines: Iterable[str], face: m.Face) -> str:
    """Lines of one title; white space at a break takes no room."""
    return line_break(face).join(
        run(line.rstrip(), face)
        + (run(line[len(line.rstrip()) :], face, '<w:sz w:val="2"/>') if line != line.rstrip() else "")
        for line in lines
    )


def tiny(section: str = "") -> str:
    """A paragraph that takes no room: what parts two tables, or holds the `w:sectPr` of a section behind one."""
    return (
        '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        f'<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
    )


def in_sections(blocks: Iterable[str]) -> str:
    """The blocks one after another; a `w:sectPr` among them ends what is before it, the last one the whole.

    It goes into the paragraph before: one of its own would need room that a full page does not have, and would turn to
    an empty one. Only a table cannot hold it.
    """
    laid: list[str] = []
    *before, last = filter(None, blocks)
    for block in before:
        if not block.startswith("<w:sectPr>"):
            laid.append(block)
        elif laid[-1].startswith("<w:p>"):
            laid[-1] = laid[-1].replace("</w:pPr>", f"{block}</w:pPr>", 1)
        else:
            laid.append(tiny(block))
    return "".join((*laid, last))


KEEP_WITH_NEXT: Final = "<w:keepNext/>"


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph of `style` with further paragraph properties, in the order of the schema."""
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{properties}</w:pPr>{runs}</w:p>"


AS_HIGH_AS_NEEDED: Final = f'<w:spacing w:before="0" w:after="0" w:line="{m.LINE}" w:lineRule="atLeast"/>'
"""For a paragraph with a picture: a line of the grid, or as high as the picture."""


def room(*, before: int = 0, after: int = 0) -> str:
    """Blank lines of the grid before and after a paragraph, as distance, so that no empty paragraph is needed."""
    return f'<w:spacing w:before="{before * m.LINE}" w:after="{after * m.LINE}" w:line="{m.LINE}" w:lineRule="exact"/>'


_NOTE_SIZE: Final = _size(m.NOTE_SIZE)
NOTE_STYLES: Final = (
    f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="NoteText"><w:name w:val="Note Text"/>'
    f'<w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/>'
    f'<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f'<w:rPr>{fonts(m.SONG.name)}<w:spacing w:val="0"/>{_NOTE_SIZE}</w:rPr></w:style>'
    f'<w:style w:type="character" w:customStyle="1" w:styleId="NoteMark"><w:name w:val="Note Mark"/>'
    f'<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)
TABLE_STYLE: Final = (
    f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/>'
    f'<w:basedOn w:val="Normal"/><w:pPr/><w:rPr>{fonts(m.FANG_SONG.name)}<w:spacing w:val="0"/></w:rPr></w:style>'
)
_SEPARATORS: Final = (("separator", -1), ("continuationSeparator", 0))


def notes(kind: str, items: Iterable[str]) -> str:
    """The part that holds the notes of a kind ("footnote" or "endnote"), and the lines that part them from the text."""
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:pPr><w:pStyle w:val="NoteText"/></w:pPr>'
        f"<w:r><w:{name}/></w:r></w:p></w:{kind}>"
        for name, number in _SEPARATORS
    )
    return f'{_XML}<w:{kind}s xmlns:w="{_W}">{separators}{"".join(items)}</w:{kind}s>'


def separators_of(kind: str) -> str:
    """`w:footnotePr` or `w:endnotePr` of the settings."""
    references = "".join(f'<w:{kind} w:id="{number}"/>' for _, number in _SEPARATORS)
    return f"<w:{kind}Pr>{references}</w:{kind}Pr>"
