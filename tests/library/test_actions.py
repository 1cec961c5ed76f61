"""What a librarian may change, and that nothing is lost by it."""

import pytest

from mofan.library import actions
from mofan.library.clean_text import text_of
from mofan.library.finding import Question, find
from mofan.library.ingestion.driving import drive
from mofan.library.ingestion.indexing import index_due
from mofan.library.models import Candidate, Piece, PieceState, Removal
from mofan.org.models import Person
from mofan.org.queries import history_of
from mofan.org.rules import RuleBroken
from tests.library.samples import AD, COMPILATION
from tests.make import AT, make_pieces


@pytest.fixture
def piece(clerk: Person) -> Piece:
    return make_pieces(clerk, "合集.txt", COMPILATION)[1]


def the_ad(piece: Piece) -> Removal:
    return piece.removals.get(kind="ad")


def test_a_removal_is_put_back_and_the_piece_is_described_anew(piece: Piece, clerk: Person) -> None:
    before = piece.characters
    actions.put_back(the_ad(piece), by=clerk, at=AT, why="是原文")
    piece.refresh_from_db()
    assert AD in text_of(piece).text
    assert piece.characters > before
    assert piece.revision == 2
    assert piece.index_due
    assert (history_of(piece)[0].verb, history_of(piece)[0].note) == ("恢复清除", "是原文")


def test_what_was_put_back_is_found_after_the_next_indexing(piece: Piece, clerk: Person) -> None:
    assert find(clerk, Question("“anlan_demo9”")).total == 0
    actions.put_back(the_ad(piece), by=clerk, at=AT)
    drive()
    assert [hit.piece for hit in find(clerk, Question("“anlan_demo9”")).hits] == [piece]


def test_it_is_taken_out_again(piece: Piece, clerk: Person) -> None:
    actions.put_back(the_ad(piece), by=clerk, at=AT)
    actions.cut_again(the_ad(piece), by=clerk, at=AT)
    digest = piece.digest
    piece.refresh_from_db()
    assert piece.digest == digest
    assert AD not in text_of(piece).text
    assert [entry.verb for entry in history_of(piece)] == ["重新清除", "恢复清除"]


def test_twice_is_once(piece: Piece, clerk: Person) -> None:
    with pytest.raises(RuleBroken, match="已经清除了"):
        actions.cut_again(the_ad(piece), by=clerk, at=AT)
    actions.put_back(the_ad(piece), by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="已经恢复过了"):
        actions.put_back(the_ad(piece), by=clerk, at=AT)


def test_a_removal_outside_every_piece_is_noted_at_its_source(piece: Piece, clerk: Person) -> None:
    removal = Removal.objects.create(source=piece.source, start=0, end=2, text="机关", kind="ad", rule="试")
    actions.put_back(removal, by=clerk, at=AT)
    assert history_of(piece.source)[0].note == "机关"


def candidate_in(piece: Piece, text: str) -> Candidate:
    start = COMPILATION.index(text)
    return Candidate.objects.create(
        source=piece.source, piece=piece, start=start, end=start + len(text), text=text, reason="试"
    )


def test_a_doubtful_find_is_cut_by_decision(piece: Piece, clerk: Person) -> None:
    candidate = candidate_in(piece, "受到群众欢迎。")
    actions.cut_candidate(candidate, by=clerk, at=AT)
    assert "受到群众欢迎" not in text_of(piece).text
    with pytest.raises(RuleBroken, match="已经处理过了"):
        actions.cut_candidate(candidate, by=clerk, at=AT)


def test_a_doubtful_find_is_kept_by_decision(piece: Piece, clerk: Person) -> None:
    candidate = candidate_in(piece, "受到群众欢迎。")
    actions.keep_candidate(candidate, by=clerk, at=AT)
    assert "受到群众欢迎" in text_of(piece).text
    assert history_of(piece)[0].verb == "确认保留"


def test_a_withdrawn_piece_is_out_of_sight_of_readers_and_comes_back(
    piece: Piece, clerk: Person, stranger: Person
) -> None:
    actions.withdraw(piece, by=clerk, at=AT, why="涉及个人信息")
    index_due()
    assert piece.state == PieceState.WITHDRAWN
    assert piece not in Piece.objects.visible_to(stranger)
    assert piece in Piece.objects.visible_to(clerk)
    assert piece.pk not in [hit.piece.pk for hit in find(stranger, Question("窗口")).hits]
    actions.restore(piece, by=clerk, at=AT)
    index_due()
    assert piece.pk in [hit.piece.pk for hit in find(stranger, Question("窗口")).hits]


def test_withdrawing_needs_a_reason_and_happens_once(piece: Piece, clerk: Person) -> None:
    with pytest.raises(RuleBroken, match="写明缘由"):
        actions.withdraw(piece, by=clerk, at=AT, why=" ")
    with pytest.raises(RuleBroken, match="就在库里"):
        actions.restore(piece, by=clerk, at=AT)
    actions.withdraw(piece, by=clerk, at=AT, why="重复")
    with pytest.raises(RuleBroken, match="已经撤下了"):
        actions.withdraw(piece, by=clerk, at=AT, why="重复")


def test_a_reader_changes_nothing(piece: Piece, stranger: Person) -> None:
    candidate = candidate_in(piece, "受到群众欢迎。")
    for act in (
        lambda: actions.put_back(the_ad(piece), by=stranger, at=AT),
        lambda: actions.cut_again(the_ad(piece), by=stranger, at=AT),
        lambda: actions.cut_candidate(candidate, by=stranger, at=AT),
        lambda: actions.keep_candidate(candidate, by=stranger, at=AT),
        lambda: actions.withdraw(piece, by=stranger, at=AT, why="试"),
        lambda: actions.restore(piece, by=stranger, at=AT),
    ):
        with pytest.raises(RuleBroken, match="您没有"):
            act()
    assert not history_of(piece)


def test_a_copy_of_a_piece_whose_text_changes_stands_for_itself(piece: Piece, clerk: Person) -> None:
    copies = [make_pieces(clerk, f"又一份{no}.txt", COMPILATION + "\n" * no)[1] for no in (1, 2)]
    assert [copy.same_as for copy in copies] == [piece, piece]
    actions.put_back(the_ad(piece), by=clerk, at=AT)
    drive()
    first, second = (Piece.objects.get(pk=copy.pk) for copy in copies)
    assert first.same_as is None
    assert second.same_as == first
    assert {hit.piece.pk for hit in find(clerk, Question(f"“{piece.title}”")).hits} == {piece.pk, first.pk}
    actions.cut_again(the_ad(piece), by=clerk, at=AT)
    piece.refresh_from_db()
    assert piece.same_as == first
