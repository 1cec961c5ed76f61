"""Pieces (篇目): inside their texts, copies pointing to originals, none there twice, their texts what they were."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Least, Length, Substr

from mofan.library.clean_text import text_of, with_text
from mofan.library.ingestion.digesting import FoundPiece
from mofan.library.models import Candidate, Likeness, Piece, PieceDetail, PieceState, Removal, Source, SourceText
from mofan.library.revising import found_in
from mofan.library.verifying.check import Keys, RowCheck, Words, chunks
from mofan.library.verifying.rereading import digest_of, fits, text_of_original
from mofan.library.verifying.sources import FROM_BACKUP, MENDED
from mofan.org.actions import note
from mofan.org.models import Person

TEXTS_AT_ONCE = 50
"""Pieces whose texts are in the memory together."""


def beyond_their_text(rows: QuerySet[SourceText]) -> QuerySet[Any, Any]:
    """Sources with a piece, a removal or a doubtful find that ends beyond the end of the text."""
    kinds: tuple[type[Model], ...] = (Piece, Removal, Candidate)
    furthest = {f"furthest_{model._meta.model_name}": _furthest(model) for model in kinds}
    beyond = Q()
    for name in furthest:
        beyond |= Q(**{f"{name}__gt": F("length")})
    return rows.annotate(length=Length("text"), **furthest).filter(beyond).values_list("pk", flat=True)


def _furthest(model: type[Model]) -> Subquery:
    mine: QuerySet[Any] = model._default_manager.filter(source=OuterRef("pk")).order_by()
    return Subquery(mine.values("source").annotate(furthest=Max("end")).values("furthest"))


def outside_their_piece(rows: QuerySet[Removal]) -> QuerySet[Any, Any]:
    """Removals that do not lie within the piece they are said to be out of."""
    outside = Q(start__lt=F("piece__start")) | Q(end__gt=F("piece__end")) | ~Q(piece__source=F("source"))
    return rows.exclude(piece=None).filter(outside).values_list("pk", flat=True)


def without_detail(rows: QuerySet[Piece]) -> QuerySet[Any, Any]:
    """Pieces without outline and elements."""
    return rows.filter(~Exists(PieceDetail.objects.filter(pk=OuterRef("pk")))).values_list("pk", flat=True)


def copies_of_no_original(rows: QuerySet[Piece]) -> QuerySet[Any, Any]:
    """Pieces that are said to be the same as one that is a copy itself, or has another text."""
    wrong = ~Q(same_as__same_as=None) | ~Q(same_as__digest=F("digest")) | Q(same_as=F("pk"))
    return rows.exclude(same_as=None).filter(wrong).values_list("pk", flat=True)


def originals_twice(rows: QuerySet[Piece]) -> QuerySet[Any, Any]:
    """Kept originals with the text of a kept original before them."""
    earlier = _kept_originals().filter(digest=OuterRef("digest"), pk__lt=OuterRef("pk"))
    return rows.filter(Exists(earlier), state=PieceState.KEPT, same_as=None).values_list("pk", flat=True)


def likenesses_of_copies(rows: QuerySet[Likeness]) -> QuerySet[Any, Any]:
    """Likenesses of which a side is no original, though two originals stand behind them that have none yet.

    One between a piece and its own copy, or beside the same of the originals, says nothing and harms nothing.
    """
    copied = Q(one__same_as__isnull=False) | Q(other__same_as__isnull=False)
    there = Likeness.objects.filter(
        one=Least(OuterRef("first"), OuterRef("second")), other=Greatest(OuterRef("first"), OuterRef("second"))
    )
    sided = rows.annotate(first=Coalesce("one__same_as", "one"), second=Coalesce("other__same_as", "other"))
    moved = sided.filter(copied).exclude(first=F("second"))
    return moved.filter(~Exists(there)).values_list("pk", flat=True)


def with_another_text(rows: QuerySet[Piece]) -> Iterator[int]:
    """Pieces whose clean text is not the one that their fingerprint was taken of; reads every text."""
    whole = rows.filter(end__lte=Length("source__read__text"))
    keys = list(whole.values_list("pk", flat=True))
    for start in range(0, len(keys), TEXTS_AT_ONCE):
        some = list(Piece.objects.filter(pk__in=keys[start : start + TEXTS_AT_ONCE]))
        try:
            yield from (text.row.pk for text in with_text(some) if digest_of(text.text) != text.row.digest)
        except ValueError:
            yield from (piece.pk for piece in some if not _has_its_text(piece))


def _has_its_text(piece: Piece) -> bool:
    try:
        return digest_of(text_of(piece).text) == piece.digest
    except ValueError:  # a removal is not what stands in the text
        return False


def removals_of_other_words(rows: QuerySet[Removal]) -> QuerySet[Any, Any]:
    """Removals that are not what stands at their place in the text as read."""
    stretch = Substr("source__read__text", F("start") + 1, F("end") - F("start"))
    standing = rows.exclude(source__read=None).annotate(stretch=stretch)
    return standing.exclude(text=F("stretch")).values_list("pk", flat=True)


def describe_again(keys: Keys, by: Person, at: datetime) -> None:
    """Outline and elements of pieces that have none, found in their texts."""
    for piece in _pieces(keys):
        try:
            found = _found(piece)
        except ValueError:  # its removals are not in its text: another check says so
            continue
        PieceDetail.objects.get_or_create(
            piece=piece,
            defaults={
                "outline": found.outline,
                "description": found.description,
                "fingerprints": found.fingerprints,
            },
        )
        note(piece, MENDED, by=by, at=at, why="重找提纲和要素")


def link_again(keys: Keys, by: Person, at: datetime) -> None:
    """Link pieces to the first kept original with their text; one that is alone with its text is an original."""
    for piece in _pieces(keys):
        first = _kept_originals().filter(digest=piece.digest).exclude(pk=piece.pk).order_by("pk").first()
        if first is not None and piece.same_as_id is None and first.pk > piece.pk:
            continue  # it is the first one itself
        with transaction.atomic():
            Piece.objects.filter(pk=piece.pk).update(same_as=first, index_due=True, revision=F("revision") + 1)
            why = "自成一篇" if first is None else f"与第 {first.pk} 篇逐字相同"
            note(piece, MENDED, by=by, at=at, why=why)


def liken_originals(keys: Keys, by: Person, at: datetime) -> None:
    """Likenesses between the originals, where there is none yet and they are two."""
    for row in Likeness.objects.filter(pk__in=list(keys)).select_related("one", "other"):
        one, other = sorted((row.one.same_as_id or row.one_id, row.other.same_as_id or row.other_id))
        if one != other and not Likeness.objects.filter(one=one, other=other).exists():
            Likeness.objects.filter(pk=row.pk).update(one=one, other=other)


def restore_texts(keys: Keys, by: Person, at: datetime) -> None:
    """Where the original still gives the text of all pieces of a source, that text; else the text that is stored
    stands, and its fingerprint, outline and elements are found again."""
    for source in Source.objects.filter(pieces__in=list(keys)).distinct():
        pieces = list(source.pieces.all())
        text = text_of_original(source)
        if text and fits(text, pieces):
            with transaction.atomic():
                SourceText.objects.filter(pk=source.pk).update(text=text)
                Piece.objects.filter(source=source).update(index_due=True, revision=F("revision") + 1)
                note(source, MENDED, by=by, at=at, why="从原件重读正文")
    for piece in _pieces(keys):
        refresh(piece, by=by, at=at)


@transaction.atomic
def refresh(piece: Piece, *, by: Person, at: datetime) -> None:
    """Bring the fingerprint and the elements of a piece in line with its text."""
    try:
        found = _found(piece)
    except ValueError:
        return
    if found.digest == piece.digest:
        return
    PieceDetail.objects.filter(piece=piece).update(
        outline=found.outline, description=found.description, fingerprints=found.fingerprints
    )
    Piece.objects.filter(pk=piece.pk).update(
        characters=found.characters, digest=found.digest, index_due=True, revision=F("revision") + 1
    )
    note(piece, MENDED, by=by, at=at, why="按正文重算净文指纹和要素")


def _found(piece: Piece) -> FoundPiece:
    return found_in(text_of(piece))


def _kept_originals() -> QuerySet[Piece]:
    return Piece.objects.originals().filter(state=PieceState.KEPT)


def _pieces(keys: Keys) -> Iterator[Piece]:
    for some in chunks(keys):
        yield from Piece.objects.filter(pk__in=some).order_by("pk")


PIECES = (
    RowCheck(
        "篇目位置",
        SourceText,
        beyond_their_text,
        Words("篇目或清除项超出正文的来源 {count} 个：{ids}。", advice=FROM_BACKUP),
    ),
    RowCheck(
        "清除项位置",
        Removal,
        outside_their_piece,
        Words("清除项不在所属篇目之内 {count} 处：{ids}。", advice=FROM_BACKUP),
    ),
    RowCheck(
        "提纲和要素",
        Piece,
        without_detail,
        Words("没有提纲和要素的篇目 {count} 篇：{ids}。", mends="从正文重找"),
        describe_again,
    ),
    RowCheck(
        "逐字相同",
        Piece,
        copies_of_no_original,
        Words("标为逐字相同、其实不同的篇目 {count} 篇：{ids}。这几篇检索不到。", mends="重新认定"),
        link_again,
    ),
    RowCheck(
        "重复篇目",
        Piece,
        originals_twice,
        Words("与前面的篇目逐字相同、却未相连的 {count} 篇：{ids}。", mends="与最先入库的一篇相连"),
        link_again,
    ),
    RowCheck(
        "相似篇目",
        Likeness,
        likenesses_of_copies,
        Words("相似关系指向重复篇目 {count} 对：{ids}。", mends="改指最先入库的一篇"),
        liken_originals,
    ),
)
"""What is asked of pieces, in the order in which it is mended."""

TEXTS = (
    RowCheck(
        "清除项文字",
        Removal,
        removals_of_other_words,
        Words("清除项与原文不符 {count} 处：{ids}。", advice=FROM_BACKUP),
    ),
    RowCheck(
        "净文",
        Piece,
        with_another_text,
        Words(
            "净文与指纹不符的篇目 {count} 篇：{ids}。",
            mends="从原件重读；原件对不上的，按现有正文重算",
            advice=FROM_BACKUP,
        ),
        restore_texts,
    ),
)
"""What is asked with `--texts`: every text is read."""
