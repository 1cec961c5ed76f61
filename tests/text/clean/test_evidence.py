"""Every named pattern matches the line that it must and not the line that it must not; weights add up by kind."""

import pytest

from mofan.text.clean.evidence import EVIDENCE, Evidence
from mofan.text.clean.paid_marks import PAID_MARKS, PaidMark, find_paid_marks
from mofan.text.clean.skeleton import skeleton_of, strip_disguise
from mofan.text.clean.weigh import Find, weigh

_BY_NAME = {evidence.name: evidence for evidence in EVIDENCE}


def _weight_of(*names: str) -> float:
    return weigh([Find(_BY_NAME[name], 0, 1) for name in names]).total


@pytest.mark.parametrize("evidence", EVIDENCE, ids=lambda evidence: str(evidence.name))
def test_a_pattern_keeps_to_its_lines(evidence: Evidence) -> None:
    assert evidence.matches
    assert evidence.rejects
    for line in evidence.matches:
        assert evidence.pattern.search(skeleton_of(line).text), line
    for line in evidence.rejects:
        assert not evidence.pattern.search(skeleton_of(line).text), line


def test_names_are_given_once() -> None:
    assert len(_BY_NAME) == len(EVIDENCE)


@pytest.mark.parametrize("mark", PAID_MARKS, ids=lambda mark: str(mark.name))
def test_a_paid_mark_keeps_to_its_lines(mark: PaidMark) -> None:
    for line in mark.matches:
        assert mark.pattern.search(skeleton_of(line).text), line
    for line in mark.rejects:
        assert not mark.pattern.search(skeleton_of(line).text), line


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("##paidbegin##正文##paidend##", ["##paidbegin##", "##paidend##"]),
        ("# # Paid^Begin # #正文", ["# # Paid^Begin # #"]),
        ("<!--paidbegin-->正文<!--paidend-->", ["<!--paidbegin-->", "<!--paidend-->"]),
        ("【付费内容开始】正文【付费内容结束】", ["【付费内容开始】", "【付费内容结束】"]),
        ("[paid]正文[/paid]", ["[paid]", "[/paid]"]),
        ("##vip_begin##——县水利局", ["##vip_begin##"]),
        ("以下内容为付费部分", ["以下内容为付费部分"]),
        ("缴纳会费的会员单位（付费）使用", []),
    ],
)
def test_paid_marks_of_every_kin_are_found_whole(line: str, marks: list[str]) -> None:
    found = [span.of(line) for span, _ in find_paid_marks(skeleton_of(line), line)]
    assert sorted(found) == sorted(marks)


def test_of_one_kind_only_the_strongest_counts() -> None:
    assert _weight_of("wechat") == _weight_of("wechat", "group")
    assert _weight_of("wechat", "contact_id") == _BY_NAME["wechat"].weight + _BY_NAME["contact_id"].weight


def test_pitches_come_in_heaps_and_add_up_to_a_limit() -> None:
    heap = ("ghostwriting", "membership", "price", "updates", "volume")
    assert _weight_of("membership", "price") > _weight_of("membership")
    assert weigh([Find(_BY_NAME[name], 0, 1) for name in heap]).by_kind["pitch"] == 4


def test_one_kind_alone_is_never_certain() -> None:
    for evidence in EVIDENCE:
        if evidence.weight < 8:
            assert not weigh([Find(evidence, 0, 1)], bonus=9).certain


def test_a_wish_and_a_claim_of_the_same_words_count_once() -> None:
    assert _weight_of("more_papers", "whole_text") < _weight_of("more_papers") + _weight_of("whole_text")


def test_the_skeleton_knows_where_its_characters_came_from() -> None:
    raw = "微^ 信：Ｄ\u200bа①"
    skeleton = skeleton_of(raw)
    assert skeleton.text == "微信:da1"
    assert [raw[origin] for origin in skeleton.origins] == ["微", "信", "：", "Ｄ", "а", "①"]


@pytest.mark.parametrize(
    ("disguised", "bare"),
    [
        ("➕Ⅴ❤️", "+v❤"),
        ("QQ羣號", "qq群号"),
        ("🅥🅧 🆀", "vxq"),
        ("❶❷❸", "123"),
        ("♯♯ｐａｉｄ", "##paid"),
        ("w w w . gw . com", "www.gw.com"),
        ("微丨信／号", "微信号"),
        ("|甲|乙|", "\t甲\t乙\t"),
        ("第一\t第二", "第一\t第二"),
    ],
)
def test_disguises_come_off(disguised: str, bare: str) -> None:
    assert skeleton_of(disguised).text == bare


def test_the_quick_skeleton_keeps_the_lines() -> None:
    assert strip_disguise("微 信.\n\n第 一\n") == "微信\n\n第一\n"
