"""Bars drawn from a table."""

from decimal import Decimal

from mofan.web.charts import FOOT, TOP, bars_of


def values(*numbers: float | None) -> list[tuple[str, Decimal | None]]:
    return [(str(at), None if number is None else Decimal(str(number))) for at, number in enumerate(numbers, 1)]


def test_the_highest_bar_reaches_the_top_of_a_round_scale() -> None:
    chart = bars_of(values(2, None, 8))
    assert chart is not None
    assert [line.label for line in chart.grid] == ["2", "4", "6", "8"]
    assert chart.bars[2].y == TOP
    assert [bar.height for bar in chart.bars] == [(FOOT - TOP) / 4, 0, FOOT - TOP]


def test_whole_numbers_have_whole_lines_and_shares_have_parts() -> None:
    counted, shares = bars_of(values(1, 0)), bars_of(values(0.93, 0.5))
    assert counted is not None
    assert shares is not None
    assert [line.label for line in counted.grid] == ["1"]
    assert [line.label for line in shares.grid] == ["0.5", "1"]


def test_lines_of_rates_are_marked_in_per_cent() -> None:
    chart = bars_of(values(0.93, 0.5), percent=True)
    assert chart is not None
    assert [line.label for line in chart.grid] == ["50%", "100%"]


def test_where_nothing_is_above_nought_there_is_no_chart() -> None:
    assert bars_of(values(0, None, -3)) is None
    assert bars_of([]) is None


def test_a_bar_below_nought_has_no_height() -> None:
    chart = bars_of(values(-2, 40_000))
    assert chart is not None
    assert chart.bars[0].height == 0
    assert chart.grid[-1].label == "40,000"
