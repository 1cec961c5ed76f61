"""Markdown and plain text."""

import pytest

from mofan.paper import paper_of, write_markdown, write_text
from mofan.paper.plain import escaped
from tests.paper.samples import BODY, SUBTITLE, TITLE, heading, plain, sample


def test_text_has_one_line_a_paragraph() -> None:
    assert write_text(sample()) == "\n".join([TITLE, SUBTITLE, *(line.strip("　") for line in BODY.splitlines()), ""])


def test_markdown_has_a_hash_a_level_and_bold_leads() -> None:
    assert write_markdown(sample()).split("\n\n") == [
        f"# {TITLE}",
        SUBTITLE,
        "各科室、下属单位：",
        "为了把模范机关建设落到实处，现将有关安排明确如下：",
        "## 一、总体要求",
        "坚持“三个贴近”，全年召开推进会12次，办理群众来信A类35件。",
        "**（一）抓好学习**。每月第一个周五集中学习，镕金同志负责。",
        "#### 1\\.学习内容",
        "##### （1）学什么",
        "支部书记讲党课x次。",
        "附件：1.任务分工表",
        "2\\.时间安排表",
        "安澜县水务局",
        "2026年11月20日\n",
    ]


def test_bold_is_left_out_where_markdown_could_not_close_it() -> None:
    body = "打造“模范”。正文。"
    assert "打造“模范”。正文。" in write_markdown(plain(body, found=[heading(body, "打造“模范”。", 2, "lead")]))
    body = "。。正文。"
    assert write_markdown(plain(body, found=[heading(body, "。。", 2, "lead")])).endswith("\n。。正文。\n")


@pytest.mark.parametrize(
    ("line", "safe"),
    [
        ("# 不是标题", "\\# 不是标题"),
        ("- 不是列表", "\\- 不是列表"),
        ("+ 不是列表", "\\+ 不是列表"),
        ("=== 不是标题", "\\=== 不是标题"),
        ("1. 不是列表", "1\\. 不是列表"),
        ("12) 不是列表", "12\\) 不是列表"),
        ("> 不是引用", "\\> 不是引用"),
        ("*星*与_下划_线", "\\*星\\*与\\_下划\\_线"),
        ("`码`[链](址)<b>&nbsp;~~删~~|表|", "\\`码\\`\\[链\\](址)\\<b\\>\\&nbsp;\\~\\~删\\~\\~\\|表\\|"),
        ("路径C:\\文件", "路径C:\\\\文件"),
        ("一、总体要求", "一、总体要求"),
        ("（一）抓好学习", "（一）抓好学习"),
        ("2026年工作总结", "2026年工作总结"),
        ("1.5万人", "1\\.5万人"),
    ],
)
def test_nasty_18_marks_of_markdown_are_escaped(line: str, safe: str) -> None:
    assert escaped(line) == safe


def test_nasty_16_control_characters_are_taken_out() -> None:
    paper = plain("正\x0b文。")
    assert write_text(paper) == "年度工作总结\n正文。\n"
    assert write_markdown(paper) == "# 年度工作总结\n\n正文。\n"


def test_titles_on_several_lines_stay_so() -> None:
    paper = paper_of("上\n下", "甲\n乙", "正文。", ())
    assert write_text(paper) == "上\n下\n甲\n乙\n正文。\n"
    assert write_markdown(paper) == "# 上\n\n# 下\n\n甲\n\n乙\n\n正文。\n"
