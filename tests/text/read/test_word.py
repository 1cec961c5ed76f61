"""The walk through a .docx: what a reader of the final, printed version sees, in order."""

import io

import docx
import pytest

from mofan.text.read import Limits, Reason, Unreadable, read_bytes
from mofan.text.secrecy import find_secrecy_mark
from tests.text.read.makers import make_docx, make_run, make_zip, paragraph

PLAIN = paragraph("第一段") + paragraph("第二段")


def read(body: str, **parts: str) -> str:
    return read_bytes(make_docx(body, **parts), "文.docx").text


def hidden(body: str, **parts: str) -> list[str]:
    document = read_bytes(make_docx(body, **parts), "文.docx")
    return [span.of(document.text) for span in document.hidden]


def refuse(data: bytes, limits: Limits | None = None) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "文.docx", limits=limits or Limits())
    return caught.value.reason


def test_it_reads_paragraphs_one_a_line() -> None:
    assert read(PLAIN + "<w:sectPr/>") == "第一段\n第二段"


def test_it_reads_what_python_docx_writes() -> None:
    written = docx.Document()
    written.add_heading("一、主要做法", 1)
    written.add_paragraph("　　办公室牵头，各科室配合。")
    written.add_paragraph("")
    written.add_table(1, 2).rows[0].cells[0].text = "甲"
    out = io.BytesIO()
    written.save(out)
    assert read_bytes(out.getvalue(), "文.docx").text == "一、主要做法\n　　办公室牵头，各科室配合。\n\n甲\t"


def test_nasty_16_insertions_are_kept_and_deletions_dropped() -> None:
    body = (
        "<w:p>" + make_run("迎") + f"<w:ins>{make_run('接')}</w:ins>"
        "<w:del><w:r><w:delText>接接</w:delText></w:r></w:del>" + make_run("检查")
        + f"<w:moveTo>{make_run('组')}</w:moveTo><w:moveFrom>{make_run('旧')}</w:moveFrom></w:p>"
    )  # fmt: skip
    assert read(body) == "迎接检查组"


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:moveFrom/>", "<w:specVanish/>"])
def test_a_paragraph_whose_end_was_deleted_joins_the_next(mark: str) -> None:
    assert read(paragraph("上半句，", f"<w:rPr>{mark}</w:rPr>") + paragraph("下半句。")) == "上半句，下半句。"
    assert read(PLAIN + paragraph("末段", f"<w:rPr>{mark}</w:rPr>")) == "第一段\n第二段\n末段"


def test_a_wholly_deleted_paragraph_leaves_no_line() -> None:
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    assert read(paragraph("甲") + gone + paragraph("乙")) == "甲\n乙"


def test_deleted_rows_and_cells_are_dropped() -> None:
    row = "<w:tr>{}<w:tc>{}<w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
    table = "<w:tbl><w:tblPr/>" + "".join(
        (
            row.format("", "", make_run("甲"), make_run("1")),
            row.format("<w:trPr><w:del/></w:trPr>", "", make_run("乙"), make_run("2")),
            row.format("<w:trPr><w:ins/></w:trPr>", "<w:tcPr><w:cellDel/></w:tcPr>", make_run("丙"), make_run("3")),
        )
    )
    assert read(table + "</w:tbl>") == "甲\t1\n3"


def test_cells_of_a_row_are_joined_by_tabs() -> None:
    cell = "<w:tc>{}</w:tc>"
    cells = cell.format(paragraph("项目") + paragraph("") + paragraph("名称")) + cell.format("<w:p/>")
    inner = f"<w:tbl><w:tr>{cell.format(paragraph('内甲'))}{cell.format(paragraph('内乙'))}</w:tr></w:tbl><w:p/>"
    controlled = f"<w:sdt><w:sdtContent>{cell.format(paragraph('控件'))}</w:sdtContent></w:sdt>"
    last = f"<w:tr>{cell.format(inner)}{cell.format(paragraph('外'))}</w:tr>"
    assert read(f"<w:tbl><w:tr>{cells}{controlled}</w:tr>{last}</w:tbl>") == "项目 名称\t\t控件\n内甲\t内乙\t外"


def test_a_frame_of_one_cell_keeps_its_lines() -> None:
    assert read(f"<w:tbl><w:tr><w:tc>{PLAIN}</w:tc></w:tr><w:tr/></w:tbl>") == "第一段\n第二段"


def test_breaks_tabs_and_hyphens_become_characters() -> None:
    inside = (
        "<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t><w:noBreakHyphen/><w:softHyphen/>"
    )
    assert read(f"<w:p><w:r>{inside}</w:r></w:p>") == "甲\t乙\n丙\n丁-"


def test_a_page_break_breaks_a_line_only_within_text() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert read(f"<w:p>{page}{make_run('甲')}{page}{make_run('乙')}{page}</w:p>{PLAIN}") == "甲\n乙\n第一段\n第二段"


def test_only_preserved_spaces_count() -> None:
    assert read("<w:p><w:r><w:t> 甲\n</w:t><w:t xml:space='preserve'> 乙\n丙 </w:t></w:r></w:p>") == "甲 乙 丙 "


def test_links_controls_and_tags_are_read_through() -> None:
    inline = (
        f"<w:hyperlink>{make_run('链接')}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{make_run('控件')}</w:sdtContent></w:sdt>"
        f"<w:smartTag>{make_run('标签')}</w:smartTag><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
        f"<w:r><w:ruby><w:rt>{make_run('zhù')}</w:rt><w:rubyBase>{make_run('注')}</w:rubyBase></w:ruby></w:r>"
    )
    block = f"<w:sdt><w:sdtContent>{PLAIN}</w:sdtContent></w:sdt><w:customXml>{paragraph('三')}</w:customXml>"
    assert read(f"<w:p>{inline}</w:p>{block}") == "链接控件标签x注\n第一段\n第二段\n三"


def test_fields_give_their_result_and_not_their_instruction() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    nested = f"{mark('begin')}{make_run('内')}{mark('separate')}{make_run('内果')}{mark('end')}"
    body = f"<w:p>{make_run('第')}{mark('begin')}<w:r><w:instrText>IF </w:instrText></w:r>{nested}{mark('separate')}"
    body += f"{make_run('3')}</w:p><w:p>{make_run('续')}{mark('end')}{make_run('页')}</w:p>"
    assert read(body) == "第3\n续页"
    broken = f"<w:p>{mark('separate')}{mark('end')}{make_run('甲')}{mark('begin')}{make_run('乙')}</w:p>{PLAIN}"
    assert read(broken) == "甲\n第一段\n第二段"


BOX = "<w:txbxContent>" + paragraph("框内文字") + "</w:txbxContent>"


def alternative(choice: str, fallback: str) -> str:
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>{fallback}</mc:AlternateContent>'


def test_nasty_18_a_text_box_with_fallback_is_read_once() -> None:
    box = alternative(
        f"<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>",
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>",
    )
    body = f"<w:p>{make_run('正文')}<w:r>{box}</w:r>{make_run('继续')}</w:p>{paragraph('下段')}"
    assert read(body) == "正文继续\n框内文字\n下段"


def test_a_fallback_is_read_when_only_it_holds_text() -> None:
    assert read(f"<w:p>{alternative('<w:r/>', '<mc:Fallback>' + make_run('退') + '</mc:Fallback>')}</w:p>") == "退"
    assert read(alternative(PLAIN, "")) == "第一段\n第二段"
    assert read("<w:p><mc:AlternateContent/></w:p>" + PLAIN) == "\n第一段\n第二段"
    assert read("<mc:AlternateContent/>" + PLAIN) == "第一段\n第二段"


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [("Wingdings 2", "F052", "☑"), ("Wingdings", "00A8", "□"), ("宋体", "2460", "①"), ("宋体", "zz", ""), ("", "", "")],
)
def test_symbols_are_read_as_what_they_look_like(font: str, code: str, sign: str) -> None:
    body = f'<w:p>{make_run("甲")}<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r></w:p>'
    assert read(body) == "甲" + sign


def test_a_sign_of_an_unknown_font_is_reported() -> None:
    document = read_bytes(make_docx(f'<w:p>{make_run("甲")}<w:r><w:sym w:font="X" w:char="F0E0"/></w:r></w:p>'), "a")
    assert document.text == "甲\uf0e0"
    assert "自造字" in document.warnings[0]


AD = "更多资料加号"


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        '<w:vanish w:val="true"/>',
        '<w:sz w:val="2"/>',
        '<w:w w:val="1"/>',
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="fefefe"/>',
        '<w:color w:val="FFFFFF" w:themeColor="background1"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="none"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FFFFFF"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="auto"/>',
        '<w:rStyle w:val="暗"/>',
    ],
)
def test_nasty_19_hidden_runs_are_kept_and_flagged(properties: str) -> None:
    styles = '<w:style w:type="character" w:styleId="暗"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = f"<w:p>{make_run('甲')}{make_run(AD, properties)}{make_run('乙')}</w:p>"
    document = read_bytes(make_docx(body, styles=styles), "文.docx")
    assert document.text == f"甲{AD}乙"
    assert [span.of(document.text) for span in document.hidden] == [AD]
    assert "隐藏文字" in document.warnings[0]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        '<w:vanish w:val="false"/>',
        '<w:sz w:val="32"/>',
        '<w:color w:val="FF0000"/>',
        '<w:color w:val="auto"/>',
        '<w:rStyle w:val="明"/>',
        '<w:rStyle w:val="无"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="accent1"/>',
        '<w:color w:val="D9D9D9" w:themeColor="background1" w:themeShade="D9"/>',
        "",
    ],
)
def test_seen_runs_are_not_flagged(properties: str) -> None:
    styles = '<w:style w:type="character" w:styleId="明"><w:rPr><w:b/></w:rPr></w:style>'
    assert hidden(paragraph(AD, run=properties), styles=styles) == []


