"""Inspection of our own papers: silent on them, and each rule speaks when it is broken."""

import pytest

from mofan.paper import Finding, inspect_docx
from mofan.paper.inspecting import opened
from mofan.text.read import Limits, Reason, Unreadable
from tests.paper.samples import changed, plain, sample, written


def findings(name: str, old: str, new: str) -> tuple[Finding, ...]:
    return inspect_docx(changed(written(sample())[0], name, old, new))


def test_our_own_paper_passes() -> None:
    assert inspect_docx(written(sample())[0]) == ()
    assert inspect_docx(written(plain("第一段。\n第二段。"))[0]) == ()


DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"


@pytest.mark.parametrize(
    ("clause", "element", "rank", "name", "old", "new"),
    [
        ("5.1", "纸张", "must", DOCUMENT, 'w:w="11906"', 'w:w="12240"'),
        ("5.1", "纸张", "must", DOCUMENT, 'w:h="16838"', 'w:h="15840"'),
        ("5.1", "纸张", "must", DOCUMENT, 'w:h="16838"', ""),
        ("5.2.1", "上边距", "must", DOCUMENT, 'w:top="2098"', 'w:top="1440"'),
        ("5.2.1", "左边距", "must", DOCUMENT, 'w:left="1587"', 'w:left="1800"'),
        ("5.2.1", "左边距", "must", DOCUMENT, 'w:gutter="0"', 'w:gutter="200"'),
        ("5.2.1", "右边距", "must", DOCUMENT, 'w:right="1463"', 'w:right="1800"'),
        ("5.2.1", "下边距", "must", DOCUMENT, 'w:bottom="1984"', 'w:bottom="1440"'),
        ("5.2.1", "下边距", "must", DOCUMENT, 'w:bottom="1984"', ""),
        ("5.2.3", "正文行距", "normally", STYLES, 'w:line="579"', 'w:line="600"'),
        ("5.2.3", "正文行距", "normally", STYLES, 'w:lineRule="exact"', 'w:lineRule="auto"'),
        ("5.2.3", "正文字距", "normally", STYLES, '<w:spacing w:val="-4"/>', ""),
        ("5.2.3", "正文字距", "normally", STYLES, '<w:spacing w:val="-4"/>', '<w:spacing w:val="-400"/>'),
        ("7.3.3", "正文字号", "must", STYLES, '<w:sz w:val="32"/>', '<w:sz w:val="30"/>'),
        ("7.3", "标题字形", "normally", STYLES, '<w:sz w:val="44"/>', '<w:b/><w:sz w:val="44"/>'),
        ("7.3", "标题字形", "normally", STYLES, '<w:sz w:val="44"/>', '<w:i/><w:sz w:val="44"/>'),
        ("7.3", "标题字形", "normally", STYLES, '<w:sz w:val="44"/>', '<w:sz w:val="44"/><w:u w:val="single"/>'),
        ("7.3.1", "标题对齐", "must", STYLES, '<w:jc w:val="center"/>', ""),
        ("7.3.1", "标题字号", "must", STYLES, '<w:sz w:val="44"/>', '<w:sz w:val="36"/>'),
        ("7.3.1", "标题", "must", DOCUMENT, "方正小标宋简体", "华文中宋"),
        ("5.2.4", "标题颜色", "must", STYLES, '<w:sz w:val="44"/>', '<w:color w:val="1F497D"/><w:sz w:val="44"/>'),
        ("7.3.3", "正文缩进", "must", STYLES, 'w:firstLineChars="200" w:firstLine="632"', 'w:firstLine="0"'),
        ("7.3.3", "一级标题", "normally", DOCUMENT, "黑体", "微软雅黑"),
        ("惯例", "副标题", "habit", DOCUMENT, "楷体_GB2312", "隶书"),
        ("惯例", "正文对齐", "habit", STYLES, '<w:jc w:val="both"/>', '<w:jc w:val="start"/>'),
        ("惯例", "正文西文字体", "habit", DOCUMENT, 'w:ascii="Times New Roman"', 'w:ascii="Calibri"'),
        ("惯例", "正文引号", "habit", DOCUMENT, ' w:hint="eastAsia"', ' w:hint="default"'),
        ("7.5", "页码字号", "must", STYLES, '<w:sz w:val="28"/>', '<w:sz w:val="18"/>'),
        ("7.5", "页码格式", "must", "word/footer1.xml", "— ", "- "),
        ("7.5", "页码字体", "must", "word/footer2.xml", "宋体", "仿宋"),
        ("7.5", "页码", "must", "word/footer2.xml", " PAGE ", " DATE "),
        ("7.5", "页码位置", "must", SETTINGS, "<w:evenAndOddHeaders/>", ""),
        ("7.5", "页码位置", "must", SETTINGS, "<w:evenAndOddHeaders/>", '<w:evenAndOddHeaders w:val="0"/>'),
        ("7.5", "页码位置", "must", "word/footer1.xml", 'w:right="280"', 'w:right="0"'),
        ("7.5", "页码位置", "must", "word/footer2.xml", '<w:jc w:val="left"/>', '<w:jc w:val="center"/>'),
        ("7.5", "页码", "must", DOCUMENT, '<w:footerReference w:type="even" r:id="rId5"/>', ""),
        ("7.5", "页码", "must", DOCUMENT, '<w:footerReference w:type="default" r:id="rId4"/>', ""),
        ("7.5", "页码位置", "must", DOCUMENT, 'w:footer="1361"', 'w:footer="850"'),
        ("7.5", "页码位置", "must", DOCUMENT, 'w:footer="1361"', ""),
    ],
)
def test_a_broken_rule_is_found(clause: str, element: str, rank: str, name: str, old: str, new: str) -> None:
    if element == "页码位置" and "Chars" not in old and 'w:right="280"' in old:
        old, new = 'w:rightChars="100" w:right="280"', 'w:right="0"'
    assert (clause, element, rank) in {(one.clause, one.element, one.rank) for one in findings(name, old, new)}


