"""A pattern that is compiled when it is first asked answers like any other."""

import re

import pytest

from mofan.text.late import late


def test_it_answers_like_the_compiled_pattern() -> None:
    pattern = late("(?P<n>[一二三])是", re.M)
    for _ in range(2):
        assert [found["n"] for found in pattern.finditer("一是学习，二是整改")] == ["一", "二"]
    assert pattern.groupindex == {"n": 1}
    assert pattern.pattern == "(?P<n>[一二三])是"


def test_a_mistake_is_raised_when_it_is_first_asked() -> None:
    pattern = late("(")
    with pytest.raises(re.error):
        pattern.search("甲")
