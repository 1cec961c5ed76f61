"""Tables, pictures and notes of a .docx with their places in the text; pieces and clean texts keep theirs."""

import io
import zipfile

import docx
import pytest
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from mofan.text.clean import Removal as Cut
from mofan.text.clean import apply_removals
from mofan.text.read import Document, Limits, read_bytes
from mofan.text.read.insets import NOTHING, Insets, Table, clean_insets
from mofan.text.span import Span
from tests.text.read.makers import make_docx, make_run, make_zip, paragraph
from tests.text.read.rich import emf, fill, png, put_notes, put_picture, rich, saved


def read(data: bytes, limits: Limits | None = None) -> Document:
    return read_bytes(data, "文.docx", limits=limits or Limits())


def words(document: Document, table: Table) -> list[list[list[str]]]:
    """The lines of the cells of a table."""
    return [[[line.of(document.text) for line in cell.lines] for cell in row.cells] for row in table.rows]


@pytest.fixture(scope="module")
def document() -> Document:
    return read(saved(rich()))


def test_tables_pictures_and_notes_have_their_places(document: Document) -> None:
    text, insets = document.text, document.insets
    assert [len(table.rows) for table in insets.tables] == [5, 2, 1, 1, 4]
    for table in insets.tables:
        assert [row.start for row in table.rows] == sorted(row.start for row in table.rows)
        assert (text[table.start - 1], text[table.end]) in {("\n", "\n"), (" ", "\t")}
    assert [text[: picture.place].rsplit("\n", 1)[-1] for picture in insets.pictures] == [
        "净水厂主体已经封顶",
        "",
        "柳溪水厂 日供水\t3000吨\t",
    ]
    assert [text[: note.place].rsplit("\n", 1)[-1] for note in insets.notes] == [
        "今年以来，全县新建供水管网20.7公里，入户1270户。",
        "二、下步打算",
    ]
    assert insets.notes[0].paragraphs == ("数据来自县水务局统计年报。", "入户数含两个安置小区。")
    assert document.warnings == ("有2条脚注或尾注，不在正文文字里；排成或下载为 Word 文件时保留。",)


def test_merged_cells_head_rows_widths_and_alignment_are_known(document: Document) -> None:
    table = document.insets.tables[0]
    spans = [[(cell.columns, cell.rows) for cell in row.cells] for row in table.rows]
    assert spans == [
        [(1, 2), (1, 2), (2, 1), (1, 2)],
        [(1, 0), (1, 0), (1, 1), (1, 1), (1, 0)],
        [(1, 1), (1, 2), (1, 1), (1, 1), (1, 1)],
        [(1, 1), (1, 0), (1, 1), (1, 1), (1, 1)],
        [(2, 1), (1, 1), (1, 1), (1, 1)],
    ]
    assert (table.columns, table.head_rows, table.ruled, table.frames) == (5, 2, True, False)
    assert table.widths == (794, 1587, 2041, 2041, 1701)
    assert [cell.alignment for cell in table.rows[2].cells] == [None, None, "right", None, None]
    assert words(document, table)[1] == [[], [], ["管网（公里）"], ["入户（户）"], []]


def test_a_table_in_a_cell_stands_for_itself(document: Document) -> None:
    outer, inner = document.insets.tables[1:3]
    assert inner.inside(outer)
    assert not outer.inside(inner)
    assert words(document, inner) == [[["日供水"], ["3000吨"]]]
    assert words(document, outer)[1] == [["柳溪水厂"], [""]]  # its picture alone stands on a line of the last cell


def test_a_frame_keeps_its_paragraphs(document: Document) -> None:
    frame = document.insets.tables[3]
    assert frame.frames
    assert words(document, frame) == [[["专栏1 供水保障重点工程", "柳溪水厂扩建；石桥泵站改造。"]]]


def test_a_page_on_its_side_is_known(document: Document) -> None:
    (lying,) = document.insets.lying
    assert lying.of(document.text).startswith("表2 村级任务分解\n乡镇\t")
    assert lying.start <= document.insets.tables[4].start < document.insets.tables[4].end <= lying.end


