"""Sheets and the tables of web pages as tables: merged cells, widths, heads, in the text as it was read before."""

import io

import pytest
from openpyxl import Workbook

from mofan.text.read import Document, read_bytes
from mofan.text.read.page_tables import Put, settled
from mofan.text.read.sheet_shape import shape_of


def words(document: Document, at: int = 0) -> list[list[tuple[int, int, list[str]]]]:
    """(columns, rows, lines) of the cells of a table."""
    table = document.insets.tables[at]
    return [
        [(cell.columns, cell.rows, [line.of(document.text) for line in cell.lines]) for cell in row.cells]
        for row in table.rows
    ]


def workbook() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["安澜县管网建设进度表"],
        [],
        ["序号", "乡镇", "任务", None, "备注"],
        [None, None, "管网", "入户", None],
        [1, "柳溪镇", 12.5, 860, None],
        [2, None, 8.2, 410, "含集镇"],
    ):
        sheet.append(row)
    for merged in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "B5:B6", "G1:H9"):
        sheet.merge_cells(merged)
    for column in "ABCDE":
        sheet.column_dimensions[column].width = 12
    sheet.page_setup.orientation = "landscape"
    return book


def read(book: Workbook) -> Document:
    out = io.BytesIO()
    book.save(out)
    return read_bytes(out.getvalue(), "表.xlsx")


def test_a_sheet_is_a_table_with_its_merged_cells() -> None:
    document = read(workbook())
    assert words(document) == [
        [(5, 1, ["安澜县管网建设进度表"])],
        [(1, 2, ["序号"]), (1, 2, ["乡镇"]), (2, 1, ["任务"]), (1, 2, ["备注"])],
        [(1, 0, []), (1, 0, []), (1, 1, ["管网"]), (1, 1, ["入户"]), (1, 0, [])],
        [(1, 1, ["1"]), (1, 2, ["柳溪镇"]), (1, 1, ["12.5"]), (1, 1, ["860"]), (1, 1, [])],
        [(1, 1, ["2"]), (1, 0, []), (1, 1, ["8.2"]), (1, 1, ["410"]), (1, 1, ["含集镇"])],
    ]
    table = document.insets.tables[0]
    assert table.widths == (1260,) * 5
    assert [span.of(document.text) for span in document.insets.lying] == [document.text.rstrip("\n")]


def test_every_sheet_has_a_table_of_its_own() -> None:
    book = workbook()
    more = book.create_sheet("说明")
    more.append(["口径", "年报"])
    document = read(book)
    assert [document.text[table.start : table.end].split("\n")[0] for table in document.insets.tables] == [
        "安澜县管网建设进度表",
        "口径\t年报",
    ]
    assert words(document, 1) == [[(1, 1, ["口径"]), (1, 1, ["年报"])]]
    assert document.insets.tables[1].widths == ()
    assert len(document.insets.lying) == 1


@pytest.mark.parametrize(("rows", "columns"), [(1, 64), (2001, 20)])
def test_a_sheet_too_large_for_a_table_stays_lines(rows: int, columns: int) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for _ in range(rows):
        sheet.append(["甲"] * columns)
    assert read(book).insets.tables == ()


def test_words_under_a_merged_cell_stay_words() -> None:
    xml = b"<worksheet><cols><col min='1' max='2' width='x'/><col min='1' max='9' width='9' hidden='1'/></cols>"
    xml += b"<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='A0'/></mergeCells><pageSetup/></worksheet>"
    shape = shape_of(io.BytesIO(xml))
    assert (shape.merged, shape.widths, shape.lying) == ({(1, 1): (1, 2)}, {}, False)
    from mofan.text.read.sheet_shape import table_of

    table = table_of({1: "甲\t乙\t丙"}, shape, 0)
    assert table is not None
    assert [(cell.columns, len(cell.lines)) for cell in table.rows[0].cells] == [(2, 2), (1, 1)]


PAGE = (
    "<html><body><h1>供水进度</h1><p>正文一段。</p><table><thead><tr><th rowspan=2>序号</th><th colspan='2'>任务</th>"
    "<th></th></tr><tr><th>管网</th><th><p>入户</p><p>（户）</p></th><td></td></tr></thead>"
    "<tr><td rowspan=' 3x'>1</td><td>12.5</td><td></td><td>甲</td></tr>"
    "<tr><td rowspan=2></td><td>8</td><td>4</td></tr><tr><td>9</td></tr></table><p>完。</p></body></html>"
)


def test_a_table_of_a_page_has_its_cells() -> None:
    document = read_bytes(PAGE.encode(), "页.html")
    assert document.text == "供水进度\n正文一段。\n序号\t任务\n管网\n入户\n（户）\n1\t12.5\t\t甲\n8\t4\n9\n完。"
    assert words(document) == [
        [(1, 2, ["序号"]), (2, 1, ["任务"]), (1, 1, [])],
        [(1, 0, []), (1, 1, ["管网"]), (1, 1, ["入户", "（户）"]), (1, 1, [])],
        [(1, 1, ["1"]), (1, 1, ["12.5"]), (1, 1, []), (1, 1, ["甲"])],
        [(1, 2, []), (1, 1, ["8"]), (1, 1, ["4"])],
        [(1, 0, []), (1, 1, ["9"])],
    ]
    assert document.insets.tables[0].head_rows == 2


def test_a_cell_may_go_over_three_rows() -> None:
    rows = "<tr><td rowspan=3>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr>"
    document = read_bytes(f"<html><body><table>{rows}</table></body></html>".encode(), "页.html")
    assert [[cell[1] for cell in row] for row in words(document)] == [[3, 1], [0, 1], [0, 1]]


@pytest.mark.parametrize(
    "inside",
    [
        "<table><tr><td>只有一行</td><td>不算表</td></tr></table>",
        "<table><tr><td>一列</td></tr><tr><td>不算表</td></tr></table>",
        f"<table><tr><td>{'长' * 500}</td><td>版式</td></tr><tr><td>甲</td><td>乙</td></tr></table>",
        "<table><tr></tr><tr></tr></table>正文",
    ],
)
def test_a_table_that_lays_out_a_page_is_none(inside: str) -> None:
    assert read_bytes(f"<html><body>{inside}</body></html>".encode(), "页.html").insets.tables == ()


def test_only_the_innermost_table_holds_data() -> None:
    inner = "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    page = f"<table><tr><td>栏目</td><td>{inner}</td></tr><tr><td>左</td><td>右</td></tr></table>"
    document = read_bytes(f"<html><body>{page}</body></html>".encode(), "页.html")
    assert len(document.insets.tables) == 1
    assert words(document) == [[(1, 1, ["甲"]), (1, 1, ["1"])], [(1, 1, ["乙"]), (1, 1, ["2"])]]


def test_tables_of_an_article_keep_their_places_behind_its_headline() -> None:
    from mofan.text.read.insets import Cell, Row, Table
    from mofan.text.read.page_tables import Visible

    table = Table(0, 3, (Row(0, 3, (Cell(0, 1, ()), Cell(2, 3, ()))),))
    found = Visible("甲\t乙", (table,)).behind("标题")
    assert (found.text, found.tables[0].start, found.tables[0].rows[0].cells[1].start) == ("标题\n甲\t乙", 3, 5)


def test_a_text_of_nothing_has_no_lines() -> None:
    assert settled(Put(["\n \t"], 3)).text == ""
