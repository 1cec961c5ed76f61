"""What a .docx holds in parts of its own (附加部件): pictures, notes, page numbers of sheets on their side.

A `Held` collects them while the document is written; a document without any is made of the constant parts alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import quoteattr

from mofan.paper import drawing, parts
from mofan.paper import measurements as m
from mofan.text.read.insets import Note, Picture

EMU_A_TWIP: Final = 635
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MEDIA: Final = {
    "png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp", "tiff": "image/tiff",
    "emf": "image/x-emf", "wmf": "image/x-wmf",
}  # fmt: skip
_UNSAID: Final = 914_400 * 2
"""The width and height of a picture that nobody knows: two inches."""
_FIRST_NOTE: Final = 1


@dataclass(frozen=True, slots=True)
class Room:
    """How large a picture may be (版面), in twips."""

    width: int
    height: int


STANDING: Final = Room(m.TYPE_AREA_WIDTH, m.TYPE_AREA_HEIGHT - 2 * m.LINE)
LYING: Final = Room(m.LYING_WIDTH, m.LYING_HEIGHT - 2 * m.LINE)
"""The 版心, less two lines for what names the picture."""


@dataclass(slots=True)
class Held:
    """Parts that were asked for so far, and the numbers given to them."""

    images: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    """Bytes → (relation, name of the part)."""
    drawn: int = 0
    notes: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    tables: bool = False
    lies: bool = False
    """Whether sheets lie on their side."""

    def mark(self, mark: Picture | Note, room: Room) -> str:
        """The run that shows a picture no larger than `room`, or refers to a note."""
        return self._picture(mark, room) if isinstance(mark, Picture) else self.note(mark)

    def _picture(self, picture: Picture, room: Room) -> str:
        if picture.data not in self.images:
            number = len(self.images) + 1
            self.images[picture.data] = (f"rIdImage{number}", f"media/image{number}.{picture.format}")
        self.drawn += 1
        relation, _ = self.images[picture.data]
        return drawing.picture(self.drawn, relation, *fitted(picture, room), picture.description)

    def note(self, note: Note) -> str:
        """The run that refers to a note, whose text is kept."""
        texts = self.notes[note.kind]
        number = len(texts) + _FIRST_NOTE
        mark = "" if note.own_mark else f'<w:r><w:rPr><w:rStyle w:val="NoteMark"/></w:rPr><w:{note.kind}Ref/></w:r>'
        face = f'<w:sz w:val="{m.NOTE_SIZE}"/><w:szCs w:val="{m.NOTE_SIZE}"/>'
        paragraphs = [parts.paragraph("NoteText", parts.run(text, m.SONG, face)) for text in note.paragraphs[1:]]
        first = parts.run(f" {note.paragraphs[0]}" if mark else note.paragraphs[0], m.SONG, face)
        paragraphs.insert(0, parts.paragraph("NoteText", mark + first))
        texts.append(f'<w:{note.kind} w:id="{number}">{"".join(paragraphs)}</w:{note.kind}>')
        own = ' w:customMarkFollows="1"' if note.own_mark else ""
        return f'<w:r><w:rPr><w:rStyle w:val="NoteMark"/></w:rPr><w:{note.kind}Reference{own} w:id="{number}"/></w:r>'

    def __bool__(self) -> bool:
        return bool(self.images or any(self.notes.values()) or self.tables or self.lies)

    def parts(self, constant: Mapping[str, str]) -> dict[str, str | bytes]:
        """The parts that come to the `constant` ones, or take their places."""
        if not self:
            return {}
        made: dict[str, str | bytes] = {f"word/{name}": data for data, (_, name) in self.images.items()}
        noted = [kind for kind, texts in self.notes.items() if texts]
        made |= {f"word/{kind}s.xml": parts.notes(kind, self.notes[kind]) for kind in noted}
        footers = {"footer8.xml": parts.LYING_ODD_FOOTER, "footer9.xml": parts.LYING_EVEN_FOOTER} if self.lies else {}
        made |= {f"word/{name}": content for name, content in footers.items()}
        overrides = [(f"{kind}s.xml", f"{kind}s") for kind in noted] + [(name, "footer") for name in footers]
        relations = [
            *((relation, "image", name) for relation, name in self.images.values()),
            *((f"rId{kind.capitalize()}s", f"{kind}s", f"{kind}s.xml") for kind in noted),
            *((f"rIdLying{number}", "footer", name) for number, name in enumerate(footers, 1)),
        ]
        formats = sorted({name.rpartition(".")[2] for _, name in self.images.values()})
        made["[Content_Types].xml"] = (
            constant["[Content_Types].xml"]
            .replace("<Override", "".join(_default(format_) for format_ in formats) + "<Override", 1)
            .replace("</Types>", "".join(_override(*one) for one in overrides) + "</Types>")
        )
        made["word/_rels/document.xml.rels"] = _ended(
            constant["word/_rels/document.xml.rels"], "</Relationships>", (_relation(*one) for one in relations)
        )
        if noted or self.tables:
            more = (parts.NOTE_STYLES if noted else "") + (parts.TABLE_STYLE if self.tables else "")
            made["word/styles.xml"] = _ended(constant["word/styles.xml"], "</w:styles>", [more])
        if noted:
            made["word/settings.xml"] = constant["word/settings.xml"].replace(
                "<w:compat>", "".join(parts.separators_of(kind) for kind in noted) + "<w:compat>"
            )
        return made


def fitted(picture: Picture, room: Room) -> tuple[int, int]:
    """(width, height) in EMU of a picture within `room`; its shape stays."""
    width, height = picture.width or _UNSAID, picture.height or _UNSAID
    most_width, most_height = room.width * EMU_A_TWIP, room.height * EMU_A_TWIP
    if width > most_width:
        width, height = most_width, max(1, height * most_width // width)
    if height > most_height:
        width, height = max(1, width * most_height // height), most_height
    return width, height


def _ended(content: str, end: str, more: Iterable[str]) -> str:
    return content.replace(end, "".join(more) + end)


def _default(format_: str) -> str:
    return f'<Default Extension="{format_}" ContentType="{_MEDIA[format_]}"/>'


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="/word/{name}" ContentType="{_TYPES}.{kind}+xml"/>'


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id={quoteattr(identity)} Type="{_RELATIONS}/{kind}" Target={quoteattr(target)}/>'
