"""What stands between and around the elements: lines, blank lines, new pages; and 签发人 beside the number."""

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from mofan.paper import inspect_docx, repair_docx
from mofan.paper.official import OfficialDocument
from mofan.text.read import read_bytes
from tests.paper import made
from tests.paper import official_samples as samples
from tests.paper.inspected import found, of, roles


def official(*numbers: list[tuple[str, str]], after: tuple[str, ...] = ()) -> Any:
    """A document of another maker that is right once repaired: a red head, rows of the number (text, face), a title."""
    document = docx.Document()
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run("安澜县水务局文件")
    run.font.size, run.font.color.rgb = Pt(40), RGBColor(255, 0, 0)
    for row in numbers or ([("安水发〔2026〕12号", "仿宋_GB2312")],):
        paragraph = document.add_paragraph()
        for text, face in row:
            add(paragraph, text, face)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("关于开展年度检查的通知").font.size = Pt(22)
    for line in (*made.LINES, *after):
        document.add_paragraph(line)
    return docx.Document(io.BytesIO(repair_docx(made.saved(document)).data))


def add(paragraph: Any, text: str, face: str) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(16)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def starting(document: Any, start: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith(start))


def blank(paragraph: Any) -> None:
    """A blank line above a paragraph."""
    form = paragraph.insert_paragraph_before().paragraph_format
    form.line_spacing, form.space_after = Pt(28.95), Pt(0)


def elements(document: Any) -> list[tuple[str, str]]:
    return [(one.element, one.found) for one in found(document)]


def settled(document: Any) -> None:
    """A repair leaves nothing, and no word is changed."""
    data = made.saved(document)
    repaired = repair_docx(data)
    assert repaired.left == ()
    assert read_bytes(repaired.data, "甲.docx").text == read_bytes(data, "甲.docx").text


def test_a_repaired_document_has_its_lines_and_blank_lines() -> None:
    assert found(official(after=("抄送：县委办公室。", "安澜县水务局办公室　2026年11月21日印发"))) == ()


def test_a_missing_red_line_is_found_and_drawn() -> None:
    document = official()
    number = starting(document, "安水发")._p.pPr
    number.remove(number.find(qn("w:pBdr")))
    assert elements(document) == [("版头分隔线", "没有分隔线")]
    settled(document)


@pytest.mark.parametrize("name", ["notice", "request"])
def test_a_red_line_taken_out_of_our_own_paper_is_found_and_drawn(name: str) -> None:
    """A title of several lines is nothing drawn, and the head of several units stands in a table."""
    document = docx.Document(io.BytesIO(samples.written_official(samples.SAMPLES[name]())[0]))
    for borders in list(document.element.body.iter(qn("w:pBdr"))):
        borders.getparent().remove(borders)
    assert of(document, "版头分隔线") == ["没有分隔线"]
    assert repair_docx(made.saved(document)).left == ()


def test_a_date_under_several_seals_stands_at_the_right() -> None:
    document = docx.Document(io.BytesIO(samples.written_official(samples.request())[0]))
    starting(document, "2026年").alignment = WD_ALIGN_PARAGRAPH.LEFT
    assert [(one.clause, one.element) for one in found(document)] == [("7.3.5", "成文日期位置")]
    assert repair_docx(made.saved(document)).left == ()


@pytest.mark.parametrize(("alignment", "good"), [(WD_ALIGN_PARAGRAPH.RIGHT, True), (WD_ALIGN_PARAGRAPH.CENTER, False)])
def test_the_number_of_a_letter_stands_at_the_right(alignment: Any, good: bool) -> None:
    document = docx.Document(io.BytesIO(samples.written_official(samples.letter())[0]))
    starting(document, "安水函").alignment = alignment
    findings = found(document)
    assert [(one.clause, one.element, one.found) for one in findings] == (
        [] if good else [("10.1", "发文字号对齐", "居中")]
    )


@pytest.mark.parametrize(("colour", "said"), [("000000", "黑色"), ("auto", "黑色"), ("0000FF", "颜色 0000FF")])
def test_a_line_of_another_colour_is_found(colour: str, said: str) -> None:
    document = official()
    starting(document, "安水发")._p.pPr.find(qn("w:pBdr"))[0].set(qn("w:color"), colour)
    assert elements(document) == [("版头分隔线颜色", said)]
    settled(document)


