"""From a text and its outline to a paper."""

import pytest

from mofan.paper import Paper, Paragraph, paper_of
from mofan.paper.paper import DATE_LINE, PERSON_LINE, UNIT_LINE
from tests.paper.samples import BODY, SUBTITLE, TITLE, Heading, heading, plain, sample


def test_a_text_becomes_paragraphs_with_their_levels_and_a_signature() -> None:
    paper = sample()
    assert (paper.title, paper.subtitle) == (TITLE, SUBTITLE)
    assert [(each.text, each.level, each.form) for each in paper.paragraphs][:4] == [
        ("各科室、下属单位：", 0, None),
        ("为了把模范机关建设落到实处，现将有关安排明确如下：", 0, None),
        ("一、总体要求", 1, "line"),
        ("坚持“三个贴近”，全年召开推进会12次，办理群众来信A类35件。", 0, None),
    ]
    lead = paper.paragraphs[4]
    assert (lead.level, lead.form, lead.text[: lead.heading_end]) == (2, "lead", "（一）抓好学习。")
    assert [each.level for each in paper.paragraphs[5:7]] == [3, 4]
    assert (paper.author, paper.date) == ("安澜县水务局", "2026年11月20日")


def test_its_lines_are_the_lines_of_the_text() -> None:
    lines = list(sample().lines())
    assert lines == [TITLE, SUBTITLE, *(line.strip("　") for line in BODY.splitlines())]


def test_blank_lines_and_indentation_are_left_out() -> None:
    paper = plain("\n　　第一段。 \n\n\t第二段。\r\n   \n")
    assert [each.text for each in paper.paragraphs] == ["第一段。", "第二段。"]


@pytest.mark.parametrize("mark", "。：；！？")
def test_the_end_mark_of_a_lead_belongs_to_it(mark: str) -> None:
    body = f"（一）抓好学习{mark}每月一次。\n（二）抓好落实{mark}"
    found = [heading(body, "（一）抓好学习", 2, "lead"), heading(body, "（二）抓好落实", 2, "lead")]
    paper = plain(body, found=found)
    assert [(each.form, each.heading_end) for each in paper.paragraphs] == [("lead", 8), ("line", 8)]


def test_a_lead_may_go_on_without_a_mark() -> None:
    body = "流程再造 着力建设高效的机关。"
    assert plain(body, found=[heading(body, "流程再造", 1, "lead")]).paragraphs[0].heading_end == 4


def test_a_heading_behind_indentation_keeps_its_place() -> None:
    body = "　　（一）抓好学习。每月一次。\n"
    paper = plain(body, found=[heading(body, "（一）抓好学习。", 2, "lead")])
    assert paper.paragraphs == (Paragraph("（一）抓好学习。每月一次。", 2, "lead", 8),)


def test_a_heading_that_begins_with_the_indentation_keeps_its_place() -> None:
    body = "　　一、总体要求\n正文。\n"
    paper = plain(body, found=[Heading(1, "line", 0, 8)])
    assert paper.paragraphs[0] == Paragraph("一、总体要求", 1, "line", 6)


def test_a_heading_within_a_paragraph_leaves_it_body_text() -> None:
    body = "重点做好两项工作：一是学习，二是落实。\n"
    assert plain(body, found=[heading(body, "一是学习", 2, "lead")]).paragraphs[0].level == 0


def test_only_the_first_heading_of_a_paragraph_counts() -> None:
    body = "一是学习。二是落实。要抓紧。\n（一）下一段。正文。\n"
    found = [heading(body, "一是学习。", 2, "lead"), heading(body, "二是落实。", 2, "lead")]
    paper = plain(body, found=[*found, heading(body, "（一）下一段。", 3, "lead")])
    assert [(each.level, each.heading_end) for each in paper.paragraphs] == [(2, 5), (3, 7)]


def test_a_lead_that_fills_its_paragraph_is_a_line() -> None:
    body = "（一）抓好学习。\n"
    assert plain(body, found=[heading(body, "（一）抓好学习。", 2, "lead")]).paragraphs[0].form == "line"


def test_a_fifth_level_is_set_like_the_fourth() -> None:
    body = "①学什么\n正文。\n"
    assert plain(body, found=[heading(body, "①学什么", 5)]).paragraphs[0].level == 4


