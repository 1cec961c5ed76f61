"""Chinese numerals, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.numerals import NUMERAL_CHARS, parse_numeral, write_digits, write_numeral


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("廿一", 21),
        ("卅", 30),
        ("一百", 100),
        ("一百零八", 108),
        ("一百五", 150),
        ("两万五", 25_000),
        ("一万零五", 10_005),
        ("十五", 15),
        ("一百一十", 110),
        ("三千零五十", 3050),
        ("两万五千", 25_000),
        ("十二万", 120_000),
        ("一亿零三百万", 103_000_000),
        ("九千万", 90_000_000),
        ("零", 0),
        ("〇", 0),
        ("二〇二六", 2026),
        ("二○○八", 2008),
        ("壹佰贰拾叁", 123),
        ("柒仟", 7000),
    ],
)
def test_it_reads_numerals_as_documents_write_them(numeral: str, number: int) -> None:
    assert parse_numeral(numeral) == number


@pytest.mark.parametrize(
    "text", ["", "x", "12", "第一", "一个", "十百", "一百千", "万", "二三十", "一万亿", "十廿廿", "一二百", "一" * 5000]
)
def test_anything_else_is_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2500, "二千五百"),
        (9999, "九千九百九十九"),
        (10_000, "一〇〇〇〇"),
        (-3, "三"),
    ],
)
def test_it_writes_numerals_as_headings_count(number: int, numeral: str) -> None:
    assert write_numeral(number) == numeral


def test_years_are_written_digit_by_digit() -> None:
    assert write_digits(2026) == "二〇二六"


@given(st.integers(0, 9999))
def test_what_is_written_is_read_again(number: int) -> None:
    written = write_numeral(number)
    assert parse_numeral(written) == number
    assert set(written) <= set(NUMERAL_CHARS)


@given(st.integers(10, 9999))
def test_digits_are_read_again(number: int) -> None:
    assert parse_numeral(write_digits(number)) == number


@given(st.text(NUMERAL_CHARS, max_size=12))
def test_it_never_fails(text: str) -> None:
    number = parse_numeral(text)
    assert number is None or number >= 0
