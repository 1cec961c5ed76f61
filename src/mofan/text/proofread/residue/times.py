"""Phrases of another year (时间残留): 迎接党的二十大, 建党100周年, 2021年以来, and offices that a reform renamed."""

from collections.abc import Iterator

from mofan.text.late import late
from mofan.text.numerals import parse_numeral
from mofan.text.proofread.lexicon.tables import time_phrases

_YEAR = late(
    r"(?P<year>(?:19|20)\d\d)年(?:以来|上半年|下半年|度|第?[一二三四]季度|底|年底|全年|"
    r"(?=工作(?:要点|计划|安排|打算|总结|部署|任务|会议)|(?:重点|目标)(?:工作|任务)))"
)
_BEGAN = {
    "建党": 1921, "中国共产党成立": 1921, "党成立": 1921, "建军": 1927, "人民军队创建": 1927, "新中国成立": 1949,
    "中华人民共和国成立": 1949, "改革开放": 1978, "建团": 1922, "共青团成立": 1922,
    "抗日战争胜利": 1945, "抗战胜利": 1945,
    "长征胜利": 1936,
    "五四运动": 1919, "澳门回归": 1999, "香港回归": 1997,
}  # fmt: skip
"""What has anniversaries, and the year from which they count."""
_ANNIVERSARY = late(rf"(?P<what>{'|'.join(_BEGAN)})(?P<n>\d{{1,3}}|[一二三四五六七八九十百零]{{1,5}})周年")


_NAMED = late(r"20\d\d(?=年)")
_CLOSE = late(r"[。；\n]")
_FORMER = late(r"原[省市县区]?$|前身|撤销|划入|并入|更名")
_REFORMED = ("机构改革", "并入", "改组", "合并")


def find_former(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Place, words, rule and message of each office that was renamed before every year that its sentence names."""
    for phrase in time_phrases():
        reformed = any(word in phrase.note for word in _REFORMED)
        at = text.find(phrase.text) if reformed else -1
        while at >= 0:
            end = at + len(phrase.text)
            begin = max(text.rfind(mark, 0, at) for mark in "。；\n") + 1
            close = _CLOSE.search(text, end)
            years = [int(year[0]) for year in _NAMED.finditer(text, begin, close.start() if close else len(text))]
            if years and min(years) > phrase.until and not _FORMER.search(text[begin:at]):
                message = f"“{phrase.text}”是 {phrase.until} 年以前的名称，{phrase.note}"
                yield at, phrase.text, "former office", message
            at = text.find(phrase.text, end)


def find_past(text: str, year: int) -> Iterator[tuple[int, str, str, str]]:
    """Place, words, rule and message of each phrase that a text of `year` should not hold."""
    taken: set[int] = set()
    for phrase in sorted(time_phrases(), key=lambda phrase: -len(phrase.text)):
        at = text.find(phrase.text) if year > phrase.until else -1
        while at >= 0:
            end = at + len(phrase.text)
            if taken.isdisjoint(range(at, end)):
                taken.update(range(at, end))
                message = f"“{phrase.text}”是 {phrase.until} 年以前的提法，{phrase.note}"
                yield at, phrase.text, "past event", message
            at = text.find(phrase.text, end)
    for found in _ANNIVERSARY.finditer(text):
        count = int(found["n"]) if found["n"].isdigit() else parse_numeral(found["n"]) or 0
        when = _BEGAN[found["what"]] + count
        if count and year > when and taken.isdisjoint(range(*found.span())):
            yield found.start(), found[0], "past event", f"“{found[0]}”是 {when} 年的事，请核对是否借用时留下。"
    for found in _YEAR.finditer(text):
        if int(found["year"]) < year - 1 and taken.isdisjoint(range(*found.span())):
            message = f"“{found[0]}”早于本文年份（{year} 年），请核对是否借用时留下。"
            yield found.start(), found[0], "past year", message
