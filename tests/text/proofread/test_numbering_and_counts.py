"""Numbers of headings, numbers inside paragraphs, numbers that promise."""

import pytest

from mofan.text.outline import outline
from mofan.text.proofread import Finding
from mofan.text.proofread.rules.counts import find_counts
from mofan.text.proofread.rules.numbering import find_numbering


def numbering(text: str) -> list[tuple[str, str]]:
    return [(finding.quote, finding.rule) for finding in find_numbering(text, outline(text))]


def counts(text: str) -> list[Finding]:
    return list(find_counts(text, outline(text)))


BODY = "\n各单位要高度重视，加强组织领导，压实工作责任，确保各项任务落到实处。\n"


def test_a_gap_and_a_repetition_among_headings_are_reported() -> None:
    text = f"关于工作的报告\n一、强化领导{BODY}三、健全机制{BODY}三、狠抓落实{BODY}"
    assert numbering(text) == [("三、", "numbering gap"), ("三、", "numbering repetition")]


def test_a_heading_that_the_outline_does_not_take_is_no_gap() -> None:
    text = f"关于工作的报告\n第一章 总则{BODY}第二章的内容，应当包括目标。\n第三章 职责{BODY}第四章 附则{BODY}"
    assert numbering(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是强化领导。三是健全机制。", [("三是", "numbering gap")]),
        ("一是强化领导；二是健全机制；二是狠抓落实。", [("二是", "numbering repetition")]),
        ("第一，统一思想。第三，狠抓落实。", [("第三，", "numbering gap")]),
        ("包括：（1）领导；（2）机制；（4）保障。", [("（4）", "numbering gap")]),
        ("一要加强领导。二要健全机制。四要狠抓落实。", [("四要", "numbering gap")]),
        ("一要提高站位，二要压实责任，二要严明纪律。", [("二要", "numbering repetition")]),
        (
            "首先，要统一思想。第二，要压实责任。第四，要严肃问责。",
            [("第二，", "two kinds of ordinals"), ("第四，", "numbering gap")],
        ),
        ("抓好三件事：①完善制度；②加强培训；④强化督查。", [("④", "numbering gap")]),
        ("具体要求：1.按时报送；2.专人负责；4.加强保密。", [("4.", "numbering gap")]),
        ("包括：（一）组织领导；（二）经费保障；（二）考核奖惩。", [("（二）", "numbering repetition")]),
        ("其一，思想不够重视；其三，措施不够有力。", [("其三，", "numbering gap")]),
        ("首先，统一思想。其次，压实责任。第四，严格督查。", [("第四，", "numbering gap")]),
        ("首先，统一思想。其次，压实责任。第三，严格督查。", [("第三，", "two kinds of ordinals")]),
        ("第一，统一思想。其次，压实责任。第三，严格督查。", [("其次，", "two kinds of ordinals")]),
        ("第一步，摸底排查。第三步，总结验收。", [("第三步，", "numbering gap")]),
        ("第一是抓学习。第二是抓整改。第二是抓提升。", [("第二是", "numbering repetition")]),
        ("第一类，已完成；第二类，推进中；第四类，未启动。", [("第四类，", "numbering gap")]),
        ("一是抓学习、二是抓整改、四是抓提升。", [("四是", "numbering gap")]),
        ("1）抓学习；2）抓整改；4）抓提升。", [("4）", "numbering gap")]),
        ("任务：⑴抓学习；⑵抓整改；⑷抓提升。", [("⑷", "numbering gap")]),
        ("包括㈠组织领导；㈢经费保障。", [("㈢", "numbering gap")]),
        ("（一）抓学习。学用结合，扎实推进。（三）抓整改。", [("（三）", "numbering gap")]),
        ("重点任务\n（1）抓学习；\n（2）抓整改；\n\n（4）抓提升。", [("（4）", "numbering gap")]),
        ("重点任务\n（一）抓学习；\n（二）抓整改；\n（二）抓提升。", [("（二）", "numbering repetition")]),
        ("重点任务\n1.抓学习；\n2.抓整改；\n4.抓提升；\n6.抓保障。", [("4.", "numbering gap")]),
        ("重点任务\n①抓学习；\n③抓提升。", [("③", "numbering gap")]),
        ("附件：1.任务清单\n2.责任分工\n4.联系人", [("4.", "numbering gap")]),
        (
            "第一条 为了规范管理，制定本办法。\n第二条 本办法适用于全县。\n第四条 本办法自印发之日起施行。",
            [("第四条", "numbering gap")],
        ),
    ],
)
def test_items_inside_a_paragraph_count_on(text: str, expected: list[tuple[str, str]]) -> None:
    assert numbering(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一是强化领导。二是健全机制。三是狠抓落实。",
        "二是健全机制。四是狠抓落实。",
        "一是强化领导。二是健全机制。一是统一思想。二是狠抓落实。",
        "一是一，二是二。",
        "一是一，二是二，四是四。",
        "（三）强化保障",
        "首先，统一思想。其次，压实责任。最后，严格督查。",
        "首先，统一思想。第一，学原文。第二，学原理。",
        "第一，首先要讲政治。其次，讲大局。第二，要讲方法。",
        "第一，要提高认识。首先，学原文；其次，学原理；再次，学方法。第二，要讲方法。",
        "首先，学原文；其次，学原理。第一，要提高认识。第二，要讲方法。",
        "首先，学原文；其次，学原理。第二，要讲方法。",
        "其次，要压实责任。第三，要严格督查。",
        "一是学习抓得紧；第二，整改抓得实；三是提升抓得好。",
        "第一产业增长3%。第三产业增长8%。",
        "2024年1月，开展培训；3月，开展检查。",
        "参会人员\n1.张三\n2.李四\n1.王五\n2.赵六",
        "重点任务\n1.抓学习；\n抓好学习。\n4.抓提升。",
        "附件：\n1.任务清单\n2.责任分工\n3.联系人",
        "处分情形：\n（一）不受理的； （二）不答复的；\n（三）不公开的；\n（四）不改正的。",
        "处分情形：\n（一）不受理的，比照（二）处理；\n（二）不答复的；\n\n（三）不公开的。",
        "第一条 总则\n第二条 职责\n第一条 修改为\n第二条 删去",
        "第一条 总则\n第三条 修改为\n第九条 删去\n第二十条 施行",
    ],
)
def test_a_series_that_counts_on_is_left(text: str) -> None:
    assert numbering(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("实施强班子、强队伍、强人才、强作风“五强”工程", "五"),
        ("创建政治功能强、支部班子强、党员队伍强的“四强”党支部", "四"),
        ("围绕“守住底线、聚焦民生、服务发展、争创一流”三大目标", "三"),
        ("聚焦“讲政治”“强作风”两个重点，“抓落实”“争一流”“作表率”四个要求", "四"),
        ("落实“四强”要求（政治强、班子强、队伍强）", "四"),
    ],
)
def test_a_number_that_is_not_what_is_listed_is_reported(text: str, quote: str) -> None:
    assert [finding.quote for finding in counts(text)] == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "实施强班子、强队伍、强人才、强组织、强作风“五强”工程",
        "坚定“四个自信”、做到“两个维护”",
        "落实党建责任，实施“五强”工程",
        "围绕“守住底线、聚焦民生、服务发展”三大目标",
        "落实“四强”要求（政治强、班子强等）",
        "落实“四强”要求（见附件，另行印发）",
        "开展组织强、班子强等“四强”创建",
    ],
)
def test_a_number_that_agrees_or_lists_nothing_is_left(text: str) -> None:
    assert counts(text) == []


