"""The steps between receiving and storing: identify, read, clean, split, describe (认、读、清、分、述).

Pure: bytes in, found pieces out; a refusal is a value with its reason. Runs in worker processes, so no Django here.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from mofan.library.compact_json import Encoded, encoded
from mofan.library.ingestion.bulk import Record
from mofan.library.quick_find.parallel import to_store
from mofan.text.clean import Candidate, Cleaned, Removal, apply_removals, clean
from mofan.text.describe import Description, Given, Mention, as_json, describe_all
from mofan.text.outline import Heading, outline
from mofan.text.read import OnPage, Unreadable, is_archive, read_bytes
from mofan.text.reuse import fingerprint
from mofan.text.secrecy import find_secrecy_mark
from mofan.text.span import Span
from mofan.text.split import Compilation, Piece, split

SECRET = "文件带有密级标志（{mark}），本系统不是涉密系统，不收。请按保密规定另行处理，并清除本机副本。"
FAULT = "处理时程序出错（{kind}：{fault}），原件已留存。"
BULK_NAMES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")


@dataclass(frozen=True, slots=True)
class FoundPiece:
    """One piece with all that is known of it; `start`, `end`, `body_start`, `paid` count in the source's text,
    outline and description in the piece's clean text."""

    no: int
    start: int
    end: int
    body_start: int
    paid: tuple[int, int] | None
    title: str
    subtitle: str
    unit: str
    unit_level: str
    unit_kind: str
    genre: str
    themes: tuple[str, ...]
    year: int | None
    characters: int
    digest: str
    dated: date | None
    """The last date that the piece names, when that is a whole date: most often its signature."""
    outline: list[dict[str, Any]] | Encoded
    description: dict[str, Any] | Encoded
    """Encoded when they come out of `digest_file` and `digest_records`: text goes between processes fast."""
    fingerprints: bytes
    """Of the clean text (`Fingerprint.packed`)."""


@dataclass(slots=True)
class Work:
    """A source on its way. Every step fills what comes after it; `refusal` stops the way."""

    name: str
    data: bytes | None = None
    title: str | None = None
    """Given for a record of a bulk file: it is one piece with this title, and is not split."""
    text: str = ""
    media_type: str = ""
    encoding: str = ""
    dated: date | None = None
    warnings: list[str] = field(default_factory=list)
    insets: int = 0
    """How many tables, pictures and notes stand beside the text; they stay in the original."""
    cleaned: Cleaned | None = None
    compilation: Compilation | None = None
    pieces: list[FoundPiece] = field(default_factory=list)
    step: str = "receive"
    refusal: str = ""
    on_page: OnPage | None = None
    """Told before each page that has to be recognised; may raise `PutOff`."""
    put_off: bool = False
    """It has to be recognised, and whoever asked would rather wait."""


class Refused(Exception):
    """A step turns the source away; the message is a Chinese sentence."""


class PutOff(Exception):
    """The source has to be recognised, which takes long: not now."""


def not_now(page: int, pages: int) -> None:
    """Put a source off that has to be recognised (an `on_page`)."""
    raise PutOff


def identify(work: Work) -> None:
    """What is it? An archive or a bulk file is routed elsewhere by the driver and never comes here."""
    if work.data is not None and is_archive(work.data, work.name):
        raise Refused("这是压缩包，应先逐个取出其中的文件。")


def read(work: Work) -> None:
    """Bytes to text; what carries a secrecy mark is refused."""
    if work.data is not None:
        document = read_bytes(work.data, work.name, on_page=work.on_page)
        work.text, work.media_type, work.encoding = document.text, document.media_type, document.encoding or ""
        _refuse_secrets(document.margins)
        work.warnings += document.warnings
        work.insets = document.insets.count
        work.data = None
    if "\x00" in work.text:
        work.text = work.text.replace("\x00", "�")
        work.warnings.append("原文含空字符，已换成“�”。")
    if not work.text.strip():
        raise Refused("文件里没有文字，请检查是否为空文件或全是图片。")
    _refuse_secrets(work.text)


def _refuse_secrets(text: str) -> None:
    if mark := find_secrecy_mark(text):
        raise Refused(SECRET.format(mark=mark.of(text).strip()))


def clean_text(work: Work) -> None:
    """Take the injected advertisements out, lift the paid marks."""
    work.cleaned = clean(work.text)
    if not work.cleaned.text.strip():
        raise Refused("清除广告后没有剩下文字，不收。原件已留存。")


