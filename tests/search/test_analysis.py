"""Text becomes tokens."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.search.analysis import analyse, cover_pairs, join_pairs, names_in, words_of


def test_a_text_has_three_views() -> None:
    views = analyse("优化 营商\n环境２次")

    assert views.pairs == "优化 化营 营商 商环 环境 境2 2次"
    assert views.characters == " ".join(sorted("优化营商环境2次"))
    assert views.words.split() == ["优化", "营商", "环境", "2", "次"]


def test_short_texts_have_no_pairs() -> None:
    assert [join_pairs(text) for text in ("", "甲", "甲乙", "甲😀乙")] == ["", "", "甲乙", "甲😀 😀乙"]


def test_a_term_is_fixed_by_the_fewest_pairs_that_cover_it() -> None:
    assert cover_pairs("甲乙") == [(0, "甲乙")]
    assert cover_pairs("甲乙丙") == [(0, "甲乙"), (1, "乙丙")]
    assert cover_pairs("甲乙丙丁") == [(0, "甲乙"), (2, "丙丁")]
    assert len(cover_pairs("甲乙丙丁戊")) == 3


def test_a_term_is_fixed_by_the_rarest_pairs_that_cover_it() -> None:
    texts = {"强化": 90, "化责": 4, "责任": 80, "任落": 30, "落实": 95}
    assert cover_pairs("强化责任落实", texts.__getitem__) == [(0, "强化"), (1, "化责"), (3, "任落"), (4, "落实")]


def test_a_pair_that_is_much_rarer_than_those_that_cover_a_term_is_looked_for_too() -> None:
    texts = {"工作": 95, "作落": 4, "落实": 80}
    assert cover_pairs("工作落实", texts.__getitem__) == [(0, "工作"), (1, "作落"), (2, "落实")]
    assert cover_pairs("工作落实", (texts | {"作落": 60}).__getitem__) == [(0, "工作"), (2, "落实")]


@given(st.text("甲乙丙丁", min_size=2, max_size=14), st.lists(st.integers(0, 9), min_size=16, max_size=16))
def test_whatever_pairs_cost_every_character_is_covered(term: str, costs: list[int]) -> None:
    def cost(pair: str) -> int:
        return costs["甲乙丙丁".index(pair[0]) * 4 + "甲乙丙丁".index(pair[1])]

    chosen = cover_pairs(term, cost)
    assert {at + beside for at, _ in chosen for beside in (0, 1)} == set(range(len(term)))
    assert all(term[at : at + 2] == pair for at, pair in chosen)
    least = min(
        sum(cost(term[at : at + 2]) for at in some)
        for size in range(1, len(term))
        for some in combinations(range(len(term) - 1), size)
        if {at + beside for at in some for beside in (0, 1)} == set(range(len(term)))
    )
    beyond = sum(cost(pair) for _, pair in chosen) - least
    assert beyond in (0, min(cost(pair) for _, pair in chosen))


def test_words_hold_the_shorter_words_in_them_and_no_marks() -> None:
    assert words_of("《环境保护法》，ＡＢＣ") == ("环境", "保护", "环境保护", "法", "abc")
    assert words_of("——！") == ()


def test_single_characters_side_by_side_are_part_of_a_name() -> None:
    assert names_in("岑朗天的职业都有哪些？") == ("岑朗", "朗天")
    assert names_in("牡蒿，的外貌") == ("牡蒿",)
    assert names_in("优化营商环境的 （措施）") == ()
    assert names_in("") == ()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("于乐的职业是什么", ("于乐",)),
        ("何晏是谁", ("何晏",)),
        ("张之洵生于哪年", ("张之", "之洵")),
        ("陈其湄的作品", ("陈其", "其湄")),
        ("我们和李戎", ("李戎",)),
        ("书由谁写", ()),
    ],
)
def test_a_function_word_may_be_a_part_of_a_name(question: str, names: tuple[str, ...]) -> None:
    assert names_in(question) == names
