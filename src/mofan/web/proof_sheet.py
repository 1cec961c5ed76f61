"""A text with what proofreading found in it, drawn for the eye (校对稿): paragraphs in stretches, findings numbered.

Pure: no Django.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mofan.text.outline import outline
from mofan.text.proofread import KINDS, Finding

AROUND = 10
"""Characters shown before and after the words of a finding in the list."""
SEVERITIES = {"error": ("错误", "late"), "warning": ("存疑", "held"), "style": ("习惯", "na")}
"""Severity → its name for the reader, and how it is drawn."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters. `number` is that of the finding it belongs to, 0 for none."""

    text: str
    number: int = 0
    severity: str = ""
    begins: bool = False
    """The first stretch of its finding."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `level` is that of a heading on a line of its own, 0 for body, -1 for the lines of the title."""

    level: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding as the list beside the sheet shows it."""

    number: int
    finding: Finding
    key: str
    before: str
    after: str
    paragraph: int
    """Which paragraph it stands in, from 1."""

    @property
    def kind(self) -> str:
        """Its kind, in words."""
        return KINDS.get(self.finding.kind, self.finding.kind)

    @property
    def severity(self) -> str:
        """How serious it is, in words."""
        return SEVERITIES[self.finding.severity][0]

    @property
    def shape(self) -> str:
        """The status that it is drawn as."""
        return SEVERITIES[self.finding.severity][1]


def key_of(finding: Finding) -> str:
    """What a button says of which finding it is."""
    return f"{finding.start}-{finding.end}-{finding.kind}"


def listed(text: str, findings: Sequence[Finding]) -> tuple[Listed, ...]:
    """The findings, numbered from 1, with the words around them."""
    return tuple(
        Listed(
            number,
            one,
            key_of(one),
            text[max(0, one.start - AROUND) : one.start].rpartition("\n")[2],
            text[one.end : one.end + AROUND].partition("\n")[0],
            text.count("\n", 0, one.start) + 1,
        )
        for number, one in enumerate(findings, 1)
    )


def draw(text: str, findings: Sequence[Finding], *, body_start: int = 0, most: int) -> tuple[Line, ...]:
    """The first `most` characters of `text` with `findings`, which are in reading order, marked."""
    shown = text[:most]
    levels = {one.start: one.level for one in outline(shown[body_start:]) if one.form == "line"}
    numbered = list(enumerate(findings, 1))
    lines: list[Line] = []
    start = first = 0
    for row in shown.split("\n"):
        end = start + len(row)
        while first < len(numbered) and numbered[first][1].end <= start:
            first += 1
        if row.strip():
            level = -1 if start < body_start else min(levels.get(start - body_start, 0), 4)
            lines.append(Line(level, tuple(_stretches(shown, start, end, numbered[first:]))))
        start = end + 1
    return tuple(lines)


def _stretches(text: str, start: int, end: int, findings: Sequence[tuple[int, Finding]]) -> Iterator[Stretch]:
    at = start
    for number, one in findings:
        if one.start >= end:
            break
        low, high = max(one.start, start), min(one.end, end)
        if low > at:
            yield Stretch(text[at:low])
        yield Stretch(text[low:high], number, one.severity, one.start >= start)
        at = high
    if at < end:
        yield Stretch(text[at:end])
