"""What must stand in a text before a pattern can match it is read from the pattern, and never too much of it."""

from itertools import pairwise

import pytest

from mofan.text.clean.evidence import EVIDENCE, Evidence
from mofan.text.clean.evidence.needs import begins_with, needed
from mofan.text.clean.find import is_suspicious, suspicious_lines
from mofan.text.clean.skeleton import skeleton_of


def words_of(text: str) -> set[str]:
    return {*text, *map("".join, pairwise(text))}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("微信", {"微信"}),
        ("微?信", {"信"}),
        ("[微薇]信号?", {"微信", "薇信"}),
        ("公众号|订阅号", {"公众", "订阅"}),
        ("(?:加|添加)+群", {"群"}),
        ("(网盘)?(链接)", {"链接"}),
        ("[0-2]人", {"0人", "1人", "2人"}),
        ("(?>下载)。", {"下载"}),
        ("[^信]甲", {"甲"}),
        (r"\d", None),
        ("群|.", None),
        ("(?=群)", None),
        ("[\u4e00-\u9fff]", None),
    ],
)
def test_the_rarest_need_is_chosen(pattern: str, words: set[str] | None) -> None:
    found = needed(pattern)
    assert found == (None if words is None else frozenset(words))


@pytest.mark.parametrize(
    ("pattern", "firsts"),
    [
        ("微信", "微"),
        ("微?信", "微信"),
        ("(?:微|薇)*信号", "微薇信"),
        ("(?<!官)(?=[微v])[微v]信", "微v"),
        ("(网盘)?(链接|码)", "网链码"),
        ("(?:加我?|[+])群", "加+"),
        (r"\b号", "号"),
        ("(?>下载)。", "下"),
        ("群|.", None),
        ("(?:.?)群", None),
        ("群*", None),
        ("群?|甲", None),
    ],
)
def test_what_a_match_may_begin_with_is_known(pattern: str, firsts: str | None) -> None:
    assert begins_with(pattern) == (None if firsts is None else frozenset(firsts))


@pytest.mark.parametrize("evidence", EVIDENCE, ids=lambda evidence: str(evidence.name))
def test_wherever_evidence_is_found_what_it_needs_stands(evidence: Evidence) -> None:
    for other in EVIDENCE:
        for line in other.matches + other.rejects:
            for found in evidence.pattern.finditer(skeleton_of(line).text):
                if found[0] and evidence.needs is not None:
                    assert not evidence.needs.isdisjoint(words_of(found[0])), found[0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("没有\n什么", []),
        ("微信\n\n甲\n加微信微信\n乙", [0, 3]),
        ("甲\n乙微信", [1]),
        ("微信\n", [0]),
    ],
)
def test_suspicious_lines_are_those_that_are_suspicious_alone(text: str, lines: list[int]) -> None:
    assert suspicious_lines(text) == lines
    assert [no for no, line in enumerate(text.split("\n")) if is_suspicious(line)] == lines
