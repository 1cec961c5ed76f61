"""The unit that a piece speaks for."""

import re

import pytest

from mofan.text.units import HEADS, KINDS, Head, Unit, kind_of, level_of, unit_of


def test_the_unit_stands_in_the_subtitle() -> None:
    unit = unit_of("锚定新目标 展现新作为", "——x县水利局模范机关建设工作经验材料范文（3）", "x县水利局坚持党建引领。")
    assert unit == Unit("x县水利局", "县", "政府部门", 1)


@pytest.mark.parametrize(
    ("subtitle", "name"),
    [
        ("——县农业农村局模范机关建设工作经验材料范文（1）", "县农业农村局"),
        ("##paidbegin##——县人民法院乡村振兴典型经验做法范文（2）", "县人民法院"),
        ("——县民政局机关建设工作经验材料", "县民政局"),
        ("—— 县供销社优化营商环境工作汇报范文（5）", "县供销社"),
        ("——x公路分中心政务服务改革工作汇报范文（7）", "x公路分中心"),
        ("－－国家税务总局x县税务局退税减税工作总结", "国家税务总局x县税务局"),
        ("——国网××县供电公司党建工作材料", "国网××县供电公司"),
        ("——中共某市委组织部经验材料", "中共某市委组织部"),
        ("——x县公安局交警大队作风建设材料", "x县公安局交警大队"),
        ("——x县人大常委会办公室机关党支部先进事迹", "x县人大常委会办公室机关党支部"),
        ("——县委县政府优化营商环境工作汇报", "县委县政府"),
        ("——x镇x村党支部乡村振兴工作汇报", "x镇x村党支部"),
        ("——x旗x苏木党委防火工作总结", "x旗x苏木党委"),
        ("——x街道幸福社区党委党建引领基层治理信息简报", "x街道幸福社区党委"),
        ("——x省交通运输厅直属机关党委经验材料", "x省交通运输厅直属机关党委"),
        ("——镇党委乡村振兴工作汇报范文（12）", "镇党委"),
        ("——x乡乡村振兴典型经验", "x乡"),
        ("——2023年x乡乡村振兴典型经验", "x乡"),
        ("——市直机关工委模范机关创建材料", "市直机关工委"),
        ("——县行政审批服务局政务服务改革", "县行政审批服务局"),
        ("——县委社会工作部工作总结", "县委社会工作部"),
        ("--xx集团有限公司安全生产专项整治", "xx集团有限公司"),
        ("——清河县融媒体中心宣传工作材料", "清河县融媒体中心"),
        ("——清河县便民服务中心工作总结", "清河县便民服务中心"),
        ("——x县公安局x派出所党支部", "x县公安局x派出所党支部"),
        ("——新疆生产建设兵团第x师x团党委经验", "新疆生产建设兵团第x师x团党委"),
        ("——兵团第三师51团中学经验材料", "兵团第三师51团中学"),
        ("——xx职业技术学院学生处党支部先进事迹", "xx职业技术学院学生处党支部"),
        ("——x师范学院附属中学党委工作总结", "x师范学院附属中学党委"),
        ("——中国建设银行股份有限公司x市分行党委", "中国建设银行股份有限公司x市分行党委"),
        ("——x省审计厅驻x市审计特派员办事处", "x省审计厅驻x市审计特派员办事处"),
        ("——x港口集团x港务有限公司党委", "x港口集团x港务有限公司党委"),
        ("——x省第二监狱三监区党支部", "x省第二监狱三监区党支部"),
        ("——x县政务服务中心（行政审批局）工作总结", "x县政务服务中心（行政审批局）"),
    ],
)
def test_it_ends_the_name_where_the_subject_begins(subtitle: str, name: str) -> None:
    unit = unit_of("聚力攻坚", subtitle, "")
    assert unit is not None
    assert unit.name == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("区委政法委党支部模范机关创建经验交流材料范文（1）", "区委政法委党支部"),
        ("x区市场监督管理局机关党总支“四个维度”推进模范机关创建（2）", "x区市场监督管理局机关党总支"),
        ("区税务局学习型机关建设示范单位交流材料范文（3）", "区税务局"),
        ("2023年x县财政局工作总结", "x县财政局"),
        ("在县委十四届三次全会上的讲话", "县委"),
        ("中共中央 国务院关于做好某项工作的意见", "中共中央"),
        ("国务院办公厅关于印发某项方案的通知", "国务院办公厅"),
        ("x县“三个强化”推进基层治理", "x县"),
        ("江西省赣州市信丰县脐橙产业调研报告", "江西省赣州市信丰县"),
        ("王家坝镇中心小学校长述职报告", "王家坝镇中心小学"),
    ],
)
def test_without_a_subtitle_it_stands_in_the_title(title: str, name: str) -> None:
    unit = unit_of(title, None, "")
    assert unit is not None
    assert unit.name == name


