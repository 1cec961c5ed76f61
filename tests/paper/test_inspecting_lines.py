"""Inspection of lines, places, faces and signatures in documents that are right but for one thing."""

from collections.abc import Iterator
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from mofan.paper import inspect_docx, repair_docx
from mofan.paper.inspecting.blocks import read_blocks
from mofan.paper.inspecting.opened import Opened
from mofan.paper.inspecting.words import WORDINGS, Wording
from mofan.text.read.libreoffice import convert, find_program
from tests.paper import made
from tests.paper.inspected import found, found_after, of, roles, well


@pytest.mark.parametrize(
    ("rule", "line", "said"),
    [
        (WD_LINE_SPACING.EXACTLY, Pt(30), "每页 21 行（固定值 30 磅）"),
        (WD_LINE_SPACING.AT_LEAST, Pt(12), "每页 30 行（最小值 12 磅）"),
        (WD_LINE_SPACING.MULTIPLE, 1.5, "每页 20 行（1.5 倍行距）"),
        (WD_LINE_SPACING.EXACTLY, Pt(0), "每页 0 行（固定值 0 磅）"),
    ],
)
def test_lines_of_a_page(rule: Any, line: Any, said: str) -> None:
    document = well(("现将情况报告如下。", "各科室抓好落实。"))
    for paragraph in document.paragraphs[1:2]:
        paragraph.paragraph_format.line_spacing_rule = rule
        paragraph.paragraph_format.line_spacing = line
        paragraph.paragraph_format.line_spacing_rule = rule
    assert of(document, "正文行距") == [said]


def spaced(**attributes: str) -> Any:
    document = well(("现将情况报告如下。", "各科室抓好落实。"))
    spacing = document.paragraphs[1]._p.pPr.find(qn("w:spacing"))
    for name, value in attributes.items():
        spacing.set(qn(f"w:{name}"), value)
    return document


def test_distances_before_and_after() -> None:
    assert of(spaced(before="240"), "正文段距") == ["段前 12 磅、段后 0 磅"]
    assert of(spaced(afterLines="100"), "正文段距") == ["段前 0 磅、段后 28.95 磅"]
    assert of(spaced(before="240", beforeAutospacing="1"), "正文段距") == []


def gridded(kind: str, space: str | None) -> Any:
    document = well(("现将情况报告如下。", "各科室抓好落实。"))
    section = document.sections[0]._sectPr
    for grid in section.findall(qn("w:docGrid")):
        section.remove(grid)
    extra = "" if space is None else f' w:charSpace="{space}"'
    section.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="{kind}" w:linePitch="579"{extra}/>'))
    for spacing in document.element.body.iter(qn("w:spacing")):
        if spacing.get(qn("w:val")) is not None:
            spacing.set(qn("w:val"), "0")
    for paragraph in document.paragraphs:
        paragraph.paragraph_format.line_spacing = 1.0
    return document


def test_a_grid_of_lines_and_characters_gives_28() -> None:
    assert of(gridded("linesAndChars", "-848"), "正文字距", "正文行距") == []
    assert of(gridded("lines", None), "正文字距") == ["每行 27 字", "每行 27 字"]
    wide = gridded("linesAndChars", "4096")
    assert of(wide, "正文字距") == ["每行 26 字", "每行 26 字"]
    assert found_after(wide) == ()
    still = gridded("linesAndChars", None)
    still.paragraphs[1].paragraph_format.element.get_or_add_pPr().append(
        parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>')
    )
    assert len(of(still, "正文字距")) == 2


def test_narrow_margins_within_the_tolerance_are_set_where_28_characters_do_not_fit() -> None:
    document = well(("现将情况报告如下。", "各科室抓好落实。"))
    section = document.sections[0]
    section.left_margin, section.right_margin = Mm(28.9), Mm(26.9)
    section.top_margin, section.bottom_margin = Mm(37.9), Mm(35.9)
    assert {one.element for one in found(document)} == {"正文字距", "正文行距"}
    assert found_after(document) == ()


def test_columns_have_other_lines() -> None:
    document = gridded("lines", None)
    columns = document.sections[0]._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), "2")
    assert of(document, "正文字距") == []


def signed(
    unit: str, date: str, unit_right: float, date_right: float, alignment: Any = WD_ALIGN_PARAGRAPH.RIGHT
) -> Any:
    document = well(("现将情况报告如下。", unit, date))
    for paragraph, right in zip(document.paragraphs[-2:], (unit_right, date_right), strict=True):
        paragraph.alignment = alignment
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.attrib.clear()
        indent.set(qn("w:right"), str(round(right * 316)))
    return document


@pytest.mark.parametrize(
    ("unit", "unit_right", "date_right", "good"),
    [
        ("安澜县水务局", 4.5, 4, True),  # sealed: centred over the date
        ("安澜县水务局", 5, 2, True),  # no seal, the date is longer
        ("中共安澜县水务局委员会", 2, 4, True),  # no seal, the unit is longer
        ("安澜县水务局", 0, 0, False),
        ("中共安澜县水务局委员会", 2, 2, False),
    ],
)
def test_signature_and_date(unit: str, unit_right: float, date_right: float, good: bool) -> None:
    document = signed(unit, "2026年11月20日", unit_right, date_right)
    assert (of(document, "署名和成文日期位置") == []) is good
    assert found_after(document) == ()


def test_a_centred_signature_is_measured() -> None:
    document = signed("安澜县水务局", "2026年11月20日", 0, 0, WD_ALIGN_PARAGRAPH.CENTER)
    assert "署名右空 11 字" in of(document, "署名和成文日期位置")[0]


@pytest.mark.parametrize(("right", "good"), [(4, True), (2, True), (0, False)])
def test_a_date_alone(right: float, good: bool) -> None:
    document = well(("现将情况报告如下。", "特此报告", "2026年11月20日"))
    paragraph = document.paragraphs[-1]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.attrib.clear()
    indent.set(qn("w:end"), str(round(right * 316)))
    assert (of(document, "成文日期位置") == []) is good


def test_chapters_may_stand_in_the_middle() -> None:
    document = well(("第一章　总则", "坚持学习，抓好落实。", "第二章　附则", "本办法自印发之日起施行。"))
    for paragraph in document.paragraphs[1::2]:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    assert of(document, "层次标题对齐", "层次标题缩进") == []


def test_a_heading_of_the_next_scheme_may_skip_a_level() -> None:
    document = well(("一、总体要求", "1.学习内容", "跟进学习。", "2.学习方式", "集中学习。", "二、保障", "抓好落实。"))
    for index in (2, 4):
        for run in document.paragraphs[index].runs:
            run._r.rPr.rFonts.set(qn("w:eastAsia"), "楷体")
    assert of(document, "二级标题") == []
    document.paragraphs[2].runs[0]._r.rPr.rFonts.set(qn("w:eastAsia"), "黑体")
    assert of(document, "二级标题") == ["黑体 三号"]


def test_a_first_or_series_of_its_own_may_stay_in_the_face_of_the_body() -> None:
    document = well(("一是抓好学习。每月第一个周五集中学习。", "二是抓好落实。每季度通报一次。"))
    assert found(document) == ()


def test_body_that_turned_into_heading_is_found() -> None:
    document = well()
    paragraph = next(one for one in document.paragraphs if one.text.startswith("（一）"))
    for run in paragraph.runs:
        run._r.rPr.rFonts.set(qn("w:eastAsia"), "楷体_GB2312")
    assert of(document, "正文") == ["楷体_GB2312 三号"]


