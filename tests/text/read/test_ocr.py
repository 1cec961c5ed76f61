"""Text in pictures: recognised in a process of its own, and never taken for sure."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mofan.text.read import LIMITS, Limits, MediaType, Reason, Unreadable, read_bytes, sniff
from mofan.text.read.ocr import Failure, Request, recognise, recogniser
from tests.text.read.makers import make_pdf
from tests.text.read.test_ofd import make_ofd

PNG = b"\x89PNG\r\n\x1a\n"
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
