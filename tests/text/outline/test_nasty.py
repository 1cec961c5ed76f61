"""The nasty inputs of outlining, one by one."""

import pytest

from mofan.text.numerals import write_numeral
from mofan.text.outline import Heading, numbering_issues, outline
from tests.growth import grows_evenly

BODY = "各级各部门要高度重视，结合实际细化措施，把任务落实到岗、责任压实到人，确保取得实效。"


def written(*lines: str) -> str:
    """A piece: a title, an opening and `lines`, in which 〔 stands for a paragraph of body."""
    return "\n".join(["临河县水务局年度工作总结", BODY, *lines]).replace("〔", BODY)


def shown(headings: tuple[Heading, ...]) -> list[tuple[int, str, str]]:
    return [(heading.level, heading.form, heading.text) for heading in headings]


def texts(*lines: str) -> list[str]:
    return [heading.text for heading in outline(written(*lines))]


def levels(*lines: str) -> list[int]:
    return [heading.level for heading in outline(written(*lines))]


def test_01_a_number_on_its_own_line() -> None:
    assert shown(outline(written("一、治水", "〔", "二、护岸", "〔"))) == [
        (1, "line", "一、治水"),
        (1, "line", "二、护岸"),
    ]


def test_02_a_number_that_runs_into_the_body() -> None:
    text = written("一、治水要快。〔", "二、护岸要牢。〔")
    assert shown(outline(text)) == [(1, "lead", "一、治水要快"), (1, "lead", "二、护岸要牢")]
    assert all(text[heading.end] == "。" for heading in outline(text))


def test_02_a_number_that_runs_into_the_body_by_colon_or_space() -> None:
    assert texts("一、总体目标：到年底，〔", "二、重点任务：〔") == ["一、总体目标", "二、重点任务"]
    assert texts(
        f"一、指导思想　以治水兴县为统领，{'坚持问题导向，' * 10}〔", f"二、基本原则　{'坚持系统治理，' * 10}〔"
    ) == [
        "一、指导思想",
        "二、基本原则",
    ]


@pytest.mark.parametrize(
    "marks", [("（一）", "（二）"), ("(一)", "(二)"), ("㈠", "㈡"), ("（一)", "(二）"), ("（一）、", "（二）、")]
)
def test_03_bracketed_chinese_numbers(marks: tuple[str, str]) -> None:
    headings = outline(written(f"{marks[0]}治水。〔", f"{marks[1]}护岸。〔"))
    assert [(heading.number, heading.text) for heading in headings] == [(1, f"{marks[0]}治水"), (2, f"{marks[1]}护岸")]


@pytest.mark.parametrize(
    "marks",
    [
        ("1.", "2."),
        ("1．", "2．"),
        ("1、", "2、"),
        ("①", "②"),
        ("（1）", "（2）"),
        ("(1)", "(2)"),
        ("⑴", "⑵"),
        ("1）", "2）"),
        ("⒈", "⒉"),
    ],
)
def test_04_arabic_numbers(marks: tuple[str, str]) -> None:
    headings = outline(written("一、治水", f"{marks[0]}清淤。〔", f"{marks[1]}护岸。〔"))
    assert [(heading.level, heading.number) for heading in headings] == [(1, 1), (2, 1), (2, 2)]


def test_05_first_second_third_at_the_beginning_of_paragraphs() -> None:
    assert shown(outline(written("一是坚持党建引领。〔", "二是坚持问题导向。〔", "三是坚持系统治理。〔"))) == [
        (1, "lead", "一是坚持党建引领"),
        (1, "lead", "二是坚持问题导向"),
        (1, "lead", "三是坚持系统治理"),
    ]
    assert levels("一、治水", "一是清淤到位。〔", "二是护岸到位。〔", "二、兴水", "〔") == [1, 2, 2, 1]


def test_06_first_second_third_inside_a_paragraph_are_no_headings() -> None:
    assert texts("一、治水", "一是清淤到位。〔二是护岸到位。〔", "二、兴水", "〔") == ["一、治水", "二、兴水"]


