"""A paper as PDF: both roads, the same bytes, what is reported."""

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from mofan.paper import Paper, Paragraph, SecrecyRefused, write_official
from mofan.paper.official import OfficialDocument
from mofan.paper.pdf import PdfFailed, PdfReport, Route, Substitution, fonts_of, picture_of, write_pdf
from mofan.paper.pdf.fitting import fitted
from mofan.paper.pdf.libreoffice_route import by_libreoffice, same_each_time
from mofan.paper.pdf.typst_document import Source
from mofan.text.read.insets import Note
from mofan.text.read.libreoffice import find_program
from tests.paper import official_samples, pdf_samples
from tests.paper.samples import sample

needs_libreoffice = pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed here")


def made(document: Paper | OfficialDocument, by: Route = "typst", *, secret: bool = False) -> tuple[bytes, PdfReport]:
    out = io.BytesIO()
    report = write_pdf(document, out, by=by, sample=secret)
    return out.getvalue(), report


def texts(pdf: bytes) -> list[str]:
    """The text of every page, without spaces."""
    return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdfium.PdfDocument(pdf)]


def lines(pdf: bytes) -> list[int]:
    """How many lines of the body stand on each page."""
    return [page.count("项工作按期办理。") for page in texts(pdf)]


def test_a_paper_is_set_and_its_stand_ins_are_counted() -> None:
    pdf, report = made(sample())
    assert texts(pdf)[0].startswith("关于进一步深化模范机关创建工作")
    assert (report.by, report.pages) == ("typst", len(pdfium.PdfDocument(pdf)))
    body = [one for one in report.substitutions if one.face == "仿宋_GB2312"]
    assert sum(one.characters for one in body) > 100
    assert all(one.sentence.startswith("仿宋_GB2312改用") for one in body)


def test_the_same_paper_is_the_same_bytes() -> None:
    assert made(official_samples.request())[0] == made(official_samples.request())[0]


