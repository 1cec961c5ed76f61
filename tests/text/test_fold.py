"""The matching view, and the way back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.fold import INVISIBLE, fold, simplify, simplify_with_origins
from mofan.text.span import Span


def test_width_case_and_spaces_are_folded_away() -> None:
    assert fold("ＷｅＣｈａｔ：\u3000AB １２３\n“党课”") == "wechat:ab123“党课”"


def test_invisible_characters_are_folded_away() -> None:
    for char in INVISIBLE:
        assert fold(f"微{char}信") == "微信", hex(ord(char))


@pytest.mark.parametrize(
    "text", ["微\u200b信", "微\ufe0f信", "微\U000e0101信", "微\u2068信\u2069", "微\x07信", "\ufeff微信"]
)
def test_what_takes_no_room_on_the_page_hides_no_match(text: str) -> None:
    assert simplify(text) == "微信"
    assert fold("微\n信\x85") == "微信"


@pytest.mark.parametrize(
    ("text", "folded"), [("㎏", "kg"), ("①", "1"), ("…", "..."), ("﹒", "."), ("½", "1⁄2"), ("", "")]
)
def test_compatibility_characters_are_spelt_out(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [
        ("黨課學習", "党课学习"),
        ("後勤與皇后", "后勤与皇后"),
        ("乾部下鄉，幹事創業", "干部下乡,干事创业"),
        ("這麼說來，裡裏外外", "这么说来,里里外外"),
        ("關係到一隻羊", "关系到一只羊"),
        ("頭髮、發展", "头发、发展"),
        ("瀋陽市鐘樓", "沈阳市钟楼"),
        ("顯著成效，沿著", "显著成效,沿著"),
        ("瞭望，憑藉", "瞭望,凭藉"),
        ("薴", "苎"),
        ("\uf92f\u3000Ｑ", "劳q"),
    ],
)
def test_traditional_characters_are_read_as_simplified_ones(traditional: str, simple: str) -> None:
    assert simplify(traditional) == simple
    assert simplify(simple) == simple


def test_telling_whether_two_strings_are_the_same_keeps_the_script() -> None:
    assert fold("黨 課Ａ") == "黨課a"


def test_a_traditional_match_is_carried_back_too() -> None:
    text = "開展 黨\u200b課 學習"
    folded = simplify_with_origins(text)
    start = folded.text.index("党课")
    assert folded.to_raw(start, start + 2).of(text) == "黨\u200b課"


def test_a_match_is_carried_back_to_the_text_as_read() -> None:
    text = "请加 微\u200b 信：Ａｂ１ 领取"
    folded = simplify_with_origins(text)
    start = folded.text.index("微信")
    assert folded.to_raw(start, start + 2).of(text) == "微\u200b 信"
    start = folded.text.index("ab1")
    assert folded.to_raw(start, start + 3).of(text) == "Ａｂ１"


def test_part_of_a_spelt_out_character_is_the_whole_of_it() -> None:
    folded = simplify_with_origins("重５㎏")
    assert folded.text == "重5kg"
    assert folded.to_raw(2, 3) == Span(2, 3)
    assert folded.to_raw(3, 4) == Span(2, 3)
    assert folded.to_raw(1, 4) == Span(1, 3)


def test_a_span_knows_its_text_and_length() -> None:
    span = Span(1, 3)
    assert span.of("甲乙丙丁") == "乙丙"
    assert len(span) == 2
    assert sorted([Span(2, 3), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(2, 3)]


@given(st.text())
def test_both_ways_of_folding_agree_and_every_character_has_an_origin(text: str) -> None:
    folded = simplify_with_origins(text)
    assert folded.text == simplify(text)
    assert len(folded.starts) == len(text) + 1
    for place in range(len(folded.text)):
        span = folded.to_raw(place, place + 1)
        assert len(span) == 1
        assert folded.text[place] in simplify(span.of(text))
