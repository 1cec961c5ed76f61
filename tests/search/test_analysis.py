"""Text becomes tokens."""

from mofan.search.analysis import analyse, cover_pairs, join_pairs, names_in, words_of


def test_a_text_has_three_views() -> None:
    views = analyse("优化 营商\n环境２次")

    assert views.pairs == "优化 化营 营商 商环 环境 境2 2次"
    assert views.characters == " ".join(sorted("优化营商环境2次"))
    assert views.words.split() == ["优化", "营商", "环境", "2", "次"]


def test_short_texts_have_no_pairs() -> None:
    assert [join_pairs(text) for text in ("", "甲", "甲乙", "甲😀乙")] == ["", "", "甲乙", "甲😀 😀乙"]


def test_every_second_pair_and_the_last_fix_a_term() -> None:
    assert cover_pairs("甲乙") == [(0, "甲乙")]
    assert cover_pairs("甲乙丙") == [(0, "甲乙"), (1, "乙丙")]
    assert cover_pairs("甲乙丙丁") == [(0, "甲乙"), (2, "丙丁")]
    assert cover_pairs("甲乙丙丁戊") == [(0, "甲乙"), (2, "丙丁"), (3, "丁戊")]


def test_words_hold_the_shorter_words_in_them_and_no_marks() -> None:
    assert words_of("《环境保护法》，ＡＢＣ") == ("环境", "保护", "环境保护", "法", "abc")
    assert words_of("——！") == ()


def test_single_characters_side_by_side_are_part_of_a_name() -> None:
    assert names_in("岑朗天的职业都有哪些？") == ("岑朗", "朗天")
    assert names_in("牡蒿，的外貌") == ("牡蒿",)
    assert names_in("优化营商环境的 （措施）") == ()
