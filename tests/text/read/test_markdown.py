"""Markdown is read as its words, a paragraph a line."""

import pytest

from mofan.paper import paper_of, write_markdown
from mofan.text.outline import outline
from mofan.text.read import read_bytes
from mofan.text.read.markdown import without_marks
from tests.library.samples import FLOOD


def test_headings_bold_leads_and_lists_lose_their_marks() -> None:
    text = (
        '# 青塘县防汛工作总结\n\n## 一、上堤 ##\n\n**一是巡查。** 每日*两次*。\n- 备足`沙袋`\n> * 见[制度](a.md "题")\n'
    )
    assert read_bytes(text.encode(), "总结.md").text.split("\n") == [
        "青塘县防汛工作总结",
        "一、上堤",
        "一是巡查。 每日两次。",
        "备足沙袋",
        "见制度",
    ]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("召开警示教育__次、培训__次", "召开警示教育__次、培训__次"),
        ("金额_元，人数_人", "金额_元，人数_人"),
        ("__重点__ 和 _次要_", "重点 和 次要"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("1\\. 不是列表 \\*星号\\*", "1. 不是列表 *星号*"),
        ("1. 第一项", "1. 第一项"),
        ("~~删去~~ ![图](x.png)甲&amp;乙", "删去 图甲&乙"),
        ("甲<br>乙", "甲\n乙"),
        ("***\n- - -\n正文", "正文"),
        ("| 村 | 户数 |\n| --- | ---: |\n| 河湾 | 3\\|4 |", "村\t户数\n河湾\t3|4"),
        ("```\n# 原样 **这里**\n```\n完", "# 原样 **这里**\n完"),
        ("#不是标题", "#不是标题"),
    ],
)
def test_marks_go_and_everything_else_stays(marked: str, words: str) -> None:
    assert without_marks(marked) == words


def test_what_we_write_is_read_back_with_the_same_lines_and_outline() -> None:
    body = FLOOD + "\n（一）_重点_*堤段*。共[3]处，`编号`#1。\n1. 首先如此"
    written = write_markdown(paper_of("青塘县防汛工作总结", "——青塘县水务局", body, outline(body)))
    read = read_bytes(written.encode(), "总结.md").text
    assert read == "青塘县防汛工作总结\n——青塘县水务局\n" + body
    assert [one.text for one in outline(read)] == [one.text for one in outline(body)]
