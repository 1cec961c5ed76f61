"""Many words are found at once, the longest at each place."""

import re

from hypothesis import given
from hypothesis import strategies as st

from mofan.text.wordlists import WordFinder, alternation, matches_at

WORDS = ("党员", "党员教育", "教育", "机关党建", "党建", "建党")


def test_words_are_found_from_left_to_right_the_longest_first() -> None:
    assert WordFinder(WORDS).find_all("机关党建和党员教育，再说党员。") == ["机关党建", "党员教育", "党员"]


LONG = "说" * 200
"""Before or behind what is looked at, it makes of a short text a long one, which is looked through in another way."""


@given(st.text("机关党建员教育，𠀀", max_size=40))
def test_it_finds_what_the_pattern_finds(text: str) -> None:
    finder = WordFinder(WORDS)
    for whole in (text, LONG + text, text + LONG):
        assert finder.find_all(whole) == re.findall(alternation(WORDS), whole)


@given(st.text("机关党建员教育，𠀀", max_size=40))
def test_a_pattern_is_asked_only_where_a_word_of_it_begins(text: str) -> None:
    pattern, finder = re.compile(f"(?:{alternation(WORDS)})，?(?=[机党])"), WordFinder(WORDS)
    for whole in (text, LONG + text):
        found = [match.span() for match in matches_at(pattern, whole, finder.starts(whole))]
        assert found == [match.span() for match in pattern.finditer(whole)]
