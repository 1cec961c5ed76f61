"""Reads of the library (素材库的读取). Every one starts from `visible_to(person)`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from mofan.library.clean_text import TextOfPiece, text_of
from mofan.library.ingestion.indexing import index
from mofan.library.models import (
    Batch,
    Candidate,
    Piece,
    PieceDetail,
    PieceQuerySet,
    Removal,
    Source,
    SourceKind,
    SourceQuerySet,
    State,
)
from mofan.library.reading import Cut, SheetLine, lay_out
from mofan.org.models import Person
from mofan.search import Query

SHEET = 300_000
"""Characters of a piece that its page shows at most; a browser stalls on more. The files have all."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline beside the sheet: `anchor` is the id of its line on the sheet."""

    anchor: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A piece with all that stands on its page (阅读页)."""

    piece: Piece
    lines: tuple[SheetLine, ...]
    title_cuts: tuple[Removal, ...]
    outline: tuple[OutlineEntry, ...]
    description: dict[str, object]
    removals: tuple[Removal, ...]
    candidates: tuple[Candidate, ...]
    before: Piece | None
    after: Piece | None
    siblings: int
    similar: tuple[Piece, ...]
    copies: tuple[Piece, ...]
    top: Source
    text: TextOfPiece
    unshown: int
    """Characters beyond the end of the sheet."""


def pieces_visible_to(person: Person) -> PieceQuerySet:
    """The pieces that this person may see."""
    return Piece.objects.visible_to(person).select_related("source", "source__batch")


def reading(person: Person, piece: Piece) -> Reading:
    """All that the page of a piece shows. The piece was loaded through `pieces_visible_to`."""
    text = text_of(piece)
    detail = PieceDetail.objects.get(pk=piece.pk)
    removals = tuple(piece.removals.order_by("start"))
    cuts = [Cut(one.pk, text.at(one.start), text.at(one.end)) for one in removals if one.put_back_at is None]
    headings = [one for one in detail.outline if text.cleaned.to_raw(one["start"]) < SHEET]
    lines = lay_out(text.raw[:SHEET], text.body_start, cuts, headings, text.cleaned.to_raw)
    neighbours = pieces_visible_to(person).filter(source=piece.source_id).order_by("no")
    return Reading(
        piece=piece,
        lines=lines,
        title_cuts=tuple(one for one in removals if one.start < piece.body_start and one.put_back_at is None),
        outline=tuple(OutlineEntry(f"s{no}", one["level"], one["text"]) for no, one in enumerate(headings, 1)),
        description=detail.description,
        removals=removals,
        candidates=tuple(piece.candidates.filter(decided_at=None).order_by("start")),
        before=neighbours.filter(no__lt=piece.no).last(),
        after=neighbours.filter(no__gt=piece.no).first(),
        siblings=neighbours.count(),
        similar=similar_titles(person, piece),
        copies=tuple(pieces_visible_to(person).filter(Q(same_as=piece) | Q(pk=piece.same_as_id))),
        top=top_source(piece.source),
        text=text,
        unshown=max(0, len(text.raw) - SHEET),
    )


def top_source(source: Source) -> Source:
    """The file as handed in that this source came in."""
    while source.parent is not None:
        source = source.parent
    return source


def original_of(source: Source) -> Source:
    """The source that holds the bytes as received: itself, or the file in which a record came (原件)."""
    return source if source.sha256 else top_source(source)


def similar_titles(person: Person, piece: Piece, most: int = 5) -> tuple[Piece, ...]:
    """Pieces whose titles and texts share the most telling words of this piece's title."""
    words = tuple(dict.fromkeys(part for part in _words(piece.title) if len(part) > 1))[:6]
    if not words:
        return ()
    results = index().search(Query(words, limit=most + 5, any_word=True))
    rows = pieces_visible_to(person).exclude(pk=piece.pk).in_bulk([hit.uid for hit in results.hits])
    return tuple(rows[hit.uid] for hit in results.hits if hit.uid in rows)[:most]


def _words(title: str) -> Sequence[str]:
    return "".join(char if char.isalnum() else " " for char in title).split()


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """What the library holds (馆藏): pieces, characters, pieces of today, sources refused and doubtful finds open."""

    pieces: int
    characters: int
    today: int
    refused: int
    candidates: int
    waiting: int


def counts(person: Person, today: date) -> LibraryCounts:
    """The figures of the home page."""
    kept = Piece.objects.visible_to(person).originals()
    totals = kept.aggregate(
        pieces=Count("pk"), characters=Sum("characters"), today=Count("pk", filter=_on("created_at", today))
    )
    sources = Source.objects.visible_to(person)
    return LibraryCounts(
        totals["pieces"],
        totals["characters"] or 0,
        totals["today"],
        sources.filter(_on("received_at", today), state=State.REFUSED).count(),
        open_candidates(person).count(),
        sources.unfinished(),
    )