def test_line_breaks_and_paragraphs_in_a_cell_are_lines() -> None:
    written = docx.Document()
    cell = written.add_table(1, 2).cell(0, 0)
    cell.text = "姓名\n职务"
    cell.add_paragraph("")
    cell.add_paragraph("联系人")
    found = read(saved(written))
    assert found.text.strip("\n") == "姓名 职务 联系人\t"
    assert words(found, found.insets.tables[0]) == [[["姓名", "职务", "联系人"], []]]


def test_rows_may_leave_columns_out_and_widths_may_be_unknown() -> None:
    cell = "<w:tc>{}<w:p>{}</w:p></w:tc>"
    rows = (
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell.format('', make_run('甲'))}</w:tr>"
        f"<w:tr>{cell.format('', make_run('乙'))}{cell.format('', make_run('丙'))}</w:tr>"
    )
    grid = "<w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='{}'/></w:tblGrid>"
    for second, widths in (("700", (900, 700)), ("x", ()), ("-3", ())):
        (table,) = read(make_docx(f"<w:tbl>{grid.format(second)}{rows}</w:tbl>")).insets.tables
        assert (table.columns, table.widths, [row.skipped for row in table.rows]) == (2, widths, [1, 0])
    (table,) = read(make_docx(f"<w:tbl><w:tblGrid><w:gridCol w:w='9'/></w:tblGrid>{rows}</w:tbl>")).insets.tables
    assert table.widths == ()  # not as many as there are columns


@pytest.mark.parametrize(
    ("borders", "ruled"),
    [
        ("<w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr>", True),
        ("<w:tblPr><w:tblBorders><w:top w:val='nil'/></w:tblBorders></w:tblPr>", False),
        ("<w:tblPr><w:tblStyle w:val='G'/></w:tblPr>", True),
        ("", False),
    ],
)
def test_a_table_without_lines_only_arranges_text(borders: str, ruled: bool) -> None:
    style = (
        "<w:style w:type='table' w:styleId='G'><w:tblPr><w:tblBorders><w:insideH w:val='dotted'/></w:tblBorders>"
        "</w:tblPr></w:style>"
    )
    row = f"<w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
    (table,) = read(make_docx(f"<w:tbl>{borders}{row}</w:tbl>", styles=style)).insets.tables
    assert table.ruled is ruled


