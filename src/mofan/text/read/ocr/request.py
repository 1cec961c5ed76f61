"""What is asked of the recognising process (识别请求) and what it answers, a line of JSON each."""

import json
from dataclasses import asdict, dataclass
from typing import Final, Literal

Kind = Literal["pdf", "image"]
A4_WIDTH: Final = 595.0
"""Points: how wide a picture is taken to be that does not say."""


@dataclass(frozen=True, slots=True)
class Request:
    """A file and those of its pages that are to be recognised."""

    data: bytes
    kind: Kind
    pages: tuple[int, ...] | None = None
    """From 0; None: all of them."""


@dataclass(frozen=True, slots=True)
class Box:
    """A line as the model found it: its four corners from the upper left one, clockwise, in points from the upper left
    corner of the page; its text; how sure the model is, 0 to 1."""

    corners: tuple[tuple[float, float], ...]
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A recognised page: its number from 0, its size in points, the lines in no certain order."""

    page: int
    pages: int
    """How many pages the file has."""
    width: float
    height: float
    boxes: tuple[Box, ...]

    def as_line(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be recognised; `page` is None where that concerns the whole file."""

    page: int | None
    pages: int
    cause: Literal["failed", "budget", "broken", "large"]
    """It took too long, too much memory or is damaged; the time for the whole file was up; no file of its kind; too
    many dots."""

    def as_line(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def answer_of(line: str) -> Seen | Failure:
    """The answer that a line of JSON holds. Raises ValueError, KeyError or TypeError for any other line."""
    row = json.loads(line)
    if "cause" in row:
        return Failure(row["page"], row["pages"], row["cause"])
    boxes = tuple(
        Box(tuple((float(x), float(y)) for x, y in box["corners"]), str(box["text"]), float(box["confidence"]))
        for box in row["boxes"]
    )
    return Seen(int(row["page"]), int(row["pages"]), float(row["width"]), float(row["height"]), boxes)
