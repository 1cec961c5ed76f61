"""OFD: what stands where on each page becomes lines and paragraphs."""

import pytest

from mofan.text.read import LIMITS, Document, Limits, MediaType, Reason, Unreadable, read_bytes, sniff
from tests.text.read.makers import make_zip

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEFT, COLUMNS, LEADING = 5.6, 28.0, 28, 10.2


def text_object(x: float, y: float, code: str, *, size: float = SIZE, more: str = "") -> str:
    return f'<ofd:TextObject Boundary="{x} {y} 150 8" Size="{size}"{more}>{code}</ofd:TextObject>'


def line(text: str, place: int, *, indent: int = 0, steps: str | None = None) -> str:
    """One line of a page, its characters a square each."""
    delta = steps if steps is not None else f"g {len(text)} {SIZE}"
    code = f'<ofd:TextCode X="{indent * SIZE}" Y="5" DeltaX="{delta}">{text}</ofd:TextCode>'
    return text_object(LEFT, 37 + LEADING * place, code)


def make_ofd(*pages: str, box: str = "0 0 210 297", root: str = "Doc_0/Document.xml", base: str = "") -> bytes:
    kids = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="{base}Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    files = {
        "OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{box}"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{kids}</ofd:Pages></ofd:Document>",
    }
    for number, inside in enumerate(pages):
        content = f"<ofd:Content><!-- x --><ofd:Layer>{inside}</ofd:Layer></ofd:Content>"
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page {NAMESPACE}>{content}</ofd:Page>"
    return make_zip(files)


def read(data: bytes, limits: Limits = LIMITS) -> Document:
    return read_bytes(data, "通知.ofd", limits=limits)


def refused(data: bytes, limits: Limits = LIMITS) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(data, limits)
    return caught.value.reason


def test_lines_of_a_page_become_paragraphs() -> None:
    first = ("安澜县水务局抓好学习" * 3)[: COLUMNS - 2]
    page = line(first, 0, indent=2) + line("落实责任到岗到人。", 1) + line("另起一段。", 2, indent=2)
    document = read(make_ofd(page))
    assert document.text == f"{first}落实责任到岗到人。\n另起一段。\n"
    assert document.media_type == MediaType.OFD
    assert sniff(make_ofd(page)) is MediaType.OFD


def test_a_gap_between_characters_is_a_space() -> None:
    assert read(make_ofd(line("第一章总则", 0, steps=f"{SIZE} {SIZE} {SIZE * 2} {SIZE}"))).text == "第一章\u3000总则\n"


def test_pages_are_found_from_the_root_too_and_page_numbers_are_left_out() -> None:
    pages = [line(f"第{n}页的正文。", 0, indent=2) + line(f"—{n}—", 24) for n in "12"]
    assert read(make_ofd(*pages, base="/Doc_0/")).text == "第1页的正文。\n第2页的正文。\n"


def test_a_turned_or_scaled_object_stands_where_its_matrix_puts_it() -> None:
    code = '<ofd:TextCode X="0" Y="5">放大</ofd:TextCode>'
    assert read(make_ofd(text_object(28, 37, code, size=2.8, more=' CTM="2 0 0 2 0 0"'))).text == "放大\n"


@pytest.mark.parametrize("steps", ["g", "g 3", "nonsense", "g x 5.6", "inf", "g 99999999999 5.6", "5.6 g"])
def test_strange_steps_lose_no_character(steps: str) -> None:
    assert "".join(read(make_ofd(line("稳步推进", 0, steps=steps))).text.split()) == "稳步推进"


def test_missing_measures_have_usual_values() -> None:
    inside = "<ofd:TextObject><ofd:TextCode>正文</ofd:TextCode></ofd:TextObject>"
    assert read(make_ofd(inside, box="x")).text == "正文\n"


def test_broken_and_empty_and_huge_files_are_refused() -> None:
    assert refused(make_ofd("")) is Reason.SCANNED
    assert refused(make_ofd()) is Reason.SCANNED
    assert refused(make_ofd(line("正文", 0), root="Doc_9/Document.xml")) is Reason.BROKEN
    assert refused(make_ofd(line("正文", 0), base="Nowhere/")) is Reason.BROKEN
    assert refused(make_ofd("", ""), Limits(pages=1)) is Reason.TOO_LARGE
    assert refused(make_zip({"OFD.xml": "<x"})) is Reason.BROKEN
    assert refused(make_zip({"OFD.xml": f"<ofd:OFD {NAMESPACE}/>"})) is Reason.SCANNED


def test_what_stands_on_a_template_is_read_with_its_page() -> None:
    content = f"<ofd:Content>{line('正文一句。', 3)}</ofd:Content>"
    page = f'<ofd:Page {NAMESPACE}><ofd:Template TemplateID="{{}}"/>{content}</ofd:Page>'
    files = {
        "OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/D.xml": f'<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:TemplatePage ID="5" BaseLoc="T.xml"/>'
        '<ofd:TemplatePage ID="6" BaseLoc="none.xml"/></ofd:CommonData><ofd:Pages><ofd:Page BaseLoc="P.xml"/>'
        "</ofd:Pages></ofd:Document>",
        "Doc_0/T.xml": f"<ofd:Page {NAMESPACE}><ofd:Content>{line('安澜县水务局文件', 0)}</ofd:Content></ofd:Page>",
    }
    assert read(make_zip({**files, "Doc_0/P.xml": page.format(5)})).text == "安澜县水务局文件\n正文一句。\n"
    assert read(make_zip({**files, "Doc_0/P.xml": page.format(6)})).text == "正文一句。\n"
    assert read(make_zip({**files, "Doc_0/P.xml": page.format(7)})).text == "正文一句。\n"


def test_an_encrypted_file_says_so() -> None:
    files = {"OFD.xml": f"<ofd:OFD {NAMESPACE}/>", "Encryptions.xml": f"<ofd:Encryptions {NAMESPACE}/>"}
    assert refused(make_zip(files)) is Reason.ENCRYPTED