def test_a_style_may_align_a_cell() -> None:
    style = "<w:style w:type='paragraph' w:styleId='R'><w:pPr><w:jc w:val='end'/></w:pPr></w:style>"
    cells = "".join(
        f"<w:tc>{paragraph('1', properties)}</w:tc>"
        for properties in (
            "<w:pStyle w:val='R'/>",
            "<w:jc w:val='both'/>",
            "<w:pStyle w:val='R'/><w:jc w:val='start'/>",
        )
    )
    (table,) = read(make_docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", styles=style)).insets.tables
    assert [cell.alignment for cell in table.rows[0].cells] == ["right", None, "left"]


def drawing(relation: str, *, link: str = "embed", extent: str = "<wp:extent cx='360000' cy='180000'/>") -> str:
    return (
        f"<w:r><w:drawing><wp:inline xmlns:wp='wp'>{extent}<wp:docPr descr=' 现场 \n 照片'/><a:graphic xmlns:a='a'>"
        f"<pic:pic xmlns:pic='p'><pic:blipFill><a:blip xmlns:r='r' r:{link}='{relation}'/></pic:blipFill></pic:pic>"
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def with_parts(body: str, media: dict[str, bytes], relations: str) -> bytes:
    """A .docx with pictures and the relations that name them."""
    files: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(make_docx(body))) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["word/_rels/document.xml.rels"] = f"<Relationships>{relations}</Relationships>"
    return make_zip(files | {f"word/media/{name}": data for name, data in media.items()})


def relation(identity: str, target: str, mode: str = "") -> str:
    return f"<Relationship Id='{identity}' Type='x/image' Target='{target}' {mode}/>"


def test_a_picture_that_is_not_there_is_said_and_never_fetched() -> None:
    body = "<w:p>" + make_run("图") + "".join(map(drawing, ("good", "out", "gone", "none", "odd"))) + "</w:p>"
    body += f"<w:p>{drawing('out', link='link')}</w:p>"
    relations = "".join(
        (
            relation("good", "media/1.png"),
            relation("out", "https://example.invalid/1.png", "TargetMode='External'"),
            relation("gone", "media/2.png"),
            relation("odd", "media/3.svg"),
        )
    )
    document = read(with_parts(body, {"1.png": png(), "3.svg": b"<svg/>"}, relations))
    (picture,) = document.insets.pictures
    assert (picture.format, picture.width, picture.height, picture.description) == ("png", 360000, 180000, "现场 照片")
    assert picture.data == png()
    assert document.warnings == (
        "有2张图片不在文件里（只有链接），没有取。需要时请在原软件里把图片嵌入文件后再上传。",
        "有2张图片在文件里找不到或已损坏，没有带入。",
        "有1张图片的格式不认识，没有带入。请在原件里换成 PNG 或 JPEG。",
    )


def test_pictures_beyond_the_limits_are_left_out_and_said() -> None:
    body = f"<w:p>{make_run('图')}{drawing('a')}{drawing('b')}</w:p>"
    relations = relation("a", "media/a.png") + relation("b", "media/b.png")
    large = "有1张图片过大，为安全起见没有带入。请缩小后再插入。"
    bomb = png()[:16] + (60_000).to_bytes(4, "big") * 2 + png()[24:]
    document = read(with_parts(body, {"a.png": png(), "b.png": bomb}, relations))
    assert (len(document.insets.pictures), document.warnings) == (1, (large,))
    document = read(with_parts(body, {"a.png": png(), "b.png": png(61)}, relations), Limits(picture_bytes=200))
    assert (len(document.insets.pictures), document.warnings) == (1, (large,))
    swollen = png() + bytes(3_000_000)
    document = read(with_parts(body, {"a.png": png(), "b.png": swollen}, relations))
    assert document.warnings == ("有1张图片在文件里找不到或已损坏，没有带入。",)
    assert document.text == "图"


def test_metafiles_are_kept_as_bytes() -> None:
    body = f"<w:p>{make_run('图')}{drawing('a', extent='')}</w:p>"
    (picture,) = read(with_parts(body, {"a.emf": emf()}, relation("a", "media/a.emf"))).insets.pictures
    assert (picture.format, picture.width, picture.height) == ("emf", 1440000, 720000)
    assert picture.data == emf()


def test_older_pictures_and_embedded_objects_show_their_image() -> None:
    shape = "<v:shape style='width:72pt;height:36pt' alt='印模'><v:imagedata r:id='a' xmlns:r='r'/></v:shape>"
    body = f"<w:p>{make_run('图')}<w:r><w:pict>{shape}</w:pict></w:r><w:r><w:object>{shape}</w:object></w:r></w:p>"
    pictures = read(with_parts(body, {"a.png": png()}, relation("a", "media/a.png"))).insets.pictures
    assert [(one.width, one.height, one.description) for one in pictures] == [(914400, 457200, "印模")] * 2


def test_pictures_of_a_group_have_their_own_sizes_and_hidden_ones_are_none() -> None:
    pic = (
        "<pic:pic><pic:nvPicPr><pic:cNvPr descr='左'/></pic:nvPicPr><pic:blipFill><a:blip r:embed='a'/></pic:blipFill>"
        "<pic:spPr><a:xfrm><a:ext cx='1000' cy='2000'/></a:xfrm></pic:spPr></pic:pic>"
    )
    spaces = "xmlns:pic='p' xmlns:a='a' xmlns:r='r' xmlns:wpg='g' xmlns:wp='wp'"
    group = f"<wp:anchor><wp:extent cx='9' cy='9'/><wpg:wgp>{pic}{pic}</wpg:wgp></wp:anchor>"
    group = f"<w:drawing {spaces}>{group}</w:drawing>"
    body = (
        f"<w:p>{make_run('图')}<w:r>{group}</w:r><w:r><w:rPr><w:vanish/></w:rPr>{group}</w:r>"
        "<w:r><w:drawing><a:blip xmlns:a='a'/><v:imagedata/></w:drawing></w:r></w:p>"
    )
    pictures = read(with_parts(body, {"a.png": png()}, relation("a", "media/a.png"))).insets.pictures
    assert [(one.width, one.height, one.description) for one in pictures] == [(1000, 2000, "左")] * 2


def test_endnotes_own_marks_and_pictures_in_notes() -> None:
    written = docx.Document()
    first = written.add_paragraph("正文")
    put_notes(written, [(first, ("尾注文字。",))], "endnote")
    notes = read(saved(written)).insets.notes
    assert [(note.kind, note.paragraphs, note.own_mark) for note in notes] == [("endnote", ("尾注文字。",), False)]
    marked = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>*</w:t></w:r>"
    inside = make_run("*说明") + drawing("a") + make_run("藏", "<w:vanish/>")
    note = f"<w:footnotes><w:footnote w:id='2'><w:p>{inside}</w:p></w:footnote></w:footnotes>"
    relations = "<Relationship Id='f' Type='x/footnotes' Target='footnotes.xml'/>"
    data = with_parts(f"<w:p>{make_run('甲')}{marked}</w:p>", {}, relations)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    spaces = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    found = read(make_zip(files | {"word/footnotes.xml": note.replace("<w:footnotes>", f"<w:footnotes {spaces}>", 1)}))
    assert found.text == "甲*"
    assert [(one.place, one.paragraphs, one.own_mark) for one in found.insets.notes] == [(1, ("*说明",), True)]
    assert "有1张图片在脚注、尾注里，没有带入。" in found.warnings


def test_the_words_of_a_diagram_are_read_and_what_is_drawn_is_said() -> None:
    body = (
        f"<w:p>{make_run('流程')}"
        "<w:r><w:drawing><dgm:relIds xmlns:dgm='d' xmlns:r='r' r:dm='d'/></w:drawing></w:r></w:p>"
        "<w:p><w:r><w:drawing><c:chart xmlns:c='c' xmlns:r='r' r:id='c'/></w:drawing></w:r>"
        "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>"
        "<w:p><w:r><w:drawing><dgm:relIds xmlns:dgm='d' xmlns:r='r' r:dm='gone'/></w:drawing></w:r></w:p>"
    )
    points = "<a:p><a:r><a:t>受理</a:t></a:r></a:p><a:p/><a:p><a:t>办</a:t><a:t>结</a:t></a:p>"
    model = f"<dgm:m xmlns:dgm='d' xmlns:a='a'>{points}</dgm:m>"
    document = read(with_parts(body, {"d.xml": model.encode()}, relation("d", "media/d.xml")))
    assert document.text == "流程\n受理\n办结\na+b\n"
    assert document.warnings == (
        "文件里有1个公式，只带入了其中的文字，请对照原件。",
        "文件里有1个图表（由数据画成），没有带入，请对照原件。",
        "文件里有2个示意图（SmartArt），只带入了其中的文字，请对照原件。",
    )


def test_a_stretch_keeps_what_is_whole_in_it(document: Document) -> None:
    text, table = document.text, document.insets.tables[0]
    start, end = table.rows[2].start, text.index("（一）做法")
    within = document.insets.within(start, end, text)
    (rest,) = within.tables
    assert [[line.of(text[start:end]) for cell in row.cells for line in cell.lines] for row in rest.rows] == [
        ["1", "柳溪镇", "12.5", "860"],
        ["2", "8.2", "410", "含集镇"],
        ["合计", "20.7", "1270"],
    ]
    assert [len(one) for one in (within.pictures, within.notes, within.lying)] == [2, 0, 0]
    assert not document.insets.within(table.rows[0].start + 1, table.rows[0].end, text)
    cut = document.insets.within(table.rows[3].start, table.rows[3].end, text).tables[0]
    assert [cell.rows for cell in cut.rows[0].cells] == [1, 1, 1, 1, 1]  # what went on from above stands alone
    lying = document.insets.lying[0]
    assert document.insets.within(lying.start + 3, lying.end + 5, text).lying == (Span(0, len(lying) - 3),)
    picture = document.insets.pictures[1].place
    assert not document.insets.within(0, picture, text).pictures[1:]  # it stands on the line that begins there
    assert document.insets.within(0, len(text), text) == document.insets


def cut(text: str, *parts: str) -> list[Cut]:
    return [Cut(text.index(part), text.index(part) + len(part), part, "ad", "rule") for part in parts]


def test_places_are_moved_when_the_text_is_cleaned() -> None:
    written = docx.Document()
    put_picture(written.add_paragraph("加微信领取全套材料"), png(), width=Cm(2))
    shown = written.add_paragraph("正文【微信】之后")
    put_picture(shown, png(50), width=Cm(2))
    fill(written.add_table(2, 2), [["甲", "乙【微信】"], ["更多材料", "加微信"]])
    put_notes(written, [(shown, ("说明。",))])
    document = read(saved(written))
    text = document.text
    cleaned = apply_removals(text, cut(text, "加微信领取全套材料", "【微信】之", "【微信】\n", "更多材料\t加微信"))
    insets = document.insets.cleaned(text, cleaned)
    assert cleaned.text.strip("\n") == "正文后\n甲\t乙"
    assert [picture.data for picture in insets.pictures] == [png(50)]  # the other went with its line
    assert cleaned.text[: insets.pictures[0].place].endswith("正文后")
    assert insets.notes[0].place == insets.pictures[0].place
    (table,) = insets.tables
    assert [line.of(cleaned.text).strip() for cell in table.rows[0].cells for line in cell.lines] == ["甲", "乙"]
    assert len(table.rows) == 1
    assert document.insets.cleaned(text, apply_removals(text, [])) is document.insets
    gone = apply_removals(text, cut(text, "甲\t乙【微信】\n更多材料\t加微信"))
    assert document.insets.cleaned(text, gone).tables == ()


def test_a_picture_within_what_is_cut_is_gone() -> None:
    written = docx.Document()
    shown = written.add_paragraph("正文（扫码")
    put_picture(shown, png(), width=Cm(2))
    shown.add_run("加群）继续")
    document = read(saved(written))
    cleaned = apply_removals(document.text, cut(document.text, "（扫码加群）"))
    assert document.insets.cleaned(document.text, cleaned).pictures == ()


@settings(max_examples=60)
@given(st.lists(st.lists(st.text("甲乙丙1 .", max_size=6), min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_texts_of_the_cells_are_those_of_the_file(rows: list[list[str]]) -> None:
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    inside = "".join(f"<w:tr>{''.join(cell.format(make_run(text)) for text in row)}</w:tr>" for row in rows)
    document = read(make_docx(f"{paragraph('表')}<w:tbl>{inside}</w:tbl>"))
    (table,) = document.insets.tables
    assert words(document, table) == [[[text] if text.strip() else [] for text in row] for row in rows]
    for row, found in zip(rows, table.rows, strict=True):
        assert document.text[found.start : found.end] == "\t".join(text if text.strip() else "" for text in row)


def test_the_words_of_notes_are_cleaned_and_an_empty_one_is_gone(document: Document) -> None:
    text, insets = document.text, document.insets
    cleaned = apply_removals(text, [])
    kept = clean_insets(insets, text, cleaned, lambda note: note.replace("按计划口径。", "").replace("入户", "到户"))
    assert [note.paragraphs for note in kept.notes] == [("数据来自县水务局统计年报。", "到户数含两个安置小区。")]
    plain = Insets(insets.tables)
    assert clean_insets(plain, text, cleaned, str) is plain
    assert (plain.count, bool(NOTHING)) == (5, False)


def test_a_stretch_without_a_whole_row_has_no_table(document: Document) -> None:
    table = document.insets.tables[0]
    assert document.insets.within(table.start + 1, table.rows[0].end, document.text).tables == ()


def test_a_note_within_the_instruction_of_a_field_is_none() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'
    assert read(make_docx(f"<w:p>{make_run('甲')}{field}</w:p>")).warnings == ()
