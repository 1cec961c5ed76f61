"""The figures of one sentence with what stands before each: what every rule about sums reckons with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mofan.text.describe.result import Figure
from mofan.text.late import late
from mofan.text.proofread.finding import Finding

_SENTENCE = late(r"[^。！？\n]+")
_FEWEST = 2
"""Figures from which something may not add up."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number or decimal of a sentence, said exactly."""

    figure: Figure
    value: float
    """Not a number (nan) where none is written, or only about one."""
    before: str
    """What stands between the number before it and this one."""

    @property
    def measure(self) -> str | None:
        """人, 元, % …"""
        return self.figure.measure

    @property
    def is_exact(self) -> bool:
        """Whether it can be reckoned with."""
        return self.value == self.value


def sentences_of(text: str, figures: Sequence[Figure]) -> Iterator[list[Number]]:
    """The numbers of every sentence that has two or more; `figures` are those of the same text."""
    if len(figures) < _FEWEST:
        return
    for sentence in _SENTENCE.finditer(text):
        inside = [one for one in figures if sentence.start() <= one.start and one.end <= sentence.end()]
        if len(inside) >= _FEWEST:
            yield list(_numbers(text, sentence.start(), inside))


def _numbers(text: str, start: int, figures: Sequence[Figure]) -> Iterator[Number]:
    for figure in figures:
        exact = isinstance(figure.value, int | float) and not figure.approximate and not figure.blank
        value = float(figure.value) if exact and isinstance(figure.value, int | float) else float("nan")
        yield Number(figure, value, text[start : figure.start])
        start = figure.end


def written(value: float) -> str:
    """As it is written in a text: 32, 5,500,000 as 550万."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if abs(value) >= size:
            return f"{value / size:.6g}{name}"
    return f"{value:.6g}"


def disagreeing(figure: Figure, message: str) -> Finding:
    """The finding of a figure that does not follow from the others."""
    return Finding(
        figure.start, figure.end, figure.text, "count", "warning", message, None, "figures do not agree", 0.75
    )
