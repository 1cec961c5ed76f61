"""How numbers are written in the text, and which period a sentence speaks of."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.drafting.numerals import official
from mofan.drafting.period_hints import HINTS, period_words
from mofan.measure import read_period


@pytest.mark.parametrize(
    ("value", "measure", "style", "written"),
    [
        ("12", "次", "exact", "12次"),
        ("1204", "人次", "exact", "1204人次"),
        ("3.50", "学时", "exact", "3.5学时"),
        ("0.875", "%", "exact", "87.5%"),
        ("1", "%", "exact", "100%"),
        ("9", "次", "about", "9次"),
        ("37", "次", "about", "30余次"),
        ("40", "次", "about", "40次"),
        ("1234", "人次", "about", "1200余人次"),
        ("12345", "人次", "about", "1.2万余人次"),
        ("120000000", "元", "about", "1.2亿元"),
        ("0.879", "%", "about", "87%以上"),
        ("0.87", "%", "about", "87%"),
        ("12345", "人次", "myriads", "1.23万人次"),
        ("999", "人次", "myriads", "999人次"),
        ("12", "次", "words", "十二次"),
        ("2", "次", "words", "两次"),
        ("12000", "次", "words", "12000次"),
        ("0.875", "%", "words", "百分之八十七点五"),
        ("-0.05", "%", "words", "百分之负五"),
        ("-3", "次", "exact", "-3次"),
    ],
)
def test_a_number_is_written_as_official_texts_write_it(value: str, measure: str, style: str, written: str) -> None:
    assert official(Decimal(value), measure, style) == written


def test_what_has_no_data_is_never_nought() -> None:
    assert official(None, "次") == "—"


def test_money_is_written_in_the_measure_of_the_text() -> None:
    assert official(Decimal("123400"), "万元", "exact", "元") == "12.34万元"
    assert official(Decimal("250000000"), "亿元", "exact", "元") == "2.5亿元"
    assert official(Decimal("5000"), "千元", "exact", "元") == "5千元"
    assert official(Decimal("5"), "次", "exact", "场") == "5次"


@given(st.integers(0, 10**9))
def test_about_is_never_more_than_it_is(number: int) -> None:
    said = official(Decimal(number), "", "about")
    plain = said.replace("余", "")
    scale = {"万": 10**4, "亿": 10**8}.get(plain[-1:], 1)
    shown = Decimal(plain.rstrip("万亿")) * scale
    assert shown <= number
    assert ("余" in said) == (shown < number)


@pytest.mark.parametrize("hint", HINTS, ids=lambda one: one.finds)
def test_each_hint_stands_beside_what_it_finds_and_leaves(hint: object) -> None:
    found = hint.pattern.search(hint.finds)  # type: ignore[attr-defined]
    assert found
    assert not hint.pattern.search(hint.leaves)  # type: ignore[attr-defined]
    assert read_period(hint.words(found, 2026), date(2026, 11, 20))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("2025年以来，累计走访", "2025-01-01..今天"),
        ("2026年以来，累计走访", "今年以来"),
        ("上半年，走访", "2026年上半年"),
        ("2025年上半年，走访", "2025年上半年"),
        ("前三季度，走访", "2026年1月至9月"),
        ("1-9月，走访", "2026年1月至9月"),
        ("“十四五”以来，走访", "十四五"),
        ("去年全年走访3次。今年以来，走访", "今年以来"),
        ("近三年来，走访", "2024-01-01..今天"),
        ("截止目前，走访", "今年以来"),
        ("走访", ""),
    ],
)
def test_the_period_named_last_holds(sentence: str, words: str) -> None:
    assert period_words(sentence, 2026) == words
