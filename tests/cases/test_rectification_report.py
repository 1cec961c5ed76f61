"""Problems out of the text of an inspection report: the lowest numbered paragraphs, with what follows their labels."""

import io

import pytest
from docx import Document

from mofan.cases.rectification_list import Item, read_file
from mofan.cases.rectification_report import ALL_PROBLEMS, LEVELS, NO_PROBLEMS, problems_in
from mofan.org.sheets import NotASheet, Sheet, write_workbook

REPORT = """县委第二巡察组关于巡察县水务局党组的反馈意见
一、总体评价
（一）重视学习，队伍稳定。
二、巡察发现的主要问题
（一）落实部署有差距
1. 泵站巡检记录不全。个别月份没有签字。
2．饮水工程进度落后，三处管网没有按期通水。
整改措施：
（1）倒排工期；
（2）每周调度。
责任单位：规划建设股；整改时限：2026年12月底前
（二）管党治党不够有力
1、警示教育流于形式，全年只开展一次。（责任单位：机关党支部）
基层反映较多。
三、意见建议
1. 提高站位。"""


def test_the_problems_of_a_report_become_rows() -> None:
    found = read_file(REPORT.encode(), "反馈意见.txt")
    about = "巡察发现的主要问题"
    assert [(one.problem, one.owner, one.group) for one in found.items] == [
        ("泵站巡检记录不全。个别月份没有签字。", "", f"{about}—落实部署有差距"),
        ("饮水工程进度落后，三处管网没有按期通水。", "规划建设股", f"{about}—落实部署有差距"),
        ("警示教育流于形式，全年只开展一次。\n基层反映较多。", "机关党支部", f"{about}—管党治党不够有力"),
    ]
    second = found.items[1]
    assert second.measure == "（1）倒排工期；\n（2）每周调度。"
    assert second.due_on is not None
    assert second.due_on.isoformat() == "2026-12-31"
    assert found.remarks == (
        "第一个编号以前的 1 段没有读。",
        "“总体评价”这一部分不是问题，没有读。",
        "“意见建议”这一部分不是问题，没有读。",
    )


def test_labels_in_one_paragraph_are_told_apart() -> None:
    text = "1.会议记录不规范。整改措施：统一记录本。牵头单位：办公室，完成时限：立行立改。\n\n2.公车台账不全"
    found = read_file(text.encode(), "清单.txt")
    assert found.items == (
        Item(1, "会议记录不规范。", "统一记录本。", "办公室"),
        Item(3, "公车台账不全"),
    )
    assert found.remarks == ("第1段的时限“立行立改”不是一个日期，没有填入。",)


def test_parts_that_are_problems_themselves_are_all_read() -> None:
    text = "一、会议记录不规范的问题\n二、作风不实，下基层少。\n三、基本情况"
    found, remarks = problems_in(text)
    assert [one.said("problem") for one in found] == ["会议记录不规范的问题", "作风不实，下基层少。"]
    assert remarks == ["“基本情况”这一部分不是问题，没有读。"]


def test_a_label_begins_the_problem_too() -> None:
    (one,), _ = problems_in("（1）问题：食堂采购没有比价。\n措施：三家比价")
    assert (one.said("problem"), one.said("measure"), one.part) == ("食堂采购没有比价。", "三家比价", "")


def test_a_table_in_a_document_is_read_as_a_table() -> None:
    document = Document()
    document.add_paragraph("一、问题清单见下表")
    table = document.add_table(rows=2, cols=3)
    for place, text in enumerate(("序号", "存在问题", "责任单位")):
        table.cell(0, place).text = text
    for place, text in enumerate(("1", "巡检记录不全", "县水务局")):
        table.cell(1, place).text = text
    out = io.BytesIO()
    document.save(out)
    assert read_file(out.getvalue(), "清单.docx").items == (Item(2, "巡检记录不全", "", "县水务局"),)


def test_a_document_without_such_a_table_is_read_as_text() -> None:
    document = Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "附表"
    document.add_paragraph("1. 巡检记录不全")
    out = io.BytesIO()
    document.save(out)
    assert [one.problem for one in read_file(out.getvalue(), "清单.docx").items] == ["巡检记录不全"]


def test_a_workbook_is_read_as_before() -> None:
    data = write_workbook([Sheet("清单", (("问题", "措施"), ("巡检记录不全", "补齐")))])
    assert read_file(data, "清单.xlsx").items == (Item(2, "巡检记录不全", "补齐"),)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [("没有编号的一段话".encode(), "没有读到带编号的问题"), (b"", "空"), (b"\x00\x01\x02\x03" * 40, "。")],
)
def test_what_cannot_be_read_is_told(data: bytes, sentence: str) -> None:
    with pytest.raises(NotASheet, match=sentence):
        read_file(data, "反馈.txt")


@pytest.mark.parametrize("heading", ["巡察发现的主要问题", "存在的突出问题", "反馈的问题", "检查发现问题和不足"])
def test_headings_of_the_part_on_problems(heading: str) -> None:
    assert ALL_PROBLEMS.fullmatch(heading)
    assert not NO_PROBLEMS.fullmatch(heading)


@pytest.mark.parametrize("heading", ["总体评价", "巡察工作开展情况", "意见建议", "下一步整改要求", "有关要求"])
def test_headings_of_parts_without_problems(heading: str) -> None:
    assert NO_PROBLEMS.fullmatch(heading)
    assert not ALL_PROBLEMS.fullmatch(heading)
    assert not NO_PROBLEMS.fullmatch(f"落实{heading}不到位")


@pytest.mark.parametrize(
    ("line", "level"), [("十二、", 0), ("（三）", 1), ("(三)", 1), ("12.", 2), ("3、", 2), ("（4）", 3), ("④", 3)]
)
def test_how_numbered_paragraphs_begin(line: str, level: int) -> None:
    assert [bool(one.match(f"{line}巡检记录不全")) for one in LEVELS].index(True) == level
    assert not any(one.match("3.5公里管网没有完成") for one in LEVELS)
