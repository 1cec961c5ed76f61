"""Numbers of headings and items (序号): gaps and repetitions, among headings and inside a paragraph."""

import re
from collections.abc import Iterator
from unicodedata import numeric

from mofan.text.late import late
from mofan.text.numerals import parse_numeral, write_numeral
from mofan.text.outline import Heading, numbering_issues
from mofan.text.proofread.finding import Finding

_CN = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_HUNDRED = r"[一二三四五六七八九十百零〇]{1,6}"
_OTHER = "①-⑳⑴-⒛❶-❿㈠-㈩"
"""Numbers in rings, in brackets and with full stops that are one character each."""
_INLINE = (
    (("一是",), late(rf"(?:(?<=[。；：，、;:,])|^)\s*(?P<mark>(?P<k>{_CN})是)(?![一二三四五六七八九十]是)")),
    (("一要",), late(rf"(?:(?<=[。；：，、;:,])|^)\s*(?P<mark>(?P<k>{_CN})要)(?![求素点地塞件道])")),
    (("其一",), late(rf"(?:(?<=[。；：，;:])|^)\s*(?P<mark>其(?P<k>{_CN})[，、：])")),
    (("1", "１"), late(r"(?:(?<=[。；：;:、，])|^)\s*(?P<mark>[（(](?P<k>\d{1,2})[）)])")),
    (("一）", "一)"), late(rf"(?:(?<=[。；：;:，])|^)\s*(?P<mark>[（(](?P<k>{_CN})[）)])")),
    (("1", "１"), late(r"(?:(?<=[。；：;:])|^)\s*(?P<mark>(?P<k>\d{1,2})[.．、])(?![\d\s])")),
    (("1", "１"), late(r"(?:(?<=[。；：;:])|^)\s*(?P<mark>(?P<k>\d{1,2})[）)])")),
    (tuple("①⑴⒈❶㈠"), late(rf"(?:(?<=[。；：;:、，\u4e00-\u9fff])|^)\s*(?P<mark>(?P<k>[{_OTHER}]))")),
)
"""Items inside a paragraph: 一是, 一要, 其一，, （1）, （一）, 1., 1）, ①; with each what a series of them holds."""
_PARTS = "方面|层面|层|点|步|类|项|阶段|环节|件事"
_ORDINAL = late(
    rf"(?:(?<=[。；：;:])|^)\s*(?P<mark>第(?P<k>{_CN}|\d{{1,2}})(?:[，、：]|是|个?(?:{_PARTS})(?:[，：]|就?是))"
    r"|(?P<word>首先|其次|再次|再者)[，、：])"
)
"""第一，, 第一步，, 首先，, 其次，."""
_LISTED = tuple(
    late(rf"[ \u3000]*(?:附件?[：:][ \u3000]*)?(?P<mark>{form})")
    for form in (
        rf"[（(](?P<k>{_CN})[）)]",
        r"[（(](?P<k>\d{1,2})[）)]",
        r"(?P<k>\d{1,2})[.．、](?!\d)",
        r"(?P<k>\d{1,2})[）)]",
        rf"(?P<k>[{_OTHER}])",
        rf"(?P<k>{_CN})、",
    )
)
"""Items that are paragraphs: （一）, （1）, 1., 1）, ①, 一、."""
_SAYING = late("一是一[，、。]")
"""一是一，二是二: no series."""
_ARTICLE = late(rf"^[ \u3000]*(?P<mark>第(?P<k>{_HUNDRED}|\d{{1,3}})条)(?=[ \u3000])", re.M)
_FEWEST = 3
"""Articles from which a text counts as a rule with articles of its own."""
_SHORTEST = 2
_IN_FORCE = late(r"起(?:施行|实施|执行)|由[^，。\n]{2,20}负责解释")
"""What the last article of a rule says: one that has it is a whole rule, however short."""


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
    for finding in (*_of_lines(text), *_of_lists(text), *_of_articles(text)):
        if finding.start not in taken:
            taken.add(finding.start)
            yield finding


def _of_lines(text: str) -> Iterator[Finding]:
    """Items inside each paragraph."""
    at = 0
    for line in text.split("\n"):
        for needs, pattern in _INLINE:
            if any(need in line for need in needs) and not _SAYING.search(line):
                yield from _of_line(line, at, pattern)
        if "第" in line:
            yield from _of_ordinals(line, at)
        at += len(line) + 1


