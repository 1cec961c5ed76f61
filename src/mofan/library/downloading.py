"""Pieces as files (下载): one, or many in a .zip that streams while it is made."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mofan.library.clean_text import TextOfPiece, text_of, with_text
from mofan.library.models import Piece, PieceDetail
from mofan.paper import Paper, paper_of, safe_file_name, write_docx, write_markdown, write_text

FORMATS: dict[str, tuple[str, str]] = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": ("Markdown", "text/markdown; charset=utf-8"),
    "txt": ("纯文本", "text/plain; charset=utf-8"),
}
"""Format → its name for people and its media type."""
MOST = 5000
"""Pieces in one .zip."""
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out: its name, its media type, its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    form: str
    start: int
    end: int
    text: str


def file_of(piece: Piece, extension: str) -> File:
    """One piece as .docx, .md or .txt. Raises KeyError for another extension."""
    text = text_of(piece)
    outline = PieceDetail.objects.get(pk=piece.pk).outline
    return File(safe_file_name(piece.title, extension), FORMATS[extension][1], _bytes(_paper(text, outline), extension))


def zip_of(pieces: Sequence[Piece], extension: str) -> Iterator[bytes]:
    """Many pieces as a .zip, made piece by piece: the memory stays the same however many there are."""
    taken: set[str] = set()
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED if extension != "docx" else zipfile.ZIP_STORED) as archive:
        for start in range(0, len(pieces), AT_ONCE):
            for name, data in _files(pieces[start : start + AT_ONCE], extension, taken):
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
                yield sink.take()
    yield sink.take()


def _files(pieces: Sequence[Piece], extension: str, taken: set[str]) -> Iterable[tuple[str, bytes]]:
    outlines = dict(PieceDetail.objects.filter(piece__in=pieces).values_list("piece_id", "outline"))
    for text in with_text(pieces):
        name = safe_file_name(text.row.title, extension, taken)
        yield name, _bytes(_paper(text, outlines.get(text.row.pk, [])), extension)


def _paper(text: TextOfPiece, outline: list[dict[str, object]]) -> Paper:
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
    return paper_of(row.title, row.subtitle or None, body, headings)


def _bytes(paper: Paper, extension: str) -> bytes:
    if extension == "docx":
        out = io.BytesIO()
        write_docx(paper, out)
        return out.getvalue()
    return {"md": write_markdown, "txt": write_text}[extension](paper).encode()


class _Sink(io.RawIOBase):
    """A file that cannot seek: what was written since the last `take`."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        view = bytes(data)  # type: ignore[call-overload]
        self._written += view
        return len(view)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken
