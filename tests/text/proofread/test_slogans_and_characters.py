"""Slogans that differ from themselves, and traditional characters."""

import pytest

from mofan.text.proofread.rules.characters import find_look_alikes, find_traditional
from mofan.text.proofread.rules.slogans import find_slogans_unlike


def test_a_slogan_that_differs_from_itself_is_reported() -> None:
    text = "做到“人人马上办、个个敢担当”。弘扬“人人马上办”的作风。践行“人人马上上、个个敢担当”精神。"
    found = [(finding.quote, finding.replacement) for finding in find_slogans_unlike(text)]
    assert found == [("人人马上上", "人人马上办")]


@pytest.mark.parametrize(
    "text",
    [
        "“人人马上办”和“人人马上上”",
        "“第一税务分局”“第一税务分局”“第二税务分局”",
        "“人人马上办”“人人马上办”“人人立即就办”",
        "“人人马上办”“人人马上办”“人人马上上”“人人马上上”",
    ],
)
def test_what_is_not_clear_is_left(text: str) -> None:
    assert list(find_slogans_unlike(text)) == []


def test_a_traditional_character_among_simplified_ones_is_reported() -> None:
    found = [(finding.start, finding.replacement) for finding in find_traditional("推进國家治理体系和治理能力现代化。")]
    assert found == [(2, "国")]


def test_a_character_of_another_code_is_put_right() -> None:
    found = [(finding.quote, finding.replacement) for finding in find_look_alikes("加强⼯作作风，提髙效率，⺠生为⼤。")]
    assert found == [("⼯", "工"), ("髙", "高"), ("⼤", "大")]
    assert list(find_look_alikes("加强工作作风，提高效率。")) == []


@pytest.mark.parametrize("text", ["推进国家治理", "國家治理體系現代化", "乾隆年间", "著名企业"])
def test_other_texts_are_left(text: str) -> None:
    assert list(find_traditional(text)) == []