@needs_libreoffice
def test_libreoffice_sets_the_lengths_that_are_proved_as_typst_does(tmp_path: Path) -> None:
    lengths = (1, 22, 23, 300)
    for count in lengths:
        docx = io.BytesIO()
        write_official(official_samples.long(count), docx)
        (tmp_path / f"{count}.docx").write_bytes(fitted(docx.getvalue(), fonts_of()).docx())
    command = [str(find_program()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), *(str(tmp_path / f"{one}.docx") for one in lengths)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for count in lengths:
        found = [one for one in lines((tmp_path / f"{count}.pdf").read_bytes()) if one]
        assert sum(found) == count
        assert [one for one in lines(made(official_samples.long(count))[0]) if one] == found
        assert set(found[1:-2]) <= {22}


@needs_libreoffice
def test_the_road_of_libreoffice_gives_the_same_bytes_in_the_chosen_fonts() -> None:
    pdf, report = made(official_samples.long(23), "libreoffice")
    assert made(official_samples.long(23), "libreoffice")[0] == pdf
    assert (report.by, report.pages % 2) == ("libreoffice", 0)
    assert not [one for one in report.warnings if "LibreOffice 自行" in one]


def test_rare_characters_are_told_by_what_showed_them_or_as_missing() -> None:
    text = "请张𠮷、李㐂、王䶮参加，赵\U000323af列席。"
    _, report = made(Paper("关于会议的通知", None, (Paragraph(text), Paragraph("略。"))))
    told = "".join(one.examples for one in report.substitutions) + "".join(one.character for one in report.missing)
    assert {"𠮷", "㐂", "䶮", "\U000323af"} <= set(told)
    last = report.missing[-1]
    assert (last.character, last.code, last.where) == (
        "\U000323af",
        "U+323AF",
        "正文第1段“王䶮参加，赵\U000323af列席。”",
    )
    assert last.sentence in report.sentences


def test_what_the_document_lacks_is_said() -> None:
    _, report = made(replace(official_samples.notice(), number=None))
    assert any("没有发文字号" in one for one in report.warnings)
    assert not any("字库" in one for one in report.warnings)


def test_a_secrecy_mark_is_refused_but_for_a_sample() -> None:
    out = io.BytesIO()
    with pytest.raises(SecrecyRefused):
        write_pdf(official_samples.secret(), out, by="typst")
    assert not out.getvalue()
    assert all("样张" in page for page in texts(made(official_samples.secret(), secret=True)[0]))


def test_tables_pictures_and_notes_come_along() -> None:
    pdf, report = made(pdf_samples.rich())
    pages = texts(pdf)
    assert len(pages) == 4
    assert "截至2026年10月底。" in pages[0]
    assert "清理河道12公里，加固堤段3处，清运淤泥" in pages[0]
    assert pages[1].count("第1列") == pages[2].count("第1列") == 1  # the head is repeated
    assert "据县水务局统计。" in pages[3]
    sizes = [tuple(map(round, page.get_size())) for page in pdfium.PdfDocument(pdf)]
    assert sizes == [(595, 842), (842, 595), (842, 595), (595, 842)]
    assert [one.split()[1] for one in report.warnings] == ["WMF", "PNG"]


def test_endnotes_stand_before_the_imprint_and_marks_of_ones_own_stay() -> None:
    marked = Paragraph(
        "全县清理河道*12公里。",
        marks=(
            Note(7, "footnote", ("*含支流。", "数据已核对。"), own_mark=True),
            Note(11, "endnote", ("见年报。",)),
        ),
    )
    pages = texts(made(replace(official_samples.notice(), paragraphs=(marked,)))[0])
    assert "*含支流。" in pages[0]
    assert pages[-1].index("见年报。") < pages[-1].index("抄送")


def test_an_imprint_behind_a_lying_sheet_stands_on_an_even_one_that_stands() -> None:
    pdf, _ = made(pdf_samples.with_lying_attachment())
    document = pdfium.PdfDocument(pdf)
    assert [round(page.get_width()) for page in document] == [595, 595, 842, 595]
    assert "2026年3月3日印发" in texts(pdf)[3]
    assert "—4—" in texts(pdf)[3]
    short = replace(pdf_samples.with_lying_attachment(), paragraphs=(Paragraph("请办理。"),))
    shorter = made(replace(short, note=None))[0]
    pages = texts(shorter)
    assert len(pages) % 2 == 0
    assert "印发" in pages[-1]


def test_a_page_is_shown_as_a_picture() -> None:
    pdf, _ = made(official_samples.notice())
    first, second = (picture_of(pdf, number, width=200) for number in (1, 2))
    assert first
    assert second
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert (first[25], second[25]) == (2, 0)  # red on the first, shades of grey on the second
    assert int.from_bytes(first[16:20], "big") == 200
    assert picture_of(pdf, 3, width=200) is None
    assert picture_of(pdf, 0, width=200) is None


def test_it_says_when_a_program_is_not_there_does_nothing_or_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = "mofan.paper.pdf.libreoffice_route.find_program"
    monkeypatch.setattr(program, lambda: None)
    with pytest.raises(PdfFailed, match="没有安装 LibreOffice"):
        made(sample(), "libreoffice")
    idle = tmp_path / "idle"
    idle.write_text("#!/bin/sh\n")
    idle.chmod(0o755)
    monkeypatch.setattr(program, lambda: str(idle))
    with pytest.raises(PdfFailed, match="没有排出 PDF"):
        made(sample(), "libreoffice")
    idle.write_text("#!/bin/sh\nsleep 30\n")
    docx = io.BytesIO()
    write_official(official_samples.letter(), docx)
    with pytest.raises(PdfFailed, match="已停止"):
        by_libreoffice(fitted(docx.getvalue(), fonts_of()), fonts_of(), seconds=0.2)


def test_a_road_is_chosen_by_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mofan.paper.pdf.write.find_program", lambda: None)
    assert write_pdf(sample(), io.BytesIO()).by == "typst"
    monkeypatch.setattr("mofan.paper.pdf.write.find_program", lambda: "soffice")
    monkeypatch.setattr("mofan.paper.pdf.libreoffice_route.find_program", lambda: None)
    with pytest.raises(PdfFailed):
        write_pdf(sample(), io.BytesIO())  # and a road that fails is not left for the other


def test_a_font_that_nobody_chose_is_never_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mofan.paper.pdf.write._others", lambda *_: ["DejaVuSans"])
    with pytest.raises(PdfFailed, match="DejaVuSans"):
        made(sample())
    pdf, _ = made_without_check(monkeypatch)
    monkeypatch.setattr("mofan.paper.pdf.write.by_libreoffice", lambda *_: pdf)
    _, report = made(sample(), "libreoffice")
    assert [one for one in report.warnings if one.startswith("LibreOffice 自行把0个字换成了字体DejaVuSans")]


def made_without_check(monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, PdfReport]:
    with monkeypatch.context() as inside:
        inside.setattr("mofan.paper.pdf.write._others", lambda *_: [])
        return made(sample())


def test_what_typst_cannot_set_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from mofan.paper.pdf import typst_route

    wrong = Source("#unknown()", {}, ())
    with monkeypatch.context() as inside:
        inside.setattr(typst_route, "typst_source", lambda *_: wrong)
        with pytest.raises(PdfFailed, match="Typst 没有排成这一篇"):
            made(sample())
    monkeypatch.setattr("typst.Compiler", Silent)
    with pytest.raises(PdfFailed, match="没有给出 PDF"):
        made(sample())


class Silent:
    """A Typst that gives nothing."""

    def __init__(self, **_: object) -> None:
        pass

    def compile_with_warnings(self, *_: object, **__: object) -> tuple[None, list[str]]:
        return None, []


def test_the_moment_of_making_is_taken_out() -> None:
    pdf = (
        b"%PDF-1.6\n<</CreationDate(D:20261122054233+08'00')/ModDate (D:20261122054233Z)>>\n"
        b"<xmp:CreateDate>2026-11-22T05:42:33+08:00</xmp:CreateDate>\ntrailer<</ID [ <4154402E7592701F>\n"
        b"<4154402E7592701F> ]\n/DocChecksum /0A34DB6F726DDE16\n>>"
    )
    later = pdf.replace(b"054233", b"061000").replace(b"05:42:33", b"06:10:00").replace(b"4154402E", b"99999999")
    assert same_each_time(pdf) == same_each_time(later.replace(b"0A34", b"7777"))
    assert len(same_each_time(pdf)) == len(pdf)
    assert same_each_time(pdf) != same_each_time(pdf + b" ")
    assert b"19800101" in same_each_time(pdf)


def test_a_report_names_reasons_in_words() -> None:
    same = Substitution("仿宋_GB2312", "FangSong", "same design", 12)
    assert same.sentence == "仿宋_GB2312改用FangSong，共12字（同一字体的另一版本）。"
    rare = Substitution("楷体_GB2312", "SimSun", "no glyph", 1, "㐂")
    assert rare.sentence == "楷体_GB2312改用SimSun，共1字：㐂（字体里没有这些字）。"
