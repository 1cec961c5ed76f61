"""Tables, pictures and notes out and in again: the same words in the same cells, the same bytes of pictures."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm, Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from mofan.ops.on_paper import Manuscript, paper_asked
from mofan.paper import (
    OfficialDocument,
    Paper,
    Paragraph,
    Report,
    inspect_docx,
    official_of,
    write_docx,
    write_markdown,
    write_official,
    write_text,
)
from mofan.paper import measurements as m
from mofan.paper.captions import CAPTION, UNIT
from mofan.paper.laying import is_wide, laid_in
from mofan.paper.paragraph import Grid, GridCell, GridRow
from mofan.paper.tables import fitting_widths, word_size
from mofan.text.outline import outline
from mofan.text.read import read_bytes
from mofan.text.read.insets import NOTHING, Cell, Insets, Note, Picture, Row, Table
from mofan.text.span import Span
from tests.paper.samples import W, part
from tests.text.read.rich import COLUMNS, fill, merged_table, png, put_notes, put_picture, repeat_head, rich, saved


def paper_in(data: bytes) -> Paper:
    document = read_bytes(data, "文.docx")
    return paper_asked(Manuscript(document.text, document.insets, ()))


def official_in(data: bytes, kind: str = "报告") -> OfficialDocument:
    document = read_bytes(data, "文.docx")
    return official_of(document.text, kind, outline, insets=document.insets)


def made(paper: Paper | OfficialDocument) -> bytes:
    out = io.BytesIO()
    write_docx(paper, out) if isinstance(paper, Paper) else write_official(paper, out)
    return out.getvalue()


def plain(grid: Grid | None) -> list[list[list[str]]]:
    """The texts of the cells."""
    assert grid is not None
    return [[[one.text for one in cell.paragraphs] for cell in row.cells] for row in grid.rows]


def grids(paper: Paper | OfficialDocument) -> list[Grid]:
    return [paragraph.grid for paragraph in paper.paragraphs if paragraph.grid]


@pytest.fixture(scope="module")
def written() -> bytes:
    return made(paper_in(saved(rich())))


def test_the_second_way_round_changes_nothing(written: bytes) -> None:
    assert made(paper_in(written)) == written
    before, after = paper_in(saved(rich())), paper_in(written)
    assert [plain(grid) for grid in grids(before)] == [plain(grid) for grid in grids(after)]
    assert write_text(before) == write_text(after)
    first, second = (read_bytes(data, "文.docx").insets for data in (saved(rich()), written))
    assert [one.data for one in first.pictures] == [one.data for one in second.pictures]
    assert [(one.width, one.height) for one in first.pictures] == [(one.width, one.height) for one in second.pictures]
    assert [one.description for one in second.pictures] == ["净水厂外景", "", ""]
    assert [one.paragraphs for one in first.notes] == [one.paragraphs for one in second.notes]


def test_merged_cells_and_head_rows_come_back(written: bytes) -> None:
    table = read_bytes(written, "文.docx").insets.tables[0]
    assert [[(cell.columns, cell.rows) for cell in row.cells] for row in table.rows][:2] == [
        [(1, 2), (1, 2), (2, 1), (1, 2)],
        [(1, 0), (1, 0), (1, 1), (1, 1), (1, 0)],
    ]
    assert (table.head_rows, table.widths) == (2, (794, 1587, 2041, 2041, 1701))
    assert all(cell.alignment == "right" for row in table.rows[1:4] for cell in row.cells[2:3])


def test_the_words_of_a_table_stand_in_their_lines_in_plain_text_and_markdown() -> None:
    paper = paper_in(saved(rich()))
    assert "柳溪镇\t12.5" in write_text(paper)
    text = write_markdown(paper)
    assert "| 1 | 柳溪镇 | 12.5 | 860 |  |" in text
    assert "| 合计 |  | 20.7 | 1270 |  |" in text
    assert "> 专栏1 供水保障重点工程\n>\n> 柳溪水厂扩建；石桥泵站改造。" in text
    assert "| 柳溪水厂<br>日供水 3000吨 | （图片） |" in text
    assert "净水厂主体已经封顶（图片：净水厂外景），年底投入运行。" in text
    assert text.endswith("[^1]: 数据来自县水务局统计年报。\n\n    入户数含两个安置小区。\n\n[^2]: 按计划口径。\n")


def test_a_package_names_every_part_and_only_those_it_has(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        names = set(package.namelist())
        types = package.read("[Content_Types].xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert {"word/media/image1.png", "word/media/image3.png", "word/footnotes.xml", "word/footer8.xml"} <= names
    assert "word/endnotes.xml" not in names
    assert types.count('Extension="png"') == 1
    for target in ("media/image1.png", "footnotes.xml", "footer8.xml", "footer9.xml"):
        assert relations.count(f'Target="{target}"') == 1
    docx.Document(io.BytesIO(written))  # python-docx opens it


def test_a_paper_without_them_is_made_of_the_constant_parts() -> None:
    with zipfile.ZipFile(io.BytesIO(made(Paper("总结", None, (Paragraph("正文。"),))))) as package:
        assert len(package.namelist()) == 11


def sections(data: bytes) -> list[tuple[str | None, str | None, bool]]:
    """(width, orientation, whether page numbers begin) of each section."""
    found = []
    for section in part(data).iter(f"{W}sectPr"):
        size, start = section.find(f"{W}pgSz"), section.find(f"{W}pgNumType")
        assert size is not None
        found.append((size.get(f"{W}w"), size.get(f"{W}orient"), start is not None))
    return found


STANDS, LIES = (str(m.PAGE_WIDTH), None), (str(m.PAGE_HEIGHT), "landscape")


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


def report() -> bytes:
    """A report whose head and imprint stand in tables, with notes, a seal, a picture and a lying attachment."""
    document = docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "安水发〔2026〕3号", "签发人：何以宁"
    title = document.add_paragraph("安澜县水务局关于报送城乡供水一体化工作情况的报告")
    document.add_paragraph("安澜县人民政府：")
    first = document.add_paragraph("今年以来，全县新建供水管网20.7公里，现将情况报告如下。")
    document.add_paragraph("表1 管网建设进度")
    document.add_paragraph("单位：公里")
    merged_table(document)
    put_picture(document.add_paragraph(), png(), width=Cm(6))
    document.add_paragraph("图1 净水厂外景")
    document.add_paragraph("附件：村级任务分解表")
    signed = document.add_paragraph("安澜县水务局")
    put_picture(signed, png(30, 30), width=Cm(4))
    date = document.add_paragraph("2026年11月20日")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.add_paragraph("附件")
    document.add_paragraph("村级任务分解表")
    wide = fill(document.add_table(2, 12, style="Table Grid"), [COLUMNS, COLUMNS])
    repeat_head(wide)
    document.add_paragraph("注：入户数含安置小区。")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    imprint = document.add_table(2, 1, style="Table Grid")
    imprint.cell(0, 0).text, imprint.cell(1, 0).text = "抄送：县财政局。", "安澜县水务局办公室　2026年11月21日印发"
    put_notes(document, [(title, ("口径截至10月底。",)), (first, ("来自年报。", "含小区。")), (date, ("落款之注。",))])
    return saved(document)


def test_an_official_document_keeps_them_and_reads_its_elements_out_of_tables() -> None:
    document = official_in(report())
    assert (document.number, document.signatories) == ("安水发〔2026〕3号", ("何以宁",))
    assert (document.imprint.copies_to, document.imprint.date) == ("县财政局", "2026年11月21日")
    assert (document.signature.organs, document.signature.date) == (("安澜县水务局",), "2026年11月20日")
    assert [note.paragraphs for note in document.title_notes] == [("口径截至10月底。",)]
    assert len(grids(document)) == 1
    (attachment,) = document.attachments
    assert attachment.title == "村级任务分解表"
    assert [bool(one.grid) for one in attachment.paragraphs] == [True, False]
    assert all(one.lying for one in attachment.paragraphs)
    shown = [mark for one in document.paragraphs for mark in one.marks if isinstance(mark, Picture)]
    assert [picture.data for picture in shown] == [
        png(),
        png(30, 30),
    ]  # the one at the signature stands behind the body
    assert [mark.paragraphs for one in document.paragraphs for mark in one.marks if isinstance(mark, Note)] == [
        ("来自年报。", "含小区。"),
        ("落款之注。",),
    ]


def test_an_official_document_is_the_same_the_second_time() -> None:
    first = made(official_in(report()))
    second = made(official_in(first))
    assert made(official_in(second)) == second
    before, after = official_in(first), official_in(second)
    assert [plain(grid) for grid in grids(before)] == [plain(grid) for grid in grids(after)]
    assert sections(first) == [(*STANDS, True), (*LIES, False), (*STANDS, False)]
    found = read_bytes(first, "文.docx").insets
    assert [len(found.pictures), len(found.notes)] == [2, 3]


def test_an_attachment_that_is_a_table_without_a_title_keeps_it() -> None:
    document = docx.Document()
    for line in ("关于报送台账的通知", "各乡镇：", "请按附件报送。", "安澜县水务局", "2026年11月20日", "附件"):
        document.add_paragraph(line)
    fill(document.add_table(2, 2, style="Table Grid"), [["项目", "时间"], ["管网", "年底"]])
    (attachment,) = official_in(saved(document), "通知").attachments
    assert attachment.title == ""
    assert plain(attachment.paragraphs[0].grid) == [[["项目"], ["时间"]], [["管网"], ["年底"]]]


def test_a_letterhead_that_is_a_picture_does_not_become_the_title() -> None:
    document = docx.Document()
    put_picture(document.add_paragraph(), png(), width=Cm(6))
    for line in ("关于报送台账的通知", "各乡镇：", "请按时报送。"):
        document.add_paragraph(line)
    found = official_in(saved(document), "通知")
    assert (found.title, found.addressees) == ("关于报送台账的通知", "各乡镇")
    assert [bool(one.marks) for one in found.paragraphs] == [True, False]
    only = docx.Document()
    put_picture(only.add_paragraph(), png(), width=Cm(6))
    data = read_bytes(saved(document), "文.docx")
    alone = official_of("\n", "通知", outline, insets=replace(data.insets, pictures=data.insets.pictures[:1]))
    assert (alone.title, len(alone.paragraphs)) == ("", 1)


def test_marks_at_title_and_signature_of_a_plain_paper_find_a_place() -> None:
    note, picture = Note(2, "footnote", ("注。",)), Picture(0, png(), "png", 0, 0)
    lines = "正文。\n安澜县水务局\n2026年11月20日"
    date = lines.index("2026")
    insets = Insets(pictures=(replace(picture, place=date),), notes=(replace(note, place=len(lines)),))
    from mofan.paper import paper_of

    paper = paper_of("标题", None, lines, (), insets, Insets(pictures=(picture,), notes=(note,)))
    assert paper.title_notes == (note,)
    assert (paper.author, paper.date) == ("安澜县水务局", "2026年11月20日")
    assert [(one.text, [mark.place for mark in one.marks]) for one in paper.paragraphs] == [
        ("", [0]),
        ("正文。", [3]),
        ("", [0]),
    ]
    data = made(paper)
    assert "word/footnotes.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert read_bytes(data, "文.docx").insets.pictures[0].width == 914_400 * 2  # nobody knew its size
    only = paper_of("标题", None, "安澜县水务局\n2026年11月20日", (), Insets(notes=(replace(note, place=0),)))
    assert only.paragraphs[0].text == "安澜县水务局"


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


def test_captions_stand_in_the_middle_and_keep_with_what_they_name() -> None:
    document = docx.Document()
    for line in ("年度工作总结", "正文一段。", "表1 进度", "单位：公里"):
        document.add_paragraph(line)
    merged_table(document)
    put_picture(document.add_paragraph(), png(), width=Cm(3))
    for line in ("图1 外景", "表3所示为全年进度。", "完。"):
        document.add_paragraph(line)
    data = made(paper_in(saved(document)))
    found = {"".join(str(one.text) for one in p.iter(f"{W}t")): p for p in part(data).iter(f"{W}p")}
    sides = {text: p.find(f"{W}pPr/{W}jc") for text, p in found.items()}
    assert {
        text: side.get(f"{W}val") for text, side in sides.items() if side is not None and text[0:1] in "表单图"
    } == {
        "表1 进度": "center",
        "单位：公里": "right",
        "图1 外景": "center",
        "": sides[""].get(f"{W}val") if sides[""] is not None else None,
    }
    assert all(found[text].find(f"{W}pPr/{W}keepNext") is not None for text in ("表1 进度", "单位：公里"))
    assert sides["表3所示为全年进度。"] is None


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


def test_own_marks_endnotes_and_control_characters() -> None:
    notes = (Note(3, "footnote", ("*说\x01明", "续"), own_mark=True), Note(4, "endnote", ("尾注",)))
    cell = GridCell((Paragraph("格\x02子"),))
    grid = Grid((GridRow((cell, cell), heads=True),))
    out = io.BytesIO()
    paragraphs = (Paragraph("正\x03文*", marks=notes), Paragraph("格\x02子\t格\x02子", grid=grid), Paragraph("\x04"))
    report: Report = write_docx(Paper("标题", None, paragraphs), out)
    found = read_bytes(out.getvalue(), "文.docx")
    assert found.text.split("\n")[:3] == ["标题", "正文*", "格子\t格子"]
    assert [(one.kind, one.own_mark, one.paragraphs) for one in found.insets.notes] == [
        ("footnote", True, ("*说明", "续")),
        ("endnote", False, ("尾注",)),
    ]
    assert [found.text[: one.place][-2:] for one in found.insets.notes] == ["正文", "文*"]
    assert report.removed == 5


def test_faces_of_tables_and_notes_are_reported() -> None:
    out = io.BytesIO()
    grid = Grid((GridRow((GridCell((Paragraph("镕"),)), GridCell(()))),))
    marks = (Note(0, "footnote", ("𠮷",)),)
    report = write_docx(Paper("标题", None, (Paragraph("镕", grid=grid), Paragraph("文", marks=marks))), out)
    assert [one[1] for one in report.substitutions] == ["镕", "𠮷"]


texts = st.text(st.sampled_from("甲乙丙丁1. ，。（）\u3000𠮷"), max_size=12)


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


def test_nothing_beside_the_words_changes_nothing() -> None:
    text = "关于报送台账的通知\n各乡镇：\n请按时报送。\n安澜县水务局\n2026年11月20日"
    assert official_of(text, "通知", outline) == official_of(text, "通知", outline, insets=NOTHING)


def test_what_is_laid_out_passes_its_own_inspection(written: bytes) -> None:
    assert inspect_docx(written) == ()
    assert inspect_docx(made(official_in(report()))) == ()


@pytest.mark.parametrize(
    ("pattern", "line", "other"),
    [
        (CAPTION, "表1 管网建设进度", "表1所示，全年完成20.7公里。"),
        (CAPTION, "图2-1　净水厂外景", "图1为净水厂外景。"),
        (UNIT, "（单位：万元）", "单位：各乡镇、县直各单位，抓紧落实。"),
    ],
)
def test_captions_are_known_by_their_words(pattern: re.Pattern[str], line: str, other: str) -> None:
    assert pattern.fullmatch(line)
    assert not pattern.fullmatch(other)


def test_a_page_on_its_side_without_a_table_stands_up() -> None:
    assert [one.lying for one in laid_in("甲\n乙", (), Insets(lying=(Span(0, 3),)))] == [False, False]


def test_a_picture_alone_needs_no_styles_and_a_text_without_title_no_heading() -> None:
    picture = Picture(0, png(), "png", 9, 9)
    paper = Paper("", None, (Paragraph("", marks=(picture,)), Paragraph("文")))
    with zipfile.ZipFile(io.BytesIO(made(paper))) as package:
        assert "TableText" not in package.read("word/styles.xml").decode()
    assert write_markdown(paper) == "（图片）\n\n文\n"
    noted = replace(paper, title="标题", title_notes=(Note(2, "footnote", ("注",)),))
    assert write_markdown(noted).startswith("# 标题[^1]\n")


def test_characters_of_the_last_plane_stay_what_they_are() -> None:
    text = "关于报送台账的通知\n各乡镇：\n甲\U00100000乙\U00100001丙。"
    insets = Insets(notes=(Note(len(text), "footnote", ("注",)),))
    (paragraph,) = official_of(text, "通知", outline, insets=insets).paragraphs
    assert paragraph.text == "甲\U00100000乙\U00100001丙。"
    assert [mark.place for mark in paragraph.marks] == [len(paragraph.text)]


def test_no_empty_sheet_follows_a_table_that_ends_the_text() -> None:
    grid = Grid((GridRow((GridCell((Paragraph("甲"),)),) * 2),))
    paragraphs = (Paragraph("开头。"), Paragraph("甲\t甲", grid=grid, lying=True))
    assert sections(made(Paper("标题", None, paragraphs))) == [(*STANDS, True), (*LIES, False)]
    assert sections(made(OfficialDocument("通知", "标题", paragraphs))) == [(*STANDS, True), (*LIES, False)]
    signed = Paper("标题", None, paragraphs, date="2026年11月20日")
    assert sections(made(signed)) == [(*STANDS, True), (*LIES, False), (*STANDS, False)]
