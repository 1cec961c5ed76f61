"""The store step (存): what was found becomes rows, a source in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from mofan.library.ingestion.bulk import Record
from mofan.library.ingestion.digesting import FoundPiece, Work, candidates_within
from mofan.library.models import (
    Candidate,
    Piece,
    PieceDetail,
    Removal,
    Source,
    SourceKind,
    SourceText,
    State,
    Step,
)


@transaction.atomic
def store_works(done: Iterable[tuple[Source, Work]], *, at: datetime) -> None:
    """Store what was digested of some sources, all or none of them. A source stored before is left alone."""
    works = [(source, work) for source, work in done if source.state != State.DONE]
    for source, work in works:
        _finish(source, work, at=at)
    Source.objects.bulk_update([source for source, _ in works], _FINISHED)
    _store_found([(source, work) for source, work in works if not work.refusal], at=at)


_FINISHED = (
    "state",
    "step",
    "refusal",
    "media_type",
    "encoding",
    "report",
    "finished_at",
    "kind",
    "dated",
    "category",
    "external_id",
)


@transaction.atomic
def store_records(bulk: Source, done: Sequence[tuple[Record, Work | None]], *, up_to: int, at: datetime) -> None:
    """Store some lines of a bulk file and how far it is read, all or nothing: so a line is never stored twice."""
    rows = []
    for record, work in done:
        source = Source(
            batch_id=bulk.batch_id,
            parent=bulk,
            kind=SourceKind.RECORD,
            no=record.no,
            sha256="",
            size=0,
            received_at=at,
            name=(record.title or f"第 {record.no} 行")[:500],
            external_id=record.external_id,
            category=record.category,
            dated=record.dated,
        )
        _finish(source, work or Work(source.name, step="read", refusal=record.refusal), at=at)
        source.report |= {"origin": record.origin}
        rows.append((source, work))
    Source.objects.bulk_create([source for source, _ in rows])
    _store_found([(source, work) for source, work in rows if work and not work.refusal], at=at)
    Source.objects.filter(pk=bulk.pk).update(done_lines=up_to)


def _finish(source: Source, work: Work, *, at: datetime) -> None:
    source.media_type, source.encoding = work.media_type, work.encoding
    source.refusal, source.step = work.refusal[:300], Step(work.step) if work.refusal else Step.STORE
    source.state = State.REFUSED if work.refusal else State.WORKING
    source.finished_at = at
    source.report = {"warnings": work.warnings}
    if work.refusal:
        return
    assert work.cleaned is not None
    assert work.compilation is not None
    source.state, source.step = State.DONE, Step.INDEX
    ads = [cut for cut in work.cleaned.removals if cut.kind == "ad"]
    source.report |= {
        "characters": len(work.text),
        "insets": work.insets,
        "pieces": len(work.pieces),
        "ads": len(ads),
        "ad_characters": sum(cut.end - cut.start for cut in ads),
        "paid_marks": len(work.cleaned.removals) - len(ads),
        "candidates": len(work.cleaned.candidates),
        "declared": work.compilation.header.count if work.compilation.header else None,
    }


def _store_found(works: Sequence[tuple[Source, Work]], *, at: datetime) -> None:
    SourceText.objects.bulk_create(
        [SourceText(source=source, text=work.text, header=_header(work)) for source, work in works]
    )
    pairs = [(_piece(source, work, found, at=at), found) for source, work in works for found in work.pieces]
    pieces = _link_the_same([piece for piece, _ in pairs])
    PieceDetail.objects.bulk_create(
        [
            PieceDetail(
                piece=piece,
                outline=found.outline,
                description=found.description,
                fingerprints=found.fingerprints,
            )
            for piece, (_, found) in zip(pieces, pairs, strict=True)
        ]
    )
    by_source: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_source.setdefault(piece.source_id, []).append(piece)
    _store_finds(works, by_source)


def _store_finds(works: Sequence[tuple[Source, Work]], pieces: dict[int, list[Piece]]) -> None:
    removals, candidates = [], []
    for source, work in works:
        assert work.cleaned is not None
        mine = pieces.get(source.pk, [])
        for cut in work.cleaned.removals:
            removals.append(
                Removal(
                    source=source,
                    piece=_home(mine, cut.start, cut.end),
                    start=cut.start,
                    end=cut.end,
                    text=cut.text,
                    kind=cut.kind,
                    rule=cut.rule,
                )
            )
        for piece in mine:
            for one in candidates_within(work.cleaned.candidates, piece.start, piece.end):
                candidates.append(
                    Candidate(
                        source=source, piece=piece, start=one.start, end=one.end, text=one.text, reason=one.reason[:200]
                    )
                )
    Removal.objects.bulk_create(removals)
    Candidate.objects.bulk_create(candidates)


def _link_the_same(pieces: list[Piece]) -> list[Piece]:
    """Save the pieces; one whose clean text is in the library already, or came earlier in this list, points to it."""
    digests = {piece.digest for piece in pieces}
    kept = Piece.objects.originals().filter(digest__in=digests).order_by("-pk")
    first = dict(kept.values_list("digest", "pk"))
    new: dict[str, Piece] = {}
    for piece in pieces:
        if piece.digest in first:
            piece.same_as_id = first[piece.digest]
        elif piece.digest not in new:
            new[piece.digest] = piece
        piece.index_due = piece.same_as_id is None
    Piece.objects.bulk_create(new.values())
    rest = [piece for piece in pieces if piece.pk is None]
    for piece in rest:
        if piece.same_as_id is None:
            piece.same_as, piece.index_due = new[piece.digest], False
    Piece.objects.bulk_create(rest)
    return pieces


def _piece(source: Source, work: Work, found: FoundPiece, *, at: datetime) -> Piece:
    return Piece(
        source=source,
        no=found.no,
        start=found.start,
        end=found.end,
        body_start=found.body_start,
        paid_start=found.paid[0] if found.paid else None,
        paid_end=found.paid[1] if found.paid else None,
        title=found.title[:500],
        subtitle=found.subtitle[:500],
        unit=found.unit[:200],
        unit_level=found.unit_level,
        unit_kind=found.unit_kind[:40],
        genre=found.genre[:40],
        themes=list(found.themes),
        year=source.dated.year if source.dated else found.year,
        dated=source.dated or found.dated,
        category=source.category,
        external_id=source.external_id,
        characters=found.characters,
        digest=found.digest,
        created_at=at,
    )


def _home(pieces: list[Piece], start: int, end: int) -> Piece | None:
    return next((piece for piece in pieces if piece.start <= start and end <= piece.end), None)


def _header(work: Work) -> dict[str, object] | None:
    header = work.compilation.header if work.compilation else None
    if header is None:
        return None
    return {"start": header.start, "end": header.end, "title": header.title, "count": header.count}
