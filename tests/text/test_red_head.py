"""The head of an official document: what stands above its title."""

import pytest

from mofan.text.describe import describe
from mofan.text.red_head import HEAD_LINES, RedHead, red_head
from mofan.text.split import split

TITLE = "安澜县水务局关于做好汛期值守工作的通知"
REST = f"{TITLE}\n各乡镇水利站：\n入汛以来，全县降水偏多。"
HEADS = (
    "安澜县水务局文件\n安水发〔2026〕3号",
    "安水发〔2026〕3号",
    "000017\n特急\n安澜县水务局文件\n安水发〔2026〕3号　　签发人：何以宁",
    "安澜县水务局文件\n————————\n安水发[2026]第3号\n签发人：何以宁\n林 知远",
    "安澜县水务局\n安澜县财政局\n文件\n安水发〔2026〕3号",
    "安澜县水务局\n安澜县财政局　文件\n安水发〔20xx〕x号",
    "安澜县水务局\n安水函〔2026〕3号",
)
NO_HEADS = (
    "安澜县水务局\n关于做好汛期值守工作的通知",
    "特急\n关于做好汛期值守工作的通知",
    "学习贯彻全会精神的若干文件\n一、总体要求",
    "安澜县水务局\n安水发〔2026〕3号",
    "安澜县水务局\n安澜县财政局\n安澜县林业局",
    "文件\n一、总体要求",
    "",
)


@pytest.mark.parametrize("head", HEADS)
def test_the_title_is_the_one_below_the_head(head: str) -> None:
    found = red_head(f"{head}\n{REST}".split("\n"))
    assert found
    assert found.lines == head.count("\n") + 1
    piece = split(f"{head}\n{REST}").pieces[0]
    assert (piece.title, piece.unit) == (TITLE, "安澜县水务局")
    assert (piece.start, piece.body_start) == (0, len(f"{head}\n{TITLE}\n"))
    assert describe(f"{head}\n{REST}").title == TITLE


@pytest.mark.parametrize("text", NO_HEADS)
def test_what_is_no_head_is_left(text: str) -> None:
    assert red_head(text.split("\n") if text else []) is None


def test_who_issues_it_and_its_number_are_told() -> None:
    assert red_head(["安澜县水务局", "安澜县财政局", "文件", "安水发〔2026〕3号", TITLE]) == RedHead(
        4, "安澜县水务局", "安水发〔2026〕3号"
    )
    piece = split("安澜县水务局文件\n安水发〔2026〕3号\n关于做好汛期值守工作的通知\n各站：\n现通知如下。").pieces[0]
    assert (piece.title, piece.subtitle, piece.unit) == (TITLE[6:], "安水发〔2026〕3号", "安澜县水务局")


def test_a_title_over_several_lines_ends_with_its_type() -> None:
    lines = ("安澜县水务局　安澜县财政局", "关于规范水利工程建设资金使用", "和监督检查的通知（试行）", "各乡镇水利站：")
    text = "\n".join(("安澜县水务局文件", "安水发〔2026〕3号", *lines, "现通知如下。"))
    assert split(text).pieces[0].title == "".join(lines[:3])


def test_a_head_without_a_title_below_it() -> None:
    piece = split("安澜县水务局文件\n安水发〔2026〕3号\n各乡镇水利站：\n现通知如下。").pieces[0]
    assert (piece.title, piece.body_start) == ("", 21)
    piece = split("安水发〔2026〕3号\n防汛值守安排\n各乡镇水利站：\n现通知如下。").pieces[0]
    assert piece.title == "防汛值守安排"


@pytest.mark.parametrize("name", HEAD_LINES)
def test_each_line_of_a_head_is_known(name: str) -> None:
    pattern, line, none = HEAD_LINES[name]
    assert pattern.fullmatch(line)
    assert not pattern.fullmatch(none)
