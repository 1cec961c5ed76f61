"""Letters as other people make them: lines drawn in several ways, the mark in the text, a box, a table, a head."""

import io
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from mofan.paper import Finding, inspect_docx, repair_docx
from mofan.text.read import read_bytes
from tests.paper.made import saved

ORGAN = "安澜县水务局"
LINES = (
    "县自然资源局：",
    "因河道清淤工作需要，现商请贵局派出技术人员两名协助现场勘测。",
    "请予支持。",
    ORGAN,
    "2026年3月2日",
    "抄送：县财政局。",
)
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
SPACES = f'{nsdecls("w", "wp", "a")} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'


def in_red(paragraph: Any, text: str = ORGAN) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(48), RGBColor(255, 0, 0)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "方正小标宋简体")


def letter(mark: str | None = ORGAN, number: str = "安水函〔2026〕12号") -> Any:
    """A letter by python-docx, its mark in the text."""
    document = docx.Document()
    if mark:
        in_red(document.add_paragraph(), mark)
    document.add_paragraph(number).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("安澜县水务局关于商请协助开展河道清淤的函").font.size = Pt(22)
    for line in LINES:
        document.add_paragraph(line)
    return document


def border(paragraph: Any, side: str, value: str, colour: str = "FF0000") -> None:
    line = f'<w:{side} w:val="{value}" w:sz="24" w:space="1" w:color="{colour}"/>'
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>"))


def with_borders(head: str = "thickThinSmallGap", foot: str = "thinThickSmallGap") -> Any:
    document = letter()
    border(document.paragraphs[0], "bottom", head)
    border(document.sections[0].footer.paragraphs[0], "top", foot)
    return document


def vml(paragraph: Any, inner: str) -> None:
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')} {VML}><w:pict>{inner}</w:pict></w:r>"))


def vml_line(y: int, compound: str, colour: str = "red", length: float = 481.9) -> str:
    return (
        '<v:line style="position:absolute;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"'
        f' from="56.7pt,{y}pt" to="{56.7 + length}pt,{y}pt" strokecolor="{colour}" strokeweight="4.5pt">'
        f'<v:stroke linestyle="{compound}"/></v:line>'
    )


VML_MARK = (
    '<v:shape style="position:absolute;margin-left:79pt;margin-top:80pt;width:442pt;height:60pt;'
    'mso-position-vertical-relative:page"><v:textbox inset="0,0,0,0"><w:txbxContent><w:p><w:pPr><w:jc w:val="center"/>'
    '</w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:color w:val="FF0000"/><w:sz w:val="96"/></w:rPr>'
    f"<w:t>{ORGAN}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
)


def with_vml(colour: str = "red", compound: str = "thickThin", length: float = 481.9) -> Any:
    """The mark in a box, the lines drawn, all in the older kind of shapes."""
    document = letter(None)
    first = document.paragraphs[0]
    vml(first, VML_MARK)
    vml(first, vml_line(150, compound, colour, length))
    vml(first, vml_line(785, "thinThick", colour, length))
    return document


def shape(
    top: int, outline: str, form: str = "line", length: int = 6120130, relative: str = "page", fill: str = ""
) -> str:
    """A line of Word's own kind; places in EMU."""
    return (
        f'<w:r {SPACES}><w:drawing><wp:anchor><wp:positionH relativeFrom="{relative}">'
        f"<wp:posOffset>720090</wp:posOffset></wp:positionH>"
        f'<wp:positionV relativeFrom="{relative}"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{length}" cy="0"/><wp:wrapNone/><wp:docPr id="7" name="线"/><a:graphic><a:graphicData uri="u">'
        f'<wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{length}" cy="0"/></a:xfrm>'
        f'<a:prstGeom prst="{form}"/>{fill}{outline}</wps:spPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def outline(compound: str = "", colour: str = '<a:srgbClr val="FF0000"/>') -> str:
    return f'<a:ln w="57150"{compound}><a:solidFill>{colour}</a:solidFill></a:ln>'


def with_shapes(first: str, last: str) -> Any:
    document = letter()
    for one in (first, last):
        document.paragraphs[1]._p.append(parse_xml(one))
    return document


LAST = shape(9972040, outline(' cmpd="thinThick"'))


def of_lines(document: Any) -> dict[str, str]:
    """What was found of the double lines."""
    return {one.element: one.found for one in inspect_docx(saved(document)) if "双线" in one.element}


def left(document: Any) -> tuple[list[Finding], bytes]:
    """What must still be corrected after a repair, which keeps every word."""
    data = saved(document)
    repaired = repair_docx(data)
    before, after = (read_bytes(one, "甲.docx").text for one in (data, repaired.data))
    assert after == before
    assert repair_docx(repaired.data).data == repaired.data
    return [one for one in repaired.left if one.rank == "must"], repaired.data


def test_a_letter_without_its_lines_gets_them() -> None:
    assert of_lines(letter()) == {"首条双线": "没有线条", "末条双线": "没有线条"}
    found, data = left(letter())
    assert found == []
    assert of_lines(docx.Document(io.BytesIO(data))) == {}


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (with_borders(), {"首条双线长度": "146.5 毫米", "末条双线长度": "146.5 毫米"}),
        (with_borders("single"), {"首条双线": "单线", "首条双线长度": "146.5 毫米", "末条双线长度": "146.5 毫米"}),
        (with_vml(), {}),
        (with_vml("black"), {"首条双线颜色": "黑色", "末条双线颜色": "黑色"}),
        (with_vml("#00F0F0"), {"首条双线颜色": "颜色 00F0F0", "末条双线颜色": "颜色 00F0F0"}),
        (with_vml(compound="single"), {"首条双线": "单线"}),
        (with_vml(compound="thinThick"), {"首条双线": "上细下粗"}),
        (with_vml(length=442), {"首条双线长度": "155.9 毫米", "末条双线长度": "155.9 毫米"}),
        (with_shapes(shape(1844675, outline(' cmpd="thickThin"')), LAST), {}),
        (with_shapes(shape(1844675, outline(' cmpd="dbl"', "<a:schemeClr/>")), LAST), {}),
        (with_shapes(shape(1844675, outline()), LAST), {"首条双线": "单线"}),
        (with_shapes(shape(1844675, "<a:ln><a:noFill/></a:ln>"), LAST), {"首条双线": "没有线条"}),
        (with_shapes(shape(1844675, outline(), "ellipse"), LAST), {"首条双线": "没有线条"}),
        (with_shapes(shape(0, outline(' cmpd="thickThin"'), relative="paragraph"), LAST), {}),
        (
            with_shapes(shape(400000, outline(' cmpd="thickThin"'), relative="margin"), shape(8900000, outline())),
            {"末条双线": "单线", "末条双线位置": "49.8 毫米"},
        ),
    ],
)  # fmt: skip
def test_lines_are_seen_however_they_are_drawn(document: Any, found: dict[str, str]) -> None:
    given = of_lines(document)
    assert {one: given[one] for one in given if one != "首条双线位置"} == found


