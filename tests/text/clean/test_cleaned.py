"""A text less some stretches: what is left, and the maps in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.clean import Cleaned, Removal, apply_removals
from mofan.text.span import Span


def _without(text: str, *stretches: tuple[int, int]) -> Cleaned:
    return apply_removals(text, [Removal(start, end, text[start:end], "ad", "test") for start, end in stretches])


def test_it_takes_out_what_it_is_told_and_nothing_else() -> None:
    cleaned = _without("一心为民【广告】办实事", (4, 8))
    assert cleaned.text == "一心为民办实事"
    assert cleaned.removals[0].text == "【广告】"
    assert cleaned.raw_length == 11


def test_a_line_that_becomes_empty_goes_with_its_line_break() -> None:
    assert _without("甲\n广告\n乙", (2, 4)).text == "甲\n乙"
    assert _without("甲\n 广告 \n乙", (3, 5)).text == "甲\n乙"
    assert _without("广告\n乙", (0, 2)).text == "乙"
    assert _without("甲\n广告", (2, 4)).text == "甲"
    assert _without("甲\n广告\n广告", (2, 4), (5, 7)).text == "甲"
    assert _without("甲\n广告\n", (2, 4)).text == "甲\n"
    assert _without("广告", (0, 2)).text == ""


def test_a_line_that_was_empty_already_stays() -> None:
    assert _without("甲\n\n广告\n\n乙", (3, 5)).text == "甲\n\n\n乙"


def test_a_removal_over_a_line_break_joins_the_lines() -> None:
    assert _without("甲广\n告乙\n丙", (1, 4)).text == "甲乙\n丙"
    assert _without("甲广\n告\n丙", (1, 4)).text == "甲\n丙"


def test_touching_and_overlapping_removals_are_one_cut() -> None:
    assert _without("甲广告乙", (1, 2), (2, 3)).text == "甲乙"
    assert _without("甲广告语乙", (1, 3), (2, 4)).cuts == (Span(1, 4),)


def test_to_put_one_back_is_to_apply_the_others() -> None:
    text = "甲（一）乙（二）丙"
    both = _without(text, (1, 4), (5, 8))
    assert apply_removals(text, both.removals[1:]).text == "甲（一）乙丙"
    assert apply_removals(text, ()).text == text


def test_it_refuses_a_removal_of_another_text() -> None:
    with pytest.raises(ValueError, match="与原文不符"):
        apply_removals("甲乙丙", [Removal(0, 2, "丙丁", "ad", "test")])
    with pytest.raises(ValueError, match="与原文不符"):
        apply_removals("甲乙丙", [Removal(2, 2, "", "ad", "test")])


def test_it_refuses_a_position_outside_the_text() -> None:
    cleaned = _without("甲广告乙", (1, 3))
    with pytest.raises(ValueError, match="净文中没有位置"):
        cleaned.to_raw(3)
    with pytest.raises(ValueError, match="原文中没有位置"):
        cleaned.to_clean(5)


def test_spans_go_both_ways() -> None:
    cleaned = _without("甲广告乙丙", (1, 3))
    assert cleaned.raw_span(Span(0, 2)) == Span(0, 4)
    assert cleaned.raw_span(Span(1, 1)) == Span(3, 3)
    assert cleaned.clean_span(Span(0, 4)) == Span(0, 2)
    assert cleaned.clean_span(Span(1, 3)) == Span(1, 1)


@given(st.text(alphabet="甲乙 \n", max_size=24), st.lists(st.tuples(st.integers(0, 23), st.integers(1, 6)), max_size=4))
def test_the_maps_are_monotone_and_true_to_the_characters(text: str, stretches: list[tuple[int, int]]) -> None:
    inside = [(start, start + length) for start, length in stretches if start + length <= len(text)]
    cleaned = _without(text, *inside)
    raw = [cleaned.to_raw(position) for position in range(len(cleaned.text) + 1)]
    assert raw == sorted(raw)
    assert "".join(text[position] for position in raw[:-1]) == cleaned.text
    clean = [cleaned.to_clean(position) for position in range(len(text) + 1)]
    assert clean == sorted(clean)
    assert all(cleaned.to_clean(position) == i for i, position in enumerate(raw[:-1]))
