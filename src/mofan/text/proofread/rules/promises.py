"""Counts that are promised before a list (列举数目): 四项措施：一是…三是…, “四个到位”，即…, 三个项目，分别是…; and
numbers right behind one (蓝天、碧水、净土“四大保卫战”).
"""

import re
from collections.abc import Iterator

from mofan.text.late import late
from mofan.text.numerals import parse_numeral
from mofan.text.proofread.finding import Finding

_NUM = "[二两三四五六七八九十]|十[一二三四五]"
_FORMS = (
    rf"(?P<k>一|十?{_NUM})是",
    rf"(?P<k>一|十?{_NUM})要",
    rf"第(?P<k>一|十?{_NUM})[，、：]",
    rf"[（(](?P<k>一|十?{_NUM})[）)]",
    r"[（(](?P<k>\d{1,2})[）)]",
    r"(?P<k>\d{1,2})[.．、](?!\d)",
    r"(?P<k>[①-⑳])",
)
_MARKED = tuple(late(rf"(?:(?<=[。；：，;:])|^)\s*{form}") for form in _FORMS)
_PROMISE = late(
    rf"(?<![一二三四五六七八九十第\d章节])(?P<n>{_NUM}|\d{{1,2}})(?:个|项|大|条|点|件|种|类|步|方面|篇|场|张|道|本)(?!月|小时|百分点|工作日)"
    r"[\u4e00-\u9fff]{0,10}(?:”[\u4e00-\u9fff]{0,4})?[：:。](?=\s*(?:一是|一要|第一[，、：]|[（(][一1][）)]|1[.．、]|①))"
)
_EACH = late(
    rf"“(?P<n>{_NUM})(?:[个大项类](?P<word>[\u4e00-\u9fff]{{1,3}})|(?P<bare>(?!一)[\u4e00-\u9fff]{{1,3}}))”[\u4e00-\u9fff]{{0,6}}(?:[：，]即|，也就是|——|—|：)"
    r"(?P<list>[^。；\n“”（）：]{6,120})(?=[。；\n]|$)"
)
_PAIRS = late(
    rf"“(?P<n>{_NUM})(?P<one>[\u4e00-\u9fff])(?P=n)(?P<other>[\u4e00-\u9fff])”[\u4e00-\u9fff]{{0,6}}(?:[：，]即|，也就是|——|—|：)：?"
    r"(?P<list>[^。；\n“”（）：]{6,160})(?=[。；\n]|$)"
)
"""“三抓三促”，即抓学习促提升、…: every item holds both words."""
_FORWARD = late(
    rf"“(?P<n>{_NUM})(?:[个大项类](?P<word>[\u4e00-\u9fff]{{1,3}})|(?P<bare>(?!一)[\u4e00-\u9fff]{{1,3}}))”[\u4e00-\u9fff]{{0,4}}，(?!即)"
    r"(?P<list>[^。；\n“”（）：]{6,120})(?=[。；\n]|$)"
)
_NAMELY = late(
    rf"(?P<n>{_NUM}|\d{{1,2}})(?:个|项|大|条|点|件|种|类|家|名)[\u4e00-\u9fff]{{1,8}}[，：]?(?:分别(?:是|为)|即|也就是|依次是|依次为)[：]?"
    r"(?P<list>[^。；\n：（）]{3,120})(?=[。；\n]|$)"
)
_BEHIND = late(
    r"(?P<list>[\u4e00-\u9fff]{1,14}(?:、[\u4e00-\u9fff]{1,8}?){1,9})[“的]?"
    rf"(?P<n>{_NUM})(?:大(?![\u4e00-\u9fff]?[会以])|型|[项张种](?=机制|制度|清单|措施|行动|工程|能力)|级(?=书记|联动|网络|平台|体系|架构)|个(?:方面|环节|维度|层面|重点|领域|板块|阶段|步骤|目标|原则)|方面)"
)
_THINGS = (
    "部门|单位|乡镇|街道|社区|村|镇|乡|县区|工作组|专班|小组|支部|党支部|科室|中心|平台|窗口|环节|"
    "文件|制度|项目|企业|银行|同志|干部|行业|领域|专项|品牌|课题"
)
_COLON = late(
    rf"(?<![第\d.])(?P<n>{_NUM}|\d{{1,2}})(?:个|项|大|类|种|家|名)(?!月|小时|工作日|百分点)[\u4e00-\u9fff]{{1,8}}[：:]"
    r"(?P<list>[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10}){1,9})(?=[。；\n]|$)"
)
_RELATIONS = late(
    rf"(?<![第\d.])(?P<n>{_NUM}|\d{{1,2}})(?:对|个|种|重|大)(?:[\u4e00-\u9fff]{{0,4}})关系[：，]"
    r"(?P<list>[\u4e00-\u9fff]{2,14}的?关系(?:、[\u4e00-\u9fff]{2,14}的?关系){1,9})(?=[。；\n，]|$)"
)
_BRACKETS = late(
    rf"(?<![第\d.])(?P<n>{_NUM}|\d{{1,2}})(?:个|项|家|名|位|类|种)(?:[\u4e00-\u9fff]{{0,6}}?)(?:{_THINGS}|方面|维度|层面|重点)（"
    r"(?!含|包括|其中|如|见|不含|即)(?P<list>[\u4e00-\u9fff]{2,14}(?:、[\u4e00-\u9fff]{2,14}){1,14})）"
)
_CLOSING = late(
    r"(?P<list>[\u4e00-\u9fff]{1,14}(?:、[\u4e00-\u9fff]{2,12}?){1,14})(?P<open>等)?"
    rf"(?P<n>{_NUM}|\d{{1,2}})(?:个|家|名|位|项)(?:{_THINGS})"
)
_TITLES = late(
    rf"(?<![第\d.])(?P<n>{_NUM}|\d{{1,2}})(?:个|项|部|份|件|篇)[\u4e00-\u9fff]{{1,8}}[，：]?(?:分别(?:是|为)|即|：)[：]?"
    r"(?P<list>《[^《》\n]{2,40}》(?:[、和及与]?《[^《》\n]{2,40}》){1,9})(?=[。；，\n]|$)"
)
_COUNTED = re.compile(
    r"[二两三四五六七八九十\d](?:[个项大条点件种类步家名部份篇型张级位对重]|方面)|“[二两三四五六七八九十]"
)
"""A number and what it counts, or one that a slogan begins with: every promise has one."""
_LEVELS = "省市县区旗乡镇村社组户厂校"
_MANY = 100
"""More than are ever counted by hand."""
_INDENT = 40
"""Characters that may stand before the first item."""
_SPLIT = late("[、，]")
_AND = late("[和及与]|以及")


