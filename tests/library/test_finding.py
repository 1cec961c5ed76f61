"""A question in the reader's words finds the pieces that he may see."""

import pytest

from mofan.library.actions import put_back, withdraw
from mofan.library.clean_text import text_of, texts_of
from mofan.library.finding import FACETS, Filling, Question, filling, find, find_all
from mofan.library.ingestion.indexing import index, index_due
from mofan.library.models import Piece
from mofan.org.models import Person
from mofan.search import Entry
from tests.library.samples import AD, COMPILATION, SINGLE
from tests.make import AT, make_pieces


def test_two_words_find_the_piece_that_holds_both(clerk: Person, stranger: Person) -> None:
    first, _ = make_pieces(clerk, "合集.txt", COMPILATION)
    found = find(stranger, Question("防汛 突击队"))
    assert [hit.piece for hit in found.hits] == [first]
    assert ("突击队", True) in found.hits[0].quote.parts
    assert not found.relaxed


def test_a_phrase_in_quotation_marks_is_found_as_it_stands(clerk: Person) -> None:
    first, _ = make_pieces(clerk, "合集.txt", COMPILATION)
    assert [hit.piece for hit in find(clerk, Question("“整改隐患34处”")).hits] == [first]
    assert find(clerk, Question("“整改隐患35处”")).total == 0


def test_no_question_browses_everything_newest_first(clerk: Person) -> None:
    make_pieces(clerk, "合集.txt", COMPILATION)
    (latest,) = make_pieces(clerk, "总结.txt", SINGLE)
    found = find(clerk, Question())
    assert found.total == 3
    assert set(found.facets) == set(FACETS)
    assert latest in [hit.piece for hit in found.hits]


def test_a_facet_narrows_and_its_count_is_true(clerk: Person) -> None:
    make_pieces(clerk, "合集.txt", COMPILATION)
    make_pieces(clerk, "总结.txt", SINGLE)
    everything = find(clerk, Question())
    for name in ("genre", "source"):
        for value, count in everything.facets[name]:
            assert find(clerk, Question(filters={name: (value,)})).total == count


def test_words_that_no_piece_holds_together_are_relaxed_and_said(clerk: Person) -> None:
    make_pieces(clerk, "合集.txt", COMPILATION)
    found = find(clerk, Question("防汛 档案"))
    assert found.relaxed
    assert found.total == 1


def test_a_word_with_a_slip_finds_what_was_meant_and_says_so(clerk: Person) -> None:
    first, _ = make_pieces(clerk, "合集.txt", COMPILATION)
    found = find(clerk, Question("整盖隐患34处"))
    assert [hit.piece for hit in found.hits] == [first]
    assert found.corrected == (("整盖隐患34处", "整改隐患34处"),)
    assert ("整改隐患34处", True) in found.hits[0].quote.parts


def test_the_matches_in_a_title_are_marked(clerk: Person) -> None:
    make_pieces(clerk, "合集.txt", COMPILATION)
    (hit,) = find(clerk, Question("五心")).hits
    assert ("五心", True) in hit.title


def test_a_whole_result_is_given_in_its_order(clerk: Person) -> None:
    make_pieces(clerk, "合集.txt", COMPILATION)
    question = Question("青塘县", limit=1)
    assert len(find(clerk, question).hits) == 1
    assert len(find_all(clerk, question, most=10)) == 2
    assert len(find_all(clerk, question, most=1)) == 1


def test_a_filter_that_is_not_known_is_passed_over(clerk: Person) -> None:
    make_pieces(clerk, "总结.txt", SINGLE)
    assert find(clerk, Question(filters={"colour": ("red",), "genre": ()})).total == 1


def test_what_was_withdrawn_a_moment_ago_is_neither_shown_nor_counted(clerk: Person, stranger: Person) -> None:
    first, second = make_pieces(clerk, "合集.txt", COMPILATION)
    withdraw(first, why="试一试", by=clerk, at=AT)  # the index still has it
    found = find(stranger, Question("青塘县"))
    assert ([hit.piece for hit in found.hits], found.total) == ([second], 1)
    assert sum(count for _, count in found.facets["source"]) == 1
    assert find(clerk, Question("青塘县")).total == 2  # who withdraws sees it still
    index_due()
    assert find(stranger, Question("青塘县")).total == 1


def test_a_row_that_is_not_there_at_all_is_not_counted(clerk: Person) -> None:
    first, _ = make_pieces(clerk, "合集.txt", COMPILATION)
    with index().write() as writer:
        writer.put([Entry(first.pk + 1000, "青塘县", "", "青塘县的一句话")])
    assert find(clerk, Question("青塘县")).total == 2


def test_nobody_finds_anything_who_may_not_read(clerk: Person, stranger: Person) -> None:
    make_pieces(clerk, "合集.txt", COMPILATION)
    stranger.is_active = False
    assert (find(stranger, Question("青塘县")).hits, find(stranger, Question("青塘县")).total) == ((), 0)


def test_a_page_of_texts_is_what_each_piece_says_by_itself(clerk: Person) -> None:
    pieces = make_pieces(clerk, "合集.txt", COMPILATION)
    keys = [piece.pk for piece in pieces]

    def said() -> dict[int, str]:
        texts = texts_of(Piece.objects.all(), keys)
        assert texts == {piece.pk: text_of(piece) for piece in pieces}
        return {key: text.text for key, text in texts.items()}

    assert not any(AD in text for text in said().values())
    removal = pieces[1].removals.get(text=AD)
    put_back(removal, by=clerk, at=AT)
    assert [key for key, text in said().items() if AD in text] == [pieces[1].pk]
    assert texts_of(Piece.objects.all(), []) == {}


def test_what_waits_for_the_index_is_said(clerk: Person) -> None:
    _, second = make_pieces(clerk, "合集.txt", COMPILATION)
    assert find(clerk, Question("青塘县")).filling is None
    with index().write() as writer:
        writer.delete([second.pk])
    Piece.objects.filter(pk=second.pk).update(index_due=True)
    behind = find(clerk, Question("青塘县")).filling
    assert behind == Filling(due=1, there=1)
    assert behind is not None
    assert behind.sentence == "还有 1 篇正在编入索引，已编入 1 篇；编完以前，检索结果可能不全。"
    index_due()
    assert find(clerk, Question("青塘县")).filling is None


def test_what_waits_to_leave_the_index_makes_no_result_incomplete(clerk: Person) -> None:
    first, _ = make_pieces(clerk, "合集.txt", COMPILATION)
    withdraw(first, why="试一试", by=clerk, at=AT)
    assert Piece.objects.filter(index_due=True).count() == 1
    assert filling() is None


def test_of_very_many_that_wait_none_is_looked_at(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    make_pieces(clerk, "合集.txt", COMPILATION)
    Piece.objects.update(index_due=True)
    monkeypatch.setattr("mofan.library.finding.COUNTED_EXACTLY", 1)
    assert filling() == Filling(due=2, there=2)
