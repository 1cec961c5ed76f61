"""Automatic numbering comes back as Word shows it."""

import pytest

from mofan.text.read import read_bytes
from mofan.text.read.word.formats import write_number
from tests.text.read.makers import (
    make_abstract,
    make_docx,
    make_level,
    make_num,
    make_style,
    number_properties,
    numbered,
    paragraph,
)

CHINESE = make_abstract(
    0,
    make_level(0, "chineseCountingThousand", "%1、"),
    make_level(1, "chineseCountingThousand", "（%2）"),
    make_level(2, "decimal", "%3．"),
)


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return read_bytes(make_docx(body, numbering=numbering, styles=styles), "文.docx").text.split("\n")


def test_chinese_headings_come_back() -> None:
    body = "".join(
        (
            numbered("组织领导", 1),
            numbered("压实责任", 1, 1),
            numbered("定期调度", 1, 1),
            numbered("按月通报", 1, 2),
            numbered("学习教育", 1),
            numbered("集中学习", 1, 1),
            paragraph("没有编号的一段。"),
            numbered("服务群众", 1),
        )
    )
    assert lines(body, CHINESE + make_num(1, 0)) == [
        "一、组织领导",
        "（一）压实责任",
        "（二）定期调度",
        "1．按月通报",
        "二、学习教育",
        "（一）集中学习",
        "没有编号的一段。",
        "三、服务群众",
    ]


def test_nasty_17_numbering_from_styles_that_starts_at_three() -> None:
    level = make_level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>', start=3)
    child = '<w:style w:type="paragraph" w:styleId="子"><w:basedOn w:val="1"/></w:style>'
    styles = make_style("1", number_properties(7)) + child
    body = paragraph("甲", '<w:pStyle w:val="1"/>') + paragraph("乙", '<w:pStyle w:val="子"/>')
    assert lines(body, make_abstract(0, level) + make_num(7, 0), styles) == ["三、甲", "四、乙"]


def test_the_level_of_a_style_comes_from_the_list_or_from_the_style() -> None:
    numbering = make_abstract(
        0, make_level(0, "decimal", "%1."), make_level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="二"/>')
    )
    second = number_properties(1, '<w:ilvl w:val="1"/>')
    styles = make_style("二", number_properties(1)) + make_style("三", second) + make_style("四", number_properties(1))
    body = "".join(paragraph("文", f'<w:pStyle w:val="{name}"/>') for name in "二三四")
    assert lines(body, numbering + make_num(1, 0), styles) == ["（一）文", "（二）文", "1.文"]


def test_a_paragraph_may_change_only_the_level_or_end_the_numbering_of_its_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="空"><w:basedOn w:val="一"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="一"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="级"><w:basedOn w:val="一"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        paragraph("甲", '<w:pStyle w:val="空"/><w:numPr><w:ilvl w:val="1"/></w:numPr>')
        + paragraph("乙", '<w:pStyle w:val="一"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("丙", '<w:pStyle w:val="级"/>')
    )
    assert lines(body, CHINESE + make_num(1, 0), styles) == ["（一）甲", "乙", "（二）丙"]


def test_a_list_with_a_start_override_starts_anew_and_then_goes_on() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = CHINESE + make_num(1, 0) + make_num(2, 0, override) + make_num(3, 0)
    body = "".join((numbered("甲", 1), numbered("乙", 1), numbered("丙", 2), numbered("丁", 2), numbered("戊", 3)))
    assert lines(body, numbering) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_an_override_may_change_the_level_itself() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{make_level(0, "decimal", "%1）")}</w:lvlOverride><w:lvlOverride/>'
    numbering = CHINESE + make_num(1, 0) + make_num(2, 0, override)
    assert lines(numbered("甲", 1) + numbered("乙", 2), numbering) == ["一、甲", "2）乙"]


@pytest.mark.parametrize(
    ("restart", "third"),
    [("", "（一）"), ('<w:lvlRestart w:val="0"/>', "（二）"), ('<w:lvlRestart w:val="1"/>', "（一）")],
)
def test_a_level_restarts_as_it_says(restart: str, third: str) -> None:
    numbering = make_abstract(0, make_level(0, "decimal", "%1."), make_level(1, "chineseCounting", "（%2）", restart))
    body = numbered("甲", 1) + numbered("乙", 1, 1) + numbered("丙", 1) + numbered("丁", 1, 1)
    assert lines(body, numbering + make_num(1, 0)) == ["1.甲", "（一）乙", "2.丙", f"{third}丁"]


def test_numbers_of_several_levels_stand_together() -> None:
    numbering = make_abstract(
        0,
        make_level(0, "chineseCounting", "第%1章", '<w:suff w:val="space"/>'),
        make_level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        make_level(2, "decimal", "%1-%2-%3"),
        make_level(3, "none", "%4", ""),
    )
    body = "".join((numbered("总则", 1), numbered("范围", 1, 1), numbered("细则", 1, 2), numbered("无号", 1, 3)))
    assert lines(body, numbering + make_num(1, 0)) == ["第一章 总则", "1.1 范围", "一-1-1 细则", "无号"]


def test_a_level_met_before_the_ones_above_it_counts_from_their_start() -> None:
    numbering = make_abstract(0, make_level(0, "decimal", "%1."), make_level(1, "decimal", "%1.%2")) + make_num(1, 0)
    assert lines(numbered("甲", 1, 1) + numbered("乙", 1), numbering) == ["1.1 甲", "1.乙"]


