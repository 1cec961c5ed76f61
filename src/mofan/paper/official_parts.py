"""The parts of the .docx of an official document that differ from those of ordinary materials."""

from typing import Final

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.drawing import NAMESPACES

_PLAIN: Final = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _style(name: str, identity: str, paragraph: str, run: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


_STYLES: Final = "".join(
    (
        _style("Element", "Element", _PLAIN),
        _style("Urgency", "Urgency", _PLAIN, parts.fonts(m.HEI.name)),
        _style(
            "Mark", "Mark", f'<w:keepNext/>{_PLAIN}<w:jc w:val="center"/>',
            f'{parts.fonts(m.SONG_TITLE.name)}<w:color w:val="{m.RED}"/><w:spacing w:val="0"/>',
        ),
        _style("Document Number", "DocumentNumber", f'{_PLAIN}<w:jc w:val="left"/>'),
        _style("Addressees", "Addressees", _PLAIN),
        _style("Attachment Mark", "AttachmentMark", _PLAIN, parts.fonts(m.HEI.name)),
        _style("Attendance", "Attendance", ""),
        _style("Note", "Note", parts.indented(first=m.FIRST_LINE)),
        _style("Imprint", "Imprint", "", f'<w:sz w:val="{m.IMPRINT_SIZE}"/><w:szCs w:val="{m.IMPRINT_SIZE}"/>'),
    )
)  # fmt: skip

_EMPTY_FOOTER: Final = "word/footer3.xml"
_FOOTER_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_FOOTER_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"

CONSTANT: Final = parts.CONSTANT | {
    "[Content_Types].xml": parts.CONTENT_TYPES.replace(
        "</Types>", f'<Override PartName="/{_EMPTY_FOOTER}" ContentType="{_FOOTER_TYPE}"/></Types>'
    ),
    "word/_rels/document.xml.rels": parts.DOCUMENT_RELATIONS.replace(
        "</Relationships>",
        f'<Relationship Id="rId6" Type="{_FOOTER_RELATION}" Target="footer3.xml"/></Relationships>',
    ),
    "word/styles.xml": parts.STYLES.replace("</w:styles>", _STYLES + "</w:styles>"),
    _EMPTY_FOOTER: parts.EMPTY_FOOTER,
}
"""Parts that are the same in every official document."""

DOCUMENT_START: Final = parts.DOCUMENT_START.replace("><w:body>", f"{NAMESPACES}><w:body>")
DOCUMENT_END: Final = "</w:body></w:document>"

_UNNUMBERED: Final = '<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="even" r:id="rId6"/>'
_KIND: Final = '<w:type w:val="{}"/>'
_FIRST_UNNUMBERED: Final = '<w:footerReference w:type="first" r:id="rId6"/>'


def section(
    *, kind: str = "", numbered: bool = True, first_numbered: bool = True, starts: bool = False, lying: bool = False
) -> str:
    """`w:sectPr`: of a `kind` (nextPage, evenPage), with page numbers or without, on its first page or not."""
    numbers = parts.LYING_NUMBERED if lying else parts.NUMBERED
    footers = (numbers if numbered else _UNNUMBERED) + ("" if first_numbered else _FIRST_UNNUMBERED)
    return (
        f"<w:sectPr>{footers}{_KIND.format(kind) if kind else ''}{parts.LYING_PAGE if lying else parts.PAGE}"
        f"{parts.FROM_ONE if starts else ''}{'' if first_numbered else '<w:titlePg/>'}{parts.GRID}</w:sectPr>"
    )