def test_an_empty_heading_is_passed_over() -> None:
    assert plain("正文。\n", found=[Heading(1, "lead", 0, 0)]).paragraphs[0].level == 0


def test_a_title_over_several_lines_keeps_them() -> None:
    assert paper_of(" 上一行 \n\n下一行", " ", "正文。", ()) == Paper("上一行\n下一行", None, (Paragraph("正文。"),))


@pytest.mark.parametrize(
    ("ending", "author", "date"),
    [
        ("安澜县水务局\n2026年11月20日", "安澜县水务局", "2026年11月20日"),
        (
            "安澜县财政局\n安澜县水务局（盖章）\n二〇二六年十一月",
            "安澜县财政局\n安澜县水务局（盖章）",
            "二〇二六年十一月",
        ),
        ("述职人：周砚秋\n2026年1月5日", "述职人：周砚秋", "2026年1月5日"),
        ("周 砚\nxxxx年x月x日", "周 砚", "xxxx年x月x日"),
        ("正文结束。\n2026年1月5日", None, "2026年1月5日"),
        ("此致\n敬礼\n2026年1月5日", None, "2026年1月5日"),
        ("x县x局\n20xx年 月 日", "x县x局", "20xx年 月 日"),
    ],
)
def test_unit_or_person_and_date_at_the_end_are_the_signature(ending: str, author: str | None, date: str) -> None:
    paper = plain(f"请予审议。\n{ending}\n")
    assert (paper.author, paper.date) == (author, date)
    assert list(paper.lines())[1:] == ["请予审议。", *ending.split("\n")]


@pytest.mark.parametrize(
    "ending",
    [
        "安澜县水务局",
        "2026年11月20日召开会议。",
        "以上工作截至2026年11月20日",
        "水务局\n2026年11月20日\n（联系人：何同志）",
    ],
)
def test_anything_else_at_the_end_is_body(ending: str) -> None:
    paper = plain(f"请予审议。\n{ending}")
    assert (paper.author, paper.date) == (None, None)


def test_a_date_alone_is_no_signature() -> None:
    assert plain("2026年11月20日").date is None


def test_a_heading_is_never_signed() -> None:
    body = "正文。\n一、县水务局\n2026年11月20日\n"
    assert plain(body, found=[heading(body, "一、县水务局", 1)]).author is None
    assert plain(body, found=[heading(body, "2026年11月20日", 1)]).date is None


def test_a_sentence_before_the_date_is_body() -> None:
    assert plain("正文。\n以上报告，请审议。\n2026年11月20日\n").author is None


def test_a_paper_without_body_has_only_a_title() -> None:
    assert list(plain("").lines()) == ["年度工作总结"]


@pytest.mark.parametrize(
    "line", ["2026年11月20日", "二〇二六年十一月二十日", "2026年11月", "20xx年x月x日", "2026年  月  日"]
)
def test_a_date_line_matches(line: str) -> None:
    assert DATE_LINE.fullmatch(line)


@pytest.mark.parametrize("line", ["2026年", "11月20日", "2026年11月20日上午", "自2026年11月20日"])
def test_other_lines_are_no_date_line(line: str) -> None:
    assert not DATE_LINE.fullmatch(line)


@pytest.mark.parametrize(
    "line", ["安澜县水务局", "中共安澜县委组织部", "x县柏溪镇人民政府", "安澜县建设集团有限公司（章）"]
)
def test_a_unit_line_matches(line: str) -> None:
    assert UNIT_LINE.fullmatch(line)


@pytest.mark.parametrize("line", ["谢谢大家", "报送县委，县政府办公室", "请联系：水务局", "局"])
def test_other_lines_are_no_unit_line(line: str) -> None:
    assert not UNIT_LINE.fullmatch(line)


@pytest.mark.parametrize("line", ["周砚秋", "周 砚", "汇报人：何以宁", "欧阳致远"])
def test_a_person_line_matches(line: str) -> None:
    assert PERSON_LINE.fullmatch(line)


@pytest.mark.parametrize("line", ["以上报告请予审议指正", "何以宁。", "联系电话：办公室"])
def test_other_lines_are_no_person_line(line: str) -> None:
    assert not PERSON_LINE.fullmatch(line)
