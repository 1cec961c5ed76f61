"""Quotation marks and brackets (引号、括号、书名号): unpaired, of the wrong direction, straight."""

import re
from collections.abc import Iterator

from mofan.text.late import late
from mofan.text.proofread.finding import Finding, Severity
from mofan.text.proofread.pattern import Pattern


def _curly(found: re.Match[str]) -> str:
    """Single marks inside double ones, double ones elsewhere."""
    line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    inner = line.count("“") > line.count("”")
    return f"‘{found['in']}’" if inner else f"“{found['in']}”"


STRAIGHT = (
    Pattern(
        "straight double quotation marks", "quotation", "error",
        late(r"[\"＂](?P<in>(?=[^\"＂\n]*[\u4e00-\u9fff])[^\"＂\n]{1,60})[\"＂]"),
        "中文里用弯引号：“{new}”。", r"“\g<in>”", 0.95,
        ('落实"一岗双责"', "推进＂放管服＂改革"),
        ('<a href="x">', "落实“一岗双责”"),
        ('"', "＂"),
    ),
    Pattern(
        "straight single quotation marks", "quotation", "error",
        late(r"(?<![A-Za-z0-9])'(?P<in>(?=[^'\n]*[\u4e00-\u9fff])[^'\n]{1,40})'(?![A-Za-z0-9])"),
        "中文里用弯引号：{new}。", _curly, 0.9,
        ("打好'三大战'", "“打好'三大战'”"),
        ("People's", "打好‘三大战’"),
        ("'",),
    ),
    Pattern(
        "closing mark of another kind", "quotation", "error",
        late(r"“[^“”‘’\"\n，。；]{1,14}(?P<it>[\"’])(?![^“”\n]*”)|《[^《》<>\n，。；]{2,40}(?P<it2>>)"),
        "前后符号不是一对，应为“{new}”。", lambda found: "”" if found["it"] else "》", 0.9,
        ("推行“码上办\"服务，群众满意。", "用好“四下基层’制度", "学习了《安全生产法>有关条款"),
        ("推行“码上办”服务", "“他说：‘好’”", "《安全生产法》"),
        ("“", "《"),
        ('"', "’", ">"),
    ),
    Pattern(
        "corner brackets", "quotation", "style",
        late(r"[「『](?P<in>[^「」『』\n]{1,60})[」』]"),
        "横排公文用弯引号：“{new}”。", r"“\g<in>”", 0.7,
        ("落实「一岗双责」",),
        ("落实“一岗双责”",),
        ("「", "『"),
    ),
)  # fmt: skip
"""Marks that are no Chinese quotation marks of horizontal setting."""

_MARKS = late("[“”]")
_INNER = (
    (late(r"‘(?P<in>[^‘’“”\n]{1,40})’"), "“”", "单引号只用在双引号里面，外层用双引号"),
    (late(r"〈(?P<in>[^〈〉《》\n]{2,40})〉"), "《》", "单书名号只用在双书名号里面，外层用双书名号"),
    (
        late(
            r"[<＜](?P<in>[\u4e00-\u9fff（）〔〕、“”\d]{2,40}(?:条例|办法|规定|法|通知|意见|准则|细则|方案|规划|纲要|制度|决定|报告))[>＞]"
        ),
        "《》",
        "书名号应为",
    ),
)
"""Marks that belong inside others: what they look like, the outer pair, what the reader is told."""
_PAIRS = {"）": "（", "》": "《", "】": "【", "〕": "〔", "〉": "〈"}
_BRACKETS = late("[（）《》【】〔〕〈〉]")
_LEVEL = late(r"\s*(?:[0-9０-９]{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})）")
_NEAR = 80
"""Characters into the next line in which a bracket may still be closed, and out of the line before."""
_SPAN = 14
"""Characters that a quoted name has at most, where its closing mark is written as an opening one (“一号“工程)."""


def find_quotations(text: str) -> Iterator[Finding]:
    """What is wrong with the pairs of quotation marks and brackets, paragraph by paragraph."""
    at = 0
    open_before = False
    for line in text.split("\n"):
        if "“" in line or "”" in line:
            goes_on = line.count("“") > line.count("”") and _runs_on(line, text, at + len(line))
            yield from _of_quotes(line, at, runs_on=goes_on, runs_in=open_before)
            open_before = goes_on or (open_before and "”" not in line)
        if _BRACKETS.search(line):
            yield from _of_brackets(line, at, text)
        for pattern, outer, said in _INNER:
            for found in pattern.finditer(line):
                before = line[: found.start()]
                if before.count(outer[0]) <= before.count(outer[1]):
                    new = f"{outer[0]}{found['in']}{outer[1]}"
                    yield Finding(
                        at + found.start(), at + found.end(), found[0], "quotation", "warning",
                        f"{said}：{new}。", new, "inner mark outside", 0.8,
                    )  # fmt: skip
        at += len(line) + 1


