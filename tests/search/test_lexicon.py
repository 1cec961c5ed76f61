"""The lexicon: suggestions and uses of headings, put in, changed and taken out."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mofan.search.lexicon import Group, Kind, Lexicon, LexiconBroken, PatternUse, PieceTerms
from mofan.search.lexicon import suggesting as suggesting_module
from mofan.search.lexicon import writing as writing_module
from mofan.search.lexicon.keys import starts_of
from mofan.search.lexicon.pinyin import Typed, initials, sounds_like, spellings
from mofan.text.outline.heading_patterns import read_pattern


def piece(
    uid: int,
    title: str = "",
    *,
    revision: int = 1,
    unit: str = "",
    themes: tuple[str, ...] = (),
    headings: tuple[str, ...] = (),
    phrases: tuple[str, ...] = (),
    groups: tuple[Group, ...] = (),
    day: int = 20260101,
    genre: str = "",
) -> PieceTerms:
    terms = {
        Kind.THEME: themes,
        Kind.PHRASE: phrases,
        Kind.UNIT: (unit,) if unit else (),
        Kind.HEADING: headings,
        Kind.TITLE: (title,) if title else (),
    }
    return PieceTerms(uid, revision, terms, groups, day, {"genre": genre})


PIECES = [
    piece(1, "关于创建模范机关的经验材料", unit="重庆市行业协会", themes=("机关党建",), headings=("锻造过硬队伍",)),
    piece(2, "模范机关建设工作总结", unit="安澜县水务局", themes=("机关党建",), headings=("锻造过硬队伍", "Ａ类项目")),
    piece(3, "防汛工作汇报", unit="安澜县水务局", themes=("水利",), phrases=("四道防线",)),
]


@pytest.fixture
def lexicon(tmp_path: Path) -> Iterator[Lexicon]:
    opened = Lexicon(tmp_path / "lexicon.sqlite3", to_write=True)
    opened.put(PIECES)
    yield opened
    opened.close()


def texts(lexicon: Lexicon, typed: str, limit: int = 10) -> list[str]:
    return [one.text for one in lexicon.suggest(typed, limit)]


def test_it_suggests_what_begins_as_typed_or_has_a_word_that_does(lexicon: Lexicon) -> None:
    found = lexicon.suggest("模范机关")
    assert [(one.text, one.kind, one.count, one.piece) for one in found] == [
        ("模范机关建设工作总结", Kind.TITLE, 1, 2),
        ("关于创建模范机关的经验材料", Kind.TITLE, 1, 1),
    ]


@pytest.mark.parametrize(
    "typed", ["mfjg", "MFJG", "ｍｆｊｇ", "模范jg", "mf机关", "mofanjiguan", "mofanjig", "mo'fan'ji"]
)
def test_pinyin_initials_syllables_and_mixtures_find_the_same(lexicon: Lexicon, typed: str) -> None:
    assert texts(lexicon, typed) == ["模范机关建设工作总结", "关于创建模范机关的经验材料"]


@pytest.mark.parametrize("typed", ["模範機關", "模 范 机 关", "“模范机关"])
def test_script_space_and_marks_do_not_matter(lexicon: Lexicon, typed: str) -> None:
    assert "模范机关建设工作总结" in texts(lexicon, typed)


@pytest.mark.parametrize(
    ("typed", "text"), [("cq", "重庆市行业协会"), ("hyxh", "重庆市行业协会"), ("aLxSWj", "安澜县水务局")]
)
def test_characters_are_read_as_their_words_are(lexicon: Lexicon, typed: str, text: str) -> None:
    assert text in texts(lexicon, typed)


@pytest.mark.parametrize(
    ("typed", "text"), [("xue", "学习强国"), ("mo", "模范机关"), ("don", "东风"), ("chong", "重庆"), ("du", "都江堰")]
)
def test_a_syllable_finds_what_begins_with_a_character_that_sounds_so(lexicon: Lexicon, typed: str, text: str) -> None:
    others = tuple(f"{first}{number}" for first in "县模重大" for number in range(100, 160))
    lexicon.put([piece(uid, headings=others) for uid in range(10, 14)])
    lexicon.put([piece(14, headings=(text, "万村千乡"))])
    found = texts(lexicon, typed, limit=300)
    assert text in found
    assert "万村千乡" not in found  # as old texts alone read it


def test_two_letters_that_are_no_syllable_are_initials(lexicon: Lexicon) -> None:
    lexicon.put([piece(10, headings=("社会治理", "神舟飞船"))])
    assert texts(lexicon, "sh") == ["社会治理"]
    assert texts(lexicon, "shen") == ["神舟飞船"]


def test_a_name_that_no_dictionary_knows_is_found_by_each_of_its_readings(lexicon: Lexicon) -> None:
    lexicon.put([piece(7, "覃家寨水毁道路调查"), piece(8, "鹅鹅湖管护情况")])
    assert texts(lexicon, "tjz") == texts(lexicon, "qjz") == ["覃家寨水毁道路调查"]
    assert texts(lexicon, "eeh") == ["鹅鹅湖管护情况"]


def test_letters_that_are_initials_and_syllables_at_once_find_a_term_once(lexicon: Lexicon) -> None:
    lexicon.put([piece(9, "鹅鹅鹅湖管护情况")])
    assert texts(lexicon, "eee") == ["鹅鹅鹅湖管护情况"]


def test_what_is_longer_than_a_key_is_checked_to_its_end(lexicon: Lexicon) -> None:
    assert texts(lexicon, "关于创建模范机关的经验") == ["关于创建模范机关的经验材料"]
    assert texts(lexicon, "关于创建模范机关的教训") == []
    assert texts(lexicon, "gycjmfjgdjy") == ["关于创建模范机关的经验材料"]
    assert texts(lexicon, "gycjmfjgdjx") == []


def test_no_more_terms_are_looked_through_than_were_meant_while_new_keys_stand_apart(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_module, "MERGE_FROM", 1)
    lexicon.put([piece(uid, f"全县防汛抗旱工作汇报第{uid}号") for uid in range(100, 140)])
    monkeypatch.undo()
    lexicon.put([piece(uid, f"全县防汛抗旱工作汇报第{uid}号") for uid in range(140, 180)])
    monkeypatch.setattr(suggesting_module, "_CHECKED", 6)
    assert len(texts(lexicon, "全县防汛抗旱工作汇报第1", 30)) == 6


@pytest.mark.parametrize("typed", ["", " ", "？", "查无此词", "zzzz"])
def test_there_may_be_nothing_to_suggest(lexicon: Lexicon, typed: str) -> None:
    assert texts(lexicon, typed) == []
    assert texts(lexicon, "模范机关", 0) == []


def test_counts_are_numbers_of_pieces(lexicon: Lexicon) -> None:
    assert {one.text: one.count for one in lexicon.suggest("安澜")} == {"安澜县水务局": 2}
    assert {one.text: one.count for one in lexicon.suggest("机关党建")} == {"机关党建": 2}
    assert {one.text: one.count for one in lexicon.suggest("duanzao")} == {"锻造过硬队伍": 2}


def test_a_term_of_several_kinds_comes_once_under_the_first(lexicon: Lexicon) -> None:
    lexicon.put([piece(9, "四道防线", headings=("四道防线",))])
    assert [(one.text, one.kind) for one in lexicon.suggest("四道")] == [("四道防线", Kind.PHRASE)]


def test_no_kind_takes_all_the_room(lexicon: Lexicon) -> None:
    lexicon.put([piece(uid, f"安全生产第{uid}号汇报", unit=f"安全{uid}局") for uid in range(20, 60)])
    kinds = [one.kind for one in lexicon.suggest("安全", 8)]
    assert kinds == [Kind.UNIT] * 4 + [Kind.TITLE] * 4
    assert len(texts(lexicon, "安全", 30)) > 15


def test_shipped_phrases_are_suggested_uncounted(lexicon: Lexicon) -> None:
    lexicon.add_phrases(["高质量发展", "四道防线"])
    lexicon.add_phrases(["高质量发展"])
    assert [(one.text, one.count) for one in lexicon.suggest("gzlfz")] == [("高质量发展", 0)]
    lexicon.put([piece(3, "防汛工作汇报")])
    assert [(one.text, one.count) for one in lexicon.suggest("四道")] == [("四道防线", 0)]


def test_putting_a_piece_again_is_as_putting_it_once(lexicon: Lexicon) -> None:
    before = dump(lexicon)
    lexicon.put(PIECES)
    assert dump(lexicon) == before


def test_a_changed_piece_gives_what_it_has_now(lexicon: Lexicon) -> None:
    lexicon.put([piece(3, "抗旱工作汇报", revision=2, unit="安澜县农业局")])
    assert texts(lexicon, "防汛") == []
    assert texts(lexicon, "抗旱") == ["抗旱工作汇报"]
    assert {one.text: one.count for one in lexicon.suggest("安澜县水务局")} == {"安澜县水务局": 1}
    assert lexicon.revisions(range(0, 10)) == {1: 1, 2: 1, 3: 2}


def test_a_piece_taken_out_leaves_nothing(lexicon: Lexicon) -> None:
    lexicon.put([], gone=[1, 2, 3, 77])
    assert lexicon.count() == 0
    assert all(not rows for name, rows in dump(lexicon).items()), dump(lexicon)


def test_the_piece_of_a_term_is_one_that_has_it(lexicon: Lexicon) -> None:
    lexicon.put([], gone=[3])
    found = {one.text: one for one in lexicon.suggest("安澜")}
    assert found["安澜县水务局"].count == 1
    assert found["安澜县水务局"].piece is None


def test_enough_inner_words_of_a_tier_leave_time_to_look_for_a_rare_term_that_begins_so(lexicon: Lexicon) -> None:
    often = tuple(f"防汛{number}问答" for number in range(100, 170))
    seldom = tuple(f"防汛{number}问答" for number in range(200, 270))
    lexicon.put([piece(uid, headings=often if uid < 14 else seldom) for uid in range(10, 16)])
    lexicon.put([piece(16, headings=("问答十题",))])
    found = lexicon.suggest("wenda", 10)
    assert found[0].text == "问答十题"
    assert [one.text for one in found[1:]] == sorted(often)[:9]


def test_a_term_used_more_comes_first_whatever_its_tier(lexicon: Lexicon) -> None:
    many = [piece(uid, headings=("从严管理队伍",)) for uid in range(100, 120)]
    few = [piece(uid, headings=("从严治党到底",)) for uid in range(200, 203)]
    lexicon.put(many + few)
    assert [(one.text, one.count) for one in lexicon.suggest("从严")] == [("从严管理队伍", 20), ("从严治党到底", 3)]
    lexicon.put([], gone=range(100, 119))
    assert [(one.text, one.count) for one in lexicon.suggest("从严")] == [("从严治党到底", 3), ("从严管理队伍", 1)]


def test_new_keys_join_the_others_when_they_are_many(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_module, "MERGE_FROM", 1)
    lexicon.put([piece(5, "巡察整改情况报告")])
    assert dump(lexicon)["start_new"] == []
    assert texts(lexicon, "xczg") == ["巡察整改情况报告"]
    lexicon.put([piece(5, "巡察反馈意见")])
    assert texts(lexicon, "xczg") == []
    assert texts(lexicon, "xcfk") == ["巡察反馈意见"]


def test_long_sentences_and_conditions_are_no_terms(lexicon: Lexicon) -> None:
    lexicon.put([piece(6, headings=("拒不改正的", "会议指出必须坚持" * 5, "？！"))])
    assert texts(lexicon, "拒不") == texts(lexicon, "会议") == []


HARD = Group("…过硬，…", ("一、政治过硬，把稳舵", "二、本领过硬，练好功", "三、作风过硬，树新风"))
FOCUS = Group("聚焦…，强化…", ("一、聚焦主业，强化担当", "二、聚焦民生，强化服务"))
GROUPED = [
    piece(11, groups=(HARD,), day=20260301, genre="讲话"),
    piece(12, groups=(HARD, FOCUS), day=20260201, genre="总结"),
    piece(13, groups=(FOCUS,), day=20260401, genre="总结"),
]


def test_a_slogan_finds_groups_of_its_size_the_newest_first(lexicon: Lexicon) -> None:
    lexicon.put(GROUPED)
    slogan = read_pattern("三个过硬")[0]
    uses = lexicon.uses(slogan)
    assert uses.patterns == (PatternUse("…过硬，…", 2, 2),)
    assert (uses.pattern_count, uses.pieces, uses.groups) == (1, 2, 2)
    assert [(one.piece, one.headings) for one in lexicon.groups(slogan)] == [(11, HARD.headings), (12, HARD.headings)]
    assert lexicon.uses(read_pattern("六个过硬")[0]).groups == 0


def test_a_pattern_finds_its_words_in_order(lexicon: Lexicon) -> None:
    lexicon.put(GROUPED)
    assert [one.piece for one in lexicon.groups(read_pattern("聚焦…强化…")[0])] == [13, 12]
    assert lexicon.groups(read_pattern("强化…聚焦…")[0]) == []
    assert [one.piece for one in lexicon.groups(read_pattern("强化")[0], limit=1, offset=1)] == [12]


def test_groups_are_narrowed_by_genre(lexicon: Lexicon) -> None:
    lexicon.put(GROUPED)
    word = read_pattern("过硬")[0]
    assert lexicon.uses(word, {"genre": "讲话"}).pieces == 1
    assert [one.piece for one in lexicon.groups(word, {"genre": "总结", "unit_kind": ""})] == [12]


def test_the_most_used_skeletons_come_first(lexicon: Lexicon) -> None:
    lexicon.put([*GROUPED, piece(14, groups=(FOCUS,))])
    assert [one.skeleton for one in lexicon.most_used()] == ["聚焦…，强化…", "…过硬，…"]


def test_a_skeleton_that_is_known_is_used_by_what_comes_later(lexicon: Lexicon) -> None:
    lexicon.put(GROUPED[:1])
    lexicon.put([piece(15, groups=(HARD,))])
    assert lexicon.most_used() == [PatternUse(HARD.skeleton, 2, 2)]
    assert lexicon.uses(read_pattern("过硬")[0]).pattern_count == 1


def test_groups_go_with_their_piece_and_skeletons_with_their_last_group(lexicon: Lexicon) -> None:
    lexicon.put(GROUPED)
    lexicon.put([piece(11)], gone=[12])
    assert lexicon.uses(read_pattern("过硬")[0]).groups == 0
    assert [row[1] for row in dump(lexicon)["pattern"]] == ["聚焦…，强化…"]
    assert {row[0] for row in dump(lexicon)["pattern_part"]} == {"聚焦", "焦", "强化", "化"}


def test_sums_tell_where_pieces_differ(lexicon: Lexicon) -> None:
    assert lexicon.sums() == {0: (3, 3, 6)}


def test_a_failed_batch_leaves_all_as_it_was(lexicon: Lexicon) -> None:
    before = dump(lexicon)
    broken = PieceTerms(8, 1, {Kind.TITLE: ("八月工作要点",)}, day="x" * 3, facets={"genre": object()})  # type: ignore[dict-item,arg-type]
    with pytest.raises(LexiconBroken):
        lexicon.put([PieceTerms(8, 1, broken.terms, (HARD,), 1, broken.facets)])
    assert dump(lexicon) == before


def test_a_reader_sees_what_was_written_and_needs_the_file(tmp_path: Path, lexicon: Lexicon) -> None:
    reader = Lexicon(lexicon.path)
    lexicon.put([piece(7, "信访工作要点")])
    assert [one.text for one in reader.suggest("xfgz")] == ["信访工作要点"]
    with pytest.raises(LexiconBroken):
        reader.put([piece(8)])
    reader.close()
    with pytest.raises(LexiconBroken):
        Lexicon(tmp_path / "absent.sqlite3")


def test_a_file_of_another_version_or_another_kind_is_not_opened(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    base = sqlite3.connect(other)
    base.execute("PRAGMA user_version=99")
    base.close()
    with pytest.raises(LexiconBroken, match="99"):
        Lexicon(other, to_write=True)
    (tmp_path / "text").write_text("这不是词库" * 100, encoding="utf-8")
    with pytest.raises(LexiconBroken):
        Lexicon(tmp_path / "text", to_write=True)


def test_finished_is_one_file(tmp_path: Path) -> None:
    made = Lexicon(tmp_path / "made.sqlite3", to_write=True)
    made.put(PIECES)
    made.finish()
    made.close()
    assert [one.name for one in tmp_path.glob("made*")] == ["made.sqlite3"]


def dump(lexicon: Lexicon) -> dict[str, list[tuple[object, ...]]]:
    base = sqlite3.connect(lexicon.path)
    names = ("piece", "term", "used", "start", "start_new", "pattern", "pattern_part", "parallel")
    found = {name: base.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}
    base.close()
    return found


titles = st.text(alphabet="模范机关县局安全生产工作a1", min_size=1, max_size=8)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 6), titles, st.booleans()), max_size=12))
def test_whatever_happened_the_counts_are_those_of_the_pieces(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, bool]]
) -> None:
    lexicon = Lexicon(tmp_path_factory.mktemp("lexicon") / "l.sqlite3", to_write=True)
    there: dict[int, str] = {}
    for uid, title, stays in steps:
        lexicon.put([piece(uid, title)] if stays else [], [] if stays else [uid])
        there.pop(uid, None)
        if stays:
            there[uid] = title
    for title in set(there.values()):
        found = [one for one in lexicon.suggest(title, 30) if one.text == title]
        assert [one.count for one in found] == [sum(one == title for one in there.values())]
    lexicon.close()


def test_words_are_sounded_by_the_dictionary() -> None:
    assert "".join(initials("重庆市行业")) == "cqshy"
    assert initials("长效abc1") == ["zc", "x", "a", "b", "c", "1"]


def test_syllables_are_told_apart() -> None:
    assert spellings("mofanjiguan") == ["mfjg"]
    assert spellings("xian") == ["x"]
    assert spellings("mfjg") == []
    assert spellings("") == [""]


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        ("", "模范", True),
        ("mf", "模", False),
        ("zhongq", "重庆", True),
        ("chongq", "重庆", True),
        ("模f", "模范", True),
        ("范", "模范", False),
        ("lv", "绿", True),
        ("1b", "1部", True),
    ],
)
def test_typed_letters_are_compared_with_every_reading(typed: str, text: str, fits: bool) -> None:
    assert sounds_like(typed, text) is fits


def test_letters_are_looked_for_inside_a_text_behind_its_first_character() -> None:
    assert Typed("jg").fits_inside("模范机关")
    assert not Typed("mf").fits_inside("模范机关")
    assert not Typed("jx").fits_inside("模范机关机关")


def test_a_long_term_is_found_from_its_first_words_alone() -> None:
    starts = [key for is_inner, by_letters, key in starts_of("安全生产责任落实", Kind.THEME) if not by_letters]
    assert starts == ["安全生产责任落实", "生产责任落实"]
