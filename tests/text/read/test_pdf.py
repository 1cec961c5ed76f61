"""PDF: lines become paragraphs again, and what belongs to the page is left out."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from mofan.paper import paper_of, write_docx
from mofan.text.outline import outline
from mofan.text.read import LIMITS, Document, Limits, MediaType, Reason, Unreadable, read_bytes
from mofan.text.read.paged.furniture import without_furniture
from mofan.text.read.paged.lines import Glyph, Line, lines_of
from mofan.text.read.paged.paragraphs import paragraphs_of
from tests.text.read.makers import make_pdf

SIZE, LEFT, COLUMNS, PITCH = 16.0, 80.0, 28, 29.0
WIDTH = 2 * LEFT + COLUMNS * SIZE


def row(text: str, *, left: float = LEFT, bottom: float = 500.0, size: float = SIZE, step: float | None = None) -> Line:
    """A line as it is set: wide characters a square each, Latin ones half of it, `step` points from one to the next."""
    (line,) = lines_of(glyphs(text, left=left, bottom=bottom, size=size, step=step), 0)
    return line


def glyphs(
    text: str, *, left: float = LEFT, bottom: float = 500.0, size: float = SIZE, step: float | None = None
) -> Iterable[Glyph]:
    for char in text:
        width = size if ord(char) > 0xFF or char in "“”" else size / 2
        if char != "~":  # a gap of half a square without any character
            yield Glyph(char, left, bottom, left + width, bottom + size)
        left += step or width


def page(*texts: str, number: int = 0, top: float = 700.0) -> list[Line]:
    """Lines one under another; a text that begins with two wide spaces is indented."""
    rows = []
    for place, text in enumerate(texts):
        indent = 2 * SIZE * text.startswith("\u3000\u3000")
        made = row(text.strip(), left=LEFT + indent, bottom=top - PITCH * place)
        rows.append(Line(made.text, made.left, made.bottom, made.right, made.top, made.size, number))
    return rows


def full(text: str) -> str:
    """`text` made a full line long."""
    return (text * COLUMNS)[:COLUMNS]


def test_lines_become_paragraphs_again() -> None:
    first = "\u3000\u3000" + full("安澜县水务局抓好学习")[:26]
    lines = page(first, full("落实责任"), "到此为止。", "\u3000\u3000另起一段。")
    assert paragraphs_of(lines, WIDTH) == [
        first.strip() + full("落实责任") + "到此为止。",
        "另起一段。",
    ]


def test_a_gap_beside_latin_is_no_space_and_a_wide_one_between_han_is() -> None:
    assert row("第~3~章").text == "第3章"
    assert row("召~集~人").text == "召 集 人"
    assert row("甲~~乙").text == "甲\u3000乙"
    assert row("the~end").text == "the end"
    assert row("第一章 总则").text == "第一章 总则"
    assert row("共 3 项").text == "共3项"


def test_what_a_renderer_spreads_over_a_full_line_is_no_space() -> None:
    assert row("把责任扛在肩上一级抓一级", step=SIZE * 1.4).text == "把责任扛在肩上一级抓一级"


def test_characters_at_another_height_or_to_the_left_are_another_line() -> None:
    drawn = [*glyphs("上一行"), *glyphs("下一行", bottom=470), *glyphs("又", bottom=470), *glyphs(" ", bottom=400)]
    assert [line.text for line in lines_of(drawn, 0)] == ["上一行", "下一行", "又"]


def test_a_title_of_several_lines_is_one_paragraph() -> None:
    title = [
        row("关于开展模范机关建设工作", left=WIDTH / 2 - 6 * 22, bottom=760, size=22),
        row("情况的报告", left=WIDTH / 2 - 2.5 * 22, bottom=730, size=22),
    ]
    lines = [*title, *page("\u3000\u3000" + full("正文")[:26], full("正文"), "到此。")]
    assert paragraphs_of(lines, WIDTH)[0] == "关于开展模范机关建设工作情况的报告"


def test_a_subtitle_begins_a_paragraph_and_so_does_a_number_after_a_full_stop() -> None:
    ended = full("各")[:-1] + "。"
    assert paragraphs_of(page(ended, "——安澜县水务局"), WIDTH) == [ended, "——安澜县水务局"]
    assert paragraphs_of(page(ended, "（三）抓落实"), WIDTH) == [ended, "（三）抓落实"]
    assert paragraphs_of(page(ended, "继续说"), WIDTH) == [ended + "继续说"]


def test_a_line_with_a_place_of_its_own_does_not_go_on() -> None:
    signed = "签发人：周砚秋"
    right = row(signed, left=LEFT + (COLUMNS - len(signed)) * SIZE, bottom=700 - PITCH)
    body = page(full("甲"), full("乙"), full("丙"), top=700 - 2 * PITCH)
    assert paragraphs_of([*page(full("〇")), right, *body], WIDTH)[:2] == [full("〇"), signed]


def test_lines_farther_apart_than_usual_are_two_paragraphs() -> None:
    lines = [*page(full("一"), full("二"), full("三")), row(full("四"), bottom=700 - PITCH * 2 - 2 * PITCH)]
    assert len(paragraphs_of(lines, WIDTH)) == 2


def test_latin_words_are_joined_with_a_space_or_over_a_hyphen() -> None:
    wide = "word " * 10 + "end"
    assert paragraphs_of(page(wide + "of", "line"), WIDTH) == [wide + "of line"]
    assert paragraphs_of(page(wide[:-4] + "infor-", "mation"), WIDTH) == [wide[:-4] + "information"]
    assert paragraphs_of(page(wide + "12", "345"), WIDTH) == [wide + "12345"]


def test_no_lines_give_no_paragraphs_and_one_line_gives_one() -> None:
    assert paragraphs_of([], WIDTH) == []
    assert paragraphs_of(page("只有一行"), WIDTH) == ["只有一行"]


def in_margin(text: str, *, bottom: float = 40.0) -> Line:
    return row(text, bottom=bottom)


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        (842.0, [in_margin("安澜县水务局文件", bottom=790), *page(f"第{n}页的正文"), in_margin(f"— {n} —")])
        for n in "123"
    ]
    kept, margins = without_furniture(pages)
    assert [line.text for line in kept] == ["第1页的正文", "第2页的正文", "第3页的正文"]
    assert margins == ["安澜县水务局文件"]


def test_a_bare_number_is_a_page_number_only_where_the_pages_are_numbered() -> None:
    assert len(without_furniture([(842.0, [*page("正文"), in_margin("2025")])])[0]) == 2
    for alone in ("1", "第1页", "1/1", "第 1 页 共 1 页"):
        assert [line.text for line in without_furniture([(842.0, [*page("正文"), in_margin(alone)])])[0]] == ["正文"]
    numbered = [(842.0, [*page("正文"), in_margin(f"第{n}页 共2页")]) for n in (1, 2)]
    assert [line.text for line in without_furniture(numbered)[0]] == ["正文", "正文"]


def test_a_head_of_the_even_pages_alone_is_left_out_too() -> None:
    pages = [(842.0, page("正文")) for _ in range(6)]
    for number in (1, 3, 5):
        pages[number][1].insert(0, in_margin("模范机关建设材料汇编", bottom=790))
    assert without_furniture(pages)[1] == ["模范机关建设材料汇编"]
    assert len(without_furniture(pages)[0]) == 6


def test_a_line_near_the_edge_that_is_not_repeated_stays() -> None:
    pages = [(842.0, [*page("正文"), in_margin("最后一行正文")]), (842.0, page("正文"))]
    assert len(without_furniture(pages)[0]) == 3


def read(data: bytes, limits: Limits = LIMITS) -> Document:
    return read_bytes(data, "材料.pdf", limits=limits)


def refused(data: bytes, limits: Limits = LIMITS) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(data, limits)
    return caught.value.reason


def test_it_reads_a_file() -> None:
    document = read(make_pdf([[(80, 700, "Model agency")]]))
    assert document.text == "Model agency\n"
    assert document.media_type == MediaType.PDF


def test_pages_that_are_pictures_are_named() -> None:
    document = read(make_pdf([[(80, 700, "Model agency")], [], *[[] for _ in range(11)]]))
    assert document.warnings == (
        "第2、3、4、5、6、7、8、9、10、11等页没有文字（可能是图片），没有读出内容，请对照原件。",
    )


def test_a_damaged_page_does_not_take_the_others_along() -> None:
    data = make_pdf([[(80, 700, "Model agency")], [(80, 700, "lost")]]).replace(
        b"6 0 obj\n<< /Type /Page ", b"6 0 obj\n<< /Type /Pagx "
    )
    document = read(data)
    assert document.text == "Model agency\n"
    assert document.warnings == ("第2页没有文字（可能是图片），没有读出内容，请对照原件。",)


def test_a_scanned_file_says_so() -> None:
    assert refused(make_pdf([[]])) is Reason.SCANNED


def test_a_file_whose_text_is_rubbish_counts_as_scanned() -> None:
    assert refused(make_pdf([[(80, 700, r"\200\201\205\210\215" * 9)]])) is Reason.SCANNED


def test_a_locked_a_broken_and_a_huge_file_are_refused() -> None:
    assert refused(make_pdf([[(80, 700, "secret")]], encrypted=True)) is Reason.ENCRYPTED
    assert refused(b"%PDF-1.7\nnothing") is Reason.BROKEN
    assert refused(make_pdf([[], []]), Limits(pages=1)) is Reason.TOO_LARGE


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_a_material_printed_to_pdf_reads_as_it_was_written(tmp_path: Path) -> None:
    body = "\n".join(
        (
            "近年来，安澜县水务局把模范机关建设摆在重要位置，先后召开党组会议12次、专题研讨6次，形成了一套管用的做法。",
            "一、聚焦政治建设，把牢方向",
            "（一）抓学习。坚持“第一议题”制度，Word文档3份、表格5张全部归档，做到件件有着落。" * 3,
            "二、聚焦服务群众，办好实事",
            "全年办结群众来信来访事项86件，办结率100%。" * 40,
        )
    )
    source = tmp_path / "material.docx"
    with source.open("wb") as out:
        write_docx(paper_of("把牢方向 办好实事", "——安澜县水务局模范机关建设经验材料", body, outline(body)), out)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = read(source.with_suffix(".pdf").read_bytes())
    assert document.text.splitlines()[2:] == body.splitlines()
    assert document.text.splitlines()[1] == "——安澜县水务局模范机关建设经验材料"
