"""Figures of one sentence that must balance: attendance, ballots, sums behind their parts."""

import pytest

from mofan.text.describe.figures import find_figures
from mofan.text.proofread import Finding
from mofan.text.proofread.rules.sums import find_sums


def marked(text: str) -> list[str]:
    return [finding.quote for finding in sums(text)]


def sums(text: str) -> list[Finding]:
    return list(find_sums(text, find_figures(text)))


def test_those_who_came_and_those_who_stayed_away_make_those_who_should_come() -> None:
    (finding,) = sums("支部大会应到党员35人，实到29人，请假4人。")
    assert (finding.kind, finding.quote, finding.replacement) == ("count", "29人", None)
    assert finding.message == "应到“35人”、实到“29人”，相差 6，与请假、缺席的 4 不符，请核对。"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("应参会代表120名，实际参会126名。", "126名"),
        ("应到40人，实到35人，请假3人、出差1人。", "35人"),
        ("应出席委员15人，实到会12人，因病请假2人，列席3人。", "12人"),
        ("发出选票30张，收回31张。", "31张"),
        ("发出选票30张，收回30张，其中有效票28张，无效票1张。", "30张"),
        ("收回选票30张，其中同意26张，反对3张，弃权2张。", "30张"),
        ("发出测评票60张，收回60张，其中优秀40张、合格15张、基本合格8张。", "60张"),
        ("全年新开工项目21个、续建项目14个，合计36个。", "36个"),
        ("甲镇投入200万元，乙镇投入150万元，丙镇投入90万元，三项共计450万元。", "450万元"),
        ("和平镇20个、乐安镇14个，合计36个。", "36个"),
        ("实施水利项目46个，其中续建17个、新开工25个。", "46个"),
    ],
)
def test_what_does_not_balance(text: str, quote: str) -> None:
    assert marked(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "支部大会应到党员35人，实到31人，请假4人。",
        "应到40人，实到35人，请假3人、外出2人。",
        "应到40人，实到35人，请假3人，迟到2人。",
        "应到40人，实到35人，请假约3人。",
        "应到40人，实到35人。",
        "实到35人，应到40人，请假3人。",
        "实到35人，请假3人。",
        "应到40人，实到35人，列席6人。",
        "发出选票30张，收回28张。",
        "收回30张，发出30张。",
        "发出问卷500份，收回480份，有效问卷470份，无效问卷10份。",
        "发出问卷500份，收回480份，有效问卷470份。",
        "收回选票30张，其中同意26张，反对2张，弃权2张。",
        "收回选票30张，甲同意26张，同意25张，同意20张。",
        "收回选票30张，同意25张，同意20张。",
        "新开工项目21个、续建项目14个，合计35个。",
        "全县有村60个，其中甲镇21个、乙镇14个，合计35个。",
        "投入30万元，新开工项目21个，合计21个。",
        "约20个、14个，合计36个。",
        "甲镇20个、乙镇约10个、丙镇14个，合计44个。",
        "实施水利项目46个，其中续建17个、新开工25个、前期4个。",
        "实施水利项目46个，其中续建17个、新开工29个。",
        "去年完成40个，同比增长5%，今年20个、30个，合计50个。",
    ],
)
def test_what_balances_or_says_too_little_is_left(text: str) -> None:
    assert marked(text) == []
