"""Blanks: where a number or a name was taken out, and what it counts."""

import pytest

from mofan.text.describe.blanks import find_blanks
from mofan.text.describe.figures import find_figures


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(blank.text, blank.what, blank.measure) for blank in find_blanks(text, find_figures(text))]


def test_a_blank_says_what_it_counts() -> None:
    assert read("召开警示教育x次，") == [("x", "警示教育", "次")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("全年先后组织开展各类集体备课x余次。", "集体备课"),
        ("支部书记为青年讲党课x堂，", "党课"),
        ("组建包括x个行业调解委员会的中心", "行业调解委员会"),
        ("我院有x名年轻法官参加竞赛", "年轻法官"),
        ("全县共有x个村完成改造", "村"),
        ("妥善化解各类邻里矛盾x起，", "邻里矛盾"),
        ("驳回x件，", "驳回"),
        ("“周周讲”x期，", "周周讲"),
        ("开展“大走访、大排查”活动x次，", "“大走访、大排查”活动"),
        ("认真学习《条例》和《准则》等共计x次。", "学习"),
        ("《工作简报》共计x期。", "工作简报"),
        ("对全市最有影响的积案x件进行督办", "积案"),
        ("惠及x户", "惠及"),
        ("x件", None),
        ("在“河畔之声”集中宣传x次。", "集中宣传"),
        ("全年税收增长x%。", "税收增长"),
        ("下设x个社区警务室", "社区警务室"),
        ("平均候诊时间缩短至x分钟", "平均候诊时间"),
        ("年轻干部占x%", "年轻干部"),
        ("发文较去年减少x份", "发文"),
        ("不良率始终控制在0.×%", "不良率"),
        ("在职党员报到x名", "在职党员报到"),
        ("24小时内为x家商户办结", "商户"),
        ("组建x支不少于30人的救援队伍", "救援队伍"),
        ("调拨帐篷x顶、", "帐篷"),
    ],
)
def test_it_finds_the_matter_on_either_side(text: str, what: str | None) -> None:
    assert [found[1] for found in read(text)] == [what]


def test_a_number_behind_a_number_that_is_there() -> None:
    assert [found[1] for found in read("发展党员x名，其中35岁以下x名。")] == ["党员", "党员"]
    assert [found[1] for found in read("15家，x次")] == [None]


def test_a_number_behind_another_counts_the_same_matter() -> None:
    assert [found[1] for found in read("事故起数同比分别下降x%和x%")] == ["事故起数同比分别下降"] * 2
    assert [found[1] for found in read("累计举办惠农宣讲x期，涉及x余户次，走访企业15家、x次")] == [
        "惠农宣讲",
        "惠农宣讲",
        "企业",
    ]


@pytest.mark.parametrize(
    ("text", "mark", "what"),
    [
        ("x县税务局", "x", "地名"),
        ("××集团有限公司", "××", "单位名"),
        ("某局干部", "某", "单位名"),
        ("助力“书香x”建设", "x", "地名"),
        ("打造“x民政党建”品牌", "x", "地名"),
        ("在某县调研", "某", "地名"),
        ("x同志主持会议", "x", "人名"),
        ("张某到窗口办事", "某", "人名"),
        ("李某某反映", "某某", "人名"),
        ("欧阳某来访", "某", "人名"),
        ("○○市人民医院", "○○", "地名"),
        ("___县教育局", "___", "地名"),
        ("**镇党委", "**", "地名"),
        ("第x届职工代表大会", "x", "序号"),
        ("第__季度召开", "__", "序号"),
        ("x月召开", "x", "日期"),
        ("20××年印发", "××", "日期"),
        ("*县公安局", "*", "地名"),
        ("△△镇人民政府", "△△", "地名"),
        ("X X市水务集团", "X X", "地名"),
        ("党员张××说", "××", "人名"),
        ("某同志提出", "某", "人名"),
        ("王x镇", "x", "地名"),
        ("x商贸有限公司", "x", "单位名"),
        ("支行的x某汇报", "x", "人名"),
        ("《x日报》刊发", "x", "地名"),
    ],
)
def test_a_taken_out_name_says_of_what_kind(text: str, mark: str, what: str) -> None:
    assert [(found[0], found[1]) for found in read(text)] == [(mark, what)]


@pytest.mark.parametrize(
    "text",
    [
        "“3+x”主题党日", "联系vx：abc", "WX公众号", "x轴和y轴", "拍x光", "2x加速", "taxi", "长×宽×高", "2×3",
        "某些部门", "某种意义", "有某项",
        "iPhone X发布", "签名：____。", "A x县",
        "二〇〇八年", "二○○八年", "一二〇〇", "*重点*", "y=x+1", "xxxxxx", "×2倍", "高某些",
    ],
)  # fmt: skip
def test_it_leaves_what_is_no_blank(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "what", "measure"),
    [
        ("群众满意率达x。", "群众满意率", "%"),
        ("完成投资x。", None, None),
        ("按期办结率x，", "按期办结率", "%"),
        ("总数达x，", "总数", None),
        ("人均学时达到XX。", "人均学时", "学时"),
        ("参训人次达XX余，", "参训人次", "人次"),
        ("受理件数为XX；", "件数", "件"),
        ("覆盖面达XX。", "覆盖面", "%"),
    ],
)
def test_a_bare_mark_has_the_measure_that_stands_before_it(text: str, what: str | None, measure: str | None) -> None:
    found = read(text)
    assert [(blank[1], blank[2]) for blank in found] == [(what or "地名", measure)]


def test_white_space_where_a_number_stood() -> None:
    assert read("共召开推进会  次，参会　人次。") == [("  ", "推进会", "次"), ("　", "参会", "人次")]
    assert read("科研 人员") == []