def test_a_line_of_the_title_s_style_a_drawing_and_a_table_are_lines() -> None:
    document = official()
    number = starting(document, "安水发")
    borders = number._p.pPr.find(qn("w:pBdr"))
    number._p.pPr.remove(borders)
    drawing = parse_xml(f"<w:r {nsdecls('w')}><w:pict/></w:r>")
    number._p.append(drawing)
    assert "版头分隔线" not in dict(elements(document))
    number._p.remove(drawing)
    table = document.add_table(1, 1)
    number._p.addnext(table._tbl)
    assert "版头分隔线" not in dict(elements(document))
    table._tbl.getparent().remove(table._tbl)
    style = document.styles.add_style("Ruled", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(borders)
    number.style = style
    assert "版头分隔线" not in dict(elements(document))


def test_an_imprint_without_lines_gets_them() -> None:
    document = official(after=("抄送：县委办公室。", "安澜县水务局办公室　2026年11月21日印发"))
    for start in ("抄送", "安澜县水务局办公室"):
        properties = starting(document, start)._p.pPr
        properties.remove(properties.find(qn("w:pBdr")))
    assert elements(document) == [("版记分隔线", "没有分隔线")]
    settled(document)
    shapes = starting(document, "抄送")
    shapes._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict/></w:r>"))
    assert elements(document) == []


@pytest.mark.parametrize(
    ("start", "other", "element", "wanted"),
    [
        ("安水发", "安澜县水务局文件", "发文字号上空行", "空 0 行"),
        ("关于开展", "安水发", "标题上空行", "空 0 行"),
        ("各科室", "关于开展", "主送机关上空行", "空 0 行"),
        ("附件：", "跟进学习", "附件说明上空行", "空 0 行"),
    ],
)
def test_missing_blank_lines_are_found_and_made(start: str, other: str, element: str, wanted: str) -> None:
    document = official()
    starting(document, start).paragraph_format.space_before = Pt(0)
    starting(document, other).paragraph_format.space_after = Pt(0)
    if element == "附件说明上空行":
        starting(document, "集中学习与").paragraph_format.space_after = Pt(0)
    assert elements(document) == [(element, wanted)]
    settled(document)


def test_blank_paragraphs_are_blank_lines() -> None:
    document = official()
    title = starting(document, "关于开展")
    title.paragraph_format.space_before = Pt(0)
    for _ in range(2):
        blank(title)
    assert elements(document) == []
    for _ in range(3):
        blank(title)
    (finding,) = found(document)
    assert (finding.element, finding.found, finding.rank) == ("标题上空行", "空 5 行", "normally")
    assert repair_docx(made.saved(document)).left == (finding,)


def test_too_much_room_is_taken_away() -> None:
    document = official()
    starting(document, "关于开展").paragraph_format.space_before = Pt(200)
    assert elements(document) == [("标题上空行", "空 6.9 行")]
    settled(document)


def test_what_stands_between_two_elements_makes_the_distance_free() -> None:
    for between in ("table", "break"):
        document = official()
        title = starting(document, "关于开展")
        title.paragraph_format.space_before = Pt(0)
        if between == "table":
            title._p.addprevious(document.add_table(1, 1)._tbl)
        else:
            title.insert_paragraph_before().add_run().add_break(WD_BREAK.PAGE)
        assert "标题上空行" not in dict(elements(document))


def test_an_announcement_without_addressees_has_a_blank_line_below_its_title() -> None:
    document = official()
    address = starting(document, "各科室、")._p
    address.getparent().remove(address)
    starting(document, "关于开展").paragraph_format.space_after = Pt(0)
    assert elements(document) == [("标题下空行", "空 0 行")]
    settled(document)


def test_an_attachment_begins_a_new_page_and_has_its_title_on_line_three() -> None:
    document = official(after=("附件1", "任务分工表", "一、工作任务", "各科室分工负责。"))
    assert found(document) == ()
    label = starting(document, "附件1")
    label.paragraph_format.page_break_before = None
    starting(document, "任务分工表").paragraph_format.space_before = Pt(0)
    assert dict(elements(document)) == {"附件另面编排": "没有另起一页", "附件标题上空行": "空 0 行"}
    settled(document)
    starting(document, "2026年11月20日").runs[0].add_break(WD_BREAK.PAGE)
    assert [element for element, _ in elements(document)] == ["附件标题上空行"]


@pytest.mark.parametrize(
    "row",
    [
        [("安水发〔2026〕12号", "仿宋_GB2312"), ("\t签发人：", "仿宋_GB2312"), ("何以宁", "楷体_GB2312")],
        [("安水发〔2026〕12号", "仿宋_GB2312"), ("\t", "仿宋_GB2312"), ("何　宁", "楷体_GB2312")],
        [("安水发 〔2026〕 12 号", "仿宋_GB2312"), ("　　　　签 发 人：", "仿宋_GB2312"), ("何以宁", "楷体_GB2312")],
    ],
)
def test_a_name_beside_the_number_is_no_part_of_it(row: list[tuple[str, str]]) -> None:
    assert found(official(row)) == ()


def test_a_name_in_another_face_is_said_to_be_the_signatory_s() -> None:
    row = [("安水发〔2026〕12号\t签发人：", "仿宋_GB2312"), ("何以宁", "楷体_GB2312")]
    document = official(row)
    number = starting(document, "安水发")
    for run in number.runs:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
    assert [(one.clause, one.element, one.expected) for one in found(document)] == [
        ("7.2.5", "发文字号", "仿宋_GB2312 三号"),
        ("7.2.6", "签发人", "仿宋_GB2312 三号"),
        ("7.2.6", "签发人", "楷体_GB2312 三号"),
    ]
    settled(document)


def test_rows_of_signatories_are_told_apart() -> None:
    rows = [
        [("\t签发人：", "仿宋_GB2312"), ("何以宁\t周砚秋", "楷体_GB2312")],
        [("\t\t沈若木\t林知远", "楷体_GB2312")],
        [("安水发〔2026〕12号", "仿宋_GB2312"), ("\t\t白　石", "楷体_GB2312")],
    ]
    document = official(*rows)
    assert [one.role for one in roles(document)][1:4] == ["signatory", "signatory", "document_number"]
    assert found(document) == ()


URGENT = replace(samples.letter(), urgency="特急")


@pytest.mark.parametrize(
    "document",
    [
        URGENT,
        replace(URGENT, copy_number="000012"),
        replace(samples.notice(), type="公告", title="关于河道管理的公告", addressees=None, number="2026年第3号"),
        replace(samples.request(), organs=(samples.ORGAN,), signatories=("何宁", "周砚秋", "沈若木", "林知远", "白石")),
        *(make() for make in samples.SAMPLES.values()),
    ],
    ids=lambda document: document.type,
)
def test_our_own_official_documents_have_no_departures(document: OfficialDocument) -> None:
    assert inspect_docx(samples.written_official(document)[0]) == ()


def test_urgency_before_the_number_of_a_letter_has_its_own_face() -> None:
    data = samples.written_official(URGENT)[0]
    document = docx.Document(io.BytesIO(data))
    run = next(run for run in starting(document, "特急").runs if "特急" in run.text)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    (finding,) = found(document)
    assert (finding.clause, finding.element, finding.expected) == ("7.2.3", "紧急程度", "黑体 三号")


def test_columns_colour_behind_and_narrow_characters_are_found() -> None:
    document = official()
    document.sections[0]._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")
    assert elements(document) == [("分栏", "分 2 栏")]
    settled(document)
    document = official()
    run = starting(document, "为了把").runs[0]
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    assert elements(document) == [("正文字形", "底纹")]
    settled(document)
    document = official()
    run = starting(document, "为了把").runs[0]
    run._r.rPr.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="D9D9D9"/>'))
    run._r.rPr.append(parse_xml(f'<w:w {nsdecls("w")} w:val="90"/>'))
    assert dict(elements(document)) == {"正文字形": "底纹", "正文字距": "每行 31 字"}
    settled(document)


def test_line_breaks_and_a_signature_of_spaces_are_habits_for_a_person() -> None:
    document = official()
    starting(document, "为了把").add_run().add_break(WD_BREAK.LINE)
    starting(document, "为了把").add_run("又一行。")
    date = starting(document, "2026年11月20日")
    date.runs[0].text = "　　" + date.runs[0].text
    assert of(document, "换行") == ["段内有 1 个手动换行"]
    assert of(document, "空格") == ["段首有 2 个空格"]
