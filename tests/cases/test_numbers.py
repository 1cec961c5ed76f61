"""Case codes: read aloud, written down wrong, found again."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mofan.cases.numbers import ALPHABET, new_code, read_code


def test_a_code_is_read_as_it_was_written() -> None:
    code = new_code(date(2026, 11, 22))
    assert code.startswith("261122-")
    assert read_code(code) == code
    assert read_code(code.lower().replace("-", " ")) == code
    assert read_code(code.replace("-", "")) == code


def test_what_is_no_code_is_none() -> None:
    for typed in ("", "柳湾小区", "261122", new_code(date(2026, 1, 1))[:-1], "261122-0000-0000-0"):
        assert read_code(typed) is None


def test_two_codes_are_not_the_same() -> None:
    assert len({new_code(date(2026, 11, 22)) for _ in range(1000)}) == 1000


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(0, 14), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(day: date, place: int, wrong: str) -> None:
    code = new_code(day).replace("-", "")
    changed = code[:place] + wrong + code[place + 1 :]
    assert changed == code or read_code(changed) is None


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(0, 13))
def test_two_exchanged_neighbours_are_found(day: date, place: int) -> None:
    code = new_code(day).replace("-", "")
    changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert changed == code or read_code(changed) is None
