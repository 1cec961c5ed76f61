"""What LibreOffice makes of official documents: heights in mm, lines, page numbers, the imprint. Skipped without it."""

import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from mofan.paper import measurements as m
from mofan.paper.closing import closing_lines
from mofan.paper.document_types import TYPES
from mofan.paper.head import settled
from mofan.paper.official import Imprint, OfficialDocument, Signature
from mofan.paper.official_docx import _HEADS, _front_lines
from mofan.paper.paper import Paragraph
from tests.paper import official_samples as samples
from tests.paper.test_rendered import LINE, POINTS_A_MILLIMETRE, PROGRAM, Line, pages_of, with_latin_face

pytestmark = [
    pytest.mark.skipif(not PROGRAM, reason="LibreOffice is not installed here"),
]
BLANK_PAGES_TOO = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
DOTS = 10
"""A mm."""
TITLE = "关于进一步深化全县河道湖泊水库治理保护和水务系统机关作风建设推动水利事业高质量发展若干措施的通知"
LENGTHS = (1, 22, 23, 300)
TITLES = (8, 13, 20, 21, 27, 35, 42, 50)
EDGES = (2, 8, 9, 10, 11, 12, 15, 24, 29, 30, 31, 32, 33, 34)
"""Lines of a body that end near the end of a page, with the signature or without it, with the imprint or without it."""

MARKS = (6, 12, 13, 14, 20)
"""Characters of a mark: the lower it ends, the less is left below the last line of the first page."""
FULL = (3, 25)
"""Lines of a body without a note that fill the page to its last line: the seal hangs below it."""


def titled(length: int) -> OfficialDocument:
    """A notice with a title of `length` characters."""
    return replace(samples.notice(), title=TITLE[: length - 3] + "的通知")


def grid() -> OfficialDocument:
    """A notice with one long paragraph."""
    return replace(samples.notice(), paragraphs=(Paragraph("把河道治理同日常业务放在一起谋划一起检查一起讲评" * 80),))


def copied(lines: int) -> OfficialDocument:
    """A notice whose imprint takes six lines and more."""
    many = "，".join(f"安澜县第{number}水利管理站" for number in range(1, 15))
    return replace(samples.long(lines), imprint=Imprint(many, samples.OFFICE, "2026年3月3日"))


def filling() -> dict[str, OfficialDocument]:
    """Minutes, notices and orders whose words take every line of the first page, with marks of many heights."""
    unsealed = Signature((samples.ORGAN,), samples.DATE, "plain")
    kinds = {
        "minutes": replace(samples.minutes(), attendance=()),
        "notice": replace(samples.notice(), note=None, signature=unsealed),
        "order": samples.order(),
    }
    found = {}
    for (name, kind), length in product(kinds.items(), MARKS):
        document = replace(kind, mark=("安澜县机关事务服务中心主任办公会议" * 2)[:length])
        used = settled(_HEADS[TYPES[document.type].layout](document)).height
        used += (
            _front_lines(document) + bool(document.addressees) + closing_lines(document, under_seal=False)
        ) * m.LINE
        free = (m.LINES_A_PAGE * m.LINE - used) // m.LINE
        found[f"filling {name} {length}"] = replace(document, paragraphs=samples.long(free).paragraphs)
    return found


def plain() -> OfficialDocument:
    """A notice without a seal, the name of its unit longer than the date."""
    unit = "安澜县机关事务服务中心"
    return replace(samples.notice(), signature=Signature((unit,), samples.DATE, "plain"))


def addressed() -> OfficialDocument:
    """A notice to many."""
    many = "，".join(f"安澜县第{number}水利管理站" for number in range(1, 9))
    return replace(samples.notice(), addressees=many)