@pytest.mark.parametrize(
    "document",
    [
        with_borders(), with_borders("single", "single"), with_vml("black", length=442), with_vml(compound="single"),
        with_shapes(shape(2844675, outline()), LAST), with_shapes(shape(1844675, outline(), length=5000000), LAST),
    ],
)  # fmt: skip
def test_lines_are_repaired_where_they_stand(document: Any) -> None:
    found, _ = left(document)
    assert [one for one in found if one.element != "首页页码"] == []


def test_a_rectangle_without_height_is_a_line() -> None:
    fill = '<a:solidFill><a:prstClr val="black"/></a:solidFill>'
    flat = with_shapes(shape(1844675, "", "rect", fill=fill), LAST)
    assert of_lines(flat)["首条双线颜色"] == "黑色"
    assert [one.element for one in left(flat)[0]] == ["首条双线"]


def test_the_line_under_a_heading_style_is_none_of_a_letter() -> None:
    document = letter()
    document.paragraphs[2].style = "Title"
    assert of_lines(document)["首条双线"] == "没有线条"


def test_a_picture_may_show_the_lines() -> None:
    document = letter()
    picture = '<w:r {0}><w:pict><v:shape style="width:1pt"><v:imagedata/></v:shape></w:pict></w:r>'
    document.paragraphs[0]._p.append(parse_xml(picture.format(f"{nsdecls('w')} {VML}")))
    assert of_lines(document) == {}


def test_a_red_double_line_makes_a_letter_whatever_its_number() -> None:
    document = with_borders()
    document.paragraphs[1].runs[0].text = "安水〔2026〕12号"
    assert "首条双线长度" in of_lines(document)


def test_a_mark_in_a_box_is_judged_by_its_place() -> None:
    document = with_vml()
    shape_ = document.paragraphs[0]._p.find(".//{urn:schemas-microsoft-com:vml}shape")
    assert "发文机关标志位置" not in {one.element for one in inspect_docx(saved(document))}
    shape_.set("style", shape_.get("style").replace("margin-top:80pt", "margin-top:200pt"))
    finding = next(one for one in inspect_docx(saved(document)) if one.element == "发文机关标志位置")
    assert (finding.clause, finding.rank, finding.expected) == ("10.1", "must", "上边缘至上页边 30 毫米")
    assert left(document)[0] == []


def test_a_mark_in_a_table_or_a_page_head_is_judged_by_its_characters() -> None:
    table = letter(None)
    cell = table.add_table(1, 1)
    in_red(cell.cell(0, 0).paragraphs[0])
    table.element.body.insert(0, cell._tbl)
    head = letter(None)
    in_red(head.sections[0].header.paragraphs[0])
    for document in (table, head):
        cell_or_head = document.element.body if document is table else head.sections[0].header._element
        next(cell_or_head.iter(qn("w:rFonts"))).set(qn("w:eastAsia"), "黑体")
        assert "发文机关标志" in {one.element for one in inspect_docx(saved(document))}
        assert "发文机关标志" not in {one.element for one in left(document)[0]}


def test_a_first_page_that_has_a_head_of_its_own_keeps_it() -> None:
    document = letter(None)
    in_red(document.sections[0].header.paragraphs[0])
    found, data = left(document)
    assert [one.element for one in found] == ["首页页码"]
    assert not docx.Document(io.BytesIO(data)).sections[0].different_first_page_header_footer


def test_a_mark_in_the_text_of_a_letter_is_put_where_it_belongs() -> None:
    document = letter()
    document.paragraphs[0].paragraph_format.space_before = Pt(100)
    assert "发文机关标志位置" in {one.element for one in inspect_docx(saved(document))}
    found, data = left(document)
    assert found == []
    (frame,) = docx.Document(io.BytesIO(data)).element.body.iter(qn("w:framePr"))
    assert frame.get(qn("w:vAnchor")) == "page"


def test_a_number_of_a_letter_under_another_mark_is_no_letter() -> None:
    document = letter("安澜县水务局文件", "安水发〔2026〕12号")
    assert of_lines(document) == {}
    assert "版头分隔线" in {one.element for one in inspect_docx(saved(document))}
