"""The 25 nasty inputs of facts, one test each."""

from mofan.text.describe import Figure, describe
from mofan.text.describe.blanks import find_blanks
from mofan.text.describe.dates import find_dates
from mofan.text.describe.figures import find_figures
from mofan.text.describe.regions import find_regions
from mofan.text.describe.slogans import find_slogans
from mofan.text.units import level_of, unit_of


def texts(figures: list[Figure] | tuple[Figure, ...]) -> list[str]:
    return [figure.text for figure in figures]


def one(text: str) -> Figure:
    found = find_figures(text)
    assert len(found) == 1
    return found[0]


def figures_of(body: str) -> list[str]:
    """The figures of a body under a plain title."""
    return texts(describe("题目\n" + body).figures)


def test_01_a_blank_with_a_vague_word() -> None:
    found = one("开展入户走访x余次")
    assert (found.text, found.value, found.measure) == ("x余次", None, "次")
    assert found.blank
    assert found.approximate


def test_02_two_blanks_in_a_row_are_two_figures_of_one_matter() -> None:
    text = "抽查民生领域案卷x件x册。"
    figures = find_figures(text)
    assert texts(figures) == ["x件", "x册"]
    assert [(blank.what, blank.measure) for blank in find_blanks(text, figures)] == [
        ("民生领域案卷", "件"),
        ("民生领域案卷", "册"),
    ]


def test_03_a_rate_that_lost_its_percent_sign() -> None:
    found = describe("题目\n受理诉求x件，按期办结率x，群众满意率达x。")
    assert [(blank.what, blank.measure) for blank in found.blanks] == [
        ("诉求", "件"),
        ("按期办结率", "%"),
        ("群众满意率", "%"),
    ]
    assert texts(found.figures) == ["x件", "x", "x"]
    assert all(figure.blank for figure in found.figures)


def test_04_a_number_with_a_vague_word() -> None:
    found = one("服务企业3000余人次")
    assert (found.text, found.value, found.measure, found.approximate) == ("3000余人次", 3000, "人次", True)


def test_05_years_are_counted() -> None:
    found = one("破解了30多年的老难题")
    assert (found.text, found.value, found.measure, found.approximate) == ("30多年", 30, "年", True)


def test_06_hours_with_a_counter() -> None:
    found = one("新办企业2个小时办结")
    assert (found.text, found.value, found.measure, found.approximate) == ("2个小时", 2, "小时", False)


def test_07_money_is_multiplied_out() -> None:
    near, exact, vague = find_figures("筹集近3000万元，落实1.2亿元，节约500余万元")
    assert (near.text, near.value, near.measure, near.approximate) == ("近3000万元", 30_000_000, "元", True)
    assert (exact.value, exact.measure, exact.approximate) == (120_000_000, "元", False)
    assert (vague.text, vague.value, vague.approximate) == ("500余万元", 5_000_000, True)


def test_08_congresses_are_names() -> None:
    assert find_figures("学习党的二十大、十九届六中全会、省委十四届三次全会精神") == []


def test_09_slogans_and_schemes_are_names() -> None:
    assert figures_of("围绕“3456”思路，推行“2+x”主题活动、“1+3+N”体系和“五个一”机制，用好“十个项目”清单。") == []


def test_10_a_road_is_no_figure() -> None:
    assert find_figures("S310市级养护基地、G15沿线和X205县道") == []


def test_11_an_anniversary_is_an_event() -> None:
    assert find_figures("庆祝建团100周年、建党一百周年") == []


def test_12_weak_numerals_are_left() -> None:
    assert find_figures("培养一批干部，建设一支队伍，每年开展一次评比，千名干部下基层") == []


def test_13_two_hours_count_and_two_upholds_do_not() -> None:
    assert texts(find_figures("用两个小时学习两个维护、四个意识和三大目标，听两场报告")) == ["两个小时", "两场"]


def test_14_shares_in_every_spelling() -> None:
    shares = find_figures("完成百分之八十五点三，达85.3％，八成以上，产值翻两番，百分之x")
    assert [(share.text, share.value, share.measure) for share in shares] == [
        ("百分之八十五点三", 85.3, "%"),
        ("85.3％", 85.3, "%"),
        ("八成以上", 80, "%"),
        ("翻两番", 4, "倍"),
        ("百分之x", None, "%"),
    ]