def find_promises(text: str) -> Iterator[Finding]:
    """Every number that does not agree with the list that follows it, or that it ends."""
    if not _COUNTED.search(text):
        return
    for found in _PROMISE.finditer(text):
        yield from _unless(found, text, {_marks(text, found.end())} - {0}, "后面分列")
    for pattern, least in ((_EACH, 2), (_FORWARD, 3)):
        for found in pattern.finditer(text):
            items, word = _SPLIT.split(found["list"]), found["word"] or found["bare"]
            if len(items) >= least and all(_holds(item, word) for item in items):
                yield from _unless(found, text, {len(items)}, "后面列举")
    for found in _PAIRS.finditer(text):
        yield from _unless(found, text, {_pairs_in(found)} - {0}, "后面列举")
    for found in _NAMELY.finditer(text):
        items = found["list"].split("、")
        if len(items) > 1 and "，" not in found["list"] and "等" not in items[-1]:
            most = len(items) + len(_AND.findall(items[-1]))
            yield from _unless(found, text, set(range(len(items), most + 1)), "后面列举")
    yield from _of_things(text)
    for found in _BEHIND.finditer(text):
        items = found["list"].split("、")
        if _are_equals(items):
            yield from _unless(found, text, {len(items)}, "前面列举")


def _of_things(text: str) -> Iterator[Finding]:
    """Numbers of things that are all named: 三项任务：…、…, 五个部门（…、…）, …、…、…三个工作组,
    三个文件，分别是《…》《…》."""
    for pattern, what in ((_COLON, "后面列举"), (_BRACKETS, "括号里列举")):
        for found in pattern.finditer(text):
            items = found["list"].split("、")
            if "等" not in items[-1]:
                most = len(items) + sum(len(_AND.findall(item)) for item in items)
                yield from _unless(found, text, set(range(len(items), most + 1)), what)
    for found in _RELATIONS.finditer(text):
        yield from _unless(found, text, {found["list"].count("、") + 1}, "后面列举")
    for found in _TITLES.finditer(text):
        yield from _unless(found, text, {found["list"].count("《")}, "后面列举")
    for found in _CLOSING.finditer(text):
        items = found["list"].split("、")
        if _are_equals(items) and not _AND.search("".join(items[1:])):
            counts = {len(items)}
            if found["open"]:
                counts = set(range(len(items), _MANY))
            yield from _unless(found, text, counts, "前面列举")


