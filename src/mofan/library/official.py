"""A piece as an official document (公文版式): its elements as the text has them or a person sets them, its PDF."""

import hashlib
import io
import pickle
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from django.conf import settings

from mofan.library.clean_text import TextOfPiece, text_of
from mofan.library.downloading import paper_of_piece
from mofan.library.models import Piece
from mofan.library.originals import Originals
from mofan.paper import TYPES, OfficialDocument, Paper, official_of, write_docx, write_official
from mofan.paper.pdf import PdfReport, fonts_of, write_pdf
from mofan.text.outline import outline
from mofan.text.red_head import red_head

ELEMENTS: Final = {
    "organs": "发文机关",
    "number": "发文字号",
    "signatories": "签发人",
    "urgency": "紧急程度",
    "addressees": "主送机关",
    "signed": "署名",
    "date": "成文日期",
    "note": "附注",
    "copies_to": "抄送机关",
    "office": "印发机关",
    "issued_on": "印发日期",
}
"""What a person may set, in the order of the sheet."""
_KIND_OF_GENRE: Final = {name: name for name in TYPES} | {"复函": "函", "会议纪要": "纪要"}
_USUAL: Final = "通知"
"""As which a text is read before its type is known: most documents are."""
_ADDED: Final = re.compile(r"（[^（）]{1,20}）$")
"""（试行）, （代拟稿）."""
_SEVERAL: Final = re.compile(r"[、，,；;\s]+")
_KEPT_BYTES: Final = 48 * 1024 * 1024
"""PDFs that one process keeps for the pages being looked at."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF with its report."""

    data: bytes
    report: PdfReport


def head_of(text: TextOfPiece) -> tuple[str, ...]:
    """The lines above the title of an official document (版头)."""
    above = text.text[: len(text.text) - len(text.body)]
    lines = [line.strip() for line in above.split("\n") if line.strip()]
    head = red_head([*lines, ""])
    return tuple(lines[: head.lines]) if head else ()


def likely_type(row: Piece) -> str:
    """The type (文种) as which the piece was surely meant: its text has elements of a document, and its title ends with
    the type, or its genre is one; "" for ordinary material."""
    kind = _KIND_OF_GENRE.get(row.genre) or _USUAL
    document = official_of(text_of(row).text, kind, outline)
    if not (document.number or document.organs or document.mark or document.addressees):
        return ""
    title = _ADDED.sub("", document.title)
    return next((name for name in TYPES if title.endswith(name)), kind if row.genre in _KIND_OF_GENRE else "")


def recognised(row: Piece, kind: str, *, sealed: bool = True) -> OfficialDocument:
    """The piece as a document of the type `kind`, with the elements that stand in its text."""
    text = text_of(row)
    return official_of(text.text, kind, outline, sealed=sealed, insets=Originals().beside(text).insets)


def values_of(document: OfficialDocument) -> dict[str, str]:
    """Element → how it stands there; empty where it does not."""
    signature, imprint = document.signature, document.imprint
    return {
        "organs": document.mark or "、".join(document.organs),
        "number": document.number or "",
        "signatories": "、".join(document.signatories),
        "urgency": document.urgency or "",
        "addressees": document.addressees or "",
        "signed": "、".join((*signature.organs, *(f"{stamp.post} {stamp.name}" for stamp in signature.stamps))),
        "date": signature.date or "",
        "note": document.note or "",
        "copies_to": imprint.copies_to or "",
        "office": imprint.office or "",
        "issued_on": imprint.date or "",
    }


def completed(document: OfficialDocument, given: Mapping[str, str]) -> OfficialDocument:
    """`document` with the elements of `given`; what is given empty is taken away."""
    before = values_of(document)
    new = {name: value.strip() for name, value in given.items() if name in before and value.strip() != before[name]}
    if "organs" in new:
        marked = TYPES[document.type].layout in {"minutes", "order"}
        organs = () if marked else _several(new["organs"])
        document = replace(document, organs=organs, mark=(new["organs"] or None) if marked else None)
    if "signed" in new:
        signature = replace(document.signature, organs=_several(new["signed"]), stamps=())
        if signature.manner == "stamp":
            signature = replace(signature, manner="seal")
        document = replace(document, signature=signature)
    if "signatories" in new:
        document = replace(document, signatories=_several(new["signatories"]))
    if "date" in new:
        document = replace(document, signature=replace(document.signature, date=new["date"] or None))
    alone = {name: new[name] or None for name in ("number", "urgency", "addressees", "note") if name in new}
    places = {"copies_to": "copies_to", "office": "office", "issued_on": "date"}
    imprint = {place: new[name] or None for name, place in places.items() if name in new}
    return replace(document, **alone, imprint=replace(document.imprint, **imprint))  # type: ignore[arg-type]


def ordinary(row: Piece) -> Paper:
    """The piece as ordinary material: title, body, signature, without red head or imprint."""
    return paper_of_piece(row)


def docx_of(document: Paper | OfficialDocument) -> bytes:
    """The .docx in this layout."""
    out = io.BytesIO()
    if isinstance(document, OfficialDocument):
        write_official(document, out)
    else:
        write_docx(document, out)
    return out.getvalue()


def printed(document: Paper | OfficialDocument) -> Printed:
    """The PDF in this layout, by Typst: in this process and in no time. Made once for the pages of one preview.

    Raises NoChineseFont, PdfFailed.
    """
    key = _key(document)
    if kept := _shelf.get(key):
        return kept
    out = io.BytesIO()
    report = write_pdf(document, out, by="typst", fonts=fonts_of(settings.FONTS))
    made = Printed(out.getvalue(), report)
    _shelf.put(key, made)
    return made


class _Hashed:
    """Takes what is written as a file does, and keeps its digest alone: pictures are not copied."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return len(data)


def _key(document: Paper | OfficialDocument) -> bytes:
    """A digest of all that the PDF depends on."""
    hashed = _Hashed()
    pickle.Pickler(hashed, pickle.HIGHEST_PROTOCOL).dump((document, settings.FONTS))
    return hashed.digest.digest()


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for part in _SEVERAL.split(text) if part)


class _Shelf:
    """The PDFs looked at last, as many as `_KEPT_BYTES` hold."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Printed] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: bytes) -> Printed | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def put(self, key: bytes, made: Printed) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = made
            self._bytes += len(made.data)
            while self._bytes > _KEPT_BYTES and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone.data)


_shelf = _Shelf()
