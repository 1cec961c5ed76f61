"""Lines of a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.paper.title import balanced_lines, width


@pytest.mark.parametrize(
    "lines",
    [
        ("扛牢司法为民使命，提升公正审判质效，", "建设让群众信服的模范机关"),
        ("关于进一步深化模范机关创建工作", "推动机关党建高质量发展的实施意见"),
        ("坚持政治引领　强化责任担当　", "以高质量党建推动审计工作高质量发展"),
        ("守好一渠清水，做实五个到位，", "争当群众信得过的模范机关"),
        ("安澜县乡村振兴局", "驻村工作队选派管理办法（试行）"),
        ("安澜县人民法院", "多元解纷中心建设情况调研报告"),
        ("安澜县城市管理综合行政执法局", "执法全过程记录制度"),
        ("中国共产党安澜县第十四届委员会", "第八次全体会议决议"),
        ("安澜县发展和改革委员会", "关于报送2026年上半年国民经济", "和社会发展计划执行情况的报告"),
        ("关于转发《安澜市住房和城乡建设局", "关于开展老旧小区改造工程质量安全", "专项检查的通知》的通知"),
        ("云川县人民政府办公室关于印发", "云川县政务服务“一网通办”", "改革三年行动方案的通知"),
        ("关于召开全县基层党建工作", "重点任务推进会的通知"),
        ("云川县发展和改革局 云川县财政局关于下达", "2026年第一批中央预算内投资计划的通知"),
        ("县卫生健康委员会 县医疗保障局 ", "县市场监督管理局关于开展“校园餐”", "突出问题集中整治的通知"),
        ("党建引领聚合力 为民服务践初心", "——云川县市场监督管理局", "创建模范机关经验材料"),
        ("云川县人民代表大会常务委员会", "关于修改《云川县城市市容和环境卫生", "管理条例》的决定"),
        ("安澜县人民政府办公室关于印发", "《安澜县水资源节约集约利用", "管理办法》的通知"),
        ("在全县优化营商环境大会", "暨作风建设年动员部署会上的讲话"),
        ("安澜县纪委监委", "关于2026年春节期间严明纪律要求的通知"),
        ("关于青石镇党委书记李明同志任前", "公示期满有关情况的报告"),
        ("关于做好高校毕业生就业创业工作", "促进重点群体稳定就业的意见"),
        ("2025年度安全生产工作先进集体名单", "（按照单位组建先后和行政区划", "顺序排列，共12个）"),
        ("关于同意成立", "中共云川县物业行业委员会的批复"),
        ("以“五个坚持”为抓手", "奋力开创机关党建工作新局面的经验材料"),
        ("云川县供销合作社联合社", "关于申请拨付农资储备专项补助资金的请示"),
        ("云川县住房和城乡建设局关于老旧小区", "供水管网提标改造工程进展情况的报告"),
        ("云川县应急管理局关于开展有限空间", "作业安全专项执法检查的通知"),
        ("关于进一步规范村级集体经济组织", "财务管理的实施意见"),
        ("云川县信访局关于初次信访事项", "办理质量评估情况的通报"),
        ("关于调整云川县", "国土空间规划委员会组成人员的通知"),
        ("关于表彰全县扫黑除恶斗争先进集体", "和先进个人的决定"),
        ("松岭市红十字会", "关于应急救护培训进校园活动的方案"),
        ("政协松岭市委员会办公室", "关于征集提案线索的通知"),
    ],
)
def test_a_title_is_broken_by_its_meaning(lines: tuple[str, ...]) -> None:
    assert balanced_lines("".join(lines), 20) == lines


def test_a_title_that_fits_stays_on_one_line() -> None:
    assert balanced_lines("党建引领聚合力　真抓实干谱新篇", 20) == ("党建引领聚合力　真抓实干谱新篇",)


@pytest.mark.parametrize("whole", ["“六个过硬”", "《食品安全管理办法》", "2026年度", "（试行）", "——"])
def test_what_belongs_together_is_not_broken(whole: str) -> None:
    for before in range(8, 22):
        title = "机关党建工作" * 4
        title = title[:before] + whole + title[:14]
        assert any(whole in line for line in balanced_lines(title, 20)), title


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    title = "安澜县市场监督管理局关于印发《安澜县食品安全信用分级分类管理办法（试行）》的通知"
    lines = balanced_lines(title, 20)
    assert all(line[0] not in "》）”，。" and line[-1] not in "《（“" for line in lines)


def test_a_very_long_title_is_filled_line_by_line() -> None:
    title = "深入推进机关作风建设和营商环境优化提升专项行动" * 12
    lines = balanced_lines(title, 20)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= 20


def test_a_part_that_no_line_holds_is_cut() -> None:
    assert balanced_lines("A" * 90, 20) == ("A" * 40, "A" * 40, "A" * 10)


def test_one_more_line_is_taken_when_words_do_not_fit_on_the_fewest() -> None:
    assert (
        len(balanced_lines("《甲乙丙丁戊己庚辛壬癸子丑》《甲乙丙丁戊己庚辛壬癸子丑》甲乙《甲乙丙丁戊己庚辛》", 20)) == 3
    )


@given(st.text(alphabet="机关党建工作的“”《》（）， 　2026年A一", max_size=90))
def test_the_lines_are_the_title(title: str) -> None:
    lines = balanced_lines(title, 20)
    assert "".join(lines) == title
    assert all(width(line.strip()) <= 20 for line in lines)


def test_letters_and_digits_are_half_as_wide() -> None:
    assert width("2026年A") == 3.5
    assert width("“中”—") == 4


TITLES = (
    "关于召开年度工作会议的通知",
    "安澜县人民政府关于表彰先进集体的决定",
    "安澜县水务局关于2026年度河道采砂规划情况的报告",
    "关于请求解决西河灌区续建配套与节水改造项目建设资金缺口的请示",
    "安澜县市场监督管理局关于开展“守护舌尖安全”专项行动情况的通报",
    "安澜县教育局关于做好2026年义务教育阶段学校招生入学工作的实施意见",
    "安澜县人民政府办公室关于印发《安澜县水资源节约集约利用管理办法》的通知",
    "安澜县财政局关于转发《省财政厅关于加强行政事业单位国有资产管理的若干规定》的通知",
    "安澜县发展和改革委员会关于下达2026年第一批农村饮水安全工程中央预算内投资计划的通知",
    "关于进一步深化全县河道湖泊水库治理保护和水务系统机关作风建设推动水利事业高质量发展若干措施的通知",
)
WORDS = (
    *("人民政府", "办公室", "水务局", "教育局", "财政局", "委员会", "2026年", "第一批", "饮水", "工程", "招生", "资金"),
    *("“守护舌尖安全”", "水资源", "作风", "水库", "高质量", "的通知", "的请示", "的通报"),
)


@pytest.mark.parametrize("title", TITLES)
def test_lines_of_a_title_keep_words_and_make_a_trapezoid_or_a_diamond(title: str) -> None:
    lines = balanced_lines(title, 20)
    fewest = -(-int(width(title)) // 20)
    assert fewest <= len(lines) <= fewest + 1
    for word in WORDS:
        assert word not in title or any(word in line for line in lines), (word, lines)
    widths = [width(line) for line in lines]
    assert not any(widths[at] < min(widths[at - 1], widths[at + 1]) for at in range(1, len(widths) - 1))
    assert len(lines) == 1 or max(widths) - min(widths) > 0.4
