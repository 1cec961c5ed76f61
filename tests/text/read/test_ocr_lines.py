"""What was recognised on a page: boxes put in order again as lines, and what is often misread put right."""

import pytest

from mofan.text.read import MediaType
from mofan.text.read.ocr import Box, Seen
from mofan.text.read.ocr.misread import MISREAD, put_right
from mofan.text.read.paged.document_of import Page, document_of
from mofan.text.read.paged.recognised import lines_of_page

SIZE, LEFT, PITCH = 16.0, 80.0, 29.0


def box(text: str, top: float, left: float = LEFT, *, confidence: float = 0.99, tilt: float = 0.0) -> Box:
    """A line of square characters; `tilt` is how far its right end hangs lower, in points."""
    right, bottom = left + SIZE * len(text), top + SIZE
    corners = ((left, top), (right, top + tilt), (right, bottom + tilt), (left, bottom))
    return Box(corners, text, confidence)


def wide(text: str, top: float, size: float) -> Box:
    """A line of characters of another size."""
    right = LEFT + size * len(text)
    return Box(((LEFT, top), (right, top), (right, top + size), (LEFT, top + size)), text, 0.99)


def seen(*boxes: Box, page: int = 0, pages: int = 1) -> Seen:
    return Seen(page, pages, 595.0, 842.0, boxes)


def texts(page: Seen) -> list[str]:
    return [line.text for line in lines_of_page(page, 0)]


def test_parts_of_a_row_are_one_line_in_order() -> None:
    page = seen(box("2026年3月3日印发", 700, 380), box("安澜县水务局办公室", 701), box("抄送：县财政局。", 660))
    assert texts(page) == ["抄送：县财政局。", "安澜县水务局办公室\u30002026年3月3日印发"]
    assert texts(seen(box("Word", 100, 80), box("Excel", 100, 80 + 4 * SIZE + 2))) == ["Word Excel"]
    assert texts(seen(box("一、抓学", 100), box("习见成效", 100, 80 + 4 * SIZE + 1))) == ["一、抓学习见成效"]


def test_a_row_is_as_large_as_its_longest_part() -> None:
    spread = Box(((400.0, 100.0), (448.0, 100.0), (448.0, 116.0), (400.0, 116.0)), "何宁", 0.99)
    (line,) = lines_of_page(seen(box("安水发九号文件请周砚秋签发", 100.0), spread), 0)
    assert abs(line.size - SIZE) < 2


def test_a_page_of_little_text_has_the_size_of_the_others() -> None:
    head = tuple(wide("发文机关标志及其他要素之一", 100.0 + 40 * at, 18.2) for at in range(3))
    first = seen(*head, box("甲" * 27, 300.0))
    second = seen(*(box("乙" * 27, 100.0 + PITCH * at) for at in range(9)), page=1, pages=2)
    pages = [Page(595.0, 842.0, lines_of_page(one, number)) for number, one in enumerate((first, second))]
    text = document_of(pages, "甲.pdf", MediaType.PDF).text
    assert "甲" * 27 + "乙" * 27 in text


def test_a_crooked_page_is_straightened() -> None:
    boxes = [box("汛期已到请各科室按照值班表做好值守", 100 + PITCH * row, tilt=6) for row in range(4)]
    lines = lines_of_page(seen(*boxes), 0)
    assert max(line.left for line in lines) - min(line.left for line in lines) < 3
    assert all(line.top - line.bottom < SIZE * 1.6 for line in lines)
    steep = box("汛期已到请各科室按照值班表", 100, tilt=60)
    assert lines_of_page(seen(steep), 0)[0].left == LEFT


def test_sizes_near_that_of_the_body_are_made_it() -> None:
    boxes = [box("汛期已到请各科室按照值班表做好值守", 200 + PITCH * row) for row in range(4)]
    title = Box(((200, 100), (200 + 22 * 9, 100), (200 + 22 * 9, 122), (200, 122)), "关于做好值守的通知", 1.0)
    short = Box(((80, 400), (100, 400), (100, 416), (80, 416)), "位。", 1.0)
    sizes = [line.size for line in lines_of_page(seen(title, *boxes, short), 0)]
    assert sizes[0] == pytest.approx(22)
    assert sizes[1:] == [pytest.approx(16)] * 5


def test_a_page_without_lines_gives_none() -> None:
    assert lines_of_page(seen(box("  ", 100)), 0) == []


@pytest.mark.parametrize("one", MISREAD, ids=lambda one: one.wrong)
def test_a_misread_line_is_put_right_and_another_left_alone(one: object) -> None:
    assert put_right(one.wrong) == one.right  # type: ignore[attr-defined]
    assert put_right(one.untouched) == one.untouched  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("资料齐全,台账清楚;", "资料齐全，台账清楚；"),
        ("完成率98.5%,比上年提高1,200元", "完成率98.5%，比上年提高1,200元"),
        ("出席:“三长”", "出席：“三长”"),
        ("时间 10:30", "时间10:30"),
        ("Word 2003 文档 3 份", "Word 2003文档3份"),
    ],
)
def test_marks_beside_chinese_are_wide(line: str, right: str) -> None:
    assert put_right(line) == right
