"""Pieces as files (下载): one, or many in a .zip that streams while it is made."""

import io
import logging
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from mofan.library.clean_text import TextOfPiece, text_of, with_text
from mofan.library.models import Piece, PieceDetail
from mofan.library.originals import Beside, Originals
from mofan.paper import Paper, paper_of, safe_file_name, write_docx, write_markdown, write_text
from mofan.paper.pdf import fonts_of, write_pdf
from mofan.text.read.insets import Insets

FORMATS: dict[str, tuple[str, str]] = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("PDF", "application/pdf"),
    "md": ("Markdown", "text/markdown; charset=utf-8"),
    "txt": ("纯文本", "text/plain; charset=utf-8"),
}
"""Format → its name for people and its media type."""
MOST = 5000
"""Pieces in one .zip."""
AT_ONCE = 50
"""Pieces whose texts are fetched together …"""
CHARACTERS_AT_ONCE = 500_000
"""… unless they are long."""
NOTE = "说明"
"""The name of the file in a .zip that says what could not be made."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out: its name, its media type, its bytes."""

    name: str
    media_type: str
    data: bytes
    said: str = ""
    """A Chinese sentence on what of the original is not in it."""


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    form: str
    start: int
    end: int
    text: str


_Outline = list[dict[str, object]]
_Made = tuple[bytes, str]
"""A file, and what of the original is not in it."""


def file_of(piece: Piece, extension: str) -> File:
    """One piece as .docx, .pdf, .md or .txt. Raises KeyError for another extension, and for a .pdf NoChineseFont."""
    text, outline = text_of(piece), PieceDetail.objects.values_list("outline", flat=True).get(pk=piece.pk)
    beside = _beside(text, extension, Originals())
    data = _bytes(_paper(text, outline, beside.insets), extension)
    return File(safe_file_name(piece.title, extension), FORMATS[extension][1], data, beside.said)


def paper_of_piece(piece: Piece) -> Paper:
    """One piece as it goes on paper, with the tables, pictures and notes of its original."""
    text = text_of(piece)
    outline = PieceDetail.objects.values_list("outline", flat=True).get(pk=piece.pk)
    return _paper(text, outline, Originals().beside(text).insets)


def _beside(text: TextOfPiece, extension: str, originals: Originals) -> Beside:
    """What stands beside the words; plain text has only these."""
    return Beside() if extension == "txt" else originals.beside(text)


def require_fonts(extension: str) -> None:
    """Raises NoChineseFont where .pdf is asked for on a machine that cannot make any: better before than in each."""
    if extension == "pdf":
        fonts_of(settings.FONTS).require_chinese()


def zip_name(count: int, day: date) -> str:
    """The name of a .zip of so many pieces, taken on `day`."""
    return f"素材库{count}篇-{day:%Y%m%d}.zip"


def zip_of(pieces: Sequence[Piece], extension: str) -> Iterator[bytes]:
    """Many pieces as a .zip, handed out piece by piece: the memory stays the same however many there are, and nothing
    is made that nobody takes.

    A piece that cannot be made stops no other: 说明.txt, the last file, names it, and those whose tables, pictures or
    notes could not be carried.
    """
    taken: set[str] = set()
    failed: list[Piece] = []
    lacking: list[tuple[Piece, str]] = []
    originals = Originals()
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", _packing(extension)) as archive:
        for some in _handfuls(pieces):
            for piece, made in _made(some, extension, originals):
                if made is None:
                    failed.append(piece)
                    continue
                data, said = made
                lacking += [(piece, said)] if said else []
                _add(archive, safe_file_name(piece.title, extension, taken), data)
                yield sink.take()
        if failed or lacking:
            note = _said(failed, len(pieces)) + _said_lacking(lacking)
            _add(archive, safe_file_name(NOTE, "txt", taken), note.encode())
    yield sink.take()


def _packing(extension: str) -> int:
    """A .docx is packed already, and most of a .pdf."""
    return zipfile.ZIP_STORED if extension in ("docx", "pdf") else zipfile.ZIP_DEFLATED


def _handfuls(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """The pieces in turn, no more at once than `AT_ONCE` of `CHARACTERS_AT_ONCE` together; a longer one goes alone."""
    start = characters = 0
    for place, piece in enumerate(pieces):
        length = piece.end - piece.start
        if place > start and (place - start >= AT_ONCE or characters + length > CHARACTERS_AT_ONCE):
            yield pieces[start:place]
            start, characters = place, 0
        characters += length
    if start < len(pieces):
        yield pieces[start:]


def _made(pieces: Sequence[Piece], extension: str, originals: Originals) -> Iterator[tuple[Piece, _Made | None]]:
    """Each piece with its file, or None for one that could not be made."""
    if extension != "txt":
        originals.expect(piece.source_id for piece in pieces)
    outlines = dict(PieceDetail.objects.filter(piece__in=pieces).values_list("piece_id", "outline"))
    texts = with_text(pieces)
    for place, piece in enumerate(pieces, 1):
        try:
            text = next(texts)
        except Exception:
            log.exception("download: the text of piece %s", piece.pk)
            texts = (text_of(one) for one in pieces[place:])  # what gave them in one go has stopped
            yield piece, None
        else:
            yield piece, _file(text, outlines.get(piece.pk, []), extension, originals)


def _file(text: TextOfPiece, outline: _Outline, extension: str, originals: Originals) -> _Made | None:
    try:
        beside = _beside(text, extension, originals)
        return _bytes(_paper(text, outline, beside.insets), extension), beside.said
    except Exception:
        log.exception("download: the file of piece %s", text.row.pk)
        return None


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)


def _said(failed: Sequence[Piece], asked: int) -> str:
    if not failed:
        return ""
    head = (
        f"共 {asked:,} 篇，其中 {len(failed):,} 篇没有做成文件，其余都在这个压缩包里。\n"
        "请管理员运行 mofan verify --texts 核对这几篇；也可以在阅读页上看原文。\n\n"
    )
    return head + "".join(f"编号 {piece.pk}　{piece.title}\n" for piece in failed)


def _said_lacking(lacking: Sequence[tuple[Piece, str]]) -> str:
    return "".join(f"编号 {piece.pk}　{piece.title}\n　　{said}\n" for piece, said in lacking)


def _paper(text: TextOfPiece, outline: _Outline, insets: Insets) -> Paper:
    row, body = text.row, text.body
    offset = len(text.text) - len(body)
    headings = [
        _Heading(
            int(str(one["level"])),
            str(one["form"]),
            int(str(one["start"])) - offset,
            int(str(one["end"])) - offset,
            str(one["text"]),
        )
        for one in outline
    ]
    above, beside = insets.within(0, offset, text.text), insets.within(offset, len(text.text), text.text)
    return paper_of(row.title, row.subtitle or None, body, headings, beside, above)


def _bytes(paper: Paper, extension: str) -> bytes:
    if extension == "docx":
        out = io.BytesIO()
        write_docx(paper, out)
        return out.getvalue()
    if extension == "pdf":
        out = io.BytesIO()
        write_pdf(paper, out, by="typst", fonts=fonts_of(settings.FONTS))
        return out.getvalue()
    return {"md": write_markdown, "txt": write_text}[extension](paper).encode()


class _Sink(io.RawIOBase):
    """A file that cannot seek: what was written since the last `take`."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: object) -> int:
        view = bytes(data)  # type: ignore[call-overload]
        self._written += view
        return len(view)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken
