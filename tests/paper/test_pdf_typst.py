"""The .docx as Typst: what is odd in a paragraph, a table, a section."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from mofan.paper import Paper, Paragraph, Report, write_docx
from mofan.paper.official import Attachment
from mofan.paper.pdf import fonts_of, pdf_of, write_pdf
from mofan.paper.pdf.fitting import Fitted, fitted
from mofan.paper.pdf.properties import style_sheet
from mofan.paper.pdf.typst_document import typst_source
from mofan.paper.pdf.typst_words import quoted
from tests.paper import official_samples
from tests.paper.font_samples import machine

RUN = '<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/></w:rPr>'


def docx_of(*paragraphs: str, title: str = "关于工作的报告") -> bytes:
    out = io.BytesIO()
    write_docx(Paper(title, None, (*map(Paragraph, paragraphs), Paragraph("完。"))), out)
    return out.getvalue()


def changed(docx: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """The .docx with its XML changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                assert old in data.decode()
                data = data.decode().replace(old, new, 1).encode()
            after.writestr(name, data)
    return out.getvalue()


def source(docx: bytes) -> str:
    return typst_source(fitted(docx, fonts_of())).text


def page(docx: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of the first page, and what is said."""
    pdf, report = pdf_of(docx, Report(), by="typst")
    return pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range(), report.warnings


def test_a_paragraph_begins_two_characters_in() -> None:
    text = source(docx_of("今年以来，工作有序推进。"))
    assert "first-line-indent: (amount: 31.6pt, all: true)" in text
    assert "tracking: -0.2000pt, top-edge: 23.16pt, bottom-edge: -5.79pt" in text


def test_marks_behind_each_other_keep_their_cells() -> None:
    text = source(docx_of("学习《条例》、《规定》，全覆盖。"))
    assert '("学习《条例》")' in text
    assert 'x("、")' in text


def test_words_are_never_taken_for_commands() -> None:
    nasty = 'a"b\\c #import $x$ *粗* _斜_ @x <y> `z` // /* 注 \\u{1}'
    found, _ = page(docx_of(nasty))
    assert "#import $x$ *粗* _斜_ @x <y> `z` // /* 注" in found
    assert quoted('"\\\n\t') == '"\\"\\\\  "'


def test_a_long_address_is_broken_where_the_line_ends() -> None:
    long = "详见 https://example.invalid/" + "a" * 120 + " 一页。"
    pdf, _ = pdf_of(docx_of(long), Report(), by="typst")
    area = pdfium.PdfDocument(pdf)[0]
    text = area.get_textpage()
    edges = [text.get_charbox(place)[2] for place in range(text.count_chars())]
    assert max(edges) <= 184 / 25.4 * 72 + 1.5
    assert source(docx_of(long)).count("#box(width: 0pt)") > 100


def test_tabs_without_stops_come_at_every_second_character() -> None:
    assert "#h(" in source(docx_of("姓名\t职务\t电话"))


def test_parts_that_would_touch_at_their_tabs_go_under_each_other() -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="600"/><w:tab w:val="right" w:pos="8800"/></w:tabs>'
    long = "安澜县" * 9
    row = f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/>{stops}</w:pPr>{RUN}<w:t>{long}</w:t><w:tab/>'
    more = f"<w:t>{long}</w:t>"
    more += "<w:tab/><w:t>尾</w:t></w:r></w:p>"
    text = source(changed(docx_of("甲。"), "<w:sectPr>", row + more + "<w:sectPr>"))
    assert "#block(sticky: true)[#block(width: 100%, height: 28.95pt)" in text
    assert text.count("#block(width: 100%, height: 28.95pt)") == 2


def test_what_cannot_be_drawn_is_said() -> None:
    docx = changed(docx_of("甲。"), "<w:sectPr>", f"<w:p>{RUN}<w:pict/></w:r></w:p><w:p><w:sdt/></w:p><w:sectPr>")
    assert page(docx)[1] == ("有1处图形没有排进 PDF；Word 文件里还在。", "有1处sdt没有排进 PDF；Word 文件里还在。")
    shape = f"<w:p>{RUN}<w:drawing/></w:r></w:p>"
    assert "图形" in page(changed(docx_of("甲。"), "<w:sectPr>", shape + "<w:sectPr>"))[1][0]
    strange = f"<w:p>{RUN}<mc:AlternateContent><mc:Fallback/></mc:AlternateContent></w:r></w:p>"
    assert page(changed(docx_of("甲。"), "<w:sectPr>", strange + "<w:sectPr>"))[1] == ()


def test_what_is_inserted_or_linked_and_breaks_are_set() -> None:
    run = f"{RUN}<w:t>网页</w:t><w:br/><w:t>第二行</w:t></w:r>"
    inside = f"<w:p><w:hyperlink>{run}</w:hyperlink><w:bookmarkStart/></w:p>"
    found, said = page(changed(docx_of("甲。"), "<w:sectPr>", inside + "<w:sectPr>"))
    assert "网页" in found
    assert "第二行" in found
    assert said == ()


def test_a_note_whose_text_is_gone_is_said() -> None:
    lost = f'<w:p>{RUN}<w:t>甲</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    assert "footnoteReference" in page(changed(docx_of("乙。"), "<w:sectPr>", lost + "<w:sectPr>"))[1][0]


def test_endnotes_are_counted_in_small_roman_numerals() -> None:
    from mofan.paper.pdf.typst_notes import _roman

    assert [_roman(number) for number in (1, 4, 9, 14, 38)] == ["i", "iv", "ix", "xiv", "xxxviii"]


def test_a_table_without_lines_and_one_inside_another_are_set() -> None:
    cell = f"<w:tc><w:p>{RUN}<w:t>内</w:t></w:r></w:p></w:tc>"
    inner = f'<w:tbl><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>'
    border = '<w:tcBorders><w:top w:val="single" w:sz="8" w:color="FF0000"/><w:left w:val="nil"/></w:tcBorders>'
    outer = (
        '<w:tbl><w:tblPr><w:jc w:val="right"/></w:tblPr><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/>'
        '</w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
        f'<w:tc><w:tcPr>{border}<w:vAlign w:val="bottom"/></w:tcPr>{inner}'
        "<w:p/></w:tc></w:tr></w:tbl>"
    )
    before = '<w:p><w:pPr><w:spacing w:after="200" w:line="579" w:lineRule="exact"/></w:pPr></w:p>'
    text = source(changed(docx_of("甲。"), "<w:sectPr>", before + outer + "<w:sectPr>"))
    assert "#v(10pt)" in text
    assert "#align(right, table(" in text
    assert 'top: 1.0pt + rgb("#FF0000")' in text
    assert "align: left + bottom" in text
    assert text.count("table(columns") == 2


def test_a_paragraph_without_a_style_or_of_an_unknown_one_is_like_the_others() -> None:
    sheet = style_sheet(fitted(docx_of("甲。"), fonts_of()).parts["word/styles.xml"])
    assert sheet.chain("没有") == sheet.chain("Normal")


def test_a_document_without_a_footer_or_an_author_is_set() -> None:
    docx = changed(docx_of("甲。"), '<w:footerReference w:type="default" r:id="rId4"/>', "")
    text = source(docx)
    assert "if calc.odd(number) { none }" in text
    assert "author: ()" in text


def test_a_font_that_is_the_face_itself_is_not_reported(tmp_path: Path) -> None:
    fonts = machine(tmp_path, fang=("仿宋_GB2312", 400, "的一国甲乙。"), song=("SimSun", 400, "的一国"))
    made = fitted(docx_of("甲。"), fonts)
    assert {one.face for one in made.tally.substitutions()} <= {"方正小标宋简体", "宋体"}
    assert "甲" not in "".join(one.character for one in made.tally.missing)


def test_an_empty_run_is_nothing() -> None:
    empty = f"<w:p>{RUN}<w:t></w:t></w:r></w:p>"
    assert page(changed(docx_of("甲。"), "<w:sectPr>", empty + "<w:sectPr>"))[1] == ()


def test_a_long_mark_gets_narrow_letters_and_stays_on_its_line() -> None:
    organ = "安澜县人民政府防汛抗旱指挥部办公室河道湖泊水库综合治理工作领导小组"
    out = io.BytesIO()
    write_pdf(replace(official_samples.notice(), organs=(organ,)), out, by="typst")
    area = pdfium.PdfDocument(out.getvalue())[0]
    text = area.get_textpage()
    whole = text.get_text_range()
    place = whole.index(organ[:4])
    boxes = [text.get_charbox(at) for at in range(place, place + len(organ))]
    assert max(box[2] for box in boxes) <= 184 / 25.4 * 72 + 1.5
    assert len({round(box[1] / 20) for box in boxes}) <= 2  # one line


def test_an_odd_page_may_be_asked_for() -> None:
    end = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    docx = changed(
        docx_of("甲。"), "<w:sectPr>", f'{end}<w:p>{RUN}<w:t>乙</w:t></w:r></w:p><w:sectPr><w:type w:val="oddPage"/>'
    )
    pdf, _ = pdf_of(docx, Report(), by="typst")
    assert len(pdfium.PdfDocument(pdf)) == 3


def test_runs_name_their_font_in_every_slot_for_libreoffice() -> None:
    style = '<w:p><w:r><w:rPr><w:rStyle w:val="x"/></w:rPr><w:t>脚1</w:t></w:r><w:r><w:t>无</w:t></w:r></w:p>'
    made: Fitted = fitted(changed(docx_of("甲1。"), "<w:sectPr>", style + "<w:sectPr>"), fonts_of())
    with zipfile.ZipFile(io.BytesIO(made.docx())) as archive:
        xml = archive.read("word/document.xml").decode()
    assert ' font="' not in xml.split("脚")[0]
    assert '<w:rStyle w:val="x"/><w:rFonts' in xml
    assert "仿宋_GB2312" not in xml or any("仿宋" in one.office_name for one in made.fonts)


@pytest.mark.parametrize("text", ["ǎāé", "°C±2", "α、Ω", "①②③", "——……", "“引号”"])
def test_signs_between_the_scripts_have_a_font(text: str) -> None:
    _, report = pdf_of(docx_of(f"如{text}。"), Report(), by="typst")
    assert report.missing == ()


@pytest.mark.parametrize(("lines", "labels"), [(3, "1 2 3 4"), (12, "1 2 3 4 . .")])
def test_behind_sheets_on_their_side_a_blank_page_and_the_imprint_have_no_number(lines: int, labels: str) -> None:
    rows = tuple(Paragraph("各站点要逐户核对，如实填写。", lying=True) for _ in range(lines))
    document = replace(official_samples.notice(), attachments=(Attachment("核对情况表", rows),))
    out = io.BytesIO()
    write_pdf(document, out, by="typst")
    texts = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(out.getvalue())]
    found = [re.search(r"—\s*(\d+)\s*—", text) for text in texts]
    assert " ".join(one.group(1) if one else "." for one in found) == labels
    assert "印发" in texts[-1]
