"""Sheets that stand and sheets on their side (竖排、横排): the sections of a document, one after another."""

from collections.abc import Callable

from mofan.paper.held import Held

Section = Callable[[bool, bool], str]
"""(whether its sheets lie, whether it is the first) → `w:sectPr`."""


class Sheets:
    """Which sheets are being written on; a section ends where they are turned."""

    def __init__(self, held: Held, section: Section, *, lying: bool = False) -> None:
        self._held, self._section = held, section
        self._lying, self._first = lying, True
        held.lies = lying

    def turn(self, lying: bool) -> str:
        """`w:sectPr` that ends the section, where the next block stands on other sheets; nothing where it does not."""
        if lying == self._lying:
            return ""
        ended = self.close()
        self._lying = lying
        self._held.lies = self._held.lies or lying
        return ended

    def close(self) -> str:
        """`w:sectPr` of the section that ends here."""
        first, self._first = self._first, False
        return self._section(self._lying, first)