def _on(field: str, day: date) -> Q:
    """That a moment lies on this day of this place's calendar: as a range, which needs no conversion of every row."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return Q(**{f"{field}__gte": start, f"{field}__lt": start + timedelta(days=1)})


def _piece_count() -> Coalesce:
    """How many pieces a source has, counted for the rows that are shown and not for all."""
    counted = Piece.objects.filter(source=OuterRef("pk")).order_by().values("source").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def latest_pieces(person: Person, most: int = 10) -> QuerySet[Piece]:
    """What came in lately, newest first."""
    return pieces_visible_to(person).originals().order_by("-pk")[:most]


def open_candidates(person: Person) -> QuerySet[Candidate]:
    """Doubtful finds that wait for somebody's decision."""
    visible = Exists(Piece.objects.visible_to(person).filter(pk=OuterRef("piece")))
    return Candidate.objects.filter(visible, decided_at=None).select_related("piece").order_by("-pk")


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a batch is (进度): counts of its sources, pieces and removals."""

    received: int
    done: int
    refused: int
    same: int
    waiting: int
    pieces: int
    copies: int
    ads: int
    coming: int
    """Lines of bulk files that were not read yet: each will be a source."""

    @property
    def all(self) -> int:
        return self.received + self.coming

    @property
    def left(self) -> int:
        return self.waiting + self.coming

    @property
    def finished(self) -> int:
        return self.received - self.waiting

    @property
    def is_over(self) -> bool:
        return self.waiting == 0


def batches_visible_to(person: Person) -> QuerySet[Batch]:
    """The batches, newest first."""
    return Batch.objects.visible_to(person).select_related("by")


def batch_progress(batch: Batch) -> BatchProgress:
    """The counts of a batch that was loaded through `batches_visible_to`."""
    waiting = Q(state__in=(State.WAITING, State.WORKING))
    sources = batch.sources.aggregate(
        received=Count("pk"),
        done=Count("pk", filter=Q(state=State.DONE)),
        refused=Count("pk", filter=Q(state=State.REFUSED)),
        same=Count("pk", filter=Q(state=State.SAME)),
        waiting=Count("pk", filter=waiting),
    )
    pieces = Piece.objects.filter(source__batch=batch).aggregate(
        pieces=Count("pk", filter=Q(same_as=None)), copies=Count("pk", filter=Q(same_as__isnull=False))
    )
    ads = Removal.objects.filter(source__batch=batch, kind="ad").count()
    if not sources["waiting"]:
        return BatchProgress(**sources, **pieces, ads=ads, coming=0)
    open_bulk = batch.sources.filter(kind=SourceKind.BULK, state=State.WORKING).values_list("report", "done_lines")
    coming = sum(max(0, report.get("lines", 0) - done) for report, done in open_bulk)
    return BatchProgress(**sources, **pieces, ads=ads, coming=coming)


def sources_visible_to(person: Person) -> SourceQuerySet:
    """The sources, newest first."""
    return Source.objects.visible_to(person).select_related("batch", "batch__by", "parent", "same_as").order_by("-pk")


def sources_of(batch: Batch, *, state: str = "") -> QuerySet[Source]:
    """The sources of a batch that was loaded through `batches_visible_to`, refused ones first, then as received."""
    rows = batch.sources.select_related("same_as", "parent").annotate(piece_count=_piece_count())
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("pk")


def found_count() -> int:
    """How many pieces the index holds. Raises SearchError when the index does not answer."""
    return index().count()


def arrivals(person: Person, day: date | None = None, batch: Batch | None = None) -> QuerySet[Piece]:
    """What came into the library (新到), newest first; of one day or of one batch when that is given."""
    rows = pieces_visible_to(person).originals().order_by("-pk")
    rows = rows if day is None else rows.filter(_on("created_at", day))
    return rows if batch is None else rows.filter(source__batch=batch)


def latest_batches(person: Person, most: int) -> QuerySet[Batch]:
    """The newest batches with `received` and `waiting`: how many files came in, how many are not done."""
    waiting = Q(sources__state__in=(State.WAITING, State.WORKING))
    rows = batches_visible_to(person).annotate(received=Count("sources"), waiting=Count("sources", filter=waiting))
    return rows.order_by("-pk")[:most]


def sources_listed(person: Person, *, state: str = "", name: str = "", day: date | None = None) -> QuerySet[Source]:
    """The files as handed in, newest first, with `piece_count`; in a narrowed list the members of archives too."""
    rows = sources_visible_to(person)
    if not (state or name):
        rows = rows.top()
    if state:
        rows = rows.filter(state=state)
    if name:
        rows = rows.filter(name__icontains=name)
    if day:
        rows = rows.filter(_on("received_at", day))
    return rows.annotate(piece_count=_piece_count())


def members_of(person: Person, source: Source) -> QuerySet[Source]:
    """What came out of an archive or a bulk file, in its order, with `piece_count`."""
    rows = Source.objects.visible_to(person).filter(parent=source).select_related("same_as")
    return rows.annotate(piece_count=_piece_count()).order_by("no")


def member_states(sources: Iterable[Source]) -> dict[int, list[tuple[str, int]]]:
    """source id → (state in words, how many members stand so), for archives and bulk files.

    A member is of the batch of its parent: named, the index `source_of_batch` answers alone, whatever a file holds.
    """
    holding = [source for source in sources if source.kind in (SourceKind.ARCHIVE, SourceKind.BULK)]
    counted: dict[int, list[tuple[str, int]]] = {}
    rows = Source.objects.filter(batch__in={one.batch_id for one in holding}, parent__in=[one.pk for one in holding])
    states = rows.values_list("parent", "state").annotate(count=Count("pk")).order_by("parent", "state")
    for parent, state, count in states if holding else ():
        counted.setdefault(parent, []).append((State(state).label, count))
    return counted


def pieces_of(person: Person, source: Source) -> QuerySet[Piece]:
    """The pieces of a source that was loaded through `sources_visible_to`, in their order."""
    return pieces_visible_to(person).filter(source=source).order_by("no")


def removals_outside_pieces(source: Source) -> QuerySet[Removal]:
    """What was taken out of a source before, between and after its pieces."""
    return source.removals.filter(piece=None).order_by("start")


def ads_of(where: Batch | Source) -> QuerySet[Removal]:
    """The advertisements taken out of a batch or a source that was loaded through its `visible_to`."""
    rows = Removal.objects.filter(kind="ad").select_related("piece", "source")
    rows = rows.filter(source__batch=where) if isinstance(where, Batch) else rows.filter(source=where)
    return rows.order_by("source", "start")
