"""The imprint in a table or a box, where most people put it: its characters and its words are judged, and repaired."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from mofan.paper import inspect_docx, repair_docx
from mofan.paper.official import OfficialDocument
from mofan.text.read import read_bytes
from tests.paper import made
from tests.paper.inspected import of, well
from tests.paper.official_samples import letter, minutes, notice, written_official


def imprint_line(document: Any, start: str) -> Any:
    """The paragraph of our own imprint that begins so; it stands in a table in a box."""
    held = (Paragraph(one, document) for one in document.element.body.iter(qn("w:p")))
    return next(paragraph for paragraph in held if paragraph.text.startswith(start))


def altered(start: str, alter: Callable[[Any], None]) -> bytes:
    """Our own notice with the runs of a line of its imprint altered."""
    document = docx.Document(io.BytesIO(written_official(notice())[0]))
    for run in imprint_line(document, start).runs:
        alter(run)
    return made.saved(document)


def smaller(run: Any) -> None:
    run.font.size = Pt(10.5)


def in_song(run: Any) -> None:
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


@pytest.mark.parametrize(
    ("start", "alter", "clause", "element", "expected"),
    [
        ("抄送", smaller, "7.4.2", "抄送机关字号", "四号"),
        ("抄送", in_song, "7.4.2", "抄送机关", "仿宋_GB2312 四号"),
        ("安澜县水务局办公室", smaller, "7.4.3", "印发机关和印发日期字号", "四号"),
    ],
)
def test_its_characters_are_judged_and_repaired(
    start: str, alter: Callable[[Any], None], clause: str, element: str, expected: str
) -> None:
    data = altered(start, alter)
    (finding,) = inspect_docx(data)
    assert (finding.clause, finding.element, finding.rank, finding.expected) == (clause, element, "must", expected)
    repaired = repair_docx(data)
    assert (repaired.changed, inspect_docx(repaired.data)) == ((finding,), ())
    assert read_bytes(repaired.data, "a.docx").text == read_bytes(data, "a.docx").text


@pytest.mark.parametrize(
    ("start", "old", "new", "element"),
    [
        ("抄送", "。", "", "抄送机关句号"),
        ("抄送", "：", ":", "抄送机关冒号"),
        ("安澜县水务局办公室", "年3月", "年03月", "印发日期写法"),
    ],
)
def test_its_words_are_judged_and_left(start: str, old: str, new: str, element: str) -> None:
    def alter(run: Any) -> None:
        run.text = run.text.replace(old, new)

    data = altered(start, alter)
    assert [finding.element for finding in inspect_docx(data)] == [element]
    assert [finding.element for finding in repair_docx(data).left] == [element]


def table(document: Any, *rows: str) -> Any:
    """The document with a table at its end."""
    cells = document.add_table(len(rows), 1).columns[0].cells
    for cell, text in zip(cells, rows, strict=True):
        cell.paragraphs[0].add_run(text).font.size = Pt(22)
    return document


def test_a_table_behind_the_text_is_the_imprint() -> None:
    document = table(well(), "抄送：县委办公室。", "安澜县水务局办公室　2026年3月2日印发", "", "备注")
    assert of(document, "抄送机关字号", "印发机关和印发日期字号") == ["二号", "二号"]


def test_key_words_in_its_table_are_found() -> None:
    document = table(well(), "主题词：防汛　通知", "安澜县水务局办公室　2026年3月2日印发")
    assert of(document, "主题词", "印发机关和印发日期字号") == ["二号", "主题词：防汛　通知"]


def test_other_tables_are_left_alone() -> None:
    document = table(well(), "报送：每月一次。", "县委办公室")
    lines = document.paragraphs
    lines[-1]._p.addnext(document.tables[0]._tbl)
    document.add_paragraph("安澜县水务局")
    document.add_paragraph("2026年11月20日")
    assert of(document, "抄送机关字号") == []


def test_a_box_that_is_written_twice_is_read_once() -> None:
    document = well()
    line = "<w:p><w:r><w:t>抄送:县委办公室。</w:t></w:r></w:p>"
    box = f"<w:txbxContent>{line}</w:txbxContent>"
    name = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    document.paragraphs[-1]._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="{name}"><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert of(document, "抄送机关冒号") == ["抄送:县委办公室。"]


def test_a_document_of_a_table_alone_is_read() -> None:
    assert of(table(docx.Document(), "抄送:县委办公室。"), "抄送机关冒号") == ["抄送:县委办公室。"]


def test_minutes_that_begin_with_a_day_have_no_title() -> None:
    paragraphs = minutes().paragraphs
    first = "2026年3月2日上午，局长何以宁主持召开局务会议，研究汛前准备。现纪要如下："
    document = replace(minutes(), paragraphs=(replace(paragraphs[0], text=first, level=0, form=None), *paragraphs))
    assert inspect_docx(written_official(document)[0]) == ()


def without(tag: str, document: OfficialDocument) -> bytes:
    """Our own paper without elements of that name."""
    file = docx.Document(io.BytesIO(written_official(document)[0]))
    for one in list(file.element.body.iter(qn(tag))):
        one.getparent().remove(one)
    return made.saved(file)


def test_an_imprint_without_lines_in_its_table_gets_them() -> None:
    data = without("w:tcBorders", notice())
    assert [(one.clause, one.element) for one in inspect_docx(data)] == [("7.4.1", "版记分隔线")]
    repaired = repair_docx(data)
    assert inspect_docx(repaired.data) == ()
    assert read_bytes(repaired.data, "a.docx").text == read_bytes(data, "a.docx").text


def test_lines_of_a_style_of_tables_are_lines() -> None:
    document = docx.Document(io.BytesIO(without("w:tcBorders", notice())))
    for properties in document.element.body.iter(qn("w:tblPr")):
        properties.insert(0, parse_xml(f'<w:tblStyle {nsdecls("w")} w:val="TableGrid"/>'))
    assert of(document, "版记分隔线") == []


def test_an_imprint_in_a_letter_has_no_lines() -> None:
    assert inspect_docx(without("w:tcBorders", letter())) == ()


def test_a_line_in_a_box_alone_is_no_table_without_lines() -> None:
    document = well()
    box = "<w:txbxContent><w:p><w:r><w:t>抄送：县委办公室。</w:t></w:r></w:p></w:txbxContent>"
    document.paragraphs[-1]._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{box}</w:pict></w:r>"))
    assert of(document, "版记分隔线") == []
