"""The matching view, and the way back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.fold import INVISIBLE, fold, fold_with_origins
from mofan.text.span import Span


def test_width_case_and_spaces_are_folded_away() -> None:
    assert fold("ＷｅＣｈａｔ：\u3000AB １２３\n“党课”") == "wechat:ab123“党课”"


@pytest.mark.parametrize("char", INVISIBLE)
def test_invisible_characters_are_folded_away(char: str) -> None:
    assert fold(f"微{char}信") == "微信"


@pytest.mark.parametrize(
    ("text", "folded"), [("㎏", "kg"), ("①", "1"), ("…", "..."), ("﹒", "."), ("½", "1⁄2"), ("", "")]
)
def test_compatibility_characters_are_spelt_out(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_match_is_carried_back_to_the_text_as_read() -> None:
    text = "请加 微\u200b 信：Ａｂ１ 领取"
    folded = fold_with_origins(text)
    start = folded.text.index("微信")
    assert folded.to_raw(start, start + 2).of(text) == "微\u200b 信"
    start = folded.text.index("ab1")
    assert folded.to_raw(start, start + 3).of(text) == "Ａｂ１"


def test_part_of_a_spelt_out_character_is_the_whole_of_it() -> None:
    folded = fold_with_origins("重５㎏")
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
    folded = fold_with_origins(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(text) + 1
    for place in range(len(folded.text)):
        span = folded.to_raw(place, place + 1)
        assert len(span) == 1
        assert folded.text[place] in fold(span.of(text))
