"""Inspection of page numbers, in every way that people make them."""

from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.paper import made
from tests.paper.inspected import found_after, of


@pytest.mark.parametrize("text", ["第#页", "#", "- # -", "第 # 页 共 3 页"])
@pytest.mark.parametrize("simple", [True, False])
def test_a_page_number_of_another_form(text: str, simple: bool) -> None:
    document = made.numbered_pages(text, simple=simple)
    assert of(document, "页码格式") == [text.replace("#", "1")]
    assert "单页、双页相同，都居中" in of(document, "页码位置")
    assert [one for one in found_after(document) if one.element.startswith("页码")] == []


def test_dashes_without_spaces_are_accepted() -> None:
    assert of(made.numbered_pages("—#—"), "页码格式") == []


def test_a_number_placed_by_a_tab_or_at_the_left() -> None:
    assert "单页、双页相同，都用制表位定位" in of(made.numbered_pages("\t#"), "页码位置")
    assert "单页、双页相同，都居左空 0 字" in of(made.numbered_pages("#", None), "页码位置")
    assert "单页、双页相同，都居左空 0 字" in of(made.numbered_pages("#", WD_ALIGN_PARAGRAPH.DISTRIBUTE), "页码位置")


def test_a_number_in_a_frame_that_stands_outside_is_right() -> None:
    document = made.numbered_pages("— # —")
    properties = document.sections[0].footer.paragraphs[0]._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:framePr {nsdecls("w")} w:xAlign="outside" w:hAnchor="margin"/>'))
    assert not any("双页相同" in one for one in of(document, "页码位置"))


def boxed(align: str) -> Any:
    """WPS's way: the number in a text box in the foot."""
    document = made.plain()
    drawing = (
        f'<w:r {nsdecls("w")} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH relativeFrom="margin">{align}'
        "</wp:positionH><w:txbxContent><w:p><w:r><w:t>— </w:t></w:r>"
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r></w:p>'
        "</w:txbxContent></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>"
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:txbxContent></w:pict>'
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.sections[0].footer.paragraphs[0]._p.append(parse_xml(drawing))
    return document


def test_a_number_in_a_text_box_has_the_side_of_its_box() -> None:
    outside = boxed("<wp:align>outside</wp:align>")
    assert not any("双页相同" in one for one in of(outside, "页码位置"))
    assert "单页、双页相同，都居中" in of(boxed("<wp:align>center</wp:align>"), "页码位置")
    assert "单页、双页相同，都用制表位定位" in of(boxed("<wp:posOffset>0</wp:posOffset>"), "页码位置")
    assert not [one for one in found_after(outside) if one.rank == "must"]