def test_07_parallel_sentences_that_lead_their_paragraphs() -> None:
    leads = [
        "聚焦源头治理，强化巡查，打造河畅水清的美丽河湖",
        "聚焦岸线管护，强化执法，打造堤固岸绿的平安河湖",
        "聚焦群众参与，强化宣传，打造共建共享的幸福河湖",
    ]
    headings = outline(written(*(f"{lead}。〔" for lead in leads)))
    assert shown(headings) == [(1, "lead", lead) for lead in leads]
    assert {heading.marker for heading in headings} == {None}


def test_08_four_characters_and_a_space() -> None:
    assert shown(outline(written("党建铸魂 着力夯实政治根基。〔", "实干兴水 着力守护一河清波。〔"))) == [
        (1, "lead", "党建铸魂 着力夯实政治根基"),
        (1, "lead", "实干兴水 着力守护一河清波"),
    ]


def test_09_a_level_that_is_left_out() -> None:
    headings = outline(written("一、治水", "1.清淤", "〔", "2.护岸", "〔", "二、兴水", "〔"))
    assert [heading.level for heading in headings] == [1, 2, 2, 1]
    assert numbering_issues(headings) == ()


def test_10_a_gap_is_kept_and_reported() -> None:
    headings = outline(written("一、治水", "〔", "三、护岸", "〔"))
    assert [heading.number for heading in headings] == [1, 3]
    issues = numbering_issues(headings)
    assert [(issue.kind, issue.expected, issue.heading.number) for issue in issues] == [("gap", 2, 3)]
    assert issues[0].message == "序号“三、”之前缺少第2项，请核对。"


def test_11_a_number_twice_is_kept_and_reported() -> None:
    headings = outline(written("一、治水", "〔", "二、护岸", "〔", "二、兴水", "〔"))
    assert [heading.number for heading in headings] == [1, 2, 2]
    issues = numbering_issues(headings)
    assert [(issue.kind, issue.expected) for issue in issues] == [("duplicate", 3)]
    assert issues[0].message == "序号“二、”重复，应为第3项。"


def test_11_a_mark_written_twice_is_one_heading() -> None:
    assert texts("一、治水", "〔", "二、二、护岸", "〔") == ["一、治水", "二、二、护岸"]


def test_12_numbers_that_start_again_are_a_new_part() -> None:
    headings = outline(written("一、治水", "〔", "二、护岸", "〔", "一、今后打算", "〔", "二、有关建议", "〔"))
    assert [(heading.level, heading.number) for heading in headings] == [(1, 1), (1, 2), (1, 1), (1, 2)]
    assert numbering_issues(headings) == ()


def test_13_large_numbers() -> None:
    numerals = [write_numeral(number) for number in range(1, 21)] + ["廿一", "二十二"]
    headings = outline(written(*(line for numeral in numerals for line in (f"{numeral}、治理{numeral}号河段", "〔"))))
    assert [heading.number for heading in headings] == list(range(1, 23))
    assert numbering_issues(headings) == ()


def test_14_numbers_of_industries_are_no_heading() -> None:
    assert texts("一、二、三产业融合发展，带动群众增收。〔", "一、二、三级河长全部到岗") == []


def test_15_one_is_one_is_no_list() -> None:
    assert texts("一是一，二是二，说到做到。〔", "二是二，绝不含糊。〔") == []


def test_16_first_and_firstly() -> None:
    assert texts("第一，提高认识。〔", "第二，落实责任。〔") == ["第一，提高认识", "第二，落实责任"]
    assert texts("首先，提高认识。〔", "其次，落实责任。〔", "最后，抓好督查。〔") == [
        "首先，提高认识",
        "其次，落实责任",
        "最后，抓好督查",
    ]
    assert texts("其一，提高认识。〔", "其二，落实责任。〔") == ["其一，提高认识", "其二，落实责任"]
    assert texts("首先，提高认识。〔", "〔") == []


def test_17_headings_inside_quotation_marks() -> None:
    quoted = ["“一、治水。〔", "二、护岸。〔", "三、兴水。〔”", "〔"]
    assert texts(*quoted) == []
    assert texts("原文如下：“", "一、治水", "〔", "二、护岸", "〔”", "一、体会", "〔", "二、打算", "〔") == [
        "一、体会",
        "二、打算",
    ]