def test_theme_fonts_are_found_even_where_they_are_right() -> None:
    document = well(("现将情况报告如下。",))
    for font in document.element.body.iter(qn("w:rFonts")):
        font.set(qn("w:eastAsiaTheme"), "minorEastAsia")
    part = next(one for one in document.part.package.iter_parts() if "theme" in one.partname)
    part._blob = part.blob.replace('script="Hans" typeface="宋体"'.encode(), 'script="Hans" typeface="仿宋"'.encode())
    assert of(document, "正文字体") == ["随主题变化的字体（主题字体）"]
    assert found_after(document) == ()
    language = document.settings.element.find(qn("w:themeFontLang"))
    language.set(qn("w:eastAsia"), "zh-TW")
    assert of(document, "正文") == ["新細明體（主题字体） 三号"]


def test_rare_characters_may_have_another_face() -> None:
    document = well(("镕金同志负责。",))
    assert "正文" not in {one.element for one in found(document)}
    run = document.paragraphs[1].runs[0]
    run.text = "镕"
    run._r.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    assert of(document, "正文") == []


def test_the_automatic_colour_and_the_text_colour_are_black() -> None:
    document = well(("现将情况报告如下。",))
    for value, theme in (("auto", None), ("1F497D", "text1")):
        properties = document.paragraphs[1].runs[0]._r.get_or_add_rPr()
        for old in properties.findall(qn("w:color")):
            properties.remove(old)
        color = parse_xml(f'<w:color {nsdecls("w")} w:val="{value}"/>')
        if theme:
            color.set(qn("w:themeColor"), theme)
        properties.append(color)
        assert of(document, "正文颜色") == []


def test_a_table_of_contents_and_a_content_control() -> None:
    document = made.plain()
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    for properties, text in ((gallery, "目录行"), ("", "控件里的一段。")):
        document.element.body.insert(
            2,
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtPr>{properties}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r>"
                "</w:p></w:sdtContent></w:sdt>"
            ),
        )
    shown = [one.block.text for one in roles(document)]
    assert "控件里的一段。" in shown
    assert "目录行" not in shown


def test_a_picture_in_a_line_keeps_its_height() -> None:
    document = made.plain("年度工作安排", ("现将情况报告如下。",))
    document.paragraphs[1].runs[0]._r.append(parse_xml(f"<w:drawing {nsdecls('w')}/>"))
    assert of(document, "正文行距", "正文字距") == []


def test_a_run_style_counts() -> None:
    document = well(("现将情况报告如下。",))
    document.styles.add_style("红", 2).font.color.rgb = RGBColor(255, 0, 0)
    run = document.paragraphs[1].runs[0]
    for old in run._r.rPr.findall(qn("w:color")):
        run._r.rPr.remove(old)
    run.style = "红"
    assert of(document, "正文颜色") == ["颜色 FF0000"]


def rows() -> Iterator[tuple[Wording, str, bool]]:
    for wording in WORDINGS:
        yield from ((wording, line, True) for line in wording.matches)
        yield from ((wording, line, False) for line in wording.refuses)


@pytest.mark.parametrize(("wording", "line", "matches"), tuple(rows()))
def test_each_pattern_finds_its_lines_and_no_others(wording: Wording, line: str, matches: bool) -> None:
    assert (wording.pattern.search(line) is not None) is matches


def test_a_copy_and_an_imprint_stand_one_character_in() -> None:
    document = made.official()
    assert len(of(document, "抄送机关缩进", "印发机关和印发日期缩进")) == 2
    assert of_after(document, "抄送机关缩进", "印发机关和印发日期缩进") == []


def of_after(document: Any, *elements: str) -> list[str]:
    return [one.found for one in found_after(document) if one.element in elements]


@pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")
def test_a_repaired_document_passes_after_libreoffice_wrote_it(tmp_path: Any) -> None:
    program = find_program()
    assert program
    again = convert(program, repair_docx(made.saved(made.plain())).data, ".docx", "docx", seconds=90)
    assert again
    assert {one.element for one in inspect_docx(again) if one.rank == "must"} == set()
    assert not [one for one in repair_docx(again).left if one.rank != "habit"]


