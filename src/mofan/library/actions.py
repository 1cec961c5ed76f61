"""Verbs (动作): a librarian puts back, cuts, withdraws, restores; everybody keeps searches. One transaction and one
history entry each."""

from datetime import datetime

from django.db import transaction

from mofan.library.models import Candidate, Piece, PieceState, Removal, SavedSearch
from mofan.library.revising import revise
from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken


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
    withdraw_own(piece, by=by, at=at, why=why)


@transaction.atomic
def restore(piece: Piece, *, by: Person, at: datetime, why: str = "") -> None:
    """Put a withdrawn piece back on the shelves (恢复在库)."""
    _allow_curating(by)
    restore_own(piece, by=by, at=at, why=why)


@transaction.atomic
def withdraw_own(piece: Piece, *, by: Person, at: datetime, why: str) -> None:
    """The same by whoever published the piece: the caller has asked for leave already."""
    if not why.strip():
        raise RuleBroken("撤下要写明缘由。")
    _move(piece, PieceState.KEPT, PieceState.WITHDRAWN, "这一篇已经撤下了。")
    note(piece, "撤下", by=by, at=at, why=why.strip())


@transaction.atomic
def restore_own(piece: Piece, *, by: Person, at: datetime, why: str = "") -> None:
    """The same by whoever published the piece: the caller has asked for leave already."""
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
    note(revise(removal.piece.pk), verb, by=by, at=at, why=why or removal.text)


def _allow_curating(person: Person) -> None:
    if not person.may(Right.CURATE):
        raise RuleBroken("您没有“恢复清除、撤下篇目”的权限，请找素材库管理员。")


MOST_SAVED = 50
"""Searches that one person may keep."""
LONGEST_NAME = 60
"""Characters of the name of a kept search."""


@transaction.atomic
def save_search(name: str, address: str, *, by: Person, at: datetime) -> SavedSearch:
    """Keep a question under a name (保存常用检索). `address`: the query string of its results.

    Raises RuleBroken for no name, no question, a question kept before, or too many.
    """
    name, address = _named(name), address.removeprefix("?")
    mine = SavedSearch.objects.visible_to(by)
    if not address or len(address) > 2000:
        raise RuleBroken("没有检索条件可存。先检索或选好分类，再存。")
    if found := mine.filter(address=address).first():
        raise RuleBroken(f"这个检索已经存为“{found.name}”。")
    if mine.count() >= MOST_SAVED:
        raise RuleBroken(f"常用检索最多存 {MOST_SAVED} 个。先移除不用的，再存。")
    saved = SavedSearch.objects.create(person=by, name=name, address=address, created_at=at, seen_at=at)
    note(saved, "保存常用检索", by=by, at=at, why=name)
    return saved


@transaction.atomic
def rename_search(saved: SavedSearch, name: str, *, by: Person, at: datetime) -> None:
    """Give a kept question another name (改名). Raises RuleBroken for no name, or when it was removed."""
    before, now = saved.name, _named(name)
    if not SavedSearch.objects.visible_to(by).filter(pk=saved.pk).update(name=now):
        raise RuleBroken("这个常用检索已经移除了。")
    saved.name = now
    note(saved, "常用检索改名", by=by, at=at, why=f"“{before}”改为“{now}”")


@transaction.atomic
def remove_search(saved: SavedSearch, *, by: Person, at: datetime) -> None:
    """Take a kept question off the list (移除); it can be brought back. Raises RuleBroken when it is off already."""
    if not SavedSearch.objects.visible_to(by).filter(pk=saved.pk).update(removed_at=at):
        raise RuleBroken("这个常用检索已经移除了。")
    note(saved, "移除常用检索", by=by, at=at, why=saved.name)


@transaction.atomic
def bring_search_back(saved: SavedSearch, *, by: Person, at: datetime) -> None:
    """Put a removed question on the list again (恢复常用检索). Raises RuleBroken when it is there, or too many are."""
    if SavedSearch.objects.visible_to(by).count() >= MOST_SAVED:
        raise RuleBroken(f"常用检索最多存 {MOST_SAVED} 个。先移除不用的，再恢复。")
    rows = SavedSearch.objects.filter(pk=saved.pk, person=by).exclude(removed_at=None)
    if not rows.update(removed_at=None, seen_at=at):
        raise RuleBroken("这个常用检索就在列表里。")
    note(saved, "恢复常用检索", by=by, at=at, why=saved.name)


def see_search(saved: SavedSearch, *, by: Person, at: datetime) -> None:
    """Its owner has seen what is new (看过). A mark for himself, so no history."""
    SavedSearch.objects.visible_to(by).filter(pk=saved.pk, seen_at__lt=at).update(seen_at=at)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(f"给这个检索起个名字，{LONGEST_NAME} 字以内。")
    return name
