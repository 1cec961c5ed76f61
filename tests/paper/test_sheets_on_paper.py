"""Sheets that stand and sheets on their side, for tables that are too wide."""

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from mofan.paper import (
    OfficialDocument,
    Paper,
    Paragraph,
)
from mofan.paper import measurements as m
from mofan.paper.laying import is_wide, laid_in
from mofan.paper.paragraph import Grid, GridCell, GridRow
from mofan.paper.parts import in_sections, paragraph
from mofan.text.read.insets import Cell, Insets, Row, Table
from mofan.text.span import Span
from tests.paper.insets_made import LIES, STANDS, made, paper_in, sections
from tests.paper.samples import W, part
from tests.text.read.rich import COLUMNS, fill, rich, saved


@pytest.fixture(scope="module")
def written() -> bytes:
    return made(paper_in(saved(rich())))


def test_a_wide_table_stands_on_a_sheet_on_its_side(written: bytes) -> None:
    assert sections(written) == [(*STANDS, True), (*LIES, False), (*STANDS, False)]
    margins = next(iter(list(part(written).iter(f"{W}sectPr"))[1].iter(f"{W}pgMar")))
    places = {side: int(margins.get(f"{W}{side}") or 0) for side in ("top", "right", "bottom", "left")}
    assert places == {"top": m.LEFT, "right": m.TOP, "bottom": m.RIGHT, "left": m.BOTTOM}


def test_a_text_that_lies_from_its_first_line_has_one_section() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.add_paragraph("安澜县重点项目台账")
    fill(document.add_table(2, 12, style="Table Grid"), [COLUMNS, COLUMNS])
    data = made(paper_in(saved(document)))
    assert sections(data) == [(*LIES, True)]
    assert made(paper_in(data)) == data


def table_after(*lines: str, columns: int = 12) -> Paper:
    """A paper whose table of unknown widths stands behind these lines."""
    row = "\t".join("甲" * columns)
    body = "\n".join((*lines, row, "注：单位为公里。", "完。"))
    start = body.index(row)
    cells = tuple(
        Cell(start + 2 * at, start + 2 * at + 1, (Span(start + 2 * at, start + 2 * at + 1),)) for at in range(columns)
    )
    table = Table(start, start + len(row), (Row(start, start + len(row), cells),))
    return Paper("标题", None, tuple(laid_in(body, (), Insets((table,)))))


def test_lines_that_name_and_explain_a_wide_table_go_with_it() -> None:
    paper = table_after("正文一段。", "表1 台账", "单位：公里")
    assert [paragraph.lying for paragraph in paper.paragraphs] == [False, True, True, True, True, False]
    assert not any(paragraph.lying for paragraph in table_after("正文", columns=8).paragraphs)
    assert sections(made(paper)) == [(*STANDS, True), (*LIES, False), (*STANDS, False)]


def test_a_table_is_wide_by_its_widths_or_its_columns() -> None:
    rows = (GridRow(tuple(GridCell(()) for _ in range(9))),)
    assert is_wide(Grid(rows))
    assert not is_wide(Grid(rows, (900,) * 9))
    assert is_wide(Grid(rows, (1300,) * 9))


def test_a_page_on_its_side_without_a_table_stands_up() -> None:
    assert [one.lying for one in laid_in("甲\n乙", (), Insets(lying=(Span(0, 3),)))] == [False, False]


def test_no_empty_sheet_follows_a_table_that_ends_the_text() -> None:
    grid = Grid((GridRow((GridCell((Paragraph("甲"),)),) * 2),))
    paragraphs = (Paragraph("开头。"), Paragraph("甲\t甲", grid=grid, lying=True))
    assert sections(made(Paper("标题", None, paragraphs))) == [(*STANDS, True), (*LIES, False)]
    assert sections(made(OfficialDocument("通知", "标题", paragraphs))) == [(*STANDS, True), (*LIES, False)]
    signed = Paper("标题", None, paragraphs, date="2026年11月20日")
    assert sections(made(signed)) == [(*STANDS, True), (*LIES, False), (*STANDS, False)]


def test_a_section_ends_in_its_last_paragraph_and_behind_a_table_in_one_that_takes_no_room() -> None:
    written = made(table_after("正文一段。"))
    body = part(written).find(f"{W}body")
    assert body is not None
    ends = [block for block in body if block.find(f"{W}pPr/{W}sectPr") is not None]
    assert ["".join(map(str, block.itertext())) for block in ends] == ["正文一段。", "注：单位为公里。"]
    alone = in_sections(("<w:tbl/>", "<w:sectPr>1</w:sectPr>", "", paragraph("BodyText", ""), "<w:sectPr>2</w:sectPr>"))
    assert alone.index("<w:tbl/>") < alone.index('w:line="20"') < alone.index("<w:sectPr>1") < alone.index("BodyText")
    assert alone.endswith("</w:p><w:sectPr>2</w:sectPr>")
