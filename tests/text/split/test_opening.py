"""How a text that is one piece opens: the title below the head of an official document."""

import pytest

from mofan.text.lines import content_lines
from mofan.text.split.opening import opening_title

HEAD = "安澜县水务局文件\n安水发〔2026〕12号\n"


@pytest.mark.parametrize(
    ("text", "lines", "title"),
    [
        (
            "关于做好今冬明春\n农田水利工作的通知\n各乡镇水务站：\n现就有关事项通知如下。",
            4,
            "关于做好今冬明春农田水利工作的通知",
        ),
        ("安澜河今年的几件事\n各乡镇水务站：\n现把情况说明如下。", 3, "安澜河今年的几件事"),
        ("各乡镇水务站：\n现就有关事项说明如下。", 2, ""),
        ("甲乙\n丙丁\n戊己\n庚辛\n壬癸", 3, "甲乙"),
    ],
)
def test_the_title_below_a_head_goes_as_far_as_its_type(text: str, lines: int, title: str) -> None:
    found = opening_title(list(content_lines(HEAD + text)))
    assert found == (lines, title, "安水发〔2026〕12号")
