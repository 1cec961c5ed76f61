"""A paper of every kind of paragraph, and ways to look into a .docx."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from mofan.paper import Paper, Report, paper_of, write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TITLE = "关于进一步深化模范机关创建工作推动机关党建高质量发展的实施意见"
SUBTITLE = "——县水务局模范机关建设工作经验材料（1）"
BODY = """各科室、下属单位：
　　为了把模范机关建设落到实处，现将有关安排明确如下：
一、总体要求
坚持“三个贴近”，全年召开推进会12次，办理群众来信A类35件。
（一）抓好学习。每月第一个周五集中学习，镕金同志负责。
1.学习内容
（1）学什么
支部书记讲党课x次。
附件：1.任务分工表
2.时间安排表
安澜县水务局
2026年11月20日
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the outline gives it."""

    level: int
    form: str
    start: int
    end: int


def heading(body: str, text: str, level: int, form: str = "line") -> Heading:
    """The heading `text` of `body`."""
    start = body.index(text)
    return Heading(level, form, start, start + len(text))


def headings() -> list[Heading]:
    """The headings of BODY."""
    return [
        heading(BODY, "一、总体要求", 1),
        heading(BODY, "（一）抓好学习。", 2, "lead"),
        heading(BODY, "1.学习内容", 3),
        heading(BODY, "（1）学什么", 4),
    ]


def sample() -> Paper:
    """The paper of BODY."""
    return paper_of(TITLE, SUBTITLE, BODY, headings())


def plain(body: str, title: str = "年度工作总结", found: Sequence[Heading] = ()) -> Paper:
    """A paper of a short title and `body`."""
    return paper_of(title, None, body, found)


def written(paper: Paper) -> tuple[bytes, Report]:
    """The .docx of a paper, and the report."""
    out = io.BytesIO()
    report = write_docx(paper, out)
    return out.getvalue(), report


def part(data: bytes, name: str = "word/document.xml") -> "etree._Element":
    """A part of a .docx as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """`data` with `old` replaced by `new` in one part; `old` must be there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.namelist():
            content = before.read(entry).decode()
            if entry == name:
                assert old in content
                content = content.replace(old, new)
            after.writestr(entry, content)
    return out.getvalue()


def runs(paragraph: "etree._Element") -> list[tuple[str, str]]:
    """(text, Chinese face) of each run that holds text."""
    found = []
    for run in paragraph.iter(f"{W}r"):
        text = "".join(str(each.text) for each in run.iter(f"{W}t"))
        fonts = run.find(f"{W}rPr/{W}rFonts")
        if text and fonts is not None:
            found.append((text, str(fonts.get(f"{W}eastAsia"))))
    return found


def paragraphs(data: bytes) -> dict[str, "etree._Element"]:
    """The paragraphs of the document, by their text."""
    return {"".join(str(each.text) for each in p.iter(f"{W}t")): p for p in part(data).iter(f"{W}p")}


def style(paragraph: "etree._Element") -> str:
    """The style of a paragraph."""
    element = paragraph.find(f"{W}pPr/{W}pStyle")
    assert element is not None
    return str(element.get(f"{W}val"))
