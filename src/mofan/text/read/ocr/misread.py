"""What recognition takes for something else (识别常见误认), put right where the line leaves no doubt."""

import re
from dataclasses import dataclass
from typing import Final

_HAN: Final = "\u3400-\u9fff"
_WIDE: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


@dataclass(frozen=True, slots=True)
class Misread:
    """A pattern, what replaces it, and two lines: one that it puts right, one that it leaves alone."""

    pattern: re.Pattern[str]
    replacement: str
    wrong: str
    right: str
    untouched: str


MISREAD: Final = tuple(
    Misread(re.compile(pattern), replacement, wrong, right, untouched)
    for pattern, replacement, wrong, right, untouched in (
        (r"^[一—–―－-]{1,2}\s*(\d{1,4})\s*[一—–―－-]{1,2}$", r"— \1 —", "一3一", "— 3 —", "一1对1"),
        (
            rf"(?<=[{_HAN}])[\[【(（〔]((?:19|20)\d\d)[\]】)）〕](?=\s*\d{{1,5}}\s*号)", r"〔\1〕",
            "安水发[2026]3号", "安水发〔2026〕3号", "（2026）第3号",
        ),
        (
            r"^[(（]([一二三四五六七八九十]{1,3}|\d{1,2})[)）]", r"（\1）",
            "(一)抓学习", "（一）抓学习", "(a)项",
        ),
        (
            rf"\((?=[^()（）]*[{_HAN}“《])([^()（）]*)[)）]", r"（\1）",
            "台账（含电子版）(试行)", "台账（含电子版）（试行）", "f(x)=1",
        ),
        (r"（([^()（）]*)\)", r"（\1）", "（试行)", "（试行）", "(x)"),
        (rf"\((?=[{_HAN}“《][^()（）]*$)", "（", "资料齐全(含", "资料齐全（含", "f(x"),
        (rf"(?<=[{_HAN}”》])\)", "）", "电子版)。", "电子版）。", "x)"),
        (
            r"^(?:[-—–―－]{1,2}|一一)(?=[^\W\d_]{2,}(?:材料|报告|总结|讲话|发言|汇报)$)", "——",
            "一一安澜县水务局经验材料", "——安澜县水务局经验材料", "一一对应落实到人",
        ),
        (
            rf"^([一二三四五六七八九十]{{1,3}})[，,.．](?=[{_HAN}]{{2,24}}$)", r"\1、",
            "一，抓好学习", "一、抓好学习", "二十，三十是约数。",
        ),
    )
)  # fmt: skip
"""In the order in which they are tried."""
_MARK: Final = re.compile(rf"(?<=[{_HAN}”》）])[,;:?!]|[,;:?!](?=[{_HAN}“《（])")
"""Half-width marks beside Chinese; a digit on both sides is left alone."""


_APART: Final = re.compile(rf"(?<=[{_HAN}，。、；：]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%％]) (?=[{_HAN}，。、；：])")
"""The small gap that is set between Han and Latin: no space of the text."""


def put_right(line: str) -> str:
    """`line` without what recognition is known to mistake; its words are never touched."""
    for one in MISREAD:
        line = one.pattern.sub(one.replacement, line)
    return _APART.sub("", _MARK.sub(lambda found: _WIDE[found.group()], line))