def test_15_ranges_are_pairs() -> None:
    ranges = find_figures("每年3—5次，每季3至5次，惠及三四百人，增长10%—15%，投资2亿至3亿元")
    assert [found.value for found in ranges] == [(3, 5), (3, 5), (300, 400), (10, 15), (200_000_000, 300_000_000)]
    assert [found.measure for found in ranges] == ["次", "次", "人", "%", "元"]


def test_16_growth_is_a_figure_and_its_blank_says_of_what() -> None:
    assert [(found.text, found.value) for found in find_figures("税收同比增长5.2%")] == [("5.2%", 5.2)]
    text = "税收收入同比增长x%。"
    assert [(blank.what, blank.measure) for blank in find_blanks(text, find_figures(text))] == [
        ("税收收入同比增长", "%")
    ]


def test_17_grouped_digits_in_both_widths() -> None:
    assert [found.value for found in find_figures("参保12,345人，发放12，345元，补贴１２３户")] == [12345, 12345, 123]


def test_18_relative_dates_need_a_year() -> None:
    text = "今年以来进展顺利，近年来成效明显，去年同期为零。"
    assert [(date.text, date.value) for date in find_dates(text)] == [
        ("今年以来", None),
        ("近年来", None),
        ("去年同期", None),
    ]
    assert [date.value for date in find_dates(text, year=2023)] == ["2023", None, "2022"]


def test_19_a_date_with_a_blank_month() -> None:
    found = describe("题目\n2021年x月，中心正式启用；x年x月x日验收。")
    assert [(date.text, date.value) for date in found.dates] == [("2021年x月", "2021"), ("x年x月x日", None)]
    assert [(blank.what, blank.measure) for blank in found.blanks] == [
        ("日期", "月"),
        ("日期", "年"),
        ("日期", "月"),
        ("日期", "日"),
    ]
    assert found.figures == ()


def test_20_nested_quotes_give_outer_and_inner() -> None:
    found = find_slogans("投入“冲刺三季度、打赢‘攻坚战’”行动")
    assert [slogan.text for slogan in found] == ["冲刺三季度、打赢‘攻坚战’", "攻坚战"]


def test_21_a_quote_with_a_space() -> None:
    assert [slogan.text for slogan in find_slogans("开展“赓续红色血脉 争当时代先锋”活动")] == [
        "赓续红色血脉 争当时代先锋"
    ]


def test_22_a_broken_quote() -> None:
    found = find_slogans("聚焦双“一号“工程，深化“放管服”改革")
    assert [slogan.text for slogan in found] == ["一号", "放管服"]


def test_23_region_words_inside_other_words() -> None:
    assert (
        find_regions("全区社区、园区、片区和地区，全县县域经济，和县委一道推进新型城镇化，市场监管到位，聚焦作风") == []
    )


def test_24_levels_of_the_steppe_and_the_corps() -> None:
    regions = find_regions("内蒙古鄂尔多斯市准格尔旗、锡林郭勒盟和阿鲁科尔沁旗")
    assert [(region.text, region.value) for region in regions] == [
        ("内蒙古", "省"),
        ("鄂尔多斯市", "市"),
        ("准格尔旗", "县"),
        ("锡林郭勒盟", "市"),
        ("阿鲁科尔沁旗", "县"),
    ]
    assert [level_of(name) for name in ("x苏木党委", "x嘎查党支部", "x旗教育局", "x盟公安局", "兵团教育局")] == [
        "乡镇",
        "村",
        "县",
        "市",
        "省",
    ]
    unit = unit_of("x经济开发区管委会工作总结", None, "")
    assert unit is not None
    assert (unit.level, unit.kind) == ("县", "开发区")


def test_25_real_names_in_an_anonymised_text_are_told_apart() -> None:
    found = describe("题目\nx县水利局深入学习习近平总书记重要讲话精神，到赣州市信丰县考察，贺明远教授作辅导。")
    assert [leak.text for leak in found.leaks] == ["赣州市", "信丰县", "贺明远"]
    assert describe("题目\n水利局到赣州市考察。").leaks == ()


def test_a_number_that_left_only_white_space_or_stands_behind_its_measure_is_a_figure() -> None:
    found = describe("题目\n召开推进会  余次，人均学时达到XX。参训人次约XX余。")
    assert [(one.text, one.measure, one.approximate) for one in found.figures] == [
        ("  余次", "次", True),
        ("XX", "学时", False),
        ("XX余", "人次", True),
    ]
