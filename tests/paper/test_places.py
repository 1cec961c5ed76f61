"""Lines that have a place of their own."""

import pytest

from mofan.paper import Paragraph
from mofan.paper.places import count_bylines, is_address, opens_attachments


def of(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text) for text in texts)


@pytest.mark.parametrize(
    "line",
    [
        "同志们：",
        "各位领导、同志们：",
        "各乡镇人民政府，县政府各部门：",
        "县委巡察办：",
        "尊敬的各位代表:",
        "x局：",
        "局属各单位：",
        "机关各股室，局属各单位：",
        "水政监察大队：",
    ],
)
def test_an_address_is_recognised(line: str) -> None:
    assert is_address(line)


@pytest.mark.parametrize(
    "line",
    [
        "现将有关情况报告如下：",
        "主要做法是：",
        "各项工作如下：",
        "同志们，大家好。",
        "今年以来。各位：",
        "县委指出：",
        "局属各单位要做到：",
        "主要问题是：",
    ],
)
def test_other_first_lines_are_no_address(line: str) -> None:
    assert not is_address(line)


@pytest.mark.parametrize(
    "line",
    [
        "（2026年3月12日）",
        "(2026年3月)",
        "（20xx年x月x日）",
        "安澜县委副书记 何以宁",
        "安澜县交通运输局第二党支部书记　周 砚",
        "安澜县政协社会和法制委员会",
    ],
)
def test_a_byline_is_recognised(line: str) -> None:
    assert count_bylines(of(line, "正文第一段。")) == 1


@pytest.mark.parametrize(
    "line", ["（试行）", "今年以来，全县各项工作稳步推进。", "同志们：", "长" * 29 + "局", "党建引领 争创一流局面好"]
)
def test_other_first_lines_are_no_byline(line: str) -> None:
    assert count_bylines(of(line, "正文第一段。")) == 0


def test_a_heading_is_no_byline() -> None:
    assert count_bylines((Paragraph("县水务局", 1, "line", 4), Paragraph("正文。"))) == 0


def test_speaker_and_date_stand_together() -> None:
    assert count_bylines(of("安澜县委副书记 何以宁", "（2026年3月12日）", "同志们：", "正文。")) == 2
    assert count_bylines(of(*["安澜县水务局"] * 5, "正文。")) == 3


def test_bylines_without_a_text_are_its_text() -> None:
    assert count_bylines(of("安澜县水务局", "（2026年3月12日）")) == 0
    assert count_bylines(()) == 0


@pytest.mark.parametrize(
    ("line", "number"), [("附件：1.任务分工表", "1."), ("附件：任务分工表", None), ("附件: 2、表", "2、")]
)
def test_attachments_are_recognised(line: str, number: str | None) -> None:
    match = opens_attachments(Paragraph(line))
    assert match is not None
    assert match.group(1) == number


@pytest.mark.parametrize(
    "paragraph", [Paragraph("附件的要求如下"), Paragraph("附件：" + "长" * 80), Paragraph("附件：要求", 1, "line", 5)]
)
def test_other_lines_are_no_attachments(paragraph: Paragraph) -> None:
    assert opens_attachments(paragraph) is None
