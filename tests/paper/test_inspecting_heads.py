"""Heads and imprints of other people: lines that are drawn, names beside the number, marks that nobody can measure."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from mofan.paper import inspect_docx, repair_docx
from tests.paper import made
from tests.paper.inspected import found_after, of
from tests.paper.test_inspecting_letters import VML, border, in_red, letter, outline, shape, vml, with_shapes, with_vml

COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def official(title: str = "关于开展年度检查的通知", number: str = "安水发〔2026〕12号") -> Any:
    """A document with a red head by python-docx, everything at its natural place."""
    document = docx.Document()
    in_red(document.add_paragraph(), "安澜县水务局文件")
    document.add_paragraph(number).alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(title).font.size = Pt(22)
    for line in made.LINES:
        document.add_paragraph(line)
    return document


def musts(document: Any) -> set[str]:
    return {one.element for one in found_after(document) if one.rank == "must"}


def test_a_drawn_line_is_red_and_as_wide_as_the_text() -> None:
    document = official()
    document.paragraphs[1]._p.append(
        parse_xml(shape(0, outline("", '<a:srgbClr val="000000"/>'), relative="paragraph"))
    )
    assert of(document, "版头分隔线颜色", "版头分隔线长度") == ["黑色", "170 毫米"]
    assert musts(document) == set()
    assert of(official(), "版头分隔线") == ["没有分隔线"]


def test_a_line_over_a_later_paragraph_is_not_measured() -> None:
    document = official()
    document.paragraphs[2].insert_paragraph_before("")
    border(document.paragraphs[2].insert_paragraph_before(""), "top", "single")
    border(document.paragraphs[3], "bottom", "single")
    assert of(document, "版头分隔线", "版头分隔线位置") == []


def test_a_line_far_below_the_number_comes_nearer() -> None:
    document = official()
    border(document.paragraphs[1], "bottom", "single")
    border_of = next(document.paragraphs[1]._p.iter(qn("w:bottom")))
    border_of.set(qn("w:space"), "30")
    assert of(document, "版头分隔线位置") == ["10.6 毫米"]
    assert musts(document) == set()


def test_the_imprint_of_a_letter_in_the_text_has_no_lines_and_no_office() -> None:
    document = letter()
    border(document.paragraphs[-1], "top", "single", "000000")
    document.add_paragraph("安澜县水务局办公室　2026年3月3日印发")
    assert of(document, "版记分隔线") == ["有分隔线"]
    assert musts(document) == {"印发机关和印发日期"}


@pytest.mark.parametrize("place", [1, 2])
def test_the_number_stands_in_the_row_of_the_last_name(place: int) -> None:
    document = official()
    document.paragraphs[place].insert_paragraph_before("签发人：何以宁")
    assert of(document, "发文字号次序") == ["不在同一行"]


def test_who_signs_stands_one_character_in_at_the_right() -> None:
    document = official()
    name = document.paragraphs[1].insert_paragraph_before("签发人：何以宁")
    assert of(document, "签发人位置") == ["右空 21 字"]
    name.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    name.paragraph_format.right_indent = Pt(16)
    assert of(document, "签发人位置") == []


def test_who_signs_may_stand_in_a_table() -> None:
    document = official("关于追加资金的请示")
    assert of(document, "签发人") == ["没有签发人"]
    document.add_table(1, 1).cell(0, 0).text = "签 发 人：何以宁"
    assert of(document, "签发人") == []


def test_a_number_with_three_spaces_before_it_is_for_a_person() -> None:
    document = official(number="　　　安水发〔2026〕12号")
    document.paragraphs[2].insert_paragraph_before("签发人：何以宁")
    document.paragraphs[1].alignment = WD_ALIGN_PARAGRAPH.LEFT
    assert "左空 3 字" in of(document, "发文字号位置")
    assert "发文字号位置" in musts(document)


def imprint(*rows: str, style: str | None = None) -> Any:
    """A table of one column behind a document with a head."""
    document = official()
    table = document.add_table(len(rows), 1, style)
    for number, row in enumerate(rows):
        table.cell(number, 0).text = row
    return document


def table_borders(document: Any, **sizes: int) -> Any:
    lines = "".join(f'<w:{side} w:val="single" w:sz="{size}"/>' for side, size in sizes.items())
    properties = document.tables[-1]._tbl.tblPr
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
    return document


ROWS = ("抄送：县委办公室。", "安澜县水务局办公室　2026年11月21日印发")


def test_the_lines_of_a_table_are_its_own_where_cells_say_nothing() -> None:
    document = table_borders(imprint(*ROWS), top=4, bottom=4, insideH=8)
    assert of(document, "版记分隔线粗细") == ["0.18 毫米、0.35 毫米"]
    assert of(table_borders(imprint(*ROWS), top=8, bottom=8, insideH=6), "版记分隔线粗细") == []
    assert "版记分隔线粗细" not in {one.element for one in found_after(document)}


def test_a_table_in_per_cent_is_as_wide_as_it_is() -> None:
    document = table_borders(imprint(*ROWS), top=8, bottom=8)
    width = document.tables[-1]._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    assert of(document, "版记分隔线长度") == []
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), "5000")
    assert of(document, "版记分隔线长度") == ["88.2 毫米"]
    width.getnext().addnext(parse_xml(f'<w:tblInd {nsdecls("w")} w:w="0" w:type="dxa"/>'))
    assert "版记分隔线长度" not in musts(document)


def test_a_day_that_is_none_is_compared_with_nothing() -> None:
    assert of(imprint("抄送：县委办公室。", "县水务局办公室　2026年13月3日印发"), "印发日期") == []


@pytest.mark.parametrize(("stop", "found"), [(None, []), (("left", 5000), []), (("right", 5000), ["右空 12.6 字"])])
def test_a_tab_places_the_day_where_its_stop_is_known(stop: tuple[str, int] | None, found: list[str]) -> None:
    document = imprint("抄送：县委办公室。", "安澜县水务局办公室\t2026年11月21日印发")
    paragraph = document.tables[-1].cell(1, 0).paragraphs[0]
    paragraph.paragraph_format.left_indent = Pt(9)
    if stop:
        tab = f'<w:tab w:val="{stop[0]}" w:pos="{stop[1]}"/>'
        paragraph._p.get_or_add_pPr().insert(0, parse_xml(f"<w:tabs {nsdecls('w')}>{tab}</w:tabs>"))
    assert [one for one in of(document, "印发机关和印发日期位置") if "右空" in one] == found
    assert "印发机关和印发日期位置" not in musts(document)


def test_a_tab_of_a_style_is_for_a_person() -> None:
    document = imprint("抄送：县委办公室。", "安澜县水务局办公室\t2026年11月21日印发")
    style = document.styles["Normal"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:pos="5000"/></w:tabs>'))
    document.tables[-1].cell(1, 0).paragraphs[0].paragraph_format.left_indent = Pt(9)
    assert "印发机关和印发日期位置" in musts(document)


def test_a_red_double_line_without_a_word_is_a_letter_s() -> None:
    document = docx.Document()
    border(document.add_paragraph(""), "bottom", "double")
    assert of(document, "末条双线") == ["没有线条"]


def test_lines_in_the_page_head_and_foot_are_placed() -> None:
    document = letter()
    section = document.sections[0]
    black = '<a:srgbClr val="000000"/>'
    for part, top in ((section.header, 1844675), (section.footer, 9972040)):
        part.paragraphs[0]._p.append(parse_xml(shape(top, outline(' cmpd="dbl"', black))))
        part.paragraphs[0]._p.append(parse_xml(shape(0, outline("", black), length=700000)))
    assert of(document, "首条双线颜色", "末条双线颜色") == ["黑色", "黑色"]
    assert {"首条双线颜色", "末条双线颜色"} & musts(document) == set()


def test_two_like_lines_under_each_other_are_one_double_line() -> None:
    document = with_shapes(shape(1844675, outline()), shape(1882775, outline()))
    assert of(document, "首条双线") == []
    apart = with_shapes(shape(1844675, outline()), shape(2844675, outline()))
    assert of(apart, "首条双线") == ["单线", "单线"]


def test_a_mark_below_too_many_blank_paragraphs_is_for_a_person() -> None:
    document = official()
    for _ in range(9):
        document.paragraphs[0].insert_paragraph_before("")
    assert "发文机关标志位置" in musts(document)


def test_where_nobody_can_tell_where_a_mark_stands_nothing_is_said() -> None:
    broken, framed, tabled = official(), official(), official()
    broken.paragraphs[0].insert_paragraph_before("").add_run().add_break(WD_BREAK.PAGE)
    framed.paragraphs[0]._p.get_or_add_pPr().append(
        parse_xml(f'<w:framePr {nsdecls("w")} w:y="900" w:vAnchor="text"/>')
    )
    table = tabled.add_table(1, 1)
    tabled.element.body.insert(0, table._tbl)
    for document in (broken, framed, tabled):
        assert of(document, "发文机关标志位置") == []


@pytest.mark.parametrize(("anchor", "found"), [("t", ["20.8 毫米"]), ("ctr", [])])
def test_a_box_whose_words_are_in_its_middle_is_not_measured(anchor: str, found: list[str]) -> None:
    document = letter(None)
    held = (
        "<wps:txbx><w:txbxContent><w:p><w:r><w:rPr><w:color w:val='FF0000'/><w:sz w:val='96'/></w:rPr>"
        f"<w:t>安澜县水务局</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr tIns='0' anchor='{anchor}'/>"
    )
    box = shape(600000, "", "rect").replace("</wps:spPr></wps:wsp>", f"</wps:spPr>{held}</wps:wsp>")
    document.paragraphs[0]._p.append(parse_xml(box))
    assert of(document, "发文机关标志位置") == found


def test_a_second_line_of_a_box_has_no_place_of_its_own() -> None:
    document = with_vml()
    content = next(document.paragraphs[0]._p.iter(qn("w:txbxContent")))
    content.insert(0, parse_xml(f"<w:p {nsdecls('w')}/>"))
    assert of(document, "发文机关标志位置") == []


def test_shapes_whose_lengths_are_no_lengths_are_no_lines() -> None:
    document = letter()
    style = 'style="width:%spt;height:1pt" strokecolor="red"'
    for length in ("1.2.3", "9" * 400, "auto", "500"):
        vml(document.paragraphs[0], f"<v:rect {style % length}/>")
    vml(document.paragraphs[0], '<v:line from="a" to="b"/>')
    vml(document.paragraphs[0], '<v:shape style="width:400pt;height:1pt"><v:imagedata/></v:shape>')
    assert of(document, "首条双线") == ["单线"]
    assert "首条双线" not in musts(document)


def test_an_older_shape_gets_its_colour_length_and_place() -> None:
    document = letter()
    style = "position:absolute;mso-position-vertical-relative:page;margin-top:300pt;width:300pt;height:1pt"
    vml(document.paragraphs[0], f'<v:rect style="{style}" strokecolor="black"/>')
    assert {"首条双线", "首条双线颜色", "首条双线长度", "首条双线位置"} & musts(document) == set()


def test_a_strict_document_gets_lines_of_its_own_kind() -> None:
    data = made.saved(letter())
    strict = data  # python-docx writes the transitional kind: the names are exchanged part by part
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(strict)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            content = before.read(entry).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            after.writestr(entry, content)
    repaired = repair_docx(out.getvalue()).data
    with zipfile.ZipFile(io.BytesIO(repaired)) as archive:
        xml = archive.read("word/document.xml")
    assert b"http://purl.oclc.org/ooxml/drawingml/main" in xml
    assert b"http://schemas.openxmlformats.org/drawingml/2006/main" not in xml.split(b"<w:body>")[1]
    assert "首条双线" not in {one.element for one in inspect_docx(repaired)}


def test_a_red_colour_of_a_run_is_no_line() -> None:
    document = official()
    document.paragraphs[1].runs[0].font.color.rgb = RGBColor(255, 0, 0)
    assert of(document, "发文字号颜色") == ["颜色 FF0000"]


def test_a_box_that_no_paragraph_holds_has_no_place() -> None:
    document = letter(None)
    run = '<w:r><w:rPr><w:color w:val="FF0000"/><w:sz w:val="96"/></w:rPr><w:t>安澜县水务局文件</w:t></w:r>'
    loose = f"<w:customXml {nsdecls('w')}><w:txbxContent><w:p>{run}</w:p></w:txbxContent></w:customXml>"
    document.element.body.insert(0, parse_xml(loose))
    assert of(document, "发文机关标志位置") == []
    assert of(document, "发文机关标志写法") == ["安澜县水务局文件"]


def test_a_line_in_the_middle_of_the_text_is_none_of_a_letter() -> None:
    document = letter()
    document.paragraphs[4]._p.append(parse_xml(shape(4000000, outline())))
    assert of(document, "首条双线") == ["没有线条"]


def test_an_attachment_of_a_title_alone_is_compared() -> None:
    document = official()
    document.add_paragraph("附件1")
    document.add_paragraph("任务分解表")
    assert of(document, "附件标题") == ["任务分解表"]


def test_cells_in_per_cent_keep_their_width() -> None:
    document = imprint(*ROWS)
    for width in document.tables[-1]._tbl.iter(qn("w:tcW")):
        width.set(qn("w:type"), "pct")
    table_width = document.tables[-1]._tbl.tblPr.find(qn("w:tblW"))
    table_width.set(qn("w:type"), "dxa")
    table_width.set(qn("w:w"), "5000")
    kept = docx.Document(io.BytesIO(repair_docx(made.saved(document)).data)).tables[-1]._tbl
    assert {one.get(qn("w:w")) for one in kept.iter(qn("w:tcW"))} == {
        one.get(qn("w:w")) for one in document.tables[-1]._tbl.iter(qn("w:tcW"))
    }


def test_a_line_without_a_colour_of_its_own_keeps_that_of_its_style() -> None:
    document = with_shapes(
        shape(1844675, '<a:ln w="57150" cmpd="thickThin"/>', length=5000000), shape(9972040, outline())
    )
    flat = shape(9972040, "", "rect", length=5000000, fill='<a:solidFill><a:srgbClr val="000000"/></a:solidFill>')
    document.paragraphs[1]._p.append(parse_xml(flat))
    assert of(document, "首条双线长度") == ["138.9 毫米"]
    assert {"首条双线长度", "末条双线颜色"} & musts(document) == set()


def test_what_stands_in_for_a_shape_is_not_read_twice() -> None:
    document = letter()
    line = '<v:rect style="width:482pt;height:1pt" strokecolor="black"/>'
    stand_in = f"<w:r {nsdecls('w')} {VML} {COMPATIBLE}><mc:AlternateContent><mc:Fallback><w:pict>{line}</w:pict>"
    document.paragraphs[0]._p.append(parse_xml(f"{stand_in}</mc:Fallback></mc:AlternateContent></w:r>"))
    assert of(document, "首条双线") == ["没有线条"]
