"""Numbers of headings and items (序号): gaps and repetitions, among headings and inside a paragraph."""

import re
from collections.abc import Iterator

from mofan.text.numerals import parse_numeral, write_numeral
from mofan.text.outline import Heading, numbering_issues
from mofan.text.proofread.finding import Finding

_CN = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_HUNDRED = r"[一二三四五六七八九十百零〇]{1,6}"
_INLINE = (
    re.compile(rf"(?:(?<=[。；：，;:])|^)\s*(?P<mark>(?P<k>{_CN})是)(?![一二三四五六七八九十]是)"),
    re.compile(rf"(?:(?<=[。；：，;:])|^)\s*(?P<mark>(?P<k>{_CN})要)(?![求素点地塞件道])"),
    re.compile(rf"(?:(?<=[。；：;:])|^)\s*(?P<mark>第(?P<k>{_CN})[，、：])"),
    re.compile(rf"(?:(?<=[。；：，;:])|^)\s*(?P<mark>其(?P<k>{_CN})[，、：])"),
    re.compile(r"(?:(?<=[。；：;:、，])|^)\s*(?P<mark>[（(](?P<k>\d{1,2})[）)])"),
    re.compile(rf"(?<=[。；：;:，])\s*(?P<mark>[（(](?P<k>{_CN})[）)])"),
    re.compile(r"(?<=[。；：;:])\s*(?P<mark>(?P<k>\d{1,2})[.．、])(?![\d\s])"),
    re.compile(r"(?:(?<=[。；：;:，、\u4e00-\u9fff])|^)\s*(?P<mark>(?P<k>[①-⑳]))"),
)
"""Items inside a paragraph: 一是, 一要, 第一，, 其一，, （1）, （一）, 1., ①."""
_SAYING = re.compile("一是一[，、。]")
"""一是一，二是二: no series."""
_FIRST = re.compile("首先[，、]")
_ARTICLE = re.compile(rf"^[ \u3000]*(?P<mark>第(?P<k>{_HUNDRED}|\d{{1,3}})条)(?=[ \u3000])", re.M)
_FEWEST = 3
"""Articles from which a text counts as a rule with articles of its own."""


def find_numbering(text: str, headings: tuple[Heading, ...]) -> Iterator[Finding]:
    """Gaps and repetitions; a series that does not begin with one is nobody's mistake here."""
    taken = set()
    for issue in numbering_issues(headings):
        start = issue.heading.start
        quote = issue.heading.marker or issue.heading.text
        if issue.expected == 1 and _is_alone(issue.heading, headings):
            continue
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
    yield from (found for found in _of_articles(text) if found.start not in taken)


def _is_alone(heading: Heading, headings: tuple[Heading, ...]) -> bool:
    """Whether no other heading stands at its level: a part cut out of a longer text begins with any number."""
    return sum(other.level == heading.level and other.number is not None for other in headings) == 1


def _stands(text: str, marker: str, number: int, expected: int, start: int) -> bool:
    """Whether the number that seems to be missing stands on a line before: a heading that the outline does not take."""
    mark = marker.replace(write_numeral(number), write_numeral(expected)).replace(str(number), str(expected))
    spaced = r"[ \u3000]*".join(map(re.escape, mark))
    return re.search(rf"^[ \u3000]*{spaced}", text[:start], re.M) is not None


def _of_line(line: str, at: int, pattern: re.Pattern[str]) -> Iterator[Finding]:
    last = 0
    if _SAYING.search(line):
        return
    for found in pattern.finditer(line):
        number = _number(found["k"])
        if not last and "第" in found["mark"] and number == 2 and _FIRST.search(line, 0, found.start()):
            last = 1  # 首先 … 第二 …
        if last and number not in (1, last + 1):
            yield _broken(found, at, last, number)
        last = number if last or number == 1 else 0


def _of_articles(text: str) -> Iterator[Finding]:
    """The one article of a text whose number does not follow; where many do not, the text quotes articles of others."""
    articles = list(_ARTICLE.finditer(text))
    numbers = [_number(found["k"]) for found in articles]
    breaks = [at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1]
    if len(numbers) >= _FEWEST and numbers[0] == 1 and len(breaks) == 1 and numbers[breaks[0]] != 1:
        at = breaks[0]
        yield _broken(articles[at], 0, numbers[at - 1], numbers[at])


def _number(written: str) -> int:
    if len(written) == 1 and "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    return int(written) if written.isdigit() else parse_numeral(written) or 0


def _broken(found: re.Match[str], at: int, last: int, number: int) -> Finding:
    """The finding for a number that does not follow `last`; `at` is where the line begins."""
    start, mark, k = at + found.start("mark"), found["mark"], found["k"]
    wanted = mark.replace(k, _written(k, last + 1))
    kind = "repetition" if number == last else "gap"
    said = f"序号“{mark}”重复" if number == last else f"序号“{mark}”与前面不连续"
    message = f"{said}，此处应为“{wanted}”，请核对。"
    return Finding(start, start + len(mark), mark, "numbering", "warning", message, None, f"numbering {kind}", 0.8)


def _written(like: str, number: int) -> str:
    """`number` in the manner of `like`."""
    if like.isdigit():
        return str(number)
    return chr(ord("①") + number - 1) if "①" <= like <= "⑳" else write_numeral(number)