def test_white_on_a_dark_ground_is_seen() -> None:
    white = '<w:color w:val="FFFFFF"/>'
    shade = '<w:shd w:val="clear" w:fill="1F4E79"/>'
    cell = f"<w:tbl><w:tr><w:tc><w:tcPr>{shade}</w:tcPr>{paragraph('表头', run=white)}</w:tc></w:tr></w:tbl>"
    shape = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('图形', run=white)}</w:txbxContent></w:pict></w:r></w:p>"
    assert hidden(cell + shape + paragraph("段落", shade, white)) == []


def test_neighbouring_hidden_runs_are_one_span_and_blank_ones_none() -> None:
    vanish = "<w:vanish/>"
    body = f"<w:p>{make_run('加', vanish)}{make_run('号', vanish)}{make_run('甲')}{make_run(' ', vanish)}</w:p>"
    assert hidden(body + paragraph("微", run=vanish)) == ["加号", "微"]


def test_a_paragraph_style_can_hide_and_a_run_can_show_again() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="父"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="子"><w:basedOn w:val="父"/></w:style>'
    )
    style = '<w:pStyle w:val="子"/>'
    body = paragraph("隐", style) + paragraph("显", style, '<w:vanish w:val="0"/>')
    assert hidden(body, styles=styles) == ["隐"]


def test_defaults_of_the_document_count_and_circles_of_styles_end() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert hidden(paragraph("白"), styles=styles) == ["白"]


def test_lettering_as_a_shape_is_read() -> None:
    watermark = '<w:p><w:r><w:pict><v:shape><v:textpath string="秘密"/><v:textpath/></v:shape></w:pict></w:r></w:p>'
    document = read_bytes(make_docx(PLAIN, header=watermark), "文.docx")
    assert document.margins == "秘密"
    assert find_secrecy_mark(document.margins) is not None


def test_page_heads_and_feet_stand_apart() -> None:
    body = PLAIN + paragraph("第一段")
    document = read_bytes(make_docx(body, header=paragraph("机密★1年"), footer=paragraph("") + paragraph("内部")), "a")
    assert document.text == "第一段\n第二段\n第一段"
    assert document.margins == "机密★1年\n内部"


def test_notes_and_embedded_files_are_reported() -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    document = read_bytes(make_docx(f"<w:p>{make_run('甲')}{note}</w:p><w:altChunk/><w:bookmarkStart/>"), "a")
    assert document.text == "甲"
    assert document.warnings == (
        "文件里嵌入了1个其他文件，其中的文字没有读入。",
        "有1条脚注或尾注在文件里找不到内容，没有带入。",
    )


def test_the_strict_form_reads_alike() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<d:document xmlns:d="{strict}"><d:body><d:p><d:r><d:t>甲</d:t></d:r></d:p></d:body></d:document>'
    data = make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": document})
    assert read_bytes(data, "文.docx").text == "甲"


def test_it_refuses_a_docx_without_text() -> None:
    assert refuse(make_docx("<w:p/>")) is Reason.EMPTY


def test_it_refuses_a_docx_without_body() -> None:
    assert refuse(make_zip({"[Content_Types].xml": "", "word/other.xml": "<a/>"})) is Reason.BROKEN


@pytest.mark.parametrize("xml", ["<w:document", "<a><b></a>", ""])
def test_it_refuses_damaged_xml(xml: str) -> None:
    assert refuse(make_zip({"[Content_Types].xml": "", "word/document.xml": xml})) is Reason.BROKEN


def test_it_refuses_a_truncated_docx() -> None:
    assert refuse(make_docx(PLAIN)[:-40]) is Reason.BROKEN
    parts = {"_rels/.rels": "<Relationships/>", "word/document.xml": PLAIN * 50, "[Content_Types].xml": "<Types/>"}
    assert refuse(make_zip(parts)[:300]) is Reason.BROKEN


def test_it_refuses_a_docx_with_a_damaged_part() -> None:
    data = make_docx(PLAIN * 200)
    place = data.index(b"word/document.xml") + 40
    assert refuse(data[:place] + b"\xff" * 20 + data[place + 20 :]) is Reason.BROKEN


def test_nasty_20_an_entity_bomb_is_refused() -> None:
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;">]>'
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    )
    for data in (bomb.encode(), bomb.encode("utf-16")):
        assert refuse(make_zip({"[Content_Types].xml": "", "word/document.xml": data})) is Reason.BROKEN


def test_nasty_20_much_xml_is_refused_before_it_is_unpacked() -> None:
    data = make_docx(paragraph("很长" * 400_000))
    assert refuse(data, Limits(part_bytes=1_000_000)) is Reason.TOO_LARGE
    assert refuse(data, Limits(ratio_floor=1_000_000)) is Reason.TOO_LARGE
    assert refuse(make_docx(PLAIN), Limits(members=2)) is Reason.TOO_MANY


def test_a_part_under_a_password_is_refused() -> None:
    data = bytearray(make_docx(PLAIN))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(signature, start + 4)
    assert refuse(bytes(data)) is Reason.ENCRYPTED


def test_line_separators_inside_runs_are_even() -> None:
    assert read(paragraph("甲&#x2028;乙")) == "甲 乙"
