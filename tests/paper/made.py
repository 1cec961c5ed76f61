"""Documents as other people make them, by python-docx: default styles, theme fonts, text boxes, automatic numbers."""

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

LINES = (
    "各科室、下属单位：",
    "为了把模范机关建设落到实处，现将有关安排明确如下。",
    "一、总体要求",
    "坚持“三个贴近”，全年召开推进会12次，办理群众来信35件。",
    "二、重点任务",
    "（一）抓好学习。每月第一个周五集中学习，支部书记讲党课。",
    "（二）抓好落实。每季度通报一次，年底统一考核。",
    "1.学习内容",
    "跟进学习有关文件。",
    "2.学习方式",
    "集中学习与自学结合。",
    "附件：1.任务分工表",
    "2.时间安排表",
    "安澜县水务局",
    "2026年11月20日",
)


def saved(document: Any) -> bytes:
    """The bytes of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plain(title: str = "关于开展年度检查的通知", lines: tuple[str, ...] = LINES) -> Any:
    """Everything in Normal, the title a paragraph like others."""
    document = docx.Document()
    for line in (title, *lines):
        document.add_paragraph(line)
    return document


def styled() -> Any:
    """Title and Heading 1 to 4, in blue theme fonts."""
    document = docx.Document()
    document.add_heading("关于开展年度检查的通知", 0)
    for line in LINES:
        level = 1 if line[1] == "、" else 3 if line[1] == "." and line[0] != "附" and len(line) < 8 else 0
        document.add_paragraph(line) if not level else document.add_heading(line, level)
    return document


def numbered() -> Any:
    """Headings whose numbers are automatic, by their style."""
    document = docx.Document()
    document.add_heading("关于开展年度检查的通知", 0)
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level, (form, text) in enumerate((("chineseCounting", "%1、"), ("chineseCounting", "（%2）")))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level in (1, 2):
        properties = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="90"/></w:numPr>')
        )
    document.add_heading("总体要求", 1)
    document.add_paragraph("坚持“三个贴近”，全年召开推进会12次。")
    document.add_heading("重点任务", 1)
    document.add_heading("抓好学习", 2)
    document.add_paragraph("每月第一个周五集中学习。")
    document.add_heading("抓好落实", 2)
    document.add_paragraph("每季度通报一次。")
    return document


def rich() -> Any:
    """Table, picture-less text box, footnote-free body, page head, two sections, one of them lying."""
    document = plain()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "表头"
    document.sections[0].header.paragraphs[0].text = "安澜县水务局文稿"
    box = (
        f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>文本框里的字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.paragraphs[3]._p.append(parse_xml(box))
    lying = document.add_section()
    lying.orientation = WD_ORIENT.LANDSCAPE
    lying.page_width, lying.page_height = Mm(297), Mm(210)
    document.add_paragraph("横排的一页。")
    return document


def official() -> Any:
    """A red head, a document number in wrong brackets, a signatory, copies and an imprint; nothing well placed."""
    document = docx.Document()
    document.add_paragraph("000012")
    document.add_paragraph("特急")
    head = document.add_paragraph()
    run = head.add_run("安澜县水务局文件")
    run.font.size, run.font.color.rgb = Pt(40), RGBColor(255, 0, 0)
    document.add_paragraph("安水发[2026]12号")
    for line in ("安澜县水务局", "关于开展年度检查的通知"):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).font.size = Pt(22)
    for line in LINES:
        document.add_paragraph(line)
    document.add_paragraph("（此件公开发布）")
    document.add_paragraph("抄送：县委办公室，县政府办公室。")
    document.add_paragraph("安澜县水务局办公室　2026年11月21日印发")
    return document


def numbered_pages(text: str = "#", alignment: Any = WD_ALIGN_PARAGRAPH.CENTER, simple: bool = True) -> Any:
    """A foot with a page number; # in `text` is the number."""
    document = plain()
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = alignment
    before, _, after = text.partition("#")
    paragraph.add_run(before)
    field = '<w:fldSimple {0} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    parts = (
        '<w:r {0}><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r {0}><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        '<w:r {0}><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r {0}><w:t>1</w:t></w:r>",
        '<w:r {0}><w:fldChar w:fldCharType="end"/></w:r>',
    )
    for part in (field,) if simple else parts:
        paragraph._p.append(parse_xml(part.format(nsdecls("w"))))
    paragraph.add_run(after)
    return document


def faces(document: Any, name: str) -> Any:
    """The document with this Chinese face in Normal."""
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    return document


MAKERS: dict[str, Callable[[], Any]] = {
    "plain": plain,
    "styled": styled,
    "numbered": numbered,
    "rich": rich,
    "official": official,
    "numbered_pages": numbered_pages,
    "dashes": lambda: numbered_pages("— # —", simple=False),
}
