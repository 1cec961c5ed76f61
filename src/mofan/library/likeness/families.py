"""Families (同篇各版本): pieces that are versions of one text, or one a part of the other. Linked, never deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Q, QuerySet

from mofan.library.models import Likeness, Piece, PieceState, Verdict
from mofan.library.queries import pieces_visible_to
from mofan.org.models import Person
from mofan.org.prepared import values_of

MOST = 60
"""Members that are looked for, at most."""


@dataclass(frozen=True, slots=True)
class Member:
    """Another piece of the family."""

    piece: Piece
    likeness: Likeness | None
    """With the piece that was asked about; None for an exact copy, and for one related through others only."""
    is_copy: bool
    """The same to the character."""
    came_first: bool
    """It came into the library before the piece that was asked about."""

    @property
    def likeness_with(self) -> int:
        """The piece of the family that the likeness is with: this one, or what it is a copy of."""
        return self.piece.same_as_id or self.piece.pk

    @property
    def verdict(self) -> Verdict:
        """What people said of the two."""
        return Verdict(self.likeness.verdict) if self.likeness else Verdict.OPEN


@dataclass(frozen=True, slots=True)
class Family:
    """The visible relatives of a piece, the closest first."""

    members: tuple[Member, ...]
    apart: tuple[Member, ...]
    """Pieces that look alike, and of which somebody said that they are not the same."""
    is_cut: bool
    """There may be more: the walk stopped at `MOST`."""

    @property
    def versions(self) -> tuple[Member, ...]:
        """The members that are not the same to the character."""
        return tuple(member for member in self.members if not member.is_copy)


def family_of(person: Person, piece: Piece) -> Family:
    """The versions of a piece that was loaded through `pieces_visible_to`: all that likenesses lead to, but for pairs
    that were said to be different, and the exact copies of each."""
    original = piece.same_as_id or piece.pk
    found, direct = _walk(original)
    apart = {pk: one for pk, one in direct.items() if one.verdict == Verdict.DIFFERENT and pk not in found}
    visible = pieces_visible_to(person).exclude(pk=piece.pk)
    related = [pk for pk in found if pk != piece.pk]
    rows = {row.pk: row for row in visible.filter(Q(pk__in=[*related, *apart]) | Q(same_as__in=found))[: 2 * MOST]}
    members = [_member(row, piece, original, direct) for row in rows.values() if row.pk not in apart]
    return Family(
        tuple(sorted(members, key=_closest)),
        tuple(_member(rows[pk], piece, original, direct) for pk in apart if pk in rows),
        len(found) >= MOST,
    )


def with_versions(pieces: Iterable[int]) -> frozenset[int]:
    """Those of these pieces of which the library has another version, by a likeness that nobody denied."""
    keys = frozenset(pieces)
    return keys & {key for link in values_of(_between_pieces(), sorted(keys), _ends_of) for key in link}


@cache
def _between_pieces() -> QuerySet[Likeness]:
    """Likenesses of pieces in the library that nobody denied; asked for every page of results, never read itself."""
    kept = Likeness.objects.filter(one__state=PieceState.KEPT, other__state=PieceState.KEPT)
    return kept.exclude(verdict=Verdict.DIFFERENT)


def _ends_of(links: QuerySet[Likeness], keys: list[int]) -> QuerySet[Likeness, tuple[int, int]]:
    return links.filter(Q(one__in=keys) | Q(other__in=keys)).order_by().values_list("one", "other")


def likeness_between(a: Piece, b: Piece) -> Likeness | None:
    """The likeness of two pieces that were loaded through `pieces_visible_to`; None if they have none."""
    one, other = sorted(piece.same_as_id or piece.pk for piece in (a, b))
    return Likeness.objects.filter(one=one, other=other).first()


def _walk(start: int) -> tuple[list[int], dict[int, Likeness]]:
    """The originals that likenesses lead to from one, nearest first; and its own likenesses by the other piece."""
    found, border = [start], [start]
    direct: dict[int, Likeness] = {}
    while border and len(found) < MOST:
        links = list(Likeness.objects.filter(Q(one__in=border) | Q(other__in=border)).order_by("-containment", "pk"))
        if border == [start]:
            direct = {link.other_id if link.one_id == start else link.one_id: link for link in links}
        ends = (pk for link in links if link.verdict != Verdict.DIFFERENT for pk in (link.one_id, link.other_id))
        border = _new(ends, found)[: MOST - len(found)]
        found += border
    return found, direct


def _new(keys: Iterable[int], known: list[int]) -> list[int]:
    return [pk for pk in dict.fromkeys(keys) if pk not in known]


def _member(row: Piece, piece: Piece, original: int, direct: dict[int, Likeness]) -> Member:
    is_copy = original in (row.pk, row.same_as_id)
    return Member(row, direct.get(row.same_as_id or row.pk), is_copy, row.pk < piece.pk)


def _closest(member: Member) -> tuple[bool, float, int]:
    return not member.is_copy, -(member.likeness.containment if member.likeness else 0.0), member.piece.pk
