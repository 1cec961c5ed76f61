"""Every mark that numbers pieces matches its own lines and no others."""

import pytest

from mofan.text.split.marks import MARKS, Mark, number_of, read_mark


def named(which: str) -> list[tuple[Mark, str]]:
    return [(mark, line) for mark in MARKS for line in (mark.matches if which == "matches" else mark.refuses)]


@pytest.mark.parametrize(("mark", "line"), named("matches"), ids=lambda value: getattr(value, "name", value))
def test_a_mark_matches_the_lines_beside_it(mark: Mark, line: str) -> None:
    assert read_mark(mark, line) is not None


@pytest.mark.parametrize(("mark", "line"), named("refuses"), ids=lambda value: getattr(value, "name", value))
def test_a_mark_refuses_the_lines_beside_it(mark: Mark, line: str) -> None:
    assert read_mark(mark, line) is None


@pytest.mark.parametrize(("numeral", "value"), [("3", 3), ("１２", 12), ("③", 3), ("十二", 12), ("龙", None)])
def test_a_number_is_read_in_every_script(numeral: str, value: int | None) -> None:
    assert number_of(numeral) == value
