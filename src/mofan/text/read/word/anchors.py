"""Marks without width among the characters of a .docx (锚点): what begins, ends or stands between two of them.

The walk puts them where they are met; the offsets are known when all lines are put together (`assembling.py`).
"""

from dataclasses import dataclass
from typing import Literal

from mofan.text.read.insets import Alignment


@dataclass(frozen=True, slots=True)
class TableOpen:
    """A table begins."""

    widths: tuple[int, ...]
    """Of the columns of its grid, in twips."""
    ruled: bool


@dataclass(frozen=True, slots=True)
class RowOpen:
    """A row begins."""

    heads: bool
    skipped: int


@dataclass(frozen=True, slots=True)
class CellOpen:
    """A cell begins."""

    columns: int
    goes_on: bool
    """It belongs to the cell above."""
    alignment: Alignment | None


@dataclass(frozen=True, slots=True)
class PictureMet:
    """A picture: the relation that names its part, its size as shown (EMU, 0 where nothing says it)."""

    relation: str
    width: int
    height: int
    description: str


@dataclass(frozen=True, slots=True)
class NoteMet:
    """A footnote or endnote, by the number that its part knows it by."""

    kind: Literal["footnote", "endnote"]
    identity: str
    own_mark: bool


@dataclass(frozen=True, slots=True)
class SectionClose:
    """A section ends; whether its pages lie on their side."""

    lying: bool


Bound = Literal["table ends", "row ends", "cell ends", "line begins", "line ends"]
Anchor = TableOpen | RowOpen | CellOpen | PictureMet | NoteMet | SectionClose | Bound
