"""What LibreOffice makes of a paper: 22 lines, 28 characters, the page number in place. Skipped where it is absent."""

import ctypes
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from mofan.paper import Paper, Paragraph, measurements, paper_of
from mofan.paper.paragraph import Grid, GridCell, GridRow
from tests.paper.samples import heading, sample, written

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.skipif(not PROGRAM, reason="LibreOffice is not installed here"),
]

with_latin_face = pytest.mark.skipif(
    not PROGRAM or not re.search("Liberation|Times|Tinos|Termes", subprocess.getoutput("fc-match 'Times New Roman'")),
    reason="no face as wide as Times New Roman is installed here (fonts-liberation)",
)
POINTS_A_MILLIMETRE = 72 / 25.4
LINE = measurements.LINE / 20

GRID_TEXT = "安澜县水务局把模范机关建设同日常业务放在一起谋划一起检查一起讲评" * 60
LONG_TABLE = Grid(
    (GridRow((GridCell((Paragraph("项目"),)),) * 9, heads=True), *[GridRow((GridCell((Paragraph("甲"),)),) * 9)] * 45)
)
LEAD_TEXT = "（一）抓好学习。" + "安澜县水务局把模范机关建设同日常业务放在一起谋划" * 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a rendered page; places in points from the upper left corner of the paper."""

    left: float
    right: float
    middle: float
    text: str


def lines_of(page: pdfium.PdfPage) -> list[Line]:
    """The lines of a page in order, from the characters on one base line; white space where there is room."""
    text, height = page.get_textpage(), page.get_height()
    left, base = ctypes.c_double(), ctypes.c_double()
    rows: dict[int, list[Line]] = {}
    for at in range(text.count_chars()):
        char = text.get_text_range(at, 1)
        if not char.strip():
            continue
        raw.FPDFText_GetCharOrigin(text, at, ctypes.byref(left), ctypes.byref(base))
        size = raw.FPDFText_GetFontSize(text, at)
        right = text.get_charbox(at, loose=True)[2]
        row = next((near for near in rows if abs(near - base.value) < LINE / 2), round(base.value))
        rows.setdefault(row, []).append(Line(left.value, right, height - base.value - 0.35 * size, char))
    return sorted(
        (joined(sorted(row, key=lambda one: one.left)) for row in rows.values()), key=lambda line: line.middle
    )


def joined(row: list[Line]) -> Line:
    """One line of the characters of a row."""
    words = row[0].text
    for one, other in pairwise(row):
        words += (" " if other.left - one.right > 2 else "") + other.text
    return Line(row[0].left, max(one.right for one in row), row[0].middle, words)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Line]]]:
    """Name → pages → lines, of a few papers made in one run."""
    folder = tmp_path_factory.mktemp("rendered")
    body = f"一、总体要求\n{LEAD_TEXT}\n结束。"
    papers = {
        "grid": Paper("网格", None, (Paragraph(GRID_TEXT),)),
        "full": Paper("满页", None, tuple(Paragraph(f"第{number}行。") for number in range(20))),
        "sample": sample(),
        "lead": paper_of("段首句", None, body, [heading(body, "（一）抓好学习。", 2, "lead")]),
        "lying": Paper("台账", None, (Paragraph("开头。"), Paragraph("台账", grid=LONG_TABLE, lying=True))),
    }
    for name, paper in papers.items():
        (folder / f"{name}.docx").write_bytes(written(paper)[0])
    assert PROGRAM
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [PROGRAM, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True, timeout=180)
    return {name: pages_of(folder / f"{name}.pdf") for name in papers}


def pages_of(pdf: Path) -> list[list[Line]]:
    """The lines of every page, measured with pdfium."""
    with pdfium.PdfDocument(pdf) as document:
        return [lines_of(page) for page in document]


def test_a_page_has_22_lines_of_28_characters(rendered: dict[str, list[list[Line]]]) -> None:
    pages = rendered["grid"]
    for page in pages[1:-1]:
        assert len(page) == 23  # 22 and the page number
        assert {len(line.text) for line in page[:-1]} == {28}
    assert [len(line.text) for line in pages[0][1:3]] == [26, 28]
    assert len(pages) > 3


def test_lines_stand_on_the_grid_within_the_type_area(rendered: dict[str, list[list[Line]]]) -> None:
    page = rendered["grid"][1][:-1]
    steps = Counter(round(after.middle - before.middle, 1) for before, after in pairwise(page))
    assert all(abs(step - LINE) < 0.3 for step in steps)
    assert all(abs(line.left - 28 * POINTS_A_MILLIMETRE) < 1 for line in page)
    assert all(abs(line.right - 184 * POINTS_A_MILLIMETRE) < 1.5 for line in page)
    assert page[0].middle > 37 * POINTS_A_MILLIMETRE
    assert page[-1].middle < 262 * POINTS_A_MILLIMETRE


def test_nasty_10_exactly_22_lines_make_no_empty_last_page(rendered: dict[str, list[list[Line]]]) -> None:
    assert [len(page) for page in rendered["full"]] == [22]  # a title, a blank line, 20 lines, the page number


def test_nasty_12_a_single_page_is_numbered(rendered: dict[str, list[list[Line]]]) -> None:
    assert rendered["full"][0][-1].text == "— 1 —"


def test_page_numbers_stand_outside_one_character_in(rendered: dict[str, list[list[Line]]]) -> None:
    odd, even = rendered["grid"][0][-1], rendered["grid"][1][-1]
    assert (odd.text, even.text) == ("— 1 —", "— 2 —")
    assert abs(odd.right - (184 * POINTS_A_MILLIMETRE - 14)) < 2
    assert abs(even.left - (28 * POINTS_A_MILLIMETRE + 14)) < 2
    assert abs(odd.middle - 269 * POINTS_A_MILLIMETRE) < 2 * POINTS_A_MILLIMETRE  # 7 mm below the type area


def test_a_long_title_is_broken_as_planned_and_centred(rendered: dict[str, list[list[Line]]]) -> None:
    first, second = rendered["sample"][0][:2]
    assert (first.text, second.text) == ("关于进一步深化模范机关创建工作", "推动机关党建高质量发展的实施意见")
    assert abs((first.left + first.right) / 2 - (second.left + second.right) / 2) < 3


def test_nasty_6_a_lead_keeps_the_grid(rendered: dict[str, list[list[Line]]]) -> None:
    lines = [line.text for line in rendered["lead"][0]]
    start = next(number for number, line in enumerate(lines) if line.startswith("（一）"))
    assert [len(line.replace(" ", "")) for line in lines[start : start + 2]] == [26, 28]


@with_latin_face
def test_unit_and_date_stand_at_the_right(rendered: dict[str, list[list[Line]]]) -> None:
    unit, date = rendered["sample"][0][-3:-1]
    assert (unit.text, date.text.replace(" ", "")) == ("安澜县水务局", "2026年11月20日")
    assert abs(date.right - (184 * POINTS_A_MILLIMETRE - 2 * 15.8)) < 3
    assert date.left > unit.left + 10  # two characters, less the gaps that LibreOffice leaves around digits


def test_a_lying_sheet_has_its_number_where_others_have_it(rendered: dict[str, list[list[Line]]]) -> None:
    pages = rendered["lying"]
    assert len(pages) > 3
    for number, page in enumerate(pages[1:], 2):
        dashes = [line for line in page if line.left < measurements.LYING_LEFT / 20 - 5]
        heads = [line.text[:2] for line in dashes]  # beside the rows of the table
        assert heads[0][0] == heads[-1][0] == "—"
        assert str(number) in "".join(heads)
        low, high = min(line.middle for line in dashes), max(line.middle for line in dashes)
        if number % 2:  # below, seen on the lying sheet: at the right of one that stands
            assert abs(high + 7 - (measurements.PAGE_WIDTH - measurements.RIGHT) / 20 + 14) < 14
        else:
            assert abs(low - 7 - measurements.LEFT / 20 - 14) < 14
        assert any("项目" in line.text for line in page)  # the head is repeated
