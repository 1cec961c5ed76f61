"""Tables out and in again: the same words in the same cells, widths that fit."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mofan.paper import (
    Paper,
    Paragraph,
)
from mofan.paper import measurements as m
from mofan.paper.laying import laid_in
from mofan.paper.paragraph import Grid, GridCell, GridRow
from mofan.paper.tables import fitting_widths, word_size
from mofan.text.outline import outline
from mofan.text.read import read_bytes
from mofan.text.read.insets import Cell, Insets, Picture, Row, Table
from mofan.text.span import Span
from tests.paper.insets_made import made, paper_in, plain
from tests.text.read.rich import png, rich, saved

texts = st.text(st.sampled_from("甲乙丙丁1. ，。（）\u3000𠮷"), max_size=12)


@pytest.fixture(scope="module")
def written() -> bytes:
    return made(paper_in(saved(rich())))


def test_merged_cells_and_head_rows_come_back(written: bytes) -> None:
    table = read_bytes(written, "文.docx").insets.tables[0]
    assert [[(cell.columns, cell.rows) for cell in row.cells] for row in table.rows][:2] == [
        [(1, 2), (1, 2), (2, 1), (1, 2)],
        [(1, 0), (1, 0), (1, 1), (1, 1), (1, 0)],
    ]
    assert (table.head_rows, table.widths) == (2, (794, 1587, 2041, 2041, 1701))
    assert all(cell.alignment == "right" for row in table.rows[1:4] for cell in row.cells[2:3])


def test_what_stands_in_no_cell_is_not_lost() -> None:
    row = Row(0, 3, (Cell(0, 1, (Span(0, 1),)), Cell(2, 3, ())))
    pictures = tuple(Picture(place, png(), "png", 9, 9) for place in (3, 9))
    (table, last) = laid_in("甲\t乙", (), Insets((Table(0, 3, (row,)),), pictures))
    assert table.grid is not None
    assert [len(cell.paragraphs) for cell in table.grid.rows[0].cells] == [1, 1]
    assert (last.text, len(last.marks)) == ("", 1)


def test_a_frame_that_only_holds_a_page_together_is_dissolved() -> None:
    lines = "一、要求\n抓好落实。"
    row = Row(0, len(lines), (Cell(0, len(lines), (Span(0, 4), Span(5, len(lines)))),))
    for table in (Table(0, len(lines), (row,), (), ruled=False), Table(0, 700, (replace(row, end=700),))):
        text = lines if not table.ruled else lines + "长" * (700 - len(lines))
        found = laid_in(text, outline(text), Insets((table,)))
        assert [bool(one.grid) for one in found] == [False, False]
        assert found[0].level == 1
    (whole,) = laid_in(lines, outline(lines), Insets((Table(0, len(lines), (row,)),)))
    assert whole.grid is not None
    assert whole.grid.frames


def test_a_table_that_does_not_take_whole_lines_stays_text() -> None:
    table = Table(1, 4, (Row(1, 4, (Cell(1, 2, ()), Cell(3, 4, ()))),))
    assert [one.grid for one in laid_in("甲乙\t丙", (), Insets((table,)))] == [None]


def test_widths_fit_the_sheet_and_stay_when_they_do() -> None:
    row = GridRow(
        (GridCell((Paragraph("序号"),)), GridCell((Paragraph("做法和成效" * 9),)), GridCell((), 2)), skipped=1
    )
    grid = Grid((row,))
    widths = fitting_widths(grid, 8000)
    assert (len(widths), sum(widths)) == (5, 8000)
    assert max(widths) == widths[2]
    known = replace(grid, widths=(4000,) * 5)
    assert sum(fitting_widths(known, 8000)) == 8000
    assert fitting_widths(replace(grid, widths=(100,) * 5), 8000) == (100,) * 5
    assert fitting_widths(Grid((GridRow((GridCell((Paragraph("栏"),)),)),)), 8000) == (8000,)


def test_words_are_as_large_as_their_cells_allow() -> None:
    def size(text: str, *, heads: bool = False) -> int:
        return word_size(Grid((GridRow((GridCell((Paragraph(text),)),), heads),)), (2000,))

    assert [size("短"), size("文" * 36), size("文" * 45), size("文" * 300)] == [28, 28, 24, 18]
    assert size("文" * 22, heads=True) < size("文" * 22)


def test_rows_that_leave_columns_out_come_back() -> None:
    cell = GridCell((Paragraph("甲"),))
    rows = (GridRow((cell,), skipped=1), GridRow((cell, cell, cell)), GridRow((replace(cell, columns=2),)))
    data = made(Paper("标题", None, (Paragraph("甲\n甲\t甲\t甲\n甲", grid=Grid(rows)), Paragraph("完。"))))
    (table,) = read_bytes(data, "文.docx").insets.tables
    assert [(row.skipped, [one.columns for one in row.cells]) for row in table.rows] == [
        (1, [1]),
        (0, [1, 1, 1]),
        (0, [2]),
    ]
    assert table.columns == 3


def test_two_tables_in_a_row_stay_two_and_large_pictures_are_made_to_fit() -> None:
    grid = Grid((GridRow((GridCell((Paragraph("甲"),)), GridCell(()))),), (900, 900), ruled=False)
    wide, high = Picture(0, png(), "png", 9_000_000, 900), Picture(0, png(9), "png", 900, 90_000_000)
    paragraphs = (Paragraph("甲", grid=grid), Paragraph("甲", grid=grid), Paragraph("", marks=(wide, high)))
    insets = read_bytes(made(Paper("标题", None, paragraphs)), "文.docx").insets
    assert [table.ruled for table in insets.tables] == [False, False]
    assert (insets.pictures[0].width, insets.pictures[0].height) == (m.TYPE_AREA_WIDTH * 635, 561)
    assert insets.pictures[1].height == (m.TYPE_AREA_HEIGHT - 2 * m.LINE) * 635


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=4), st.booleans())
def test_whatever_stands_in_the_cells_comes_back(rows: list[list[str]], heads: bool) -> None:
    def cell(text: str) -> GridCell:
        return GridCell((Paragraph(text.strip(" \u3000")),) if text.strip(" \u3000") else ())

    grid = Grid(tuple(GridRow(tuple(map(cell, row)), heads) for row in rows), (3000, 3000))
    words = "\n".join("\t".join(row) for row in rows)
    data = made(Paper("标题", None, (Paragraph("开头。"), Paragraph(words, grid=grid), Paragraph("结尾。"))))
    document = read_bytes(data, "文.docx")
    found = laid_in(document.text, (), document.insets)
    assert plain(found[2].grid) == plain(grid)
    assert made(Paper("标题", None, tuple(found[1:]))) == data
