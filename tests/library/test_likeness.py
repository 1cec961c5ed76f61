"""Families, verdicts, shared passages, a text against the library."""

import pytest

from mofan.library import actions
from mofan.library.ingestion.relating import relate
from mofan.library.likeness import (
    compare_texts,
    families,
    family_of,
    frequencies,
    library_frequencies,
    likeness_between,
    mark_different,
    mark_same,
    passages,
    shared_passages,
    side_by_side,
    similar_to,
    undo,
    with_versions,
)
from mofan.library.models import Likeness, Piece, Verdict
from mofan.org.models import Person
from mofan.org.queries import history_of
from mofan.org.rules import RuleBroken
from tests.library.samples import AD, FLOOD, SINGLE, WINDOW
from tests.make import AT, make_pieces

FIRST = "青塘县水务局防汛工作总结\n" + FLOOD
LATER = "红山县水务局防汛工作总结\n" + FLOOD.replace("青塘县", "红山县").replace("126", "98")
HALVES = FLOOD.split("\n")
BOTH = "防汛与窗口经验\n" + "\n".join(HALVES[:4]) + "\n" + WINDOW


@pytest.fixture
def first(clerk: Person) -> Piece:
    return make_pieces(clerk, "a.txt", FIRST)[0]


@pytest.fixture
def later(clerk: Person, first: Piece) -> Piece:
    return make_pieces(clerk, "b.txt", LATER)[0]


def titles(pieces: object) -> list[str]:
    assert isinstance(pieces, tuple)
    return [one.piece.title for one in pieces]


def test_a_family_is_linked_and_says_who_came_first(clerk: Person, first: Piece, later: Piece) -> None:
    (copy,) = make_pieces(clerk, "c.txt", FIRST + "\n" + AD)
    family = family_of(clerk, later)
    assert [(one.piece.pk, one.came_first, one.is_copy) for one in family.members] == [
        (first.pk, True, False),
        (copy.pk, False, False),
    ]
    assert (family.apart, family.is_cut) == ((), False)
    assert [(one.piece.pk, one.is_copy) for one in family_of(clerk, first).members] == [
        (copy.pk, True),
        (later.pk, False),
    ]
    assert [one.piece.pk for one in family_of(clerk, copy).versions] == [later.pk]
    assert family.members[0].likeness_with == family.members[1].likeness_with == first.pk


def test_a_family_reaches_through_others(
    clerk: Person, first: Piece, later: Piece, monkeypatch: pytest.MonkeyPatch
) -> None:
    (window,) = make_pieces(clerk, "w.txt", "政务服务中心窗口经验\n" + WINDOW)
    (both,) = make_pieces(clerk, "both.txt", BOTH)
    assert window.pk in {one.piece.pk for one in family_of(clerk, first).members}
    far = next(one for one in family_of(clerk, first).members if one.piece == window)
    assert (far.likeness, far.verdict) == (None, Verdict.OPEN)
    link = likeness_between(window, both)
    assert link is not None
    mark_different(link, by=clerk, at=AT)
    assert window.pk not in {one.piece.pk for one in family_of(clerk, first).members}
    monkeypatch.setattr(families, "MOST", 2)
    assert family_of(clerk, first).is_cut


def test_what_is_not_the_same_is_remembered_and_can_be_taken_back(clerk: Person, first: Piece, later: Piece) -> None:
    likeness = Likeness.objects.get()
    assert with_versions([first.pk, later.pk]) == {first.pk, later.pk}
    assert with_versions([first.pk, 0]) == {first.pk}
    mark_different(likeness, by=clerk, at=AT)
    assert with_versions([first.pk, later.pk]) == set()
    relate([first.pk, later.pk])
    family = family_of(clerk, first)
    assert (family.members, titles(family.apart)) == ((), [later.title])
    likeness.refresh_from_db()
    assert (likeness.decided_by, likeness.decided_at) == (clerk, AT)
    undo(likeness, by=clerk, at=AT)
    assert (likeness.verdict, likeness.decided_by, likeness.decided_at) == (Verdict.OPEN, None, None)
    mark_same(likeness, by=clerk, at=AT)
    assert family_of(clerk, first).members[0].verdict == Verdict.SAME
    for piece in (first, later):
        assert [one.verb for one in history_of(piece)][:3] == ["认定为同一篇", "撤销认定", "认定为不是同一篇"]


