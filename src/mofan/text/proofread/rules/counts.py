"""Promised counts (数目): “六个一流” with five headings, “五强” with four items, 三大目标 that are four."""

import re
from collections.abc import Iterator

from mofan.text.late import late
from mofan.text.numerals import parse_numeral, write_numeral
from mofan.text.outline import Heading
from mofan.text.proofread.finding import Finding

_NUM = "[二两三四五六七八九十]"
_PROMISE = late(rf"(?<!第)(?P<n>{_NUM})(?:个|大|项)?(?P<word>[\u4e00-\u9fff]{{1,4}}?)(?=[”，。、\s：；]|$)")
_BACK = late(rf"“(?P<n>{_NUM})个?(?P<word>[\u4e00-\u9fff]{{1,2}})”")
_AHEAD = late(
    rf"“(?P<n>{_NUM})个?(?P<word>[\u4e00-\u9fff]{{1,2}})”[\u4e00-\u9fff]{{0,8}}（(?P<list>[^（）\n]{{4,120}})）"
)
_QUOTED_LIST = late(
    rf"(?<![”、])“(?P<list>[^“”\n，。]{{2,24}}(?:、[^“”\n，。]{{2,24}}){{1,9}})”(?:这|等)?(?P<n>{_NUM})(?:个(?!字)|大|项|种|条|方面)"
)
_QUOTES = late(
    rf"(?<![”、和与及])(?P<list>“[^“”\n]{{1,20}}”(?:[、和与及]?“[^“”\n]{{1,20}}”){{1,9}})(?:这)?(?P<n>{_NUM})(?:个(?!字)|大|项|种|条|张|类)"
)
_ANNOUNCED = late(rf"(?:以下|如下)(?P<n>{_NUM})(?:个|大|项|点|条|件|方面)[\u4e00-\u9fff]{{0,8}}[：:。]?\s*$")
_TOLD = late(
    rf"(?:提出|采取|制定|实施|推出|落实|抓好|做好|讲|谈|强调|重申)(?:了|如下|以下)?(?P<n>{_NUM}|十[一二三四五])(?:个方面|条|项|点)(?:具体|重点|硬|工作)?"
    r"(?:措施|举措|意见|要求|建议|工作|任务|规定|体会|想法)[：:。]?\s*$"
)
"""A number of what was told, right before the headings: 下面，我讲三点意见。"""
_ITEM = late(r"[、，]")


def find_counts(text: str, headings: tuple[Heading, ...]) -> Iterator[Finding]:
    """Every number that does not agree with what is listed beside it."""
    for found in _BACK.finditer(text):
        listed = _listed_before(text, found.start(), found["word"][-1])
        yield from _unequal(text, found, listed, f"含“{found['word'][-1]}”的并列项")
    for pattern, parts in ((_QUOTED_LIST, re.compile("、")), (_QUOTES, re.compile("”[、和与及]?“"))):
        for found in pattern.finditer(text):
            yield from _unequal(text, found, len(parts.split(found["list"])), "前面列举")
    for found in _AHEAD.finditer(text):
        items = _ITEM.split(found["list"])
        if "等" not in items[-1] and sum(found["word"][-1] in item for item in items) >= len(items) - 1:
            yield from _unequal(text, found, len(items), "括号里列举")
    yield from _of_headings(text, headings)


def _listed_before(text: str, end: int, word: str) -> int:
    """How many items right before `end` hold `word` (强班子、强队伍、强人才“三强”); 0 if there is no list."""
    since = (
        max(text.rfind("。", 0, end), text.rfind("\n", 0, end), text.rfind("；", 0, end), text.rfind("“", 0, end)) + 1
    )
    before = text[max(since, end - 120) : end].removesuffix("的")
    if before.endswith("”") and "、" in before:
        before = before[:-1]  # “学习强、服务强、作风强”的“三强”
    if before.endswith(("，", "、", "”", "）")) or "等" in before[-3:]:
        return 0
    items = re.split("、", before)
    tail = re.split("，", before)
    if len(items) < 2:
        items = tail
    count = 0
    for item in reversed(items):
        if word not in item:
            break
        count += 1
    return count if count >= 3 else 0


def _unequal(text: str, found: re.Match[str], listed: int, what: str) -> Iterator[Finding]:
    said = parse_numeral(found["n"])
    if listed and said != listed:
        start, end = found.span("n")
        message = f"写作“{found['n']}”，{what}的是 {listed} 项，请核对。"
        yield Finding(start, end, text[start:end], "count", "warning", message, None, "promised count", 0.75)


def _of_headings(text: str, headings: tuple[Heading, ...]) -> Iterator[Finding]:
    """A number in the title or the opening whose word every heading holds, or 以下N个方面 right before the headings."""
    top = [heading for heading in headings if heading.level == 1]
    if len(top) < 2 or sum(heading.number == 1 for heading in top) > 1:
        return
    opening = text[: top[0].start]
    for found in _PROMISE.finditer(opening):
        word = found["word"]
        holding = sum(word in heading.text for heading in top)
        if holding == len(top) and holding >= 3 and parse_numeral(found["n"]) != len(top):
            yield _differs(found, text, len(top), f"下面含“{word}”的标题")
            return
    announced = _ANNOUNCED.search(opening.rstrip()) or _TOLD.search(opening.rstrip())
    if announced and parse_numeral(announced["n"]) != len(top):
        yield _differs(announced, text, len(top), "下面的标题")


def _differs(found: re.Match[str], text: str, count: int, what: str) -> Finding:
    start, end = found.span("n")
    message = f"写作“{found['n']}”，{what}有{write_numeral(count)}个，请核对。"
    return Finding(start, end, text[start:end], "count", "warning", message, None, "promised count", 0.75)
