"""Characters and words written twice."""

import pytest

from mofan.text.proofread import Evidence
from mofan.text.proofread.rules.doubling import find_doubled
from mofan.text.proofread.statistics import shipped


def found(text: str) -> list[tuple[str, str | None]]:
    return [(finding.quote, finding.replacement) for finding in find_doubled(text, shipped())]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("以优异成绩迎接接党代会召开", "接接"),
        ("组织党员干部的的学习", "的的"),
        ("进一步提高高了认识", "高高"),
        ("加强组织领导组织领导，压实责任", "组织领导组织领导"),
        ("健全红白理事会会，推动移风易俗", "会会"),
    ],
)
def test_what_stands_twice_without_reason_is_marked(text: str, quote: str) -> None:
    assert [mark for mark, _ in found(text)] == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "天天学、人人讲、层层抓",
        "扎扎实实推进",
        "打造多个个人调解室",
        "推出一批实事事项",
        "突出学习习近平总书记重要讲话",
        "工作作风明显转变",
        "完善机制制度",
        "按照要求要求各地落实",
        "开展对对口单位的帮扶",
        "该市市长到会讲话",
        "全区区情",
        "研究研究再决定",
        "一个一个解决",
        "奏两国国歌",
        "哈哈哈",
        "评标标准",
        "可以以信函方式",
        "明确了解决办法",
        "实现目的的途径",
        "在建设中",
        "谢谢大家",
        "实事求是是根本",
        "一件一件办",
        "于2025年年底前完成",
        "利用信用信息服务平台",
        "北京市\n北京市",
        "大棚棚膜破损的要修补",
        "老王常说：“干部干部，先干一步。”",
    ],
)
def test_what_stands_twice_for_a_reason_is_left(text: str) -> None:
    assert found(text) == []


def test_what_is_usually_written_beside_its_neighbours_is_left() -> None:
    text = "打开出舱舱门"
    evidence = Evidence()
    assert [finding.quote for finding in find_doubled(text, evidence)] == ["舱舱"]
    evidence.learn(["航天员出舱。舱门打开。"] * 30)
    assert list(find_doubled(text, evidence)) == []


def test_a_clause_or_a_paragraph_that_stands_twice_is_marked() -> None:
    assert found("召开动员会，召开动员会，部署工作。") == [("召开动员会，召开动员会", "召开动员会")]
    line = "各乡镇要压实防汛抗旱责任，落实值班值守制度，确保安全度汛。"
    assert found(f"{line}\n{line}\n结束。") == [(f"{line}\n{line}", line)]
    assert found("一个支部一个支部地走，一户一户地访") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("我们们要深刻认识", "们们"),
        ("于2025年年3月召开。", "年年"),
        ("把群众利益放在在首位", "在在"),
        ("任务按时完成成。", "成成"),
    ],
)
def test_what_is_said_once_everywhere_else_is_marked(text: str, quote: str) -> None:
    assert [mark for mark, _ in found(text)] == [quote]
