"""Tables, pictures and notes out and in again: the same words in the same cells, the same bytes of pictures."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.shared import Cm

from mofan.paper import (
    Paper,
    Paragraph,
    Report,
    inspect_docx,
    official_of,
    write_docx,
    write_markdown,
    write_text,
)
from mofan.paper.captions import CAPTION, UNIT
from mofan.paper.paragraph import Grid, GridCell, GridRow
from mofan.text.outline import outline
from mofan.text.read import read_bytes
from mofan.text.read.insets import NOTHING, Insets, Note, Picture
from tests.paper.insets_made import grids, made, official_in, paper_in, plain, report
from tests.paper.samples import W, part
from tests.text.read.rich import merged_table, png, put_picture, rich, saved


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
