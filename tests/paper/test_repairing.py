"""Repair: the layout is corrected, and not a character of any part is changed."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mofan.paper import inspect_docx, repair_docx
from mofan.text.read import Unreadable, read_bytes
from tests.paper import made
from tests.paper.samples import changed, part, sample, written

OF_WORDS = {
    *(
        "发文字号括号",
        "发文字号序号",
        "发文字号年份",
        "发文字号次序",
        "发文字号缺项",
        "成文日期写法",
        "主送机关冒号",
        "主题词",
        "印数",
    ),
    *("附件名称标点", "附件说明冒号", "附件顺序号", "附件标识标点", "附件标题", "附件位置", "附注括号"),
    *("份号", "密级和保密期限写法", "紧急程度写法", "版头要素顺序", "签发人", "签发人冒号", "版记要素顺序"),
    *("发文机关标志写法", "印发机关和印发日期", "印发日期", "印发日期写法", "出席人员名单冒号"),
}


def texts(data: bytes) -> dict[str, str]:
    """The characters of every part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: "".join(one.text or "" for one in etree.fromstring(archive.read(name)).iter("{*}t"))
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def others(data: bytes) -> dict[str, bytes]:
    """The parts that a repair of paragraphs has no business with."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.endswith(("document.xml", "document.xml.rels", "settings.xml", "[Content_Types].xml"))
        }


def musts(data: bytes) -> set[str]:
    return {finding.element for finding in inspect_docx(data) if finding.rank == "must"}


@pytest.mark.parametrize("name", made.MAKERS)
def test_a_repaired_document_passes_inspection_and_keeps_every_word(name: str) -> None:
    data = made.saved(made.MAKERS[name]())
    repaired = repair_docx(data)
    assert repaired.changed
    assert musts(data) - OF_WORDS
    assert musts(repaired.data) <= OF_WORDS
    assert inspect_docx(repaired.data) == repaired.left
    before, after = texts(data), texts(repaired.data)
    assert {one: after[one] for one in before} == before
    assert set("".join(after[one] for one in after.keys() - before.keys())) <= set("— 1安澜县水务局文稿")
    assert read_bytes(repaired.data, "甲.docx").text == read_bytes(data, "甲.docx").text
    kept = others(repaired.data)
    assert {one: kept[one] for one in others(data)} == others(data)
    docx.Document(io.BytesIO(repaired.data))


@pytest.mark.parametrize("name", made.MAKERS)
def test_the_same_file_gives_the_same_bytes_and_a_second_repair_changes_nothing(name: str) -> None:
    data = made.saved(made.MAKERS[name]())
    once = repair_docx(data)
    assert repair_docx(data) == once
    again = repair_docx(once.data)
    assert (again.data, again.changed) == (once.data, ())


def test_our_own_paper_is_left_as_it_is() -> None:
    data = written(sample())[0]
    repaired = repair_docx(data)
    assert (repaired.data, repaired.changed, repaired.left) == (data, (), ())


def test_a_run_in_heading_is_cut_into_two_faces() -> None:
    repaired = repair_docx(made.saved(made.plain())).data
    runs = [
        ("".join(str(t.text) for t in run.iter("{*}t")), font.get(f"{{{font.nsmap['w']}}}eastAsia"))
        for run in part(repaired).iter("{*}r")
        for font in run.iter("{*}rFonts")
    ]
    assert ("（一）抓好学习。", "楷体_GB2312") in runs
    assert ("每月第一个周五集中学习，支部书记讲党课。", "仿宋_GB2312") in runs


def test_a_foot_with_words_is_left_to_a_person() -> None:
    document = made.numbered_pages("安澜县水务局 第#页")
    repaired = repair_docx(made.saved(document))
    assert {finding.element for finding in repaired.left} >= {"页码格式", "页码位置"}
    assert "word/footer2.xml" not in texts(repaired.data)


def test_the_page_head_stays_on_even_pages_too() -> None:
    repaired = repair_docx(made.saved(made.rich())).data
    document = docx.Document(io.BytesIO(repaired))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.even_page_header.paragraphs[0].text == section.header.paragraphs[0].text == "安澜县水务局文稿"
    assert document.sections[1].even_page_header.is_linked_to_previous


def test_a_dormant_even_head_stays_asleep() -> None:
    document = made.plain()
    document.sections[0].even_page_header.paragraphs[0].text = "旧页眉"
    repaired = docx.Document(io.BytesIO(repair_docx(made.saved(document)).data))
    assert repaired.sections[0].even_page_header.is_linked_to_previous


def test_a_page_head_with_a_picture_keeps_its_relations() -> None:
    document = made.plain()
    header = document.sections[0].header
    header.paragraphs[0].text = "页眉"
    header.part.relate_to("https://example.org", "http://schemas.openxmlformats.org/x/hyperlink", is_external=True)
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "第二节"
    data = repair_docx(made.saved(document)).data
    names = [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "_rels/header" in name]
    assert len(names) == 2


def test_a_first_page_with_a_number_of_its_own_gets_the_new_one() -> None:
    document = made.numbered_pages()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    section.first_page_footer.paragraphs[0]._p.append(parse_xml(field))
    data = repair_docx(made.saved(document)).data
    assert docx.Document(io.BytesIO(data)).sections[0].first_page_footer.paragraphs[0].text == "— 1 —"
    assert musts(data) == set()


def test_a_first_page_without_a_number_stays_without() -> None:
    document = made.numbered_pages()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_footer.paragraphs[0].text = ""
    repaired = repair_docx(made.saved(document))
    assert [finding.found for finding in repaired.left] == ["首页没有页码"]


def test_settings_and_relations_are_made_where_there_are_none() -> None:
    data = without(made.saved(made.plain()), "word/settings.xml", "settings")
    repaired = repair_docx(data)
    assert musts(repaired.data) == set()
    assert b"evenAndOddHeaders" in etree.tostring(part(repaired.data, "word/settings.xml"))
    bare = smallest()
    assert musts(repair_docx(bare).data) == set()
    assert texts(repair_docx(bare).data)["word/document.xml"] == texts(bare)["word/document.xml"]


def without(data: bytes, name: str, kind: str) -> bytes:
    """The document without one part and its relation."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.namelist():
            content = before.read(entry)
            if entry == "word/_rels/document.xml.rels":
                root = etree.fromstring(content)
                for one in [one for one in root if str(one.get("Type")).endswith(f"/{kind}")]:
                    root.remove(one)
                content = etree.tostring(root)
            if entry != name:
                after.writestr(entry, content)
    return out.getvalue()


