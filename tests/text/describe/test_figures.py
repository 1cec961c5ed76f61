"""Figures: numbers with their measure words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.describe.figures import BLANK_MARK, find_figures
from mofan.text.describe.measures import FIRM, FOLDED, GUARDS, MEASURES


def read(text: str) -> list[tuple[str, object, str | None]]:
    return [(figure.text, figure.value, figure.measure) for figure in find_figures(text)]


def test_a_figure_is_a_number_and_its_measure_word() -> None:
    assert read("走访群众326户，化解矛盾纠纷18件") == [("326户", 326, "户"), ("18件", 18, "件")]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("发放补贴两万五千元", ("两万五千元", 25_000, "元")),
        ("一百零八名队员", ("一百零八名", 108, "名")),
        ("服务万余名游客", ("万余名", 10_000, "名")),
        ("上千人参加", ("上千人", 1_000, "人")),
        ("提高1.5个百分点", ("1.5个百分点", 1.5, "百分点")),
        ("历时3个多月", ("3个多月", 3, "个月")),
        ("只需一个半小时", ("一个半小时", 1.5, "小时")),
        ("5个工作日内答复", ("5个工作日", 5, "工作日")),
        ("亩产0.6吨以上", ("0.6吨以上", 0.6, "吨")),
        ("装机三百千瓦", ("三百千瓦", 300, "千瓦")),
        ("占三分之二以上", ("三分之二以上", 0.6667, None)),
        ("一百五十分之三", ("一百五十分之三", 0.02, None)),
        ("十七八岁的青年", ("十七八岁", (17, 18), "岁")),
        ("七八个社区", ("七八个", (7, 8), "个")),
        ("总投资2万至3万元", ("2万至3万元", (20_000, 30_000), "元")),
        ("x至x次", ("x至x次", None, "次")),
        ("惠及___户", ("___户", None, "户")),
        ("办件【  】件", ("【  】件", None, "件")),
        ("培训（ ）人次", ("（ ）人次", None, "人次")),
        ("投入（）万元", ("（）万元", None, "元")),
        ("召开会议*次", ("*次", None, "次")),
        ("慰问老人□□名", ("□□名", None, "名")),
        ("走访x x户", ("x x户", None, "户")),
        ("网办率九成五以上", ("九成五以上", 95, "%")),
        ("约七成半的农户", ("约七成半", 75, "%")),
        ("罚没款*.*万元", ("*.*万元", None, "元")),
        ("投入××万元", ("××万元", None, "元")),
        ("走访约５００户", ("约５００户", 500, "户")),
        ("十余个部门", ("十余个", 10, "个")),
        ("最近3年", ("3年", 3, "年")),
        ("节约3000元", ("3000元", 3000, "元")),
        ("大约20天", ("大约20天", 20, "天")),
        ("百分之十至百分之二十", ("百分之十至百分之二十", (10, 20), "%")),
        ("十点万公里", ("十点万公里", None, "公里")),
        ("三点五公里", ("三点五公里", 3.5, "公里")),
        ("翻了一番", ("翻了一番", 2, "倍")),
        ("产值翻番", ("翻番", 2, "倍")),
        ("x年来持续投入", ("x年", None, "年")),
        ("参加人数36人", ("36人", 36, "人")),
        ("到会人数x人", ("x人", None, "人")),
        ("大额支出12笔", ("12笔", 12, "笔")),
    ],
)
def test_it_reads_every_way_of_writing_a_number(text: str, figure: tuple[str, object, str | None]) -> None:
    assert read(text) == [figure]


@pytest.mark.parametrize("text", ["数百名党员", "几十家企业", "十几个部门"])
def test_a_vague_number_has_no_value(text: str) -> None:
    found = find_figures(text)
    assert len(found) == 1
    assert found[0].value is None
    assert found[0].approximate
    assert not found[0].blank


@pytest.mark.parametrize(
    "text",
    [
        "2021年", "二〇二一年", "第3次会议", "第三条第二款", "国发〔2018〕38号", "拨打12345热线", "13812345678", 
        "x年x月x日", "x队x班", "2×3米", "3x2", "五位一体", "三个代表", "四个维度", "八项规定的精神", "一次性",
        "三次产业", "二期工程", "二次供水",
        "十一届二次会议", "以上万名", "一二三四次", "番茄", "五一劳动奖章", "x周年", "零分之五", "以千计",
    ],
)  # fmt: skip
def test_it_leaves_what_counts_nothing(text: str) -> None:
    assert [figure.text for figure in find_figures(text) if figure.measure != "项"] == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("干部大讲堂x讲。", ("x讲", "讲")),
        ("举办读书节x届，", ("x届", "届")),
        ("编发简讯x则、", ("x则", "则")),
        ("办好实事x桩", ("x桩", "桩")),
        ("人均XX个学时", ("XX个学时", "学时")),
        ("召开会议○次", ("○次", "次")),
        ("召开会议N余次", ("N余次", "次")),
        ("召开会议_次", ("_次", "次")),
    ],
)
def test_a_number_taken_out_before_a_rarer_measure_or_by_a_rarer_mark(text: str, figure: tuple[str, str]) -> None:
    assert [(one.text, one.measure, one.blank) for one in find_figures(text)] == [(*figure, True)]


@pytest.mark.parametrize(
    "text",
    [
        "由XX讲安全课", "党的十九届、二十届", "第二十届，", "XX则认为", "KN95口罩", "第N次", "推行“1+N个”", "前N名",
        "一九九○年", "□项",
    ],
)  # fmt: skip
def test_such_marks_and_measures_have_other_uses(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize("measure", sorted(GUARDS))
def test_each_guard_keeps_a_measure_from_other_words(measure: str) -> None:
    for following in GUARDS[measure].split():
        word = f"3{measure}{following}"
        figures = [figure for figure in find_figures(word) if figure.text == f"3{measure}"]
        assert figures == [] or measure not in MEASURES or word in ("3支队", "3项目"), word


def test_the_lists_of_measures_agree() -> None:
    assert set(MEASURES) >= FIRM
    assert set(MEASURES) >= set(FOLDED) - {"个钟头", "个星期"}
    assert "x" in BLANK_MARK


@given(st.text(alphabet="0123456789一二三十百千万亿余多近约x×年月日次人件元%个至—，。分之点半 上数几第", max_size=40))
def test_any_jumble_of_numerals_is_read_without_error(text: str) -> None:
    last = 0
    for figure in find_figures(text):
        assert text[figure.start : figure.end] == figure.text
        assert figure.start >= last or figure.text.startswith("翻")
        last = figure.end


@pytest.mark.parametrize("digits", ["7" * 5000, "二" * 5000, "百" * 5000])
@pytest.mark.parametrize("text", ["共{}个项目", "百分之{}", "{}分之{}", "{}万元", "{}—{}次"])
def test_a_run_of_digits_that_no_number_has_is_no_figure(text: str, digits: str) -> None:
    assert find_figures(text.replace("{}", digits)) == []
    assert [figure.text for figure in find_figures(f"{digits}，另有12个")] == ["12个"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("灭火器不少于48具，考核扣5—10分", ["不少于48具", "5—10分"]),
        ("8时30分集合", []),
        ("梳理x类xx项问题", ["x类", "xx项"]),
        ("x类高校", []),
        ("专业人员不足x成", ["不足x成"]),
        ("调拨帐篷xxx顶、棉被xx床", ["xxx顶", "xx床"]),
        ("路口、x口、", []),
        ("不良率0.×%以内", ["0.×%以内"]),
        ("转移群众xxxxx人", ["xxxxx人"]),
    ],
)
def test_more_measures_and_marks(text: str, found: list[str]) -> None:
    assert [figure.text for figure in find_figures(text)] == found
