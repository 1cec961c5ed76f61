"""Sentences that claim something without any number (没有数的断语). Pure: no Django."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from mofan.text.describe.figures import find_figures


class Claim(NamedTuple):
    """Words that claim a quantity or a success (断语): a sentence that they stand in, and one that they must not
    mean."""

    name: str
    pattern: re.Pattern[str]
    finds: str
    leaves: str


CLAIMS: Final = (
    Claim(
        "growth",
        re.compile(r"(?:大幅|显著|明显|持续|稳步|逐年|不断)(?:提升|提高|增长|增加|下降|减少|压缩|缩短|改善|好转|攀升)(?!为|了?责任)"),
        "群众满意度大幅提升。",
        "要不断强化责任落实。",
    ),
    Claim(
        "success",
        re.compile(
            r"(?:成效|效果|成果|成绩)(?:显著|明显|突出|斐然|卓著)|取得(?:了)?(?:明显|显著|丰硕|积极|良好|阶段性)?(?:的)?(?:成效|成果|成绩|进展)"
        ),
        "基层治理取得明显成效。",
        "为取得更大成绩而努力。",
    ),
    Claim(
        "often",
        re.compile(r"(?:多次|数次|屡次|频频|经常性地?|反复多次)(?:组织|开展|召开|深入|邀请|举办|赴|到)|先后(?:组织|开展|召开|举办)(?!了?第)"),
        "多次组织党员赴教育基地学习。",
        "严禁多头多层重复调研。",
    ),
    Claim(
        "many",
        re.compile(r"(?:一大批|一批|大量|众多|不少|若干|许多|数量众多的)(?=[\u4e00-\u9fff]{2,12}(?:得到|得以|被|受益|落地|建成|解决|化解|涌现|脱颖))"),
        "一批群众关心的难题得到解决。",
        "要培养一批业务能手。",
    ),
    Claim(
        "all",
        re.compile(r"(?:全部|均已|全面|已全部)(?:完成|办结|整改到位|落实到位|销号|建成|覆盖)|实现(?:了)?[\u4e00-\u9fff]{0,8}(?:全覆盖|零发生|零上访|清零)"),
        "反馈问题已全部整改到位。",
        "确保年底前逐项办结。",
    ),
    Claim(
        "first",
        re.compile(r"(?:位居|名列|走在|排名)(?:全[省市县区国]|同类|全系统)?[\u4e00-\u9fff]{0,4}(?:前列|第[一二三]|首位)"),
        "工作走在全市前列。",
        "把纪律挺在前面。",
    ),
)  # fmt: skip
"""What asks for a number or a source."""
_SENTENCE: Final = re.compile(r"[^。！？；\n]+[。！？；]?")
_INTENTION: Final = re.compile(
    r"(?:下一步|今后|将|要(?!求)|力争|确保|务必|努力|继续|计划|拟|争取|为了?(?=[^，。]{0,12}而))"
)


def find_claims(text: str) -> Iterator[tuple[int, int, Claim]]:
    """Where a sentence claims without any number: start, end and which claim. Intentions claim nothing."""
    numbered = [(one.start, one.end) for one in find_figures(text)]
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if any(start <= low < end for low, _ in numbered):
            continue
        for claim in CLAIMS:
            found = claim.pattern.search(text, start, end)
            if found and not _INTENTION.search(text, start, found.start()):
                yield found.start(), found.end(), claim
                break
