"""Quick find over the rows: suggestions, parallel headings, browsing, kept searches."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from mofan.library import actions
from mofan.library.finding import Question, find
from mofan.library.ingestion.driving import drive
from mofan.library.models import Piece, SavedSearch
from mofan.library.quick_find import browsing, filling, store
from mofan.library.quick_find.headings import Headings, find_headings, most_used
from mofan.library.quick_find.saved import came_since, count_since, removed_searches, saved_searches
from mofan.library.quick_find.suggesting import get_ready, suggest
from mofan.org.models import History, Person
from mofan.org.rules import RuleBroken
from mofan.search.lexicon import pinyin
from tests.make import AT, make_pieces

BODY = "全局上下统一思想、细化分工，把每一件事落到人头、落到时限，群众看得见变化，干部练出了本领。" * 2
HARD = "六个过硬带队伍 一方山水护安澜\n安澜县水务局\n" + "".join(
    f"{mark}、{word}过硬，{rest}\n{BODY}\n"
    for mark, word, rest in (
        ("一", "政治", "把稳思想之舵"),
        ("二", "本领", "练就看家功夫"),
        ("三", "作风", "树立良好形象"),
        ("四", "纪律", "守住廉洁底线"),
        ("五", "责任", "扛起为民担当"),
        ("六", "业绩", "交出满意答卷"),
    )
)
FOCUS = "关于创建模范机关的情况汇报\n青塘县行业协会\n" + "".join(
    f"{mark}、{text}\n{BODY}\n"
    for mark, text in (
        ("一", "聚焦主业提质量，强化队伍树形象"),
        ("二", "聚焦民生解难题，强化监督转作风"),
        ("三", "聚焦项目增后劲，强化服务优环境"),
        ("四", "聚焦安全守底线，强化排查除隐患"),
    )
)


@pytest.fixture
def hard(clerk: Person) -> Piece:
    return make_pieces(clerk, "六个过硬.txt", HARD)[0]


@pytest.fixture
def focus(clerk: Person) -> Piece:
    return make_pieces(clerk, "汇报.txt", FOCUS)[0]


def texts(person: Person, typed: str) -> list[str]:
    return [one.text for one in suggest(person, typed)]


def test_typing_initials_suggests_what_the_library_holds(stranger: Person, focus: Piece) -> None:
    found = suggest(stranger, "mfjg")
    assert [(one.text, one.kind, one.kind_label, one.count) for one in found] == [
        ("模范机关", "phrase", "套话", 1),
        ("关于创建模范机关的情况汇报", "title", "标题", 1),
    ]
    assert found[-1].piece == focus.pk
    assert texts(stranger, "模范机关") == texts(stranger, "mofanjiguan") == texts(stranger, "mfjg")


@pytest.mark.usefixtures("focus")
def test_the_sounds_are_read_before_somebody_types() -> None:
    read_once = (pinyin._spoken, pinyin._known_words, pinyin.syllables, pinyin._in_use, pinyin._beginnings)
    for table in read_once:
        table.cache_clear()
    pinyin.sounding.cache_clear()
    get_ready()
    assert [table.cache_info().currsize for table in read_once] == [1] * len(read_once)


def test_headings_are_suggested_without_their_marks(stranger: Person, focus: Piece) -> None:
    assert "聚焦民生解难题，强化监督转作风" in texts(stranger, "聚焦民生")


def test_a_set_phrase_that_stands_nowhere_is_not_suggested(stranger: Person, hard: Piece) -> None:
    assert "模范机关" not in texts(stranger, "mfjg")


def test_a_withdrawn_title_is_suggested_to_nobody_at_once(clerk: Person, stranger: Person, focus: Piece) -> None:
    actions.withdraw(focus, by=clerk, at=AT, why="涉及个人信息")
    assert focus.title not in texts(stranger, "关于创建")
    assert "聚焦民生解难题，强化监督转作风" not in texts(stranger, "聚焦民生")
    drive()
    assert texts(stranger, "关于创建") == texts(clerk, "关于创建") == []
    actions.restore(focus, by=clerk, at=AT)
    drive()
    assert focus.title in texts(stranger, "关于创建")


def test_who_may_not_read_is_told_nothing(stranger: Person, hard: Piece, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Person, "may", lambda *_: False)
    assert suggest(stranger, "安澜") == ()
    assert find_headings(stranger, Headings("过硬")).uses.groups == 0
    assert most_used(stranger) == []
    assert browsing.counts(stranger)[0] == 0


def test_without_a_lexicon_nothing_is_suggested(stranger: Person) -> None:
    assert suggest(stranger, "安澜") == ()
    assert find_headings(stranger, Headings("六个过硬")).groups == ()
    assert most_used(stranger) == []
    assert not filling.is_lost()


def test_a_lexicon_that_is_lost_is_made_anew(home: Path, stranger: Person, focus: Piece) -> None:
    for path in store.folder().glob("*"):
        path.unlink()
    assert filling.is_lost()
    assert suggest(stranger, "mfjg") == ()
    drive()
    assert texts(stranger, "mfjg")
    assert filling.mend() == 0


def test_a_broken_lexicon_is_thrown_away_and_made_anew(stranger: Person, focus: Piece) -> None:
    path = store.in_use()
    assert path is not None
    for beside in store.folder().glob("*"):
        beside.write_bytes(b"not a lexicon" * 1000)
    assert suggest(stranger, "mfjg") == ()
    drive()
    drive()
    assert texts(stranger, "mfjg")


def test_filling_anew_gives_the_same(stranger: Person, hard: Piece, focus: Piece) -> None:
    before, path = suggest(stranger, "聚焦"), store.in_use()
    told: list[int] = []
    assert filling.fill(told.append) == 2
    assert told == [2]
    assert store.in_use() != path
    assert len(list(store.folder().glob("v*.sqlite3"))) == 1
    assert suggest(stranger, "聚焦") == before


def test_what_was_not_put_in_is_found_by_comparing(stranger: Person, hard: Piece, focus: Piece) -> None:
    with store.writing() as lexicon:
        assert lexicon is not None
        lexicon.put([], gone=[focus.pk])
    told: list[int] = []
    assert filling.mend(told.append) == 1
    assert focus.title in texts(stranger, "关于创建")
    with store.writing() as lexicon:
        assert lexicon is not None
        from mofan.search.lexicon import Kind, PieceTerms

        lexicon.put([PieceTerms(999_999, 1, {Kind.TITLE: ("不在库里的一篇",)})])
    filling.mend()
    assert texts(stranger, "不在库里") == []


def test_a_slogan_finds_its_six_headings(stranger: Person, hard: Piece, focus: Piece) -> None:
    found = find_headings(stranger, Headings("六个过硬"))
    assert found.pattern is not None
    assert found.pattern.size == 6
    assert [(one.piece.pk, len(one.headings)) for one in found.groups] == [(hard.pk, 6)]
    assert found.groups[0].headings[0] == "一、政治过硬，把稳思想之舵"
    assert (found.uses.pieces, found.uses.groups) == (1, 1)
    assert found.literal == find(stranger, Question("“六个过硬”")).total == 1


def test_two_verbs_in_four_headings_are_found_by_slogan_and_by_pattern(
    stranger: Person, hard: Piece, focus: Piece
) -> None:
    for asked in ("四聚焦四强化", "聚焦…强化…", "聚焦X强化Y", "强化"):
        found = find_headings(stranger, Headings(asked))
        assert [one.piece.pk for one in found.groups] == [focus.pk], asked
        assert found.uses.patterns[0].skeleton == "聚焦…，强化…"


def test_a_slogan_without_a_group_is_a_plain_word(stranger: Person, hard: Piece) -> None:
    found = find_headings(stranger, Headings("七个过硬"))
    assert found.groups == ()
    assert found.pattern is not None
    assert found.pattern.size == 7
    assert find_headings(stranger, Headings("…")).pattern is None


def test_headings_of_a_withdrawn_piece_are_not_shown(clerk: Person, stranger: Person, hard: Piece) -> None:
    actions.withdraw(hard, by=clerk, at=AT, why="重复")
    assert find_headings(stranger, Headings("过硬")).groups == ()


def test_the_skeletons_used_twice_are_something_to_begin_with(clerk: Person, stranger: Person, hard: Piece) -> None:
    assert most_used(stranger) == []
    make_pieces(clerk, "又一篇.txt", HARD.replace("安澜", "青塘"))
    assert [one.pieces for one in most_used(stranger)] == [2]


def test_a_broken_lexicon_finds_no_headings(stranger: Person, hard: Piece, monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon = store.reading()
    assert lexicon is not None
    lexicon.close()
    assert find_headings(stranger, Headings("过硬")).groups == ()
    assert most_used(stranger) == []
    assert suggest(stranger, "过硬") == ()
    monkeypatch.setattr(store._mine, "lexicon", None, raising=False)


def test_browsing_counts_what_a_search_finds(stranger: Person, hard: Piece, focus: Piece) -> None:
    total, each = browsing.counts(stranger)
    assert total == 2
    for name, values in each.items():
        for value, count in values:
            assert find(stranger, Question(filters={name: (value,)})).total == count
    table = browsing.crossing(stranger, "genre", "themes", most_rows=10, most_columns=10)
    for (row, _), cells in zip(table.rows, table.cells, strict=True):
        for column, count in zip(table.columns, cells, strict=True):
            assert find(stranger, Question(filters={"genre": (row,), "themes": (column,)})).total == count


def test_levels_stand_in_official_order_and_years_from_the_latest() -> None:
    assert browsing.in_order("level", [("县", 9), ("", 3), ("国家", 1), ("外星", 7), ("市", 2)]) == (
        ("国家", 1),
        ("市", 2),
        ("县", 9),
        ("外星", 7),
    )
    assert browsing.in_order("year", [("2024", 5), ("2026", 1)]) == (("2026", 1), ("2024", 5))


def test_a_kept_search_counts_exactly_what_is_new(clerk: Person, stranger: Person, hard: Piece) -> None:
    saved = actions.save_search("过硬", "?q=过硬", by=stranger, at=AT)
    question = Question("过硬")
    Piece.objects.update(created_at=AT - timedelta(days=1))
    assert count_since(stranger, question, saved.seen_at) == 0
    new = make_pieces(clerk, "新的.txt", HARD.replace("安澜", "青塘"))[0]
    make_pieces(clerk, "别的.txt", FOCUS)
    Piece.objects.exclude(pk=hard.pk).update(created_at=AT + timedelta(hours=1))
    assert [piece.pk for piece in came_since(stranger, question, saved.seen_at)] == [new.pk]
    assert count_since(stranger, Question("过硬 查无此词"), saved.seen_at) == 0
    actions.see_search(saved, by=stranger, at=AT + timedelta(hours=2))
    assert count_since(stranger, question, saved_searches(stranger)[0].seen_at) == 0


def test_an_index_that_does_not_answer_leaves_the_number_open(
    stranger: Person, hard: Piece, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "other").write_text("x")
    settings.SEARCH_URL = f"tantivy://{tmp_path / 'broken'}"
    assert count_since(stranger, Question("过硬"), AT - timedelta(days=9000)) is None


def test_a_search_is_kept_renamed_removed_and_brought_back(stranger: Person) -> None:
    saved = actions.save_search(" 防汛　材料 ", "q=防汛", by=stranger, at=AT)
    assert (saved.name, saved.address) == ("防汛 材料", "q=防汛")
    actions.rename_search(saved, "汛期", by=stranger, at=AT)
    actions.remove_search(saved, by=stranger, at=AT)
    assert list(saved_searches(stranger)) == []
    assert [one.name for one in removed_searches(stranger)] == ["汛期"]
    actions.bring_search_back(saved, by=stranger, at=AT)
    assert [one.name for one in saved_searches(stranger)] == ["汛期"]
    verbs = History.objects.filter(subject="library.savedsearch", subject_id=saved.pk).order_by("pk")
    assert [one.verb for one in verbs] == ["保存常用检索", "常用检索改名", "移除常用检索", "恢复常用检索"]


def test_what_cannot_be_kept_is_said(stranger: Person, clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = actions.save_search("防汛", "q=防汛", by=stranger, at=AT)
    for name, address, why in (
        ("", "q=a", "起个名字"),
        ("长" * 61, "q=a", "60 字"),
        ("空", "", "没有检索条件"),
        ("长", "q=" + "a" * 2000, "没有检索条件"),
        ("又一个", "q=防汛", "已经存为“防汛”"),
    ):
        with pytest.raises(RuleBroken, match=why):
            actions.save_search(name, address, by=stranger, at=AT)
    with pytest.raises(RuleBroken, match="就在列表里"):
        actions.bring_search_back(saved, by=stranger, at=AT)
    actions.remove_search(saved, by=stranger, at=AT)
    with pytest.raises(RuleBroken, match="已经移除"):
        actions.remove_search(saved, by=stranger, at=AT)
    with pytest.raises(RuleBroken, match="已经移除"):
        actions.rename_search(saved, "别名", by=stranger, at=AT)
    monkeypatch.setattr(actions, "MOST_SAVED", 0)
    with pytest.raises(RuleBroken, match="最多"):
        actions.save_search("多", "q=多", by=stranger, at=AT)
    with pytest.raises(RuleBroken, match="最多"):
        actions.bring_search_back(saved, by=stranger, at=AT)
    assert SavedSearch.objects.visible_to(clerk).count() == 0