DOCUMENTS = (
    {name: make() for name, make in samples.SAMPLES.items()}
    | {f"lines{count}": samples.long(count) for count in LENGTHS}
    | {f"title{length}": titled(length) for length in TITLES}
    | {f"short{count}": samples.long(count) for count in EDGES}
    | {f"unnoted{count}": replace(samples.long(count), note=None) for count in FULL}
    | {f"copied{count}": copied(count) for count in (20, 25, 28)}
    | filling()
    | {"grid": grid(), "secret": samples.secret(), "plain": plain(), "addressed": addressed()}
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the PDF of every document, made in one run."""
    folder = tmp_path_factory.mktemp("official")
    for name, document in DOCUMENTS.items():
        (folder / f"{name}.docx").write_bytes(samples.written_official(document, sample=name == "secret")[0])
    assert PROGRAM
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [PROGRAM, profile, "--headless", "--convert-to", BLANK_PAGES_TOO, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, list[list[Line]]]:
    """Name → pages → lines."""
    return {name: pages_of(folder / f"{name}.pdf") for name in DOCUMENTS}


@cache
def ink(pdf: Path, page: int, red: bool) -> tuple[tuple[float, float], ...]:
    """The bands of red (or of black) ink on a page: (upper edge, lower edge) in mm from the upper edge of the paper."""
    with pdfium.PdfDocument(pdf) as document:
        dots = document[page - 1].render(scale=DOTS * 25.4 / 72).to_numpy()[:, :, :3].astype(int)
    blue, green, reds = dots[:, :, 0], dots[:, :, 1], dots[:, :, 2]
    inked = (((reds > 200) if red else (reds < 100)) & (green < 90) & (blue < 90)).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(int)))
    return tuple((upper / DOTS, lower / DOTS) for upper, lower in zip(edges[::2], edges[1::2], strict=True))


def of_page(number: int, lines: list[Line]) -> list[Line]:
    """The lines without the page number."""
    return [line for line in lines if line.text != f"— {number} —"]


@pytest.mark.parametrize(
    ("name", "below"), [("notice", 35), ("minutes", 35), ("request", 35), ("secret", 35), ("order", 20)]
)
def test_the_mark_stands_at_its_height(folder: Path, name: str, below: float) -> None:
    upper = ink(folder / f"{name}.pdf", 1, True)[0][0]
    assert upper == pytest.approx(37 + below, abs=1)


def test_a_letter_has_its_mark_and_double_lines_at_their_heights(folder: Path) -> None:
    (top, bottom), *lines = ink(folder / "letter.pdf", 1, True)
    assert top == pytest.approx(30, abs=1)
    assert lines[0][0] - bottom == pytest.approx(4, abs=1)
    assert lines[-1][1] == pytest.approx(297 - 20, abs=1.5)
    thick = [lower - upper for upper, lower in lines]
    assert thick[0] > thick[1]  # upper one: thick over thin; lower one: thin over thick
    assert thick[2] < thick[3]


def test_the_number_of_a_letter_is_seven_eighths_below_the_line(
    folder: Path, pages: dict[str, list[list[Line]]]
) -> None:
    line = next(line for line in pages["letter"][0] if line.text.startswith("安水函"))
    rule = ink(folder / "letter.pdf", 1, True)[2][1]
    upper = next(upper for upper, _ in ink(folder / "letter.pdf", 1, False) if upper > rule)
    assert upper - rule == pytest.approx(7 / 8 * 16 / POINTS_A_MILLIMETRE, abs=1)
    assert line.right == pytest.approx(184 * POINTS_A_MILLIMETRE, abs=3)


@pytest.mark.parametrize("name", ["notice", "request"])
def test_the_red_line_is_four_millimetres_below_the_number(folder: Path, name: str) -> None:
    rule = ink(folder / f"{name}.pdf", 1, True)[-1]
    above = max(lower for _, lower in ink(folder / f"{name}.pdf", 1, False) if lower < rule[0])
    assert rule[0] - above == pytest.approx(4, abs=1)


def test_two_blank_lines_stand_above_the_title_and_one_below(pages: dict[str, list[list[Line]]]) -> None:
    lines = pages["title20"][0]
    number, title, addressees = (
        next(line for line in lines if line.text.replace(" ", "").startswith(start))
        for start in ("安水发", "关于", "各乡镇")
    )
    assert addressees.middle - title.middle == pytest.approx(2 * LINE, abs=4)
    assert title.middle - number.middle == pytest.approx(3 * LINE + m.RULE_DISTANCE / 20, abs=6)


def test_a_page_of_the_body_has_22_lines_of_28_characters(pages: dict[str, list[list[Line]]]) -> None:
    middle = of_page(2, pages["grid"][1])
    assert len(middle) == 22
    assert {len(line.text) for line in middle} == {28}
    steps = [after.middle - before.middle for before, after in pairwise(middle)]
    assert all(abs(step - LINE) < 0.3 for step in steps)


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "letter"])
def test_the_imprint_is_at_the_bottom_of_an_even_last_page(
    folder: Path, pages: dict[str, list[list[Line]]], name: str
) -> None:
    last = len(pages[name])
    assert last % 2 == 0
    assert any(line.text.replace(" ", "").endswith("印发") for line in pages[name][-1])
    assert not any(line.text.replace(" ", "").endswith("印发") for page in pages[name][:-1] for line in page)
    edges = [lower for upper, lower in ink(folder / f"{name}.pdf", last, False) if lower - upper < 1 and lower < 265]
    assert edges[-1] == pytest.approx(297 - 35, abs=1)


@pytest.mark.parametrize("name", filling())
def test_a_text_that_fills_the_first_page_has_its_imprint_on_the_second(
    pages: dict[str, list[list[Line]]], name: str
) -> None:
    first, second = pages[name]
    last = DOCUMENTS[name].paragraphs[-1].text
    assert any(line.text.replace(" ", "") == last for line in first)
    assert not any(line.text.replace(" ", "").startswith("第") for line in second)


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "letter"])
def test_page_numbers_stand_outside_and_not_behind_a_blank_page(pages: dict[str, list[list[Line]]], name: str) -> None:
    blank = False
    for number, page in enumerate(pages[name], 1):
        found = [line for line in page if line.text == f"— {number} —"]
        if not page or blank:
            blank = True
            assert not found
            continue
        assert len(found) == 1
        outside = found[0].right > 150 * POINTS_A_MILLIMETRE if number % 2 else found[0].left < 60 * POINTS_A_MILLIMETRE
        assert outside


def test_the_first_page_of_a_letter_has_no_number(pages: dict[str, list[list[Line]]]) -> None:
    assert not [line for line in pages["letter"][0] if line.text.startswith("—")]
    assert pages["letter"][-1][-1].text == "抄送：县财政局。"


@pytest.mark.parametrize("length", TITLES)
def test_a_title_is_whole_balanced_and_centred(pages: dict[str, list[list[Line]]], length: int) -> None:
    page = pages[f"title{length}"][0]
    start = next(number for number, line in enumerate(page) if line.text.startswith("关于"))
    end = next(number for number, line in enumerate(page) if line.text.startswith("各乡镇"))
    lines = page[start:end]
    assert "".join(line.text for line in lines) == TITLE[: length - 3] + "的通知"
    middles = [(line.left + line.right) / 2 for line in lines]
    assert max(middles) - min(middles) < 4
    assert all(line.right - line.left <= 156 * POINTS_A_MILLIMETRE + 1 for line in lines)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_first_page_shows_the_body(pages: dict[str, list[list[Line]]], name: str) -> None:
    body = DOCUMENTS[name].paragraphs[0].text[:5]
    assert any(line.text.replace(" ", "").startswith(body) for line in pages[name][0])


def test_no_page_has_only_a_signature(pages: dict[str, list[list[Line]]]) -> None:
    for name in DOCUMENTS:
        for page in pages[name]:
            at = next(
                (number for number, line in enumerate(page) if "2026" in line.text and line.text.endswith("日")), None
            )
            assert at is None or at > 1


def test_a_sample_says_so_on_every_page(pages: dict[str, list[list[Line]]]) -> None:
    assert all(any("样" in line.text and "张" in line.text for line in page) for page in pages["secret"])
    assert not any("样" in line.text for page in pages["notice"] for line in page)


def test_addressees_go_on_at_the_left_edge(pages: dict[str, list[list[Line]]]) -> None:
    page = pages["addressed"][0]
    at = next(number for number, line in enumerate(page) if line.text.startswith("安澜县第"))
    assert any(line.text.endswith("：") for line in page[at + 1 : at + 4])
    assert page[at].left == pytest.approx(28 * POINTS_A_MILLIMETRE, abs=1)
    assert page[at + 1].left == pytest.approx(page[at].left, abs=1)


def test_a_signature_without_a_seal_ends_two_characters_before_the_edge(pages: dict[str, list[list[Line]]]) -> None:
    lines = [line for page in pages["plain"] for line in page]
    unit = next(line for line in lines if line.text == "安澜县机关事务服务中心")
    date = next(line for line in lines if line.text.replace(" ", "") == samples.DATE)
    character = m.CHARACTER / 20
    assert 184 * POINTS_A_MILLIMETRE - unit.right == pytest.approx(2 * character, abs=4)
    assert date.left - unit.left == pytest.approx(2 * character, abs=4)


@with_latin_face
def test_a_signature_with_a_seal_stands_over_its_date(pages: dict[str, list[list[Line]]]) -> None:
    lines = [line for page in pages["lines23"] for line in page]
    date = next(line for line in lines if line.text.replace(" ", "") == samples.DATE)
    unit = next(line for line in lines if line.text == samples.ORGAN and line.left > 100 * POINTS_A_MILLIMETRE)
    assert 184 * POINTS_A_MILLIMETRE - date.right == pytest.approx(4 * m.CHARACTER / 20, abs=4)
    # LibreOffice leaves some room between digits and Chinese, half of a character and more in a date.
    assert (unit.left + unit.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=10)


def test_an_attachment_has_a_page_of_its_own_and_its_title_on_line_three(pages: dict[str, list[list[Line]]]) -> None:
    page = next(page for page in pages["attached"] if page and page[0].text.replace(" ", "") == "附件1")
    assert page[1].text == "任务分工表"
    assert page[1].middle - page[0].middle == pytest.approx(2 * LINE, abs=5)
    assert abs((page[1].left + page[1].right) / 2 - 106 * POINTS_A_MILLIMETRE) < 4