@pytest.mark.parametrize(
    ("style", "text", "more", "line"),
    [
        ("decimal", "%1.", "", "1.甲"),
        ("decimal", "%1", "", "1 甲"),
        ("decimal", "%1、 ", "", "1、 甲"),
        ("chineseCounting", "第%1条", "", "第一条 甲"),
        ("chineseCounting", "第%1条", '<w:suff w:val="nothing"/>', "第一条甲"),
        ("chineseCounting", "（%1）", '<w:suff w:val="space"/>', "（一） 甲"),
        ("bullet", "\uf0b7", "", "•甲"),
        ("bullet", "l", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>', "•甲"),
        ("bullet", "—", "", "—甲"),
        ("bullet", "※", '<w:lvlPicBulletId w:val="0"/>', "•甲"),
        ("decimal", "", "", "甲"),
        ("decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>", "甲"),
    ],
)
def test_what_stands_between_number_and_text(style: str, text: str, more: str, line: str) -> None:
    assert lines(numbered("甲", 1), make_abstract(0, make_level(0, style, text, more)) + make_num(1, 0)) == [line]


def test_a_number_is_kept_apart_from_digits() -> None:
    numbering = make_abstract(0, make_level(0, "decimal", "%1.")) + make_num(1, 0)
    assert lines(numbered("2025年", 1), numbering) == ["1. 2025年"]


def test_a_list_may_borrow_its_levels_from_a_numbering_style() -> None:
    numbering = CHINESE + "".join(
        f'<w:abstractNum w:abstractNumId="{identity}"><w:numStyleLink w:val="{style}"/></w:abstractNum>'
        for identity, style in ((5, "编号"), (6, "环"), (8, "缺"))
    )
    numbering += make_num(1, 0) + make_num(2, 5) + make_num(3, 6) + make_num(4, 8)
    styles = make_style("编号", number_properties(1), "numbering") + make_style("环", number_properties(3), "numbering")
    body = numbered("甲", 2) + numbered("乙", 3) + numbered("丙", 4)
    assert lines(body, numbering, styles) == ["一、甲", "乙", "丙"]


def test_lists_that_do_not_exist_give_no_number() -> None:
    numbering = CHINESE + make_num(1, 0) + make_num(2, 99) + make_abstract(7, "<w:lvl/>") + make_num(4, 7)
    body = numbered("甲", 2) + numbered("乙", 3) + numbered("丙", 1, 8) + numbered("丁", 4)
    styles = make_style("坏", number_properties(9))
    body += paragraph("戊", '<w:pStyle w:val="坏"/>')
    assert lines(body, numbering, styles) == ["甲", "乙", "丙", "丁", "戊"]


def test_damaged_numbers_are_taken_as_absent() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="x"/><w:lvlText w:val="%1."/></w:lvl>'
    broken = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="十"/></w:lvlOverride>'
    assert lines(numbered("甲", 1), make_abstract(0, level) + make_num(1, 0, broken)) == ["0.甲"]


def test_a_deleted_paragraph_does_not_count() -> None:
    gone = numbered("", 1).replace("</w:numPr>", "</w:numPr><w:rPr><w:del/></w:rPr>")
    assert lines(numbered("甲", 1) + gone + numbered("乙", 1), CHINESE + make_num(1, 0)) == ["一、甲", "二、乙"]


def test_custom_formats_stand_in_an_alternative() -> None:
    custom = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    fallback = '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
    form = f'<mc:AlternateContent><mc:Choice Requires="w14">{custom}</mc:Choice>{fallback}</mc:AlternateContent>'
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{form}<w:lvlText w:val="%1."/></w:lvl>'
    assert lines(numbered("甲", 1), make_abstract(0, level) + make_num(1, 0)) == ["001.甲"]


@pytest.mark.parametrize(
    ("count", "style", "written"),
    [
        (11, "chineseCounting", "十一"),
        (101, "chineseCounting", "一〇一"),
        (108, "chineseCountingThousand", "一百零八"),
        (20, "japaneseCounting", "二十"),
        (10, "ideographDigital", "一〇"),
        (12, "japaneseDigitalTenThousand", "一二"),
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircleChinese", "㉑"),
        (36, "decimalEnclosedCircle", "㊱"),
        (51, "decimalEnclosedCircle", "51"),
        (0, "decimalEnclosedCircle", "⓪"),
        (2, "decimalEnclosedParen", "⑵"),
        (21, "decimalEnclosedParen", "21"),
        (2, "decimalEnclosedFullstop", "⒉"),
        (2, "ideographEnclosedCircle", "㊁"),
        (4, "numberInDash", "- 4 -"),
        (12, "chineseLegalSimplified", "拾贰"),
        (3, "ideographLegalTraditional", "參"),
        (4, "japaneseLegal", "肆"),
        (1, "ideographTraditional", "甲"),
        (11, "ideographTraditional", "甲"),
        (0, "ideographTraditional", "0"),
        (2, "ideographZodiac", "丑"),
        (2, "ideographZodiacTraditional", "乙丑"),
        (0, "ideographZodiacTraditional", "0"),
        (14, "upperRoman", "XIV"),
        (1999, "lowerRoman", "mcmxcix"),
        (4000, "lowerRoman", "4000"),
        (1, "upperLetter", "A"),
        (28, "lowerLetter", "bb"),
        (0, "lowerLetter", "0"),
        (1, "ordinal", "1st"),
        (12, "ordinal", "12th"),
        (23, "ordinal", "23rd"),
        (5, "none", ""),
        (5, "somethingNew", "5"),
        (5, "custom", "5"),
    ],
)
def test_number_formats(count: int, style: str, written: str) -> None:
    assert write_number(count, style) == written