def split_pieces(work: Work) -> None:
    """A compilation into its pieces; a record of a bulk file is one piece."""
    assert work.cleaned is not None
    if work.title is None:
        work.compilation = split(work.text, work.cleaned)
        work.warnings += work.compilation.warnings
        for piece in work.compilation.pieces[1:]:  # a mark without a star counts in the head of a document only
            _refuse_secrets(work.text[piece.start : piece.end])
    else:
        body_start = _after_title(work.text, work.title)
        whole = Piece(1, 0, len(work.text), work.title, None, None, body_start)
        work.compilation = Compilation(None, (whole,), ())


def describe_pieces(works: Sequence[Work]) -> None:
    """Outline, elements and fingerprint of every piece of every source."""
    asked = [(work, stretch) for work in works for stretch in _stretches_of(work)]
    for (work, _), found in zip(asked, find_pieces([stretch for _, stretch in asked]), strict=True):
        work.pieces.append(found)


def _stretches_of(work: Work) -> Iterator["Stretch"]:
    assert work.cleaned is not None
    assert work.compilation is not None
    header = work.compilation.header.title if work.compilation.header else None
    paid = _paid_spans(work.text, work.cleaned.removals)
    for piece in work.compilation.pieces:
        removals = [cut for cut in work.cleaned.removals if piece.start <= cut.start and cut.end <= piece.end]
        if not piece.title:
            piece = replace(piece, title=Path(work.name).stem or "无题")
        yield Stretch(work.text, piece, removals, header, _within(paid, piece.start, piece.end))


def _each(do: Callable[[Work], None]) -> "Do":
    """A step that looks at one source at a time."""

    def do_all(works: Sequence[Work]) -> None:
        for work in works:
            try:
                do(work)
            except (Unreadable, Refused) as refusal:
                work.refusal = str(refusal)
                work.data = None
            except PutOff:
                work.put_off, work.data = True, None

    return do_all


Do = Callable[[Sequence[Work]], None]
"""A step of sources that are on their way together; it never raises for a bad source: the refusal says why."""

STEPS: tuple[tuple[str, Do], ...] = (
    ("identify", _each(identify)),
    ("read", _each(read)),
    ("clean", _each(clean_text)),
    ("split", _each(split_pieces)),
    ("describe", describe_pieces),
)


def digest(works: Sequence[Work]) -> None:
    """Carry sources through the pure steps, all of them through one before the next: what a step looks things up in
    stays in the processor's own memory, and a text takes a third less time than by itself. Never raises for a bad
    source: the refusal says why and where."""
    going = list(works)
    for name, do in STEPS:
        for work in going:
            work.step = name
        do(going)
        going = [work for work in going if not work.refusal and not work.put_off]
    for work in works:
        work.on_page = None


def digest_file(path: Path, name: str, on_page: OnPage = not_now) -> Work:
    """`digest` for bytes that lie in the store (what a worker process is given); what has to be recognised is put off
    unless `on_page` lets it. Even a fault of our own stops only this file, with its reason kept."""
    try:
        return _digested([Work(name, data=path.read_bytes(), on_page=on_page)])[0]
    except Exception as fault:
        return Work(name, step="read", refusal=FAULT.format(kind=type(fault).__name__, fault=fault))


def _digested(works: list[Work]) -> list[Work]:
    digest(works)
    return [_packed(work) for work in works]


def _packed(work: Work) -> Work:
    """The same, as light as the way to another process and into the rows needs it."""
    work.pieces = [
        replace(found, outline=encoded(found.outline), description=encoded(found.description)) for found in work.pieces
    ]
    return work


Chunk = list[tuple[Record, Work | None]]
"""Records of a bulk file with what was found; None for a line that is no record."""


def digest_records(chunk: list[Record]) -> Chunk:
    """`digest` for some lines of a bulk file (what a worker process is given)."""
    found = iter(_digest_all([record for record in chunk if not record.refusal]))
    return [(record, None if record.refusal else next(found)) for record in chunk]


def _digest_all(records: Sequence[Record]) -> list[Work]:
    """Together; where that goes wrong by a fault of ours, it stops only the record that it is in."""
    try:
        return _digested([_work_of(record) for record in records])
    except Exception as fault:
        if len(records) > 1:
            return [work for record in records for work in _digest_all([record])]
        return [Work(records[0].title, step="read", refusal=FAULT.format(kind=type(fault).__name__, fault=fault))]


