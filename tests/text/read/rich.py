"""Documents with tables, pictures and notes as other people make them, by python-docx."""

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm

COLUMNS = (
    "乡镇",
    "村（社区）",
    "人口",
    "新建管网",
    "改造管网",
    "入户",
    "投资",
    "到位",
    "支付",
    "开工",
    "完工",
    "责任人",
)
"""The head of a table that needs a page on its side."""


def saved(document: Any) -> bytes:
    """The bytes of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def png(width: int = 60, height: int = 40, *, colour: tuple[int, int, int] = (200, 60, 40)) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    head = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def emf() -> bytes:
    """The head of an enhanced metafile, 40 mm by 20 mm."""
    return struct.pack("<2I4i4i", 1, 88, 0, 0, 100, 50, 0, 0, 4000, 2000) + b" EMF" + bytes(44)


def put_picture(paragraph: Any, data: bytes, *, width: Any = None, description: str = "") -> None:
    """A picture at the end of a paragraph."""
    paragraph.add_run().add_picture(io.BytesIO(data), width=width)
    if description:
        list(paragraph._p.iter(qn("wp:docPr")))[-1].set("descr", description)


def put_notes(document: Any, notes: Sequence[tuple[Any, Sequence[str]]], kind: str = "footnote") -> None:
    """Footnotes: (the paragraph at whose end each stands, its paragraphs)."""
    items = "".join(
        f'<w:{kind} w:id="{number}">'
        + "".join(
            f"<w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space='preserve'> {text}</w:t></w:r></w:p>"
            if first == 0
            else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
            for first, text in enumerate(texts)
        )
        + f"</w:{kind}>"
        for number, (_, texts) in enumerate(notes, 1)
    )
    separators = (
        f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>'
    )
    content = f"<?xml version='1.0' encoding='UTF-8'?><w:{kind}s {nsdecls('w')}>{separators}{items}</w:{kind}s>"
    part = Part(
        PackURI(f"/word/{kind}s.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        content.encode(),
        document.part.package,
    )
    relation = RELATIONSHIP_TYPE.FOOTNOTES if kind == "footnote" else RELATIONSHIP_TYPE.ENDNOTES
    document.part.relate_to(part, relation)
    for number, (paragraph, _) in enumerate(notes, 1):
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="{number}"/></w:r>'))


def fill(table: Any, rows: Sequence[Sequence[str]]) -> Any:
    """Put the texts into the cells, row by row."""
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def repeat_head(table: Any, rows: int = 1) -> None:
    """Mark the first rows as heads."""
    for row in table.rows[:rows]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def merged_table(document: Any) -> Any:
    """A table with a head of two rows and cells merged both ways."""
    rows = [
        ["序号", "乡镇", "任务", "任务", "备注"],
        ["序号", "乡镇", "管网（公里）", "入户（户）", "备注"],
        ["1", "柳溪镇", "12.5", "860", ""],
        ["2", "柳溪镇", "8.2", "410", "含集镇"],
        ["合计", "合计", "20.7", "1270", ""],
    ]
    table = document.add_table(5, 5, style="Table Grid")
    for top, left, bottom, right in (
        (0, 0, 1, 0),
        (0, 1, 1, 1),
        (0, 2, 0, 3),
        (0, 4, 1, 4),
        (2, 1, 3, 1),
        (4, 0, 4, 1),
    ):
        table.cell(top, left).merge(table.cell(bottom, right))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for cell in table.columns[2].cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for column, width in zip(table.columns, (14, 28, 36, 36, 30), strict=True):
        column.width = Mm(width)
    repeat_head(table, 2)
    return table


def rich() -> Any:
    """A material with everything: merged cells, head rows, pictures, notes, a nested table, a frame, a lying table."""
    document = docx.Document()
    document.add_paragraph("关于城乡供水一体化工作的情况报告")
    document.add_paragraph("县供水保障专班：")
    document.add_paragraph("一、总体进展")
    first = document.add_paragraph("今年以来，全县新建供水管网20.7公里，入户1270户。")
    document.add_paragraph("表1 管网建设进度").alignment = WD_ALIGN_PARAGRAPH.CENTER
    merged_table(document)
    shown = document.add_paragraph("净水厂主体已经封顶")
    put_picture(shown, png(), width=Cm(4), description="净水厂外景")
    shown.add_run("，年底投入运行。")
    put_picture(document.add_paragraph(), png(80, 30, colour=(40, 90, 200)), width=Cm(8))
    document.add_paragraph("（一）做法。").add_run("分片包干，每周调度。")
    table = document.add_table(2, 2, style="Table Grid")
    fill(table, [["点位", "现场"], ["柳溪水厂", ""]])
    put_picture(table.cell(1, 1).paragraphs[0], png(30, 30, colour=(60, 160, 60)), width=Cm(2))
    inner = table.cell(1, 0).add_table(1, 2)
    inner.style = "Table Grid"
    fill(inner, [["日供水", "3000吨"]])
    frame = document.add_table(1, 1, style="Table Grid")
    frame.cell(0, 0).text = "专栏1 供水保障重点工程"
    frame.cell(0, 0).add_paragraph("柳溪水厂扩建；石桥泵站改造。")
    document.add_section(WD_SECTION.NEW_PAGE)
    lying = document.sections[-1]
    lying.orientation, lying.page_width, lying.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.add_paragraph("表2 村级任务分解")
    wide = document.add_table(4, 12, style="Table Grid")
    fill(wide, [COLUMNS, *([f"{name}镇", "东村", *map(str, range(9)), "何以宁"] for name in ("柳溪", "石桥", "青峰"))])
    repeat_head(wide)
    document.add_section(WD_SECTION.NEW_PAGE)
    last = document.sections[-1]
    last.orientation, last.page_width, last.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    closing = document.add_paragraph("二、下步打算")
    document.add_paragraph("抓好收尾，按期通水。")
    document.add_paragraph("安澜县水务局")
    document.add_paragraph("2026年11月20日")
    put_notes(
        document, [(first, ("数据来自县水务局统计年报。", "入户数含两个安置小区。")), (closing, ("按计划口径。",))]
    )
    return document