def test_the_first_sentence_is_asked_last() -> None:
    unit = unit_of(
        "抓实“五个过硬” 筑牢安全防线（2）", None, "近年来，某区司法局以打造服务型机关为目标。x县财政局另行总结。"
    )
    assert unit == Unit("某区司法局", "县", "政府部门", 1)


def test_an_addressee_is_not_the_unit() -> None:
    unit = unit_of("关于申请购置救护车经费的请示", None, "县人民政府：\n白杨镇卫生院现有救护车1辆。")
    assert unit == Unit("白杨镇卫生院", "乡镇", "医院", 0)


def test_leaders_named_on_the_way_are_not_the_unit() -> None:
    unit = unit_of("凝心聚力", None, "2022年，在县委、县政府的坚强领导下，县应急管理局紧盯目标")
    assert unit is not None
    assert unit.name == "县应急管理局"


def test_a_cut_name_gives_way_to_the_full_one() -> None:
    opening = "xx集团有限公司x县分公司深入贯彻会议精神，抓好各项工作。"
    assert unit_of("聚焦主业", "——公司模范机关建设材料（6）", opening) == Unit(
        "xx集团有限公司x县分公司", "县", "企业", 2
    )


def test_a_cut_name_stays_if_nothing_better_is_said() -> None:
    assert unit_of("聚焦主业", "——公司模范机关建设材料（6）", "我们坚持党建引领。") == Unit("公司", None, "企业", 0)
    assert unit_of("聚焦主业", "——公司模范机关建设材料（6）", "x县财政局坚持党建引领。") == Unit(
        "公司", None, "企业", 0
    )


@pytest.mark.parametrize(
    "opening",
    ["我支部结合实际开展创建。", "本局坚持党建引领。", "公司坚持党建引领。", "国务院新闻办公室今天举行发布会。", ""],
)
def test_a_pointer_names_nobody(opening: str) -> None:
    assert unit_of("锚定目标任务 打造过硬队伍（1）", None, opening) is None


@pytest.mark.parametrize(
    "title",
    [
        "服务全市发展大局",
        "建强“四支队伍”",
        "某县红十字会条例",
        "云南多地暴雨",
        "清河县养老服务条例",
        "聚焦中心工作 推动提质增效",
        "县委坚强领导下的新实践",
    ],
)
def test_a_slogan_or_a_rule_names_nobody(title: str) -> None:
    assert unit_of(title, None, "") is None


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("国务院办公厅", "国家"),
        ("最高人民法院", "国家"),
        ("国家税务总局x县税务局", "县"),
        ("省司法厅", "省"),
        ("内蒙古自治区水利厅", "省"),
        ("x市x区财政局", "县"),
        ("义乌市财政局", "县"),
        ("赣州市财政局", "市"),
        ("市市场监督管理局", "市"),
        ("x盟行政公署办公室", "市"),
        ("x县农村信用社", "县"),
        ("街道办事处", "乡镇"),
        ("x镇x村党支部", "村"),
        ("x嘎查党支部", "村"),
        ("x公路分中心", None),
        ("生产建设兵团第x师x团", "县"),
        ("兵团第八师医院", "市"),
        ("新疆生产建设兵团", "省"),
        ("西林区人民法院", "县"),
        ("x街道x社区卫生服务中心", "乡镇"),
        ("生态环境部", "国家"),
    ],
)
def test_the_lowest_place_gives_the_level(name: str, level: str | None) -> None:
    assert level_of(name) == level


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("区委政法委党支部", "党委部门"),
        ("x县纪委监委", "纪检监察"),
        ("x县政协", "人大政协"),
        ("县总工会", "群团"),
        ("x县第一中学", "学校"),
        ("x市人民医院", "医院"),
        ("x镇人民政府", "乡镇街道"),
        ("x社区居委会", "村社区"),
        ("x经济开发区管委会", "开发区"),
        ("县农业农村局机关党支部", "政府部门"),
        ("县检察院", "检察院"),
        ("县", None),
    ],
)
def test_the_kind_is_that_of_the_outer_body(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.name)
def test_each_head_finds_its_example_and_leaves_the_other(head: Head) -> None:
    assert re.search(head.pattern, head.finds)
    assert not re.search(head.pattern, head.leaves)


def test_the_kinds_are_named_once() -> None:
    assert len({kind for kind, _ in KINDS}) == len(KINDS)


def test_a_very_long_line_is_no_trouble() -> None:
    assert unit_of("县区" * 5000, "——" + "新县" * 5000, "镇村" * 5000) is not None
