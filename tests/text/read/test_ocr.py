"""Text in pictures: recognised in a process of its own, put in order again, and never taken for sure."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mofan.text.read import LIMITS, Limits, MediaType, Reason, Unreadable, read_bytes, sniff
from mofan.text.read.ocr import Box, Failure, Request, Seen, recognise, recogniser
from mofan.text.read.ocr.child import Engine, answers, limit_memory, run
from mofan.text.read.ocr.misread import MISREAD, put_right
from mofan.text.read.ocr.pictures import Array, is_blank, pictures_of, strips
from mofan.text.read.paged.document_of import Page, document_of
from mofan.text.read.paged.recognised import lines_of_page
from tests.text.read.makers import make_pdf
from tests.text.read.test_ofd import make_ofd

PNG = b"\x89PNG\r\n\x1a\n"
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


Standing = Callable[[str], None]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Standing:
    """Lets a small program stand where the recognising process does: its body prints answers for `pages`."""

    def install(body: str) -> None:
        program = tmp_path / "child.py"
        program.write_text(
            "import json, sys, time\n"
            "kind, wanted, threads, memory = sys.argv[1:]\n"
            "data = sys.stdin.buffer.read()\n"
            "pages = [int(page) for page in wanted.split(',')] if wanted else None\n"
            "def page(number, count, text='汛期值守安排', confidence=0.99):\n"
            "    box = {'corners': [[80, 100], [176, 100], [176, 116], [80, 116]], 'text': text, "
            "'confidence': confidence}\n"
            "    row = {'page': number, 'pages': count, 'width': 595, 'height': 842, 'boxes': [box] if text else []}\n"
            "    print(json.dumps(row), flush=True)\n" + body
        )
        monkeypatch.setattr(recogniser, "COMMAND", (sys.executable, str(program)))
        monkeypatch.setattr(recogniser, "NEEDED", ())

    return install


def recognised(pages: tuple[int, ...] | None, limits: Limits = LIMITS) -> list[tuple[int | None, str]]:
    """(page, its text or why it has none) of every answer."""
    found = recognise(Request(b"x", "pdf", pages), limits=limits)
    return [(one.page, one.cause if isinstance(one, Failure) else "".join(b.text for b in one.boxes)) for one in found]


def test_a_picture_becomes_paragraphs_with_their_confidence(stand_in: Standing) -> None:
    stand_in("page(0, 1)")
    document = read_bytes(PNG, "照片.png")
    assert (document.text, document.media_type) == ("汛期值守安排\n", MediaType.IMAGE)
    (block,) = document.recognised
    assert (block.span.of(document.text), block.page, block.confidence, block.is_uncertain) == (
        "汛期值守安排",
        1,
        0.99,
        False,
    )
    assert document.warnings == ("文字是从图片识别出来的，引号、括号等标点可能有误，请对照原件。",)


def test_what_is_uncertain_is_quoted(stand_in: Standing) -> None:
    stand_in("page(0, 2, confidence=0.6)\npage(1, 2, '请各科室于三月二日前将值班人员名单报送办公室', 0.7)")
    document = read_bytes(PNG, "传真.tif")
    assert document.warnings == (
        "文字是从图片识别出来的，其中2段把握不大（第1页“汛期值守安排”、第2页“请各科室于三月二日前将值…”），请对照原件。",
    )
    assert [one.is_uncertain for one in document.recognised] == [True, True]


def test_pages_of_a_pdf_that_are_pictures_stand_between_those_that_are_not(stand_in: Standing) -> None:
    stand_in("for number in pages:\n    page(number, 3)")
    document = read_bytes(make_pdf([[(80, 700, "Model agency")], [], [(80, 700, "The end")]]), "材料.pdf")
    assert document.text.splitlines() == ["Model agency", "汛期值守安排", "The end"]
    assert [(one.page, one.span.of(document.text)) for one in document.recognised] == [(2, "汛期值守安排")]


def test_a_page_with_a_layer_of_rubbish_is_recognised(stand_in: Standing) -> None:
    stand_in("page(0, 1)")
    assert read_bytes(make_pdf([[(80, 700, r"\200\201\205\210\215" * 9)]])).text == "汛期值守安排\n"


def test_a_blank_page_is_not_spoken_of(stand_in: Standing) -> None:
    stand_in("page(1, 2, '')")
    assert read_bytes(make_pdf([[(80, 700, "Model agency")], []])).warnings == ()


def test_progress_is_told_page_by_page(stand_in: Standing) -> None:
    stand_in("for number in pages:\n    page(number, 3)")
    told: list[tuple[int, int]] = []
    read_bytes(make_pdf([[], [], []]), on_page=lambda page, pages: told.append((page, pages)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_page_that_kills_the_process_does_not_take_the_others_along(stand_in: Standing) -> None:
    stand_in("for number in pages:\n    if number == 1:\n        sys.exit(3)\n    page(number, 3, f'第{number}页')")
    assert recognised((0, 1, 2)) == [(0, "第0页"), (1, "failed"), (2, "第2页")]


def test_a_page_that_hangs_is_given_up(stand_in: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "_START_SECONDS", 5.0)
    stand_in("for number in pages:\n    if number == 1:\n        time.sleep(60)\n    page(number, 2)")
    assert recognised((0, 1), Limits(ocr_page_seconds=0.2)) == [(0, "汛期值守安排"), (1, "failed")]


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


def test_a_page_on_a_busy_machine_is_waited_for(stand_in: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "_START_SECONDS", 5.0)
    stand_in(
        "for number in pages:\n    for _ in range(14 * number):\n        until = time.process_time() + 0.015\n"
        "        while time.process_time() < until:\n            pass\n        time.sleep(0.05)\n    page(number, 2)"
    )
    assert recognised((0, 1), Limits(ocr_page_seconds=0.5)) == [(0, "汛期值守安排"), (1, "汛期值守安排")]


def test_a_page_that_takes_a_whole_processor_too_long_is_given_up(
    stand_in: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser, "_START_SECONDS", 5.0)
    stand_in("for number in pages:\n    while number:\n        pass\n    page(number, 2)")
    assert recognised((0, 1), Limits(ocr_page_seconds=0.1)) == [(0, "汛期值守安排"), (1, "failed")]


def test_where_nobody_tells_the_time_of_a_process_a_page_has_its_seconds(
    stand_in: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser, "_STAT", "/nowhere/{}")
    monkeypatch.setattr(recogniser, "_START_SECONDS", 5.0)
    stand_in("for number in pages:\n    while number:\n        pass\n    page(number, 2)")
    assert recognised((0, 1), Limits(ocr_page_seconds=0.1)) == [(0, "汛期值守安排"), (1, "failed")]


def test_after_some_failures_the_rest_is_left_alone(stand_in: Standing) -> None:
    stand_in("sys.exit(1)")
    assert recognised((0, 1, 2, 3, 4)) == [(page, "failed") for page in range(5)]


def test_the_time_for_a_whole_file_is_limited(stand_in: Standing) -> None:
    stand_in("for number in pages:\n    page(number, 3)")
    assert recognised((0, 1, 2), Limits(ocr_seconds=0)) == [(0, "汛期值守安排"), (1, "budget"), (2, "budget")]
    document = read_bytes(make_pdf([[], [], []]), limits=Limits(ocr_seconds=0))
    assert "第2、3页没有识别：整个文件的识别时间用完了，请对照原件。" in document.warnings


def test_an_answer_that_is_none_ends_the_run(stand_in: Standing) -> None:
    stand_in("print('nonsense', flush=True)")
    assert recognised(None) == [(None, "failed")]


@pytest.mark.parametrize(
    ("cause", "reason"),
    [("large", Reason.TOO_LARGE), ("broken", Reason.BROKEN), ("failed", Reason.SCANNED)],
)
def test_a_picture_that_cannot_be_opened_is_refused(stand_in: Standing, cause: str, reason: Reason) -> None:
    stand_in(f"print(json.dumps({{'page': None, 'pages': 0, 'cause': '{cause}'}}), flush=True)")
    assert refused(PNG).reason is reason


def test_a_pdf_that_the_other_process_cannot_open_is_a_scan(stand_in: Standing) -> None:
    stand_in("print(json.dumps({'page': None, 'pages': 0, 'cause': 'broken'}), flush=True)")
    assert refused(make_pdf([[]])).reason is Reason.SCANNED


def test_pictures_without_text_are_refused(stand_in: Standing) -> None:
    stand_in("page(0, 1, '')")
    assert "空白" in refused(PNG).sentence
    assert "空白" in refused(make_pdf([[]])).sentence


def test_an_ofd_of_pictures_is_not_recognised(stand_in: Standing) -> None:
    stand_in("page(0, 1)")
    assert "另存为 .pdf" in refused(make_ofd("")).sentence


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "NEEDED", ("a_module_that_is_nowhere",))
    for data in (PNG, make_pdf([[]])):
        refusal = refused(data)
        assert refusal.reason is Reason.SCANNED
        assert "pip install 'mofan[ocr]'" in refusal.sentence


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "文件")
    return caught.value


@pytest.mark.parametrize(
    "data",
    [PNG, b"\xff\xd8\xff\xe0", b"RIFF\x10\0\0\0WEBPVP8 ", b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", b"II*\0"],
)
def test_a_picture_is_known_by_its_bytes(data: bytes) -> None:
    assert sniff(data, "通知.docx") is MediaType.IMAGE


def test_a_text_that_begins_like_a_picture_is_none() -> None:
    assert sniff("BM公司关于经营情况的报告，现将一季度工作汇报如下。".encode()) is MediaType.TEXT


# lines again


def texts(page: Seen) -> list[str]:
    return [line.text for line in lines_of_page(page, 0)]


def test_parts_of_a_row_are_one_line_in_order() -> None:
    page = seen(box("2026年3月3日印发", 700, 380), box("安澜县水务局办公室", 701), box("抄送：县财政局。", 660))
    assert texts(page) == ["抄送：县财政局。", "安澜县水务局办公室\u30002026年3月3日印发"]
    assert texts(seen(box("Word", 100, 80), box("Excel", 100, 80 + 4 * SIZE + 2))) == ["Word Excel"]
    assert texts(seen(box("一、抓学", 100), box("习见成效", 100, 80 + 4 * SIZE + 1))) == ["一、抓学习见成效"]


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


# in the recognising process


def paper(*lines: tuple[int, int, int, int], height: int = 300, width: int = 200) -> Array:
    """White paper with black stretches (top, bottom, left, right)."""
    array = np.full((height, width, 3), 255, dtype=np.uint8)
    for top, bottom, left, right in lines:
        array[top:bottom, left:right] = 0
    return array


def engine_of(*results: list[tuple[str, float, bool]]) -> Engine:
    """An engine that gives one result after another: (text, confidence, whether the line stands on end)."""
    left = list(results)

    def engine(array: Array) -> list[tuple[list[list[float]], str, float]]:
        found = left.pop(0)
        wide, tall = [[0, 0], [90, 0], [90, 10], [0, 10]], [[0, 0], [10, 0], [10, 90], [0, 90]]
        return [
            ([list(map(float, corner)) for corner in (tall if up else wide)], text, sure) for text, sure, up in found
        ]

    return engine


def seen_of(data: bytes, engine: Engine) -> list[Seen | Failure]:
    return list(answers(data, "pdf", None, engine))


def test_each_page_is_answered_in_points() -> None:
    (one,) = seen_of(make_pdf([[(80, 700, "Model agency")]]), engine_of([("模范机关", 0.98, False)]))
    assert isinstance(one, Seen)
    assert (one.page, one.pages, round(one.width), round(one.height)) == (0, 1, 595, 842)
    assert one.boxes[0].corners[2] == pytest.approx((90 * 72 / 150, 10 * 72 / 150))


def test_a_page_on_its_side_is_turned() -> None:
    data = make_pdf([[(80, 700, "Model agency")]])
    lying = [("日", 0.6, True)]
    (one,) = seen_of(data, engine_of(lying, [("模范机关建设", 0.99, False)]))
    assert isinstance(one, Seen)
    assert (one.boxes[0].text, one.width > one.height) == ("模范机关建设", True)
    (one,) = seen_of(data, engine_of(lying, [], [("口", 0.5, True)], [("模范", 0.7, False)]))
    assert isinstance(one, Seen)
    assert one.boxes[0].text == "模范"


def test_a_page_upside_down_is_turned_by_half() -> None:
    (one,) = seen_of(
        make_pdf([[(80, 700, "Model agency")]]), engine_of([("日", 0.6, False)], [("模范机关建设", 0.99, False)])
    )
    assert isinstance(one, Seen)
    assert (one.boxes[0].text, one.width > one.height) == ("模范机关建设", False)


def test_a_blank_page_costs_the_model_nothing() -> None:
    assert is_blank(paper())
    assert not is_blank(paper((10, 20, 10, 50)))
    (one,) = seen_of(make_pdf([[]]), engine_of())
    assert isinstance(one, Seen)
    assert one.boxes == ()


def test_no_file_of_its_kind_is_said() -> None:
    assert seen_of(b"%PDF-1.7\nnothing", engine_of()) == [Failure(None, 0, "broken")]


def test_only_the_wanted_pages_are_drawn_and_none_larger_than_the_limit() -> None:
    assert [one.page for one in pictures_of(make_pdf([[], [], []]), "pdf", (0, 2))] == [0, 2]
    huge = make_pdf([[]]).replace(b"612 792", b"9999 9999")
    (picture,) = pictures_of(huge, "pdf", None)
    assert picture.array.shape[0] * picture.array.shape[1] <= 8_100_000


def test_a_long_picture_is_cut_where_it_is_empty() -> None:
    lines = [(top, top + 20, 10, 190) for top in range(0, 1400, 40)]
    parts = list(strips(paper(*lines, height=1400), 0, 1))
    assert sum(part.array.shape[0] for part in parts) == 1400
    assert all(part.array[-1].min() == 255 for part in parts)
    assert len(parts) > 4
    (whole,) = strips(paper(height=280), 0, 1)
    assert whole.points == pytest.approx(595 / 200)


def test_a_very_fine_picture_is_made_smaller() -> None:
    (picture,) = strips(np.zeros((5000, 4000, 3), dtype=np.uint8), 0, 1)
    assert picture.array.shape[:2] == (2500, 2000)
    assert picture.points * picture.array.shape[1] == pytest.approx(595)


def test_a_request_is_answered_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mofan.text.read.ocr.child.limit_memory", lambda most: None)  # of this very process
    out = io.StringIO()
    data = io.BytesIO(make_pdf([[(80, 700, "Model agency")], []]))
    run(["pdf", "0", "1", "1000"], data, out, lambda threads: engine_of([("模范机关", 0.98, False)]))
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(row["page"], row["boxes"][0]["text"]) for row in rows] == [(0, "模范机关")]
    run(["pdf", "", "1", "1000"], io.BytesIO(b"nothing"), out, lambda threads: engine_of())
    assert json.loads(out.getvalue().splitlines()[-1])["cause"] == "broken"


def test_a_process_may_not_take_more_memory_than_it_is_given() -> None:
    program = (
        "from mofan.text.read.ocr.child import limit_memory\n"
        "limit_memory(2_000_000_000)\n"
        "try:\n    bytearray(3_000_000_000)\nexcept MemoryError:\n    print('no')"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert found.stdout == "no\n"
    limit_memory(1 << 50)  # more than there is: this process goes on
