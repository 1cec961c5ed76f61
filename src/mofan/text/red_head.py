"""The head of an official document (版头): the lines above its title, as the text has them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mofan.text.lines import is_unit_name

_GAP: Final = "[ \t\u00a0\u3000]"
_YEAR: Final = "(?:\\d{4}|[xX×Ｘ*○]{2,4}|20[xX×Ｘ*○]{2})"
_NUMBER: Final = (
    rf"[^\W\d_]{{1,14}}{_GAP}*[〔\[［【（(]{_GAP}*{_YEAR}{_GAP}*[〕\]］】）)]{_GAP}*第?{_GAP}*"
    rf"[\dxX×Ｘ*○]{{1,5}}{_GAP}*号"
)

HEAD_LINES: Final[dict[str, tuple[re.Pattern[str], str, str]]] = {
    "份号": (re.compile(r"(?:份号[：:])?(\d{6})"), "000017", "5550123"),
    "紧急程度": (re.compile(r"(特急|加急)"), "特急", "加急办理"),
    "发文机关标志": (
        re.compile(rf"([^\s。，：]{{4,40}}?(?:{_GAP}+[^\s。，：]{{4,40}}?)*){_GAP}*文件"),
        "安澜县水务局文件", "请各单位学习文件。",
    ),
    "发文字号": (re.compile(rf"({_NUMBER})"), "安水发〔2026〕3号", "根据安水发〔2026〕3号文件"),
    "签发人": (re.compile(rf"签发人{_GAP}*[：:](.{{1,60}})"), "签发人：何以宁", "签发人应当审核。"),
}  # fmt: skip
"""Element → (a whole line of it, such a line, a line that is none)."""

TYPE_END: Final = re.compile(
    r"(?:决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|规定|方案|条例|细则|规划|要点)"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)
"""How the title of an official document ends: with its type (文种), and perhaps （试行）."""

_NUMBERED: Final = re.compile(rf"({_NUMBER})(?:{_GAP}+签发人{_GAP}*[：:].{{1,60}})?")
"""The number, with or without 签发人 on its line."""
_NAME: Final = re.compile(rf"[\u3400-\u9fff]{{1,2}}{_GAP}?[\u3400-\u9fff]{{1,2}}")
"""A further 签发人 on a line of his own."""
_RULE: Final = re.compile(r"[-_=—─━*★]{1,80}")
_MOST: Final = 12
"""Lines of a head at most."""
_NEXT: Final = 6
"""Units that issue a document together, at most."""


@dataclass(frozen=True, slots=True)
class RedHead:
    """The head of one document."""

    lines: int
    """How many lines it takes."""
    organ: str | None
    """The first unit that issues it (发文机关)."""
    number: str | None
    """Its number (发文字号), as it is written."""


def red_head(lines: Sequence[str]) -> RedHead | None:
    """The head that stands above a title, in the first `lines` (none of them empty, white space at their ends set
    aside); None where the text does not begin with one, or has nothing but it."""
    at, organ, number = 0, None, None
    while at < min(len(lines), _MOST):
        line = lines[at]
        if numbered := _NUMBERED.fullmatch(line):
            number = number or numbered.group(1)
        elif unit := _mark(line) or (line if _is_of_several(lines, at) else None):
            organ = organ or unit
        elif not (_is_small(line) or (at and "签发人" in lines[at - 1] and _NAME.fullmatch(line))):
            break
        at += 1
    return RedHead(at, organ, number) if (organ or number) and at < len(lines) else None


def _mark(line: str) -> str | None:
    """The first unit of a line that ends in 文件."""
    found = HEAD_LINES["发文机关标志"][0].fullmatch(line)
    units = found.group(1).split() if found else []
    return units[0] if units and is_unit_name(units[-1]) else None


def _is_small(line: str) -> bool:
    return _RULE.fullmatch(line) is not None or any(
        HEAD_LINES[name][0].fullmatch(line) for name in ("份号", "紧急程度", "签发人")
    )


def _is_of_several(lines: Sequence[str], at: int) -> bool:
    """A unit on a line of its own, above 文件 or the number, with nothing but units and small things between."""
    if lines[at] == "文件":
        return at > 0 and is_unit_name(lines[at - 1])
    if not is_unit_name(lines[at]):
        return False
    for line in lines[at + 1 : at + _NEXT]:
        if _NUMBERED.fullmatch(line) or _mark(line) or line == "文件":
            return True
        if not (is_unit_name(line) or _is_small(line)):
            return False
    return False