def test_17_a_quotation_mark_that_is_never_closed_hides_nothing() -> None:
    assert texts("“治水兴县是我们的目标。〔", "一、治水", "〔", "二、护岸", "〔") == ["一、治水", "二、护岸"]
    assert texts("“一、治水", "〔", "一、兴水", "〔", "二、护岸", "〔") == ["一、兴水", "二、护岸"]


def test_18_a_year_at_the_beginning_of_a_line() -> None:
    assert texts("2021.是攻坚之年", "〔", "2022年是收官之年", "〔", "1.5亿元投入治水", "〔") == []


def test_19_a_heading_of_eighty_characters() -> None:
    long = (
        "一、深入贯彻落实治水兴县战略部署，统筹推进水资源节约、水环境治理、水生态修复和水安全保障各项重点任务，"
        "逐步建成县乡村三级上下贯通左右衔接有人管护有钱办事的河湖长效管护机制"
    )
    assert len(long) >= 80
    assert texts(long, "〔", "二、护岸", "〔") == [long, "二、护岸"]


def test_20_blanks_in_headings() -> None:
    assert texts("一、坚持xx引领，打造x县样板", "〔", "二、聚焦×项任务，开创新局面", "〔") == [
        "一、坚持xx引领，打造x县样板",
        "二、聚焦×项任务，开创新局面",
    ]


def test_21_a_closing_paragraph_is_no_heading() -> None:
    assert texts("一、治水", "〔", "二、护岸", "〔", "下一步，我们将再接再厉。〔", "今后，我们将乘势而上。〔") == [
        "一、治水",
        "二、护岸",
    ]


def test_22_numbers_that_a_word_processor_put_in() -> None:
    assert levels("一、 治水", "（一） 清淤。〔", "（二） 护岸。〔", "二、\t兴水", "〔") == [1, 2, 2, 1]


def test_23_a_bracketed_number_with_its_body_on_the_next_line() -> None:
    assert shown(outline(written("一、治水", "（一）清淤。", "〔", "（二）护岸。", "〔"))) == [
        (1, "line", "一、治水"),
        (2, "line", "（一）清淤"),
        (2, "line", "（二）护岸"),
    ]


def test_23_a_mark_alone_with_its_words_on_the_next_line() -> None:
    text = written("（一）", "清淤到位", "〔", "（二）", "护岸到位。〔")
    headings = outline(text)
    assert shown(headings) == [(1, "line", "（一）清淤到位"), (1, "lead", "（二）护岸到位")]
    assert text[headings[0].start : headings[0].end] == "（一）\n清淤到位"


def test_23_a_mark_alone_without_words_is_no_heading() -> None:
    assert texts("（一）", "（二）", "〔" + "〔") == []
    assert texts("〔", "（一）") == []
    assert texts("（一）", BODY[:-1] * 2 + "。") == []


@pytest.mark.parametrize("misread", ["—、", "－、", "–、"])
def test_24_a_number_misread_by_ocr(misread: str) -> None:
    headings = outline(written(f"{misread}治水", "〔", "二、护岸", "〔", "三、兴水", "〔"))
    assert [(heading.number, heading.text) for heading in headings] == [
        (1, f"{misread}治水"),
        (2, "二、护岸"),
        (3, "三、兴水"),
    ]
    assert numbering_issues(headings) == ()


def test_25_a_table_between_heading_and_body() -> None:
    assert texts("一、治水", "项目\t数量", "清淤\t12", "〔", "二、护岸", "〔") == ["一、治水", "二、护岸"]


def test_10_wider_gaps_and_steps_back_are_reported() -> None:
    wide = numbering_issues(outline(written("一、治水", "〔", "五、护岸", "〔")))
    assert [issue.message for issue in wide] == ["序号“五、”之前缺少第2至4项，请核对。"]
    back = numbering_issues(outline(written("一、治水", "〔", "二、护岸", "〔", "三、清淤", "〔", "二、兴水", "〔")))
    assert [issue.message for issue in back] == ["序号“二、”与前面不连续，应为第4项。"]


def test_a_long_run_of_headings_costs_no_more_each() -> None:
    assert grows_evenly(lambda count: outline("一、加强领导\n" * count), 500)
