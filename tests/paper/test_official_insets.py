"""Tables, pictures and notes of official documents: out and in again, elements read out of tables."""

from dataclasses import replace

import docx
from docx.shared import Cm

from mofan.paper import (
    official_of,
)
from mofan.text.outline import outline
from mofan.text.read import read_bytes
from mofan.text.read.insets import Note, Picture
from tests.paper.insets_made import LIES, STANDS, grids, made, official_in, plain, report, sections
from tests.text.read.rich import fill, png, put_picture, saved


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
