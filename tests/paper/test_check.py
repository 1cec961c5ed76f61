"""The layout check: silent on our own papers, and each rule speaks when it is broken."""

import pytest

from mofan.paper import check_docx
from tests.paper.samples import changed, sample, written


def test_our_own_paper_passes() -> None:
    assert check_docx(written(sample())[0]) == ()


@pytest.mark.parametrize(
    ("rule", "name", "old", "new"),
    [
        ("P1", "word/document.xml", 'w:w="11906"', 'w:w="12240"'),
        ("P1", "word/document.xml", 'w:h="16838"', 'w:h="15840"'),
        ("P2", "word/document.xml", 'w:top="2098"', 'w:top="1440"'),
        ("P3", "word/document.xml", 'w:left="1587"', 'w:left="1800"'),
        ("P4", "word/document.xml", 'w:right="1463"', 'w:right="1800"'),
        ("P4", "word/document.xml", 'w:bottom="1984"', 'w:bottom="1440"'),
        ("P4", "word/document.xml", 'w:bottom="1984"', ""),
        ("P8", "word/styles.xml", 'w:line="579"', 'w:line="580"'),
        ("P8", "word/styles.xml", 'w:lineRule="exact"', 'w:lineRule="auto"'),
        ("P9", "word/styles.xml", '<w:spacing w:val="-4"/>', ""),
        ("P9", "word/styles.xml", '<w:sz w:val="32"/>', '<w:sz w:val="0"/>'),
        ("P7", "word/styles.xml", '<w:sz w:val="32"/>', '<w:sz w:val="30"/>'),
        ("P12", "word/document.xml", ' w:cs="Times New Roman"', ""),
        ("P14", "word/styles.xml", '<w:sz w:val="44"/>', '<w:b/><w:sz w:val="44"/>'),
        ("B1", "word/styles.xml", '<w:jc w:val="center"/>', ""),
        ("B1", "word/styles.xml", '<w:sz w:val="44"/>', '<w:sz w:val="36"/>'),
        ("B1", "word/document.xml", "方正小标宋简体", "华文中宋"),
        ("B4", "word/styles.xml", 'w:firstLineChars="200"', ""),
        ("B4", "word/styles.xml", 'w:firstLine="632"', ""),
        ("B5", "word/document.xml", "黑体", "微软雅黑"),
        ("V4", "word/styles.xml", '<w:sz w:val="28"/>', '<w:sz w:val="18"/>'),
        ("V4", "word/footer1.xml", "— ", "- "),
        ("V4", "word/footer2.xml", "宋体", "仿宋"),
        ("V4", "word/footer2.xml", " PAGE ", " DATE "),
        ("V5", "word/settings.xml", "<w:evenAndOddHeaders/>", ""),
        ("V5", "word/footer1.xml", 'w:right="280"', ""),
        ("V5", "word/footer2.xml", '<w:jc w:val="left"/>', '<w:jc w:val="center"/>'),
        ("V5", "word/document.xml", '<w:footerReference w:type="even" r:id="rId5"/>', ""),
        ("V5", "word/document.xml", '<w:footerReference w:type="default" r:id="rId4"/>', ""),
        ("V7", "word/document.xml", 'w:footer="1361"', 'w:footer="850"'),
    ],
)
def test_a_broken_rule_is_found(rule: str, name: str, old: str, new: str) -> None:
    findings = check_docx(changed(written(sample())[0], name, old, new))
    assert rule in {finding.rule for finding in findings}


def test_a_document_without_our_styles_fails_without_an_error() -> None:
    data = changed(written(sample())[0], "word/styles.xml", 'w:styleId="', 'w:styleId="x')
    assert {"P7", "P8", "P9", "B1", "B4", "V4"} <= {finding.rule for finding in check_docx(data)}


def test_an_alternative_name_of_a_face_is_accepted() -> None:
    data = changed(written(sample())[0], "word/document.xml", "仿宋_GB2312", "FangSong")
    assert check_docx(data) == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text"])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="不是"):
        check_docx(data)


def test_a_broken_part_is_refused() -> None:
    data = changed(written(sample())[0], "word/styles.xml", "</w:styles>", "")
    with pytest.raises(ValueError, match="已损坏"):
        check_docx(data)


def test_a_huge_part_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mofan.paper.check._MOST_PART", 1000)
    with pytest.raises(ValueError, match="过大"):
        check_docx(written(sample())[0])