def titled(title: str, *headings: str, opening: str = "") -> str:
    numbered = [f"{'一二三四五六'[at]}、{heading}{BODY}" for at, heading in enumerate(headings)]
    return f"{title}\n{opening}{''.join(numbered)}"


FIVE = ("培育一流的品质", "争做一流的表率", "筑牢一流的阵地", "创造一流的业绩", "树立一流的形象")


def test_a_title_that_promises_more_than_its_headings_is_reported() -> None:
    found = counts(titled("做到六个一流，打造模范机关", *FIVE))
    assert [(finding.quote, finding.message) for finding in found] == [
        ("六", "写作“六”，下面含“一流”的标题有五个，请核对。")
    ]
    assert counts(titled("做到五个一流，打造模范机关", *FIVE)) == []


def test_what_is_announced_before_the_headings_is_counted() -> None:
    opening = "现就抓好落实提出以下四个方面意见：\n"
    assert [finding.quote for finding in counts(titled("关于工作的意见", *FIVE[:3], opening=opening))] == ["四"]
    assert counts(titled("关于工作的意见", *FIVE[:4], opening=opening)) == []


def test_one_heading_and_several_pieces_promise_nothing() -> None:
    assert counts(titled("做到六个一流", "培育一流的品质")) == []
    assert counts("做到六个一流\n" + titled("", *FIVE[:2]) + titled("", *FIVE[:2])) == []


def test_a_rule_of_two_articles_is_counted_where_it_is_whole() -> None:
    rule = "第一条 为规范档案管理，制定本办法。\n第{}条 本办法自公布之日起施行。"
    assert [one.quote for one in find_numbering(rule.format("三"), ())] == ["第三条"]
    assert list(find_numbering(rule.format("二"), ())) == []
    assert list(find_numbering("第一条 总则。\n第三条 罚则。", ())) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("围绕“学习强、服务强、作风强、业绩强”的“五强”目标，持续用力。", "五"),
        ("下面，我讲四点意见。\n一、统一思想\n二、压实责任\n三、狠抓落实", "四"),
        ("提出六条措施\n一、加强领导\n二、落实责任\n三、保障经费", "六"),
    ],
)
def test_a_number_beside_what_is_quoted_or_told_is_counted(text: str, quote: str) -> None:
    assert [one.quote for one in find_counts(text, outline(text))] == [quote]


def test_an_article_that_stands_twice_in_a_part_of_a_rule_is_reported() -> None:
    (finding,) = find_numbering("第八条 申请人如实填报。\n第九条 窗口核验。\n第九条 出具书面告知。", ())
    assert (finding.quote, finding.start) == ("第九条", 23)
    assert list(find_numbering("第八条 填报。\n第九条 核验。\n第十一条 告知。", ())) == []