def test_a_finding_says_what_is_expected_what_was_found_and_where() -> None:
    found = findings(DOCUMENT, "方正小标宋简体", "华文中宋")
    assert found == (
        Finding(
            "7.3.1",
            "标题",
            "must",
            "方正小标宋简体 二号",
            "华文中宋 二号",
            "第1段“关于进一步深化模范机关创建工作推动机关党”",
        ),
    )


def test_a_document_without_our_styles_fails_without_an_error() -> None:
    elements = {one.element for one in findings(STYLES, 'w:styleId="', 'w:styleId="x')}
    assert {"标题对齐", "正文缩进", "标题字号", "页码字号"} <= elements


def test_an_alternative_name_of_a_face_is_accepted() -> None:
    assert findings(DOCUMENT, "仿宋_GB2312", "FangSong") == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.UNSUPPORTED),
        (b"PK\x03\x04", Reason.BROKEN),
        (b"text", Reason.UNSUPPORTED),
    ],
)
def test_other_files_are_refused(data: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as refusal:
        inspect_docx(data)
    assert refusal.value.reason is reason


def test_a_broken_part_is_refused() -> None:
    with pytest.raises(Unreadable, match="已损坏"):
        findings(STYLES, "</w:styles>", "")


def test_a_document_without_a_body_is_refused() -> None:
    with pytest.raises(Unreadable, match="已损坏"):
        inspect_docx(
            changed(
                changed(written(sample())[0], DOCUMENT, "<w:body>", "<w:corpse>"), DOCUMENT, "</w:body>", "</w:corpse>"
            )
        )


def test_a_document_that_is_no_word_document_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"不是 \.docx"):
        findings("_rels/.rels", "word/document.xml", "word/styles.bin")


def test_a_huge_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from mofan.paper.inspecting import opened
    from mofan.text.read import Limits

    monkeypatch.setattr(opened, "LIMITS", Limits(file_bytes=1000))
    with pytest.raises(Unreadable, match="过大"):
        inspect_docx(written(sample())[0])


def test_a_huge_file_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "LIMITS", Limits(file_bytes=10))
    with pytest.raises(Unreadable, match="过大"):
        opened.Opened(b"PK" + b"\x03\x04" * 10)
