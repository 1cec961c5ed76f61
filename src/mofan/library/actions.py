"""Verbs of a librarian (管理员的动作): put back, cut, withdraw, restore. One transaction and one history entry each."""

from datetime import datetime

from django.db import transaction

from mofan.library.clean_text import text_of
from mofan.library.ingestion.digesting import find_piece
from mofan.library.models import Candidate, Piece, PieceDetail, PieceState, Removal
from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.text.split import Piece as Stretch


@transaction.atomic
def put_back(removal: Removal, *, by: Person, at: datetime, why: str = "") -> None:
    """Put a removed stretch back into the text (恢复清除). Raises RuleBroken when it is back already."""
    _allow_curating(by)
    if not Removal.objects.filter(pk=removal.pk, put_back_at=None).update(put_back_at=at):
        raise RuleBroken("这一处已经恢复过了。")
    _after_cutting(removal, "恢复清除", by=by, at=at, why=why)


@transaction.atomic
def cut_again(removal: Removal, *, by: Person, at: datetime, why: str = "") -> None:
    """Take a stretch out again that was put back (重新清除). Raises RuleBroken when it is out already."""
    _allow_curating(by)
    if not Removal.objects.filter(pk=removal.pk).exclude(put_back_at=None).update(put_back_at=None):
        raise RuleBroken("这一处已经清除了。")
    _after_cutting(removal, "重新清除", by=by, at=at, why=why)


@transaction.atomic
def cut_candidate(candidate: Candidate, *, by: Person, at: datetime) -> Removal:
    """A doubtful find is an advertisement after all (确认清除). Raises RuleBroken when it was decided before."""
    _allow_curating(by)
    _decide(candidate, at=at)
    removal = Removal.objects.create(
        source=candidate.source,
        piece=candidate.piece,
        start=candidate.start,
        end=candidate.end,
        text=candidate.text,
        kind="ad",
        rule="人工确认",
    )
    _after_cutting(removal, "确认清除", by=by, at=at)
    return removal


@transaction.atomic
def keep_candidate(candidate: Candidate, *, by: Person, at: datetime) -> None:
    """A doubtful find is genuine text (确认保留). Raises RuleBroken when it was decided before."""
    _allow_curating(by)
    _decide(candidate, at=at)
    assert candidate.piece is not None
    note(candidate.piece, "确认保留", by=by, at=at, why=candidate.text)


@transaction.atomic
def withdraw(piece: Piece, *, by: Person, at: datetime, why: str) -> None:
    """Take a piece off the shelves (撤下): readers no longer find it, nothing is deleted. Needs a reason."""
    _allow_curating(by)
    if not why.strip():
        raise RuleBroken("撤下要写明缘由。")
    _move(piece, PieceState.KEPT, PieceState.WITHDRAWN, "这一篇已经撤下了。")
    note(piece, "撤下", by=by, at=at, why=why.strip())


@transaction.atomic
def restore(piece: Piece, *, by: Person, at: datetime, why: str = "") -> None:
    """Put a withdrawn piece back on the shelves (恢复在库)."""
    _allow_curating(by)
    _move(piece, PieceState.WITHDRAWN, PieceState.KEPT, "这一篇就在库里。")
    note(piece, "恢复在库", by=by, at=at, why=why)


def _move(piece: Piece, was: PieceState, now: PieceState, otherwise: str) -> None:
    rows = Piece.objects.filter(pk=piece.pk, state=was)
    if not rows.update(state=now, index_due=True, revision=piece.revision + 1):
        raise RuleBroken(otherwise)
    piece.refresh_from_db()


def _decide(candidate: Candidate, *, at: datetime) -> None:
    if not Candidate.objects.filter(pk=candidate.pk, decided_at=None).update(decided_at=at):
        raise RuleBroken("这一处已经处理过了。")


def _after_cutting(removal: Removal, verb: str, *, by: Person, at: datetime, why: str = "") -> None:
    """The piece's text is another now: find its outline and elements again, and write it down."""
    if removal.piece is None:
        note(removal.source, verb, by=by, at=at, why=why or removal.text)
        return
    piece = Piece.objects.select_for_update().get(pk=removal.piece.pk)
    text = text_of(piece)
    stretch = Stretch(
        piece.no,
        0,
        piece.end - piece.start,
        piece.title,
        piece.subtitle or None,
        piece.unit or None,
        piece.body_start - piece.start,
    )
    found = find_piece(text.raw, stretch, list(text.cleaned.removals), header=None, paid=None)
    PieceDetail.objects.filter(piece=piece).update(
        outline=found.outline, description=found.description, fingerprints=found.fingerprints
    )
    Piece.objects.filter(pk=piece.pk).update(
        characters=found.characters, digest=found.digest, index_due=True, revision=piece.revision + 1
    )
    note(piece, verb, by=by, at=at, why=why or removal.text)


def _allow_curating(person: Person) -> None:
    if not person.may(Right.CURATE):
        raise RuleBroken("您没有“恢复清除、撤下篇目”的权限，请找素材库管理员。")