def _runs_on(line: str, text: str, end: int) -> bool:
    """Whether a quotation goes on in the paragraphs below: it opens its own or follows a colon, and closes later."""
    opened = line.rindex("“")
    if line[:opened].strip() and line[:opened].rstrip()[-1] not in "：:":
        return False
    following = _MARKS.search(text, end)
    return following is not None and (following[0] == "”" or text[following.start() - 1] == "\n")


def _of_quotes(line: str, at: int, *, runs_on: bool, runs_in: bool) -> Iterator[Finding]:
    """The first wrong mark of a paragraph: those after it may only follow from it."""
    marks = [(found.start(), found[0]) for found in _MARKS.finditer(line)]
    if runs_in and [mark for _, mark in marks[:1]] == ["”"]:
        marks = marks[1:]
    opened: int | None = None
    for number, (place, mark) in enumerate(marks):
        following = marks[number + 1 : number + 2]
        if mark == "“" and opened is not None:
            yield _reopened(line, at, opened, place, [kind for _, kind in marks[number + 1 :]])
            return
        if mark == "”" and opened is None:
            turned = bool(following) and following[0][1] == "”" and following[0][0] - place <= _SPAN
            said = "此处应为前引号“。" if turned else "只有后引号，缺前引号，请补上或删去。"
            new = "“" if turned else None
            yield _finding(at + place, mark, new, "unpaired quotation mark", said, 0.85)
            return
        opened = place if mark == "“" else None
    if opened is not None and not runs_on:
        said = "只有前引号，本段内缺后引号，请补上或删去。"
        yield _finding(at + opened, "“", None, "unpaired quotation mark", said, 0.8)


def _reopened(line: str, at: int, opened: int, place: int, rest: list[str]) -> Finding:
    """A second opening mark before a closing one: the wrong direction, a quotation inside one, or a forgotten close."""
    inside = line[opened + 1 : place]
    if rest[:2] == ["”", "”"]:
        return _finding(at + place, "“", "‘", "quotation inside a quotation", "引号里再用引号，里层用单引号‘ ’。", 0.8)
    if 1 <= len(inside) <= _SPAN and not re.search("[，。；：]", inside) and rest[:1] != ["”"]:
        return _finding(at + place, "“", "”", "wrong direction", "此处应为后引号”。", 0.92)
    return _finding(
        at + opened, "“", None, "unpaired quotation mark", "前引号之后又出现前引号，中间缺后引号，请补上。", 0.75
    )


def _of_brackets(line: str, at: int, text: str) -> Iterator[Finding]:
    open_: list[tuple[int, str]] = []
    level = _LEVEL.match(line)
    for found in _BRACKETS.finditer(line):
        place, mark = found.start(), found[0]
        if mark not in _PAIRS:
            open_.append((place, mark))
        elif open_ and open_[-1][1] == _PAIRS[mark]:
            open_.pop()
        elif not open_ and not (mark == "）" and (_is_level(line, place) or (level and place < level.end()))):
            before = _BRACKETS.findall(text[max(0, at - _NEAR) : at])
            if before[-1:] != [_PAIRS[mark]] and not (mark == "）" and "(" in line):
                said = f"只有“{mark}”，缺前面的“{_PAIRS[mark]}”，请核对。"
                yield _finding(at + place, mark, None, "unpaired bracket", said, 0.75)
    end = at + len(line)
    for place, mark in open_:
        following = _BRACKETS.search(text, end, end + _NEAR)
        narrow = mark == "（" and ")" in line  # said of the narrow bracket
        if not narrow and not (following and _PAIRS.get(following[0]) == mark):
            yield _finding(at + place, mark, None, "unpaired bracket", f"“{mark}”没有配对，请核对。", 0.75)


def _is_level(line: str, place: int) -> bool:
    """Whether a closing bracket stands behind the number of an item (1）)."""
    return place > 0 and (line[place - 1].isascii() and line[place - 1].isalnum())


def _finding(start: int, quote: str, new: str | None, rule: str, message: str, confidence: float) -> Finding:
    severity: Severity = "error" if new else "warning"
    return Finding(start, start + 1, quote, "quotation", severity, message, new, rule, confidence)
