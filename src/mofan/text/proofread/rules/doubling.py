"""Characters and words written twice (重字叠词): 的的, 迎接接党, 进进行; not 天天, 多个个人, 学习习近平."""

import re
from collections.abc import Iterator
from itertools import accumulate

import rjieba

from mofan.text.late import late
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.statistics import Evidence

_DOUBLED = late(r"([\u4e00-\u9fff])\1")
_ENDS = frozenset("，。；：、！？”》）\n")
_CLAUSE = late(r"(?:(?<=[，。；：\n])|^)(?P<it>(?P<once>[\u4e00-\u9fff“”]{4,24})[，；、])(?=(?P=once)[，。；、\n])")
_PARAGRAPH = late(r"^(?P<it>(?P<once>[^\n]{20,}[。；：！？])\n)(?=(?P=once)$)", re.M)
_WORDS = late(r"([\u4e00-\u9fff]{2,6})\1")
_LONGEST, _READ = 4, 2
"""Characters in a row that are counted; times from which they are no slip."""
_ROUND = 6
"""Characters on either side that the words are read of."""
_FUNCTION = frozenset("的了和与及是在把被将以从并由于向使则而且但或所其该此")
"""Characters that never stand twice, whatever words they fall into, save where both are pieces of longer words."""
_NEVER = frozenset("们")
"""Characters that end a word and begin none."""
_OF_A_YEAR = frozenset("底初末中均度报内间")
"""What makes a word with the second of two (2025年年底)."""
_NUMERALS = frozenset("一二三四五六七八九十百千万亿")
_SINGLE = frozenset("对要在为会有应须将把被")
"""Characters that may stand before a word that begins with them (要要求, 对对口), but not twice alone."""
_FREE = frozenset(
    "作对要为等会有人一二三四五六七八九十百千万亿年月日时分秒元号第某各每上中下大小多少不无好新老更最很太真又再都也还就才没去来看说想问听谈试"
)
"""Characters that stand alone before a word that begins with them (要要求, 对对口), or double (看看)."""
_USUAL, _FAR = 20, 30
"""Times that characters in a row were read, from which they are usual; how much oftener than others they must be."""
_HEADS = frozenset("省市县区乡镇村部局院校处科所厅社站队组会州旗盟党军团司庭委办室店厂馆园街路港国船矿棚板")
"""Characters that end a name before a word that begins with them (该市市长, 全区区情, 大棚棚膜); before a mark they
begin none (理事会会，)."""
_CLOSING = frozenset("，。；：”》）")
_BEFORE_TWO = "一"
"""What stands before a measure word that is said twice (一束束)."""
_REDUPLICATED = frozenset(
    "研究讨论商量考虑学习调整锻炼打扫整理许多非常很多高兴总结交流检查了解思考一点一个一件一步一次一家一户一项一条一天一年"
    "一遍一批一笔一门一口一座一层一张一位一代一茬一片一桩哈哈不停来来往往滴答要求组织"[at : at + 2]
    for at in range(0, 200, 2)
)
"""Words of two characters that are said twice on purpose (研究研究)."""


def find_doubled(text: str, evidence: Evidence) -> Iterator[Finding]:
    """Every character or word that stands twice without reason."""
    taken: set[int] = set()
    for found in _WORDS.finditer(text):
        word = found[1]
        if (
            word not in _REDUPLICATED
            and word[0] != "一"
            and len(set(word)) > 1
            and not rjieba.has_word(found[0])
            and _is_slip(text, found, evidence)
        ):
            taken.update(range(found.start(), found.end()))
            yield _finding(found.start(), found[0], word, f"“{word}”重复。", 0.9)
    for pattern, what in ((_CLAUSE, "分句"), (_PARAGRAPH, "段落")):
        for found in pattern.finditer(text):
            quote, once = found["it"] + found["once"], found["once"]
            yield _finding(found.start("it"), quote, once, f"{what}重复，删去一处。", 0.85)
    for found in _DOUBLED.finditer(text):
        if found.start() not in taken and _is_stray(text, found.start(), found[1], evidence):
            yield _finding(found.start(), found[0], found[1], f"“{found[1]}”字重复。", 0.9)


