"""From a file to what goes on paper (上版): read, cleaned, with its tables, pictures and notes. No database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mofan.ops.answering import bytes_of, document_of

if TYPE_CHECKING:
    from mofan.paper import Paper
    from mofan.text.read.insets import Insets


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A clean text (净文) with what stands beside its words; offsets of `insets` count in `text`."""

    text: str
    insets: Insets
    warnings: tuple[str, ...]


def manuscript_of(file: str) -> Manuscript:
    """The clean text of a file. Raises Unreadable."""
    from mofan.text.clean import clean
    from mofan.text.read.insets import clean_insets

    document = document_of(*bytes_of(file))
    cleaned = clean(document.text)
    insets = clean_insets(document.insets, document.text, cleaned, lambda note: clean(note).text)
    return Manuscript(cleaned.text, insets, document.warnings)


def paper_asked(manuscript: Manuscript) -> Paper:
    """The one piece of a manuscript. Raises Unreadable where there are several."""
    from mofan.paper import paper_of
    from mofan.text.outline import outline
    from mofan.text.read import Reason, Unreadable
    from mofan.text.split import split

    text, insets = manuscript.text, manuscript.insets
    pieces = split(text).pieces
    if len(pieces) != 1:
        raise Unreadable(Reason.UNSUPPORTED, f"这里有 {len(pieces)} 篇。请先入库，再在“素材库”页逐篇或成批下载。")
    piece = pieces[0]
    body = text[piece.body_start : piece.end]
    above = insets.within(piece.start, piece.body_start, text)
    beside = insets.within(piece.body_start, piece.end, text)
    return paper_of(piece.title, piece.subtitle, body, outline(body), beside, above)


def head_left_out(manuscript: Manuscript) -> tuple[str, ...]:
    """What is said of a red head (版头): ordinary material has no place for it; its number stands under the title."""
    from mofan.text.red_head import red_head

    lines = [line.strip() for line in manuscript.text.split("\n", 60)[:60] if line.strip()]
    if (head := red_head(lines)) is None:
        return ()
    named = "、".join(f"“{line}”" for line in lines[: head.lines] if line != head.number)
    return (f"版头{named}没有排进一般材料。要照公文排，请加 --type 写明文种，如 --type 通知。",) if named else ()