@pytest.mark.parametrize("name", ["notice", "with_attachments", "letter", "order", "minutes", "request", "secret"])
def test_our_official_documents_pass(name: str) -> None:
    import io

    from mofan.paper import write_official
    from tests.paper import official_samples

    out = io.BytesIO()
    write_official(getattr(official_samples, name)(), out, sample=True)
    assert inspect_docx(out.getvalue()) == ()


def test_tabs_place_a_signature() -> None:
    document = well(("现将情况报告如下。", "安澜县水务局", "2026年11月20日"))
    for kind, good in (("center", True), ("right", False), ("left", False)):
        for paragraph in document.paragraphs[-2:]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            properties = paragraph._p.get_or_add_pPr()
            for old in [*properties.findall(qn("w:ind")), *properties.findall(qn("w:tabs"))]:
                properties.remove(old)
            stop = f'<w:tab w:val="{kind}" w:pos="{round(20.5 * 316)}"/>'
            properties.insert(0, parse_xml(f"<w:tabs {nsdecls('w')}>{stop}</w:tabs>"))
            run = paragraph.runs[0]
            run.text = "\t" + run.text.strip()
        assert (of(document, "署名和成文日期位置") == []) is good


def test_body_in_several_runs_behind_a_run_in_heading_is_body() -> None:
    document = well()
    paragraph = next(one for one in document.paragraphs if one.text.startswith("（一）"))
    for text in ("其中，", "支部抓落实。"):
        paragraph._p.append(parse_xml(paragraph.runs[-1]._r.xml))
        paragraph.runs[-1].text = text
    assert found(document) == ()


@pytest.mark.parametrize("colour", ["C00000", "FF0000"])
def test_a_red_of_print_is_a_red(colour: str) -> None:
    document = made.official()
    document.paragraphs[2].runs[0].font.color.rgb = RGBColor.from_string(colour)
    assert of(document, "发文机关标志颜色") == []


def test_a_colour_that_is_none_is_no_red() -> None:
    from mofan.paper.inspecting.roles import is_red

    assert not is_red("没有颜色")


def test_revised_sections_and_broken_references_are_passed_over() -> None:
    document = made.numbered_pages("— # —")
    section = document.sections[0]._sectPr
    section.append(parse_xml(f"<w:sectPrChange {nsdecls('w')}><w:sectPr/></w:sectPrChange>"))
    reference = f'<w:footerReference {nsdecls("w")} w:type="even" {nsdecls("r")} r:id="rId999"/>'
    section.insert(0, parse_xml(reference))
    assert "双页没有页码" not in of(document, "页码")
    assert [one.where for one in found(document) if one.element == "纸张"] == ["页面"]


def test_a_document_without_sections_is_read() -> None:
    document = made.plain()
    document.element.body.remove(document.sections[0]._sectPr)
    assert "正文" in {one.element for one in found(document)}


def test_another_field_beside_the_number_is_no_number() -> None:
    document = made.numbered_pages("—#—")
    field = (
        f'<w:fldSimple {nsdecls("w")} w:instr="NUMPAGES"><w:r><w:t>9</w:t></w:r><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    )
    document.sections[0].footer.paragraphs[0]._p.append(parse_xml(field))
    assert of(document, "页码格式") == ["—1—0"]


def test_lines_of_several_lines() -> None:
    document = made.plain()
    document.paragraphs[2].add_run().add_break()
    run = document.paragraphs[2].runs[-1]._r
    for item in ("cr", "noBreakHyphen"):
        run.append(parse_xml(f"<w:{item} {nsdecls('w')}/>"))
    assert read_blocks(Opened(made.saved(document)))[2].raw.endswith("\n\n-")


def test_a_list_bullet_in_the_paragraph_itself() -> None:
    document = made.plain("年度工作安排", ("抓好学习，抓好落实。",))
    properties = document.paragraphs[1]._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    assert of(document, "正文缩进")
