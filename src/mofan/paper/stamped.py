"""样张 across every page of a sample: only there are secrecy elements laid out, and nobody takes it for a document."""

from typing import Final

from mofan.paper import measurements as m
from mofan.paper import parts
from mofan.paper.drawing import box
from mofan.paper.elements import NO_GRID, aligned, exact
from mofan.paper.official_parts import DOCUMENT_START

SAMPLE_WORD: Final = "样张"
HEADER: Final = "word/header1.xml"
_RELATION: Final = "rIdSample"
_KINDS: Final = ("default", "even", "first")
_SIZE: Final = 240
"""120 pt."""
_GREY: Final = "D9D9D9"
_NUMBER: Final = 90
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_REFERENCES: Final = "".join(f'<w:headerReference w:type="{kind}" r:id="{_RELATION}"/>' for kind in _KINDS)


def stamped(content: str) -> str:
    """The document's XML with the stamp on the pages of every section."""
    return content.replace("<w:sectPr>", f"<w:sectPr>{_REFERENCES}")


def with_stamp(constant: dict[str, str]) -> dict[str, str]:
    """The constant parts of a .docx, and the page head that holds the stamp."""
    types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    return constant | {
        types: constant[types].replace("</Types>", f'<Override PartName="/{HEADER}" ContentType="{_TYPE}"/></Types>'),
        relations: constant[relations].replace(
            "</Relationships>",
            f'<Relationship Id="{_RELATION}" Type="{_OFFICE}" Target="header1.xml"/></Relationships>',
        ),
        HEADER: _header(),
    }


def _header() -> str:
    height = _SIZE * 12
    grey = f'<w:color w:val="{_GREY}"/><w:spacing w:val="0"/><w:sz w:val="{_SIZE}"/><w:szCs w:val="{_SIZE}"/>'
    word = parts.paragraph(
        "Element", parts.run("　".join(SAMPLE_WORD), m.HEI, grey), NO_GRID + exact(height) + aligned("center")
    )
    top = (m.PAGE_HEIGHT - height) // 2
    stamp = box(_NUMBER, word, SAMPLE_WORD, left=0, top=top, size=(m.PAGE_WIDTH, height))
    behind = stamp.replace('behindDoc="0"', 'behindDoc="1"')
    start = DOCUMENT_START.replace("<w:document", "<w:hdr").replace("<w:body>", "")
    return f'{start}<w:p><w:pPr><w:pStyle w:val="Element"/></w:pPr>{behind}</w:p></w:hdr>'
