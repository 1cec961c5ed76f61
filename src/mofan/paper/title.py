"""Lines of a title (标题排列): words whole, by meaning, balanced; trapezoid or diamond, no hourglass (7.3.1)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, combinations, pairwise
from math import ceil

from mofan.paper.joined import closeness

_OPENERS = "“‘（《〈【〔「『([{"
_CLOSERS = "”’）》〉】〕」』)]}，。、；：！？,.;:!?%％…·"
_KEPT_WHOLE = re.compile(
    r"“[^“”]{1,10}”|《[^《》]{1,18}》|（[^（）]{1,10}）|\d+(?:年度?|[^\W\d_])|[A-Za-z0-9.]+|—+|…+|中共\w{2,14}?委员会(?!办)"
    r"|的(?:决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要)(?=（|$)"
)
"""What no line break may cut: “六个过硬”, 《…条例》 that a line holds, （试行）, 2026年, 的通知 at the end."""
_HAN = re.compile("[\u4e00-\u9fff]+")
_NOT_AT_START = frozenset((*"的之了等们性化者型式上中下里内", "同志"))
_NOT_AT_END = frozenset(
    (
        "关于",
        "中共",
        "对于",
        "以及",
        "着力",
        "奋力",
        "大力",
        "全力",
        "切实",
        "进一步",
        *"对和与及在为把将以向从于由到让使被按因当不第全县区市",
    )
)
_OF_THE_NEXT = frozenset("abdm")
"""Kinds of words (adjectives, distinguishing words, adverbs, numbers) that are said of the next: 有限, 初次, 第五次."""
_OF_THE_NEXT_ENDING = tuple("级域型性式类次批届")
_ENDING_A_NAME = frozenset(["委员会", "领导小组", "指挥部", "工作组", "联合社", "联合会"])
"""With what the name of a unit ends: a line that begins with it has lost its beginning."""
_ENDING_A_MATTER = frozenset(
    (
        *("工程", "斗争", "项目", "体系", "机制", "工作", "活动", "行动", "问题"),
        *("情况", "事项", "设施", "制度", "标准", "资金", "计划", "组织"),
    )
)
"""Nouns that end what a matter is called."""
_UNIT = re.compile(
    r".{2,}(?:局|厅|委员会|办公室|人民政府|总工会|联合会|法院|检察院|中心|党委|支部|纪委监委|领导小组|指挥部|联合社"
    r"|(?:组织|宣传|统战|武装)部)|人民政府"
)
"""A name of a unit, or its end: a line ends well behind it."""
_SECOND = frozenset(
    [
        "加强",
        "推进",
        "推动",
        "促进",
        "深化",
        "强化",
        "提升",
        "规范",
        "健全",
        "做好",
        "打造",
        "助力",
        "优化",
        "落实",
        "提高",
        "保障",
        "引领",
        "赋能",
        "激发",
        "助推",
        "凝聚",
    ]
)
"""Verbs with which the second half of a matter begins: 压实林长责任加强病虫防控."""
_INNER = frozenset(("办公室", "办公厅", "和", "与", "及"))
"""What belongs to the name before, or joins another to it."""
_LEADING = re.compile(
    r"(?!在|对|以|为)(?:(?!关于).){2,16}?(?:局|委员会(?:办公室)?|人民政府|总工会|联合会|法院|检察院|纪委监委|领导小组|(?:组织|宣传|统战|武装)部)"
    r"(?![长委员门])"
)
"""The unit whose name opens a title is not cut."""
_KEPT_SHORT = re.compile(_KEPT_WHOLE.pattern.replace("{1,18}》", "{1,10}》") + r"|《\w{2,4}?[省州市县区]")
"""The same where long names of documents have to be cut, not behind the place with which they begin."""
_PLEASANT = 7.0
"""What costs no more is taken before a line more or a cut name is tried."""
_MOST_LINES = 4
_MOST_BREAKS = 30
"""Places for a break that are tried together; beyond, lines are filled one after another."""


def width(text: str) -> float:
    """How wide `text` is, in full-width characters: Latin letters and digits count half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def balanced_lines(title: str, most: float, whole: Sequence[str] = ()) -> tuple[str, ...]:
    """`title` on as few lines as hold it, none wider than `most` full-width characters; what is `whole` is not cut.

    The lines joined are `title` again, character for character (white space stays at the end of a line).
    """
    if width(title) <= most:
        return (title,)
    if (dash := title.find("——")) > 0 and width(title[:dash]) <= 2 * most:
        return (*balanced_lines(title[:dash], most, whole), *balanced_lines(title[dash:], most, whole))
    fewest = ceil(width(title.strip()) / most)
    laid = []
    for kept in (_KEPT_WHOLE, _KEPT_SHORT):
        words = _words(title, whole, kept)
        for count in range(fewest, min(fewest + 1, _MOST_LINES) + 1) if len(words) <= _MOST_BREAKS + 1 else ():
            if best := _best(words, count, most):
                if best[0] <= _PLEASANT:
                    return best[1]
                laid.append(best)
    return min(laid)[1] if laid else tuple(_filled(_words(title, whole, _KEPT_WHOLE), most))


