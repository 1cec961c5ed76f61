"""What is wrong with the numbers of headings (序号核对): gaps and repetitions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mofan.text.outline.heading import Heading
from mofan.text.outline.schemes import read_marker


@dataclass(frozen=True, slots=True)
class NumberingIssue:
    """One number that does not follow from the one before."""

    kind: Literal["gap", "duplicate"]
    heading: Heading
    expected: int
    message: str
    """A sentence for the reader, in Chinese."""


def numbering_issues(headings: Sequence[Heading]) -> tuple[NumberingIssue, ...]:
    """Gaps (一、三、) and repetitions (二、二、) among headings of one level under one parent, in one piece.

    A number that starts again at one is a new part, not an error; a series may also run on under the next parent
    （一）…（六） under 一、, then （七） under 二、.
    """
    issues: list[NumberingIssue] = []
    last: list[dict[str, int]] = []
    ran: dict[str, int] = {}
    for heading in headings:
        if heading.number is None or heading.marker is None:
            continue
        marked = read_marker(heading.marker + "　字")
        name = marked.scheme.name if marked else heading.marker
        del last[heading.level :]
        while len(last) < heading.level:
            last.append({})
        before = last[-1].get(name)
        if before is None and ran.get(name) == heading.number - 1:
            before = heading.number - 1
        issue = _issue(heading, 0 if before is None else before)
        if issue:
            issues.append(issue)
        last[-1][name] = ran[name] = heading.number
    return tuple(issues)


def _issue(heading: Heading, before: int) -> NumberingIssue | None:
    number = heading.number
    assert number is not None
    if number in (1, before + 1):
        return None
    if number == before:
        return NumberingIssue("duplicate", heading, before + 1, f"序号“{heading.marker}”重复，应为第{before + 1}项。")
    missing = f"第{before + 1}项" if number == before + 2 else f"第{before + 1}至{number - 1}项"
    if number <= before:
        return NumberingIssue("gap", heading, before + 1, f"序号“{heading.marker}”与前面不连续，应为第{before + 1}项。")
    return NumberingIssue("gap", heading, before + 1, f"序号“{heading.marker}”之前缺少{missing}，请核对。")