def smallest(*, strict: bool = False, types: bool = True, body: str = "") -> bytes:
    """A .docx of as few parts as can be: no styles, no settings, no relations of the document."""
    office = (
        "http://purl.oclc.org/ooxml/officeDocument" if strict else "http://schemas.openxmlformats.org/officeDocument"
    )
    relation = f"{office}/relationships/officeDocument" if strict else f"{office}/2006/relationships/officeDocument"
    word = "http://purl.oclc.org/ooxml/wordprocessingml/main" if strict else nsdecls("w").partition('"')[2][:-1]
    package = "http://schemas.openxmlformats.org/package/2006"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if types:
            archive.writestr(
                "[Content_Types].xml",
                f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
                'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
                ' ContentType="application/xml"/></Types>',
            )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relation}"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}"><w:body>{body or "<w:p><w:r><w:t>现将情况报告如下。</w:t></w:r></w:p>"}'
            "<w:sectPr/></w:body></w:document>",
        )
    return out.getvalue()


def test_a_strict_document_is_repaired_in_its_own_words() -> None:
    data = repair_docx(smallest(strict=True)).data
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/footer" in etree.tostring(
        part(data, "word/_rels/document.xml.rels")
    )
    assert musts(data) == set()


def test_a_package_without_content_types_is_refused() -> None:
    with pytest.raises(Unreadable):
        repair_docx(smallest(types=False))


def test_a_damaged_picture_is_refused_and_not_lost() -> None:
    out = io.BytesIO(made.saved(made.plain()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/media/image1.png", b"picture" * 20)
    data = bytearray(out.getvalue())
    place = data.index(b"picturepicture")
    data[place : place + 7] = b"damaged"
    with pytest.raises(Unreadable, match="已损坏"):
        repair_docx(bytes(data))


def test_characters_of_every_kind_survive_a_cut() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>（一）抓好</w:t><w:noBreakHyphen/><w:t> 学习。每月 </w:t><w:tab/>"
        "<w:t>集中学习。</w:t><w:br/><w:cr/><w:t>完</w:t></w:r></w:p><w:p><w:r><w:t>（二）抓好落实。每季度通报一次。"
        "</w:t></w:r></w:p>"
    )
    data = smallest(body="<w:p><w:r><w:t>年度工作安排</w:t></w:r></w:p>" + body)
    repaired = repair_docx(data)
    assert read_bytes(repaired.data, "甲.docx").text == read_bytes(data, "甲.docx").text
    assert musts(repaired.data) == set()


LINE = st.sampled_from(
    (
        *made.LINES,
        "　　正文前有空格，之后是正文。",
        "第一章　总则",
        "二〇二六年一月五日",
        "(一)抓好学习。",
        "",
        "安水发〔2026〕12号\t签发人：何以宁",
        "附件1",
        "抄送：县委办公室。",
        "\f",
        "x" * 40,
    )
)
FORMS = st.tuples(
    st.sampled_from((None, 9, 12, 16, 22)),
    st.sampled_from((None, *WD_ALIGN_PARAGRAPH)),
    st.sampled_from(("Normal", "Heading 1", "Heading 3", "List Bullet", "Title", "Quote")),
    st.booleans(),
    st.integers(0, 12),
)


def any_document(lines: list[tuple[str, Any]]) -> bytes:
    document = docx.Document()
    for text, (size, alignment, style, red, cut) in lines:
        paragraph = document.add_paragraph(style=style)
        paragraph.alignment = alignment
        for piece in (text[:cut], text[cut:]):
            run = paragraph.add_run(piece.replace("\f", ""))
            if "\f" in piece:
                run.add_break(WD_BREAK.PAGE)
            run.font.size = None if size is None else Pt(size)
            if red:
                run.font.color.rgb = RGBColor(200, 0, 0)
        paragraph.paragraph_format.left_indent = Pt(cut) if cut else None
        paragraph.paragraph_format.line_spacing = Pt(20) if cut % 2 else 1.5
    return made.saved(document)


@settings(max_examples=25)
@given(st.lists(st.tuples(LINE, FORMS), min_size=1, max_size=9))
def test_any_document_keeps_its_words_and_passes(lines: list[tuple[str, Any]]) -> None:
    data = any_document(lines)
    repaired = repair_docx(data)
    before, after = texts(data), texts(repaired.data)
    assert {one: after[one] for one in before} == before
    kept = {finding for finding in repaired.left if finding.rank == "must"}
    assert {finding.element for finding in kept} <= OF_WORDS
    assert repair_docx(repaired.data).changed == ()


def test_nothing_is_done_twice_for_one_departure() -> None:
    data = changed(written(sample())[0], "word/document.xml", 'w:top="2098"', 'w:top="1440"')
    repaired = repair_docx(data)
    assert [finding.element for finding in repaired.changed] == ["上边距"]
    assert repaired.left == ()


def test_a_two_sided_document_with_a_wrong_foot_gets_new_ones() -> None:
    data = changed(written(sample())[0], "word/footer2.xml", "宋体", "隶书")
    repaired = repair_docx(data)
    assert [finding.element for finding in repaired.changed] == ["页码字体"]
    assert repaired.left == ()


def test_a_page_head_of_two_sections_is_copied_once() -> None:
    document = made.plain()
    document.sections[0].header.paragraphs[0].text = "页眉"
    reference = document.sections[0]._sectPr.find(qn("w:headerReference"))
    second = document.add_section()
    second._sectPr.insert(0, parse_xml(etree.tostring(reference)))
    data = repair_docx(made.saved(document)).data
    assert list(texts(data).values()).count("页眉") == 2


def test_the_runs_of_a_link_are_runs() -> None:
    document = made.plain("年度工作安排", ("现将情况报告如下。",))
    paragraph = document.paragraphs[1]._p
    link = parse_xml(f"<w:hyperlink {nsdecls('w')}/>")
    link.append(document.paragraphs[1].runs[0]._r)
    paragraph.append(link)
    data = made.saved(document)
    assert "正文字号" in {finding.element for finding in inspect_docx(data)}
    assert musts(repair_docx(data).data) == set()


def test_unit_and_date_in_one_paragraph_are_left_where_they_stand() -> None:
    document = made.plain("年度工作安排", ("现将情况报告如下。", "安澜县水务局\n2026年3月2日"))
    document.paragraphs[2].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repaired = repair_docx(made.saved(document))
    signed = docx.Document(io.BytesIO(repaired.data)).paragraphs[2]
    assert signed.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert [finding.element for finding in repaired.left] == ["换行"]
