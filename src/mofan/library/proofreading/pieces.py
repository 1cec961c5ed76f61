"""Pieces of the library as texts to proofread (篇目的校对). The text as read stays; corrections are laid over it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mofan.library.clean_text import TextOfPiece, text_of
from mofan.library.models import Piece
from mofan.library.proofreading.corrected import Change, Touched, retitled
from mofan.library.proofreading.models import Correction
from mofan.library.proofreading.texts import Accepted
from mofan.library.revising import revise
from mofan.org.models import History, Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.text.clean import Removal as Cut
from mofan.text.clean import apply_removals
from mofan.text.proofread import Finding
from mofan.text.span import Span

CHANGED = "这一篇刚被改过，意见已重新列出，请看过再处理。"
OVER_A_REMOVAL = "这一处中间隔着已清除的内容，不能直接改正。请先到“清理”里核对。"
_HEAD = 400
"""Characters that may stand above a title."""


class PieceText:
    """A piece that was loaded through `pieces_visible_to`."""

    def __init__(self, row: Piece) -> None:
        self.row = row

    @cached_property
    def read(self) -> TextOfPiece:
        """The piece with its text as it was when it was asked for first."""
        return text_of(self.row)

    @property
    def text(self) -> str:
        return self.read.text

    @property
    def title_apart(self) -> str:
        """The title where the text does not hold it (a record's); empty where it is proofread with the text."""
        plain, start = "".join(self.row.title.split()), self.text[: 2 * len(self.row.title) + _HEAD]
        return "" if plain in "".join(start.split()) else self.row.title

    def may_be_changed_by(self, person: Person) -> bool:
        return person.may(Right.CURATE)

    def can_be_corrected(self, finding: Finding) -> bool:
        span = self.read.cleaned.raw_span(Span(finding.start, finding.end))
        return span.of(self.read.raw) == finding.quote

    def correct(self, accepted: Sequence[Accepted], *, done: History) -> None:
        read = _now(self.row)
        if read.text != self.text:
            raise RuleBroken(CHANGED)
        if not all(self.can_be_corrected(one.finding) for one in accepted):
            raise RuleBroken(OVER_A_REMOVAL)
        title, subtitle = _titles_as_read(read.row)
        for one in list(_joined(read, accepted)):
            row = Correction.objects.create(
                subject=self.row._meta.label_lower,
                subject_id=self.row.pk,
                start=one.start + read.row.start,
                end=one.end + read.row.start,
                was=one.was,
                new=one.new,
                kind=one.finding.kind,
                rule=one.finding.rule,
                message=one.finding.message[:300],
                title_as_read=title,
                subtitle_as_read=subtitle,
                done=done,
            )
            Correction.objects.filter(pk__in=[change.key for change in one.takes_up]).update(taken_up_by=row)
        self._revise()

    def restore(self, corrections: Sequence[Correction], *, undone: History) -> None:
        keys = [one.pk for one in corrections]
        _now(self.row)  # the row is held until the end
        if Correction.objects.in_force().filter(pk__in=keys).count() != len(keys):
            raise RuleBroken("这一处后来又改过，或已经撤销了。请先撤销后一次。")
        Correction.objects.filter(pk__in=keys).update(undone=undone)
        Correction.objects.filter(taken_up_by__in=keys).update(taken_up_by=None)
        self._revise()

    def _revise(self) -> None:
        title, subtitle = _titles_now(self.row)
        self.row = revise(self.row.pk, title=title, subtitle=subtitle)
        self.__dict__.pop("read", None)


@dataclass(frozen=True, slots=True)
class _Joined(Accepted):
    """What was accepted, in the text as read of the piece; `takes_up`: earlier changes that it stands on."""

    start: int
    end: int
    was: str
    takes_up: tuple[Change, ...]


def _now(row: Piece) -> TextOfPiece:
    """The piece as it is in this moment, held until the transaction ends."""
    piece = Piece.objects.select_for_update().get(pk=row.pk)
    return text_of(piece)


def _joined(read: TextOfPiece, accepted: Sequence[Accepted]) -> Iterator[_Joined]:
    """What was accepted in the text as read; those that stand on one earlier change are one with it."""
    group: list[tuple[Span, Accepted]] = []
    whole: Touched | None = None
    for one in sorted(accepted, key=lambda one: one.finding.start):
        span = read.cleaned.raw_span(Span(one.finding.start, one.finding.end))
        touched = read.corrected.touched(span)
        if whole is not None and touched.now.start < whole.now.end:
            whole = _both(whole, touched)
        else:
            if whole is not None:
                yield _one_of(read, whole, group)
            whole, group = touched, []
        group.append((span, one))
    assert whole is not None  # nothing is accepted without a finding
    yield _one_of(read, whole, group)


def _both(one: Touched, other: Touched) -> Touched:
    return Touched(
        Span(one.now.start, max(one.now.end, other.now.end)),
        Span(one.before.start, max(one.before.end, other.before.end)),
        tuple(dict.fromkeys((*one.changes, *other.changes))),
    )


def _one_of(read: TextOfPiece, whole: Touched, group: Sequence[tuple[Span, Accepted]]) -> _Joined:
    parts, at = [], whole.now.start
    for span, one in group:
        parts += [read.raw[at : span.start], one.new]
        at = span.end
    new = "".join([*parts, read.raw[at : whole.now.end]])
    was = whole.before.of(read.corrected.before)
    return _Joined(group[0][1].finding, new, whole.before.start, whole.before.end, was, whole.changes)


def _titles_as_read(piece: Piece) -> tuple[str, str]:
    """Title and subtitle as they were before anything was corrected."""
    first = Correction.objects.of(piece).order_by("pk").first()
    return (first.title_as_read, first.subtitle_as_read) if first else (piece.title, piece.subtitle)


def _titles_now(row: Piece) -> tuple[str, str]:
    """Title and subtitle with what is corrected in the lines they were read from."""
    piece = Piece.objects.get(pk=row.pk)
    piece.revision += 1
    title, subtitle = _titles_as_read(piece)
    read = text_of(piece)
    cuts = [
        Cut(one.start - piece.start, one.end - piece.start, one.text, "ad", one.rule)
        for one in piece.removals.filter(put_back_at=None)
    ]
    as_read = apply_removals(read.corrected.before, cuts)
    head = as_read.text[: as_read.to_clean(piece.body_start - piece.start)]
    changes = [
        Change(as_read.to_clean(one.start), as_read.to_clean(one.end), one.was, one.new)
        for one in read.corrected.changes
    ]
    return retitled(title, head, changes) or title, retitled(subtitle, head, changes)