def test_a_verdict_needs_leave_and_a_change(clerk: Person, stranger: Person, later: Piece) -> None:
    likeness = Likeness.objects.get()
    with pytest.raises(RuleBroken, match="没有认定相似篇目的权限"):
        mark_same(likeness, by=stranger, at=AT)
    with pytest.raises(RuleBroken, match="还没有认定"):
        undo(likeness, by=clerk, at=AT)
    mark_same(likeness, by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="已经是这样认定的"):
        mark_same(likeness, by=clerk, at=AT)


def test_a_stranger_is_shown_nothing_of_what_was_withdrawn(
    clerk: Person, stranger: Person, first: Piece, later: Piece
) -> None:
    mark_different(Likeness.objects.get(), by=clerk, at=AT)
    actions.withdraw(first, by=clerk, at=AT, why="重复")
    family = family_of(stranger, later)
    assert (family.members, family.apart) == ((), ())
    assert shared_passages(stranger, later).others == ()
    assert similar_to(stranger, FIRST) != similar_to(clerk, FIRST)
    assert [one.piece for one in similar_to(stranger, FIRST)] == [later]


def test_a_text_is_checked_against_the_library(clerk: Person, later: Piece) -> None:
    make_pieces(clerk, "s.txt", SINGLE)
    found = similar_to(clerk, FIRST, 1)
    assert (len(found), found[0].near_duplicate) == (1, True)
    assert found[0].comparison.containment == 1.0
    assert [one.document_frequency for one in found[0].copied] != []
    assert similar_to(clerk, "山上的茶园今年换了品种，采茶的时间晚了半个月。") == ()


def test_the_passages_shared_with_others_leave_out_the_piece_itself(
    clerk: Person, first: Piece, later: Piece, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages, "_SECONDS", 600.0)
    shared = shared_passages(clerk, first)
    assert titles(shared.others) == [later.title]
    assert (shared.uncounted, shared.is_cut) == (0, False)
    monkeypatch.setattr(passages, "OTHERS", 1)
    assert shared.is_cut


def test_two_pieces_side_by_side_number_their_passages(
    first: Piece, later: Piece, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = side_by_side(first, later)
    assert "\n".join("".join(part.text for part in line) for line in found.left) == FIRST
    assert "\n".join("".join(part.text for part in line) for line in found.right) == LATER
    numbers = [{part.number for line in side for part in line if part.begins} for side in (found.left, found.right)]
    assert numbers[0] == numbers[1] == set(range(1, len(found.comparison.passages) + 1))
    assert not found.is_cut
    monkeypatch.setattr(passages, "SHOWN", 50)
    assert side_by_side(first, later).is_cut


def test_a_common_passage_is_told_by_the_units_that_use_it(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    assert library_frequencies() is None
    said = "围绕三湾五岭一河两岸的发展布局和七彩青塘建设目标"
    for number in range(4):
        make_pieces(
            clerk, f"{number}.txt", f"第{number}份材料的题目\n{said}，第{number}个部门各写各的打算。{number * 7919}"
        )
    Piece.objects.update(unit="青塘县水务局")
    found = compare_texts(f"{said}。甲", f"{said}。乙")
    assert [(one.kind, one.document_frequency) for one in found.passages] == [("local_slogan", 4)]
    counted = library_frequencies(-1.0)
    assert counted is not None
    assert counted.frequency(said) is None
    assert counted.skipped == 1
    assert frequencies.LONGEST == 60
