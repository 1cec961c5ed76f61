"""Small charts (图) drawn from the table that stands beside them. Pure: no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

WIDTH, HEIGHT = 440, 200
LEFT, FOOT, TOP = 44, 174, 18
LINES = 4
"""Lines of the grid above the axis, at most."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, and what it says; `height` 0 where there is no data."""

    label: str
    x: float
    y: float
    width: float
    height: float
    middle: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the grid with its number."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over an axis at nought (柱图)."""

    bars: tuple[Bar, ...]
    grid: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    foot: int = FOOT


def bars_of(values: Sequence[tuple[str, Decimal | None]], *, percent: bool = False) -> Chart | None:
    """A bar for every value; None where nothing is above nought, so that there is nothing to see. Of rates, which are
    parts of one, the lines are marked in per cent."""
    most = max((value for _, value in values if value is not None), default=Decimal(0))
    if most <= 0:
        return None
    step = _step(most)
    if all(value is None or value == int(value) for _, value in values):
        step = max(step, Decimal(1))
    top = (most / step).to_integral_value(ROUND_CEILING) * step
    room = (WIDTH - LEFT) / len(values)
    bars = []
    for at, (label, value) in enumerate(values):
        height = float(max(value or Decimal(0), Decimal(0)) / top) * (FOOT - TOP)
        x = LEFT + room * (at + 0.2)
        bars.append(Bar(label, round(x, 1), round(FOOT - height, 1), round(room * 0.6, 1), round(height, 1),
                        round(x + room * 0.3, 1)))  # fmt: skip
    marks = [step * number for number in range(1, int(top / step) + 1)]
    return Chart(
        tuple(bars),
        tuple(Line(round(FOOT - float(mark / top) * (FOOT - TOP), 1), _said(mark, percent)) for mark in marks),
    )


def _step(most: Decimal) -> Decimal:
    """A round step (1, 2 or 5 of some power of ten) that takes `LINES` lines at most."""
    power = Decimal(1).scaleb((most / LINES).adjusted())
    return next(power * one for one in (1, 2, 5, 10) if most / (power * one) <= LINES)


def _said(mark: Decimal, percent: bool) -> str:
    return f"{(mark * 100).normalize():,f}%" if percent else f"{mark.normalize():,f}"
