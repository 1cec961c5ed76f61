"""Slips of the pen: found by what is usually written, with precision first."""

import numpy as np
import pytest

from mofan.text.proofread import Evidence, proofread
from mofan.text.proofread.statistics import find_slips, shipped
from mofan.text.proofread.statistics.alike import Way, alternatives, near, plain, readings
from mofan.text.proofread.statistics.alike_table import alike_for


def found(text: str, evidence: Evidence | None = None) -> list[tuple[int, str, str | None]]:
    return [(slip.start, slip.quote, slip.replacement) for slip in find_slips(text, evidence)]


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("各级人民政府应当加强对本行政区域内安全生产工作的领异", ("异", "导")),
        ("完善公共服物体系", ("物", "务")),
        ("县级以上人民政俯有关部门", ("俯", "府")),
        ("依法追究邢事责任", ("邢", "刑")),
        ("对违反规定的，责令限其改正", ("其", "期")),
        ("建立健全工作基制，压实主体责任", ("基", "机")),
    ],
)
def test_a_slip_of_sound_or_shape_is_put_right(text: str, slip: tuple[str, str]) -> None:
    assert found(text) == [(text.index(slip[0]), *slip)]


def test_a_word_that_only_sounds_right_is_put_right() -> None:
    assert found("建立健全规张致度体系") == [(5, "张致", "章制")]


def test_beside_a_slip_put_right_another_one_shows() -> None:
    assert found("依法追纠形事责任") == [(3, "纠形", "究刑")]
    assert found("应当依法成担培偿责任") == [(4, "成", "承"), (6, "培", "赔")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "好",
        "2025 ABC，。",
        "😀镕堃",
        "各部门要按照职责分工，密切配合，形成合力。",
        "县水务局党支部书记到村入户走访慰问困难群众。",
        "深入开展“纵合横通强党建”活动",
        "亮身份、亮职责、亮承诺",
    ],
)
def test_what_is_right_is_left(text: str) -> None:
    assert found(text) == []


def test_which_level_is_meant_is_nobody_s_slip() -> None:
    assert not list(find_slips("截至目前，全县已完成投资3.2亿元。"))


def test_what_a_text_says_again_is_its_own() -> None:
    text = "完善公共服物体系。健全公共服物体系。"
    assert found(text) == []


def test_a_library_teaches_its_own_words() -> None:
    text = "推行玛上监督机制"
    own = shipped().copy()
    assert found(text, own) == []
    own.learn(["推行码上监督机制"] * 50)
    assert found(text, own) == [(2, "玛", "码")]


def test_sure_slips_are_errors_and_others_to_be_looked_at() -> None:
    slips = [*find_slips("依法追究邢事责任"), *find_slips("对违反规定的，责令限其改正")]
    assert {slip.severity for slip in slips} <= {"error", "warning"}
    assert all("邢" in slip.message or "其" in slip.message for slip in slips)


def test_syllables_that_are_mixed_up_are_near() -> None:
    assert near(plain("zhong1")) == near(plain("zong3")) == "zon"
    assert near("lin") == near("ning") == "nin"
    assert near("an") == "an"


def test_the_table_says_of_every_character_what_its_alternatives_are() -> None:
    evidence = shipped().copy()
    number = {char: place for place, char in enumerate(evidence.symbols.characters, 4)}
    by_near: dict[str, set[str]] = {}
    for char, saids in readings().items():
        for said in saids:
            by_near.setdefault(near(plain(said)), set()).add(char)
    table = alike_for(evidence)
    for char in [*sorted(readings())[::40], "其", "未", "竟"]:
        wanted = [(number[other], way) for other, way in sorted(alternatives(char, by_near).items()) if other in number]
        _, targets, ways = table.of(np.array([ord(char)]))
        assert list(zip(targets.tolist(), ways.tolist(), strict=True)) == wanted


def test_alternatives_say_how_they_are_like() -> None:
    ways = alternatives("其", {"qi": {"其", "棋", "起"}, "ji": {"即"}})
    assert ways["棋"] == Way.SAME_SOUND
    assert ways["起"] == Way.SAME_SYLLABLE
    assert "其" not in ways
    assert alternatives("未", {})["末"] == Way.SAME_SHAPE
    assert alternatives("𠮷", {}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "婚宴规模控制在10桌以内。",
        "红事不超过10桌，白事不超过六桌。",
        "往来款长期挂账等问题突出。",
        "对急危患者采取紧急措施进行诊治。",
        "各地要盯紧薄弱环节。",
        "同意接收张明同志为中共预备党员。",
        "同意接收高××为预备党员。",
        "未按时报送的予以退回重报。",
        "他因酒后驾驶被查处，前来接洽业务。",
        "值此新春佳节来临之际，谨致祝贺。",
        "干得好不好，群众说了算。",
    ],
)
def test_measure_words_and_terms_of_trades_are_no_slips(text: str) -> None:
    assert not [finding for finding in proofread(text) if finding.kind == "spelling"]
