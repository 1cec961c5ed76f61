"""Tables, pictures and notes of pieces (原件里的表、图、注): read again from the original, which is kept as received.

The rows hold the text alone, once. What stands beside it has its places in that text and lives in the original only.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from mofan.library.clean_text import TextOfPiece
from mofan.library.ingestion.receiving import store
from mofan.library.models import Piece, Source
from mofan.text.clean import clean
from mofan.text.read import Document, MediaType, Unreadable, read_bytes
from mofan.text.read.insets import NOTHING, Insets, clean_insets

READ_AGAIN: Final = (MediaType.DOCX, MediaType.XLSX, MediaType.HTML, MediaType.MHT)
"""Formats that are read again in no time; those that another program has to turn into these first are not."""
LEFT_OUT: Final = "原件中的表格、图片或脚注没有带入：{why}。"
_SLOW: Final = "原件是旧格式，请另存为 .docx 后再入库"
_CHANGED: Final = "原件读出的文字与库中的对不上，请管理员运行 mofan verify --texts 核对"
_GONE: Final = "原件读不出来，请管理员运行 mofan verify --files 核对"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the words of a piece: offsets count in its clean text. `said` is a Chinese sentence on what
    could not be carried, empty where nothing is missing."""

    insets: Insets = NOTHING
    said: str = ""


def said_of(piece: Piece) -> tuple[str, ...]:
    """What reading said of the piece's original (读取时的说明), without opening it again: what has no place in the text
    (a chart, a broken picture), and what cannot come along into files made of it."""
    source = piece.source
    left_out = _left_out(source)
    return (*source.report.get("warnings", ()), *((left_out,) if left_out else ()))


def _left_out(source: Source) -> str:
    """What is said where the original has something beside its words and is of a format that is not read again."""
    held = source.sha256 and source.report.get("insets")  # None: stored before they were counted
    return LEFT_OUT.format(why=_SLOW) if held and source.media_type not in READ_AGAIN else ""


@dataclass(slots=True)
class Originals:
    """Originals read again; the last one is kept, since the pieces of one come one after another."""

    _key: int = 0
    _document: Document | None = None
    _sources: dict[int, Source] = field(default_factory=dict)

    def expect(self, keys: Iterable[int]) -> None:
        """Look up the sources of these keys in one go."""
        self._sources.clear()
        self._sources = Source.objects.only("sha256", "media_type", "name", "report").in_bulk(set(keys))

    def beside(self, text: TextOfPiece) -> Beside:
        """What stands beside the words of a piece."""
        if text.row.source_id not in self._sources:
            self.expect([text.row.source_id])
        source = self._sources[text.row.source_id]
        if not source.sha256 or source.report.get("insets") == 0:
            return Beside()
        if source.media_type not in READ_AGAIN:
            return Beside(said=_left_out(source))
        document = self._read(source)
        if document is None:
            return Beside(said=LEFT_OUT.format(why=_GONE))
        return _beside(text, document)

    def _read(self, source: Source) -> Document | None:
        if self._key != source.pk:
            self._key, self._document = source.pk, None
            try:
                self._document = read_bytes(store().read(source.sha256), source.name)
            except (Unreadable, OSError):
                log.exception("download: the original of source %s", source.pk)
        return self._document


def _beside(text: TextOfPiece, document: Document) -> Beside:
    """The insets of the piece's stretch, in its clean text."""
    if not document.insets:
        return Beside()
    as_read, whole = text.corrected.before, document.text.replace("\0", "�")
    start = text.row.start if whole.startswith(as_read, text.row.start) else whole.find(as_read)
    if start < 0:
        return Beside(said=LEFT_OUT.format(why=_CHANGED))
    within = document.insets.within(start, start + len(as_read), whole).moved(text.corrected.forward)
    return Beside(clean_insets(within, text.raw, text.cleaned, lambda note: clean(note).text))
