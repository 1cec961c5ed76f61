"""Papers with tables, pictures and notes: written, and read again."""

import io

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm, Mm

from mofan.ops.on_paper import Manuscript, paper_asked
from mofan.paper import (
    OfficialDocument,
    Paper,
    official_of,
    write_docx,
    write_official,
)
from mofan.paper import measurements as m
from mofan.paper.paragraph import Grid
from mofan.text.outline import outline
from mofan.text.read import read_bytes
from tests.paper.samples import W, part
from tests.text.read.rich import COLUMNS, fill, merged_table, png, put_notes, put_picture, repeat_head, saved

STANDS, LIES = (str(m.PAGE_WIDTH), None), (str(m.PAGE_HEIGHT), "landscape")


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


def sections(data: bytes) -> list[tuple[str | None, str | None, bool]]:
    """(width, orientation, whether page numbers begin) of each section."""
    found = []
    for section in part(data).iter(f"{W}sectPr"):
        size, start = section.find(f"{W}pgSz"), section.find(f"{W}pgNumType")
        assert size is not None
        found.append((size.get(f"{W}w"), size.get(f"{W}orient"), start is not None))
    return found


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