def _is_slip(text: str, found: re.Match[str], evidence: Evidence) -> bool:
    """Whether a doubled word is none of a name or list (北京市北京市…): it stands inside a
    sentence, no other word runs over its middle (利用信用信息), and it is not read so (集装箱装箱).
    """
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    begin = max(0, found.start() - _ROUND)
    borders = accumulate(map(len, rjieba.cut(text[begin : found.end() + _ROUND], False)), initial=begin)
    read_so = len(found[0]) <= _LONGEST and evidence.count(found[0]) >= _READ
    called = before == "“" and after in tuple("，！")  # “干部干部，先干一步”
    if called or read_so or found.start() + len(found[1]) not in set(borders) or found[1][0] == "的":
        return False
    return "\u4e00" <= (before or "一") <= "\u9fff" or before in "，。；：“" or "\u4e00" <= (after or "a") <= "\u9fff"


def _is_stray(text: str, start: int, char: str, evidence: Evidence) -> bool:
    """Whether one of two equal characters belongs to no word around it."""
    if text[start + 2 : start + 3] == char or text[start - 1 : start] in (char, _BEFORE_TWO):
        return False
    begin = max(0, start - 8)
    words = _words_at(text[begin : start + 10], start - begin)
    if char in _NEVER or _is_said_once(text, start, evidence):
        return True
    if len(words) == 1 or (char in _FREE and char not in _SINGLE):
        return len(words) == 1 and char in _SINGLE and words[0] == char * 2
    first, second = words
    if char in _FUNCTION or (char in _SINGLE and len(first) == 1):
        return len(first) == len(second) == 1
    heads = char in _HEADS and not (len(second) == 1 and text[start + 2 : start + 3] in _CLOSING)
    if (len(first) > 1) == (len(second) > 1) or heads:
        return False
    return rjieba.has_word(first if len(first) > 1 else second) and not _is_usual(text, start, evidence)


def _is_said_once(text: str, start: int, evidence: Evidence) -> bool:
    """Whether the same words with one of the two characters are often read, and with both never (推进进各项)."""
    before, char, after = text[start - 1 : start], text[start], text[start + 2 : start + 3]
    if char in "年月日" and before.isdigit() and before.isascii():
        return after not in _OF_A_YEAR
    if not before or not after or char in _NUMERALS or before in _ENDS or after in _ENDS:
        return False
    doubled = evidence.count(before + char * 2) + evidence.count(char * 2 + after)
    return evidence.count(before + char + after) >= max(_USUAL, _FAR * doubled)


def _is_usual(text: str, start: int, evidence: Evidence) -> bool:
    """Whether both characters are usually written with their neighbours (评标标准, 天然气气费), and the second one not
    only behind the word that ends with the first (政府要 says nothing for 府要).
    """
    before, after = text[start - 1 : start + 1], text[start + 1 : start + 3]
    if len(before) < 2 or len(after) < 2 or after[1] in _ENDS:
        return False
    own = evidence.count(after) - evidence.count(before + after[1])
    return min(evidence.count(before), own) >= _USUAL


def _words_at(window: str, at: int) -> list[str]:
    """The words that hold the characters `at` and `at + 1` of `window`: two, or one that holds both."""
    words = rjieba.cut(window, False)
    ends = accumulate(map(len, words))
    return [word for word, end in zip(words, ends, strict=True) if end > at and end - len(word) <= at + 1]


def _finding(start: int, quote: str, new: str, message: str, confidence: float) -> Finding:
    return Finding(start, start + len(quote), quote, "doubling", "error", message, new, "doubled", confidence)
