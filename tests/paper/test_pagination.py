"""Where a text ends, counted in lines, with what is unsure."""

import pytest

from mofan.paper import measurements as m
from mofan.paper.pagination import Ending, Extent, Position, ending, ends_at, extent, on_new_page

IMPRINT = 3 * m.IMPRINT_LINE


def lines(count: int) -> int:
    return count * m.LINE


def test_a_paragraph_of_chinese_takes_what_it_takes() -> None:
    assert extent("一" * 20) == Extent(1, 1)
    assert extent("一" * 40) == Extent(2, 2)
    assert extent("") == Extent(1, 1)


def test_letters_and_digits_make_it_unsure() -> None:
    found = extent("共办理A类28件B类35件C类41件D类59件E类62件")
    assert found.least < found.most


def test_lines_go_over_to_the_next_page() -> None:
    assert Position(1, 0).after(lines(22)) == Position(1, lines(22))
    assert Position(1, 0).after(lines(23)) == Position(2, lines(1))
    assert Position(1, lines(20)).after(lines(24)) == Position(2, lines(22))
    assert Position(1, lines(20)).after(lines(25)) == Position(3, lines(1))


def test_a_signature_takes_text_with_it() -> None:
    assert Position(1, lines(10)).kept(lines(4), lines(2)) == Position(1, lines(14))
    assert Position(1, lines(20)).kept(lines(4), lines(2)) == Position(2, lines(6))
    assert Position(1, lines(20)).kept(lines(20), lines(3)) == Position(3, lines(1))


def test_an_end_is_between_two_places() -> None:
    earliest, latest = ends_at(lines(8), [Extent(1, 2), Extent(3, 3)], 4, 3)
    assert (earliest, latest) == (Position(1, lines(16)), Position(1, lines(17)))
    assert on_new_page(earliest, [Extent(2, 3)]) == (Position(2, lines(2)), Position(2, lines(3)))


@pytest.mark.parametrize(
    ("earliest", "latest", "even", "wanted"),
    [
        (Position(2, lines(4)), Position(2, lines(5)), True, Ending.SAME_PAGE),
        (Position(1, lines(4)), Position(1, lines(5)), True, Ending.NEXT_PAGE),
        (Position(2, lines(21)), Position(2, lines(22)), True, Ending.AFTER_BLANK),
        (Position(2, lines(10)), Position(2, lines(22)), True, Ending.UNSURE),
        (Position(1, lines(22)), Position(2, lines(1)), True, Ending.UNSURE),
        (Position(1, lines(4)), Position(1, lines(5)), False, Ending.SAME_PAGE),
        (Position(1, lines(21)), Position(1, lines(22)), False, Ending.NEXT_PAGE),
    ],
)
def test_the_imprint_goes_where_that_is_sure(earliest: Position, latest: Position, even: bool, wanted: Ending) -> None:
    assert ending(earliest, latest, IMPRINT, even=even) is wanted