def _work_of(record: Record) -> Work:
    return Work(record.title, text=record.text, title=record.title, media_type="application/json")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece where it stands, from `piece.start` to `piece.end` of `text`, and what is cut out of it."""

    text: str
    piece: Piece
    removals: list[Removal]
    header: str | None = None
    """The heading of the compilation that it came in."""
    paid: tuple[int, int] | None = None


def find_pieces(stretches: Sequence[Stretch]) -> list[FoundPiece]:
    """All that is known of each piece, its removals gone: one question after the other (see `digest`)."""
    cleaned = [_cleaned(one) for one in stretches]
    starts = [
        text.to_clean(one.piece.body_start - one.piece.start) for one, text in zip(stretches, cleaned, strict=True)
    ]
    texts = [text.text for text in cleaned]
    descriptions = describe_all(
        Given(text, one.piece.title, one.piece.subtitle, one.header) for one, text in zip(stretches, texts, strict=True)
    )
    outlines = [outline(text[start:]) for text, start in zip(texts, starts, strict=True)]
    headings = [[_as_json(heading, start) for heading in found] for found, start in zip(outlines, starts, strict=True)]
    parallel = [to_store(found) for found in headings]
    prints = [fingerprint(text).packed() for text in texts]
    return [
        FoundPiece(
            one.piece.no,
            one.piece.start,
            one.piece.end,
            one.piece.body_start,
            one.paid,
            one.piece.title,
            one.piece.subtitle or "",
            *_unit_of(one.piece, descriptions[no]),
            descriptions[no].genre or "",
            tuple(descriptions[no].themes),
            descriptions[no].year,
            descriptions[no].characters,
            hashlib.sha256(texts[no].encode("utf-8", "surrogatepass")).hexdigest(),
            _last_day(descriptions[no].dates),
            headings[no],
            as_json(descriptions[no]) | {"body_start": starts[no], "parallel": parallel[no]},
            prints[no],
        )
        for no, one in enumerate(stretches)
    ]


def _cleaned(stretch: Stretch) -> Cleaned:
    piece = stretch.piece
    raw = stretch.text[piece.start : piece.end]
    return apply_removals(raw, [shifted(cut, -piece.start) for cut in stretch.removals])


def _as_json(heading: Heading, body_start: int) -> dict[str, Any]:
    return {
        "level": heading.level,
        "form": heading.form,
        "start": heading.start + body_start,
        "end": heading.end + body_start,
        "text": heading.text,
        "marker": heading.marker,
        "number": heading.number,
    }


def _last_day(dates: Sequence[Mention]) -> date | None:
    last = dates[-1].value if dates else None
    try:
        return date.fromisoformat(last) if last else None
    except ValueError:
        return None


def shifted(removal: Removal, by: int) -> Removal:
    """The same removal in a text that starts elsewhere."""
    return Removal(removal.start + by, removal.end + by, removal.text, removal.kind, removal.rule)


def candidates_within(candidates: tuple[Candidate, ...], start: int, end: int) -> list[Candidate]:
    """Those candidates that lie inside the stretch."""
    return [one for one in candidates if start <= one.start and one.end <= end]


def _unit_of(piece: Piece, description: Description) -> tuple[str, str, str]:
    name = piece.unit or (description.unit.name if description.unit else "")
    return name, description.unit_level or "", description.unit_kind or ""


def _after_title(text: str, title: str) -> int:
    """Where the body starts when the text's first line repeats the title; else 0 (never: the reader puts it there)."""
    first, _, rest = text.partition("\n")
    return len(first) + 1 if rest and first.strip() == title.strip() else 0


def _paid_spans(text: str, removals: tuple[Removal, ...]) -> list[Span]:
    """The stretches between a begin mark and the next end mark (or the end of the text)."""
    spans: list[Span] = []
    opened: int | None = None
    for cut in removals:
        if cut.kind != "paid_mark":
            continue
        if "end" in cut.text.lower() or "结束" in cut.text:
            spans.append(Span(opened or 0, cut.start))
            opened = None
        elif opened is None:
            opened = cut.end
    if opened is not None:
        spans.append(Span(opened, len(text)))
    return spans


def _within(spans: list[Span], start: int, end: int) -> tuple[int, int] | None:
    for span in spans:
        low, high = max(span.start, start), min(span.end, end)
        if low < high:
            return low, high
    return None
