"""Many words are found at once, the longest at each place."""

import re

from hypothesis import given
from hypothesis import strategies as st

from mofan.text.wordlists import WordFinder, alternation

WORDS = ("党员", "党员教育", "教育", "机关党建", "党建", "建党")


def test_words_are_found_from_left_to_right_the_longest_first() -> None:
    assert WordFinder(WORDS).find_all("机关党建和党员教育，再说党员。") == ["机关党建", "党员教育", "党员"]


@given(st.text("机关党建员教育，𠀀", max_size=40))
def test_it_finds_what_the_pattern_finds(text: str) -> None:
    assert WordFinder(WORDS).find_all(text) == re.findall(alternation(WORDS), text)
