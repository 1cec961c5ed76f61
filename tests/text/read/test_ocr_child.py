"""The process that recognises: pages drawn, turned, cut into strips, answered line by line."""

import io
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from mofan.text.read.ocr import Failure, Seen
from mofan.text.read.ocr.child import Engine, answers, limit_memory, run
from mofan.text.read.ocr.pictures import Array, is_blank, pictures_of, strips
from tests.text.read.makers import make_pdf


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
