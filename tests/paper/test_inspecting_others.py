"""Inspection of documents that other people made: which paragraph is what, and what departs."""

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from tests.paper import made
from tests.paper.inspected import found, of, roles, well


def test_a_document_in_word_s_own_styles_departs_in_everything() -> None:
    elements = {one.element for one in found(made.styled())}
    assert elements >= {
        *("纸张", "上边距", "左边距", "右边距", "下边距", "页码", "标题", "标题字号", "标题颜色", "标题对齐"),
        *("主送机关", "正文", "正文字号", "正文缩进", "正文行距", "一级标题", "二级标题", "三级标题", "附件说明"),
        *("层次标题颜色", "层次标题字形", "署名和成文日期位置", "发文机关署名", "成文日期"),
    }
    assert all(one.where and one.expected and one.found for one in found(made.styled()))


def test_the_paragraphs_of_a_plain_document_are_told_apart() -> None:
    assert [one.role for one in roles(made.plain())] == [
        *("title", "address", "body", "heading", "body", "heading", "heading", "heading", "heading", "body", "heading"),
        *("body", "attachments", "attached", "author", "date"),
    ]


def test_the_elements_of_an_official_document_are_told_apart() -> None:
    every = roles(made.official())
    assert [one.role for one in every][:6] == [
        *("copy_number", "urgency", "red_head", "document_number", "title", "title")
    ]
    assert [one.role for one in every][-5:] == ["author", "date", "note", "copied_to", "issued"]


def test_automatic_numbers_are_headings() -> None:
    every = roles(made.numbered())
    assert [(one.marker, one.level) for one in every if one.role == "heading"] == [
        *(("一、", 1), ("二、", 1), ("（一）", 2), ("（二）", 2))
    ]
    assert "左缩进" in of(made.numbered(), "层次标题缩进")[0]


def test_headings_by_style_need_no_number() -> None:
    document = docx.Document()
    document.add_heading("年度工作安排", 0)
    document.add_heading("总体要求", 1)
    document.add_paragraph("坚持学习，抓好落实。")
    document.add_heading("这一句虽然是标题样式，却是一句话。", 1)
    assert [one.role for one in roles(document)] == ["title", "heading", "body", "body"]


def test_a_document_number_in_wrong_brackets_is_for_a_person() -> None:
    assert of(made.official(), "发文字号括号") == ["安水发[2026]1"]
    assert of(made.official(), "发文字号对齐") == ["左对齐"]


def test_a_document_that_somebody_signs_has_its_number_at_the_left() -> None:
    document = made.official()
    document.paragraphs[4].insert_paragraph_before("签发人：何以宁")
    assert of(document, "发文字号对齐") == []
    assert "signatory" in {one.role for one in roles(document)}


def test_a_red_head_is_known_without_a_document_number() -> None:
    document = made.official()
    number = document.paragraphs[3]._p
    number.getparent().remove(number)
    assert [one.role for one in roles(document)][2] == "red_head"
    document.paragraphs[2].runs[0].font.color.rgb = RGBColor(0, 0, 255)
    assert [one.role for one in roles(document)][2] != "red_head"


def test_a_blue_red_head_is_found() -> None:
    document = made.official()
    document.paragraphs[2].runs[0].font.color.rgb = RGBColor(0, 0, 255)
    assert of(document, "发文机关标志颜色") == ["颜色 0000FF"]


def test_an_attachment_has_a_label_and_a_title() -> None:
    document = made.plain()
    for line in ("附件1", "任务分工表", "一、工作任务", "各科室分工负责。", "附件2", "时间安排表", "分三步走。"):
        document.add_paragraph(line)
    every = [one.role for one in roles(document)][16:]
    assert every == ["attachment_label", "title", "heading", "body", "attachment_label", "title", "body"]


def test_a_title_in_several_paragraphs_and_what_stands_under_it() -> None:
    document = docx.Document()
    for line, size in (("在全县作风建设会上的", 22), ("讲话提纲", 22), ("——全县干部大会", 16)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).font.size = Pt(size)
    for line in ("（2026年3月12日）", "同志们：", "今天开会，我讲三点意见。", "此致", "何以宁", "2026年3月12日"):
        document.add_paragraph(line)
    assert [one.role for one in roles(document)] == [
        *("title", "title", "subtitle", "byline", "address", "body", "body", "author", "date")
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("现将情况报告如下。",), ["body"]),
        (("一、总体要求", "坚持学习，抓好落实。"), ["heading", "body"]),
        (("一份材料",), ["body"]),
        ((), []),
    ],
)
def test_a_document_without_a_title(lines: tuple[str, ...], expected: list[str]) -> None:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    assert [one.role for one in roles(document)] == expected


def test_key_words_are_out_of_date() -> None:
    document = made.plain()
    document.add_paragraph("主题词：检查　通知")
    assert of(document, "主题词") == ["主题词：检查　通知"]


def test_spaces_and_blank_paragraphs_are_a_habit() -> None:
    document = well(("　　现将情况报告如下。", "", "各科室抓好落实。"))
    assert {one.element: one.found for one in found(document)} == {"空格": "段首有 2 个空格", "空行": "有空段落"}
    assert {one.rank for one in found(document)} == {"habit"}


def test_more_spaces_than_two_characters_are_for_a_person() -> None:
    document = well(("　　　　现将情况报告如下。", "各科室抓好落实。"))
    assert of(document, "正文缩进") == ["首行左空 4 字，其中空格 4 字"]


def test_a_tab_counts_two_characters() -> None:
    assert of(well(("\t现将情况报告如下。",)), "正文缩进") == []


def test_a_lying_page_is_no_fault() -> None:
    elements = [one.where for one in found(made.rich()) if one.element in ("纸张", "左边距")]
    assert elements == ["页面", "页面"]


def test_the_second_section_is_named() -> None:
    document = made.plain()
    document.add_section().page_width = Mm(250)
    document.add_paragraph("第二节。")
    assert "第2节页面" in {one.where for one in found(document)}
