"""Numbers of headings and items (序号): gaps and repetitions, among headings and inside a paragraph."""

import re
from collections.abc import Iterator

from mofan.text.numerals import parse_numeral, write_numeral
from mofan.text.outline import Heading, numbering_issues
from mofan.text.proofread.finding import Finding

_CN = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_INLINE = (
    re.compile(rf"(?:(?<=[。；：;:])|^)\s*(?P<mark>(?P<k>{_CN})是)(?![一二三四五六七八九十]是)"),
    re.compile(rf"(?:(?<=[。；：;:])|^)\s*(?P<mark>(?P<k>{_CN})要)(?![求素点地塞件道])"),
    re.compile(rf"(?:(?<=[。；：;:])|^)\s*(?P<mark>第(?P<k>{_CN})[，、：])"),
    re.compile(r"(?:(?<=[。；：;:、，])|^)\s*(?P<mark>[（(](?P<k>\d{1,2})[）)])"),
)
"""Items inside a paragraph: 一是, 一要, 第一，, （1）."""


def find_numbering(text: str, headings: tuple[Heading, ...]) -> Iterator[Finding]:
    """Gaps and repetitions; a series that does not begin with one is nobody's mistake here."""
    taken = set()
    for issue in numbering_issues(headings):
        start = issue.heading.start
        quote = issue.heading.marker or issue.heading.text
        if issue.kind == "gap" and _stands(text, quote, issue.heading.number or 0, issue.expected, start):
            continue
        taken.add(start)
        rule = "numbering gap" if issue.kind == "gap" else "numbering repetition"
        yield Finding(start, start + len(quote), quote, "numbering", "warning", issue.message, None, rule, 0.85)
    at = 0
    for line in text.split("\n"):
        for pattern in _INLINE:
            yield from (found for found in _of_line(line, at, pattern) if found.start not in taken)
        at += len(line) + 1


def _stands(text: str, marker: str, number: int, expected: int, start: int) -> bool:
    """Whether the number that seems to be missing stands on a line before: a heading that the outline does not take."""
    mark = marker.replace(write_numeral(number), write_numeral(expected)).replace(str(number), str(expected))
    spaced = r"[ \u3000]*".join(map(re.escape, mark))
    return re.search(rf"^[ \u3000]*{spaced}", text[:start], re.M) is not None


def _of_line(line: str, at: int, pattern: re.Pattern[str]) -> Iterator[Finding]:
    last = 0
    for found in pattern.finditer(line):
        number = parse_numeral(found["k"]) if not found["k"].isdigit() else int(found["k"])
        assert number is not None
        if last and number not in (1, last + 1):
            start, mark = at + found.start("mark"), found["mark"]
            wanted = mark.replace(found["k"], str(last + 1) if found["k"].isdigit() else write_numeral(last + 1))
            kind = "repetition" if number == last else "gap"
            said = f"序号“{mark}”重复" if number == last else f"序号“{mark}”与前面不连续"
            message = f"{said}，此处应为“{wanted}”，请核对。"
            yield Finding(
                start, start + len(mark), mark, "numbering", "warning", message, None, f"numbering {kind}", 0.8
            )
        last = number if last or number == 1 else 0