def _marks(text: str, start: int) -> int:
    """How far the items count that begin at `start`, over the lines that go on with them; 0 if they are no series.

    Items that stand in one paragraph end with it; those that begin paragraphs of their own may have others between.
    """
    start += len(text[start : start + _INDENT]) - len(text[start : start + _INDENT].lstrip())
    lines = _lines(text, start)
    line = next(lines)
    form = next(form for form in _MARKED if form.match(line))
    last, goes_on = _counted_on(form, line, 0)
    together = last != 1
    for line in lines:
        if not goes_on:
            break
        after, goes_on = _counted_on(form, line, last)
        if together and after == last:
            break
        last = after
    return last


def _lines(text: str, start: int) -> Iterator[str]:
    """The lines from `start` on, one by one."""
    end = text.find("\n", start)
    while end >= 0:
        yield text[start:end]
        start, end = end + 1, text.find("\n", end + 1)
    yield text[start:]


def _counted_on(form: re.Pattern[str], line: str, last: int) -> tuple[int, bool]:
    """`last` and as many more as the line counts on, and whether the series goes on; 0 where it is none."""
    for found in form.finditer(line):
        number = _number(found["k"])
        if number == 1 and last > 1:
            return last, False
        if number != last + 1:
            return 0, False
        last = number
    return last, True


def _number(written: str) -> int:
    if "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    return int(written) if written.isdigit() else parse_numeral(written) or 0


def _holds(item: str, word: str) -> bool:
    """Whether an item of the list is one of what was promised: it holds the word or begins with its numeral."""
    return word in item or (len(word) == 1 and item.startswith(word))


def _pairs_in(found: re.Match[str]) -> int:
    """How many items the list of “三抓三促” has; 0 where one of them lacks a word."""
    one, other = found["one"], found["other"]
    for mark in "、，":
        items = found["list"].split(mark)
        if len(items) > 1 and all(one in item and other in item for item in items):
            return len(items)
    return 0


def _are_equals(items: list[str]) -> bool:
    """Whether the items of a list are of one make: the same length, or the same last character, the first with what
    stands before it.
    """
    if len(items) < 3 or any(item.endswith("等") for item in items) or set(items) & set("一二三四五六七八九十"):
        return False
    sizes = {len(item) for item in items[1:]}
    same = len(sizes) == 1 and len(items[0]) >= min(sizes)
    levels = all(item[-1] in _LEVELS for item in items)
    return (same and (min(sizes) > 1 or levels)) or len({item[-1] for item in items}) == 1


def _unless(found: re.Match[str], text: str, counts: set[int], what: str) -> Iterator[Finding]:
    said = int(found["n"]) if found["n"].isdigit() else parse_numeral(found["n"])
    if counts and said not in counts:
        start, end = found.span("n")
        message = f"写作“{found['n']}”，{what}的是 {min(counts)} 项，请核对。"
        yield Finding(start, end, text[start:end], "count", "warning", message, None, "promised count", 0.7)
