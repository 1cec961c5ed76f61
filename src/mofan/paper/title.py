"""Lines of a title (标题排列): words whole, by meaning, balanced; trapezoid or diamond, no hourglass (7.3.1)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from math import ceil

_OPENERS = "“‘（《〈【〔「『([{"
_CLOSERS = "”’）》〉】〕」』)]}，。、；：！？,.;:!?%％…·"
_KEPT_WHOLE = re.compile(
    r"“[^“”]{1,10}”|《[^《》]{1,18}》|（[^（）]{1,10}）|\d+(?:年度?|[^\W\d_])|[A-Za-z0-9.]+|—+|…+"
    r"|的(?:决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要)(?=（|$)"
)
"""What no line break may cut: “六个过硬”, 《…条例》 that a line holds, （试行）, 2026年, 的通知 at the end."""
_NOT_AT_START = frozenset("的之了等们性化者型式上中下里内")
_NOT_AT_END = frozenset(
    (
        "关于",
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
_UNIT = re.compile(r".{2,}(?:局|厅|委员会|办公室|人民政府|总工会|联合会|法院|检察院|中心|党委|支部)|人民政府")
"""A name of a unit, or its end: a line ends well behind it."""
_INNER = frozenset(("办公室", "办公厅", "和", "与", "及"))
"""What belongs to the name before, or joins another to it."""
_LEADING = re.compile(r".{2,16}?(?:局|委员会|人民政府|总工会|联合会|法院|检察院)(?![长委员])")
"""The unit whose name opens a title is not cut."""
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
    words = _words(title, whole)
    fewest = ceil(width(title.strip()) / most)
    for count in range(fewest, fewest + 2):
        if count <= _MOST_LINES and len(words) <= _MOST_BREAKS + 1 and (lines := _best(words, count, most)):
            return lines
    return tuple(_filled(words, most))


def _words(title: str, whole: Sequence[str]) -> list[str]:
    """The parts of `title` between which a line may break."""
    words: list[str] = []
    for part in _parts(title, whole):
        if words and (part[0] in _CLOSERS or part.isspace() or words[-1][-1] in _OPENERS):
            words[-1] += part
        else:
            words.append(part)
    return words


def _parts(title: str, whole: Sequence[str]) -> Iterator[str]:
    import rjieba  # loads its dictionary (0.1 s), which only a long title needs

    pattern = _KEPT_WHOLE
    if (leading := _LEADING.match(title)) and not _KEPT_WHOLE.search(leading.group()):
        whole = (*whole, leading.group())
    if names := sorted(filter(None, whole), key=len, reverse=True):
        pattern = re.compile("|".join((*map(re.escape, names), _KEPT_WHOLE.pattern)))
    end = 0
    for kept in pattern.finditer(title):
        yield from rjieba.cut(title[end : kept.start()])
        yield kept.group()
        end = kept.end()
    yield from rjieba.cut(title[end:])


def _best(words: Sequence[str], count: int, most: float) -> tuple[str, ...] | None:
    """`words` on `count` lines, the pleasantest way; None when they do not fit."""
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
    return best[1] if best else None


def _shape_cost(widths: Sequence[float]) -> float:
    """How far lines are from a trapezoid or a diamond of like lines: an hourglass is none, a square neither."""
    mean = sum(widths) / len(widths)
    uneven = sum((line - mean) ** 2 for line in widths) / mean
    hourglass = sum(8 for i in range(1, len(widths) - 1) if widths[i] < widths[i - 1] and widths[i] < widths[i + 1])
    square = 2 if len(widths) > 1 and max(widths) - min(widths) < 1 else 0
    return uneven + hourglass + square + (20 if widths[-1] < 4 else 0)


def _break_cost(before: str, after: str) -> float:
    """How much it hurts to end a line with `before` and begin the next with `after`."""
    if before[-1].isspace() or before[-1] in "：:；;":
        return -6
    if before[-1] in "，、,":
        return -4
    cost = 2.0 - (3 if _UNIT.fullmatch(before) and after not in _INNER else 0)
    cost -= 2 if len(after) > 1 and after in _NOT_AT_END else 0  # 关于, 奋力: what ends no line begins one well
    if after in _NOT_AT_START or (len(after) == 1 and after not in "和与及在为把将以向从让"):
        cost += 6
    if before in _NOT_AT_END or (len(before) == 1 and before != "的"):
        cost += 6
    return cost - (1 if before.endswith(("的", "”", "》")) or after[0] in "“《和与及为" else 0)


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