def _is_alone(heading: Heading, headings: tuple[Heading, ...]) -> bool:
    """Whether no other heading stands at its level: a part cut out of a longer text begins with any number."""
    return sum(other.level == heading.level and other.number is not None for other in headings) == 1


def _stands(text: str, marker: str, number: int, expected: int, start: int) -> bool:
    """Whether the number that seems to be missing stands on a line before: a heading that the outline does not take."""
    mark = marker.replace(write_numeral(number), write_numeral(expected)).replace(str(number), str(expected))
    spaced = r"[ \u3000]*".join(map(re.escape, mark))
    return re.search(rf"(?:^|附件?[：:])[ \u3000]*{spaced}", text[:start], re.M) is not None


def _of_line(line: str, at: int, pattern: re.Pattern[str]) -> Iterator[Finding]:
    last = 0
    for found in pattern.finditer(line):
        number = _number(found["k"])
        if last and number not in (1, last + 1) and not _is_said_otherwise(line[: found.start()], number - 1):
            yield _broken(found, at, last, number)
        last = number if last or number == 1 else 0


def _is_said_otherwise(before: str, number: int) -> bool:
    """Whether the number that seems to be missing stands there in another manner (一是…；第二，…；三是…)."""
    return re.search(rf"[。；：，](?:第{write_numeral(number)}|其{write_numeral(number)})[，、：]", before) is not None


def _of_ordinals(line: str, at: int) -> Iterator[Finding]:
    """第一，第二，… and 首先，其次，…: each may stand inside an item of the other, and the one go on where the other
    left off, which is a matter of style."""
    said = counted = 0
    for found in _ORDINAL.finditer(line):
        number = _number(found["k"] or "")
        if found["word"]:
            said = 1 if found["word"] == "首先" else said and said + 1
            if not said and counted == 1 and "首先" not in line[: found.start()]:
                counted = 2
                yield _mixed(found, at)
        elif number == 1:
            said, counted = 0, 1
        elif counted:
            if number != counted + 1:
                yield _broken(found, at, counted, number)
            counted = number
        elif said:
            if number > said + 1:
                yield _broken(found, at, said, number)
            elif number == said + 1:
                yield _mixed(found, at)
            counted = number


def _mixed(found: re.Match[str], at: int) -> Finding:
    start, mark = at + found.start("mark"), found["mark"]
    message = "“首先、其次、再次、最后”与“第一、第二、第三”是两套序次语，一段里用一套。"
    return Finding(start, start + len(mark), mark, "numbering", "style", message, None, "two kinds of ordinals", 0.55)


def _of_lists(text: str) -> Iterator[Finding]:
    """The first number that does not follow in each list of paragraphs that stand one below the other."""
    at = first = last = 0
    form: re.Pattern[str] | None = None
    for line in text.split("\n"):
        found = form.match(line) if form else None
        number = _number(found["k"]) if found else 0
        if form and found and number != 1:
            if not first < number <= last + 1:
                yield _broken(found, at, last, number)
                form = None
        elif line.strip():
            form = next((one for one in _LISTED if (begun := one.match(line)) and _number(begun["k"]) == 1), None)
            number = 1
        if form and line.strip():
            first, last = number, _counted_on(form, line, number)
        at += len(line) + 1


def _counted_on(form: re.Pattern[str], line: str, last: int) -> int:
    """The number of the last item of a line that holds several."""
    for found in form.finditer(line):
        last += _number(found["k"]) == last + 1
    return last


def _of_articles(text: str) -> Iterator[Finding]:
    """The one article of a text whose number does not follow; where many do not, the text quotes articles of others."""
    articles = list(_ARTICLE.finditer(text))
    numbers = [_number(found["k"]) for found in articles]
    breaks = [at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1]
    enough = len(numbers) >= _FEWEST or (len(numbers) == _SHORTEST and _IN_FORCE.search(text, articles[1].start()))
    twice = len(breaks) == 1 and numbers[breaks[0]] == numbers[breaks[0] - 1]
    if (twice and len(numbers) >= _SHORTEST) or (
        (enough and numbers[0] == 1) and len(breaks) == 1 and numbers[breaks[0]] != 1
    ):
        at = breaks[0]
        yield _broken(articles[at], 0, numbers[at - 1], numbers[at])


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return parse_numeral(written) or (int(numeric(written)) if len(written) == 1 else 0)


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
    if like.isdecimal():
        return str(number)
    if parse_numeral(like):
        return write_numeral(number)
    return chr(ord(like) - _number(like) + number)