def _words(title: str, whole: Sequence[str], kept: re.Pattern[str]) -> list[str]:
    """The parts of `title` between which a line may break."""
    words: list[str] = []
    for part in _parts(title, whole, kept):
        if words and (part[0] in _CLOSERS or part.isspace() or words[-1][-1] in _OPENERS):
            words[-1] += part
        else:
            words.append(part)
    return words


def _parts(title: str, whole: Sequence[str], pattern: re.Pattern[str]) -> Iterator[str]:
    import rjieba  # loads its dictionary (0.1 s), which only a long title needs

    whole = (*whole, *(unit for unit in _leading_units(title) if not pattern.search(unit)))
    if names := sorted(filter(None, whole), key=len, reverse=True):
        pattern = re.compile("|".join((*map(re.escape, names), pattern.pattern)))
    end = 0
    for kept in pattern.finditer(title):
        yield from rjieba.cut(title[end : kept.start()])
        yield kept.group()
        end = kept.end()
    yield from rjieba.cut(title[end:])


def _leading_units(title: str) -> Iterator[str]:
    """The unit whose name opens a title, and those that stand beside it, parted by white space."""
    at = 0
    while leading := _LEADING.match(title, at):
        yield leading.group()
        at = leading.end()
        if not title[at : at + 1].isspace():
            return
        at += 1


def _best(words: Sequence[str], count: int, most: float) -> tuple[float, tuple[str, ...]] | None:
    """`words` on `count` lines, the pleasantest way, with how unpleasant it is; None when they do not fit."""
    ends = [0, *accumulate(map(len, words))]
    title = "".join(words)
    best: tuple[float, tuple[str, ...]] | None = None
    for breaks in combinations(range(1, len(words)), count - 1):
        places = [0, *breaks, len(words)]
        lines = tuple(title[ends[first] : ends[last]] for first, last in pairwise(places))
        widths = [width(line.strip()) for line in lines]
        if max(widths) > most:
            continue
        cost = _shape_cost(widths) + sum(_break_cost(words[place - 1], words[place]) for place in breaks)
        if best is None or cost < best[0]:
            best = (cost, lines)
    return best


def _shape_cost(widths: Sequence[float]) -> float:
    """How far lines are from a trapezoid or a diamond of like lines: an hourglass is none, a square neither."""
    mean = sum(widths) / len(widths)
    uneven = sum((line - mean) ** 2 for line in widths) / mean
    hourglass = sum(8 for i in range(1, len(widths) - 1) if widths[i] < widths[i - 1] and widths[i] < widths[i + 1])
    square = 2 if len(widths) > 1 and max(widths) - min(widths) < 1 else 0
    return uneven + hourglass + square + (20 if widths[-1] < 4 else 0)


def _break_cost(before: str, after: str) -> float:
    """How much it hurts to end a line with `before` and begin the next with `after`."""
    if before[-1].isspace() and _UNIT.fullmatch(before.rstrip()):
        return 0  # one of several units
    if before[-1].isspace() or before[-1] in "：:；;":
        return -6
    if before[-1] in "，、,":
        return -4
    cost = 2.0 + closeness(before, after) - 3 * _ends_a_unit(before, after)
    cost -= 2 if len(after) > 1 and after in _NOT_AT_END else 0  # 关于, 奋力: what ends no line begins one well
    cost -= 1.5 if after in _SECOND and not closeness(before, after) else 0
    cost += 3 * _is_said_of_the_next(before) + 6 * (after in _ENDING_A_NAME) + 2 * (after in _ENDING_A_MATTER)
    cost += 6 * _cuts_a_word(before, after)
    if after in _NOT_AT_START or (len(after) == 1 and after not in "和与及暨在为把将以向从让"):
        cost += 6
    if before[0] == "《" or (before[0] == "（" and before[-1] != "）"):
        cost += 6
    if after[0] == "（" and after[-1] != "）":
        cost -= 5  # a note too long to be kept whole begins a line
    if after == "暨":
        cost -= 3
    if before in _NOT_AT_END or (len(before) == 1 and before != "的"):
        cost += 6
    return cost - (1 if before.endswith(("的", "”", "》")) or after[0] in "“《和与及为" else 0)


def _ends_a_unit(before: str, after: str) -> bool:
    """Whether the name of a unit ends here; what stands before 关于 is one, whatever it is called."""
    return after not in _INNER if _UNIT.fullmatch(before) else after == "关于" and before not in _INNER


@cache
def _is_said_of_the_next(word: str) -> bool:
    import rjieba

    if len(word) < 2 or not _HAN.fullmatch(word):
        return False
    (_, kind), *more = rjieba.tag(word)
    return (kind in _OF_THE_NEXT and not more) or word.endswith(_OF_THE_NEXT_ENDING)


@cache
def _cuts_a_word(before: str, after: str) -> bool:
    """Whether a known word stands across the break, one of the two being only guessed to be a word: 供水管 网提标."""
    import rjieba

    across = before[-1] + after[0]
    guessed = not (rjieba.has_word(before) and rjieba.has_word(after))
    return guessed and _HAN.fullmatch(before + after) is not None and rjieba.has_word(across)


def _filled(words: Sequence[str], most: float) -> Iterator[str]:
    """Lines filled one after another; a part that no line holds is cut."""
    line = ""
    for word in words:
        for part in (word,) if width(word) <= most else word:
            if line and width((line + part).strip()) > most:
                yield line
                line = ""
            line += part
    yield line
