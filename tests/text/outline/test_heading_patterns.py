"""What parallel headings are asked by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.outline.heading_patterns import HeadingPattern, read_pattern


def test_a_numeral_slogan_asks_for_so_many_headings_with_its_word() -> None:
    assert read_pattern("六个过硬") == (HeadingPattern(("过硬",), 6), HeadingPattern(("六个过硬",)))


@pytest.mark.parametrize(
    ("asked", "parts", "size"),
    [
        ("四聚焦四强化", ("聚焦", "强化"), 4),
        ("“三强三促”", ("强", "促"), 3),
        ("五型机关", ("型机关",), 5),
        ("双提升", ("提升",), 2),
        ("４个必须", ("必须",), 4),
        ("十大行动", ("行动",), 10),
        ("一个引领、三个聚焦", ("聚焦",), 3),
        ("以…促…", ("以", "促"), None),
        ("以……促……", ("以", "促"), None),
        ("突出X抓Y", ("突出", "抓"), None),
        ("坚持*导向", ("坚持", "导向"), None),
        ("聚焦　強化", ("聚焦", "强化"), None),
        ("过硬", ("过硬",), None),
        ("一体推进", ("一体推进",), None),
        ("三个三", ("三个三",), None),
    ],
)
def test_it_reads_slogans_patterns_and_words(asked: str, parts: tuple[str, ...], size: int | None) -> None:
    assert read_pattern(asked)[0] == HeadingPattern(parts, size)


@pytest.mark.parametrize("asked", ["", "  ", "…", "“”", "abc", "？！"])
def test_without_a_word_there_is_nothing_to_ask(asked: str) -> None:
    assert read_pattern(asked) == ()


def test_a_pattern_fits_where_its_words_stand_in_order() -> None:
    pattern = HeadingPattern(("聚焦", "强化"))
    assert pattern.fits("聚焦…，强化…")
    assert pattern.fits("着力聚焦…，持续强化…")
    assert not pattern.fits("强化…，聚焦…")
    assert not pattern.fits("聚…焦…强化")


def test_it_says_itself_with_gaps() -> None:
    assert str(HeadingPattern(("聚焦", "强化"), 4)) == "聚焦…强化…"
    assert str(HeadingPattern(("过硬",))) == "…过硬…"


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_it(asked: str) -> None:
    for pattern in read_pattern(asked):
        assert pattern.parts
        assert all(pattern.parts)
        assert pattern.size is None or pattern.size > 1
        str(pattern)
