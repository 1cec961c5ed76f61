"""Snippets and marks show why a text was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.search import Snippet, highlight, shown_of, snippets_of
from mofan.search.snippets import find_matches
from mofan.text.fold import simplify

REPORT = (
    "青溪县税务局工作总结\n"
    "一、强化理论武装。坚持“第一议题”制度，全年学习24次。" + "各支部按季度交流体会，形成心得若干篇。" * 20 + "\n"
    "二、优化营商环境。推行一网通办，开办企业压缩到２个\n小时，群众满意率98.6％。下一步将继续优化服务。"
)


def snippet(text: str, terms: list[str], *, width: int = 90) -> Snippet:
    """That of one text."""
    (one,) = snippets_of([text], terms, width=width)
    return one


def marked(parts: tuple[tuple[str, bool], ...]) -> list[str]:
    return [text for text, is_match in parts if is_match]


def test_it_shows_the_sentence_with_the_match() -> None:
    shown = snippet(REPORT, ["营商环境"], width=40)

    assert shown.text.startswith("二、优化营商环境。推行一网通办")
    assert marked(shown.parts) == ["营商环境"]
    assert shown.text == REPORT[shown.start : shown.end]
    assert len(shown.text) == 40
    assert shown.cut_before
    assert shown.cut_after


def test_it_prefers_the_place_with_the_most_different_terms() -> None:
    shown = snippet(REPORT, ["优化", "群众满意率", "学习"], width=70)

    assert marked(shown.parts) == ["优化", "群众满意率", "优化"]


@pytest.mark.parametrize(
    ("term", "match"),
    [
        ("優化營商環境", "优化营商环境"),
        ("2个小时", "２个\n小时"),
        ("98.6%", "98.6％"),
        ("９８．６", "98.6"),
        ("一 网 通 办", "一网通办"),
        ("％", "％"),
    ],
)
def test_it_marks_what_the_index_matches(term: str, match: str) -> None:
    assert marked(snippet(REPORT, [term]).parts) == [match]
    assert marked(highlight(REPORT, [term])) == [match]


def test_without_a_match_it_shows_the_beginning() -> None:
    shown = snippet("\n  " + REPORT, ["麒麟"], width=10)

    assert shown.text == "青溪县税务局工作总结"
    assert not shown.cut_before
    assert shown.cut_after
    assert snippet("", ["麒麟"]).parts == ()
    assert snippet("短文", []).parts == (("短文", False),)


def test_a_match_longer_than_the_window_is_shown_whole() -> None:
    shown = snippet("开头。" + "很长的一句话" * 30 + "。结尾", ["很长的一句话" * 30], width=20)
    assert marked(shown.parts) == ["很长的一句话" * 30]


def test_a_match_at_the_end_fills_the_window_backwards() -> None:
    shown = snippet("前面的话，" * 50 + "落款青溪县", ["青溪县"], width=50)

    assert len(shown.text) == 50
    assert shown.text.endswith("落款青溪县")
    assert not shown.cut_after


def test_it_starts_with_the_sentence_and_not_with_the_mark_that_closes_the_one_before() -> None:
    text = "会议要求“守土有责。”  党建与业务同谋划，" + "各科室结合实际抓好落实，" * 10
    assert snippet(text, ["同谋划"], width=30).text.startswith("党建与业务同谋划")


def test_matches_outside_the_window_stay_outside() -> None:
    text = "党建。" + "一般的话，" * 30 + "党建引领。" + "一般的话，" * 30 + "党建。"
    assert marked(snippet(text, ["党建", "引领"], width=30).parts) == ["党建引领"]


def test_matches_that_overlap_or_touch_are_one_mark() -> None:
    assert highlight("服务中心主任", ["服务中", "务中心", "主任"]) == (("服务中心主任", True),)
    assert highlight("××××", ["××"]) == (("××××", True),)
    assert highlight("面积5㎡整", ["m"]) == (("面积5", False), ("㎡", True), ("整", False))


def test_a_match_that_the_window_cuts_is_shown_as_far_as_it_goes() -> None:
    text = "党建" + "，" * 20 + "一网通办"
    shown = snippet(text, ["党建", "一网通办"], width=24)
    assert marked(shown.parts) == ["党建", "一网"]


def test_what_is_written_otherwise_is_marked_beside_what_is_written_so() -> None:
    text = "一般的话，" * 30 + "推行一网通办，另有一網\n通辦的窗口；" + "一般的话，" * 30 + "法規"
    assert marked(snippet(text, ["一网通办"]).parts) == ["一网通办", "一網\n通辦"]
    assert marked(snippet(text, ["一网通办", "窗口"]).parts) == ["一网通办", "一網\n通辦", "窗口"]
    assert marked(snippet(text, ["法规"]).parts) == ["法規"]


def test_pieces_of_a_page_are_cut_as_each_by_itself() -> None:
    texts = ["", REPORT, "优化服务", REPORT * 2, "别的话"]
    assert snippets_of(texts, ("优化", "服务")) == [snippet(text, ["优化", "服务"]) for text in texts]
    assert [marked(one.parts) for one in snippets_of(["优", "化服"], ["优化"])] == [[], []]


@given(
    st.text(alphabet="甲乙aA1１㎡ \n。\u200b😀", max_size=700),
    st.lists(st.text(alphabet="甲乙a1m2 。😀", max_size=4), max_size=4),
    st.integers(1, 120),
)
def test_parts_are_the_raw_text_and_marks_are_matches(text: str, terms: list[str], width: int) -> None:
    whole = highlight(text, terms)
    assert "".join(part for part, _ in whole) == text
    assert all(part for part, _ in whole)
    assert any(match for _, match in whole) == any(
        simplify(term) and simplify(term) in simplify(text) for term in terms
    )
    wanted = list(dict.fromkeys(simplify(term) for term in terms if simplify(term)))
    for span, number in find_matches(text, terms):
        assert wanted[number] in simplify(span.of(text))
        assert wanted[number] not in simplify(text[span.start + 1 : span.end]) or simplify(text[span.start]) == ""
    shown = snippet(text, terms, width=width)
    assert shown.text == text[shown.start : shown.end]
    assert any(match for _, match in shown.parts) == any(match for _, match in whole)


@given(
    st.lists(st.text(alphabet="甲乙aA1１㎡ \n\u200b\u0301e", max_size=12), max_size=5),
    st.lists(st.text(alphabet="甲乙a1m2é", max_size=4), max_size=3),
)
def test_titles_and_texts_together_are_shown_as_each_by_itself(titles: list[str], terms: list[str]) -> None:
    marked_titles, snippets = shown_of(titles, titles[::-1], terms)
    assert marked_titles == [highlight(title, terms) for title in titles]
    assert snippets == [snippet(text, terms) for text in titles[::-1]]


def test_titles_without_any_match_stay_whole() -> None:
    titles = ["先进机关", "", "督查"]
    assert shown_of(titles, (), ["整改", "关督"])[0] == [(("先进机关", False),), (), (("督查", False),)]
    titles = ["先进机关", "督查"]
    assert shown_of(titles, (), ["进机"])[0] == [(("先", False), ("进机", True), ("关", False)), (("督查", False),)]
